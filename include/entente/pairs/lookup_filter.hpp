// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/lookup_filter.hpp
/// Who can be among the nearest? Found by table look-ups, so that only a few have to be compared in full.

#include <boost/optional.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <vector>

#include "entente/dyadic/options.hpp"
#include "entente/dyadic/pair_fold.hpp"
#include "entente/fold/traits.hpp"
#include "entente/kernels/lookup.hpp"
#include "entente/kernels/smallest.hpp"
#include "entente/pairs/kernel_layouts.hpp"

namespace entente::detail {

/// One actor against many on scales of few categories, under a measure that is a power mean over issues: v^p =
/// sum m v_i^p / sum m.
///
/// What an issue adds to both sums depends on the other's category alone, or on its silence, whatever the
/// measure, the weights and the policy for missing positions: a table for each issue, made by the measure's own
/// fold. A candidate's key is how far v^p is from the best there can be; keys are right up to rounding, and
/// whoever's key is within `slack` of the k-th has to be compared in full.
template <mean_measure Measure>
class lookup_filter {
    using traits = measure_traits<Measure>;
    using of_statistic = statistic_traits<typename Measure::statistic>;

public:
    /// Whether candidates can be looked up: few categories, and weights that do not depend on the candidate.
    static bool serves(position_matrix const& candidates, Measure const& m, compare_options const& options) {
        if (traits::form(m) != measure_form::mean || traits::differs_by_pair(m)) return false;
        auto const most = greatest_category_count(candidates);
        return !depends_on_second(options.weights) && !options.weigh_confidence && most > 0 &&
               most <= kernels::code_panels::most_categories;
    }

    /// Precondition: serves(candidates, m, options). O(issues * categories), and once for each matrix
    /// O(candidates * issues).
    lookup_filter(std::span<cell const> query, position_matrix const& candidates, Measure const& m,
                  compare_options const& options)
        : codes_(codes_of(candidates))
        , min_overlap_(options.min_overlap)
        , sums_(options.min_overlap > 1 ? 3 : 2) {
        fill(query, candidates, m, options);
        if (!usable_) return;
        auto const far_unit = unit_of(far_), weight_unit = unit_of(weights_);
        if (far_unit && weight_unit) {
            scale_ = *weight_unit / *far_unit;
            counts_.emplace(tables<std::uint8_t>(*far_unit, *weight_unit));
        } else {
            numbers_.emplace(tables<double>(1, 1));
        }
    }

    /// Whether the measure has a value on every issue that weighs something; else nobody can be left out.
    bool usable() const { return usable_; }
    std::size_t panels() const { return (codes_.actors + lanes - 1) / lanes; }

    /// Calls `take(candidate)`, by id, for those of a range of panels who can be among the k nearest of that range.
    template <class Take>
    void nearest(std::size_t k, std::size_t panel_begin, std::size_t panel_end, Take&& take) const {
        auto const keys = std::make_unique_for_overwrite<double[]>((panel_end - panel_begin) * (lanes + 1));
        double* const least = keys.get() + (panel_end - panel_begin) * lanes;
        kernels::smallest best(k);
        for (auto p = panel_begin; p < panel_end; ++p) {
            double* const to = keys.get() + (p - panel_begin) * lanes;
            compute(p, to, least[p - panel_begin]);
            best.show(to, in_panel(p), static_cast<std::uint32_t>(p * lanes), &least[p - panel_begin]);
        }
        auto const found = best.sorted();
        double const limit =
            found.size() < k ? (std::numeric_limits<double>::max)() : found.back().value + slack_ * scale_;
        for (auto p = panel_begin; p < panel_end; ++p) {
            if (!(least[p - panel_begin] <= limit)) continue;
            double const* const key = keys.get() + (p - panel_begin) * lanes;
            for (std::size_t l = 0; l < in_panel(p); ++l)
                if (key[l] <= limit) take(p * lanes + l);
        }
    }

private:
    static constexpr std::size_t lanes = kernels::code_panels::lanes, entries = 16;

    /// For each issue and code: how far it is from the best, times its weight in the mean; that weight; and
    /// whether both hold a position.
    void fill(std::span<cell const> query, position_matrix const& candidates, Measure const& m,
              compare_options const& options) {
        auto const columns = candidates.columns();
        far_.assign(columns.size() * entries, 0), weights_ = far_, shared_ = far_;
        auto const empty = traits::empty(m, columns);
        bool const distance = traits::describe(m).direction == orientation::distance;
        double const exponent = traits::exponent(m);
        auto asked = query.begin();
        double nearest = distance ? 0 : std::numeric_limits<double>::lowest(), farthest = 0;
        for (std::uint32_t i = 0; i < columns.size(); ++i) {
            bool const held = asked != query.end() && asked->issue == i;
            std::span<cell const> const a = held ? std::span(&*asked, 1) : std::span<cell const>();
            if (held) ++asked;
            auto const enter = [&](std::size_t code, std::span<cell const> b) {
                auto const f = fold(a, b, columns, options, empty);
                double const weight = of_statistic::denominator(f.statistic);
                auto const at = i * entries + code;
                shared_[at] = static_cast<double>(f.shared);
                if (!(weight > 0)) return;
                auto const v = m(f.statistic);
                if (!v || !(weight <= most_weight)) {
                    usable_ = false;
                    return;
                }
                double const power = exponent == 1 ? *v : exponent == 2 ? *v * *v : std::pow(*v, exponent);
                nearest = distance ? (std::min)(nearest, power) : (std::max)(nearest, power);
                farthest = (std::max)(farthest, (std::abs)(power));
                weights_[at] = weight;
                far_[at] = power;
            };
            auto const& categories = columns[i].categories;
            for (std::size_t k = 0; k < categories.size(); ++k) {
                cell const b{i, true, categories[k], 1, 1};
                enter(k, std::span(&b, 1));
            }
            enter(kernels::code_panels::unknown, {});
        }
        for (std::size_t e = 0; e < far_.size(); ++e)
            far_[e] = weights_[e] * (distance ? far_[e] - nearest : nearest - far_[e]);
        // Keys are sums of as many roundings as there are issues.
        slack_ = (1e-12 + static_cast<double>(columns.size()) * 1e-14) * ((std::abs)(nearest) + farthest);
    }

    /// The number of which all terms are whole multiples up to 255, to one part in 10^12; none where there is
    /// no such number.
    static boost::optional<double> unit_of(std::vector<double> const& terms) {
        double least = (std::numeric_limits<double>::max)(), most = 0;
        for (double const t : terms)
            if (t > 0) least = (std::min)(least, t), most = (std::max)(most, t);
        if (most == 0) return 1.0;
        for (int parts = 1; parts <= 16; ++parts) {
            double const a_unit = parts / least;
            bool const whole =
                most * a_unit < 255.5 && std::all_of(terms.begin(), terms.end(), [&](double t) {
                    double const units = t * a_unit;
                    return (std::abs)(units - static_cast<double>(static_cast<int>(units + 0.5))) <= 1e-12 * units;
                });
            if (whole) return least / parts;
        }
        return boost::none;
    }

    template <class T>
    kernels::lookup_tables<T> tables(double far_unit, double weight_unit) const {
        kernels::lookup_tables<T> t(codes_.issues, sums_);
        double const per_far = 1 / far_unit, per_weight = 1 / weight_unit;
        auto const number = [](double x) {
            if constexpr (std::integral<T>)
                return static_cast<T>(x + 0.5);
            else
                return x;
        };
        for (std::uint32_t i = 0; i < codes_.issues; ++i)
            for (std::uint32_t e = 0; e < entries; ++e) {
                auto const at = i * entries + e;
                t.set(i, 0, e, number(far_[at] * per_far));
                t.set(i, 1, e, number(weights_[at] * per_weight));
                if (sums_ == 3) t.set(i, 2, e, number(shared_[at]));
            }
        return t;
    }

    std::size_t in_panel(std::size_t p) const { return (std::min)(lanes, codes_.actors - p * lanes); }

    /// The keys of a panel, NaN where there is no value; and the least of them, or less.
    void compute(std::size_t p, double* keys, double& least) const {
        if (counts_) {
            std::uint32_t n[3][lanes];
            (*counts_)(codes_, p, p + 1, {n[0], n[1], n[2]});
            // Sums of bytes are far from the sign.
            kernels::quotients(reinterpret_cast<std::int32_t const*>(n[0]), reinterpret_cast<std::int32_t const*>(n[1]),
                               in_panel(p), keys, &least);
            leave_out(n[2], p, keys);
        } else {
            double n[3][lanes];
            kernels::lookup_sums(codes_, *numbers_, p, p + 1, {n[0], n[1], n[2]});
            kernels::quotients(n[0], n[1], in_panel(p), keys, &least);
            leave_out(n[2], p, keys);
        }
    }
    /// Those who share too little.
    template <class Number>
    void leave_out(Number const* shared, std::size_t p, double* keys) const {
        if (sums_ < 3) return;
        for (std::size_t l = 0; l < in_panel(p); ++l)
            if (shared[l] < static_cast<Number>(min_overlap_)) keys[l] = std::numeric_limits<double>::quiet_NaN();
    }

    static constexpr double most_weight = 1e100;  // beyond it sums may overflow

    kernels::code_panels const& codes_;
    std::size_t min_overlap_;
    std::uint32_t sums_;
    bool usable_ = true;
    double slack_ = 0, scale_ = 1;
    std::vector<double> far_, weights_, shared_;  // by issue and code
    boost::optional<kernels::count_query> counts_;
    boost::optional<kernels::lookup_tables<double>> numbers_;
};

}  // namespace entente::detail
