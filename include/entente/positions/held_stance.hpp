// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/held_stance.hpp
/// What an actor holds on an issue, and from whom that is known: see held_by.

#include <boost/optional.hpp>

#include <string_view>
#include <vector>

#include "entente/model/interval.hpp"
#include "entente/model/stance.hpp"
#include "entente/model/time.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

/// Who spoke.
enum class held_through : unsigned char { own, spokesperson, members };

constexpr std::string_view to_string(held_through t) {
    switch (t) {
    case held_through::own:
        return "own";
    case held_through::spokesperson:
        return "spokesperson";
    case held_through::members:
        return "members";
    }
    return "?";
}

/// What an actor holds on an issue, and from whom that is known.
struct held_stance {
    /// In the units; none where it was withheld or failed with its condition, or where those heard differ.
    boost::optional<double> position{};
    interval acceptable{};                           ///< outside of it lies a red line
    boost::optional<double> salience{};              ///< how much it matters to the actor, >= 0; none where not stated
    double confidence = 1;                           ///< how sure the position is, in [0, 1]
    boost::optional<double> capability{};            ///< what the actor weighs on this issue; none: as everywhere
    stance_status status = stance_status::withheld;  ///< withheld exactly where there is no position
    held_through through = held_through::own;
    /// The spokespeople or members that it was taken from, ascending; empty where it is the actor's own.
    std::vector<actor_id> from{};
    /// Share of those who may speak (the actor, its spokespeople, its members) that hold a position.
    double coverage = 0;
    /// Whether those who were heard hold different positions, by whatever rule one was made of them: among
    /// spokespeople a contradiction; `spokesperson_conflicts` says whose.
    bool contested = false;
    /// When it began to be held: the latest of those that it was taken from.
    time_point since = (time_point::min)();
};

}  // namespace entente
