// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/projection_options.hpp
/// What ties two actors, or two issues, of a discourse, and how strong it is.

#include <string_view>

#include "entente/discourse/selection.hpp"

namespace entente {

/// What the nodes of a network are: actors and speakers are tied by issues, issues by actors.
enum class discourse_nodes : unsigned char { actor, speaker, issue };

constexpr std::string_view to_string(discourse_nodes n) {
    constexpr std::string_view names[] = {"actor", "speaker", "issue"};
    return names[static_cast<int>(n)];
}

/// What a tie of two nodes is, summed over what they have in common. Of a and b, with X(a, j, k) statements of a on
/// issue j at position k, and s(k, l) how alike two positions are:
///
/// | aggregation  | value                                       |
/// |--------------|---------------------------------------------|
/// | `ignore`     | sum X(a, j, k) X(b, j, l)                   |
/// | `congruence` | sum X(a, j, k) X(b, j, l) s(k, l)           |
/// | `conflict`   | sum X(a, j, k) X(b, j, l) (1 - s(k, l))     |
/// | `subtract`   | congruence - conflict                       |
///
/// s is 1 - |k - l| / range on an ordered scale, its range that of the scale, and 1 or 0 on a nominal one: equal or
/// not. Withheld positions are mentions of an issue: they count where positions do not, and nowhere else. Where
/// none is withheld ignore = congruence + conflict.
enum class tie_aggregation : unsigned char { ignore, congruence, conflict, subtract };

constexpr std::string_view to_string(tie_aggregation a) {
    constexpr std::string_view names[] = {"ignore", "congruence", "conflict", "subtract"};
    return names[static_cast<int>(a)];
}

/// What a tie is divided by, n(a) being the number of statements of a that count:
///
/// | normalization | divided by                                                          | bounded              |
/// |---------------|---------------------------------------------------------------------|----------------------|
/// | `none`        | 1                                                                   | no                   |
/// | `average`     | (n(a) + n(b)) / 2                                                   | no                   |
/// | `jaccard`     | sum over j, k of X(a), X(b) or X(a) X(b), as one or both are not 0  | no                   |
/// | `cosine`      | n(a) n(b)                                                           | no                   |
/// | `share`       | congruence + conflict                                               | yes; not of `ignore` |
/// | `true_cosine` | |a| |b|, lengths of the vectors of statements by issue              | yes                  |
///
/// `average`, `jaccard` and `cosine` are those of Discourse Network Analyzer, 0 where they divide by 0; the third is no
/// cosine. `share` is the part of what two say on the same issues that agrees (or conflicts), from 0 to 1, of
/// `subtract` from -1 to 1. `true_cosine` of `ignore` is the cosine, from 0 to 1, of what two speak of; of
/// `congruence` and `conflict` its two parts, of `subtract` their difference. The last two are undefined where they
/// divide by 0.
enum class tie_normalization : unsigned char { none, average, jaccard, cosine, share, true_cosine };

constexpr std::string_view to_string(tie_normalization n) {
    constexpr std::string_view names[] = {"none", "average", "jaccard", "cosine", "share", "true_cosine"};
    return names[static_cast<int>(n)];
}

/// Which statements are one: those of an actor on an issue, of the same position unless positions are ignored, in one
/// document, or on one day, in one ISO week, month or year (of the calendar: January 2020 is not January 2021), or at
/// all. `include`: each counts. A statement without a document is in one of its own.
enum class duplicate_statements : unsigned char { include, document, day, week, month, year, all };

constexpr std::string_view to_string(duplicate_statements d) {
    constexpr std::string_view names[] = {"include", "document", "day", "week", "month", "year", "all"};
    return names[static_cast<int>(d)];
}

/// What a network is made from, and how.
struct projection_options {
    discourse_nodes nodes = discourse_nodes::actor;
    tie_aggregation aggregate = tie_aggregation::congruence;
    tie_normalization normalize = tie_normalization::none;
    duplicate_statements duplicates = duplicate_statements::include;
    statement_filter statements{};
    /// Whether nodes stay that are in the period but that no statement that counts is of.
    bool isolates = false;
    /// As Discourse Network Analyzer has it, where it differs and is not at fault: the range of an ordered scale is
    /// that of the positions in the whole corpus; on nominal scales conflict counts the statements of either at a
    /// position that the other does not take, issues that only one mentions included; and of statements that are
    /// one the first of the whole period counts, in whichever window it is, instead of one in each window.
    bool dna_compatible = false;
};

}  // namespace entente
