// SPDX-License-Identifier: BSL-1.0
// All pairs at once give what each pair gives alone, to the last bit, whoever does the work in whichever order.
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>
#include <thread>

#include "support/naive_table.hpp"

namespace {

using namespace naive;

/// Hands the pieces out to threads in a random order.
struct shuffled_threads {
    unsigned threads = 4;
    unsigned seed = 1;

    template <class Piece>
    void operator()(std::size_t count, Piece&& piece) const {
        std::vector<std::size_t> order(count);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::shuffle(order.begin(), order.end(), std::mt19937(seed));
        std::atomic<std::size_t> next = 0;
        std::vector<std::thread> workers;
        for (unsigned t = 0; t < threads; ++t)
            workers.emplace_back([&] {
                for (std::size_t i; (i = next++) < count;) piece(order[i]);
            });
        for (auto& w : workers) w.join();
    }
};
/// Backwards, on one thread.
struct backwards {
    template <class Piece>
    void operator()(std::size_t count, Piece&& piece) const {
        while (count) piece(--count);
    }
};
static_assert(executor_like<shuffled_threads>);
static_assert(executor_like<backwards>);
static_assert(executor_like<serial_executor>);
static_assert(!executor_like<int>);

TEST_CASE("Pairwise is compare for each pair, to the last bit") {
    std::mt19937 random(11);
    std::size_t compared = 0, ordered = 0;
    for (int round = 0; round < 12; ++round) {
        auto const kind = round % 3 == 0 ? kinds::any : round % 3 == 1 ? kinds::ordered : kinds::categorical;
        auto const t = random_table(random, random() % 9, random() % 9, kind);
        auto const matrix = t.matrix();
        for (auto w : all_weightings)
            for (auto const& p : all_policies()) {
                compare_options const o{
                    .missing = p, .weights = w, .min_overlap = 1 + random() % 3, .weigh_confidence = random() % 2 == 0};
                for_each_measure(p, [&](auto m, rule_of) {
                    if (!usable(t, decltype(m)::description.needs, p)) return;
                    auto const all = all_pairs(matrix, m, o);
                    auto const by_threads = all_pairs(matrix, m, o, shuffled_threads{3, static_cast<unsigned>(round)});
                    auto const in_reverse = all_pairs(matrix, m, o, backwards{});
                    bool const by_order =
                        w == weighting::first || w == weighting::second || p.whose == missing_policy::fill::second;
                    REQUIRE(all.symmetric() == !by_order);
                    REQUIRE(all.actors() == t.actors.size());
                    for (std::size_t a = 0; a < t.actors.size(); ++a)
                        for (std::size_t b = 0; b < t.actors.size(); ++b) {
                            if (a == b) continue;
                            // Where the order does not matter, a pair is kept as that of the lesser id first.
                            auto const c =
                                all.symmetric() && b < a ? compare(matrix, b, a, m, o) : compare(matrix, a, b, m, o);
                            CAPTURE(m.description.name);
                            CAPTURE(to_string(w));
                            CAPTURE(static_cast<int>(p.what));
                            REQUIRE(same_bits(all.at(a, b), c));
                            REQUIRE(same_bits(by_threads.at(a, b), c));
                            REQUIRE(same_bits(in_reverse.at(a, b), c));
                            REQUIRE(all(a, b) == c.value);
                            REQUIRE(all.shared(a, b) == c.shared);
                            ++(by_order ? ordered : compared);
                        }
                });
            }
    }
    CHECK(compared > 3000);
    CHECK(ordered > 3000);
}

TEST_CASE("A graph's pairs are those of its matrix") {
    std::mt19937 random(12);
    auto const t = random_table(random, 6, 5, kinds::ordered);
    auto const g = t.graph();
    auto const of_graph = all_pairs(g, euclidean{}, {.weights = weighting::product});
    auto const of_matrix = all_pairs(t.matrix(), euclidean{}, {.weights = weighting::product});
    for (std::size_t a = 0; a < 6; ++a)
        for (std::size_t b = a + 1; b < 6; ++b) CHECK(same_bits(of_graph.at(a, b), of_matrix.at(a, b)));
}

TEST_CASE("The places of pairs are 0, 1, 2, ... in the order of for_each") {
    for (std::size_t n : {0u, 1u, 2u, 3u, 5u, 17u})
        for (bool symmetric : {true, false}) {
            CAPTURE(n);
            CAPTURE(symmetric);
            dyad_matrix m(n, symmetric, false, 0);
            for (std::size_t a = 0; a < n; ++a)
                for (std::size_t b = symmetric ? a + 1 : 0; b < n; ++b)
                    if (a != b) m.set(a, b, {static_cast<double>(10 * a + b), undefined_reason::defined}, a + b, 1);
            CHECK(m.pairs() == (n ? n * (n - 1) / (symmetric ? 2 : 1) : 0));
            std::size_t next = 0;
            std::set<std::pair<std::size_t, std::size_t>> seen;
            m.for_each([&](std::size_t a, std::size_t b, comparison const& c) {
                CHECK(m.place(a, b) == next++);
                CHECK(a != b);
                CHECK(c.value == static_cast<double>(10 * a + b));
                CHECK(c.shared == a + b);
                if (symmetric) {
                    CHECK(a < b);
                    CHECK(m.place(b, a) == m.place(a, b));
                }
                CHECK(seen.insert({a, b}).second);
            });
            CHECK(next == m.pairs());
            CHECK(seen.size() == m.pairs());
        }
    CHECK(dyad_matrix().pairs() == 0);
    CHECK(dyad_matrix().actors() == 0);
}

void set(dyad_matrix& m, std::size_t a, std::size_t b, comparison const& c) {
    m.set(a, b, {c.value, c.reason}, c.shared, c.weight);
}

TEST_CASE("A dyad matrix gives back what was set, whatever the reason, and extreme values") {
    dyad_matrix m(3, false, true, 4);
    using reason = undefined_reason;
    comparison const undefined[] = {{.shared = 0, .weight = 0, .reason = reason::nothing_shared},
                                    {.shared = 1, .weight = 0.5, .reason = reason::too_few_shared},
                                    {.shared = 2, .weight = 0, .reason = reason::no_weight},
                                    {.shared = 3, .weight = 9, .reason = reason::no_variation}};
    for (auto c : undefined) {
        set(m, 2, 0, c);
        c.coverage = static_cast<double>(c.shared) / 4;
        CHECK(same_bits(m.at(2, 0), c));
        CHECK(m(2, 0) == boost::none);
        CHECK(m.shared(2, 0) == c.shared);
    }
    for (double v : {0.0, -0.0, 1.0, -1.0, std::numeric_limits<double>::infinity(),
                     -std::numeric_limits<double>::infinity(), std::numeric_limits<double>::denorm_min()}) {
        comparison const c{.value = v, .shared = 4, .weight = 1.25, .coverage = 1, .reason = reason::defined};
        set(m, 0, 1, c);
        CHECK(same_bits(m.at(0, 1), c));
        CHECK(bits(*m(0, 1)) == bits(v));
    }
    CHECK(m.at(2, 0).reason == reason::no_variation);  // another pair is as it was
    // Without weights of their own, pairs weigh what they share.
    dyad_matrix counts(2, true, false, 8);
    set(counts, 0, 1, {.value = 0.5, .shared = 6, .weight = 6, .reason = reason::defined});
    CHECK(counts.at(1, 0).weight == 6);
    CHECK(counts.at(0, 1).coverage == 0.75);
}

TEST_CASE("Fewer than two actors have no pairs") {
    for (std::size_t n : {0u, 1u}) {
        std::mt19937 random(3);
        auto const m = all_pairs(random_table(random, n, 3, kinds::ordered).matrix(), city_block{});
        CHECK(m.actors() == n);
        int visits = 0;
        m.for_each([&](auto, auto, auto const&) { ++visits; });
        CHECK(visits == 0);
    }
    CHECK(all_pairs(position_matrix{}, cosine{}).pairs() == 0);
}

TEST_CASE("An exception of a piece comes out of pairwise") {
    std::mt19937 random(4);
    auto const matrix = random_table(random, 4, 3, kinds::ordered).matrix();
    CHECK_THROWS_WITH(
        all_pairs(matrix, city_block{}, {}, [](std::size_t, auto&&) { throw std::runtime_error("stop"); }), "stop");
}

}  // namespace
