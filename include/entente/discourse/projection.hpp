// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/projection.hpp
/// A corpus as a network: actors tied by the issues that they speak of, or issues by the actors.

#include "entente/config.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/pair_network.hpp"
#include "entente/discourse/projection_options.hpp"

#if ENTENTE_DEFINES(discourse)
#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/discourse/coded_statements.hpp"
#include "entente/discourse/pair_counts.hpp"
#endif

namespace entente {

/// What ties the nodes of a discourse: the formulas are those of `tie_aggregation` and `tie_normalization`.
///
/// Throws error(unknown_name) for a column or a value of a filter that is not there, error(invalid_argument) for a
/// share of `ignore`, and scale_error(incompatible_scales) where issues of different scales are to be compared by
/// position, or, if `dna_compatible`, only some issues are nominal. Of no statements it is a network without nodes,
/// or of isolates.
/// Complexity: O(statements) on average, and for each item O(pairs of its cells): of what ties the nodes, who said
/// what.
/// ```
/// auto const ties = project(said, {.aggregate = tie_aggregation::subtract, .normalize = tie_normalization::average});
/// ```
/// Source: Leifeld (2017), Discourse network analysis; the bounded normalizations are the library's own.
pair_network project(corpus const& c, projection_options const& options = {});

#if ENTENTE_DEFINES(discourse)

namespace detail {

/// Adds statements `first` up to `last` of those coded, each key once, cell by cell in the order of their coming.
class window_loader {
public:
    explicit window_loader(coded_statements const& coded)
        : coded_(coded)
        , weight_(coded.cells.size(), 0.0)
        , seen_(coded.keys, 0) {}

    /// By `weight_of(statement)`, of the first of one key; statements of weight 0 do not count. Returns how many count.
    template <class WeightOf>
    std::size_t load(pair_counts& into, std::size_t first, std::size_t last, WeightOf weight_of) {
        ++round_;
        std::size_t count = 0;
        for (auto i = first; i < last; ++i) {
            double const w = weight_of(i);
            if (w == 0) continue;
            if (!coded_.key_of.empty()) {
                auto& seen = seen_[coded_.key_of[i]];
                if (seen == round_) continue;
                seen = round_;
            }
            ++count;
            auto const cell = coded_.cell_of[i];
            if (weight_[cell] == 0) touched_.push_back(cell);
            weight_[cell] += w;
        }
        for (auto const cell : touched_) into.add(cell, weight_[cell]), weight_[cell] = 0;
        touched_.clear();
        return count;
    }

private:
    coded_statements const& coded_;
    std::vector<double> weight_;
    std::vector<std::uint32_t> touched_{};
    std::vector<std::uint32_t> seen_;
    std::uint32_t round_ = 0;
};

}  // namespace detail

ENTENTE_INLINE pair_network project(corpus const& c, projection_options const& options) {
    auto const coded = detail::code_statements(c, options);
    detail::pair_counts counts(coded, options);
    auto const statements = detail::window_loader(coded).load(counts, 0, coded.size(), [](std::size_t) { return 1.0; });
    auto result = counts.network();
    result.statements = statements;
    return result;
}

#endif

}  // namespace entente
