// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <span>

#include "entente/fold/traits.hpp"
#include "entente/measures/chance/valued_agreement.hpp"
#include "entente/measures/enclosure/from_moments.hpp"
#include "entente/measures/statistics/moments.hpp"

namespace entente::measures {

/// How much do two actors agree beyond chance on valued positions, when chance draws each from what that actor holds?
///
/// Formula: 1 - sum w (u - v)^2 / (sum w u^2 + sum w v^2 - 2 sum w u sum w v / sum w). Range [-1, 1], agreement,
/// symmetric. It is cohen_kappa:quadratic and lin_ccc, on continuous scales and on issues of different scales too. None
/// where both hold one position throughout; the agreement without correction, 1 - sum w (u - v)^2 / sum w, stands
/// beside it. O(1) beyond the fold.
/// Source: Häge (2011), chance-corrected agreement of valued ties; Cohen (1968).
struct kappa_va {
    using statistic = statistics::moments;
    static constexpr measure_description description{
        .name = "kappa_va",
        .form = measure_form::chance,
        .argument = "",
        .formula = "1 - sum w (u - v)^2 / (sum w u^2 + sum w v^2 - 2 sum w u sum w v / sum w)",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = "both hold one and the same position throughout",
        .source = "Häge 2011; Cohen 1968",
        .also_called = "cohen_kappa:quadratic, lin_ccc",
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
