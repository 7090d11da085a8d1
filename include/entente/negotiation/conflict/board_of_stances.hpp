// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conflict/board_of_stances.hpp
/// A board of options from stances: an issue that a party controls is an option of that party.

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/negotiation/conflict/controls.hpp"
#include "entente/negotiation/dilemmas.hpp"
#include "entente/positions/held_by.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/issue_column.hpp"
#include "entente/positions/stance_options.hpp"

namespace entente {

/// How stances become a board.
template <stance_graph_like Graph>
struct option_board_options {
    stance_options<Graph> stances{};
    /// Who takes part, beside the owners. Without it all that hold a position on an option.
    std::vector<actor_id> parties{};
    /// What owners say that they will do, where that is not what they hold: the outcome of the issue.
    std::vector<std::pair<issue_id, double>> intentions{};
    /// Who doubts what the owner of an issue says.
    std::vector<issue_control> doubts{};
    /// What an owner holds with less confidence is doubted by all others.
    double least_confidence = 0.5;
};

namespace detail {

/// Yes above the middle of the scale, no below it, neither in the middle. Throws scale_error for a nominal
/// scale of other than two categories, error(off_scale) for what the scale has not got.
inline boost::optional<bool> side_of(issue_column const& issue, double x) {
    if (issue.measurement == level::nominal && issue.categories.size() != 2)
        throw scale_error(fault_code::level_too_low,
                          "an option is done or not done: its scale is ordered, or has two categories",
                          {.issue = issue.name});
    if (!issue.contains(x))
        throw scale_error(fault_code::off_scale, "an outcome that the scale has not got",
                          {.issue = issue.name, .value = number_text(x)});
    int const side = issue.side_of_middle(x);
    if (side == 0) return boost::none;
    return side > 0;
}

}  // namespace detail

/// The board of the issues that parties control: each is an option, owned by who controls it.
///
/// A position above the middle of the scale says that it should be done, one below that it should not; one in
/// the middle, withheld or absent is no view. What its owner holds is what it says it will do, unless
/// `intentions` says otherwise; where it has no view it has not said. Doubted is what is said to be, and by
/// all others what an owner holds with less than `least_confidence`. Options in the order of the ids of
/// issues, parties in that of actors.
///
/// Throws graph_error for an issue with two owners (duplicate); scale_error for a nominal issue of other than
/// two categories, and for an intention off the scale; error(unknown_name) for an intention or a doubt about
/// an issue that nobody controls; error(invalid_argument) where nobody controls an issue; and as held_by and
/// `find_dilemmas` do.
/// Preconditions: the ids are of this graph. O(options * parties * held_by).
template <stance_graph_like Graph>
option_board make_option_board(Graph const& g, std::vector<issue_control> const& control,
                               option_board_options<Graph> const& options = {}) {
    if (control.empty()) throw error(fault_code::invalid_argument, "nobody controls an issue");
    auto owners = control;
    std::sort(owners.begin(), owners.end(),
              [](auto const& a, auto const& b) { return a.issue != b.issue ? a.issue < b.issue : a.actor < b.actor; });
    owners.erase(std::unique(owners.begin(), owners.end()), owners.end());
    auto const issue_of = [&](issue_id i) -> auto const& {
        return g[static_cast<id_of<issue_t<Graph>>>(i)];
    };
    auto const name_of = [&](actor_id a) {
        return std::string(std::string_view(g[static_cast<id_of<actor_t<Graph>>>(a)].name));
    };
    auto const is_option = [&](issue_id i) {
        if (std::any_of(owners.begin(), owners.end(), [&](issue_control const& c) { return c.issue == i; })) return;
        throw error(fault_code::unknown_name, "an issue that nobody controls",
                    {.issue = std::string(std::string_view(issue_of(i).name))});
    };
    for (auto const& intended : options.intentions) is_option(intended.first);
    for (auto const& d : options.doubts) is_option(d.issue);

    std::vector<actor_id> parties = options.parties;
    for (auto const& c : owners) parties.push_back(c.actor);
    for (auto const& d : options.doubts) parties.push_back(d.actor);
    if (options.parties.empty())
        for (auto const a : g.template ids<actor_t<Graph>>())
            for (auto const& c : owners) {
                auto const held = held_by(g, a, c.issue, options.stances);
                if (held && held->position) parties.push_back(a);
            }
    std::sort(parties.begin(), parties.end());
    parties.erase(std::unique(parties.begin(), parties.end()), parties.end());

    option_board board;
    for (auto const p : parties) board.parties.push_back(name_of(p));
    for (std::size_t k = 0; k < owners.size(); ++k) {
        auto const [owner, issue] = owners[k];
        auto const column = make_issue_column(issue_of(issue));
        if (k && owners[k - 1].issue == issue)
            throw graph_error(fault_code::duplicate, "an option has one owner",
                              {.actor = name_of(owner), .issue = column.name});
        board_option option;
        option.name = column.name;
        for (std::size_t p = 0; p < parties.size(); ++p) {
            auto const held = held_by(g, parties[p], issue, options.stances);
            option.position.push_back(held && held->position ? detail::side_of(column, *held->position) : boost::none);
            if (parties[p] != owner) continue;
            option.owner = static_cast<std::uint32_t>(p);
            option.intention = option.position.back();
            if (held && held->position && held->confidence < options.least_confidence)
                for (std::uint32_t other = 0; other < parties.size(); ++other)
                    if (other != p) option.doubted_by.push_back(other);
        }
        for (auto const& intended : options.intentions)
            if (intended.first == issue) option.intention = detail::side_of(column, intended.second);
        for (auto const& d : options.doubts) {
            auto const who =
                static_cast<std::uint32_t>(std::find(parties.begin(), parties.end(), d.actor) - parties.begin());
            if (d.issue == issue &&
                std::find(option.doubted_by.begin(), option.doubted_by.end(), who) == option.doubted_by.end())
                option.doubted_by.push_back(who);
        }
        board.options.push_back(std::move(option));
    }
    return board;
}

/// The same with what the relation `controls` of the graph says, and no options: with them, name `controls_in(g)`.
template <stance_graph_like Graph>
    requires(Graph::template has_relation<controls>)
option_board make_option_board(Graph const& g) {
    return make_option_board(g, controls_in(g), {});
}

}  // namespace entente
