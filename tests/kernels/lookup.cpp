// SPDX-License-Identifier: BSL-1.0
// One query against many: look-ups against a fold, and the k smallest against sorting.
#include "entente/kernels/lookup.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "entente/kernels/differences.hpp"
#include "entente/kernels/smallest.hpp"
#include "kernels/kernels_data.hpp"
#include "support/rounds.hpp"

using namespace kernel_test;

TEST_CASE("kernels: look-ups have the bits of a fold") {
    rounds::next next;
    for (auto const isa : kernels::all_isas) {
        if (!kernels::available(isa)) continue;
        for (std::uint32_t const actors : {1u, 63u, 64u, 200u})
            for (std::uint32_t const issues : {0u, 1u, 50u, 131u})
                for (unsigned const categories : {2u, 5u, 8u, 9u, 15u}) {
                    if (!next()) continue;
                    auto const t = random_categories(actors, issues, categories, 0.3, actors + issues + categories);
                    auto const query = random_categories(1, issues, categories, 0.2, 99);
                    auto const weights = random_weights(issues, 3);
                    auto const panels = kernels::make_code_panels(t.cells());
                    CHECK(panels.bytes() == (actors + 63) / 64 * 64 * issues);
                    double const steps = categories - 1;

                    kernels::lookup_tables<double> real(issues, 3);
                    kernels::lookup_tables<std::uint8_t> whole(issues, 4);
                    for (std::uint32_t i = 0; i < issues; ++i)
                        for (std::uint32_t c = 0; query.known(0, i) && c < categories; ++c) {
                            double const apart = std::abs(query.at(0, i) - c);
                            real.set(i, 0, c, kernels::absolute_term(weights[i], query.at(0, i) / steps, c / steps));
                            real.set(i, 1, c, weights[i]);
                            real.set(i, 2, c, apart == 0 ? weights[i] : 0.0);
                            whole.set(i, 0, c, static_cast<std::uint8_t>(apart));
                            whole.set(i, 1, c, 1);
                            whole.set(i, 2, c, static_cast<std::uint8_t>(i % 7 == 3 ? 255 : i % 3));
                            whole.set(i, 3, c, apart == 0);
                        }
                    std::size_t const room = kernels::lookup_room(actors);
                    std::vector<double> sum(room), weight(room), same(room);
                    std::vector<std::uint32_t> apart(room), shared(room), big(room), equal(room);
                    kernels::lookup_sums(panels, real, 0, room / 64, {sum.data(), weight.data(), same.data()}, isa);
                    kernels::count_query const counts(whole);
                    // In two calls, to begin in the middle.
                    std::size_t const half = room / 64 / 2;
                    counts(panels, 0, half, {apart.data(), shared.data(), big.data(), equal.data()}, isa);
                    counts(panels, half, room / 64,
                           {apart.data() + half * 64, shared.data() + half * 64, big.data() + half * 64,
                            equal.data() + half * 64},
                           isa);
                    std::size_t wrong = 0;
                    for (std::uint32_t a = 0; a < actors; ++a) {
                        double s = 0, w = 0, e = 0;
                        std::uint32_t n = 0, d = 0, b = 0, q = 0;
                        for (std::uint32_t i = 0; i < issues; ++i)
                            if (query.known(0, i) && t.known(a, i)) {
                                s += kernels::absolute_term(weights[i], query.at(0, i) / steps, t.at(a, i) / steps);
                                w += weights[i];
                                e += query.at(0, i) == t.at(a, i) ? weights[i] : 0.0;
                                ++n;
                                d += static_cast<std::uint32_t>(std::abs(query.at(0, i) - t.at(a, i)));
                                b += i % 7 == 3 ? 255 : i % 3;
                                q += query.at(0, i) == t.at(a, i);
                            }
                        wrong += !same_bits(sum[a], s) || !same_bits(weight[a], w) || !same_bits(same[a], e);
                        wrong += apart[a] != d || shared[a] != n || big[a] != b || equal[a] != q;
                    }
                    CAPTURE(kernels::to_string(isa).data());
                    CAPTURE(actors);
                    CAPTURE(issues);
                    CAPTURE(categories);
                    CHECK(wrong == 0);
                    CHECK(std::all_of(sum.begin() + actors, sum.end(), [](double v) { return v == 0; }));
                }
    }
}

TEST_CASE("kernels: whole-numbered queries refuse no number of sums") {
    auto const t = random_categories(70, 20, 3, 0.3, 1);
    auto const panels = kernels::make_code_panels(t.cells());
    for (auto const isa : kernels::all_isas)
        for (std::uint32_t sums = 1; sums <= 4 && kernels::available(isa); ++sums) {
            kernels::lookup_tables<std::uint8_t> tables(20, sums);
            for (std::uint32_t i = 0; i < 20; ++i)
                for (std::uint32_t c = 0; c < 3; ++c) tables.set(i, sums - 1, c, 9);
            std::vector<std::uint32_t> out(4 * 128);
            kernels::count_query const query(tables);
            query(panels, 0, 2, {out.data(), out.data() + 128, out.data() + 256, out.data() + 384}, isa);
            for (std::uint32_t a = 0; a < 70; ++a) {
                std::uint32_t known = 0;
                for (std::uint32_t i = 0; i < 20; ++i) known += t.known(a, i);
                CHECK(out[(sums - 1) * 128 + a] == 9 * known);
                if (sums > 1) CHECK(out[a] == 0);
            }
        }
}

TEST_CASE("kernels: the k smallest, ties by id, without what is undefined") {
    std::mt19937 random(5);
    auto const undefined = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t const n : {0u, 1u, 10u, 64u, 65u, 1000u})
        for (std::size_t const k : {0u, 1u, 10u, 100u}) {
            std::vector<double> sums(n), weights(n), values(n);
            std::vector<kernels::ranked> expected;
            for (std::size_t i = 0; i < n; ++i) {
                weights[i] = static_cast<double>(random() % 4);
                sums[i] = weights[i] == 0 ? 0.0 : static_cast<double>(random() % 20);
                values[i] = weights[i] == 0 ? undefined : sums[i] / weights[i];
                if (weights[i] != 0) expected.push_back({values[i], static_cast<std::uint32_t>(i)});
            }
            std::sort(expected.begin(), expected.end());
            expected.resize(std::min(k, expected.size()));

            kernels::smallest plainly(k);
            plainly.show(values.data(), n, 0);
            CHECK(plainly.sorted() == expected);

            kernels::smallest backwards(k);  // the order of the runs is no matter
            std::size_t const half = n / 2;
            backwards.show(values.data() + half, n - half, static_cast<std::uint32_t>(half));
            backwards.show(values.data(), half, 0);
            CHECK(backwards.sorted() == expected);

            for (auto const isa : kernels::all_isas) {
                if (!kernels::available(isa)) continue;
                std::vector<double> out(n), minima(n / 64 + 1);
                kernels::quotients(sums.data(), weights.data(), n, out.data(), minima.data(), isa);
                std::size_t wrong = 0;
                for (std::size_t i = 0; i < n; ++i)
                    wrong += std::isnan(values[i]) ? !std::isnan(out[i]) : !same_bits(out[i], values[i]);
                CHECK(wrong == 0);
                kernels::smallest by_minima(k);
                by_minima.show(out.data(), n, 0, minima.data());
                CHECK(by_minima.sorted() == expected);
            }
        }
}
