// SPDX-License-Identifier: BSL-1.0
// entente negotiate: what hangs on conditions.

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/error.hpp"
#include "entente/negotiation/conditions.hpp"
#include "entente/negotiation/mutual_conditions.hpp"
#include "names.hpp"
#include "negotiating.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

namespace {

using outcomes = std::vector<std::pair<id_of<issue_t<graph>>, double>>;

stated_stances as_stated(negotiation const& n) {
    return stances_as_stated(n.stances, n.who, n.when);
}

/// `ISSUE=VALUE`, or an actor whose positions are the outcomes.
outcomes outcomes_in(negotiation const& n, std::string const& text) {
    outcomes all;
    for (auto const& part : split(text)) {
        auto const at = part.rfind('=');
        if (at == part.npos) {
            auto const held = outcomes_held_by(n.stances, find_actor(n.stances, part), n.when);
            all.insert(all.end(), held.begin(), held.end());
            continue;
        }
        auto const issue = static_cast<id_of<issue_t<graph>>>(find_issue(n.stances, part.substr(0, at)));
        all.emplace_back(issue, find_outcome(n.stances, issue, part.substr(at + 1)));
    }
    return all;
}

template <class Found>
void require_proof(Found const& found, negotiation const& n) {
    if (!found.proved)
        refuse("the search ended before it had proved its answer: give it more --steps", std::to_string(n.steps));
}

/// A condition, and what meeting the best set of them opens.
struct met_line {
    actor_id actor{};
    issue_id issue{};
    bool met = false;
    zone opens{};

    static auto fields() {
        using line = met_line;
        return std::tuple_cat(std::tuple(make_field<line>("actor", "", "whose condition", &line::actor),
                                         make_field<line>("issue", "", "of the stance", &line::issue),
                                         make_field<line>("met", "", "whether it should be", &line::met)),
                              fields_within<2>(&line::opens));
    }
};

}  // namespace

void answer_effective(negotiation const& n, std::string const& text, answer& to) {
    write_lines(to, n, effective(n.stances, outcomes_in(n, text), n.who, n.when));
}

void answer_conditions(negotiation const& n, answer& to) {
    write_lines(to, n, condition_effects(as_stated(n)));
}

void answer_fixed_points(negotiation const& n, answer& to) {
    auto const searched = fixed_points(as_stated(n), {.limits = {.steps = n.steps}});
    require_proof(searched, n);
    auto const& found = searched.solution;
    if (!found.circular.empty()) {
        auto const& first = found.conditions[found.circular.front()];
        throw error(fault_code::cycle,
                    "conditions go round in a circle, " + std::to_string(found.circular.size()) +
                        " of them, and never come to rest: this is one",
                    {.actor = n.whole.actor_name(first.actor), .issue = n.whole.issue(first.issue).name});
    }
    write_lines(to, n, found.rows());
}

void answer_largest_zone(negotiation const& n, answer& to) {
    auto const searched = largest_zone(as_stated(n), {.steps = n.steps});
    require_proof(searched, n);
    auto const& best = searched.solution;
    if (!best.found) refuse("no set of conditions can be met with all others failing");
    std::vector<met_line> lines;
    for (std::size_t c = 0; c < best.conditions.size(); ++c) {
        met_line line{best.conditions[c].actor, best.conditions[c].issue, best.met[c], {}};
        for (auto const& z : best.zones)
            if (z.issue == line.issue) line.opens = z.found;
        lines.push_back(std::move(line));
    }
    write_lines(to, n, lines);
}

}  // namespace entente_program
