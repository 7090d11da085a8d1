// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/enclosure/expected_disagreement.hpp
/// Between which values can the disagreement expected by chance lie, when some positions are open?

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "entente/measures/enclosure/interval.hpp"

namespace entente::detail {

/// Disagreements between categories, from a table.
struct tabulated_kernel {
    using set = std::pair<std::size_t, std::size_t>;  ///< from the one category to the other
    using known = std::vector<double>;                ///< the weight at each category

    std::vector<double> const& d;
    std::size_t q;

    known none() const { return known(q, 0.0); }
    double at(std::size_t k, std::size_t l) const { return d[k * q + l]; }
    double within(known const& a, known const& b) const {
        double sum = 0;
        for (std::size_t k = 0; k < q; ++k)
            for (std::size_t l = 0; l < q; ++l) sum += a[k] * b[l] * at(k, l);
        return sum;
    }
    template <class Of>
    static sum_interval over(set const& s, Of&& of) {
        sum_interval i{of(s.first), of(s.first)};
        for (auto k = s.first; k <= s.second; ++k)
            i.lower = (std::min)(i.lower, of(k)), i.upper = (std::max)(i.upper, of(k));
        return i;
    }
    sum_interval potential(set const& s, known const& a) const {
        return over(s, [&](std::size_t k) {
            double sum = 0;
            for (std::size_t l = 0; l < q; ++l) sum += a[l] * at(k, l);
            return sum;
        });
    }
    sum_interval between(set const& s, set const& t) const {
        sum_interval i{at(s.first, t.first), at(s.first, t.first)};
        for (auto k = s.first; k <= s.second; ++k) {
            auto const row = over(t, [&](std::size_t l) { return at(k, l); });
            i.lower = (std::min)(i.lower, row.lower), i.upper = (std::max)(i.upper, row.upper);
        }
        return i;
    }
};

/// Squared differences of numbers.
struct squared_kernel {
    using set = std::pair<double, double>;  ///< from the one number to the other
    struct known {
        double weight = 0, sum = 0, squares = 0;
        void add(double u, double w) { weight += w, sum += w * u, squares += w * (u * u); }
    };

    known none() const { return {}; }
    double within(known const& a, known const& b) const {
        return (std::max)(0.0, a.weight * b.squares + b.weight * a.squares - 2 * a.sum * b.sum);
    }
    sum_interval potential(set const& s, known const& a) const {
        auto const at = [&](double u) { return (std::max)(0.0, a.weight * (u * u) - 2 * u * a.sum + a.squares); };
        double const nearest = a.weight > 0 ? std::clamp(a.sum / a.weight, s.first, s.second) : s.first;
        return {at(nearest), (std::max)(at(s.first), at(s.second))};
    }
    sum_interval between(set const& s, set const& t) const {
        double const gap = (std::max)({0.0, s.first - t.second, t.first - s.second});
        double const most = (std::max)(s.second - t.first, t.second - s.first);
        return {gap * gap, most * most};
    }
};

/// The positions of one side, or of both together: the known ones summed up, the open ones by what is possible.
template <class Kernel>
struct held_positions {
    struct open {
        typename Kernel::set possible;
        double weight, squares;  ///< sum w and sum w^2 of all of them
    };
    typename Kernel::known known;
    std::vector<open> open_sets{};

    void add_open(typename Kernel::set const& s, double w) { add_open({s, w, w * w}); }
    void add_open(open const& more) {
        for (auto& o : open_sets)
            if (o.possible == more.possible) {
                o.weight += more.weight, o.squares += more.squares;
                return;
            }
        open_sets.push_back(more);
    }
};

/// sum over all pairs of a position of one side and one of the other of w w' d. Learning a position never
/// widens it: a minimum of a sum is at least the sum of the minima.
template <class Kernel>
sum_interval disagreement_between(Kernel const& kernel, held_positions<Kernel> const& a,
                                  held_positions<Kernel> const& b) {
    double const known = kernel.within(a.known, b.known);
    sum_interval sum{known, known};
    for (auto const& o : a.open_sets) sum += o.weight * kernel.potential(o.possible, b.known);
    for (auto const& o : b.open_sets) sum += o.weight * kernel.potential(o.possible, a.known);
    for (auto const& o : a.open_sets)
        for (auto const& p : b.open_sets) sum += (o.weight * p.weight) * kernel.between(o.possible, p.possible);
    return sum;
}

/// The same over all ordered pairs of positions of one side. A position does not disagree with itself.
template <class Kernel>
sum_interval disagreement_within(Kernel const& kernel, held_positions<Kernel> const& a) {
    double const known = kernel.within(a.known, a.known);
    sum_interval sum{known, known};
    for (std::size_t i = 0; i < a.open_sets.size(); ++i) {
        auto const& o = a.open_sets[i];
        sum += (2 * o.weight) * kernel.potential(o.possible, a.known);
        sum += (std::max)(0.0, o.weight * o.weight - o.squares) * kernel.between(o.possible, o.possible);
        for (std::size_t j = i + 1; j < a.open_sets.size(); ++j)
            sum += (2 * o.weight * a.open_sets[j].weight) * kernel.between(o.possible, a.open_sets[j].possible);
    }
    return sum;
}

}  // namespace entente::detail
