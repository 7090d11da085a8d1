// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// What draws one actor to another, and what repels it. The weight of an issue says how much more the first actor minds
/// to disagree on it than it likes to agree; the issue's own weight, as a share of `unit`, how relevant it is.
struct affinities : summed<affinities> {
    double unit = 1;       ///< parameter: the weight of a fully relevant issue
    double relevance = 0;  ///< parameter: the relevance of all issues together, shared or not
    std::size_t count = 0;
    double weight = 0;          ///< sum of the relevance of what is shared
    double decisive = 0;        ///< sum |a| G over decisive issues, with G the common strength of a and b
    double strength = 0;        ///< sum M over all others, with M the greater of |a| and D
    double attraction = 0;      ///< sum M G over all others
    double repulsion = 0;       ///< sum w M D over all others, with D = |a - b| / 2
    std::size_t conflicts = 0;  ///< decisive issues on which both differ

    static constexpr bool own_weights = true;
    static constexpr bool proportional = false;
    /// From this weight on an issue is decisive.
    static constexpr double decisive_weight = 999;

    void add(double x, double y, double w, issue_column const& issue) {
        double const rho = issue.weight / unit;
        double const a = rho * issue.centred(x), b = rho * issue.centred(y);
        double const common = a * b > 0 ? std::sqrt(a * b) : 0.0;
        double const apart = (std::abs)(a - b) / 2;
        ++count;
        weight += rho;
        if (w > decisive_weight) {
            decisive += kernels::rounded((std::abs)(a) * common);
            if (apart > 0) ++conflicts;
            return;
        }
        double const most = (std::max)((std::abs)(a), apart);
        strength += most;
        attraction += kernels::rounded(most * common);
        repulsion += kernels::rounded(w * most * apart);
    }

    static constexpr auto members =
        summed_members<&affinities::count, &affinities::weight, &affinities::decisive, &affinities::strength,
                       &affinities::attraction, &affinities::repulsion, &affinities::conflicts>{};
};

}  // namespace entente::statistics
