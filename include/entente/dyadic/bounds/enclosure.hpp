// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/bounds/enclosure.hpp
/// Intervals that hold the value of every completion, for measures that are no means over issues.
///
/// Each is made of intervals for the sums in the formula, every one of which can only narrow when a position becomes known. An end that
/// is reached is marked exact. What is not is widened by a hair for each open position, more than rounding can amount to,
/// so that rounding breaks neither the enclosure nor its narrowing.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/dyadic/bounds/open_issues.hpp"
#include "entente/dyadic/comparison.hpp"
#include "entente/measures/chance/chance_corrected.hpp"
#include "entente/measures/chebyshev.hpp"
#include "entente/measures/cosine.hpp"
#include "entente/measures/cosine_distance.hpp"
#include "entente/measures/enclosure/expected_disagreement.hpp"
#include "entente/measures/enclosure/ratio.hpp"
#include "entente/measures/kappa_va.hpp"
#include "entente/measures/kendall_tau_b.hpp"
#include "entente/measures/lin_ccc.hpp"
#include "entente/measures/mars_affinity.hpp"
#include "entente/measures/pearson.hpp"
#include "entente/measures/pi_va.hpp"
#include "entente/measures/statistics/side_strengths.hpp"

namespace entente::detail {

using maybe_interval = boost::optional<value_interval>;

inline double slack(std::span<open_issue const> open) {
    double positions = 0;
    for (auto const& o : open) positions += o.open_positions();
    return 1e-12 * positions;
}
inline sum_interval widened(sum_interval const& i, double scale, double by) { return {i.lower / scale - by, i.upper / scale + by}; }

/// 1 - D_o / D_e.
inline value_interval agreement_between(sum_interval const& observed, sum_interval const& expected) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    value_interval v;
    v.lower = expected.lower > 0 ? 1 - observed.upper / expected.lower : -infinity;
    v.upper = expected.upper > 0 ? 1 - std::max(0.0, observed.lower) / expected.upper : 1;
    return v;
}

/// n / sqrt(x y), for x and y of at least 0; between -1 and 1.
inline value_interval correlation_between(sum_interval const& n, sum_interval const& x, sum_interval const& y) {
    double const least = std::sqrt(std::max(0.0, x.lower)) * std::sqrt(std::max(0.0, y.lower));
    double const most = std::sqrt(std::max(0.0, x.upper)) * std::sqrt(std::max(0.0, y.upper));
    auto const over = [](double numerator, double denominator) {
        if (denominator > 0) return std::clamp(numerator / denominator, -1.0, 1.0);
        return numerator > 0 ? 1.0 : numerator < 0 ? -1.0 : 0.0;
    };
    value_interval v;
    v.lower = over(n.lower, n.lower < 0 ? least : most);
    v.upper = over(n.upper, n.upper > 0 ? least : most);
    return v;
}

/// Measures for which nothing better is known than their least and greatest value.
template <dyadic_measure Measure>
maybe_interval enclosure(Measure const&, typename Measure::statistic const&, std::span<open_issue const>, std::span<issue_column const>) {
    return boost::none;
}

/// A sum over issues: each end is the sum of the ends.
template <dyadic_measure Measure>
    requires std::same_as<typename Measure::statistic, statistics::side_strengths>
maybe_interval enclosure(Measure const& m, statistics::side_strengths const& known, std::span<open_issue const> open, std::span<issue_column const> columns) {
    double const base = known.weight > 0 ? *m(known) : 0.0;
    value_interval total{base, base, true};
    for (auto const& o : open) {
        if (!(o.weight > 0)) continue;
        value_interval one;
        for_each_extreme(m, columns[o.issue], o, [&](double x, double y) {
            statistics::side_strengths s;
            s.add(x, y, o.weight, columns[o.issue]);
            one.take(*m(s));
        });
        total.lower += one.lower, total.upper += one.upper;
    }
    return total;
}

/// A maximum over issues: each end is the maximum of the ends.
inline maybe_interval enclosure(measures::chebyshev const& m, statistics::joint_distribution const& known, std::span<open_issue const> open,
                          std::span<issue_column const> columns) {
    double const base = known.weight > 0 ? *m(known) : 0.0;
    value_interval total{base, base, true};
    for (auto const& o : open) {
        if (!(o.weight > 0)) continue;
        value_interval one;
        auto const& issue = columns[o.issue];
        for_each_extreme(m, issue, o, [&](double x, double y) { one.take(std::abs(issue.normalised(x) - issue.normalised(y))); });
        total.lower = std::max(total.lower, one.lower), total.upper = std::max(total.upper, one.upper);
    }
    return total;
}

/// A ratio of sums over issues, -1 where a decisive issue divides; exact on scales with categories.
inline maybe_interval enclosure(measures::mars_affinity const& m, statistics::affinities const& known, std::span<open_issue const> open,
                          std::span<issue_column const> columns) {
    if (known.conflicts) return value_interval{-1, -1, true};
    if (!std::all_of(open.begin(), open.end(), [](open_issue const& o) { return o.countable(); })) return boost::none;
    auto empty = known;
    empty -= known;
    auto const term = [](statistics::affinities const& s) {
        return ratio_term{s.decisive + s.attraction - s.repulsion, s.decisive + s.strength + s.repulsion};
    };
    std::vector<std::vector<ratio_term>> options;
    bool conflict = false, agreed = true;
    for (auto const& o : open) {
        options.emplace_back();
        for (double const x : o.first.categories)
            for (double const y : o.second.categories) {
                auto one = empty;
                one.add(x, y, o.weight, columns[o.issue]);
                if (one.conflicts)
                    conflict = true;
                else
                    options.back().push_back(term(one));
            }
        agreed = agreed && !options.back().empty();
    }
    if (!agreed) return value_interval{-1, -1, true};
    auto base = term(known);
    double const eta = m.gamma * m.of_pair * known.relevance;
    base.numerator += eta, base.denominator += eta;
    value_interval v;
    v.exact = true;
    if (conflict) v.take(-1);
    for (double const sign : {1.0, -1.0})
        if (auto const end = extreme_ratio(base, options, sign)) v.take(*end);
    return v;
}

/// Agreement beyond chance from a table: an interval for D_o over one for D_e. Exact where D_e does not depend on positions.
template <chance_corrected Measure>
maybe_interval enclosure(Measure const& m, statistics::contingency const& known, std::span<open_issue const> open, std::span<issue_column const> columns) {
    auto const& by = m.weighted_by();
    if (by.kind() == disagreement::midrank || columns.empty()) return boost::none;
    auto const& values = columns.front().categories;
    auto const q = values.size();
    auto const d = by(values, std::vector<double>(q, 1.0 / static_cast<double>(q)));
    tabulated_kernel const kernel{d, q};
    held_positions<tabulated_kernel> first{kernel.none()}, second{kernel.none()}, both{kernel.none()};
    double total = 0, alike = 0, pairs = 0;
    sum_interval observed;
    if (known.categories())
        for (std::size_t k = 0; k < q; ++k)
            for (std::size_t l = 0; l < q; ++l) {
                double const w = known.weight_at(k, l);
                first.known[k] += w, second.known[l] += w, both.known[k] += w, both.known[l] += w;
                observed += w * sum_interval{kernel.at(k, l), kernel.at(k, l)};
                total += w;
                pairs += static_cast<double>(known.counts[k * q + l]);
            }
    for (auto const& o : open) {
        if (!(o.weight > 0)) continue;
        auto const& issue = columns[o.issue];
        total += o.weight;
        ++pairs;
        auto const place = [&](possible_positions const& p, held_positions<tabulated_kernel>& side) {
            tabulated_kernel::set const s{issue.category_of(p.lower), issue.category_of(p.upper)};
            if (p.known) {
                side.known[s.first] += o.weight, both.known[s.first] += o.weight;
            } else {
                side.add_open(s, o.weight), both.add_open(s, o.weight);
            }
            return s;
        };
        auto const x = place(o.first, first), y = place(o.second, second);
        observed += o.weight * kernel.between(x, y);
    }
    if (!(total > 0)) return boost::none;

    double const hair = slack(open);
    auto const K = static_cast<double>(q);
    for (double const x : d) alike += 1 - x;
    sum_interval expected;
    switch (Measure::model) {
        case chance_model::none:
        case chance_model::uniform: {
            double const constant = Measure::model == chance_model::none ? 1 : (K * K - alike) / (K * K);
            if (!(constant > 0)) return boost::none;
            auto v = agreement_between(widened(observed, total, 0), {constant, constant});
            v.exact = true;
            return v;
        }
        case chance_model::marginal: expected = widened(disagreement_between(kernel, first, second), total * total, hair); break;
        case chance_model::pooled: expected = widened(disagreement_within(kernel, both), 4 * total * total, hair); break;
        case chance_model::krippendorff: {
            auto const pooled = widened(disagreement_within(kernel, both), 4 * total * total, hair);
            expected = (2 * pairs / (2 * pairs - 1)) * pooled;
            break;
        }
        case chance_model::gwet: {
            std::vector<double> unequal(q * q, 1.0);
            for (std::size_t k = 0; k < q; ++k) unequal[k * q + k] = 0;
            auto const spread = widened(disagreement_within(tabulated_kernel{unequal, q}, both), 4 * total * total, hair);
            double const factor = alike / (K * (K - 1));
            expected = {1 - factor * spread.upper, 1 - factor * spread.lower};
            break;
        }
    }
    return agreement_between(widened(observed, total, hair), expected);
}

template <class Measure>
concept valued_agreement = std::same_as<Measure, measures::kappa_va> || std::same_as<Measure, measures::lin_ccc> || std::same_as<Measure, measures::pi_va>;

/// Known moments in unit coordinates, with the positions of issues of which one is open on its side.
struct valued_positions {
    held_positions<squared_kernel> first{}, second{}, both{};
    double total = 0, squares = 0;  ///< sum w, sum w (u - v)^2 over what is known

    valued_positions(statistics::moments const& s, std::span<open_issue const> open, std::span<issue_column const> columns) : total(s.weight) {
        constexpr double fine = issue_column::exact_units;
        first.known = {s.weight, s.x / fine, s.xx / (fine * fine)};
        second.known = {s.weight, s.y / fine, s.yy / (fine * fine)};
        squares = std::max(0.0, s.xx + s.yy - 2 * s.xy) / (fine * fine);
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
};

/// Squared differences observed, over those expected by chance.
template <valued_agreement Measure>
maybe_interval enclosure(Measure const&, statistics::moments const& known, std::span<open_issue const> open, std::span<issue_column const> columns) {
    valued_positions const p(known, open, columns);
    if (!(p.total > 0)) return boost::none;
    squared_kernel const kernel;
    sum_interval observed{p.squares, p.squares};
    for (auto const& o : open) {
        auto const& c = columns[o.issue];
        observed += o.weight * kernel.between({c.normalised(o.first.lower), c.normalised(o.first.upper)}, {c.normalised(o.second.lower), c.normalised(o.second.upper)});
    }
    double const hair = slack(open), square = p.total * p.total;
    auto const expected = std::same_as<Measure, measures::pi_va> ? widened(disagreement_within(kernel, p.both), 4 * square, hair)
                                                       : widened(disagreement_between(kernel, p.first, p.second), square, hair);
    return agreement_between(widened(observed, p.total, hair), expected);
}

/// Covariation over variations, each as a sum over pairs of issues.
inline maybe_interval enclosure(measures::pearson const&, statistics::moments const& known, std::span<open_issue const> open, std::span<issue_column const> columns) {
    valued_positions const p(known, open, columns);
    if (!(p.total > 0)) return boost::none;
    constexpr double fine = issue_column::exact_units;
    double const w = known.weight, x = known.x / fine, y = known.y / fine, xy = known.xy / (fine * fine);
    sum_interval together{w * xy - x * y, w * xy - x * y};
    auto const spans = [&](open_issue const& o) {
        auto const& c = columns[o.issue];
        return std::pair(sum_interval{c.normalised(o.first.lower), c.normalised(o.first.upper)}, sum_interval{c.normalised(o.second.lower), c.normalised(o.second.upper)});
    };
    auto const minus = [](sum_interval const& p_, sum_interval const& q_) {
        return sum_interval{p_.lower - q_.upper, p_.upper - q_.lower};
    };
    for (std::size_t i = 0; i < open.size(); ++i) {
        auto const [u, v] = spans(open[i]);
        value_interval corner;  // bilinear in both positions: extreme at a corner
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
    return correlation_between(widened(together, square, hair), widened(disagreement_within(kernel, p.first), 2 * square, hair),
                               widened(disagreement_within(kernel, p.second), 2 * square, hair));
}

/// A product over lengths, each a sum over issues.
inline maybe_interval enclosure(measures::cosine const&, statistics::valence const& known, std::span<open_issue const> open, std::span<issue_column const> columns) {
    constexpr double fine = issue_column::exact_units * issue_column::exact_units;
    double total = known.weight;
    sum_interval product{known.product / fine, known.product / fine}, first{known.first / fine, known.first / fine},
        second{known.second / fine, known.second / fine};
    for (auto const& o : open) {
        auto const& c = columns[o.issue];
        sum_interval const a{c.centred(o.first.lower), c.centred(o.first.upper)}, b{c.centred(o.second.lower), c.centred(o.second.upper)};
        auto const squared = [](sum_interval const& i) {
            auto s = i * i;
            if (i.lower <= 0 && i.upper >= 0) s.lower = 0;
            return s;
        };
        product += o.weight * (a * b);
        first += o.weight * squared(a);
        second += o.weight * squared(b);
        total += o.weight;
    }
    if (!(total > 0)) return boost::none;
    double const hair = slack(open);
    return correlation_between(widened(product, total, hair), widened(first, total, hair), widened(second, total, hair));
}
inline maybe_interval enclosure(measures::cosine_distance const&, statistics::valence const& known, std::span<open_issue const> open,
                          std::span<issue_column const> columns) {
    auto const similarity = enclosure(measures::cosine{}, known, open, columns);
    if (!similarity) return similarity;
    return value_interval{1 - similarity->upper, 1 - similarity->lower, false};
}

/// Orders of pairs of issues: of a known and an open one, over all positions of the open one; of two open ones, each for itself. On
/// scales with categories.
inline maybe_interval enclosure(measures::kendall_tau_b const&, statistics::joint_distribution const& known, std::span<open_issue const> open,
                          std::span<issue_column const> columns) {
    if (!std::all_of(open.begin(), open.end(), [](open_issue const& o) { return o.countable(); })) return boost::none;
    auto const points = known.merged();
    auto const order = [](double p, double q) { return p > q ? 1.0 : p < q ? -1.0 : 0.0; };
    auto const order_of = [&](sum_interval const& p, sum_interval const& q) {
        return sum_interval{order(p.lower, q.upper), order(p.upper, q.lower)};
    };
    auto const differ = [](sum_interval const& p, sum_interval const& q) {
        bool const apart = p.upper < q.lower || q.upper < p.lower, same = p.lower == p.upper && q.lower == q.upper && !apart;
        return sum_interval{apart ? 1.0 : 0.0, same ? 0.0 : 1.0};
    };
    sum_interval score, first, second;
    double total = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        total += points[i].weight;
        for (std::size_t j = 0; j < i; ++j) {
            double const w = points[i].weight * points[j].weight, u = order(points[i].u, points[j].u), v = order(points[i].v, points[j].v);
            score += w * sum_interval{u * v, u * v};
            first += w * sum_interval{std::abs(u), std::abs(u)};
            second += w * sum_interval{std::abs(v), std::abs(v)};
        }
    }
    auto const span_of = [&](possible_positions const& p, issue_column const& c) { return sum_interval{c.normalised(p.lower), c.normalised(p.upper)}; };
    for (std::size_t i = 0; i < open.size(); ++i) {
        auto const& o = open[i];
        auto const& c = columns[o.issue];
        total += o.weight;
        value_interval of_score, of_first, of_second;
        for (double const x : o.first.categories)
            for (double const y : o.second.categories) {
                double sum = 0, us = 0, vs = 0;
                for (auto const& p : points) {
                    double const u = order(c.normalised(x), p.u), v = order(c.normalised(y), p.v);
                    sum += p.weight * u * v, us += p.weight * std::abs(u), vs += p.weight * std::abs(v);
                }
                of_score.take(sum), of_first.take(us), of_second.take(vs);
            }
        score += o.weight * sum_interval{of_score.lower, of_score.upper};
        first += o.weight * sum_interval{of_first.lower, of_first.upper};
        second += o.weight * sum_interval{of_second.lower, of_second.upper};
        auto const u = span_of(o.first, c), v = span_of(o.second, c);
        for (std::size_t j = 0; j < i; ++j) {
            double const w = o.weight * open[j].weight;
            auto const s = span_of(open[j].first, columns[open[j].issue]), t = span_of(open[j].second, columns[open[j].issue]);
            score += w * (order_of(u, s) * order_of(v, t));
            first += w * differ(u, s);
            second += w * differ(v, t);
        }
    }
    if (!(total > 0)) return boost::none;
    double const hair = slack(open), pairs = total * total / 2;
    return correlation_between(widened(score, pairs, hair), widened(first, pairs, hair), widened(second, pairs, hair));
}

/// Of a measure that converts another's values: the converted ends.
template <dyadic_measure Measure>
    requires requires(Measure const m) { requires dyadic_measure<std::remove_cvref_t<decltype(m.measure())>>; }
maybe_interval enclosure(Measure const& m, typename Measure::statistic const& known, std::span<open_issue const> open,
                   std::span<issue_column const> columns) {
    using inner = std::remove_cvref_t<decltype(m.measure())>;
    auto const found = enclosure(m.measure(), known, open, columns);
    if (!found) return found;
    constexpr double lower = inner::description.least, upper = inner::description.greatest;
    bool const flipped = inner::description.direction != Measure::description.direction;
    value_interval v;
    for (double const end : {found->lower, found->upper}) v.take(std::clamp((flipped ? upper - end : end - lower) / (upper - lower), 0.0, 1.0));
    v.exact = found->exact;
    return v;
}

}  // namespace entente::detail
