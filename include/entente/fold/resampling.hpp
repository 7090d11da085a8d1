// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/resampling.hpp
/// Values with a unit left out, and with units drawn again: jackknife and bootstrap of whatever folds.

#include <boost/optional.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/base/deviations.hpp"
#include "entente/base/executor.hpp"
#include "entente/base/finite.hpp"
#include "entente/base/size_product.hpp"
#include "entente/error.hpp"
#include "entente/fold/evaluate.hpp"
#include "entente/fold/units.hpp"

namespace entente {

/// Which of n units each resample is made of: a row of n indices from 0 for each resample.
class index_matrix {
public:
    index_matrix() = default;
    /// Rows one after the other. Throws error(invalid_argument) when they are not full, or an index is not
    /// below `units`.
    index_matrix(std::size_t units, std::vector<std::uint32_t> indices) : units_(units), indices_(std::move(indices)) {
        if (units_ ? indices_.size() % units_ != 0 : !indices_.empty())
            throw error(fault_code::invalid_argument, "each resample draws as many units as there are",
                        {.value = std::to_string(indices_.size())});
        for (auto const i : indices_)
            if (i >= units_)
                throw error(fault_code::invalid_argument, "a resample draws a unit that is not there",
                            {.value = std::to_string(i)});
    }
    /// Draws resamples with replacement, one index after the other. The same generator gives the same rows on
    /// every platform. Throws error(too_large) when they cannot be numbered.
    template <class Generator>
        requires std::uniform_random_bit_generator<std::remove_reference_t<Generator>>
    static index_matrix draw(std::size_t units, std::size_t resamples, Generator&& generator) {
        index_matrix m;
        m.units_ = units;
        if (!units) return m;
        constexpr char const* too_many = "so many units drawn so often cannot be numbered";
        detail::size_product(units - 1, std::size_t{1} << (std::numeric_limits<std::size_t>::digits - 32), too_many);
        auto const draws = detail::size_product(units, resamples, too_many);
        detail::size_product(draws, 2 * sizeof(std::uint32_t), too_many);
        boost::random::uniform_int_distribution<std::uint32_t> index(0, static_cast<std::uint32_t>(units - 1));
        m.indices_.resize(draws);
        for (auto& i : m.indices_) i = index(generator);
        return m;
    }

    std::size_t units() const { return units_; }
    std::size_t resamples() const { return units_ ? indices_.size() / units_ : 0; }
    std::span<std::uint32_t const> operator[](std::size_t resample) const {
        return std::span(indices_).subspan(resample * units_, units_);
    }

private:
    std::size_t units_ = 0;
    std::vector<std::uint32_t> indices_;
};

/// The value without each unit, in their order; none where the measure is undefined without it. The same bits
/// with every executor. O(n^(3/2)) additions and n values.
template <fold_units Units, measure_like Measure, executor_like Executor>
std::vector<boost::optional<double>> values_without_each(Units const& units, Measure const& m,
                                                         Executor const& execute) {
    std::vector<boost::optional<double>> values(units.size());
    if (units.size() < 2) return values;
    detail::unit_blocks const blocks(units.size());
    execute(blocks.size(), [&](std::size_t b) {
        detail::leave_out_each(units, blocks, b,
                               [&](std::size_t i, auto const& rest) { values[i] = detail::value_of(m, rest); });
    });
    return values;
}

/// The value of each resample, none where the measure is undefined. Precondition: the matrix draws from as many
/// units as there are.
template <fold_units Units, measure_like Measure, executor_like Executor>
std::vector<boost::optional<double>> resampled_values(Units const& units, Measure const& m, index_matrix const& drawn,
                                                      Executor const& execute) {
    std::vector<boost::optional<double>> values(drawn.resamples());
    execute(drawn.resamples(), [&](std::size_t r) {
        typename Units::statistic s = units.empty();
        for (auto const unit : drawn[r]) units.add_to(s, unit);
        if (s.weight > 0) values[r] = detail::value_of(m, s);
    });
    return values;
}

/// What the values without one unit each say of the value of all.
struct jackknife_summary {
    std::size_t undefined = 0;  ///< how many have no value
    boost::optional<double> bias{}, standard_error{}, acceleration{};
};

namespace detail {

/// How far apart equal values of a measure may be by rounding. Where there is a greatest value, it is of the order of 1,
/// and what cancels to less leaves rounding of that order; what has none may be counted in any unit.
inline double rounding_of(double greatest, double value) {
    return 64 * std::numeric_limits<double>::epsilon() * (std::max)(is_finite(greatest) ? 1.0 : 0.0, (std::abs)(value));
}

}  // namespace detail

/// Formula, with v the value of all n units, v_i without unit i, v. their mean and L_i = (n - 1) (v. - v_i):
/// bias (n - 1) (v. - v), standard error sqrt(sum L_i^2 / (n (n - 1))), acceleration sum L_i^3 / (6 (sum
/// L_i^2)^(3/2)). All none unless all are defined and n > 1; without an acceleration, and with an error of 0, where they
/// differ by rounding only, of a measure whose greatest value is given.
inline jackknife_summary summarise_left_out(boost::optional<double> const& whole,
                                            std::span<boost::optional<double> const> without, double greatest) {
    jackknife_summary j;
    auto const n = static_cast<double>(without.size());
    for (auto const& v : without) j.undefined += !v;
    if (!whole || j.undefined || n < 2) return j;
    // From the value of all, in units of a power of two near the farthest, so that neither sums nor squares are too
    // great or too small.
    double farthest = 0;
    for (auto const& v : without) farthest = (std::max)(farthest, (std::abs)(*v - *whole));
    if (!detail::is_finite(farthest)) return j;
    int const exponent = detail::exponent_of(farthest);
    double const unit = std::ldexp(1, -exponent);
    double sum = 0;
    for (auto const& v : without) sum += (*v - *whole) * unit;
    double const mean = sum / n;
    double const rounding = detail::rounding_of(greatest, *whole + std::ldexp(mean, exponent)) * unit;
    double squares = 0, cubes = 0;
    bool differ = false;  // by more than rounding
    for (auto const& v : without) {
        double const below = mean - (*v - *whole) * unit, influence = (n - 1) * below;
        differ = differ || (std::abs)(below) > rounding;
        squares += influence * influence;
        cubes += influence * influence * influence;
    }
    if (!differ) squares = 0;
    // What overflows is none, and what is too small is no error of 0.
    if (double const b = std::ldexp((n - 1) * mean, exponent); detail::is_finite(b)) j.bias = b;
    if (auto const se = detail::scaled_back(std::sqrt(squares / (n * (n - 1))), exponent); se && detail::is_finite(*se))
        j.standard_error = se;
    if (double const a = cubes / (6 * std::pow(squares, 1.5)); squares > 0 && detail::is_finite(a)) j.acceleration = a;
    return j;
}

}  // namespace entente
