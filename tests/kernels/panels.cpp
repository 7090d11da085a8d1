// SPDX-License-Identifier: BSL-1.0
// Kernels of sums against a sequential fold, bit for bit, on every instruction set that this machine has.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <span>

#include "entente/kernels/differences.hpp"
#include "entente/kernels/moments.hpp"
#include "entente/kernels/overlap.hpp"
#include "entente/kernels/valence.hpp"
#include "kernels/kernels_data.hpp"
#include "support/rounds.hpp"

using namespace kernel_test;

namespace {

struct shape {
    std::uint32_t actors, issues;
    double missing;
};

constexpr shape shapes[] = {{1, 1, 0},     {2, 5, 0.5}, {9, 48, 0.1}, {33, 64, 0.3},  {66, 97, 0.9},
                            {97, 100, .2}, {34, 0, 0},  {70, 1, 0.2}, {130, 200, .4}, {36, 1100, 0.5}};

// Calls check(isa, table, weights or none, tile, rows, panels).
template <class T, class Check>
void on_all(double lower, double length, Check check) {
    rounds::next next;
    for (auto const isa : kernels::all_isas)
        if (kernels::available(isa))
            for (auto const& s : shapes)
                for (bool const weighted : {false, true}) {
                    if (!next()) continue;
                    CAPTURE(kernels::to_string(isa).data());
                    CAPTURE(s.actors);
                    CAPTURE(s.issues);
                    CAPTURE(weighted);
                    auto const t = random_numbers(s.actors, s.issues, s.missing, lower, length, s.actors + s.issues);
                    auto const w = weighted ? random_weights(s.issues, s.issues) : std::vector<double>();
                    auto const rows = kernels::make_number_rows<T>(t.cells(), w);
                    auto const panels = kernels::make_number_panels<T>(t.cells());
                    for_each_tile(s.actors, [&](kernels::tile where) { check(isa, t, w, where, rows, panels); });
                }
}

// Calls visit(weight, x, y) for the shared issues of a pair, in their order.
template <class T, class Visit>
void for_each_shared(table const& t, std::vector<double> const& w, std::uint32_t a, std::uint32_t b, Visit visit) {
    for (std::uint32_t i = 0; i < t.issues; ++i)
        if (t.known(a, i) && t.known(b, i))
            visit(w.empty() ? T(1) : static_cast<T>(w[i]), static_cast<T>(t.at(a, i)), static_cast<T>(t.at(b, i)));
}

}  // namespace

TEST_CASE_TEMPLATE("kernels: absolute differences have the bits of a fold", T, float, double) {
    on_all<T>(0, 1,
              [](auto isa, table const& t, auto const& w, kernels::tile where, auto const& rows, auto const& panels) {
                  buffer<T> sum(where), weight(where), alone(where);
                  kernels::absolute_differences(rows, panels, where, sum.out(), weight.out(), isa);
                  kernels::absolute_differences(rows, panels, where, alone.out(), {}, isa);
                  std::size_t wrong = 0;
                  for_each_pair(where, [&](auto a, auto b) {
                      T s = 0, total = 0, plain = 0;
                      for_each_shared<T>(t, w, a, b, [&](T k, T x, T y) {
                          s += kernels::absolute_term(k, x, y);
                          plain += kernels::rounded(k * std::abs(x - y));
                          total += k;
                      });
                      wrong += !same_bits(sum.at(a, b), s) || !same_bits(alone.at(a, b), s) || !same_bits(plain, s);
                      wrong += !w.empty() && !same_bits(weight.at(a, b), total);
                  });
                  CHECK(wrong == 0);
                  CHECK(sum.margins_untouched());
                  CHECK(weight.margins_untouched());
              });
}

TEST_CASE_TEMPLATE("kernels: squared differences have the bits of a fold", T, float, double) {
    on_all<T>(0, 720720,
              [](auto isa, table const& t, auto const& w, kernels::tile where, auto const& rows, auto const& panels) {
                  buffer<T> sum(where), weight(where), alone(where);
                  kernels::squared_differences(rows, panels, where, sum.out(), weight.out(), isa);
                  kernels::squared_differences(rows, panels, where, alone.out(), {}, isa);
                  std::size_t wrong = 0;
                  for_each_pair(where, [&](auto a, auto b) {
                      T s = 0, total = 0;
                      for_each_shared<T>(t, w, a, b,
                                         [&](T k, T x, T y) { s += kernels::squared_term(k, x, y), total += k; });
                      wrong += !same_bits(sum.at(a, b), s) || !same_bits(alone.at(a, b), s);
                      wrong += !w.empty() && !same_bits(weight.at(a, b), total);
                  });
                  CHECK(wrong == 0);
                  CHECK(sum.margins_untouched());
              });
}

TEST_CASE_TEMPLATE("kernels: moments have the bits of a fold", T, float, double) {
    on_all<T>(
        0, 1, [](auto isa, table const& t, auto const& w, kernels::tile where, auto const& rows, auto const& panels) {
            buffer<T> n(where), x(where), y(where), xx(where), yy(where), xy(where);
            kernels::moments<T>(rows, panels, where, {n.out(), x.out(), y.out(), xx.out(), yy.out(), xy.out()}, isa);
            std::size_t wrong = 0;
            for_each_pair(where, [&](auto a, auto b) {
                kernels::moment_sums<T> s;
                for_each_shared<T>(t, w, a, b, [&](T k, T u, T v) { s.add(k, u, v); });
                wrong += !same_bits(x.at(a, b), s.x) || !same_bits(y.at(a, b), s.y) || !same_bits(xx.at(a, b), s.xx) ||
                         !same_bits(yy.at(a, b), s.yy) || !same_bits(xy.at(a, b), s.xy);
                wrong += !w.empty() && !same_bits(n.at(a, b), s.weight);
            });
            CHECK(wrong == 0);
            CHECK(xy.margins_untouched());
        });
}

TEST_CASE_TEMPLATE("kernels: valence has the bits of a fold", T, float, double) {
    on_all<T>(
        -1, 2, [](auto isa, table const& t, auto const& w, kernels::tile where, auto const& rows, auto const& panels) {
            buffer<T> n(where), product(where), first(where), second(where), same(where), opposite(where);
            kernels::valence<T>(rows, panels, where,
                                {product.out(), first.out(), second.out(), n.out(), same.out(), opposite.out()}, isa);
            std::size_t wrong = 0;
            for_each_pair(where, [&](auto a, auto b) {
                kernels::valence_sums<T> s;
                for_each_shared<T>(t, w, a, b, [&](T k, T u, T v) { s.add(k, u, v); });
                wrong += !same_bits(product.at(a, b), s.product) || !same_bits(first.at(a, b), s.first) ||
                         !same_bits(second.at(a, b), s.second);
                wrong += !w.empty() && (!same_bits(n.at(a, b), s.weight) || !same_bits(same.at(a, b), s.same) ||
                                        !same_bits(opposite.at(a, b), s.opposite));
            });
            CHECK(wrong == 0);
        });
}

TEST_CASE_TEMPLATE("kernels: overlap with any weights has the bits of a fold", T, float, double) {
    on_all<T>(0, 1,
              [](auto isa, table const& t, auto const& w, kernels::tile where, auto const& rows, auto const& panels) {
                  if (w.empty()) return;
                  buffer<T> identical(where), shared(where);
                  kernels::weighted_overlap(rows, panels, where, identical.out(), shared.out(), isa);
                  std::size_t wrong = 0;
                  for_each_pair(where, [&](auto a, auto b) {
                      T s = 0, total = 0;
                      for_each_shared<T>(t, w, a, b, [&](T k, T x, T y) { s += x == y ? k : T(0), total += k; });
                      wrong += !same_bits(identical.at(a, b), s) || !same_bits(shared.at(a, b), total);
                  });
                  CHECK(wrong == 0);
              });
}

TEST_CASE("kernels: weights by cell and by issue multiply") {
    auto const t = random_numbers(20, 70, 0.3, 0, 1, 5);
    auto const by_issue = random_weights(70, 6), by_cell = random_weights(20 * 70, 7);
    auto const rows = kernels::make_number_rows<double>(t.cells(), by_issue, by_cell);
    auto const panels = kernels::make_number_panels<double>(t.cells());
    kernels::tile const where{0, 20, 0, 20};
    buffer<double> sum(where), weight(where);
    kernels::absolute_differences(rows, panels, where, sum.out(), weight.out());
    for_each_pair(where, [&](auto a, auto b) {
        double s = 0, total = 0;
        for (std::uint32_t i = 0; i < 70; ++i)
            if (t.known(a, i) && t.known(b, i)) {
                double const w = by_issue[i] * by_cell[a * 70 + i];
                total += w;
                s += kernels::absolute_term(w, t.at(a, i), t.at(b, i));
            }
        CHECK(same_bits(sum.at(a, b), s));
        CHECK(same_bits(weight.at(a, b), total));
    });
}

TEST_CASE("kernels: coordinates that are whole numbers sum to what thermometer planes count") {
    auto const t = random_categories(50, 300, 7, 0.3, 8);
    auto fine = t;
    for (auto& v : fine.values)
        if (v < 7) v *= 720720 / 6;
    kernels::tile const where{0, 50, 0, 50};
    buffer<double> sum(where);
    kernels::absolute_differences(kernels::make_number_rows<double>(fine.cells()),
                                  kernels::make_number_panels<double>(fine.cells()), where, sum.out());
    CHECK(sum.at(0, 1) > 0);
    for_each_pair(where, [&](auto a, auto b) {
        double steps = 0;
        for (std::uint32_t i = 0; i < 300; ++i)
            if (t.known(a, i) && t.known(b, i)) steps += std::abs(t.at(a, i) - t.at(b, i));
        CHECK(sum.at(a, b) == 720720.0 / 6 * steps);
    });
}
