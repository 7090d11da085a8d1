// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/measures/krippendorff_alpha.hpp
/// Do many actors agree over many issues, whatever the level of measurement and however many are silent?

#include <boost/optional.hpp>

#include <cstddef>
#include <string_view>

#include "entente/config.hpp"
#include "entente/fold/measure.hpp"
#include "entente/group/ratings.hpp"

#if ENTENTE_DEFINES(group)
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/deviations.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// How two positions differ, for krippendorff_alpha.
///
/// | name     | difference of a and b                                                        | needs    |
/// |----------|------------------------------------------------------------------------------|----------|
/// | nominal  | 1 where they differ                                                          | nominal  |
/// | ordinal  | (rank of a - rank of b)^2, mid-ranks among all positions that are compared   | ordinal  |
/// | interval | (a - b)^2                                                                    | interval |
/// | ratio    | ((a - b) / (a + b))^2, 0 where both are 0                                    | ratio    |
/// | circular | sin^2(pi (a - b) / U), U the length of the scale and, with categories, one least step | ordinal |
enum class alpha_metric : unsigned char { nominal, ordinal, interval, ratio, circular };

constexpr std::string_view to_string(alpha_metric m) {
    constexpr std::string_view names[] = {"nominal", "ordinal", "interval", "ratio", "circular"};
    return names[static_cast<int>(m)];
}

namespace group_measures {

/// Do actors agree over issues, beyond what their positions in any order would give?
///
/// Formula: 1 - (n - 1) sum o_ck d(c, k) / sum n_c n_k d(c, k), o_ck the pairs of positions c and k on one issue
/// divided by its number of positions less one, n_c how often c is held and n how many positions there are, on
/// issues with two positions or more. At most 1, agreement. Any number of actors may be silent. `interval` and
/// `ordinal` ask for a scale on which differences mean something: see alpha_metric.
/// None where no issue has two positions, and where all positions are alike.
/// O(positions log positions); ratio O(different positions^2) instead.
/// Source: Krippendorff (2004).
struct krippendorff_alpha {
    using statistic = statistics::rated_units;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "krippendorff_alpha",
        .form = measure_form::other,
        .argument = "nominal, ordinal, interval, ratio or circular; nominal",
        .formula = "1 - (n - 1) sum o_ck d(c, k) / sum n_c n_k d(c, k)",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .greatest = 1,
        .undefined = "no issue with two positions, or all positions alike",
        .source = "Krippendorff 2004",
        .also_called = "alpha",
    };
    alpha_metric metric = alpha_metric::nominal;

    /// Throws error unless the text is the name of a metric; nominal where it is empty.
    static krippendorff_alpha parse(std::string_view text);
    void require_scale(issue_column const& scale) const;
    boost::optional<double> operator()(statistic const& s) const;
};

/// Do actors put the issues in one order?
///
/// Formula: 12 sum (R - mean R)^2 / (m^2 (n^3 - n) - m sum (t^3 - t)), R the sum of the ranks that the m actors give an
/// issue, mid-ranks where positions tie, t how many tie, n the issues on which all of them hold a position. Range [0, 1],
/// agreement. Needs ordinal. Issues on which one is silent do not count. None with fewer than two actors or such
/// issues, and where each actor ties all.
/// O(ratings log issues).
/// Source: Kendall and Babington Smith (1939).
struct kendall_w {
    using statistic = statistics::rated_units;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "kendall_w",
        .form = measure_form::other,
        .formula = "12 sum (R - mean R)^2 / (m^2 (n^3 - n) - m sum (t^3 - t))",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
        .undefined = "fewer than two issues on which all hold positions, or each ties them all",
        .source = "Kendall and Babington Smith 1939",
        .also_called = "coefficient of concordance",
    };
    boost::optional<double> operator()(statistic const& s) const;
};

}  // namespace group_measures

#if ENTENTE_DEFINES(group)

namespace detail {

/// Sums over ordered pairs of some positions of their differences, one number at a time.
///
/// Numbers are measured from the mean of theirs, in units of a power of two near the distance of the outermost of all,
/// which leave the quotient of two sums as it is: no square is too great or too small for a number.
class pair_differences {
public:
    /// `apart` is how far the outermost of all are apart, and `turn` the length of a circle, in units of 2^exponent.
    pair_differences(alpha_metric metric, double apart, int exponent, double turn)
        : metric_(metric)
        , unit_(std::ldexp(1, -exponent))
        // Of so short an arc the sine is the angle, to the last bit.
        , straight_(apart * unit_ < 0x1p-30 * turn)
        , turn_(turn) {}

    void clear() { values_.clear(); }
    void add(double x, double times) { values_.emplace_back(x, times); }
    double size() const {
        double n = 0;
        for (auto const& [x, times] : values_) n += times;
        return n;
    }
    /// Sum over ordered pairs; pairs of a position with itself add nothing.
    double sum() {
        double const n = size();
        switch (metric_) {
        case alpha_metric::ordinal:  // of ranks
        case alpha_metric::interval:
            return squares(n);
        case alpha_metric::circular: {
            if (straight_) return squares(n);
            double const mean = mean_above_first(n);
            double c = 0, s = 0;
            for (auto const& [x, times] : values_) {
                double const half_angle = std::numbers::pi * (above_first(x) - mean) / turn_;
                double const sine = std::sin(half_angle);
                c += 2 * times * sine * sine, s += times * std::sin(2 * half_angle);
            }
            // n^2 - (n - c)^2 - s^2 with c = n less the sum of cosines, without the great squares.
            return (c * (2 * n - c) - s * s) / 2;
        }
        case alpha_metric::nominal: {
            merge();
            double sum = 0;
            for (auto const& [x, times] : values_) sum += times * (n - times);
            return sum;
        }
        case alpha_metric::ratio: {
            merge();
            double sum = 0;
            for (std::size_t i = 0; i < values_.size(); ++i)
                for (std::size_t j = i + 1; j < values_.size(); ++j) {
                    // Great ones by halves: their sum may be beyond the greatest number.
                    double const by = values_[j].first > 1 ? 0.5 : 1;
                    double const a = values_[i].first * by, b = values_[j].first * by;
                    double const u = (b - a) / (b + a);
                    sum += values_[i].second * values_[j].second * u * u;
                }
            return 2 * sum;
        }
        }
        return 0;
    }

private:
    double above_first(double x) const { return (x - values_.front().first) * unit_; }
    double mean_above_first(double n) const {
        double sum = 0;
        for (auto const& [x, times] : values_) sum += times * above_first(x);
        return sum / n;
    }
    double squares(double n) const {
        double const mean = mean_above_first(n);
        double sum = 0;
        for (auto const& [x, times] : values_) sum += times * (above_first(x) - mean) * (above_first(x) - mean);
        return 2 * n * sum;
    }
    void merge() {
        std::sort(values_.begin(), values_.end());
        std::size_t kept = 0;
        for (std::size_t i = 1; i < values_.size(); ++i) {
            if (values_[i].first == values_[kept].first)
                values_[kept].second += values_[i].second;
            else
                values_[++kept] = values_[i];
        }
        if (!values_.empty()) values_.resize(kept + 1);
    }

    alpha_metric metric_;
    double unit_;
    bool straight_;
    double turn_;
    std::vector<std::pair<double, double>> values_{};  // and how often
};

}  // namespace detail

namespace group_measures {

ENTENTE_INLINE krippendorff_alpha krippendorff_alpha::parse(std::string_view text) {
    using enum alpha_metric;
    if (text.empty()) return {};
    for (auto const m : {nominal, ordinal, interval, ratio, circular})
        if (to_string(m) == text) return {m};
    throw error(fault_code::invalid_argument, "krippendorff_alpha takes one of nominal, ordinal, interval, ratio, circular",
                {.value = std::string(text)});
}

ENTENTE_INLINE void krippendorff_alpha::require_scale(issue_column const& scale) const {
    constexpr level needs[] = {level::nominal, level::ordinal, level::interval, level::ratio, level::ordinal};
    // Ordinal scales carry spacing: who asks for interval on one takes it at its word.
    auto const least = metric == alpha_metric::interval ? level::ordinal : needs[static_cast<int>(metric)];
    if (scale.measurement >= least) return;
    throw scale_error(fault_code::level_too_low,
                      "krippendorff_alpha:" + std::string(to_string(metric)) + " needs scales that are at least " +
                          std::string(to_string(least)),
                      {.issue = scale.name});
}

ENTENTE_INLINE boost::optional<double> krippendorff_alpha::operator()(statistic const& s) const {
    auto const& all = *s.of;
    auto const& scale = all.scale();
    double step = scale.categories.empty() ? 0 : scale.length();
    for (std::size_t k = 1; k < scale.categories.size(); ++k)
        step = (std::min)(step, scale.categories[k] - scale.categories[k - 1]);
    // Ranks are those among all positions that are compared, each as often as its issue counts.
    std::vector<std::pair<double, double>> ranks;  // position and, after, its mid-rank
    if (metric == alpha_metric::ordinal) {
        for (std::size_t u = 0; u < all.size(); ++u)
            if (all.unit(u).size() > 1 && s.times[u])
                for (auto const& x : all.unit(u)) ranks.emplace_back(x.position, s.times[u]);
        std::sort(ranks.begin(), ranks.end());
        double below = 0;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < ranks.size();) {
            double const x = ranks[i].first;
            double here = 0;
            for (; i < ranks.size() && ranks[i].first == x; ++i) here += ranks[i].second;
            ranks[kept++] = {x, below + here / 2};
            below += here;
        }
        ranks.resize(kept);
    }
    auto const number = [&](double x) {
        if (metric != alpha_metric::ordinal) return x;
        return std::lower_bound(ranks.begin(), ranks.end(), std::pair(x, -1.0))->second;
    };
    boost::optional<double> least, greatest;
    for (std::size_t u = 0; u < all.size(); ++u)
        if (all.unit(u).size() > 1 && s.times[u])
            for (auto const& r : all.unit(u)) {
                double const x = number(r.position);
                least = least ? (std::min)(*least, x) : x, greatest = greatest ? (std::max)(*greatest, x) : x;
            }
    if (!least) return boost::none;
    int const exponent = detail::exponent_of(*greatest - *least);
    double const turn = std::ldexp(scale.length(), -exponent) + std::ldexp(step, -exponent);
    detail::pair_differences within(metric, *greatest - *least, exponent, turn), overall = within;
    double observed = 0;
    for (std::size_t u = 0; u < all.size(); ++u) {
        auto const unit = all.unit(u);
        if (unit.size() < 2 || !s.times[u]) continue;
        auto const times = static_cast<double>(s.times[u]);
        within.clear();
        for (auto const& x : unit) {
            within.add(number(x.position), 1);
            overall.add(number(x.position), times);
        }
        observed += times * within.sum() / static_cast<double>(unit.size() - 1);
    }
    double const n = overall.size();
    double const expected = overall.sum();
    if (!(expected > 0)) return boost::none;
    return 1 - (n - 1) * observed / expected;
}

ENTENTE_INLINE boost::optional<double> kendall_w::operator()(statistic const& s) const {
    auto const& all = *s.of;
    auto const m = all.raters();
    std::vector<std::size_t> units;  // each as often as it counts
    for (std::size_t u = 0; u < all.size(); ++u)
        if (all.unit(u).size() == m) units.insert(units.end(), s.times[u], u);
    auto const n = units.size();
    if (m < 2 || n < 2) return boost::none;
    std::vector<double> sums(n, 0.0);
    std::vector<std::pair<double, std::size_t>> order(n);
    auto const M = static_cast<double>(m), N = static_cast<double>(n);
    double untied = 0;  // sum over actors of n^3 - n - sum (t^3 - t)
    for (std::size_t g = 0; g < m; ++g) {
        untied += N * N * N - N;
        for (std::size_t i = 0; i < n; ++i) order[i] = {all.unit(units[i])[g].position, i};
        std::sort(order.begin(), order.end());
        for (std::size_t i = 0; i < n;) {
            auto j = i;
            while (j < n && order[j].first == order[i].first) ++j;
            auto const t = static_cast<double>(j - i);
            untied -= t * t * t - t;
            for (auto k = i; k < j; ++k) sums[order[k].second] += static_cast<double>(i + j + 1) / 2;
            i = j;
        }
    }
    double const mean = M * (N + 1) / 2;
    double squares = 0;
    for (double const r : sums) squares += (r - mean) * (r - mean);
    if (!(untied > 0)) return boost::none;
    return 12 * squares / (M * untied);
}

}  // namespace group_measures

#endif

}  // namespace entente
