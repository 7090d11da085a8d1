// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/fold/statistic.hpp"
#include "entente/kernels/rounding.hpp"
#include "entente/measures/score_table.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// Weighted scores out of tables, and the most they could be. The tables are a parameter: only statistics of the same
/// may be added.
struct tabulated_scores : summed<tabulated_scores> {
    std::shared_ptr<std::vector<score_table> const> tables{};
    std::size_t count = 0;
    double weight = 0;       ///< sum w
    double denominator = 0;  ///< sum w times what the score is a share of
    double score = 0;        ///< sum w times the score

    static constexpr bool rates_silence = true;  // where the table does

    /// Scores an issue by the first table that fits it; scale_error where none does. One of the positions may be
    /// `no_position`; throws error where the table does not rate silence. Precondition: there are tables.
    void add(double x, double y, double w, issue_column const& issue) {
        auto const& table = table_for(issue);
        ++count;
        weight += w;
        if (detail::is_nan(x) || detail::is_nan(y)) {
            if (!table.rates_silence())
                throw error(fault_code::invalid_argument,
                            "the table does not rate silence: missing positions need another policy",
                            {.issue = issue.name});
            denominator += kernels::rounded(w * table.silence(table.answer_at(detail::is_nan(x) ? y : x, issue)));
            return;
        }
        auto const first = table.answer_at(x, issue);
        denominator += kernels::rounded(w * table.maximum(first));
        score += kernels::rounded(w * table.score(first, table.answer_at(y, issue)));
    }
    /// The first table that fits an issue. Throws scale_error where none does.
    score_table const& table_for(issue_column const& issue) const {
        ENTENTE_ASSERT(tables);
        auto const fitting =
            std::find_if(tables->begin(), tables->end(), [&](score_table const& t) { return t.fits(issue); });
        if (fitting == tables->end())
            throw scale_error(fault_code::incompatible_scales, "no table has answers for all categories of the scale",
                              {.issue = issue.name});
        return *fitting;
    }

    static constexpr auto members = summed_members<&tabulated_scores::count, &tabulated_scores::weight,
                                                   &tabulated_scores::denominator, &tabulated_scores::score>{};
};

}  // namespace entente::statistics
