// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/zone.hpp
/// On an issue, which outcomes would all parties accept, and whose red lines exclude them?

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/model/interval.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/positions/held_by.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/stance_options.hpp"

namespace entente {

/// The outcomes of an issue that no party has ruled out.
struct zone {
    /// The acceptable range common to all parties, within the scale; none where red lines exclude
    /// every outcome.
    boost::optional<interval> common{};
    std::vector<actor_id> red_lines{};  ///< parties with a red line on the scale, in the order in which they were named
    std::vector<actor_id> silent{};     ///< parties without a position, likewise: more red lines may become known

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
                            [](Row const& z) { return z.red_lines.size(); }),
            make_field<Row>("silent", "parties", "parties without a position",
                            [](Row const& z) { return z.silent.size(); }),
            make_field<Row>("provisional", "", "whether it may still shrink", &Row::provisional));
    }
};

/// The zone of possible agreement of some parties on an issue: what each accepts is that of
/// `held_by`, under the options.
///
/// Formula: the intersection of the acceptable ranges with the scale. On a scale of categories a
/// zone needs a category in it, and its ends are categories. A party without a known position is
/// silent; a red line that it has stated binds all the same. Without parties the zone is the whole
/// scale. Preconditions: the ids are of this graph. Throws as held_by does. O(parties * held_by +
/// categories).
/// Source: Raiffa (1982), zone of agreement.
template <stance_graph_like Graph, actor_id_range Parties>
zone zone_of_agreement(Graph const& g, issue_id issue, Parties const& parties,
                       stance_options<Graph> const& options = {}) {
    auto const& scale = g[static_cast<id_of<issue_t<Graph>>>(issue)].scale;
    interval common{scale.lower(), scale.upper()};
    zone result;
    for (actor_id const party : parties) {
        auto const held = held_by(g, party, issue, options);
        if (!held || !held->position) result.silent.push_back(party);
        if (!held) continue;
        auto const& accepts = held->acceptable;
        if (accepts.lower > scale.lower() || accepts.upper < scale.upper()) result.red_lines.push_back(party);
        common.lower = (std::max)(common.lower, accepts.lower);
        common.upper = (std::min)(common.upper, accepts.upper);
    }
    if (scale.categories()) {
        // From the categories inside; when there is none, both ends stay crossed over and the range is empty.
        interval inside{scale.upper(), scale.lower()};
        for (std::size_t k = 0; k < scale.categories(); ++k) {
            double const x = scale.value(k);
            if (!common.contains(x)) continue;
            inside = {(std::min)(inside.lower, x), (std::max)(inside.upper, x)};
        }
        common = inside;
    }
    if (!common.empty()) result.common = common;
    return result;
}

/// The same for parties that are listed in braces.
template <stance_graph_like Graph>
zone zone_of_agreement(Graph const& g, issue_id issue, std::initializer_list<actor_id> parties,
                       stance_options<Graph> const& options = {}) {
    return zone_of_agreement<Graph, std::initializer_list<actor_id>>(g, issue, parties, options);
}

}  // namespace entente
