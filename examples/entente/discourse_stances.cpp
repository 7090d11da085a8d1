// SPDX-License-Identifier: BSL-1.0
// entente discourse: what was held, and since when.
#include <boost/optional.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "discourse.hpp"
#include "entente/discourse/attribution.hpp"
#include "entente/discourse/collapse.hpp"
#include "entente/discourse/history.hpp"
#include "entente/discourse/pair_network.hpp"
#include "entente/discourse/since.hpp"
#include "entente/discourse/time_kernel.hpp"
#include "entente/discourse/window.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

namespace {

std::vector<std::string> names_in(std::string const& text, std::size_t least, std::size_t most, char const* message) {
    auto names = split(text);
    if (names.size() < least || names.size() > most) refuse(message, text);
    return names;
}

/// How one position is made of several actors'; none where these are not asked.
boost::optional<aggregation> rule_named(std::string const& name) {
    using enum aggregation;
    for (auto const rule : {latest, mean, weighted_mean, median, majority, unanimity})
        if (name == to_string(rule)) return rule;
    return boost::none;
}

actor_id find_actor(corpus const& c, std::string const& name) {
    auto const found = c.find_actor(name);
    if (!found) throw error(fault_code::unknown_name, "nothing was said on behalf of this actor", {.actor = name});
    return *found;
}

time_kernel kernel_of(std::string const& name) {
    using enum time_kernel;
    for (auto const k : {uniform, epanechnikov, triangular})
        if (name == to_string(k)) return k;
    return gaussian;
}

attribution_options rule_of(discourse_settings const& s, period const& within) {
    attribution_options options;
    options.spokespeople = rule_named(s.spokespeople);
    options.members = rule_named(s.members);
    auto& said = options.said;
    said.window = within;
    if (!s.as_of.empty()) said.window.to = (std::min)(within.to, dates_of(s.as_of).to);
    using enum collapse_rule;
    bool known = false;
    for (auto const rule : {latest, mean, median, confidence_weighted, kernel_weighted})
        if (s.collapse == to_string(rule)) said.rule = rule, known = true;
    if (!known)
        refuse("statements collapse by latest, mean, median, confidence_weighted or kernel_weighted", s.collapse);
    if (said.rule == kernel_weighted) {
        if (s.as_of.empty() || s.window.empty()) refuse("kernel_weighted needs --as-of, and --window, the width");
        said.kernel = kernel_of(s.kernel);
        said.center = dates_of(s.as_of).from;
        said.bandwidth = std::chrono::seconds(static_cast<long long>(mean_seconds(span_of(s.window, "--window")) / 2));
    }
    return options;
}

}  // namespace

bool answer_stances(discourse_settings const& s, io::statement_tables const& tables, period const& within,
                    answer& out) {
    auto const& c = tables.statements;
    int const asked = !s.collapse.empty() + !s.history.empty() + !s.since.empty();
    if (asked > 1) refuse("ask for one of --collapse, --history and --since");
    if (!s.as_of.empty() && s.collapse.empty()) refuse("--as-of is of --collapse");
    if (s.steps && s.since.empty()) refuse("--steps is of --since");
    if (!s.collapse.empty()) {
        out.write(attribute(c, tables.relations, rule_of(s, within)), corpus_names{c});
    } else if (!s.history.empty()) {
        auto const names = names_in(s.history, 2, 2, "a history is of ACTOR,ISSUE");
        auto const on = c.find_issue(names[1]);
        if (!on) throw error(fault_code::unknown_name, "nothing was said on this issue", {.issue = names[1]});
        out.write(history(c, find_actor(c, names[0]), *on, within), corpus_names{c});
    } else if (!s.since.empty()) {
        std::vector<actor_id> actors;
        for (auto const& name : names_in(s.since, 2, s.since.size(), "since when actors agree is of ACTOR,ACTOR,..."))
            actors.push_back(find_actor(c, name));
        auto const made = agreement_over_time(c, actors, {.window = within});
        if (s.steps)
            out.write(made.steps, corpus_names{c});
        else
            out.write(made.issues, corpus_names{c});
    }
    return asked != 0;
}

}  // namespace entente_program
