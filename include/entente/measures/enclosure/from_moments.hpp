// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/enclosure/from_moments.hpp
/// The enclosures of valued agreement and of correlation, from moments.

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

#include "entente/config.hpp"
#include "entente/measures/enclosure/expected_disagreement.hpp"
#include "entente/measures/statistics/moments.hpp"

namespace entente::detail {

/// Known moments in normalised coordinates, with the positions of issues of which one is open on its side.
struct valued_positions {
    held_positions<squared_kernel> first{}, second{}, both{};
    double total = 0, squares = 0;  ///< sum w, sum w (u - v)^2 over what is known

    valued_positions(statistics::moments const& known, std::span<open_issue const> open,
                     std::span<issue_column const> columns);
};

/// Squared differences observed, over those expected by chance: drawn by each actor from its own positions, or
/// by both from the pooled ones. None where nothing has weight. O(open^2).
maybe_enclosed enclose_valued_agreement(statistics::moments const& known, std::span<open_issue const> open,
                                        std::span<issue_column const> columns, bool pooled);

/// Covariation over variations, each as a sum over pairs of issues.
maybe_enclosed enclose_correlation(statistics::moments const& known, std::span<open_issue const> open,
                                   std::span<issue_column const> columns);

#if ENTENTE_DEFINES(measures)
ENTENTE_INLINE valued_positions::valued_positions(statistics::moments const& known, std::span<open_issue const> open,
                                                  std::span<issue_column const> columns)
    : total(known.weight) {
    constexpr double fine = issue_column::exact_units;
    auto const s = known.from_lower_end();
    first.known = {s.weight, s.x / fine, s.xx / (fine * fine)};
    second.known = {s.weight, s.y / fine, s.yy / (fine * fine)};
    squares = known.squared_differences() / (fine * fine);
    for (auto const& o : open) {
        if (!(o.weight > 0)) continue;
        total += o.weight;
        auto const place = [&](possible_positions const& p, held_positions<squared_kernel>& side) {
            double const from = columns[o.issue].normalised(p.lower), to = columns[o.issue].normalised(p.upper);
            p.known ? side.known.add(from, o.weight) : side.add_open({from, to}, o.weight);
        };
        place(o.first, first);
        place(o.second, second);
    }
    both.known = {first.known.weight + second.known.weight, first.known.sum + second.known.sum,
                  first.known.squares + second.known.squares};
    for (auto const* side : {&first, &second})
        for (auto const& o : side->open_sets) both.add_open(o);
}

ENTENTE_INLINE maybe_enclosed enclose_valued_agreement(statistics::moments const& known,
                                                       std::span<open_issue const> open,
                                                       std::span<issue_column const> columns, bool pooled) {
    valued_positions const p(known, open, columns);
    if (!(p.total > 0)) return boost::none;
    squared_kernel const kernel;
    sum_interval observed{p.squares, p.squares};
    for (auto const& o : open) {
        auto const& c = columns[o.issue];
        observed += o.weight * kernel.between({c.normalised(o.first.lower), c.normalised(o.first.upper)},
                                              {c.normalised(o.second.lower), c.normalised(o.second.upper)});
    }
    double const hair = slack(open), square = p.total * p.total;
    auto const expected = pooled ? widened(disagreement_within(kernel, p.both), 4 * square, hair)
                                 : widened(disagreement_between(kernel, p.first, p.second), square, hair);
    return agreement_between(widened(observed, p.total, hair), expected);
}

ENTENTE_INLINE maybe_enclosed enclose_correlation(statistics::moments const& known, std::span<open_issue const> open,
                                                  std::span<issue_column const> columns) {
    valued_positions const p(known, open, columns);
    if (!(p.total > 0)) return boost::none;
    constexpr double fine = issue_column::exact_units;
    auto const s0 = known.from_lower_end();
    double const w = s0.weight, x = s0.x / fine, y = s0.y / fine, xy = s0.xy / (fine * fine);
    sum_interval together{w * xy - x * y, w * xy - x * y};
    auto const spans = [&](open_issue const& o) {
        auto const& c = columns[o.issue];
        return std::pair(sum_interval{c.normalised(o.first.lower), c.normalised(o.first.upper)},
                         sum_interval{c.normalised(o.second.lower), c.normalised(o.second.upper)});
    };
    auto const minus = [](sum_interval const& p_, sum_interval const& q_) {
        return sum_interval{p_.lower - q_.upper, p_.upper - q_.lower};
    };
    for (std::size_t i = 0; i < open.size(); ++i) {
        auto const [u, v] = spans(open[i]);
        enclosed_value corner;  // bilinear in both positions: extreme at a corner
        for (double const s : {u.lower, u.upper})
            for (double const t : {v.lower, v.upper}) corner.take(w * s * t - s * y - t * x + xy);
        together += open[i].weight * sum_interval{corner.lower, corner.upper};
        for (std::size_t j = i + 1; j < open.size(); ++j) {
            auto const [s, t] = spans(open[j]);
            together += (open[i].weight * open[j].weight) * (minus(u, s) * minus(v, t));
        }
    }
    double const hair = slack(open), square = p.total * p.total;
    squared_kernel const kernel;
    return correlation_between(widened(together, square, hair),
                               widened(disagreement_within(kernel, p.first), 2 * square, hair),
                               widened(disagreement_within(kernel, p.second), 2 * square, hair));
}
#endif

}  // namespace entente::detail
