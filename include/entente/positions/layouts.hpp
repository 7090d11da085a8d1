// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/layouts.hpp
/// The layouts that kernels read, derived from a position_matrix when they are first needed and kept with it.
///
/// | layout                  | of what                          | bytes                                                        |
/// |-------------------------|----------------------------------|--------------------------------------------------------------|
/// | number_panels<double>   | coordinates, side by side        | 16 a cell, known or not                                      |
/// | number_rows<double>     | coordinates and weights, by row  | 12 a known cell, 20 with weights                             |
/// | bit_planes, binary      | which category                   | 2 (ceil(log2 K) + 1) / 8 a cell: 0.5 for 2, 0.75 for 3 and 4 |
/// | bit_planes, thermometer | which category, and how far      | 2 K / 8 a cell: 0.75 for 3, 1.25 for 5                       |
/// | bit_planes, one-hot     | which pair of categories         | 2 (K + 1) / 8 a cell: 0.75 for 2, 1 for 3                    |

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/positions/kernels/bit_planes.hpp"
#include "entente/positions/kernels/panels.hpp"
#include "entente/positions/kernels/valence.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente::detail {

/// Which number stands for a position.
enum class coordinate { none, fine, fine_centred, category, side };

/// The known cells of a matrix as the kernels read them.
struct matrix_cells {
    position_matrix const& matrix;
    coordinate as;
    std::uint32_t actors = static_cast<std::uint32_t>(matrix.actors());
    std::uint32_t issues = static_cast<std::uint32_t>(matrix.issues());

    /// Calls visit(issue, value, cell number) for each known cell of an actor, by ascending issue.
    template <class Visit>
    void for_each(std::uint32_t actor, Visit&& visit) const {
        auto const row = matrix.row(actor);
        auto number = static_cast<std::size_t>(row.data() - matrix.cells().data());
        for (auto const& c : row) {
            if (c.known) visit(c.issue, value_of(c), number);
            ++number;
        }
    }

private:
    double value_of(cell const& c) const {
        auto const& issue = matrix.issue(c.issue);
        switch (as) {
            case coordinate::none: return 0;
            case coordinate::fine: return issue.fine(c.position);
            case coordinate::fine_centred: return issue.fine_centred(c.position);
            case coordinate::side: return kernels::sign_category(issue.fine_centred(c.position));
            case coordinate::category: return static_cast<double>(issue.category_of(c.position));
        }
        return 0;
    }
};

inline kernels::number_panels<double> const& panels_of(position_matrix const& m, coordinate as) {
    return m.layouts().get<kernels::number_panels<double>>(
        static_cast<int>(as), [&] { return kernels::make_number_panels<double>(matrix_cells{m, as}); });
}

/// What a cell of a row weighs: 1, as its issue, or its salience.
enum class row_weight { one, issue, salience };

inline kernels::number_rows<double> const& rows_of(position_matrix const& m, coordinate as, row_weight weights) {
    return m.layouts().get<kernels::number_rows<double>>(static_cast<int>(as) * 4 + static_cast<int>(weights), [&] {
        std::vector<double> by_issue, by_cell;
        if (weights == row_weight::issue)
            for (auto const& c : m.columns()) by_issue.push_back(c.weight);
        if (weights == row_weight::salience)
            for (auto const& c : m.cells()) by_cell.push_back(c.salience);
        return kernels::make_number_rows<double>(matrix_cells{m, as}, by_issue, by_cell);
    });
}

/// The most categories that an issue has, or 0 when one is continuous or there are no issues.
inline std::size_t greatest_category_count(position_matrix const& m) {
    std::size_t most = 0;
    for (auto const& c : m.columns()) {
        if (c.categories.empty()) return 0;
        most = std::max(most, c.categories.size());
    }
    return most;
}

/// The number of categories that all issues have in equal steps, or 0 when they have not, or more than bits serve.
inline std::size_t equal_steps(position_matrix const& m) {
    std::size_t const k = m.issues() ? m.issue(0).categories.size() : 0;
    if (k < 2 || k > 9) return 0;
    for (auto const& c : m.columns()) {
        if (c.categories.size() != k) return 0;
        // Steps are equal when the fine coordinates are multiples of one of them, to the last bit.
        for (std::size_t i = 0; i < k; ++i)
            if (c.fine(c.categories[i]) != static_cast<double>(i) * (issue_column::fine_units / static_cast<double>(k - 1))) return 0;
    }
    return k;
}

inline kernels::bit_planes const& planes_of(position_matrix const& m, kernels::plane_coding coding) {
    return m.layouts().get<kernels::bit_planes>(static_cast<int>(coding), [&] {
        return kernels::make_bit_planes(matrix_cells{m, coordinate::category}, coding,
                                        static_cast<std::uint32_t>(greatest_category_count(m)));
    });
}

/// On which side of neutral: below, at it, above.
inline kernels::bit_planes const& sides_of(position_matrix const& m) {
    return m.layouts().get<kernels::bit_planes>(
        -2, [&] { return kernels::make_bit_planes(matrix_cells{m, coordinate::side}, kernels::plane_coding::one_hot, 3); });
}

/// Which cells are known, without their positions: one plane.
inline kernels::bit_planes const& known_of(position_matrix const& m) {
    return m.layouts().get<kernels::bit_planes>(
        -1, [&] { return kernels::make_bit_planes(matrix_cells{m, coordinate::none}, kernels::plane_coding::binary, 1); });
}

}  // namespace entente::detail
