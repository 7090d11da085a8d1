// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>

#include "entente/kernels/differences.hpp"
#include "entente/measures/statistics/absolute_differences.hpp"
#include "entente/measures/statistics/squared_differences.hpp"

namespace entente::statistics {

/// Sums of differences taken in single precision: every term and every sum is rounded to 24 bits. After n issues a sum is within
/// (n + 3) 2^-24 of the exact one, relatively.
template <class Statistic>
    requires(std::is_same_v<Statistic, absolute_differences> || std::is_same_v<Statistic, squared_differences>)
struct single_precision_sums : Statistic {
    void add(double x, double y, double w, issue_column const& issue) {
        auto const u = static_cast<float>(issue.exact_normalised(x)), v = static_cast<float>(issue.exact_normalised(y)),
                   f = static_cast<float>(w);
        float term;
        if constexpr (std::is_same_v<Statistic, absolute_differences>)
            term = kernels::absolute_term(f, u, v);
        else
            term = kernels::squared_term(f, u, v);
        ++this->shared;
        this->weight = static_cast<float>(this->weight) + f;
        this->sum = static_cast<float>(this->sum) + term;
    }
    single_precision_sums& operator+=(single_precision_sums const& o) {
        Statistic::operator+=(o);
        return *this;
    }
    single_precision_sums& operator-=(single_precision_sums const& o) {
        Statistic::operator-=(o);
        return *this;
    }
};

}  // namespace entente::statistics
