// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/fixed_point.hpp
/// Ways in which conditions come to rest, and sets of them that are met: see negotiation/mutual_conditions.hpp.

#include <boost/optional.hpp>

#include <cstddef>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/search.hpp"
#include "entente/negotiation/conditions.hpp"
#include "entente/negotiation/zone.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

/// Against what a condition is resolved on an issue that no outcome is given for.
enum class resolved_against : unsigned char {
    /// The stances of the other parties: met where all of them that have one hold what it asks for, failed where one
    /// of them holds something else, and otherwise unresolved: nobody else has one, or some are silent.
    others,
    /// What all agree on: met or failed where two parties or more have a stance, and all of these one position.
    agreement
};

constexpr std::string_view to_string(resolved_against r) {
    constexpr std::string_view names[] = {"others", "agreement"};
    return names[static_cast<int>(r)];
}

/// How fixed points are looked for.
struct fixed_point_options {
    resolved_against against = resolved_against::others;
    search_limits limits{};
};

/// One way in which all conditions come to rest.
struct fixed_point {
    std::vector<condition_state> states{};             ///< of each condition
    std::vector<boost::optional<double>> positions{};  ///< that the stance amounts to
};

/// One condition in one fixed point.
struct fixed_point_row {
    std::size_t number = 0;  ///< of the fixed point, from 1
    actor_id actor{};
    issue_id issue{};
    condition_state condition = condition_state::unresolved;
    boost::optional<double> position{};

    template <class Row = fixed_point_row>
    static auto fields() {
        return std::tuple(make_field<Row>("fixed_point", "", "its number", &Row::number),
                          make_field<Row>("actor", "", "whose condition", &Row::actor),
                          make_field<Row>("issue", "", "of the stance", &Row::issue),
                          make_field<Row>("condition", "", "what has become of it", &Row::condition),
                          make_field<Row>("position", issue_units, "held then", &Row::position));
    }
};

/// Every way in which conditions come to rest.
struct mutual_conditions {
    std::vector<stated_stance> conditions{};  ///< the stances that have one, in their order
    std::vector<fixed_point> points{};
    /// Where there is no fixed point: the numbers of conditions that go round in a circle for ever.
    std::vector<std::size_t> circular{};

    std::vector<fixed_point_row> rows() const {
        std::vector<fixed_point_row> all;
        for (std::size_t p = 0; p < points.size(); ++p)
            for (std::size_t c = 0; c < conditions.size(); ++c)
                all.push_back(
                    {p + 1, conditions[c].actor, conditions[c].issue, points[p].states[c], points[p].positions[c]});
        return all;
    }
};

/// The conditions that an agreement should meet.
struct conditions_met {
    std::vector<stated_stance> conditions{};  ///< the stances that have one, in their order
    std::vector<bool> met{};                  ///< of each condition
    std::vector<issue_zone> zones{};          ///< then, of every issue that a stance or a condition is about
    bool found = false;                       ///< whether there is a set of conditions that can be met, the others not

    std::size_t open_issues() const {
        std::size_t count = 0;
        for (auto const& z : zones) count += z.found.common.has_value();
        return count;
    }
};

}  // namespace entente
