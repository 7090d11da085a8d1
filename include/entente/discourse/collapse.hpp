// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/collapse.hpp
/// Statements over time as stances: what each actor held, by what it said and what was said on its behalf.

#include <boost/optional.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/config.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/statement.hpp"
#include "entente/discourse/time_kernel.hpp"
#include "entente/model/level.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/model/time.hpp"
#include "entente/positions/held_stance.hpp"
#include "entente/positions/voices.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <set>
#include <utility>

#include "entente/error.hpp"
#include "entente/positions/held_by.hpp"
#endif

namespace entente {

/// How several statements of one actor on one issue become its position.
enum class collapse_rule : unsigned char {
    latest,               ///< that of the last date; none where statements of that date differ
    mean,                 ///< their mean; on a scale of categories the one nearest to it (see held_by)
    median,               ///< the middle one, or the mean of the two in the middle; likewise
    confidence_weighted,  ///< their mean, each by its confidence; likewise
    kernel_weighted,      ///< their mean, each by how near its date is; likewise
};

constexpr std::string_view to_string(collapse_rule r) {
    constexpr std::string_view names[] = {"latest", "mean", "median", "confidence_weighted", "kernel_weighted"};
    return names[static_cast<int>(r)];
}

/// Which statements count, and how.
struct collapse_options {
    period window{};  ///< statements whose date begins in [from, to)
    collapse_rule rule = collapse_rule::latest;
    // For kernel_weighted:
    time_kernel kernel = time_kernel::gaussian;
    time_point center{};                ///< d is (beginning of the date - center) / bandwidth
    std::chrono::seconds bandwidth{0};  ///< above 0
};

/// What the actors of a corpus held: each actor's stance on each issue on which something was said on its behalf, by
/// whomever. The actors and issues of the graph are those of the corpus, with their ids.
///
/// Who declined to say takes nothing back: a withheld statement counts only where none of the others has a position;
/// the stance is then withheld. Where the rule gives no position the stance is withheld, too. A stance is valid from
/// the date of the last statement that it is taken from; its confidence and salience are the means of theirs; its
/// source names who said so, and when. No rule depends on the order of statements of one date.
///
/// Throws scale_error(level_too_low) where a mean or median is asked for on a nominal scale, and error
/// (`invalid_argument`) for a window of no time or a bandwidth that is not above 0. O(n log n) in statements.
/// ```
/// auto const g = collapse(said, {.window = {.to = day(2010, 1, 1)}});
/// ```
stance_graph<scale> collapse(corpus const& said, collapse_options const& options = {});

/// The same at all times: each stance is valid from its date until the next statement with a position on behalf of the
/// actor on the issue, so that `held_by` and `make_position_matrix` answer for any date. Statements of one date that
/// differ leave the actor without a position until the next. O(n log n) in statements.
/// ```
/// auto const g = stances_over_time(said);
/// auto const then = make_position_matrix(g, {.at = day(1999, 12, 31)});
/// ```
stance_graph<scale> stances_over_time(corpus const& said, period const& window = {});

namespace detail {

/// The scales of a corpus, as rules of attribution ask for them; nobody speaks for another.
class corpus_scales : public heard_graph {
public:
    explicit corpus_scales(corpus const& said) : said_(said) {}
    void append_spokespeople(std::uint32_t, std::vector<voice>&) const override {}
    void append_members(std::uint32_t, std::vector<voice>&) const override {}
    double capability(std::uint32_t) const override { return 1; }
    boost::optional<held_stance> own(std::uint32_t, std::uint32_t) const override { return boost::none; }
    bool has_stances(std::uint32_t issue) const override { return !said_.on(issue_id(issue)).empty(); }
    level measurement(std::uint32_t issue) const override { return said_[issue_id(issue)].scale.measurement(); }
    boost::optional<double> nearest(std::uint32_t issue, double x) const override;
    std::string issue_name(std::uint32_t issue) const override { return said_.name(issue_id(issue)); }
    std::string actor_name(std::uint32_t actor) const override { return said_.name(actor_id(actor)); }

protected:
    corpus const& said_;
};

/// What statements on one issue say together.
struct said_together {
    held_stance held;
    std::vector<std::uint32_t> statements;  // that it was taken from, ascending
};
boost::optional<said_together> together(corpus const& said, std::vector<std::uint32_t> const& statements,
                                        collapse_options const& options, corpus_scales const& scales);
void require_valid(collapse_options const& options);
/// Who said so, and when.
std::string citation(corpus const& said, std::vector<std::uint32_t> const& statements);
stance_on<scale> stance_of(corpus const& said, said_together const& made);

#if ENTENTE_DEFINES(discourse)

ENTENTE_INLINE boost::optional<double> corpus_scales::nearest(std::uint32_t issue, double x) const {
    return nearest_position(said_[issue_id(issue)].scale, x);
}

ENTENTE_INLINE void require_valid(collapse_options const& o) {
    if (o.window.empty())
        throw error(fault_code::invalid_argument, "a window of no time", {.value = period_text(o.window)});
    if (o.rule == collapse_rule::kernel_weighted && o.bandwidth.count() <= 0)
        throw error(fault_code::invalid_argument, "a bandwidth is above 0 seconds",
                    {.value = std::to_string(o.bandwidth.count())});
}

ENTENTE_INLINE boost::optional<said_together> together(corpus const& said, std::vector<std::uint32_t> const& statements,
                                                       collapse_options const& options, corpus_scales const& scales) {
    if (statements.empty()) return boost::none;
    auto const issue = said.issue_numbers()[statements.front()];
    auto const at = [&](std::uint32_t s) { return said.times()[s]; };
    auto counted = statements;
    std::erase_if(counted, [&](std::uint32_t s) { return !said[statement_id(s)].position; });
    // Where all declined to say there is nothing that a rule could choose from.
    auto rule = options.rule;
    if (counted.empty())
        rule = collapse_rule::latest, counted = statements;
    else if (rule == collapse_rule::latest)
        std::erase_if(counted, [last = at(counted.back()), &at](std::uint32_t s) { return at(s) != last; });
    auto const kernel = [&](std::uint32_t s) {
        std::chrono::duration<double> const apart = at(s) - options.center;
        return kernel_weight(options.kernel, apart / std::chrono::duration<double>(options.bandwidth));
    };
    if (rule == collapse_rule::kernel_weighted) {
        std::erase_if(counted, [&](std::uint32_t s) { return !(kernel(s) > 0); });
        if (counted.empty()) return boost::none;  // all of it was said too long before or after
    }
    std::vector<held_stance> each(counted.size());
    std::vector<heard_actor> heard;
    for (std::size_t i = 0; i < counted.size(); ++i) {
        auto const s = said[statement_id(counted[i])];
        each[i].position = s.position;
        each[i].salience = s.salience;
        each[i].confidence = s.confidence;
        each[i].since = s.date.at;
        each[i].capability = rule == collapse_rule::kernel_weighted ? kernel(counted[i]) : s.confidence;
        heard.push_back({actor_id(i), &each[i]});
    }
    constexpr aggregation rules[] = {aggregation::latest, aggregation::mean, aggregation::median,
                                     aggregation::weighted_mean, aggregation::weighted_mean};
    said_together made;
    made.held = held_together(heard, heard.size(), rules[static_cast<int>(rule)], held_through::own, scales, issue);
    for (auto const i : made.held.from) made.statements.push_back(counted[i.value]);
    made.held.from.clear();
    made.held.coverage = made.held.position ? 1 : 0;
    if (made.held.position) made.held.status = stance_status::stated;
    // Over time positions change; of one date they contradict each other.
    made.held.contested = made.held.contested && rule == collapse_rule::latest;
    return made;
}

ENTENTE_INLINE std::string citation(corpus const& said, std::vector<std::uint32_t> const& statements) {
    // The last three, in an order that is not that of the statements.
    std::set<std::pair<time_point, std::string>> all;
    for (auto const number : statements) {
        auto const s = said[statement_id(number)];
        all.emplace(s.date.at, said.name(s.speaker) + " (" + s.date.text() + ')');
        if (all.size() > 4) all.erase(all.begin());
    }
    std::vector<std::string> names;
    for (auto at = all.rbegin(); at != all.rend() && names.size() < 3; ++at) names.push_back(at->second);
    std::sort(names.begin(), names.end());
    if (all.size() > names.size()) names.push_back("others before");
    std::string text;
    for (auto const& name : names) (text += text.empty() ? "" : ", ") += name;
    return text;
}

ENTENTE_INLINE stance_on<scale> stance_of(corpus const& said, said_together const& made) {
    stance_on<scale> s;
    s.position = made.held.position;
    s.status = made.held.status;
    if (made.held.salience && *made.held.salience != 1) s.salience = made.held.salience;
    s.confidence = made.held.confidence;
    s.valid.from = made.held.since;
    s.source = citation(said, made.statements);
    return s;
}

/// Calls with each actor and issue, and the statements on its behalf that begin in a period, ascending.
template <class Call>
void for_each_said(corpus const& said, period const& window, Call const& call) {
    auto const range = said.in(window);
    std::vector<std::vector<std::uint32_t>> by_issue(said.issues());
    std::vector<std::uint32_t> issues;
    for (std::size_t a = 0; a < said.actors(); ++a) {
        issues.clear();
        for (auto const s : said.of(actor_id(a))) {
            if (s < range.first || s >= range.last) continue;
            auto& here = by_issue[said.issue_numbers()[s]];
            if (here.empty()) issues.push_back(said.issue_numbers()[s]);
            here.push_back(s);
        }
        std::sort(issues.begin(), issues.end());
        for (auto const i : issues) {
            call(static_cast<std::uint32_t>(a), i, by_issue[i]);
            by_issue[i].clear();
        }
    }
}

/// The actors and issues of a corpus, without stances.
ENTENTE_INLINE stance_graph<scale>::builder graph_of(corpus const& said) {
    stance_graph<scale>::builder build;
    for (std::size_t a = 0; a < said.actors(); ++a) build.add(actor{said.name(actor_id(a))});
    for (std::size_t i = 0; i < said.issues(); ++i) build.add(basic_issue<scale>(said[issue_id(i)]));
    return build;
}

#endif

}  // namespace detail

#if ENTENTE_DEFINES(discourse)

ENTENTE_INLINE stance_graph<scale> collapse(corpus const& said, collapse_options const& options) {
    detail::require_valid(options);
    auto build = detail::graph_of(said);
    detail::corpus_scales const scales(said);
    detail::for_each_said(said, options.window, [&](std::uint32_t a, std::uint32_t i, auto const& statements) {
        if (auto const made = detail::together(said, statements, options, scales))
            build.relate(id_of<actor>{a}, id_of<basic_issue<scale>>{i}, detail::stance_of(said, *made));
    });
    return std::move(build).freeze();
}

ENTENTE_INLINE stance_graph<scale> stances_over_time(corpus const& said, period const& window) {
    detail::require_valid({.window = window});
    auto build = detail::graph_of(said);
    detail::corpus_scales const scales(said);
    detail::for_each_said(said, window, [&](std::uint32_t a, std::uint32_t i, auto const& statements) {
        std::vector<stance_on<scale>> held;
        std::vector<std::uint32_t> of_date;
        for (std::size_t s = 0; s < statements.size(); ++s) {
            of_date.push_back(statements[s]);
            if (s + 1 < statements.size() && said.times()[statements[s + 1]] == said.times()[statements[s]]) continue;
            auto const made = detail::together(said, of_date, {}, scales);
            bool const declined = !made->held.position && !made->held.contested;
            if (!declined || held.empty()) {
                if (!held.empty()) held.back().valid.to = made->held.since;
                held.push_back(detail::stance_of(said, *made));
            }
            of_date.clear();
        }
        for (auto& each : held) build.relate(id_of<actor>{a}, id_of<basic_issue<scale>>{i}, std::move(each));
    });
    return std::move(build).freeze();
}

#endif

}  // namespace entente
