// SPDX-License-Identifier: BSL-1.0
// entente discourse: what was held, and since when.
#include <boost/optional.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>

#include "discourse.hpp"
#include "entente/discourse/attribution.hpp"
#include "entente/discourse/collapse.hpp"
#include "entente/discourse/history.hpp"
#include "entente/discourse/since.hpp"
#include "entente/discourse/time_kernel.hpp"
#include "entente/discourse/window.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

namespace {

std::pair<std::string, std::string> two_names(std::string const& text, char const* message) {
    auto names = split(text);
    if (names.size() != 2) refuse(message, text);
    return {std::move(names[0]), std::move(names[1])};
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
    if (!s.collapse.empty()) {
        out.write(attribute(c, tables.relations, rule_of(s, within)), discourse_names{c});
    } else if (!s.history.empty()) {
        auto const [who, what] = two_names(s.history, "a history is of ACTOR,ISSUE");
        auto const on = c.find_issue(what);
        if (!on) throw error(fault_code::unknown_name, "nothing was said on this issue", {.issue = what});
        out.write(history(c, find_actor(c, who), *on, within), discourse_names{c});
    } else if (!s.since.empty()) {
        auto const [a, b] = two_names(s.since, "since when two agree is of ACTOR,ACTOR");
        std::array const both{find_actor(c, a), find_actor(c, b)};
        out.write(agreement_over_time(c, both, {.window = within}).issues, discourse_names{c});
    }
    return asked != 0;
}

}  // namespace entente_program
