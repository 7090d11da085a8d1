// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "entente/base/search.hpp"
#include "entente/config.hpp"
#include "entente/negotiation/conditions.hpp"
#include "entente/negotiation/fixed_point.hpp"
#include "entente/negotiation/zone.hpp"

namespace entente {

namespace detail {

/// Who hangs on whom, and what each condition comes to when it is known which of them hold.
class condition_circles {
public:
    condition_circles(stated_stances const& all, fixed_point_options const& options)
        : all_(all)
        , options_(options)
        , number_of_(all.stances.size(), none) {
        for (std::size_t s = 0; s < all.stances.size(); ++s)
            if (all.stances[s].conditional()) number_of_[s] = conditions_.size(), conditions_.push_back(s);
        holds_.assign(conditions_.size(), false);
        hang_on_.resize(conditions_.size());
        for (std::size_t c = 0; c < conditions_.size(); ++c)
            for (std::size_t d = 0; d < conditions_.size(); ++d)
                if (hangs(condition(c), condition(d))) hang_on_[c].push_back(d);
        find_circles();
    }

    search_result<mutual_conditions> run() {
        search_result<mutual_conditions> result;
        for (auto const s : conditions_) result.solution.conditions.push_back(all_.stances[s]);
        search_watch watch(options_.limits);
        stuck_.assign(conditions_.size(), false);
        settle(0, watch, result);
        result.ended = watch.ended(), result.steps = watch.steps();
        result.proved = result.ended == search_end::proved;
        result.value = static_cast<double>(result.solution.points.size());
        result.bound = result.proved ? result.value : std::numeric_limits<double>::infinity();
        if (result.proved && result.solution.points.empty())
            for (std::size_t c = 0; c < conditions_.size(); ++c)
                if (stuck_[c]) result.solution.circular.push_back(c);
        return result;
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    stated_stance const& condition(std::size_t c) const { return all_.stances[conditions_[c]]; }

    bool hangs(stated_stance const& c, stated_stance const& d) const {
        if (options_.against == resolved_against::others && c.actor == d.actor) return false;
        return std::any_of(c.terms.begin(), c.terms.end(), [&](condition_term const& t) {
            return t.issue == d.issue && !given_outcome(all_, t.issue);
        });
    }

    /// Tarjan's strongly connected components, without recursion: those that others hang on come first.
    void find_circles() {
        auto const n = conditions_.size();
        std::vector<std::size_t> index(n, none), low(n, 0), path, next(n, 0), walk;
        std::vector<bool> on_path(n, false);
        std::size_t count = 0;
        for (std::size_t root = 0; root < n; ++root) {
            if (index[root] != none) continue;
            walk.push_back(root);
            while (!walk.empty()) {
                auto const c = walk.back();
                if (index[c] == none) index[c] = low[c] = count++, path.push_back(c), on_path[c] = true;
                bool deeper = false;
                while (next[c] < hang_on_[c].size() && !deeper) {
                    auto const d = hang_on_[c][next[c]];
                    if (index[d] == none)
                        walk.push_back(d), deeper = true;
                    else {
                        if (on_path[d]) low[c] = (std::min)(low[c], low[d]);
                        ++next[c];
                    }
                }
                if (deeper) continue;
                walk.pop_back();
                if (low[c] != index[c]) continue;
                circles_.emplace_back();
                for (bool more = true; more;) {
                    auto const d = path.back();
                    path.pop_back(), on_path[d] = false, more = d != c;
                    circles_.back().push_back(d);
                }
                std::sort(circles_.back().begin(), circles_.back().end());
            }
        }
    }

    /// What a condition comes to, with the others holding as they do now.
    condition_state state(stated_stance const& c) const {
        auto result = condition_state::met;
        for (auto const& t : c.terms) {
            auto const of_term = state_of_term(c, t);
            if (of_term == condition_state::failed) return of_term;
            if (of_term == condition_state::unresolved) result = of_term;
        }
        return result;
    }
    condition_state state_of_term(stated_stance const& c, condition_term const& t) const {
        auto const decided = [&](double outcome) {
            return t.outcome.contains(outcome) ? condition_state::met : condition_state::failed;
        };
        if (auto const outcome = given_outcome(all_, t.issue)) return decided(*outcome);
        std::size_t stances = 0;
        bool silent = false, differ = false, outside = false;
        boost::optional<double> first;
        for (std::size_t s = 0; s < all_.stances.size(); ++s) {
            auto const& other = all_.stances[s];
            if (other.issue != t.issue) continue;
            if (options_.against == resolved_against::others && other.actor == c.actor) continue;
            ++stances;
            auto const held = other.held(number_of_[s] == none || holds_[number_of_[s]]);
            if (!held) {
                silent = true;
                continue;
            }
            outside = outside || !t.outcome.contains(*held);
            differ = differ || (first && *first != *held);
            if (!first) first = held;
        }
        if (options_.against == resolved_against::others) {
            if (outside) return condition_state::failed;
            return stances == 0 || silent ? condition_state::unresolved : condition_state::met;
        }
        if (stances < 2 || silent || differ) return condition_state::unresolved;
        return decided(*first);
    }
    bool counts(std::size_t c) const { return counts_as_held(state(condition(c)), all_.unresolved_conditions_hold); }

    /// All fixed points of the circles from number k on, with those before it at rest. Whether there is one. A circle
    /// sees only itself and what is before it.
    void settle(std::size_t k, search_watch& watch, search_result<mutual_conditions>& result) {
        if (k == circles_.size()) {
            fixed_point p;
            for (std::size_t c = 0; c < conditions_.size(); ++c) {
                p.states.push_back(state(condition(c)));
                p.positions.push_back(condition(c).held(holds_[c]));
            }
            result.solution.points.push_back(std::move(p));
            return;
        }
        auto const& circle = circles_[k];
        bool const alone = circle.size() == 1 && std::find(hang_on_[circle[0]].begin(), hang_on_[circle[0]].end(),
                                                           circle[0]) == hang_on_[circle[0]].end();
        auto const step = [&] {
            return watch.step(static_cast<double>(result.solution.points.size()),
                              std::numeric_limits<double>::infinity());
        };
        if (alone) {
            if (!step()) return;
            holds_[circle[0]] = counts(circle[0]);
            settle(k + 1, watch, result);
            return;
        }
        // All of them hold at first, then one after the other does not: a binary counter.
        bool any = false;
        for (auto const c : circle) holds_[c] = true;
        for (;;) {
            if (!step()) return;
            bool const rests =
                std::all_of(circle.begin(), circle.end(), [&](std::size_t c) { return counts(c) == holds_[c]; });
            if (rests) {
                any = true;
                settle(k + 1, watch, result);
                if (watch.ended() != search_end::proved) return;
            }
            std::size_t i = 0;
            while (i < circle.size() && !holds_[circle[i]]) holds_[circle[i++]] = true;
            if (i == circle.size()) break;
            holds_[circle[i]] = false;
        }
        if (!any)
            for (auto const c : circle) stuck_[c] = true;
    }

    stated_stances const& all_;
    fixed_point_options const& options_;
    std::vector<std::size_t> number_of_;     // of each stance among the conditions
    std::vector<std::size_t> conditions_{};  // the stances that have one
    std::vector<std::vector<std::size_t>> hang_on_{}, circles_{};
    std::vector<bool> holds_{}, stuck_{};
};

/// Branch and bound over which conditions are met.
class zone_by_conditions {
public:
    explicit zone_by_conditions(stated_stances const& all) : all_(all), fate_of_(all.stances.size(), fate::met) {
        std::vector<bool> concerned(all.issues.size(), false);
        for (std::size_t s = 0; s < all.stances.size(); ++s) {
            concerned[all.stances[s].issue.value] = true;
            if (!all.stances[s].conditional()) continue;
            fate_of_[s] = fate::open;
            conditions_.push_back(s);
            for (auto const& t : all.stances[s].terms) concerned[t.issue.value] = true;
        }
        for (std::size_t i = 0; i < concerned.size(); ++i)
            if (concerned[i]) issues_.emplace_back(i);
    }

    search_result<conditions_met> run(search_limits const& limits) {
        search_result<conditions_met> result;
        for (auto const s : conditions_) result.solution.conditions.push_back(all_.stances[s]);
        result.solution.met.assign(conditions_.size(), false);
        search_watch watch(limits);
        most_ = size_of(zones());
        branch(0, 0, watch, result);
        result.ended = watch.ended(), result.steps = watch.steps();
        result.proved = result.ended == search_end::proved;
        result.bound = result.proved ? result.value : most_;
        return result;
    }

private:
    enum class fate : unsigned char { open, met, failed };

    /// The zones where conditions that are still open rule nothing out: none are larger.
    std::vector<issue_zone> zones() const {
        std::vector<issue_zone> found;
        for (auto const issue : issues_) {
            auto const& column = all_.issues[issue.value];
            auto ranges = ranges_on(all_, issue, [&](std::size_t s) { return fate_of_[s] != fate::failed; });
            for (std::size_t s = 0, p = 0; s < all_.stances.size(); ++s) {
                while (all_.parties[p] != all_.stances[s].actor) ++p;
                if (all_.stances[s].issue == issue && fate_of_[s] == fate::open) ranges[p].acceptable = {};
            }
            auto z = zone_among(column, ranges);
            if (auto const outcome = given_outcome(all_, issue); outcome && z.common)
                narrow(z, column, {*outcome, *outcome});
            for (auto const s : conditions_)
                if (fate_of_[s] == fate::met)
                    for (auto const& t : all_.stances[s].terms)
                        if (t.issue == issue && z.common) narrow(z, column, t.outcome);
            found.push_back({issue, std::move(z)});
        }
        return found;
    }
    static void narrow(zone& z, issue_column const& column, interval const& to) {
        interval const both{(std::max)(z.common->lower, to.lower), (std::min)(z.common->upper, to.upper)};
        if (!column.contains_any(both))
            z.common = boost::none;
        else
            z.common = range_on_scale(column, {{}, both});
    }

    double size_of(std::vector<issue_zone> const& found) const {
        double open = 0, share = 0;
        for (auto const& z : found) {
            if (!z.found.common) continue;
            auto const& column = all_.issues[z.issue.value];
            ++open;
            share += column.categories.empty() ? (z.found.common->upper - z.found.common->lower) / column.length()
                                               : static_cast<double>(column.category_of(z.found.common->upper) -
                                                                     column.category_of(z.found.common->lower) + 1) /
                                                     static_cast<double>(column.categories.size());
        }
        return found.empty() ? 0 : open + share / static_cast<double>(found.size());
    }
    static zone const& on(std::vector<issue_zone> const& found, issue_id issue) {
        return std::lower_bound(found.begin(), found.end(), issue,
                                [](issue_zone const& z, issue_id i) { return z.issue < i; })
            ->found;
    }
    /// Whether what the met conditions ask for can be agreed.
    bool can_be_met(std::vector<issue_zone> const& found) const {
        for (auto const s : conditions_)
            if (fate_of_[s] == fate::met)
                for (auto const& t : all_.stances[s].terms)
                    if (!on(found, t.issue).common) return false;
        return true;
    }
    /// Whether each that is not met has an outcome in the zones that it does not ask for.
    bool can_fail(std::vector<issue_zone> const& found) const {
        for (auto const s : conditions_) {
            if (fate_of_[s] != fate::failed) continue;
            auto const& terms = all_.stances[s].terms;
            if (std::none_of(terms.begin(), terms.end(), [&](condition_term const& t) {
                    auto const& z = on(found, t.issue);
                    return !z.common || !t.outcome.contains(z.common->lower) || !t.outcome.contains(z.common->upper);
                }))
                return false;
        }
        return true;
    }

    void branch(std::size_t k, std::size_t met, search_watch& watch, search_result<conditions_met>& result) {
        if (!watch.step(result.value, most_)) return;
        auto found = zones();
        if (!can_be_met(found)) return;
        double const size = size_of(found);
        auto& best = result.solution;
        if (best.found) {
            auto const so_far = static_cast<std::size_t>(std::count(best.met.begin(), best.met.end(), true));
            if (size < result.value || (size == result.value && met >= so_far)) return;
        }
        if (k == conditions_.size()) {
            if (!can_fail(found)) return;
            best.found = true, best.zones = std::move(found), result.value = size;
            for (std::size_t c = 0; c < conditions_.size(); ++c) best.met[c] = fate_of_[conditions_[c]] == fate::met;
            return;
        }
        for (auto const f : {fate::failed, fate::met}) {
            fate_of_[conditions_[k]] = f;
            branch(k + 1, met + (f == fate::met ? 1 : 0), watch, result);
        }
        fate_of_[conditions_[k]] = fate::open;
    }

    stated_stances const& all_;
    std::vector<fate> fate_of_;
    std::vector<std::size_t> conditions_{};
    std::vector<issue_id> issues_{};
    double most_ = 0;
};

}  // namespace detail

ENTENTE_INLINE search_result<mutual_conditions> fixed_points(stated_stances const& all,
                                                             fixed_point_options const& options) {
    return detail::condition_circles(all, options).run();
}

ENTENTE_INLINE search_result<conditions_met> largest_zone(stated_stances const& all, search_limits const& limits) {
    return detail::zone_by_conditions(all).run(limits);
}

}  // namespace entente
