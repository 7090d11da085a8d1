// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <span>

#include "entente/fold/traits.hpp"
#include "entente/measures/chance/valued_agreement.hpp"
#include "entente/measures/enclosure/from_moments.hpp"
#include "entente/measures/statistics/moments.hpp"

namespace entente::measures {

/// How close do two actors' positions lie to the line of perfect agreement?
///
/// Formula: 2 cov(u, v) / (var(u) + var(v) + (mean(u) - mean(v))^2), variances and covariance weighted and divided by
/// sum w. Range [-1, 1], agreement, symmetric. Pearson's correlation, lowered by every difference in location and
/// spread. It is kappa_va under the name by which laboratory science knows it. None where both hold one position
/// throughout. O(1) beyond the fold.
/// Source: Lin (1989).
struct lin_ccc {
    using statistic = statistics::moments;
    static constexpr measure_description description{
        .name = "lin_ccc",
        .form = measure_form::chance,
        .argument = "",
        .formula = "2 cov(u, v) / (var u + var v + (mean u - mean v)^2)",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = "both hold one and the same position throughout",
        .source = "Lin 1989",
        .also_called = "concordance correlation coefficient, kappa_va",
    };

    boost::optional<double> operator()(statistic const& s) const { return detail::valued_kappa(s); }
    boost::optional<double> uncorrected(statistic const& s) const { return detail::valued_raw_agreement(s); }

    /// Bounds where positions are open: an interval for the differences observed over one for those by chance.
    boost::optional<enclosed_value> enclose(statistic const& known, std::span<open_issue const> open,
                                            std::span<issue_column const> columns) const {
        return detail::enclose_valued_agreement(known, open, columns, false);
    }
};

}  // namespace entente::measures
