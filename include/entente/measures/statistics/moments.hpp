// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Weighted sums, squares and products of positions, in 720720ths of the scale, which keeps them exact on scales of few
/// categories: a variation of zero is then zero, and not a rounding error.
///
/// Where positions lie in a narrow band far from the lower end, squares of sums cancel. `cancelled` tells when a variation
/// has lost more than 12 of 53 binary digits; the pair is then folded again with each side measured from its first
/// position (`measured_from`), in coordinates of twice the precision, so that nothing is left to cancel. A variation has
/// therefore a relative error of at most (count + 2) 2^-40, as long as positions differ by more than 1e-15 of the scale;
/// what differs by less is rounding of the positions themselves and no variation.
struct moments : summed<moments> {
    std::size_t count = 0;
    double weight = 0;  ///< sum w
    double x = 0, y = 0;
    double xx = 0, yy = 0, xy = 0;
    precise_coordinate from_x{}, from_y{};  ///< what the coordinates are measured from
    bool from_own = false;                  ///< whether these are the sides' own

    void add(double px, double py, double w, issue_column const& issue) {
        double const u = from_own ? issue.exact_from(from_x, px) : issue.exact_normalised(px);
        double const v = from_own ? issue.exact_from(from_y, py) : issue.exact_normalised(py);
        ++count;
        weight += w;
        x += kernels::rounded(w * u), y += kernels::rounded(w * v);
        xx += kernels::rounded(w * (u * u)), yy += kernels::rounded(w * (v * v)), xy += kernels::rounded(w * (u * v));
    }

    static constexpr auto members = summed_members<&moments::count, &moments::weight, &moments::x, &moments::y,
                                                   &moments::xx, &moments::yy, &moments::xy>{};

    /// Whether too little is left of a variation. What is measured from its own first position has cancelled all it can.
    bool cancelled() const {
        if (from_own) return false;
        constexpr double kept = 0x1p-12;
        return weight * xx - x * x < kept * (weight * xx) || weight * yy - y * y < kept * (weight * yy);
    }
    /// From now on coordinates are measured from these positions. Precondition: nothing has been added.
    void measured_from(double px, double py, issue_column const& issue) {
        from_x = issue.precisely(px), from_y = issue.precisely(py);
        from_own = true;
    }

    /// weight^2 times the variances and the covariance; 0 where it is below what rounding can tell.
    double variation_x() const { return beyond_rounding(weight * xx - x * x, weight * xx); }
    double variation_y() const { return beyond_rounding(weight * yy - y * y, weight * yy); }
    double covariation() const { return weight * xy - x * y; }
    /// weight times the mean of the first less that of the second; 0 where it is below what rounding can tell.
    double means_apart() const {
        double const between = weight * origins_apart(), apart = x - y + between;
        double const rounding = static_cast<double>(count + 2) * std::numeric_limits<double>::epsilon() *
                                ((std::abs)(x) + (std::abs)(y) + (std::abs)(between));
        return (std::abs)(apart) > rounding ? apart : 0.0;
    }
    /// sum w (u - v)^2.
    double squared_differences() const {
        double const d = origins_apart();
        return (std::max)(0.0, xx + yy - 2 * xy + 2 * d * (x - y) + d * d * weight);
    }
    /// The same sums, measured from the lower end of the scale again. They may cancel as they did.
    moments from_lower_end() const {
        if (!from_own) return *this;
        double const a = issue_column::exact_units * (from_x.high + from_x.low),
                     b = issue_column::exact_units * (from_y.high + from_y.low);
        moments m = *this;
        m.from_own = false;
        m.from_x = m.from_y = {};
        m.x = x + a * weight, m.y = y + b * weight;
        m.xx = xx + 2 * a * x + a * a * weight;
        m.yy = yy + 2 * b * y + b * b * weight;
        m.xy = xy + a * y + b * x + a * b * weight;
        return m;
    }

private:
    double origins_apart() const {
        return issue_column::exact_units * ((from_x.high - from_y.high) + (from_x.low - from_y.low));
    }
    double beyond_rounding(double difference, double scale) const {
        double bound = static_cast<double>(count + 2) * std::numeric_limits<double>::epsilon() * scale;
        if (from_own) {  // positions are rounded themselves
            double const hair = 4 * std::numeric_limits<double>::epsilon() * issue_column::exact_units * weight;
            bound = (std::max)(bound, hair * hair);
        }
        return difference > bound ? difference : 0.0;
    }
};

}  // namespace entente::statistics
