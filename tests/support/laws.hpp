// SPDX-License-Identifier: BSL-1.0
// The law of each form of measure, for the measures of the library and for
// one's own: what a description says is held against what the formula does.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "entente/dyadic/compare.hpp"
#include "entente/dyadic/units.hpp"
#include "entente/fold/units.hpp"

namespace laws {

inline bool close(double a, double b) {
    return a == b || std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

/// The statistic of each unit alone.
template <class Units>
std::vector<typename Units::statistic> parts_of(Units const& units) {
    std::vector<typename Units::statistic> parts;
    for (std::size_t i = 0; i < units.size(); ++i) {
        parts.push_back(units.empty());
        units.add_to(parts.back(), i);
    }
    return parts;
}

/// The positions of the second actor drawn together around neutral: half as far from it as they were.
inline entente::position_matrix drawn_together(entente::position_matrix const& of) {
    std::vector<entente::cell> cells(of.cells().begin(), of.cells().end());
    std::vector<std::size_t> const offsets{0, of.row(0).size(), cells.size()};
    for (std::size_t k = offsets[1]; k < cells.size(); ++k) {
        auto const& issue = of.issue(cells[k].issue);
        cells[k].position = issue.neutral() + (cells[k].position - issue.neutral()) / 2;
    }
    return {{of.actor_name(0), of.actor_name(1)}, {of.columns().begin(), of.columns().end()}, offsets, cells};
}

/// Which law a measure breaks on two actors of a matrix; nothing where it breaks none. Where nothing is defined
/// nothing can be broken.
template <entente::dyadic_measure Measure>
std::string broken(Measure const& measure, entente::position_matrix const& matrix,
                   entente::compare_options const& options = {}) {
    using namespace entente;
    using traits = measure_traits<Measure>;
    using of_statistic = statistic_traits<typename Measure::statistic>;
    detail::two_actors const there(matrix, 0, matrix, 1), and_back(matrix, 1, matrix, 0);
    auto const& m = detail::for_pair(measure, there);
    auto const units = detail::units_of(there, m, options);
    auto const all = fold(units);
    if (!(all.weight > 0) || units.size() == 0) return {};
    auto const whole = m(all);
    auto const range = traits::range(m);
    if (whole && !(*whole >= range.least - 1e-6 && *whole <= range.greatest + 1e-6))
        return "the value lies beyond the range";
    auto const parts = parts_of(units);

    if (traits::symmetric(m) && is_symmetric(options.weights)) {
        auto const back = m(fold(detail::units_of(and_back, m, options)));
        if (whole.has_value() != back.has_value() || (whole && !close(*whole, *back)))
            return "it says symmetric, and is not";
    }
    if (traits::linear(m)) {  // each unit in two halves
        auto halves = units.empty();
        for (std::size_t i = 0; i < units.size(); ++i)
            for (auto const& e : units.entries_of(i))
                for (int half = 0; half < 2; ++half) halves.add(e.x, e.y, e.weight / 2, units.column_of(i));
        auto const value = m(halves);
        if (whole.has_value() != value.has_value() || (whole && !close(*whole, *value)))
            return "it says linear, and counts what it should weigh";
    }
    if (!whole) return {};
    std::vector<double> values;
    for (auto const& p : parts) {
        auto const v = m(p);
        values.push_back(v ? *v : std::nan(""));
    }
    switch (traits::form(m)) {
    case measure_form::mean: {
        double const p = traits::exponent(m);
        double sum = 0;
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (!std::isnan(values[i])) sum += of_statistic::denominator(parts[i]) * std::pow(values[i], p);
        if (!close(std::pow(*whole, p) * of_statistic::denominator(all), sum))
            return "it says mean, and is not the mean of this power over the issues";
        break;
    }
    case measure_form::sum: {
        double sum = 0;
        for (double const v : values) sum += v;
        if (!close(*whole, sum)) return "it says sum, and is not the sum over the issues";
        break;
    }
    case measure_form::extreme: {
        auto const [least, greatest] = std::minmax_element(values.begin(), values.end());
        bool const distance = traits::describe(m).direction == orientation::distance;
        if (!close(*whole, distance ? *greatest : *least))
            return "it says extreme, and is not the most extreme of the issues";
        break;
    }
    case measure_form::chance: {
        auto const raw = traits::uncorrected(m, all);
        if (!raw) return "it has a value, and no uncorrected one";
        double sum = 0;
        for (auto const& p : parts) sum += of_statistic::denominator(p) * traits::uncorrected(m, p).value_or(0);
        if (!close(*raw * of_statistic::denominator(all), sum))
            return "its uncorrected agreement is no mean over the issues";
        if (*whole > 1 + 1e-9) return "agreement beyond chance is at most 1";
        if (close(*raw, 1) != close(*whole, 1))
            return "it is 1 where there is disagreement, or below 1 where there is none";
        break;
    }
    case measure_form::association: {
        if (std::any_of(matrix.columns().begin(), matrix.columns().end(),
                        [](auto const& c) { return !c.categories.empty(); }))
            break;
        auto const together = drawn_together(matrix);
        auto const closer = m(fold(detail::units_of({together, 0, together, 1}, m, options)));
        if (!closer || !close(*whole, *closer))
            return "it says association, and depends on how far from neutral one side stands";
        break;
    }
    case measure_form::other:
        break;
    }
    return {};
}

}  // namespace laws
