// SPDX-License-Identifier: BSL-1.0
// What computes for many pairs gives the bits of what computes for one: on
// every instruction set, on any threads, in any order.
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <mutex>
#include <random>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "entente/base/parallel.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/measures/adapted.hpp"
#include "entente/measures/all.hpp"
#include "entente/measures/single_precision.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/incremental_pairs.hpp"
#include "entente/pairs/nearest.hpp"
#include "entente/pairs/stream.hpp"
#include "support/rounds.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

struct shape {
    std::size_t actors, issues;
    int categories;  // 0: continuous
    double missing;
    bool whole_weights;
};

constexpr std::size_t some_actors = rounds::actors(71);

position_matrix random_matrix(shape s, unsigned seed, level measurement = level::ordinal) {
    std::mt19937 random(seed), of_issues(99);  // issues are the same whatever the seed
    std::uniform_real_distribution<> unit;
    std::vector<std::string> names;
    std::vector<issue_column> columns(s.issues);
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (std::size_t i = 0; i < s.issues; ++i) {
        auto& c = columns[i];
        c.name = "issue " + std::to_string(i);
        c.lower = 1;
        c.upper = s.categories ? s.categories : 4;
        c.measurement = s.categories ? measurement : level::interval;
        c.weight = s.whole_weights ? 0.25 * static_cast<double>(of_issues() % 4) : unit(of_issues);
        for (int k = 1; k <= s.categories; ++k) c.categories.push_back(k);
    }
    for (std::size_t a = 0; a < s.actors; ++a) {
        names.push_back("actor " + std::to_string(a));
        bool const silent = a % 13 == 5;  // some know nothing at all
        for (std::size_t i = 0; i < s.issues; ++i) {
            if (silent || unit(random) < s.missing) continue;
            bool const withheld = unit(random) < 0.05;
            double const x = s.categories ? 1.0 + static_cast<double>(random() % static_cast<unsigned>(s.categories))
                                          : 1 + 3 * unit(random);
            double const salience = s.whole_weights ? static_cast<double>(random() % 3) : unit(random);
            cells.push_back({static_cast<std::uint32_t>(i), !withheld, withheld ? 0.0 : x, salience, unit(random)});
        }
        offsets.push_back(cells.size());
    }
    return {names, columns, offsets, cells};
}

void check_same(comparison const& one, comparison const& many) {
    // To the last bit; one check for all, since there are millions.
    auto const all = [](comparison const& c) { return std::tuple(c.value, c.shared, c.weight, c.coverage, c.reason); };
    if (all(one) != all(many)) {
        CHECK(one.value == many.value);
        CHECK(one.shared == many.shared);
        CHECK(one.weight == many.weight);
        CHECK(one.coverage == many.coverage);
        CHECK(one.reason == many.reason);
    }
}

template <class Measure>
void check_pairwise(position_matrix const& x, Measure const& m, compare_options const& options) {
    CAPTURE(Measure::description.name);
    CAPTURE(static_cast<int>(options.weights));
    std::vector<dyad_matrix> all{all_pairs(x, m, options, thread_pool(3))};
    for (auto const which : kernels::all_isas)
        if (kernels::available(which)) all.push_back(all_pairs(x, m, options, serial_executor{}, which));
    for (std::size_t a = 0; a < x.actors(); ++a)
        for (std::size_t b = all.front().symmetric() ? a + 1 : 0; b < x.actors(); ++b)
            if (a != b) {
                auto const one = compare(x, a, b, m, options);
                for (auto const& many : all) check_same(one, many.at(a, b));
            }
}

constexpr weighting all_weightings[] = {weighting::none, weighting::issue,   weighting::first, weighting::second,
                                        weighting::mean, weighting::product, weighting::min,   weighting::max};

template <class... Measures>
void check_all(position_matrix const& x, Measures const&... m) {
    for (auto const w : all_weightings) (check_pairwise(x, m, {.weights = w}), ...);
    (check_pairwise(x, m, {.min_overlap = 7}), ...);
    (check_pairwise(x, m, {.weigh_confidence = true}), ...);
    (check_pairwise(x, m, {.missing = missing_policy::opposite_extreme()}), ...);
}

/// A measure of one's own of what no measure of the library asks for: on which side of neutral both stand.
struct same_side {
    using statistic = statistics::valence;
    static constexpr measure_description description{
        .name = "same_side",
        .form = measure_form::mean,
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 2,
    };
    boost::optional<double> operator()(statistic const& s) const {
        return (2 * s.same_side - s.opposite_side) / s.weight;
    }
};

}  // namespace

TEST_CASE("sides of neutral are counted and weighed as in each pair") {
    for (int const k : {0, 3, 4}) {
        auto const x = random_matrix({some_actors, 67, k, 0.4, true}, static_cast<unsigned>(k));
        CHECK(pair_engine<same_side>(x, x, {}, {}).has_kernel());
        for (auto const w : all_weightings) check_pairwise(x, same_side{}, {.weights = w});
    }
    // Neutral is on neither side.
    auto const x = position_matrix({"a", "b"}, {make_issue_column(basic_issue<scale>{"i", scale::ordinal(1, 3)})},
                                   {0, 1, 2}, {{0, true, 2, 1, 1}, {0, true, 3, 1, 1}});
    CHECK(compare(x, 0, 1, same_side{}).value == 0.0);
}

TEST_CASE("all pairs on few categories are what each pair is") {
    for (int const k : {2, 3, 5, 11}) {
        CAPTURE(k);
        auto const x = random_matrix({some_actors, 67, k, 0.4, k != 5}, static_cast<unsigned>(k));
        check_all(x, city_block{}, euclidean{}, directional{}, cosine{}, share_identical{}, pearson{}, cohen_kappa{},
                  krippendorff_alpha{});
    }
}

TEST_CASE("all pairs on continuous scales are what each pair is") {
    check_all(random_matrix({some_actors, 67, 0, 0.4, false}, 7), city_block{}, euclidean{}, directional{}, cosine{},
              share_identical{}, pearson{});
}

TEST_CASE("all pairs on nominal scales are what each pair is") {
    for (int const k : {2, 3, 16, 20}) {
        auto const x = random_matrix({some_actors, 67, k, 0.4, true}, static_cast<unsigned>(k), level::nominal);
        for (auto const w : all_weightings) check_pairwise(x, share_identical{}, {.weights = w});
    }
}

TEST_CASE("all pairs of the nearly silent are what each pair is") {
    for (int const k : {0, 5}) {
        auto const x = random_matrix({some_actors, 600, k, 0.99, true}, static_cast<unsigned>(k));
        CHECK_FALSE(pair_engine<city_block>(x, x, {}, {}).has_kernel());
        check_all(x, city_block{}, euclidean{}, directional{}, share_identical{}, pearson{});
    }
    auto const x = random_matrix({some_actors, 600, 3, 0.99, false}, 3);
    check_all(x, cohen_kappa{}, krippendorff_alpha{});
    check_pairwise(x, mars_affinity{}, {});  // whose weights are its own
    check_pairwise(x, kendall_tau_b{}, {});
}

TEST_CASE("all pairs in single precision are what each pair is, and close to those in double") {
    for (int const k : {0, 5})
        for (bool const whole : {true, false}) {
            auto const x = random_matrix({some_actors, 667, k, 0.4, whole}, 5);
            for (auto const w : {weighting::none, weighting::issue, weighting::first, weighting::mean}) {
                check_pairwise(x, single_precision{city_block{}}, {.weights = w});
                check_pairwise(x, single_precision{euclidean{}}, {.weights = w});
                check_pairwise(x, single_precision{signorino_ritter{}}, {.weights = w});
                auto const exact = all_pairs(x, city_block{}, {.weights = w}),
                           rounded = all_pairs(x, single_precision{city_block{}}, {.weights = w});
                double worst = 0;
                for (std::size_t a = 0; a < x.actors(); ++a)
                    for (std::size_t b = 0; b < x.actors(); ++b)
                        if (a != b && exact(a, b))
                            worst = std::max(worst, std::abs(*exact(a, b) - *rounded(a, b)) / *exact(a, b));
                CHECK(worst > 0);                        // else nothing is single about it
                CHECK(worst < 2 * (667 + 3) * 0x1p-24);  // of both sums
            }
        }
}

TEST_CASE("kernels serve where they are said to") {
    auto const x = random_matrix({10, 10, 5, 0.2, true}, 1);
    CHECK(pair_engine<city_block>(x, x, {}, {}).has_kernel());
    CHECK(pair_engine<city_block>(x, x, {}, {.weights = weighting::issue}).has_kernel());
    CHECK(pair_engine<share_identical>(x, x, {}, {}).has_kernel());
    CHECK(pair_engine<pearson>(x, x, {}, {.weights = weighting::first}).has_kernel());
    CHECK(pair_engine<cohen_kappa>(x, x, {}, {}).has_kernel());
    CHECK(pair_engine<directional>(x, x, {}, {}).has_kernel());
    CHECK(pair_engine<share_identical>(x, x, {}, {.weights = weighting::issue}).has_kernel());
    CHECK(pair_engine<share_identical>(x, x, {}, {.weights = weighting::first}).has_kernel());
    CHECK(pair_engine<single_precision<city_block>>(x, x, {}, {.weights = weighting::first}).has_kernel());
    CHECK_FALSE(pair_engine<city_block>(x, x, {}, {.weights = weighting::mean}).has_kernel());
    CHECK_FALSE(pair_engine<city_block>(x, x, {}, {.missing = missing_policy::neutral()}).has_kernel());
}

TEST_CASE("few actors") {
    for (std::size_t const n : {0u, 1u, 2u, 3u}) {
        auto const x = random_matrix({n, 5, 3, 0.0, true}, 3);
        CHECK(all_pairs(x, city_block{}).pairs() == n * (n - (n > 0)) / 2);
        check_pairwise(x, city_block{}, {});
    }
}

TEST_CASE("the tiles of all pairs hold each pair once") {
    for (auto const& [rows, columns, upper] : {std::tuple<std::size_t, std::size_t, bool>{130, 1100, false},
                                               {1100, 1100, true},
                                               {1, 513, false},
                                               {0, 5, false}}) {
        std::vector<int> seen(rows * columns, 0);
        tiling const tiles(rows, columns, upper);
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            auto const t = tiles[i];
            for (auto r = t.row_begin; r < t.row_end; ++r)
                for (auto c = t.first_column(r); c < t.column_end; ++c) ++seen[r * columns + c];
        }
        std::size_t wrong = 0;
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c) wrong += seen[r * columns + c] != (!upper || r < c ? 1 : 0);
        CHECK(wrong == 0);
    }
}

TEST_CASE("the nearest are those of a sorted list") {
    auto const x = random_matrix({640, 12, 3, 0.3, true}, 11);  // few categories: many ties
    thread_pool const pool(3);
    auto const check = [&](auto const& m, compare_options const& options) {
        bool const distance = m.description.direction == orientation::distance;
        for (std::size_t const actor : {std::size_t{0}, std::size_t{5}, std::size_t{639}}) {
            std::vector<neighbour> expected;
            for (std::size_t b = 0; b < x.actors(); ++b) {
                auto const c = compare(x, actor, b, m, options);
                if (b != actor && c.value) expected.push_back({actor_id(b), *c.value, c.shared, c.weight});
            }
            std::stable_sort(expected.begin(), expected.end(), [&](auto const& p, auto const& q) {
                return distance ? p.value < q.value : p.value > q.value;
            });
            for (std::size_t const k : {std::size_t{0}, std::size_t{1}, std::size_t{10}, std::size_t{5000}}) {
                auto first = expected;
                if (first.size() > k) first.resize(k);
                CHECK(nearest(x, actor, k, m, options) == first);
                CHECK(nearest(x, actor, k, m, options, pool) == first);
            }
            auto const all = one_to_all(x, actor, m, options, pool);
            for (std::size_t b = 0; b < x.actors(); ++b) check_same(compare(x, actor, b, m, options), all[b]);
        }
    };
    check(city_block{}, {});
    check(city_block{}, {.weights = weighting::first});
    check(share_identical{}, {});
    check(signorino_ritter{}, {.min_overlap = 4});
    check(pearson{}, {});
    check(city_block{}, {.weights = weighting::mean});
    // What look-ups serve: measures that are power means, with any policy.
    for (auto const w : {weighting::none, weighting::issue, weighting::first}) {
        check(euclidean{}, {.weights = w});
        check(directional{}, {.weights = w});
        check(minkowski{3}, {.weights = w});
        check(signorino_ritter_squared{}, {.weights = w});
        check(as_agreement(city_block{}), {.weights = w});
        for (auto const& policy :
             {missing_policy::neutral(), missing_policy::opposite_extreme(), missing_policy::expected(),
              missing_policy::penalty(0.3), missing_policy::neutral(missing_policy::fill::second)}) {
            check(city_block{}, {.missing = policy, .weights = w});
            check(scalar_product{}, {.missing = policy, .weights = w});
            check(gower{}, {.missing = policy, .weights = w, .min_overlap = 9});
        }
    }
}

TEST_CASE("the nearest are those of a sorted list, whatever the weights and the number of categories") {
    std::mt19937 random(5);
    for (int const k : {2, 5, 15, 16})
        for (bool const whole : {true, false}) {
            auto const x = random_matrix({700, 40, k, 0.2, whole}, static_cast<unsigned>(random()));
            for (auto const w : {weighting::none, weighting::issue, weighting::first})
                for (std::size_t const actor : {std::size_t{3}, std::size_t{5}}) {
                    auto const all = one_to_all(x, actor, euclidean{}, {.weights = w});
                    std::vector<neighbour> expected;
                    for (std::size_t b = 0; b < x.actors(); ++b)
                        if (b != actor && all[b].value)
                            expected.push_back({actor_id(b), *all[b].value, all[b].shared, all[b].weight});
                    std::stable_sort(expected.begin(), expected.end(),
                                     [](auto const& p, auto const& q) { return p.value < q.value; });
                    if (expected.size() > 20) expected.resize(20);
                    CHECK(nearest(x, actor, 20, euclidean{}, {.weights = w}) == expected);
                }
        }
}

TEST_CASE("more candidates than one look-up takes at a time") {
    auto const x = random_matrix({33000, 8, 5, 0.2, true}, 3);
    auto const all = one_to_all(x, 7, city_block{}, {.weights = weighting::issue});
    std::vector<neighbour> expected;
    for (std::size_t b = 0; b < x.actors(); ++b)
        if (b != 7 && all[b].value) expected.push_back({actor_id(b), *all[b].value, all[b].shared, all[b].weight});
    std::stable_sort(expected.begin(), expected.end(), [](auto const& p, auto const& q) { return p.value < q.value; });
    expected.resize(40);
    CHECK(nearest(x, 7, 40, city_block{}, {.weights = weighting::issue}) == expected);
    CHECK(nearest(x, 7, 40, city_block{}, {.weights = weighting::issue}, thread_pool(3)) == expected);
}

TEST_CASE("actors of two matrices compare on the same issues only") {
    auto const x = random_matrix({3, 5, 3, 0.2, true}, 3), fewer = random_matrix({300, 4, 3, 0.2, true}, 3);
    auto columns = std::vector(x.columns().begin(), x.columns().end());
    columns[2].weight = 9;
    position_matrix const reweighted({}, columns, {0}, {});
    for (auto const* other : {&fewer, &reweighted}) {
        CHECK_THROWS_AS(nearest(x, *other, 1, city_block{}), scale_error);
        CHECK_THROWS_AS(nearest(*other, x, 1, pearson{}), scale_error);
    }
    CHECK_THROWS_WITH_AS(nearest(x, reweighted, 1, city_block{}), doctest::Contains("issue 2"), scale_error);
}

TEST_CASE("many who ask at once") {
    auto const voters = random_matrix({70, 12, 5, 0.5, true}, 21),
               candidates = random_matrix({600, 12, 5, 0.1, true}, 22);
    auto const advice = nearest(voters, candidates, 3, city_block{}, {.weights = weighting::first}, thread_pool(2));
    REQUIRE(advice.size() == 70);
    for (std::size_t v = 0; v < 70; ++v) {
        std::size_t const one[] = {v};
        CHECK(advice[v] ==
              nearest(select_actors(voters, one), candidates, 3, city_block{}, {.weights = weighting::first}).front());
    }
    CHECK(advice[5].empty());  // who has said nothing has no one near
}

TEST_CASE("a stream holds each pair once, with its value") {
    auto const x = random_matrix({600, 9, 3, 0.3, true}, 31);
    auto const check = [&](auto const& m, compare_options const& options) {
        auto const all = all_pairs(x, m, options);
        std::mutex mutex;
        std::size_t pairs = 0;
        stream_pairs(
            x, m, options,
            [&](tile_values const& values) {
                std::lock_guard lock(mutex);
                auto const& t = values.tile();
                for (auto a = t.row_begin; a < t.row_end; ++a)
                    for (auto b = t.first_column(a); b < t.column_end; ++b) {
                        if (a == b) continue;
                        auto const expected = all.at(a, b);
                        auto const& v = values(a, b);
                        REQUIRE(v.result.value == expected.value);
                        REQUIRE(v.result.reason == expected.reason);
                        REQUIRE(v.shared == expected.shared);
                        REQUIRE(v.weight == expected.weight);
                        ++pairs;
                    }
            },
            thread_pool(3));
        CHECK(pairs == all.pairs());
    };
    check(city_block{}, {});
    check(city_block{}, {.weights = weighting::first});
}

TEST_CASE("pairs are mended when a stance changes") {
    auto const check = [](auto const& m, position_matrix const& start, compare_options const& options,
                          double tolerance) {
        CAPTURE(m.description.name);
        std::vector<std::vector<cell>> rows;
        for (std::size_t a = 0; a < start.actors(); ++a) rows.emplace_back(start.row(a).begin(), start.row(a).end());
        incremental_pairs live(start, m, options);
        std::mt19937 random(41);
        for (int step = 0; step < 300; ++step) {
            std::size_t const actor = random() % rows.size();
            auto const issue = static_cast<std::uint32_t>(random() % start.issues());
            auto& row = rows[actor];
            auto const at = std::find_if(row.begin(), row.end(), [&](cell const& c) { return c.issue >= issue; });
            bool const there = at != row.end() && at->issue == issue;
            boost::optional<cell> now;
            if (random() % 4) {
                auto const& c = start.issue(issue);
                double const x = c.categories.empty() ? c.from_normalised(static_cast<double>(random() % 1000) / 1000)
                                                      : c.categories[random() % c.categories.size()];
                bool const known = random() % 5 != 0;
                now = cell{issue, known, known ? x : 0.0, static_cast<double>(random() % 3), 1};
            }
            live.update(actor, issue, now);
            if (there && now)
                *at = *now;
            else if (there)
                row.erase(at);
            else if (now)
                row.insert(at, *now);
        }
        std::vector<std::string> names(rows.size(), "x");
        std::vector<std::size_t> offsets{0};
        std::vector<cell> cells;
        for (auto const& r : rows) cells.insert(cells.end(), r.begin(), r.end()), offsets.push_back(cells.size());
        position_matrix const end(names, {start.columns().begin(), start.columns().end()}, offsets, cells);
        for (std::size_t a = 0; a < rows.size(); ++a)
            for (std::size_t b = 0; b < rows.size(); ++b) {
                if (a == b) continue;
                // Where order does not matter, the pair is the one in the order of ids: the other may differ in
                // its last bit.
                bool const turned = is_symmetric(m, options) && b < a;
                auto const expected = turned ? compare(end, b, a, m, options) : compare(end, a, b, m, options);
                auto const found = live(a, b);
                CHECK(found.shared == expected.shared);
                REQUIRE(found.reason == expected.reason);
                if (tolerance == 0)
                    CHECK(found.value == expected.value);
                else if (expected.value)
                    CHECK(std::abs(*found.value - *expected.value) <= tolerance);
            }
    };
    auto const few = random_matrix({15, 12, 5, 0.4, true}, 51), continuous = random_matrix({15, 12, 0, 0.4, true}, 52);
    check(city_block{}, few, {}, 0);
    check(city_block{}, few, {.weights = weighting::product}, 0);
    check(euclidean{}, few, {.weights = weighting::first}, 0);
    check(share_identical{}, few, {}, 0);
    check(directional{}, few, {}, 0);
    check(cohen_kappa{}, few, {}, 0);
    check(pearson{}, few, {}, 0);
    check(city_block{}, few, {.missing = missing_policy::neutral()}, 0);
    // At most one rounding of the greatest sum, 12 issues of weight 1, for each of two times 300 changes.
    check(city_block{}, continuous, {}, 2 * 300 * 12 * 0x1p-53);
}

TEST_CASE("progress, and an end before the end") {
    auto const x = random_matrix({300, 9, 3, 0.3, true}, 61);
    thread_pool const pool(2);
    std::size_t calls = 0, last = 0;
    with_progress const counted(pool, [&](std::size_t done, std::size_t total) {
        ++calls;
        CHECK(done == last + 1);
        last = done;
        return total > 0;
    });
    auto const all = all_pairs(x, city_block{}, {}, counted);
    CHECK(calls == tiling(300, 300, true).size());
    CHECK(all(0, 1) == compare(x, 0, 1, city_block{}).value);
    with_progress const stopped(pool, [](std::size_t done, std::size_t) { return done < 2; });
    CHECK_THROWS_AS(all_pairs(x, city_block{}, {}, stopped), cancelled);
}

TEST_CASE("an exception of a piece comes out of the pool, and the pool goes on") {
    thread_pool const pool(3);
    CHECK_THROWS_AS(pool(100,
                         [](std::size_t i) {
                             if (i == 50) throw std::runtime_error("fifty");
                         }),
                    std::runtime_error);
    std::atomic<int> sum{0};
    pool(100, [&](std::size_t i) { sum += static_cast<int>(i); });
    CHECK(sum == 4950);
    pool(0, [](std::size_t) { FAIL("there is nothing to do"); });
}
