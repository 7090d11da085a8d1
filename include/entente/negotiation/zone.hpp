// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/zone.hpp
/// On an issue, which outcomes would all parties accept, and whose red lines exclude them?

#include <boost/optional.hpp>

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/model/interval.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/positions/held_by.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/issue_column.hpp"
#include "entente/positions/matrix.hpp"
#include "entente/positions/stance_options.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <limits>
#include <string>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// What a party accepts on an issue.
struct party_range {
    actor_id actor{};
    interval acceptable{};  ///< what it has not ruled out; everything where it has stated no red line
    bool silent = false;    ///< whether it declined to say, or has no stance: more may turn out to be ruled out
};

/// Whether an outcome would be accepted by all.
enum class acceptance : unsigned char {
    certain,    ///< all parties have spoken, and none has ruled it out
    possible,   ///< none has ruled it out, but not all have spoken
    impossible  ///< some party has ruled it out
};

constexpr std::string_view to_string(acceptance a) {
    constexpr std::string_view names[] = {"certain", "possible", "impossible"};
    return names[static_cast<int>(a)];
}

/// The outcomes of an issue that no party has ruled out.
struct zone {
    /// The acceptable range common to all parties, within the scale; none where red lines exclude
    /// every outcome.
    boost::optional<interval> common{};
    std::vector<actor_id> red_lines{};  ///< parties with a red line on the scale, in the order in which they were named
    std::vector<actor_id> silent{};     ///< parties without a position, likewise: more red lines may become known
    /// Where there is no zone, how far apart the two are that block it, in the issue's units: from the
    /// greatest outcome that one accepts up to the least that the other does. None where there is one.
    boost::optional<double> gap{};
    /// Who accepts nothing as low as that, and who nothing as high: the one whose range begins highest, and
    /// the one whose range ends lowest; of several the one of least id. None where there is a zone.
    boost::optional<actor_id> blocked_by_low{}, blocked_by_high{};

    /// Whether the zone may still shrink when a party speaks.
    bool provisional() const { return common && !silent.empty(); }
    /// What all accept whatever the silent say: the zone, where all have spoken, and none otherwise, since
    /// a party that has not spoken may rule out anything.
    boost::optional<interval> certain() const { return silent.empty() ? common : boost::optional<interval>(); }
    /// Of an outcome that the scale has.
    acceptance of(double outcome) const {
        if (!common || !common->contains(outcome)) return acceptance::impossible;
        return silent.empty() ? acceptance::certain : acceptance::possible;
    }

    template <class Row = zone>
    static auto fields() {
        auto const end = [](double interval::*which) {
            return
                [which](Row const& z) { return z.common ? boost::optional<double>((*z.common).*which) : boost::none; };
        };
        return std::tuple(
            make_field<Row>("lower", issue_units, "least outcome that all accept", end(&interval::lower)),
            make_field<Row>("upper", issue_units, "greatest outcome that all accept", end(&interval::upper)),
            make_field<Row>("gap", issue_units, "between the two that block it", &Row::gap),
            make_field<Row>("blocked_by_low", "", "whose range begins highest, where there is no zone",
                            &Row::blocked_by_low),
            make_field<Row>("blocked_by_high", "", "whose range ends lowest, where there is no zone",
                            &Row::blocked_by_high),
            make_field<Row>("bounded", "parties", "parties with a red line",
                            [](Row const& z) { return z.red_lines.size(); }),
            make_field<Row>("silent", "parties", "parties without a position",
                            [](Row const& z) { return z.silent.size(); }),
            make_field<Row>("provisional", "", "whether it may still shrink", &Row::provisional));
    }
};

/// The zone of possible agreement of ranges: those of parties, or made by hand (`acceptable_within`).
///
/// Formula: [max lower, min upper] of the ranges within the scale; where that is empty, gap = max lower -
/// min upper. On a scale of categories a range is from its least to its greatest category, so that ends are
/// categories, and a gap is one between categories. Without parties the zone is the whole scale.
/// Throws stance_error(empty_range) for a range in which the scale has no outcome. O(parties * log categories).
/// Source: Raiffa (1982), zone of agreement.
zone zone_among(issue_column const& issue, std::span<party_range const> parties);

/// What an actor accepts that would rather have no agreement than lose more than so much: the outcomes whose loss,
/// |outcome - position| in per cent of the scale times salience, is at most `loss` (a reserved utility,
/// with loss as the negative of utility). Everything where nothing matters to it.
/// Throws error for a loss that is negative or no number. O(1).
interval acceptable_within(issue_column const& issue, double position, double salience, double loss);

namespace detail {

/// A range within a scale, from outcome to outcome. Throws stance_error(empty_range) where it holds none.
interval range_on_scale(issue_column const& issue, party_range const& party);

}  // namespace detail

/// What parties accept on an issue, in the order in which they are named: what `held_by` gives, under the options.
/// Preconditions: the ids are of this graph. Throws as held_by does.
template <stance_graph_like Graph, actor_id_range Parties>
std::vector<party_range> acceptable_ranges(Graph const& g, issue_id issue, Parties const& parties,
                                           stance_options<Graph> const& options = {}) {
    std::vector<party_range> ranges;
    for (actor_id const party : parties) {
        auto const held = held_by(g, party, issue, options);
        ranges.push_back({party, held ? held->acceptable : interval{}, !held || !held->position});
    }
    return ranges;
}

/// The same of all actors of a matrix (some of them: `select_actors`), in the order of rows. Throws
/// error(unknown_name) for an issue that the matrix has not got. O(actors * log issues).
std::vector<party_range> acceptable_ranges(position_matrix const& matrix, issue_id issue);

/// The zone of possible agreement of some parties on an issue: what each accepts is that of
/// `held_by`, under the options.
///
/// Formula: the intersection of the acceptable ranges with the scale; see `zone_among`. A party without a
/// known position is silent; a red line that it has stated binds all the same. Without parties the zone is
/// the whole scale. Preconditions: the ids are of this graph. Throws as held_by does. O(parties * held_by +
/// categories).
/// Source: Raiffa (1982), zone of agreement.
template <stance_graph_like Graph, actor_id_range Parties>
zone zone_of_agreement(Graph const& g, issue_id issue, Parties const& parties,
                       stance_options<Graph> const& options = {}) {
    return zone_among(make_issue_column(g[static_cast<id_of<issue_t<Graph>>>(issue)]),
                      acceptable_ranges(g, issue, parties, options));
}

/// The same for parties that are listed in braces.
template <stance_graph_like Graph>
zone zone_of_agreement(Graph const& g, issue_id issue, std::initializer_list<actor_id> parties,
                       stance_options<Graph> const& options = {}) {
    return zone_of_agreement<Graph, std::initializer_list<actor_id>>(g, issue, parties, options);
}

/// The same for all actors of a matrix.
zone zone_of_agreement(position_matrix const& matrix, issue_id issue);

/// The zone of one of several issues.
struct issue_zone {
    issue_id issue{};
    zone found{};

    template <class Row = issue_zone>
    static auto fields() {
        return std::tuple_cat(std::tuple(make_field<Row>("issue", "", "what is settled", &Row::issue)),
                              fields_within<5>(&Row::found));
    }
};

/// The zones of all issues, in the order of their ids: where ranges on one issue do not depend on another,
/// a package is acceptable to all exactly where each of its outcomes lies in the zone of its issue.
template <stance_graph_like Graph, actor_id_range Parties>
std::vector<issue_zone> zones_of_agreement(Graph const& g, Parties const& parties,
                                           stance_options<Graph> const& options = {}) {
    std::vector<issue_zone> zones;
    for (auto const issue : g.template ids<issue_t<Graph>>())
        zones.push_back({issue, zone_of_agreement(g, issue, parties, options)});
    return zones;
}
template <stance_graph_like Graph>
std::vector<issue_zone> zones_of_agreement(Graph const& g, std::initializer_list<actor_id> parties,
                                           stance_options<Graph> const& options = {}) {
    return zones_of_agreement<Graph, std::initializer_list<actor_id>>(g, parties, options);
}

/// The same for all actors of a matrix, in the order of columns. O(actors * issues * log issues).
std::vector<issue_zone> zones_of_agreement(position_matrix const& matrix);

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE interval detail::range_on_scale(issue_column const& issue, party_range const& party) {
    auto const& r = party.acceptable;
    if (!issue.contains_any(r))
        throw stance_error(fault_code::empty_range, "an acceptable range in which the scale has no outcome",
                           {.actor = '#' + std::to_string(party.actor.value),
                            .issue = issue.name,
                            .value = number_text(r.lower) + " to " + number_text(r.upper)});
    if (issue.categories.empty()) return {(std::max)(r.lower, issue.lower), (std::min)(r.upper, issue.upper)};
    auto const first = std::lower_bound(issue.categories.begin(), issue.categories.end(), r.lower);
    auto const last = std::upper_bound(first, issue.categories.end(), r.upper);
    return {*first, *(last - 1)};
}

ENTENTE_INLINE zone zone_among(issue_column const& issue, std::span<party_range const> parties) {
    zone result;
    interval common{issue.lower, issue.upper};
    party_range const *low = nullptr, *high = nullptr;  // whose range begins highest, ends lowest
    for (auto const& party : parties) {
        auto const accepts = detail::range_on_scale(issue, party);
        if (party.silent) result.silent.push_back(party.actor);
        if (party.acceptable.lower > issue.lower || party.acceptable.upper < issue.upper)
            result.red_lines.push_back(party.actor);
        if (!low || accepts.lower > common.lower || (accepts.lower == common.lower && party.actor < low->actor))
            low = &party, common.lower = accepts.lower;
        if (!high || accepts.upper < common.upper || (accepts.upper == common.upper && party.actor < high->actor))
            high = &party, common.upper = accepts.upper;
    }
    if (!common.empty()) {
        result.common = common;
    } else {
        result.gap = common.lower - common.upper;
        if (low) result.blocked_by_low = low->actor;
        if (high) result.blocked_by_high = high->actor;
    }
    return result;
}

ENTENTE_INLINE std::vector<party_range> acceptable_ranges(position_matrix const& matrix, issue_id issue) {
    auto const column = matrix.column_of(issue);
    if (!column)
        throw error(fault_code::unknown_name, "the matrix has no such issue", {.issue = '#' + std::to_string(issue.value)});
    std::vector<party_range> ranges;
    for (std::size_t row = 0; row < matrix.actors(); ++row) {
        auto const cells = matrix.row(row);
        auto const at = std::lower_bound(cells.begin(), cells.end(), *column,
                                         [](cell const& c, std::size_t i) { return c.issue < i; });
        bool const has = at != cells.end() && at->issue == *column;
        auto const accepts = matrix.acceptable(row);
        ranges.push_back({matrix.actor(row),
                          has && !accepts.empty() ? accepts[static_cast<std::size_t>(at - cells.begin())] : interval{},
                          !has || !at->known});
    }
    return ranges;
}

ENTENTE_INLINE zone zone_of_agreement(position_matrix const& matrix, issue_id issue) {
    auto const ranges = acceptable_ranges(matrix, issue);
    return zone_among(matrix.issue(issue), ranges);
}

ENTENTE_INLINE std::vector<issue_zone> zones_of_agreement(position_matrix const& matrix) {
    std::vector<issue_zone> zones;
    for (std::size_t i = 0; i < matrix.issues(); ++i)
        zones.push_back({matrix.issue_id_of(i), zone_of_agreement(matrix, matrix.issue_id_of(i))});
    return zones;
}

ENTENTE_INLINE interval acceptable_within(issue_column const& issue, double position, double salience, double loss) {
    auto const refuse = [&](fault_code code, char const* message, double value) {
        throw error(code, message, {.issue = issue.name, .value = detail::number_text(value)});
    };
    if (detail::is_nan(loss)) refuse(fault_code::not_a_number, "a loss is a number", loss);
    if (loss < 0) refuse(fault_code::out_of_range, "a loss is at least 0", loss);
    if (!detail::is_finite(position)) refuse(fault_code::not_a_number, "a position is a finite number", position);
    if (!detail::is_finite(salience)) refuse(fault_code::not_a_number, "a salience is a finite number", salience);
    if (salience < 0) refuse(fault_code::negative_weight, "a salience is at least 0", salience);
    if (issue.measurement == level::nominal)
        throw scale_error(fault_code::level_too_low, "a nominal scale has no distances to lose", {.issue = issue.name});
    if (salience == 0) return {};
    double const reach = loss / salience / 100 * issue.length();
    return {position - reach, position + reach};
}

#endif

}  // namespace entente
