// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/enclosure/from_table.hpp
/// The enclosure of agreement beyond chance, from a table of categories.

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "entente/config.hpp"
#include "entente/measures/chance/chance_model.hpp"
#include "entente/measures/chance/disagreement.hpp"
#include "entente/measures/enclosure/expected_disagreement.hpp"
#include "entente/measures/statistics/contingency.hpp"

namespace entente::detail {

/// Agreement beyond chance from a table: an interval for D_o over one for D_e. Exact where D_e does not depend
/// on positions. None with midrank, whose differences depend on what is held. O(open * categories^2 + open^2).
maybe_enclosed enclose_table(statistics::contingency const& known, std::span<open_issue const> open,
                             std::span<issue_column const> columns, disagreement_weighting const& by,
                             chance_model model);

#if ENTENTE_DEFINES(measures)
ENTENTE_INLINE maybe_enclosed enclose_table(statistics::contingency const& known, std::span<open_issue const> open,
                                            std::span<issue_column const> columns, disagreement_weighting const& by,
                                            chance_model model) {
    if (by.kind() == disagreement::midrank || columns.empty()) return boost::none;
    auto const& values = columns.front().categories;
    auto const q = values.size();
    auto const d = by(values, std::vector<double>(q, 1.0 / static_cast<double>(q)));
    tabulated_kernel const kernel{d, q};
    held_positions<tabulated_kernel> first{kernel.none()}, second{kernel.none()}, both{kernel.none()};
    double total = 0, alike = 0, pairs = 0;
    sum_interval observed;
    if (known.categories())
        for (std::size_t k = 0; k < q; ++k)
            for (std::size_t l = 0; l < q; ++l) {
                double const w = known.weight_at(k, l);
                first.known[k] += w, second.known[l] += w, both.known[k] += w, both.known[l] += w;
                observed += w * sum_interval{kernel.at(k, l), kernel.at(k, l)};
                total += w;
                pairs += static_cast<double>(known.counts[k * q + l]);
            }
    for (auto const& o : open) {
        if (!(o.weight > 0)) continue;
        auto const& issue = columns[o.issue];
        total += o.weight;
        ++pairs;
        auto const place = [&](possible_positions const& p, held_positions<tabulated_kernel>& side) {
            tabulated_kernel::set const s{issue.category_of(p.lower), issue.category_of(p.upper)};
            if (p.known) {
                side.known[s.first] += o.weight, both.known[s.first] += o.weight;
            } else {
                side.add_open(s, o.weight), both.add_open(s, o.weight);
            }
            return s;
        };
        auto const x = place(o.first, first), y = place(o.second, second);
        observed += o.weight * kernel.between(x, y);
    }
    if (!(total > 0)) return boost::none;

    double const hair = slack(open);
    auto const K = static_cast<double>(q);
    for (double const x : d) alike += 1 - x;
    sum_interval expected;
    switch (model) {
    case chance_model::none:
    case chance_model::uniform: {
        double const constant = model == chance_model::none ? 1 : (K * K - alike) / (K * K);
        if (!(constant > 0)) return boost::none;
        auto v = agreement_between(widened(observed, total, 0), {constant, constant});
        v.exact = true;
        return v;
    }
    case chance_model::marginal:
        expected = widened(disagreement_between(kernel, first, second), total * total, hair);
        break;
    case chance_model::pooled:
        expected = widened(disagreement_within(kernel, both), 4 * total * total, hair);
        break;
    case chance_model::krippendorff: {
        auto const pooled = widened(disagreement_within(kernel, both), 4 * total * total, hair);
        expected = (2 * pairs / (2 * pairs - 1)) * pooled;
        break;
    }
    case chance_model::gwet: {
        std::vector<double> unequal(q * q, 1.0);
        for (std::size_t k = 0; k < q; ++k) unequal[k * q + k] = 0;
        auto const spread = widened(disagreement_within(tabulated_kernel{unequal, q}, both), 4 * total * total, hair);
        double const factor = alike / (K * (K - 1));
        expected = {1 - factor * spread.upper, 1 - factor * spread.lower};
        break;
    }
    }
    return agreement_between(widened(observed, total, hair), expected);
}
#endif

}  // namespace entente::detail
