// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/kernel_layouts.hpp
/// The layouts that kernels read, derived from a position_matrix when they are first needed and kept with it.
///
/// | layout                  | of what                          | bytes                                                        |
/// |-------------------------|----------------------------------|--------------------------------------------------------------|
/// | number_panels           | coordinates, side by side        | 8 a cell, known or not; 4 in single precision                |
/// | number_rows             | coordinates and weights, by row  | 12 a known cell, 20 with weights; 8 and 12 in single         |
/// | bit_planes, binary      | which category                   | 2 (ceil(log2 K) + 1) / 8 a cell: 0.5 for 2, 0.75 for 3 and 4 |
/// | bit_planes, thermometer | which category, and how far      | 2 K / 8 a cell: 0.75 for 3, 1.25 for 5                       |
/// | bit_planes, one-hot     | which pair of categories         | 2 (K + 1) / 8 a cell: 0.75 for 2, 1 for 3                    |
/// | code_panels             | which category, as a byte        | 1 a cell, known or not                                       |
/// | cells_by_issue          | the known cells, transposed      | 40 a known cell                                              |

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "entente/config.hpp"
#include "entente/kernels/bit_planes.hpp"
#include "entente/kernels/code_panels.hpp"
#include "entente/kernels/panels.hpp"
#include "entente/kernels/valence.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente::detail {

/// Which number stands for a position.
enum class coordinate { none, position, exact_normalised, exact_centred, category, side };

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
        case coordinate::none:
            return 0;
        case coordinate::position:
            return c.position;
        case coordinate::exact_normalised:
            return issue.exact_normalised(c.position);
        case coordinate::exact_centred:
            return issue.exact_centred(c.position);
        case coordinate::side:
            return kernels::sign_category(issue.exact_centred(c.position));
        case coordinate::category:
            return static_cast<double>(issue.category_of(c.position));
        }
        return 0;
    }
};

template <class T>
kernels::number_panels<T> const& panels_of(position_matrix const& m, coordinate as) {
    return m.layouts().get<kernels::number_panels<T>>(static_cast<int>(as), [&] {
        return kernels::make_number_panels<T>(matrix_cells{m, as});
    });
}

/// What a cell of a row weighs: nothing is said, 1, as its issue, or its salience.
enum class row_weight { none, ones, issue, salience };

template <class T>
kernels::number_rows<T> const& rows_of(position_matrix const& m, coordinate as, row_weight weights) {
    auto const make = [&] {
        std::vector<double> by_issue, by_cell;
        if (weights == row_weight::ones) by_issue.assign(m.issues(), 1.0);
        if (weights == row_weight::issue)
            for (auto const& c : m.columns()) by_issue.push_back(c.weight);
        if (weights == row_weight::salience)
            for (auto const& c : m.cells()) by_cell.push_back(c.salience);
        return kernels::make_number_rows<T>(matrix_cells{m, as}, by_issue, by_cell);
    };
    return m.layouts().get<kernels::number_rows<T>>(static_cast<int>(as) * 4 + static_cast<int>(weights), make,
                                                    weights == row_weight::issue);
}

/// The known cells of each issue by ascending actor.
struct cells_by_issue {
    struct holder {
        double position;
        std::uint32_t actor;
    };
    std::vector<std::size_t> begin;  // by issue, and one past the end
    std::vector<holder> holders;
    std::vector<double> salience, confidence;  // of each holder
    struct places {
        std::uint32_t begin, end;
    };
    std::vector<places>
        after;  // by number of a cell of the matrix: those after it on its issue; none where it is not known

    void fetch([[maybe_unused]] places p) const {
#if defined(__GNUC__)
        __builtin_prefetch(holders.data() + p.begin);
#endif
    }
    places of(std::size_t issue) const {
        return {static_cast<std::uint32_t>(begin[issue]), static_cast<std::uint32_t>(begin[issue + 1])};
    }
    /// Those of some holders of an issue who are not below an actor.
    places from(std::size_t actor, places p) const {
        auto const first = holders.begin() + p.begin, last = holders.begin() + p.end;
        auto const at =
            std::lower_bound(first, last, actor, [](holder const& h, std::size_t a) { return h.actor < a; });
        return {static_cast<std::uint32_t>(at - holders.begin()), p.end};
    }
};

cells_by_issue const& cells_by_issue_of(position_matrix const& m);

/// Whether so few cells are known that it pays to visit only these: about one in a hundred.
inline bool nearly_empty(position_matrix const& m) {
    return m.known_cells() * 100 < m.actors() * m.issues();
}

kernels::code_panels const& codes_of(position_matrix const& m);

/// Weights of issues as whole multiples of a power of two.
struct whole_weights {
    std::vector<std::uint32_t> steps;  // by issue
    double step = 1;
    std::size_t words = 0;  // that bit planes take which group the issues by weight
};

/// None where there is no such power, or the sums of the weights, times the steps of the longest scale that
/// bits serve, exceed 32 bits.
boost::optional<whole_weights> whole_weights_of(position_matrix const& m);

/// The most categories that an issue has, or 0 when one is continuous or there are no issues.
std::size_t greatest_category_count(position_matrix const& m);

/// The number of categories that all issues have in equal steps, or 0 when they have not, or more than bits serve.
std::size_t equal_steps(position_matrix const& m);

/// Issues may be grouped by weight: precondition, there are whole_weights_of(m).
kernels::bit_planes const& planes_of(position_matrix const& m, kernels::plane_coding coding, bool by_weight = false);

/// On which side of neutral: below, at it, above.
kernels::bit_planes const& sign_planes_of(position_matrix const& m);

/// Which cells are known, without their positions: one plane.
kernels::bit_planes const& known_of(position_matrix const& m);

#if ENTENTE_DEFINES(measures)
ENTENTE_INLINE cells_by_issue const& cells_by_issue_of(position_matrix const& m) {
    return m.layouts().get<cells_by_issue>(0, [&] {
        cells_by_issue r;
        r.begin.assign(m.issues() + 1, 0);
        for (auto const& c : m.cells())
            if (c.known) ++r.begin[c.issue + 1];
        for (std::size_t i = 0; i < m.issues(); ++i) r.begin[i + 1] += r.begin[i];
        r.holders.resize(r.begin.back());
        r.salience.resize(r.begin.back());
        r.confidence.resize(r.begin.back());
        r.after.reserve(m.cells().size());
        auto open = r.begin;
        for (std::size_t a = 0; a < m.actors(); ++a)
            for (cell const& c : m.row(a)) {
                if (c.known) {
                    auto const place = open[c.issue]++;
                    r.holders[place] = {c.position, static_cast<std::uint32_t>(a)};
                    r.salience[place] = c.salience, r.confidence[place] = c.confidence;
                }
                auto const end = static_cast<std::uint32_t>(r.begin[c.issue + 1]);
                r.after.push_back({c.known ? static_cast<std::uint32_t>(open[c.issue]) : end, end});
            }
        return r;
    });
}

ENTENTE_INLINE kernels::code_panels const& codes_of(position_matrix const& m) {
    return m.layouts().get<kernels::code_panels>(0, [&] {
        return kernels::make_code_panels(matrix_cells{m, coordinate::category});
    });
}

ENTENTE_INLINE boost::optional<whole_weights> whole_weights_of(position_matrix const& m) {
    constexpr double most = 4294967295.0 / 16;
    whole_weights w;
    double sum = 0;
    bool any = false;
    for (auto const& c : m.columns()) {
        if (c.weight == 0) continue;
        int exponent = 0;
        double odd = std::frexp(c.weight, &exponent);
        for (; odd != std::trunc(odd); --exponent) odd *= 2;
        double const step = std::ldexp(1.0, exponent);
        w.step = any ? (std::min)(w.step, step) : step;
        any = true;
        sum += c.weight;
    }
    if (!(sum / w.step <= most)) return boost::none;
    std::map<std::uint32_t, std::size_t> issues_of;
    for (auto const& c : m.columns()) {
        w.steps.push_back(static_cast<std::uint32_t>(c.weight / w.step));
        if (w.steps.back()) ++issues_of[w.steps.back()];
    }
    for (auto const& [steps, issues] : issues_of) w.words += (issues + 63) / 64;
    return w;
}

ENTENTE_INLINE std::size_t greatest_category_count(position_matrix const& m) {
    std::size_t most = 0;
    for (auto const& c : m.columns()) {
        if (c.categories.empty()) return 0;
        most = (std::max)(most, c.categories.size());
    }
    return most;
}

ENTENTE_INLINE std::size_t equal_steps(position_matrix const& m) {
    std::size_t const k = m.issues() ? m.issue(0).categories.size() : 0;
    if (k < 2 || k > 9) return 0;
    for (auto const& c : m.columns()) {
        if (c.categories.size() != k) return 0;
        // Steps are equal when the exact coordinates are multiples of one of them, to the last bit.
        for (std::size_t i = 0; i < k; ++i)
            if (c.exact_normalised(c.categories[i]) !=
                static_cast<double>(i) * (issue_column::exact_units / static_cast<double>(k - 1)))
                return 0;
    }
    return k;
}

ENTENTE_INLINE kernels::bit_planes const& planes_of(position_matrix const& m, kernels::plane_coding coding,
                                                    bool by_weight) {
    auto const make = [&] {
        auto const weights = by_weight ? whole_weights_of(m)->steps : std::vector<std::uint32_t>();
        return kernels::make_bit_planes(matrix_cells{m, coordinate::category}, coding,
                                        static_cast<std::uint32_t>(greatest_category_count(m)), weights);
    };
    return m.layouts().get<kernels::bit_planes>(static_cast<int>(coding) * 2 + by_weight, make, by_weight);
}

ENTENTE_INLINE kernels::bit_planes const& sign_planes_of(position_matrix const& m) {
    return m.layouts().get<kernels::bit_planes>(-2, [&] {
        return kernels::make_bit_planes(matrix_cells{m, coordinate::side}, kernels::plane_coding::one_hot, 3);
    });
}

ENTENTE_INLINE kernels::bit_planes const& known_of(position_matrix const& m) {
    return m.layouts().get<kernels::bit_planes>(-1, [&] {
        return kernels::make_bit_planes(matrix_cells{m, coordinate::none}, kernels::plane_coding::binary, 1);
    });
}
#endif

}  // namespace entente::detail
