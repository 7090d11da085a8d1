// SPDX-License-Identifier: BSL-1.0
#include "entente/base/symmetric_eigen.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

using entente::detail::eigen_of_symmetric;

TEST_CASE("a matrix is what its eigenvalues and eigenvectors make of it") {
    std::mt19937 random(2);
    std::uniform_real_distribution<double> number(-1, 1);
    for (std::size_t n = 1; n <= 40; n += n < 6 ? 1 : 17) {
        for (int kind = 0; kind < 3; ++kind) {
            std::vector<double> a(n * n, 0.0);
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j <= i; ++j)
                    a[i * n + j] = a[j * n + i] = kind == 0   ? number(random)
                                                  : kind == 1 ? std::round(number(random))
                                                              : i == j;
            auto const e = eigen_of_symmetric(a, n, true);
            CHECK(e.converged);
            CHECK(eigen_of_symmetric(a, n, false).values.size() == n);
            for (std::size_t k = 0; k < n; ++k) {
                if (k) CHECK(e.values[k - 1] <= e.values[k]);
                CHECK(eigen_of_symmetric(a, n, false).values[k] == doctest::Approx(e.values[k]).epsilon(1e-12));
                for (std::size_t i = 0; i < n; ++i) {
                    double product = 0, dot = 0;
                    for (std::size_t j = 0; j < n; ++j) {
                        product += a[i * n + j] * e.vectors[j * n + k];
                        dot += e.vectors[j * n + i] * e.vectors[j * n + k];
                    }
                    CHECK(std::abs(product - e.values[k] * e.vectors[i * n + k]) < 1e-12);
                    CHECK(std::abs(dot - (i == k)) < 1e-12);
                }
            }
        }
    }
}

TEST_CASE("a path of three has -sqrt 2, 0 and sqrt 2") {
    auto const e = eigen_of_symmetric({0, 1, 0, 1, 0, 1, 0, 1, 0}, 3, false);
    CHECK(e.values[0] == doctest::Approx(-std::sqrt(2.0)));
    CHECK(std::abs(e.values[1]) < 1e-15);
    CHECK(e.values[2] == doctest::Approx(std::sqrt(2.0)));
}

TEST_CASE("nothing, and what is not finite") {
    CHECK(eigen_of_symmetric({}, 0, true).values.empty());
    CHECK_FALSE(eigen_of_symmetric({std::numeric_limits<double>::infinity()}, 1, true).converged);
}
