// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>
#include <memory>

#include "entente/config.hpp"
#include "entente/dyadic/score_table.hpp"
#include "entente/error.hpp"
#include "entente/positions/issue_column.hpp"
#include "entente/positions/kernels/rounding.hpp"

namespace entente {

/// Weighted scores out of a table, and the most they could be. The table is a parameter: only statistics of one table may be added.
struct tabulated_scores {
    std::shared_ptr<score_table const> table{};
    std::size_t shared = 0;
    double weight = 0;  ///< sum w
    double mass = 0;    ///< sum w times what the score is a share of
    double score = 0;   ///< sum w times the score

    /// Precondition: there is a table. One of the positions may be `no_position`; throws error where the table does not rate silence.
    void add(double x, double y, double w, issue_column const& issue) {
        ENTENTE_ASSERT(table);
        ++shared;
        weight += w;
        if (std::isnan(x) || std::isnan(y)) {
            if (!table->rates_silence())
                throw error(errc::invalid_argument, "the table does not rate silence: missing positions need another policy",
                            {.issue = issue.name});
            mass += kernels::rounded(w * table->silence(table->answer_at(std::isnan(x) ? y : x, issue)));
            return;
        }
        auto const first = table->answer_at(x, issue);
        mass += kernels::rounded(w * table->maximum(first));
        score += kernels::rounded(w * table->score(first, table->answer_at(y, issue)));
    }
    tabulated_scores& operator+=(tabulated_scores const& o) {
        shared += o.shared, weight += o.weight, mass += o.mass, score += o.score;
        return *this;
    }
    tabulated_scores& operator-=(tabulated_scores const& o) {
        shared -= o.shared, weight -= o.weight, mass -= o.mass, score -= o.score;
        return *this;
    }
};

}  // namespace entente
