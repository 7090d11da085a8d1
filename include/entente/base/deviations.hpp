// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/deviations.hpp
/// How far weighed points lie from their mean, wherever they are and whatever they weigh.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace entente::detail {

/// A position, and what weighs there.
struct weighed_point {
    double position = 0, weight = 0;
};

/// The binary exponent of a number above 0, within what can be multiplied by in one step: powers of four of what is
/// brought near 1 by it fit, and products of them with weights brought near 1.
inline int exponent_of(double x) {
    return x > 0 ? std::clamp(std::ilogb(x), -1000, 1000) : 0;
}
/// x times a power of two, x >= 0: infinite beyond the greatest number; none where x is not 0 and the product is below
/// the least number of all its digits, so that nothing small passes for nothing.
inline boost::optional<double> scaled_back(double x, int exponent) {
    double const y = std::ldexp(x, exponent);
    if (x > 0 && y < (std::numeric_limits<double>::min)()) return boost::none;
    return y;
}

/// Points as distances from their mean.
///
/// Measured from the median point, from which the mean is no further than the standard deviation, and in units of a
/// power of two near the distance of the outermost points; weights likewise. So sums cancel no more than their result,
/// neither overflow nor vanish, and a distance is off by n 2^-52 of itself and of the standard deviation. Sums are in
/// ascending order of positions.
class deviations {
public:
    /// Precondition: one point at least, ascending, the outermost a finite distance apart, weights above 0. O(points).
    explicit deviations(std::vector<weighed_point> const& points)
        : exponent_(exponent_of(points.back().position - points.front().position))
        , least_(points.front().position)
        , greatest_(points.back().position)
        , weights_(points.size())
        , from_mean_(points.size()) {
        double most = 0;
        for (auto const& p : points) most = (std::max)(most, p.weight);
        double const unit = std::ldexp(1, -exponent_), weight_unit = std::ldexp(1, -exponent_of(most));
        for (std::size_t i = 0; i < points.size(); ++i) all_ += weights_[i] = points[i].weight * weight_unit;
        std::size_t middle = 0;
        for (double below = weights_[0]; below < all_ / 2 && middle + 1 < points.size();) below += weights_[++middle];
        median_ = points[middle].position;
        double sum = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            from_mean_[i] = (points[i].position - median_) * unit;
            sum += weights_[i] * from_mean_[i];
        }
        mean_from_median_ = sum / all_;
        for (double& d : from_mean_) d -= mean_from_median_;
    }

    /// sum w x / sum w, in the units of the positions.
    double mean() const { return std::clamp(from_median(median_), least_, greatest_); }
    /// The point at which half of the weight is reached.
    double median() const { return median_; }
    /// The mean less a position, in their units: with its digits however near that is to the median.
    double mean_from(double position) const { return from_median(median_ - position); }

    /// x - mean of each point, in units of 2^exponent().
    std::vector<double> const& from_mean() const { return from_mean_; }
    int exponent() const { return exponent_; }
    /// sum w (x - mean)^p / sum w, in units of 2^(p exponent()).
    double moment(int p) const {
        double sum = 0;
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            double power = weights_[i];
            for (int k = 0; k < p; ++k) power *= from_mean_[i];
            sum += power;
        }
        return sum / all_;
    }
    /// What a point weighs of all.
    double share(std::size_t i) const { return weights_[i] / all_; }

private:
    double from_median(double at) const { return at + std::ldexp(mean_from_median_, exponent_); }

    int exponent_;
    double least_, greatest_;
    double median_ = 0, mean_from_median_ = 0, all_ = 0;
    std::vector<double> weights_, from_mean_;
};

}  // namespace entente::detail
