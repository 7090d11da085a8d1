// SPDX-License-Identifier: BSL-1.0
// entente negotiate: packages over several issues.

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/negotiation/packages.hpp"
#include "negotiating.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

namespace {

/// An efficient package, and whose choice it would be.
struct package_line {
    std::size_t number = 0;
    std::string outcomes{}, utilities{};
    double welfare = 0;
    bool nash = false, kalai = false, kalai_smorodinsky = false, max_welfare = false, max_relative_welfare = false,
         egalitarian = false, proved = false;

    static auto fields() {
        using line = package_line;
        return std::tuple(
            make_field<line>("package", "", "its number", &line::number),
            make_field<line>("outcomes", "issues' units", "of each issue", &line::outcomes),
            make_field<line>("utilities", "share of what it could be worth", "to each party", &line::utilities),
            make_field<line>("welfare", "", "sum of utilities", &line::welfare),
            make_field<line>("nash", "", "whether it has the greatest product of gains", &line::nash),
            make_field<line>("kalai", "", "the greatest least gain", &line::kalai),
            make_field<line>("kalai_smorodinsky", "", "the greatest least relative gain", &line::kalai_smorodinsky),
            make_field<line>("max_welfare", "", "the greatest sum of utilities", &line::max_welfare),
            make_field<line>("max_relative_welfare", "", "of relative gains", &line::max_relative_welfare),
            make_field<line>("egalitarian", "", "the greatest least utility", &line::egalitarian),
            make_field<line>("proved", "", "whether these are all, and none is better", &line::proved));
    }
};

/// A position as in the tables of stances: its label, or the number.
std::string position_text(issue_column const& column, double x) {
    if (auto label = column.label_of(x)) return std::move(*label);
    return entente::detail::number_label(x);
}

}  // namespace

void answer_packages(negotiation const& n, answer& to) {
    auto all = stances_as_stated(n.stances, n.who, n.when);
    package_options options;
    options.past_red_lines = n.past_red_lines, options.limits.steps = n.steps;
    // Who has not said what it wants of what matters to it has no utility. Without --parties its red lines count alone.
    auto const has_utility = [&](actor_id who) {
        return std::any_of(all.stances.begin(), all.stances.end(), [&](stated_stance const& s) {
            return s.actor == who && s.salience > 0 && (s.position || s.fallback);
        });
    };
    std::vector<actor_id> parties;
    std::string without;
    for (auto const who : all.parties) {
        if (has_utility(who))
            parties.push_back(who);
        else if (n.named)
            throw error(fault_code::invalid_argument, "this party has not said what it wants of what matters to it",
                        {.actor = n.whole.actor_name(who)});
        else
            (without += without.empty() ? "" : ", ") += n.whole.actor_name(who);
    }
    if (parties.empty()) refuse("nobody has said what it wants");
    if (!without.empty())
        std::cerr << "note: only the red lines count of who has not said what it wants of what matters to it: "
                  << entente::detail::shown_text(without, 600) << '\n';
    for (auto const& s : all.stances)
        if (std::find(parties.begin(), parties.end(), s.actor) == parties.end()) options.bound_by.push_back(s);
    std::erase_if(all.stances, [&](stated_stance const& s) {
        return std::find(parties.begin(), parties.end(), s.actor) == parties.end();
    });
    all.parties = std::move(parties);
    auto const space = make_package_space(all, n.levels);
    auto const found = efficient_packages(all, space, options);
    std::vector<package_line> lines;
    for (auto const& p : found.solution.packages) {
        package_line line;
        line.number = lines.size() + 1, line.proved = found.proved;
        for (std::size_t i = 0; i < space.issues.size(); ++i) {
            auto const& column = all.issues[space.issues[i].value];
            line.outcomes += (i ? ", " : "") + column.name + "=" + position_text(column, p.outcomes[i]);
        }
        for (std::size_t a = 0; a < all.parties.size(); ++a) {
            line.utilities += (a ? ", " : "") + n.whole.actor_name(all.parties[a]) + "=" +
                              entente::detail::fixed_text(p.utilities[a], 4);
            line.welfare += p.utilities[a];
        }
        lines.push_back(std::move(line));
    }
    auto const& s = found.solution.solutions;
    for (auto const& [numbers, which] :
         {std::pair(&s.nash, &package_line::nash), std::pair(&s.kalai, &package_line::kalai),
          std::pair(&s.kalai_smorodinsky, &package_line::kalai_smorodinsky),
          std::pair(&s.welfare, &package_line::max_welfare),
          std::pair(&s.relative_welfare, &package_line::max_relative_welfare),
          std::pair(&s.egalitarian, &package_line::egalitarian)})
        for (auto const k : *numbers) lines[k].*which = true;
    if (lines.empty() && !found.proved)
        refuse("the search ended before it had seen a package whole: give it more --steps", std::to_string(n.steps));
    if (lines.empty()) std::cerr << "note: every package is ruled out by some party\n";
    write_lines(to, n, lines);
}

}  // namespace entente_program
