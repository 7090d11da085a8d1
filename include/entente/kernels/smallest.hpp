// SPDX-License-Identifier: BSL-1.0
// The k smallest of a stream of values.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "entente/kernels/isa.hpp"
#include "entente/kernels/vector.hpp"

namespace entente::kernels {

namespace detail {

template <class T>
struct quotient_arguments {
    T const* sums;
    T const* weights;
    std::size_t count;
    double* out;
    double* minima;
};

template <class T>
struct quotient_kernel {
    template <class Ops>
    static ENTENTE_ALWAYS_INLINE void run(quotient_arguments<T> const& a) {
        using vec = typename Ops::template vec<double>;
        constexpr std::size_t lanes = Ops::template lanes<double>;
        for (std::size_t block = 0; block * 64 < a.count; ++block) {
            std::size_t const end = (std::min)(a.count, (block + 1) * 64);
            std::size_t i = block * 64;
            double least[lanes];
            vec low;
            Ops::broadcast(low, std::numeric_limits<double>::infinity());
            for (; i + lanes <= end; i += lanes) {
                vec x, y;
                Ops::load_numbers(x, a.sums + i);
                Ops::load_numbers(y, a.weights + i);
                x = x / y;
                Ops::store(x, a.out + i);
                Ops::lower(low, x);
            }
            Ops::store(low, least);
            double minimum = least[0];
            for (std::size_t l = 1; l < lanes; ++l) minimum = least[l] < minimum ? least[l] : minimum;
            for (; i < end; ++i) {
                double const x = static_cast<double>(a.sums[i]) / static_cast<double>(a.weights[i]);
                a.out[i] = x;
                minimum = x < minimum ? x : minimum;
            }
            a.minima[block] = minimum;
        }
    }
};

ENTENTE_KERNEL(quotient_arguments<double>, quotient_kernel<double>);
ENTENTE_KERNEL(quotient_arguments<std::int32_t>, quotient_kernel<std::int32_t>);

}  // namespace detail

/// out[i] = sums[i] / weights[i] for i < count, NaN where both are 0; and the least of each 64 (infinity if
/// none is a number). Sums and weights are double or whole numbers: std::int32_t.
template <class T>
void quotients(T const* sums, T const* weights, std::size_t count, double* out, double* minima,
               isa which = best_isa()) {
    detail::quotient_arguments<T> const a{sums, weights, count, out, minima};
    detail::dispatch<detail::quotient_kernel<T>>(which, a);
}

/// A value and whose it is; ordered by value, then by id.
struct ranked {
    double value;
    std::uint32_t id;

    friend bool operator<(ranked const& a, ranked const& b) noexcept {
        return a.value < b.value || (a.value == b.value && a.id < b.id);
    }
    friend bool operator==(ranked const&, ranked const&) = default;
};

/// Keeps the k smallest of what it is shown; among equals the lowest ids. NaN, the value of what is undefined,
/// is passed over.
///
/// Values come in runs of ascending ids, in any number of runs and, since ties are decided by id, in any order
/// of runs.
/// Complexity: O(values + insertions x log k); a run of 64 values none of which gets in costs one comparison
/// each, without branches.
class smallest {
public:
    explicit smallest(std::size_t k) : k_(k) { heap_.reserve(k); }

    /// Shows the values of ids first_id, first_id + 1, ... `minima`, if there, holds the least of each 64 of them.
    void show(double const* values, std::size_t count, std::uint32_t first_id, double const* minima = nullptr) {
        if (k_ == 0) return;
        std::size_t i = 0;
        while (i < count) {
            std::size_t const end = (std::min)(count, i + 64);
            if (heap_.size() == k_) {
                double const limit = heap_.front().value;
                unsigned in = 0;
                if (minima != nullptr)
                    in = static_cast<unsigned>(minima[i / 64] <= limit);
                else
                    for (std::size_t j = i; j < end; ++j) in |= static_cast<unsigned>(values[j] <= limit);
                if (in == 0) {
                    i = end;
                    continue;
                }
            }
            for (; i < end; ++i) offer({values[i], first_id + static_cast<std::uint32_t>(i)});
        }
    }

    /// The k smallest so far, or all if there are fewer: ascending.
    [[nodiscard]] std::vector<ranked> sorted() const {
        auto r = heap_;
        std::sort(r.begin(), r.end());
        return r;
    }

private:
    void offer(ranked const& r) {
        if (r.value != r.value) return;
        if (heap_.size() < k_) {
            heap_.push_back(r);
            std::push_heap(heap_.begin(), heap_.end());
        } else if (r < heap_.front()) {
            std::pop_heap(heap_.begin(), heap_.end());
            heap_.back() = r;
            std::push_heap(heap_.begin(), heap_.end());
        }
    }

    std::size_t k_;
    std::vector<ranked> heap_;
};

}  // namespace entente::kernels
