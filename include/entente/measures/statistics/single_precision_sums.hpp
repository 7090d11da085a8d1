// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

#include "entente/kernels/differences.hpp"
#include "entente/measures/statistics/absolute_differences.hpp"
#include "entente/measures/statistics/squared_differences.hpp"

namespace entente {

/// Sums of differences, of which there is a version in single precision.
template <class Statistic>
concept has_single_precision = std::is_same_v<Statistic, statistics::absolute_differences> ||
    std::is_same_v<Statistic, statistics::squared_differences>;

}  // namespace entente

namespace entente::statistics {

/// Sums of differences taken in single precision: every term and every sum is rounded to 24 bits. After n
/// issues a sum is within (n + 3) 2^-24 of the exact one, relatively.
template <class Statistic>
    requires has_single_precision<Statistic>
struct single_precision_sums : Statistic {
    void add(double x, double y, double w, issue_column const& issue) {
        auto const u = static_cast<float>(issue.exact_normalised(x)), v = static_cast<float>(issue.exact_normalised(y)),
                   f = static_cast<float>(w);
        float term;
        if constexpr (std::is_same_v<Statistic, absolute_differences>)
            term = kernels::absolute_term(f, u, v);
        else
            term = kernels::squared_term(f, u, v);
        ++this->count;
        this->weight = static_cast<float>(this->weight) + f;
        this->sum = static_cast<float>(this->sum) + term;
    }
    single_precision_sums& operator+=(single_precision_sums const& o) {
        static_cast<Statistic&>(*this) += o;
        return *this;
    }
    single_precision_sums& operator-=(single_precision_sums const& o) {
        static_cast<Statistic&>(*this) -= o;
        return *this;
    }
};

}  // namespace entente::statistics
