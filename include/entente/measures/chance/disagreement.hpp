// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/chance/disagreement.hpp
/// How far apart are two categories of one scale? The weighting of disagreements in chance-corrected agreement.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <memory>
#include <numbers>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/model/level.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente {

/// The named weightings. With categories of values x_1 < ... < x_q, m = x_1, M = x_q, and a, b two of the values:
///
/// | name      | d(a, b), before division by its greatest value on the scale        | needs   | source               |
/// |-----------|--------------------------------------------------------------------|---------|----------------------|
/// | identity  | 1 where a and b differ                                             | nominal | Cohen 1960           |
/// | linear    | abs(a - b)                                                         | ordinal | Cicchetti 1971       |
/// | quadratic | (a - b)^2                                                          | ordinal | Fleiss, Cohen 1973   |
/// | radical   | sqrt(abs(a - b))                                                   | ordinal | Gwet 2014            |
/// | ordinal   | r (r + 1) / 2, with r the number of steps from a to b              | ordinal | Gwet 2014            |
/// | ratio     | ((a - b) / (a + b))^2                                              | ratio   | Krippendorff 2004    |
/// | circular  | sin^2(pi (a - b) / U), with U = M - m + the least step             | ordinal | Krippendorff 2004    |
/// | bipolar   | (a - b)^2 / ((a + b - 2 m) (2 M - a - b))                          | ordinal | Krippendorff 2004    |
/// | midrank   | (rank of a - rank of b)^2, mid-ranks among all positions compared  | ordinal | Krippendorff 2004    |
///
/// All but ordinal and midrank go by the values of the categories and not by their ranks. Only midrank, Krippendorff's
/// own metric for ordinal scales, depends on the data; it is for krippendorff_alpha only, and not divided.
enum class disagreement { identity, linear, quadratic, radical, ordinal, ratio, circular, bipolar, midrank, custom };

constexpr std::string_view to_string(disagreement d) {
    constexpr std::string_view names[] = {"identity", "linear",   "quadratic", "radical", "ordinal",
                                          "ratio",    "circular", "bipolar",   "midrank", "custom"};
    return names[static_cast<int>(d)];
}

/// A weighting of disagreements: a named one, or one's own.
///
/// d(k, l) lies in [0, 1], is 0 for equal categories and the same both ways. Cheap to copy.
class disagreement_weighting {
public:
    /// A named weighting. Precondition: not `custom`.
    disagreement_weighting(disagreement kind = disagreement::identity) : kind_(kind) {
        ENTENTE_ASSERT(kind != disagreement::custom);
    }
    /// One's own, from the values of two categories.
    static disagreement_weighting custom(std::function<double(double, double)> d) {
        disagreement_weighting w;
        w.kind_ = disagreement::custom;
        w.function_ = std::make_shared<std::function<double(double, double)> const>(std::move(d));
        return w;
    }
    /// One's own, row by row, for scales of as many categories as there are rows.
    static disagreement_weighting custom(std::vector<double> table) {
        disagreement_weighting w;
        w.kind_ = disagreement::custom;
        w.table_ = std::make_shared<std::vector<double> const>(std::move(table));
        return w;
    }
    /// The weighting of a name; of an empty one, identity. Throws error(invalid_argument) on any other text.
    static disagreement_weighting parse(std::string_view name) {
        using enum disagreement;
        if (name.empty()) return identity;
        std::string all;
        for (auto const d : {identity, linear, quadratic, radical, ordinal, ratio, circular, bipolar, midrank}) {
            if (to_string(d) == name) return d;
            all += all.empty() ? "" : ", ";
            all += to_string(d);
        }
        throw error(fault_code::invalid_argument, "a weighting of disagreements is one of " + all,
                    {.value = std::string(name)});
    }

    disagreement kind() const { return kind_; }
    /// The lowest level of measurement that the weighting makes sense on.
    level needs() const {
        switch (kind_) {
        case disagreement::identity:
        case disagreement::custom:
            return level::nominal;
        case disagreement::ratio:
            return level::ratio;
        default:
            return level::ordinal;
        }
    }

    /// Refuses a scale that the weighting has no meaning on: a level too low, or for one's own weightings another
    /// number of categories, a number outside of [0, 1], unequal categories without any disagreement, or d(k, l) other
    /// than d(l, k).
    void require_scale(std::string_view measure, issue_column const& issue) const {
        auto const name = std::string(measure) + ":" + std::string(to_string(kind_));
        if (issue.measurement < needs())
            throw scale_error(fault_code::level_too_low,
                              name + " needs scales that are at least " + std::string(to_string(needs())) +
                                  ", this one is " + std::string(to_string(issue.measurement)),
                              {.issue = issue.name});
        if (kind_ != disagreement::custom) return;
        auto const q = issue.categories.size();
        if (table_ && table_->size() != q * q)
            throw scale_error(fault_code::incompatible_scales,
                              name + " needs a table with a row and a column for each category",
                              {.issue = issue.name, .value = std::to_string(table_->size())});
        auto const d = operator()(issue.categories, {});
        bool some = false;
        for (std::size_t k = 0; k < q; ++k)
            for (std::size_t l = 0; l < q; ++l) {
                double const one = d[k * q + l];
                some = some || one > 0;
                if (!detail::is_finite(one) || !(one >= 0 && one <= 1) || one != d[l * q + k] || (k == l && one != 0))
                    throw error(fault_code::invalid_argument,
                                name + " needs disagreements in [0, 1], the same both ways, and 0 for equal categories",
                                {.issue = issue.name, .value = std::to_string(one)});
            }
        if (!some) throw error(fault_code::invalid_argument, name + " knows no disagreement at all", {.issue = issue.name});
    }

    /// The disagreements d(k, l), at k * q + l, of the categories of a scale. `held` is the share of all positions
    /// compared that each category has; only midrank reads it. O(q^2).
    std::vector<double> operator()(std::span<double const> values, std::span<double const> held) const {
        std::vector<double> d(table_ ? table_->size() : values.size() * values.size());
        write(values, held, d);
        return d;
    }
    /// The same, into q * q numbers of the caller.
    void write(std::span<double const> values, std::span<double const> held, std::span<double> d) const {
        if (table_) {
            ENTENTE_ASSERT(d.size() == table_->size());
            std::copy(table_->begin(), table_->end(), d.begin());
            return;
        }
        auto const q = values.size();
        ENTENTE_ASSERT(d.size() == q * q);
        std::fill(d.begin(), d.end(), 0.0);
        if (q < 2) return;
        auto const fill = [&](auto&& of) {
            double greatest = 0;
            for (std::size_t k = 0; k < q; ++k)
                for (std::size_t l = k + 1; l < q; ++l) {
                    d[k * q + l] = d[l * q + k] = of(k, l);
                    greatest = (std::max)(greatest, d[k * q + l]);
                }
            return greatest;
        };
        auto const fill_to_one = [&](auto&& of) {
            double const greatest = fill(of);
            if (greatest > 0)
                for (double& x : d) x /= greatest;
        };
        double const m = values.front(), M = values.back();
        switch (kind_) {
        case disagreement::identity:
            fill([](auto, auto) { return 1.0; });
            break;
        case disagreement::linear:
            fill([&](auto k, auto l) { return (values[l] - values[k]) / (M - m); });
            break;
        case disagreement::quadratic:
            fill([&](auto k, auto l) {
                double const u = (values[l] - values[k]) / (M - m);
                return u * u;
            });
            break;
        case disagreement::radical:
            fill([&](auto k, auto l) { return std::sqrt((values[l] - values[k]) / (M - m)); });
            break;
        case disagreement::ordinal:
            fill_to_one([](auto k, auto l) {
                auto const r = static_cast<double>(l - k);
                return r * (r + 1) / 2;
            });
            break;
        case disagreement::ratio:
            fill_to_one([&](auto k, auto l) {
                // Halves: the sum of two values may be beyond the greatest number.
                double const u = (values[l] / 2 - values[k] / 2) / (values[l] / 2 + values[k] / 2);
                return u * u;
            });
            break;
        case disagreement::circular: {
            double step = M - m;
            for (std::size_t k = 1; k < q; ++k) step = (std::min)(step, values[k] - values[k - 1]);
            double const half_turn = (M - m) / 2 + step / 2;
            fill_to_one([&](auto k, auto l) {
                double const s = std::sin(std::numbers::pi * ((values[l] - values[k]) / 2 / half_turn));
                return s * s;
            });
            break;
        }
        case disagreement::bipolar:
            fill_to_one([&](auto k, auto l) {
                // From the ends, in halves, each factor a share: no value is too great or too small, nothing cancels.
                double const a = values[k], b = values[l], apart = b / 2 - a / 2;
                double const above = (a / 2 - m / 2) + (b / 2 - m / 2), below = (M / 2 - a / 2) + (M / 2 - b / 2);
                return apart / above * (apart / below);
            });
            break;
        case disagreement::midrank: {
            ENTENTE_ASSERT(held.size() == q);
            double below = 0;
            for (std::size_t k = 0; k < q; ++k)
                d[k * q + k] = below + held[k] / 2, below += held[k];  // the ranks, for now
            fill([&](auto k, auto l) {
                double const u = d[l * q + l] - d[k * q + k];
                return u * u;
            });
            for (std::size_t k = 0; k < q; ++k) d[k * q + k] = 0;
            break;
        }
        case disagreement::custom:
            for (std::size_t k = 0; k < q; ++k)
                for (std::size_t l = 0; l < q; ++l) d[k * q + l] = (*function_)(values[k], values[l]);
            break;
        }
    }

private:
    disagreement kind_;
    std::shared_ptr<std::function<double(double, double)> const> function_{};
    std::shared_ptr<std::vector<double> const> table_{};
};

}  // namespace entente
