// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/bounds/open_issues.hpp
/// What two actors have left open, and which positions could come there.

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/dyadic/pair_fold.hpp"
#include "entente/fold/traits.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente::detail {

possible_positions positions_of(issue_column const& issue, cell const* c, interval const& within);

/// The open issues of two actors, ascending. With `missing`, also those on which an actor has no stance at all; with
/// `acceptable`, completed by what the actor accepts only.
std::vector<open_issue> open_issues(two_actors const& pair, compare_options const& options, bool missing,
                                    bool acceptable);

/// Positions at which the value of one issue can be extreme, given the other position: all categories, or on a
/// continuous scale the ends of what is possible, neutral, the other's position, and where the measure says.
template <class Measure>
void append_extremes(Measure const& m, issue_column const& issue, possible_positions const& possible, double other,
                     std::vector<double>& out) {
    if (!possible.categories.empty()) {
        out.insert(out.end(), possible.categories.begin(), possible.categories.end());
        return;
    }
    auto const from = out.size();
    out.push_back(other);
    // A measure whose formula bends elsewhere says where.
    measure_traits<Measure>::append_stationary(m, other, issue, out);
    out.erase(std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(from), out.end(),
                             [&](double x) { return !possible.contains(x); }),
              out.end());
    out.insert(out.end(),
               {possible.lower, possible.upper, std::clamp(issue.neutral(), possible.lower, possible.upper)});
}

/// Calls `visit(x, y)` for the pairs of positions at which the value of one open issue can be extreme.
template <class Measure, class Visit>
void for_each_extreme(Measure const& m, issue_column const& issue, open_issue const& open, Visit&& visit) {
    std::vector<double> firsts, seconds;
    if (open.first.known)
        firsts.push_back(open.first.lower);
    else
        for (double const y : {open.second.lower, open.second.upper}) append_extremes(m, issue, open.first, y, firsts);
    std::sort(firsts.begin(), firsts.end());
    firsts.erase(std::unique(firsts.begin(), firsts.end()), firsts.end());
    for (double const x : firsts) {
        seconds.clear();
        if (open.second.known)
            seconds.push_back(open.second.lower);
        else
            append_extremes(m, issue, open.second, x, seconds);
        for (double const y : seconds) visit(x, y);
    }
}

#if ENTENTE_DEFINES(measures)
ENTENTE_INLINE possible_positions positions_of(issue_column const& issue, cell const* c, interval const& within) {
    possible_positions p;
    if (c && c->known) {
        p.lower = p.upper = c->position;
        p.known = true;
        if (!issue.categories.empty()) p.categories.push_back(c->position);
        return p;
    }
    p.lower = (std::max)(issue.lower, within.lower);
    p.upper = (std::min)(issue.upper, within.upper);
    for (double const x : issue.categories)
        if (p.contains(x)) p.categories.push_back(x);
    if (!p.categories.empty()) p.lower = p.categories.front(), p.upper = p.categories.back();
    ENTENTE_ASSERT(p.lower <= p.upper && issue.categories.empty() == p.categories.empty());
    return p;
}

ENTENTE_INLINE std::vector<open_issue> open_issues(two_actors const& pair, compare_options const& options, bool missing,
                                                   bool acceptable) {
    std::vector<open_issue> found;
    auto const first = pair.first_row(), second = pair.second_row();
    auto const accepted = [&](position_matrix const& matrix, std::size_t actor, std::span<cell const> row,
                              cell const* c) {
        auto const ranges = matrix.acceptable(actor);
        return acceptable && c && !ranges.empty() ? ranges[static_cast<std::size_t>(c - row.data())] : interval{};
    };
    auto const take = [&](std::size_t i, cell const* x, cell const* y) {
        auto const& issue = pair.columns()[i];
        found.push_back({i, pair_weight(options, issue, x, y),
                         positions_of(issue, x, accepted(pair.first, pair.a, first, x)),
                         positions_of(issue, y, accepted(pair.second, pair.b, second, y))});
    };
    std::size_t next = 0;
    auto const skip_to = [&](std::size_t issue) {
        if (missing)
            for (; next < issue; ++next) take(next, nullptr, nullptr);
        next = issue + 1;
    };
    merge_rows(first, second, [&](std::uint32_t i, cell const* x, cell const* y) {
        skip_to(i);
        if (x && x->known && y && y->known) return;
        if (missing || (x && y)) take(i, x, y);
    });
    if (missing) skip_to(pair.columns().size());
    return found;
}
#endif

}  // namespace entente::detail
