// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/measures/ordinal.hpp
/// Do many actors agree, on a scale whose categories have an order?

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string_view>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/fold/measure.hpp"
#include "entente/group/holdings.hpp"
#include "entente/group/measures/formulas.hpp"
#include "entente/measures/argument.hpp"

namespace entente::group_measures {

/// Do the actors agree, with -1 where they stand half at one end and half at the other, 0 where they are
/// spread evenly, and 1 where all are at one place?
///
/// Formula: the weights are cut into layers, each a pattern of categories that are held and such that are
/// not, of one height. A = sum w_layer U (1 - (S - 1) / (K - 1)), with U = ((K - 2) TU - (K - 1) TD) /
/// ((K - 2)(TU + TD)), S the categories held in the layer, TU its triples held-held-not and not-held-held,
/// TD its triples held-not-held; 1 where S = 1. Range [-1, 1], agreement; (1 - A) / 2 is a polarization.
/// Needs ordinal, and three categories. Weights of any size: a layer ends where a category's weight does.
/// None where nobody holds a position. O(K) a layer, at most K layers.
/// Source: van der Eijk (2001).
struct van_der_eijk {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "van_der_eijk",
        .form = measure_form::other,
        .formula = "sum over layers of their weight x U x (1 - (S - 1) / (K - 1))",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .source = "van der Eijk 2001",
        .also_called = "agreement A",
    };
    void require_scale(issue_column const& issue) const {
        detail::require_categories(issue, 3, "van_der_eijk needs a scale of three categories or more");
    }
    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        auto const weights = s.by_category();
        auto heights = weights;
        std::sort(heights.begin(), heights.end());
        heights.erase(std::unique(heights.begin(), heights.end()), heights.end());
        double sum = 0, below = 0;
        for (double const height : heights) {
            if (!(height > 0)) continue;
            double held = 0;
            for (double const w : weights) held += w >= height;
            sum += (height - below) * held * of_pattern(weights, height, held);
            below = height;
        }
        return sum / detail::total(weights);
    }

private:
    // The agreement of a layer: of the categories with at least its height.
    static double of_pattern(std::vector<double> const& weights, double height, double held) {
        if (held == 1) return 1;
        auto const categories = static_cast<double>(weights.size());
        double unimodal = 0, bimodal = 0, before = 0;
        for (double const w : weights) {
            if (w >= height) {
                ++before;
                continue;
            }
            double const after = held - before;
            unimodal += before * (before - 1) / 2 + after * (after - 1) / 2;
            bimodal += before * after;
        }
        if (unimodal + bimodal == 0) return 0;  // all are held
        double const u =
            ((categories - 2) * unimodal - (categories - 1) * bimodal) / ((categories - 2) * (unimodal + bimodal));
        return u * (1 - (held - 1) / (categories - 1));
    }
};

/// Do the actors agree, counted by how surprising their distance from the mean is?
///
/// Formula: 1 + sum P log2(1 - |x - mean| / length), P the share of each position that is held. Range
/// [0, 1], agreement: 0 where half stand at each end. Needs ordinal: on scales of steps of one length the
/// categories' numbers would give the same. None where nobody holds a position. O(positions).
/// Source: Tastle and Wierman (2007).
struct consensus {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "consensus",
        .form = measure_form::other,
        .formula = "1 + sum P log2(1 - |x - mean| / length)",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
        .source = "Tastle and Wierman 2007",
        .also_called = "Cns",
    };
    boost::optional<double> operator()(statistic const& s) const {
        auto const all = s.by_position();
        if (all.empty()) return boost::none;
        if (all.size() == 1) return 1.0;
        detail::deviations const d(all);
        // In units near 1: under -ffast-math reciprocals and sums in another order would leave the numbers otherwise.
        int const of_scale = detail::exponent_of(s.issue->length());
        auto const scaled = [&](double distance) { return std::ldexp(distance, -of_scale); };
        double const length = scaled(s.issue->length());
        double const unit = std::ldexp(length, of_scale - d.exponent());
        double sum = 1;
        for (std::size_t i = 0; i < all.size(); ++i) {
            double const from_mean = d.from_mean()[i], share_of_scale = (std::abs)(from_mean) / unit;
            // What is left of the scale is the rest on both sides: all that a light actor far from the mean leaves of
            // it would be 0.
            double const x = all[i].position, lower = s.issue->lower, upper = s.issue->upper;
            double const left = from_mean > 0 ? scaled(upper - x) + scaled(d.mean_from(lower))
                                              : scaled(x - lower) - scaled(d.mean_from(upper));
            sum += d.share(i) * (share_of_scale < 0.5 ? std::log1p(-share_of_scale) / std::numbers::ln2
                                                      : std::log2(left / length));
        }
        return sum;
    }
};

/// How far is the group from standing at one place, by cumulative shares?
///
/// Formula: 2 sum min(F, 1 - F) / (K - 1), F the share at or below each category but the last. Range
/// [0, 1], distance. Needs ordinal. It is 1 - concentration:1. None where nobody holds a position. O(K).
/// Source: Leik (1966).
struct leik {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "leik",
        .form = measure_form::other,
        .formula = "2 sum min(F, 1 - F) / (K - 1), F cumulative shares",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .source = "Leik 1966",
        .also_called = "ordinal dispersion D",
    };
    void require_scale(issue_column const& issue) const {
        detail::require_categories(issue, 2, "leik needs a scale of categories");
    }
    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        auto const shares = detail::cumulative_shares(s.by_category());
        double sum = 0;
        for (auto const& f : shares) sum += (std::min)(f.below, f.above);
        return 2 * sum / static_cast<double>(shares.size());
    }
};

/// How near is the group to standing at one place, by cumulative shares, with large deviations counting
/// for more by a degree that is chosen?
///
/// Formula: |F - 1/2|_m / |1/2|_m, the m-norm over cumulative shares F of each category but the last, m in
/// [1, 64] or infinity. Range [0, 1], agreement. Needs ordinal. m = 1 is 1 - leik, m = 2 blair_lacy. None
/// where nobody holds a position. O(K).
/// Source: Blair and Lacy (2000).
struct concentration {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "concentration",
        .form = measure_form::other,
        .argument = "m in [1, 64] or inf; 2",
        .formula = "|F - 1/2|_m / |1/2|_m, F cumulative shares",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
        .source = "Blair and Lacy 2000",
        .also_called = "",
    };
    static constexpr detail::parameter_range norms{"concentration", 1, 64};
    double m = 2;

    /// Throws error unless the text is `inf` or a number in [1, 64]; 2 where it is empty.
    static concentration parse(std::string_view text) {
        if (text == "inf") return {std::numeric_limits<double>::infinity()};
        return {norms.parse(text, 2)};
    }
    void require_scale(issue_column const& issue) const {
        if (!detail::is_infinite(m)) norms.require_value(m);
        detail::require_categories(issue, 2, "concentration needs a scale of categories");
    }
    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        auto const shares = detail::cumulative_shares(s.by_category());
        double sum = 0, greatest = 0;
        for (auto const& f : shares) {
            double const d = (std::abs)(f.below - f.above);
            sum += std::pow(d, m), greatest = (std::max)(greatest, d);
        }
        if (detail::is_infinite(m)) return greatest;
        return std::pow(sum / static_cast<double>(shares.size()), 1 / m);
    }
};

/// The same with squares.
///
/// Formula: sqrt(sum (F - 1/2)^2 4 / (K - 1)), F the share at or below each category but the last. Range
/// [0, 1], agreement. Needs ordinal. None where nobody holds a position. O(K).
/// Source: Blair and Lacy (2000), l.
struct blair_lacy {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "blair_lacy",
        .form = measure_form::other,
        .formula = "sqrt(sum (F - 1/2)^2 4 / (K - 1)), F cumulative shares",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
        .source = "Blair and Lacy 2000",
        .also_called = "l",
    };
    void require_scale(issue_column const& issue) const {
        detail::require_categories(issue, 2, "blair_lacy needs a scale of categories");
    }
    boost::optional<double> operator()(statistic const& s) const { return concentration{2}(s); }
};

/// How uncertain is on which side of each step of the scale an actor stands?
///
/// Formula: sum h(F) / (K - 1), h(F) = -F log2 F - (1 - F) log2(1 - F), F the share at or below each category
/// but the last. Range [0, 1], distance. Needs ordinal. None where nobody holds a position. O(K).
/// Source: Reardon (2009).
struct reardon {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "reardon",
        .form = measure_form::other,
        .formula = "sum h(F) / (K - 1), h(F) = -F log2 F - (1 - F) log2(1 - F)",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .source = "Reardon 2009",
        .also_called = "ordinal entropy",
    };
    void require_scale(issue_column const& issue) const {
        detail::require_categories(issue, 2, "reardon needs a scale of categories");
    }
    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        auto const shares = detail::cumulative_shares(s.by_category());
        double sum = 0;
        for (auto const& f : shares) sum += detail::surprise(f.below, f.above) + detail::surprise(f.above, f.below);
        return sum / static_cast<double>(shares.size());
    }
};

/// How much of the variation that the scale allows does the group show?
///
/// Formula: sum_{i<j} V_i V_j (j - i) / T, V the weights of the categories and T the greatest sum that their
/// total N allows: N^2 (K - 1) / 4, and (N^2 - 1)(K - 1) / 4 where all weights are whole numbers and N is
/// odd: counts whose halves cannot be equal. Range [0, 1], distance. Needs ordinal. None where nobody holds a
/// position, or N is a count of 1. O(kinds + K).
/// Source: Berry and Mielke (1992), IOV.
struct berry_mielke {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "berry_mielke",
        .form = measure_form::other,
        .formula = "sum_{i<j} V_i V_j (j - i) / T, T = (N^2 - [N odd]) (K - 1) / 4",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .undefined = "one actor of weight 1",
        .source = "Berry and Mielke 1992",
        .also_called = "IOV, index of ordinal variation",
    };
    void require_scale(issue_column const& issue) const {
        detail::require_categories(issue, 2, "berry_mielke needs a scale of categories");
    }
    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        auto const weights = s.by_category();
        bool const counts =
            std::all_of(s.kinds.begin(), s.kinds.end(), [](auto const& k) { return std::floor(k.weight) == k.weight; });
        double const n = detail::total(weights), odd = counts && std::fmod(n, 2) == 1 ? 1 : 0;
        double sum = 0;
        for (auto const& step : detail::sides_of_steps(weights)) sum += step.below * step.above;
        double const greatest = (n * n - odd) * (static_cast<double>(weights.size()) - 1) / 4;
        if (!(greatest > 0)) return boost::none;
        return sum / greatest;
    }
};

/// How much of the variation that the scale allows does the group show, on the scale of deviations?
///
/// Formula: 1 - sqrt(1 - IOV), IOV that of berry_mielke. Range [0, 1], distance. Needs ordinal. None as there.
/// O(K).
/// Source: Kvalseth (1995), COV.
struct kvalseth {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "kvalseth",
        .form = measure_form::other,
        .formula = "1 - sqrt(1 - berry_mielke)",
        .needs = level::ordinal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .undefined = "one actor of weight 1",
        .source = "Kvalseth 1995",
        .also_called = "COV, coefficient of ordinal variation",
    };
    void require_scale(issue_column const& issue) const {
        detail::require_categories(issue, 2, "kvalseth needs a scale of categories");
    }
    boost::optional<double> operator()(statistic const& s) const {
        auto const variation = berry_mielke{}(s);
        if (!variation) return boost::none;
        // 1 - sqrt(1 - v), of which nothing would be left where v is small.
        return *variation / (1 + std::sqrt((std::max)(0.0, 1 - *variation)));
    }
};

}  // namespace entente::group_measures
