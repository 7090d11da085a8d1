// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/zone.hpp
/// On an issue, which outcomes would all parties accept, and whose red lines exclude them?

#include <boost/optional.hpp>

#include <algorithm>
#include <concepts>
#include <initializer_list>
#include <iterator>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/positions/stance_options.hpp"

namespace entente {

/// The outcomes of an issue that no party has ruled out.
template <actor_like Actor>
struct zone {
    /// The acceptable range common to all parties, within the scale; none where red lines exclude every outcome.
    boost::optional<interval> common{};
    std::vector<id_of<Actor>> bounded{};  ///< parties with a red line on the scale
    std::vector<id_of<Actor>> silent{};   ///< parties without a position: their red lines are not known

    /// Whether the zone may still shrink when a party speaks.
    bool provisional() const { return common && !silent.empty(); }

    template <class Row = zone>
    static auto fields() {
        auto const end = [](double interval::*which) {
            return
                [which](Row const& z) { return z.common ? boost::optional<double>((*z.common).*which) : boost::none; };
        };
        return std::tuple(
            make_field<Row>("lower", "issue's units", "least outcome that all accept", end(&interval::lower)),
            make_field<Row>("upper", "issue's units", "greatest outcome that all accept", end(&interval::upper)),
            make_field<Row>("bounded", "parties", "parties with a red line",
                            [](Row const& z) { return z.bounded.size(); }),
            make_field<Row>("silent", "parties", "parties without a position",
                            [](Row const& z) { return z.silent.size(); }),
            make_field<Row>("provisional", "", "whether it may still shrink", &Row::provisional));
    }
};

/// The zone of possible agreement of some parties on an issue, each stance read as `how` says.
///
/// Formula: the intersection of the acceptable ranges with the scale. On a scale of categories a zone needs a category in it, and its
/// ends are categories. A party without a known position is silent; a red line that it has stated binds all the same. Without parties the zone is
/// the whole scale. Preconditions: the ids are of this graph. O(parties * log issues + categories).
/// Source: Raiffa (1982), zone of agreement.
template <stance_graph_like Graph, class Parties>
    requires requires(Parties const& p) { { *std::begin(p) } -> std::convertible_to<id_of<actor_t<Graph>>>; }
zone<actor_t<Graph>> zone_of_agreement(Graph const& g, id_of<issue_t<Graph>> issue, Parties const& parties,
                                       stance_options<Graph> const& how = {}) {
    auto const& scale = g[issue].scale;
    interval common{scale.lower(), scale.upper()};
    zone<actor_t<Graph>> result;
    for (id_of<actor_t<Graph>> const party : parties) {
        auto const held = find_stance(g, party, issue, how.at);
        if (!held || !position_held<Graph>(*held, how)) result.silent.push_back(party);
        if (!held) continue;
        if constexpr (requires { { held->acceptable } -> std::convertible_to<interval>; }) {
            interval const accepts = held->acceptable;
            if (accepts.lower > scale.lower() || accepts.upper < scale.upper()) result.bounded.push_back(party);
            common.lower = std::max(common.lower, accepts.lower);
            common.upper = std::min(common.upper, accepts.upper);
        }
    }
    if (scale.categories()) {
        // From the categories inside; when there is none, both ends stay crossed over and the range is empty.
        interval inside{scale.upper(), scale.lower()};
        for (std::size_t k = 0; k < scale.categories(); ++k) {
            double const x = scale.value(k);
            if (!common.contains(x)) continue;
            inside = {std::min(inside.lower, x), std::max(inside.upper, x)};
        }
        common = inside;
    }
    if (!common.empty()) result.common = common;
    return result;
}

/// The same for parties that are listed in braces.
template <stance_graph_like Graph>
zone<actor_t<Graph>> zone_of_agreement(Graph const& g, id_of<issue_t<Graph>> issue,
                                       std::initializer_list<id_of<actor_t<Graph>>> parties, stance_options<Graph> const& how = {}) {
    return zone_of_agreement<Graph, std::initializer_list<id_of<actor_t<Graph>>>>(g, issue, parties, how);
}

}  // namespace entente
