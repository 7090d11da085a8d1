// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/symmetric_eigen.hpp
/// Eigenvalues and eigenvectors of a real symmetric matrix.

#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"

#if ENTENTE_DEFINES(core)
#include <algorithm>
#endif

namespace entente::detail {

/// A = V diag(values) V'. Column k of V belongs to values[k].
struct symmetric_eigen {
    std::vector<double> values{};   ///< ascending
    std::vector<double> vectors{};  ///< V, row by row; empty where they were not asked for
    bool converged = true;          ///< false only where entries are not finite
};

/// Of an n x n matrix, row by row, of which the lower triangle is read. By Householder's reduction to three diagonals and
/// the implicit QL method: backward stable, values within a few n epsilon of the greatest. The same result on every run.
/// O(n^3).
symmetric_eigen eigen_of_symmetric(std::vector<double> a, std::size_t n, bool with_vectors);

#if ENTENTE_DEFINES(core)

ENTENTE_INLINE symmetric_eigen eigen_of_symmetric(std::vector<double> a, std::size_t n, bool with_vectors) {
    symmetric_eigen result;
    if (!n) return result;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j <= i; ++j)
            if (!detail::is_finite(a[i * n + j])) return {std::vector<double>(n), {}, false};
    std::vector<double> d(n), e(n, 0.0);
    auto const at = [&](std::size_t i, std::size_t j) -> double& { return a[i * n + j]; };

    // To three diagonals, from the last row up; the vectors of the reflections stay in the rows of a.
    for (std::size_t i = n - 1; i > 0; --i) {
        double h = 0, scale = 0;
        for (std::size_t k = 0; k < i; ++k) scale += (std::abs)(at(i, k));
        if (i == 1 || scale == 0) {
            e[i] = at(i, i - 1);
            d[i] = 0;
            continue;
        }
        for (std::size_t k = 0; k < i; ++k) {
            at(i, k) /= scale;
            h += at(i, k) * at(i, k);
        }
        double const f = at(i, i - 1), g = f > 0 ? -std::sqrt(h) : std::sqrt(h);
        e[i] = scale * g;
        h -= f * g;
        at(i, i - 1) = f - g;
        double sum = 0;
        for (std::size_t j = 0; j < i; ++j) {
            at(j, i) = at(i, j) / h;
            double p = 0;
            for (std::size_t k = 0; k <= j; ++k) p += at(j, k) * at(i, k);
            for (auto k = j + 1; k < i; ++k) p += at(k, j) * at(i, k);
            e[j] = p / h;
            sum += e[j] * at(i, j);
        }
        double const half = sum / (h + h);
        for (std::size_t j = 0; j < i; ++j) {
            double const u = at(i, j), v = e[j] -= half * u;
            for (std::size_t k = 0; k <= j; ++k) at(j, k) -= u * e[k] + v * at(i, k);
        }
        d[i] = h;
    }
    d[0] = 0;
    // The product of the reflections.
    for (std::size_t i = 0; i < n; ++i) {
        if (with_vectors && d[i] != 0)
            for (std::size_t j = 0; j < i; ++j) {
                double g = 0;
                for (std::size_t k = 0; k < i; ++k) g += at(i, k) * at(k, j);
                for (std::size_t k = 0; k < i; ++k) at(k, j) -= g * at(k, i);
            }
        d[i] = at(i, i);
        at(i, i) = 1;
        for (std::size_t j = 0; j < i; ++j) at(j, i) = at(i, j) = 0;
    }

    // QL with implicit shifts.
    for (std::size_t i = 1; i < n; ++i) e[i - 1] = e[i];
    e[n - 1] = 0;
    for (std::size_t l = 0; l < n; ++l) {
        for (int sweep = 0;; ++sweep) {
            std::size_t m = l;
            for (; m + 1 < n; ++m) {
                double const size = (std::abs)(d[m]) + (std::abs)(d[m + 1]);
                if ((std::abs)(e[m]) <= std::numeric_limits<double>::epsilon() * size) break;
            }
            if (m == l) break;
            if (sweep == 200) {
                result.converged = false;
                break;
            }
            double g = (d[l + 1] - d[l]) / (2 * e[l]);
            double r = std::hypot(g, 1.0);
            g = d[m] - d[l] + e[l] / (g + std::copysign(r, g));
            double s = 1, c = 1, p = 0;
            auto i = m;
            while (i-- > l) {
                double f = s * e[i];
                double const b = c * e[i];
                e[i + 1] = r = std::hypot(f, g);
                if (r == 0) {
                    d[i + 1] -= p;
                    e[m] = 0;
                    break;
                }
                s = f / r, c = g / r;
                g = d[i + 1] - p;
                r = (d[i] - g) * s + 2 * c * b;
                p = s * r;
                d[i + 1] = g + p;
                g = c * r - b;
                if (with_vectors)
                    for (std::size_t k = 0; k < n; ++k) {
                        f = at(k, i + 1);
                        at(k, i + 1) = s * at(k, i) + c * f;
                        at(k, i) = c * at(k, i) - s * f;
                    }
                if (i == l) {
                    d[l] -= p;
                    e[l] = g;
                    e[m] = 0;
                    break;
                }
            }
        }
    }

    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t x, std::size_t y) { return d[x] != d[y] ? d[x] < d[y] : x < y; });
    for (auto const k : order) result.values.push_back(d[k]);
    if (with_vectors) {
        result.vectors.resize(n * n);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t k = 0; k < n; ++k) result.vectors[i * n + k] = at(i, order[k]);
    }
    return result;
}

#endif

}  // namespace entente::detail
