// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/number_text.hpp"
#include "entente/base/search.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/negotiation/bargaining_solutions.hpp"
#include "entente/negotiation/conditions.hpp"
#include "entente/negotiation/package_space.hpp"
#include "entente/negotiation/utility_table.hpp"
#include "entente/negotiation/zone.hpp"

namespace entente {

namespace detail {

/// What outcomes of some issues are worth to parties, issue by issue.
class package_valuation {
public:
    package_valuation(stated_stances const& all, std::span<issue_id const> issues,
                      std::span<stated_stance const> bound_by = {})
        : all_(all)
        , issues_(issues.begin(), issues.end())
        , place_(all.issues.size(), nowhere)
        , on_(issues.size())
        , binding_(issues.size())
        , weight_(all.parties.size(), 0.0) {
        for (std::size_t i = 0; i < issues_.size(); ++i) {
            if (issues_[i].value >= all.issues.size() || place_[issues_[i].value] != nowhere)
                throw error(fault_code::invalid_argument, "a package has an issue once, of those that there are",
                            {.issue = '#' + std::to_string(issues_[i].value)});
            place_[issues_[i].value] = i;
        }
        for (std::size_t s = 0, p = 0; s < all.stances.size(); ++s) {
            while (all.parties[p] != all.stances[s].actor) ++p;
            auto const& stance = all.stances[s];
            auto const at = place_[stance.issue.value];
            if (at == nowhere) continue;
            on_[at].push_back({s, p});
            binding_[at].push_back(&stance);
            if (stance.position || stance.fallback) weight_[p] += stance.salience;
        }
        for (auto const& s : bound_by)
            if (s.issue.value < place_.size() && place_[s.issue.value] != nowhere)
                binding_[place_[s.issue.value]].push_back(&s);
        for (std::size_t p = 0; p < weight_.size(); ++p)
            if (!(weight_[p] > 0))
                throw error(fault_code::invalid_argument, "a party to whom none of the issues matters has no utility",
                            {.actor = '#' + std::to_string(all.parties[p].value)});
    }

    std::size_t parties() const { return weight_.size(); }
    std::size_t issues() const { return issues_.size(); }
    issue_column const& column(std::size_t i) const { return all_.issues[issues_[i].value]; }
    double weight(std::size_t party) const { return weight_[party]; }

    /// Whether a condition is about this issue, or the stance of one.
    std::vector<bool> tied() const {
        std::vector<bool> result(issues(), false);
        for (std::size_t i = 0; i < issues(); ++i)
            for (auto const* const stance : binding_[i])
                for (auto const& t : stance->terms) {
                    auto const at = place_[t.issue.value];
                    if (at != nowhere) result[at] = result[i] = true;
                }
        return result;
    }

    /// Adds what the outcome of an issue is worth to each party, salience times score; the rest of the package counts
    /// where a condition is about it.
    void add(std::size_t i, std::span<double const> package, std::vector<double>& worth) const {
        for (auto const& h : on_[i]) {
            auto const& stance = all_.stances[h.stance];
            if (auto const held = stance.held(holds(stance, package)))
                worth[h.party] += stance.salience * score(column(i), *held, package[i]);
        }
    }
    /// What an outcome can add to the sum of utilities, whether conditions are met or not.
    double most_worth(std::size_t i, double outcome) const {
        double sum = 0;
        for (auto const& h : on_[i]) {
            auto const& stance = all_.stances[h.stance];
            double most = 0;
            for (auto const& held : {stance.position, stance.fallback})
                if (held) most = (std::max)(most, score(column(i), *held, outcome));
            sum += stance.salience * most / weight_[h.party];
        }
        return sum;
    }
    /// Whether all accept the outcome of an issue.
    bool accepted(std::size_t i, std::span<double const> package) const {
        return std::all_of(binding_[i].begin(), binding_[i].end(), [&](stated_stance const* stance) {
            return stance->range(holds(*stance, package)).acceptable.contains(package[i]);
        });
    }
    std::vector<double> utilities(std::span<double const> package) const {
        std::vector<double> worth(parties(), 0.0);
        for (std::size_t i = 0; i < issues(); ++i) add(i, package, worth);
        for (std::size_t p = 0; p < parties(); ++p) worth[p] /= weight_[p];
        return worth;
    }

    void require_outcome(std::size_t i, double outcome) const {
        if (!column(i).contains(outcome))
            throw scale_error(fault_code::off_scale, "an outcome is a position of its issue's scale",
                              {.issue = column(i).name, .value = number_text(outcome)});
    }

private:
    static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
    struct holder {
        std::size_t stance, party;
    };

    static double score(issue_column const& column, double position, double outcome) {
        if (column.measurement == level::nominal) return position == outcome ? 1 : 0;
        return 1 - (std::abs)(outcome - position) / column.length();
    }
    bool holds(stated_stance const& s, std::span<double const> package) const {
        if (!s.conditional()) return true;
        auto state = condition_state::met;
        for (auto const& t : s.terms) {
            auto const at = place_[t.issue.value];
            auto const outcome = at != nowhere ? boost::optional<double>(package[at]) : given_outcome(all_, t.issue);
            if (outcome && !t.outcome.contains(*outcome)) return false;
            if (!outcome) state = condition_state::unresolved;
        }
        return counts_as_held(state, all_.unresolved_conditions_hold);
    }

    stated_stances const& all_;
    std::vector<issue_id> issues_;
    std::vector<std::size_t> place_;  // of each issue in a package
    std::vector<std::vector<holder>> on_;
    std::vector<std::vector<stated_stance const*>> binding_;  // whose ranges bind on each issue
    std::vector<double> weight_;
};

/// The search: free issues one after the other, tied ones in every combination.
class package_search {
public:
    package_search(stated_stances const& all, package_space const& space, package_options const& options)
        : space_(space)
        , options_(options)
        , values_(all, space.issues, options.bound_by)
        , watch_(options.limits) {
        check_reserved(options.bargaining, values_.parties());
        if (space.levels.size() != space.issues.size())
            throw error(fault_code::invalid_argument, "each issue of a space has levels",
                        {.value = std::to_string(space.levels.size())});
        for (std::size_t i = 0; i < space.levels.size(); ++i) {
            if (space.levels[i].empty())
                throw error(fault_code::invalid_argument, "an issue of a space has a level at least",
                            {.issue = values_.column(i).name});
            double most = 0;
            for (double const x : space.levels[i]) {
                values_.require_outcome(i, x);
                most = (std::max)(most, values_.most_worth(i, x));
            }
            most_ += most;
        }
        auto const tied = values_.tied();
        for (std::size_t i = 0; i < tied.size(); ++i) (tied[i] ? tied_ : free_).push_back(i);
    }

    search_result<efficient_package_result> run() {
        auto const none = std::vector<double>(values_.parties(), 0.0);
        free_low_ = free_high_ = none;
        std::vector<part> parts{{none, std::vector<double>(space_.issues.size(), 0.0)}};
        bool going = true;
        for (auto const i : free_) going = going && put_together(i, parts);
        if (going) combine(parts);

        search_result<efficient_package_result> result;
        result.ended = watch_.ended(), result.steps = watch_.steps();
        result.proved = result.ended == search_end::proved;
        finish(result);
        return result;
    }

private:
    /// Outcomes of some issues, and what they are worth so far: salience times score.
    struct part {
        std::vector<double> worth, package;
    };

    /// What is compared: shares of what all could be worth, as utilities are.
    bool dominates(std::vector<double> const& x, std::vector<double> const& y) const {
        bool better = false;
        for (std::size_t p = 0; p < x.size(); ++p) {
            double const by = (x[p] - y[p]) / values_.weight(p);
            if (by < -same) return false;
            better = better || by > same;
        }
        return better;
    }
    bool step() { return watch_.step(best_, most_); }

    /// Whether there is room for what is worth that among what is not dominated so far: what it dominates goes.
    bool make_room(std::vector<part>& kept, std::vector<double> const& worth) const {
        for (auto const& k : kept)
            if (dominates(k.worth, worth)) return false;
        std::erase_if(kept, [&](part const& k) { return dominates(worth, k.worth); });
        return true;
    }

    /// One pair of an outcome and a part after the other, so that no more is kept than what is not dominated. False
    /// where the limits end it.
    bool put_together(std::size_t i, std::vector<part>& parts) {
        auto low = std::vector<double>(values_.parties(), std::numeric_limits<double>::infinity());
        auto high = std::vector<double>(values_.parties(), -std::numeric_limits<double>::infinity());
        std::vector<part> next;
        std::vector<double> worth(values_.parties());
        for (double const x : space_.levels[i]) {
            part here{std::vector<double>(values_.parties(), 0.0), std::vector<double>(space_.issues.size(), 0.0)};
            here.package[i] = x;
            values_.add(i, here.package, here.worth);
            for (std::size_t p = 0; p < low.size(); ++p)
                low[p] = (std::min)(low[p], here.worth[p]), high[p] = (std::max)(high[p], here.worth[p]);
            if (!options_.past_red_lines && !values_.accepted(i, here.package)) continue;
            for (auto const& before : parts) {
                if (!step()) return false;
                for (std::size_t p = 0; p < low.size(); ++p) worth[p] = before.worth[p] + here.worth[p];
                if (!make_room(next, worth)) continue;
                next.push_back({worth, before.package});
                next.back().package[i] = x;
            }
        }
        for (std::size_t p = 0; p < low.size(); ++p) free_low_[p] += low[p], free_high_[p] += high[p];
        // The best come first, and dominate most of what comes after them.
        std::sort(next.begin(), next.end(), [](part const& a, part const& b) { return a.worth > b.worth; });
        parts = std::move(next);
        return true;
    }

    /// Every combination of the tied issues, each with all that the free ones come to.
    void combine(std::vector<part> const& parts) {
        std::vector<std::size_t> at(tied_.size(), 0);
        std::vector<double> package(space_.issues.size(), 0.0);
        for (bool more = true; more;) {
            for (std::size_t k = 0; k < tied_.size(); ++k) package[tied_[k]] = space_.levels[tied_[k]][at[k]];
            std::vector<double> worth(values_.parties(), 0.0);
            bool accepted = true;
            for (auto const i : tied_) {
                values_.add(i, package, worth);
                accepted = accepted && (options_.past_red_lines || values_.accepted(i, package));
            }
            widen(worth);
            if (!step()) return;
            if (accepted)
                for (auto const& x : parts)
                    if (!join(x, worth, package)) return;
            more = false;
            for (std::size_t k = tied_.size(); k > 0 && !more; --k) {
                more = ++at[k - 1] < space_.levels[tied_[k - 1]].size();
                if (!more) at[k - 1] = 0;
            }
        }
    }
    void widen(std::vector<double> const& tied_worth) {
        if (tied_low_.empty()) tied_low_ = tied_high_ = tied_worth;
        for (std::size_t p = 0; p < tied_worth.size(); ++p) {
            tied_low_[p] = (std::min)(tied_low_[p], tied_worth[p]);
            tied_high_[p] = (std::max)(tied_high_[p], tied_worth[p]);
        }
    }
    bool join(part const& free, std::vector<double> const& tied_worth, std::vector<double> const& tied_package) {
        if (!step()) return false;
        part whole = free;
        for (auto const i : tied_) whole.package[i] = tied_package[i];
        double sum = 0;
        for (std::size_t p = 0; p < tied_worth.size(); ++p) {
            whole.worth[p] += tied_worth[p];
            double const u = whole.worth[p] / values_.weight(p);
            auto const& reserved = options_.bargaining.reserved;
            if (options_.bargaining.rational_only && !reserved.empty() && u < reserved[p] - same) return true;
            sum += u;
        }
        if (!make_room(frontier_, whole.worth)) return true;
        best_ = (std::max)(best_, sum);
        frontier_.push_back(std::move(whole));
        return true;
    }

    void finish(search_result<efficient_package_result>& result) {
        auto& found = result.solution;
        for (auto& f : frontier_) found.packages.push_back({f.package, values_.utilities(f.package)});
        std::sort(found.packages.begin(), found.packages.end(), [](valued_package const& a, valued_package const& b) {
            return a.utilities != b.utilities ? a.utilities > b.utilities : a.outcomes < b.outcomes;
        });
        result.value = best_;
        result.bound = result.proved ? best_ : most_;
        std::vector<double> all;
        utility_ranges ranges;
        for (auto const& x : found.packages) all.insert(all.end(), x.utilities.begin(), x.utilities.end());
        if (all.empty()) return;
        for (std::size_t p = 0; p < values_.parties(); ++p) {
            ranges.least.push_back((free_low_[p] + tied_low_[p]) / values_.weight(p));
            ranges.greatest.push_back((free_high_[p] + tied_high_[p]) / values_.weight(p));
        }
        std::vector<std::size_t> numbers(found.packages.size());
        std::iota(numbers.begin(), numbers.end(), std::size_t{0});
        found.solutions = solutions_on(utility_table(values_.parties(), std::move(all)), std::move(numbers), ranges,
                                       options_.bargaining);
    }

    static constexpr double same = 1e-12;

    package_space const& space_;
    package_options const& options_;
    package_valuation values_;
    search_watch watch_;
    std::vector<std::size_t> free_{}, tied_{};
    std::vector<double> free_low_{}, free_high_{}, tied_low_{}, tied_high_{};
    std::vector<part> frontier_{};
    double best_ = -std::numeric_limits<double>::infinity();
    double most_ = 0;  // no sum of utilities is above it: the best outcome of each issue, whatever the others
};

}  // namespace detail

ENTENTE_INLINE package_space make_package_space(stated_stances const& all, std::size_t levels) {
    if (levels < 2)
        throw error(fault_code::out_of_range, "an issue has 2 levels at least", {.value = std::to_string(levels)});
    if (levels > most_levels)
        throw error(fault_code::too_large, "a continuous issue has 1,000,000 levels at most",
                    {.value = std::to_string(levels)});
    package_space space;
    for (std::size_t i = 0; i < all.issues.size(); ++i) {
        if (std::none_of(all.stances.begin(), all.stances.end(),
                         [&](stated_stance const& s) { return s.issue.value == i && (s.position || s.fallback); }))
            continue;
        space.issues.emplace_back(i);
        space.levels.emplace_back();
        auto& of = space.levels.back();
        auto const& column = all.issues[i];
        if (auto const outcome = detail::given_outcome(all, issue_id(i)))
            of.push_back(*outcome);
        else if (!column.categories.empty())
            of = column.categories;
        else
            of = column.even_levels(levels);
    }
    return space;
}

ENTENTE_INLINE utility_table package_utilities(stated_stances const& all, std::span<issue_id const> issues,
                                               std::span<std::vector<double> const> packages) {
    detail::package_valuation const values(all, issues);
    std::vector<double> utilities;
    for (auto const& package : packages) {
        if (package.size() != issues.size())
            throw error(fault_code::invalid_argument, "a package has an outcome for each issue",
                        {.value = std::to_string(package.size()) + " for " + std::to_string(issues.size())});
        for (std::size_t i = 0; i < package.size(); ++i) values.require_outcome(i, package[i]);
        auto const worth = values.utilities(package);
        utilities.insert(utilities.end(), worth.begin(), worth.end());
    }
    return utility_table((std::max<std::size_t>)(1, values.parties()), std::move(utilities));
}

ENTENTE_INLINE search_result<efficient_package_result>
efficient_packages(stated_stances const& all, package_space const& space, package_options const& options) {
    return detail::package_search(all, space, options).run();
}

}  // namespace entente
