// SPDX-License-Identifier: BSL-1.0
// entente negotiate --conflict and --dilemmas: what blocks an agreement, from a file of stances.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/negotiation/conflict/board_of_stances.hpp"
#include "entente/negotiation/conflict/reachable.hpp"
#include "entente/negotiation/conflict/stability.hpp"
#include "entente/negotiation/conflict/stances.hpp"
#include "names.hpp"
#include "negotiating.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

namespace {

/// What is on the left and on the right of an equals sign, in each part of a list. An issue's name may hold one itself: the
/// last counts.
std::vector<std::pair<std::string, std::string>> equations(std::string const& text, char const* form) {
    std::vector<std::pair<std::string, std::string>> all;
    if (text.empty()) return all;
    for (auto const& part : split(text)) {
        auto const at = part.rfind('=');
        if (at == part.npos || at == 0 || at + 1 == part.size()) refuse(form + std::string(" was expected"), part);
        all.emplace_back(part.substr(0, at), part.substr(at + 1));
    }
    return all;
}

std::vector<issue_control> pairs_of(graph const& g, std::string const& text) {
    std::vector<issue_control> all;
    for (auto const& [issue, actor] : equations(text, "ISSUE=ACTOR,..."))
        all.push_back({find_actor(g, actor), find_issue(g, issue)});
    return all;
}

std::vector<std::pair<issue_id, double>> outcomes_of(graph const& g, std::string const& text) {
    std::vector<std::pair<issue_id, double>> all;
    for (auto const& [issue, value] : equations(text, "ISSUE=VALUE,...")) {
        auto const on = find_issue(g, issue);
        all.emplace_back(on, find_outcome(g, on, value));
    }
    return all;
}

std::vector<issue_control> control_of(negotiation const& n) {
    if (n.blocking.controls.empty()) refuse("say who can settle what: --controls ISSUE=ACTOR,...");
    return pairs_of(n.stances, n.blocking.controls);
}

/// A state, and whether all parties would stay in it.
struct conflict_line {
    std::uint32_t state = 0;
    std::array<stability_answer, 4> equilibrium{};
    std::string_view reached{};

    static auto fields() {
        using line = conflict_line;
        auto const by = [](std::size_t c) { return [c](line const& l) { return l.equilibrium[c]; }; };
        return std::tuple(make_field<line>("state", "", "",
                                           [](line const& l) {
                                               return row_id{"state", l.state};
                                           }),
                          make_field<line>("nash", "", "", by(0)), make_field<line>("gmr", "", "", by(1)),
                          make_field<line>("smr", "", "", by(2)), make_field<line>("seq", "", "", by(3)),
                          make_field<line>("reached", "", "from the status quo", [](line const& l) {
                              return l.reached.empty() ? boost::optional<std::string_view>() : l.reached;
                          }));
    }
};

}  // namespace

void conflict_questions::add_options(command_line app) {
    app.add_option("--controls", controls, "who can settle what, for --conflict and --dilemmas")
        .type_name("ISSUE=ACTOR,...");
    app.add_option("--status-quo", status_quo,
                   "outcomes as they are, for --conflict: which states can be reached from there")
        .type_name("ISSUE=VALUE,...");
    app.add_option("--intentions", intentions,
                   "what owners say they will do where it is not what they hold, for --dilemmas")
        .type_name("ISSUE=VALUE,...");
    app.add_option("--doubts", doubts, "who doubts what the owner of an issue says, for --dilemmas")
        .type_name("ISSUE=ACTOR,...");
}

void conflict_questions::check(std::string_view question) const {
    auto const is_for = [&](std::string const& value, std::string const& option, std::string_view first,
                            std::string_view second) {
        if (!value.empty() && question != first && question != second)
            refuse(option + " is for " + std::string(first) +
                   (first == second ? std::string() : " and " + std::string(second)));
    };
    is_for(controls, "--controls", "--conflict", "--dilemmas");
    is_for(status_quo, "--status-quo", "--conflict", "--conflict");
    is_for(intentions, "--intentions", "--dilemmas", "--dilemmas");
    is_for(doubts, "--doubts", "--dilemmas", "--dilemmas");
}

void answer_conflict(negotiation const& n, answer& to) {
    stance_conflict_options<graph> options{.stances = n.when, .levels = n.levels};
    if (n.named) options.parties = n.who;
    auto const conflict = make_stance_conflict(n.stances, control_of(n), options);
    auto const& model = conflict.model;
    std::vector<conflict_line> lines(model.states());
    for (std::uint32_t s = 0; s < lines.size(); ++s) lines[s].state = s;
    for (auto const c : solutions_named({}))
        for (auto const& row : find_stability(model, c).equilibrium_rows())
            lines[row.state].equilibrium[static_cast<std::size_t>(c)] = row.equilibrium;
    if (!n.blocking.status_quo.empty()) {
        auto const start = conflict.state_of(outcomes_of(n.stances, n.blocking.status_quo));
        for (auto& l : lines) l.reached = "no";
        for (auto const& r : reachable(model, start)) lines[r.state].reached = "moves";
        for (auto const& r : reachable(model, start, moves_made::improvements)) lines[r.state].reached = "improvements";
        lines[start].reached = "status quo";
    }
    to.write(lines, names_of(model));
}

void answer_dilemmas(negotiation const& n, answer& to) {
    option_board_options<graph> options{.stances = n.when};
    if (n.named) options.parties = n.who;
    options.intentions = outcomes_of(n.stances, n.blocking.intentions);
    options.doubts = pairs_of(n.stances, n.blocking.doubts);
    auto const board = make_option_board(n.stances, control_of(n), options);
    auto rows = to.rows<dilemma>(names_of(board));
    for (auto const& d : find_dilemmas(board)) rows.write(d);
    rows.finish();
}

}  // namespace entente_program
