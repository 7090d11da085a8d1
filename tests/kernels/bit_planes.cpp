// SPDX-License-Identifier: BSL-1.0
// Bit-plane kernels against loops over the cells, on every instruction set that this machine has.
#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <span>

#include "entente/kernels/contingency.hpp"
#include "entente/kernels/ordinal.hpp"
#include "entente/kernels/overlap.hpp"
#include "entente/kernels/valence.hpp"
#include "kernels/kernels_data.hpp"
#include "support/rounds.hpp"

using namespace kernel_test;

namespace {

struct shape {
    std::uint32_t actors, issues;
    unsigned categories;
};

constexpr shape shapes[] = {{1, 1, 2},     {2, 63, 2},    {31, 64, 3},   {33, 65, 4}, {65, 50, 5},
                            {40, 191, 7},  {37, 300, 8},  {70, 130, 9},  {34, 0, 2},  {97, 200, 16},
                            {12, 2100, 3}, {36, 4000, 2}, {35, 6500, 16}};

std::vector<std::uint32_t> whole_weights(std::size_t n, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<std::uint32_t> w(n);
    for (auto& x : w) x = random() % 4;  // 0 leaves an issue out
    return w;
}

// Sums f(issue, weight) over the shared issues of a pair.
template <class Term>
std::uint32_t sum(table const& t, std::span<std::uint32_t const> weights, std::uint32_t a, std::uint32_t b, Term term) {
    std::uint32_t s = 0;
    for (std::uint32_t i = 0; i < t.issues; ++i)
        if (t.known(a, i) && t.known(b, i))
            s += (weights.empty() ? 1 : weights[i]) * static_cast<std::uint32_t>(term(i));
    return s;
}

template <class Check>
void on_all(Check check) {
    rounds::next next;
    for (auto const isa : kernels::all_isas)
        if (kernels::available(isa))
            for (auto const& s : shapes)
                for (bool const weighted : {false, true}) {
                    if (!next()) continue;
                    CAPTURE(kernels::to_string(isa).data());
                    CAPTURE(s.actors);
                    CAPTURE(s.issues);
                    CAPTURE(s.categories);
                    CAPTURE(weighted);
                    auto const t = random_categories(s.actors, s.issues, s.categories, 0.35, s.actors + s.issues);
                    auto const w = weighted ? whole_weights(s.issues, s.issues) : std::vector<std::uint32_t>();
                    for_each_tile(s.actors, [&](kernels::tile where) { check(isa, s.categories, t, w, where); });
                }
}

}  // namespace

TEST_CASE("kernels: the number of code planes") {
    using enum kernels::plane_coding;
    CHECK(kernels::code_planes(binary, 1) == 0);
    CHECK(kernels::code_planes(binary, 2) == 1);
    CHECK(kernels::code_planes(binary, 3) == 2);
    CHECK(kernels::code_planes(binary, 16) == 4);
    CHECK(kernels::code_planes(thermometer, 5) == 4);
    CHECK(kernels::code_planes(one_hot, 5) == 5);
    CHECK(kernels::code_bits(thermometer, 3) == 0b111);
    CHECK(kernels::code_bits(one_hot, 3) == 0b1000);
}

TEST_CASE("kernels: overlap equals a loop") {
    on_all([](auto isa, unsigned categories, table const& t, auto const& w, kernels::tile where) {
        auto const planes = kernels::make_bit_planes(t.cells(), kernels::plane_coding::binary, categories, w);
        buffer<std::uint32_t> identical(where), shared(where), alone(where), count(where), weight(where);
        kernels::overlap(planes, planes, where, identical.out(), shared.out(), isa);
        kernels::overlap(planes, planes, where, alone.out(), {}, isa);
        kernels::shared_counts(planes, planes, where, count.out(), isa);
        kernels::shared_weights(planes, planes, where, weight.out(), isa);
        std::size_t wrong = 0;
        for_each_pair(where, [&](auto a, auto b) {
            auto const same = sum(t, w, a, b, [&](auto i) { return t.at(a, i) == t.at(b, i); });
            auto const both = sum(t, w, a, b, [](auto) { return 1; });
            auto const number = sum(t, {}, a, b, [&](auto i) { return w.empty() || w[i] > 0; });
            wrong += identical.at(a, b) != same || alone.at(a, b) != same || shared.at(a, b) != both ||
                     weight.at(a, b) != both || count.at(a, b) != number;
        });
        CHECK(wrong == 0);
        CHECK(identical.margins_untouched());
        CHECK(shared.margins_untouched());
    });
}

TEST_CASE("kernels: rows of one table against columns of another") {
    auto const s = random_categories(20, 100, 5, 0.2, 1), t = random_categories(70, 100, 5, 0.4, 2);
    auto const rows = kernels::make_bit_planes(s.cells(), kernels::plane_coding::binary, 5);
    auto const columns = kernels::make_bit_planes(t.cells(), kernels::plane_coding::binary, 5);
    kernels::tile const where{0, 20, 0, 70};
    buffer<std::uint32_t> identical(where);
    kernels::overlap(rows, columns, where, identical.out(), {});
    for_each_pair(where, [&](auto a, auto b) {
        std::uint32_t same = 0;
        for (std::uint32_t i = 0; i < 100; ++i) same += s.known(a, i) && t.known(b, i) && s.at(a, i) == t.at(b, i);
        CHECK(identical.at(a, b) == same);
    });
}

TEST_CASE("kernels: ordinal steps equal a loop") {
    on_all([](auto isa, unsigned categories, table const& t, auto const& w, kernels::tile where) {
        if (categories > 9) return;
        auto const planes = kernels::make_bit_planes(t.cells(), kernels::plane_coding::thermometer, categories, w);
        buffer<std::uint32_t> steps(where), shared(where);
        kernels::ordinal_steps(planes, planes, where, steps.out(), shared.out(), isa);
        std::size_t wrong = 0;
        for_each_pair(where, [&](auto a, auto b) {
            wrong += steps.at(a, b) != sum(t, w, a, b, [&](auto i) { return std::abs(t.at(a, i) - t.at(b, i)); });
            wrong += shared.at(a, b) != sum(t, w, a, b, [](auto) { return 1; });
        });
        CHECK(wrong == 0);
        CHECK(steps.margins_untouched());
    });
}

TEST_CASE("kernels: contingency tables equal a loop") {
    on_all([](auto isa, unsigned categories, table const& t, auto const& w, kernels::tile where) {
        if (categories > 8) return;
        auto const planes = kernels::make_bit_planes(t.cells(), kernels::plane_coding::one_hot, categories, w);
        buffer<std::uint32_t> one(where);
        auto const size = one.data.size();
        std::vector<std::uint32_t> counts(size * categories * categories);
        kernels::contingency(planes, planes, where, {counts.data(), one.stride}, size, isa);
        std::size_t wrong = 0;
        for (unsigned c = 0; c < categories; ++c)
            for (unsigned d = 0; d < categories; ++d)
                for_each_pair(where, [&](auto a, auto b) {
                    auto const at =
                        (c * categories + d) * size + (a - where.row_begin) * one.stride + (b - where.column_begin);
                    wrong += counts[at] != sum(t, w, a, b, [&](auto i) { return t.at(a, i) == c && t.at(b, i) == d; });
                });
        CHECK(wrong == 0);
    });
}

TEST_CASE("kernels: sign counts equal a loop") {
    on_all([](auto isa, unsigned categories, table const& t, auto const& w, kernels::tile where) {
        if (categories != 3) return;
        auto const planes = kernels::make_bit_planes(t.cells(), kernels::plane_coding::one_hot, 3, w);
        buffer<std::uint32_t> same(where), opposite(where);
        kernels::sign_counts(planes, planes, where, same.out(), opposite.out(), isa);
        std::size_t wrong = 0;
        for_each_pair(where, [&](auto a, auto b) {
            auto const product = [&](auto i) { return (t.at(a, i) - 1) * (t.at(b, i) - 1); };
            wrong += same.at(a, b) != sum(t, w, a, b, [&](auto i) { return product(i) > 0; });
            wrong += opposite.at(a, b) != sum(t, w, a, b, [&](auto i) { return product(i) < 0; });
        });
        CHECK(wrong == 0);
    });
}

TEST_CASE("kernels: sparse and dense cells make the same planes") {
    auto const t = random_categories(40, 90, 4, 0.5, 3);
    std::vector<std::size_t> offsets{0};
    std::vector<std::uint32_t> index;
    std::vector<double> values;
    for (std::uint32_t a = 0; a < t.actors; ++a) {
        t.cells().for_each(a, [&](auto i, double v, auto) { index.push_back(i), values.push_back(v); });
        offsets.push_back(index.size());
    }
    kernels::sparse_cells<double> const sparse{t.actors, t.issues, offsets, index, values};
    auto const a = kernels::make_bit_planes(t.cells(), kernels::plane_coding::binary, 4);
    auto const b = kernels::make_bit_planes(sparse, kernels::plane_coding::binary, 4);
    CHECK(a.rows == b.rows);
    CHECK(a.panels == b.panels);
    CHECK(a.bytes() == 8 * (40 * 2 * 3 + 64 * 2 * 3));
}
