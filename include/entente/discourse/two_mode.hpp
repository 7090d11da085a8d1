// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/two_mode.hpp
/// Who speaks of what, and how: actors by issues.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/pair_network.hpp"
#include "entente/discourse/projection_options.hpp"
#include "entente/model/network.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "entente/discourse/coded_statements.hpp"
#include "entente/error.hpp"
#include "entente/model/level.hpp"
#include "entente/model/scale.hpp"
#include "entente/positions/ids.hpp"
#endif

namespace entente {

/// What an actor and an issue are to each other:
///
/// | aggregation | value                                                                                              |
/// |-------------|----------------------------------------------------------------------------------------------------|
/// | `ignore`    | how many statements                                                                                |
/// | `combine`   | which positions occur, a bit each, the greatest first: for 1, against 2, both 3                    |
/// | `subtract`  | sum of positions from -1, the lower end of the scale, to 1, the upper: statements for less against |
enum class two_mode_aggregation : unsigned char { ignore, combine, subtract };

/// `activity` divides by the statements of the actor, `prominence` by those on the issue.
enum class two_mode_normalization : unsigned char { none, activity, prominence };

constexpr std::string_view to_string(two_mode_aggregation a) {
    constexpr std::string_view names[] = {"ignore", "combine", "subtract"};
    return names[static_cast<int>(a)];
}
constexpr std::string_view to_string(two_mode_normalization n) {
    constexpr std::string_view names[] = {"none", "activity", "prominence"};
    return names[static_cast<int>(n)];
}

struct two_mode_options {
    discourse_nodes nodes = discourse_nodes::actor;  ///< or speakers
    two_mode_aggregation aggregate = two_mode_aggregation::ignore;
    two_mode_normalization normalize = two_mode_normalization::none;
    duplicate_statements duplicates = duplicate_statements::include;
    statement_filter statements{};
    /// As Discourse Network Analyzer has it: `subtract` sums positions as they are, where scales are not of two
    /// categories.
    bool dna_compatible = false;
};

struct actor_issue_row {
    row_id actor{}, issue{};
    double value = 0;

    template <class Row = actor_issue_row>
    static auto fields() {
        return std::tuple(make_field<Row>("actor", "", "who", &Row::actor),
                          make_field<Row>("issue", "", "of what", &Row::issue),
                          make_field<Row>("value", "", "how much, or how", &Row::value));
    }
};

/// A value for every actor and issue that a statement which counts is of.
struct two_mode_network {
    discourse_nodes kind = discourse_nodes::actor;
    std::vector<std::uint32_t> actors{}, issues{};  ///< ids, ascending
    std::vector<double> values{};                   ///< by actor, then issue
    std::size_t statements = 0;

    double operator()(std::size_t actor, std::size_t issue) const { return values[actor * issues.size() + issue]; }
    std::vector<actor_issue_row> rows() const;
};

/// Actors by issues. Withheld positions are mentions: they count under `ignore` alone.
///
/// Throws as select_statements does; error(invalid_argument) where nodes are issues, or `combine` is normalized, which
/// means nothing; scale_error(level_too_low) for `subtract` on a nominal scale of more than two categories; and
/// scale_error(incompatible_scales) for `combine` on a scale without categories, or of more than 53.
/// O(statements + actors x issues) on average.
two_mode_network project_two_mode(corpus const& c, two_mode_options const& options = {});

/// The network of both, in two modes; what is 0 has no tie.
network make_network(corpus const& c, two_mode_network const& of);

#if ENTENTE_DEFINES(discourse)

ENTENTE_INLINE std::vector<actor_issue_row> two_mode_network::rows() const {
    std::vector<actor_issue_row> all;
    for (std::size_t a = 0; a < actors.size(); ++a)
        for (std::size_t i = 0; i < issues.size(); ++i)
            all.push_back({{to_string(kind), actors[a]}, {"issue", issues[i]}, (*this)(a, i)});
    return all;
}

ENTENTE_INLINE two_mode_network project_two_mode(corpus const& c, two_mode_options const& options) {
    using enum two_mode_aggregation;
    if (options.nodes == discourse_nodes::issue)
        throw error(fault_code::invalid_argument, "a network of two modes is of actors, or speakers, and issues");
    if (options.aggregate == combine && options.normalize != two_mode_normalization::none)
        throw error(fault_code::invalid_argument, "which positions occur cannot be normalized");
    projection_options coding;
    coding.nodes = options.nodes;
    // Whatever aggregation of pairs asks for the same statements.
    coding.aggregate = options.aggregate == ignore ? tie_aggregation::ignore : tie_aggregation::congruence;
    coding.duplicates = options.duplicates;
    coding.statements = options.statements;
    auto const coded = detail::code_statements(c, coding);

    two_mode_network result;
    result.kind = options.nodes;
    result.actors = coded.nodes;
    std::vector<std::uint32_t> place;
    result.issues = detail::used_ids(c.issue_numbers(), coded.numbers, c.issues(), place);
    auto const width = result.issues.size();
    result.values.assign(result.actors.size() * width, 0.0);
    std::vector<double> by_actor(result.actors.size(), 0.0), by_issue(width, 0.0);
    std::vector<char> seen(coded.keys, 0);
    auto const refuse = [&](std::uint32_t item, fault_code code, char const* message) {
        throw scale_error(code, message, {.issue = c.name(issue_id(result.issues[item]))});
    };
    for (std::size_t k = 0; k < coded.size(); ++k) {
        if (!seen.empty() && std::exchange(seen[coded.key_of[k]], char{1})) continue;
        auto const& cell = coded.cells[coded.cell_of[k]];
        auto& value = result.values[cell.node * width + cell.item];
        scale const& on = c[issue_id(result.issues[cell.item])].scale;
        ++result.statements, ++by_actor[cell.node], ++by_issue[cell.item];
        if (options.aggregate == ignore) {
            ++value;
        } else if (options.aggregate == combine) {
            auto const categories = on.categories();
            if (categories == 0 || categories > 53)
                refuse(cell.item, fault_code::incompatible_scales, "positions combine on scales of 2 to 53 categories");
            auto const bit = std::ldexp(1.0, static_cast<int>(categories - 1 - *on.category_of(cell.position)));
            if (std::fmod(std::floor(value / bit), 2) == 0) value += bit;
        } else {
            if (on.measurement() == level::nominal && on.categories() > 2)
                refuse(cell.item, fault_code::level_too_low,
                       "more than two options without an order cannot be subtracted");
            value += options.dna_compatible && on.categories() != 2
                         ? cell.position
                         : (2 * cell.position - on.lower() - on.upper()) / (on.upper() - on.lower());
        }
    }
    if (options.normalize != two_mode_normalization::none)
        for (std::size_t a = 0; a < result.actors.size(); ++a)
            for (std::size_t i = 0; i < width; ++i)
                result.values[a * width + i] /=
                    options.normalize == two_mode_normalization::activity ? by_actor[a] : by_issue[i];
    return result;
}

ENTENTE_INLINE network make_network(corpus const& c, two_mode_network const& of) {
    std::vector<network_node> nodes;
    for (auto const a : of.actors)
        nodes.push_back({corpus_names{c}({to_string(of.kind), a}), std::string(to_string(of.kind))});
    for (auto const i : of.issues) nodes.push_back({c.name(issue_id(i)), "issue"});
    std::vector<network_edge> ties;
    for (std::size_t a = 0; a < of.actors.size(); ++a)
        for (std::size_t i = 0; i < of.issues.size(); ++i)
            if (double const v = of(a, i); v != 0) ties.push_back({a, of.actors.size() + i, {.weight = v}});
    return make_network(std::move(nodes), std::move(ties));
}

#endif

}  // namespace entente
