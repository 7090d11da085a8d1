// SPDX-License-Identifier: BSL-1.0
// Compromises, medians, modes and pivots: where an issue would be settled.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <ostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/negotiation/compromise.hpp"
#include "entente/negotiation/median.hpp"
#include "entente/negotiation/pivots.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

// For messages of failed checks.
std::ostream& operator<<(std::ostream& to, actor_id r) {
    return to << '#' << r.value;
}

}  // namespace entente

namespace {

using namespace entente;

struct held {
    double position, salience = 1, capability = 1;
};

/// One actor a stance, on one issue from 0 to 100.
position_matrix on_one_issue(std::vector<held> const& all, level measurement = level::interval) {
    std::vector<std::string> names;
    std::vector<cell> cells;
    std::vector<double> capability;
    std::vector<std::size_t> offsets{0};
    for (auto const& h : all) {
        names.push_back("actor " + std::to_string(names.size()));
        cells.push_back({0, true, h.position, h.salience, 1});
        capability.push_back(h.capability);
        offsets.push_back(cells.size());
    }
    issue_column c;
    c.name = "tax", c.upper = 100, c.measurement = measurement;
    if (measurement == level::nominal) c.categories = {0, 50, 100};
    return {std::move(names), {c}, std::move(offsets), std::move(cells), {}, std::move(capability)};
}
issue_id const tax(std::size_t{0});

fault_code code_of(auto&& call) {
    try {
        call();
    } catch (error const& e) {
        return e.code();
    }
    FAIL("nothing was thrown");
    return fault_code::syntax;
}

}  // namespace

TEST_CASE("The compromise is the weighted mean, with what it costs each") {
    auto const m = on_one_issue({{0, 0.5, 2}, {100, 1, 3}, {40, 0, 9}});
    auto const c = compromise(m, tax);
    CHECK(*c.value == doctest::Approx(75));
    CHECK(c.weight == 4);
    CHECK(*c.dispersion == doctest::Approx(0.25 * 75 * 75 + 0.75 * 25 * 25));
    CHECK(*c.mean_square == doctest::Approx((75.0 * 75 + 25 * 25 + 35 * 35) / 3));
    REQUIRE(c.losses.size() == 3);
    CHECK(c.losses[0].loss == doctest::Approx(37.5));
    CHECK(c.losses[1].loss == doctest::Approx(25));
    CHECK(c.losses[2].loss == 0);
    CHECK(c.total_loss() == doctest::Approx(62.5));
    CHECK(c.reason == no_outcome::none);
    auto const at = losses_at(m, tax, 100);
    CHECK(at[0].loss == doctest::Approx(50));
    CHECK(code_of([&] { losses_at(m, tax, std::numeric_limits<double>::infinity()); }) == fault_code::not_a_number);
    CHECK(code_of([&] { compromise(m, issue_id(std::size_t{4})); }) == fault_code::unknown_name);
}

TEST_CASE("Where nothing weighs there is no compromise, no median, no mode and no pivot: undefined, and never 0") {
    auto const idle = on_one_issue({{30, 0, 1}, {40, 1, 0}});
    for (auto const& m : {idle, on_one_issue({})}) {
        auto const why = m.actors() ? no_outcome::no_weight : no_outcome::nobody;
        auto const c = compromise(m, tax);
        CHECK_FALSE(c.value);
        CHECK_FALSE(c.dispersion);
        CHECK(c.losses.empty());
        CHECK(c.reason == why);
        CHECK_FALSE(weighted_median(m, tax).lower);
        CHECK_FALSE(weighted_median(m, tax).value(median_tie::middle));
        CHECK(weighted_median(m, tax).reason == why);
        CHECK(weighted_mode(m, tax).positions.empty());
        CHECK(weighted_mode(m, tax).reason == why);
    }
    // Pivots are of capability: without salience the second case has some.
    CHECK_FALSE(pivots(on_one_issue({{30, 1, 0}}), tax, quota::of_all(0.5)).lower);
    CHECK(pivots(on_one_issue({{30, 1, 0}}), tax, quota::of_all(0.5)).reason == no_outcome::no_weight);
    CHECK(pivots(on_one_issue({}), tax, quota::of_weight(1)).reason == no_outcome::nobody);
    CHECK(to_string(no_outcome::no_weight) == "those with a position weigh nothing");
}

TEST_CASE("A scale of names has no between") {
    auto const m = on_one_issue({{0}, {50}, {50}}, level::nominal);
    CHECK(code_of([&] { compromise(m, tax); }) == fault_code::level_too_low);
    CHECK(code_of([&] { weighted_median(m, tax); }) == fault_code::level_too_low);
    CHECK(code_of([&] { pivots(m, tax, quota::of_all(0.5)); }) == fault_code::level_too_low);
    CHECK(weighted_mode(m, tax).positions == std::vector<double>{50});
}

TEST_CASE("Medians tie as weights do, by an explicit rule") {
    auto const median = [](std::vector<held> const& all) { return weighted_median(on_one_issue(all), tax); };
    auto const even = median({{10}, {90}, {20}, {60}});
    CHECK((even.lower == 20.0 && even.upper == 60.0));
    CHECK(even.value(median_tie::lower) == 20.0);
    CHECK(even.value(median_tie::upper) == 60.0);
    CHECK(even.value(median_tie::middle) == 40.0);
    auto const odd = median({{10}, {90}, {20}});
    CHECK((odd.lower == 20.0 && odd.upper == 20.0));
    // 0.1 + 0.2 is 0.3, whatever doubles make of it.
    auto const decimal = median({{10, 0.1}, {20, 0.2}, {70, 0.3}});
    CHECK((decimal.lower == 20.0 && decimal.upper == 70.0));
    // Who weighs nothing stands nowhere.
    auto const idle = median({{10}, {50, 0}, {90}});
    CHECK((idle.lower == 10.0 && idle.upper == 90.0));
    CHECK(median({{40}}).lower == 40.0);
    auto const all_three = on_one_issue({{10, 2}, {10, 1}, {30, 3}, {70, 1}});
    CHECK(weighted_mode(all_three, tax).positions == std::vector<double>{10, 30});
    CHECK(weighted_mode(all_three, tax).weight == 3);
    // Large weights tie as small ones do: their sum is 6e-8 short of the third.
    auto const large = on_one_issue({{10, 100000000.1}, {10, 200000000.2}, {70, 300000000.3}});
    CHECK(weighted_mode(large, tax).positions == std::vector<double>{10, 70});
    auto const middle = weighted_median(large, tax);
    CHECK((middle.lower == 10.0 && middle.upper == 70.0));
    // Results say of which issue they are.
    issue_column first, second;
    first.name = "a", second.name = "b", first.upper = second.upper = 100;
    position_matrix const two({"x", "y"}, {first, second}, {0, 2, 3},
                              {{0, true, 10, 1, 1}, {1, true, 40, 1, 1}, {1, true, 60, 3, 1}});
    issue_id const b(1);
    CHECK((weighted_mode(two, b).issue == b && weighted_median(two, b).issue == b && compromise(two, b).issue == b));
    CHECK(weighted_mode(two, b).positions == std::vector<double>{60});
    CHECK(to_string(median_tie::upper) == "upper");
}

TEST_CASE("Property: medians minimise the weighted distance, compromises lie within positions, and order is nothing") {
    std::mt19937 random(4);
    for (int round = 0; round < 500; ++round) {
        std::vector<held> all;
        for (std::size_t n = 1 + random() % 7; n--;)
            all.push_back({static_cast<double>(random() % 21) * 5, static_cast<double>(random() % 4) / 2,
                           static_cast<double>(random() % 5)});
        auto const m = on_one_issue(all);
        auto const c = compromise(m, tax);
        auto const med = weighted_median(m, tax);
        auto const mode = weighted_mode(m, tax);
        auto shuffled = all;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        auto const other = on_one_issue(shuffled);
        CHECK(compromise(other, tax).value.has_value() == c.value.has_value());
        CHECK(weighted_median(other, tax).lower == med.lower);
        CHECK(weighted_median(other, tax).upper == med.upper);
        CHECK(weighted_mode(other, tax).positions == mode.positions);
        auto const half = quota::of_all(0.5 + static_cast<double>(random() % 6) / 10);
        CHECK(pivots(other, tax, half).lower == pivots(m, tax, half).lower);
        CHECK(pivots(other, tax, half).upper == pivots(m, tax, half).upper);
        if (!c.value) continue;
        CHECK(*compromise(other, tax).value == doctest::Approx(*c.value).epsilon(1e-12));
        double least = 100, greatest = 0;
        for (auto const& h : all) least = std::min(least, h.position), greatest = std::max(greatest, h.position);
        CHECK((*c.value >= least && *c.value <= greatest));
        auto const distance = [&](double x) {
            double sum = 0;
            for (auto const& h : all) sum += h.salience * h.capability * std::abs(h.position - x);
            return sum;
        };
        double best = distance(all[0].position);
        for (auto const& h : all) best = std::min(best, distance(h.position));
        CHECK(distance(*med.lower) == doctest::Approx(best));
        CHECK(distance(*med.upper) == doctest::Approx(best));
        for (auto const& h : all)
            if (h.position < *med.lower || h.position > *med.upper) CHECK(distance(h.position) > best);
    }
}

TEST_CASE("Pivots and the gridlock interval of a quota") {
    // Five of one vote each: three of five leave the median alone, four of five the middle three.
    auto const five = on_one_issue({{90}, {10}, {30}, {50}, {70}});
    auto const majority = pivots(five, tax, quota::of_weight(3));
    CHECK((majority.lower == 50.0 && majority.upper == 50.0));
    CHECK((majority.lower_pivot == actor_id(3)));
    auto const four = pivots(five, tax, quota::of_all(0.8));
    CHECK((four.lower == 30.0 && four.upper == 70.0));
    CHECK((four.lower_pivot == actor_id(2)));
    CHECK((four.upper_pivot == actor_id(4)));
    CHECK(four.needed == doctest::Approx(4));
    auto const all = pivots(five, tax, quota::of_all(1));
    CHECK((all.lower == 10.0 && all.upper == 90.0));
    auto const two = pivots(five, tax, quota::of_weight(2));
    CHECK_FALSE(two.lower);
    CHECK(two.reason == no_outcome::no_gridlock);
    CHECK(pivots(five, tax, quota::of_weight(6)).reason == no_outcome::quota_too_high);
    CHECK(pivots(five, quota::of_weight(3)).size() == 1);
    for (auto const& wrong : {quota{0, false}, quota{-1, false}, quota{1.5, true}, quota{NAN, false}})
        CHECK(code_of([&] { pivots(five, tax, wrong); }) == fault_code::out_of_range);
}

TEST_CASE(
    "Property: what lies in the gridlock interval no coalition of the quota would move, what lies outside one would") {
    std::mt19937 random(8);
    std::size_t inside = 0, outside = 0;
    for (int round = 0; round < 300; ++round) {
        std::vector<held> all;
        double weight = 0;
        for (std::size_t n = 1 + random() % 6; n--;) {
            all.push_back({static_cast<double>(random() % 11) * 10, 1, 1 + static_cast<double>(random() % 4)});
            weight += all.back().capability;
        }
        double const needed = 1 + static_cast<double>(random() % static_cast<unsigned>(weight));
        auto const p = pivots(on_one_issue(all), tax, quota::of_weight(needed));
        for (double quo = 0; quo <= 100; quo += 5) {
            double up = 0, down = 0;  // who would have a little more, and a little less
            for (auto const& h : all)
                (h.position > quo ? up : h.position < quo ? down : weight) += h.position == quo ? 0 : h.capability;
            bool const moves = up >= needed || down >= needed;
            bool const safe = p.lower && *p.lower <= quo && quo <= *p.upper;
            if (p.lower) CHECK(safe != moves);
            inside += safe, outside += moves;
        }
        if (p.reason == no_outcome::no_gridlock) CHECK(needed <= weight / 2);
    }
    CHECK(inside > 500);
    CHECK(outside > 500);
}

TEST_CASE("Blocking minorities are the minimal sets without which the quota is out of reach") {
    std::array<double, 4> const weights{3, 2, 1, 1};
    auto const found = blocking_minorities(weights, quota::of_weight(5));
    CHECK(found.proved);
    CHECK(found.solution == std::vector<std::vector<std::size_t>>{{0}, {1, 2}, {1, 3}});
    CHECK(found.value == 3);
    CHECK(found.bound == 3);
    std::array<std::size_t, 2> const last{2, 3};
    CHECK_FALSE(can_block(weights, last, quota::of_weight(5)));
    CHECK(can_block(weights, last, quota::of_weight(6)));
    CHECK(blocking_minorities(weights, quota::of_weight(8)).solution.empty());
    auto const cut = blocking_minorities(weights, quota::of_weight(5), {.steps = 2});
    CHECK_FALSE(cut.proved);
    CHECK(cut.ended == search_end::steps);
    CHECK(cut.bound == std::numeric_limits<double>::infinity());
    std::array<double, 2> const negative{1, -1};
    CHECK(code_of([&] { blocking_minorities(negative, quota::of_weight(1)); }) == fault_code::negative_weight);
    std::array<std::size_t, 1> const nobody{4};
    CHECK(code_of([&] { can_block(weights, nobody, quota::of_weight(1)); }) == fault_code::unknown_name);

    // Against every subset, by trying it.
    std::mt19937 random(1);
    for (int round = 0; round < 100; ++round) {
        std::vector<double> w(1 + random() % 6);
        for (double& x : w) x = static_cast<double>(random() % 5);
        double const all = std::accumulate(w.begin(), w.end(), 0.0);
        auto const q = quota::of_weight(1 + static_cast<double>(random() % 12));
        std::vector<std::vector<std::size_t>> expected;
        auto const blocks = [&](unsigned set) {
            double rest = all;
            for (std::size_t i = 0; i < w.size(); ++i)
                if (set >> i & 1u) rest -= w[i];
            return rest < q.amount;
        };
        if (all >= q.amount)
            for (unsigned set = 1; set < 1u << w.size(); ++set) {
                bool minimal = blocks(set);
                std::vector<std::size_t> members;
                for (std::size_t i = 0; i < w.size(); ++i)
                    if (set >> i & 1u) members.push_back(i), minimal = minimal && !blocks(set & ~(1u << i));
                if (minimal) expected.push_back(members);
            }
        auto ours = blocking_minorities(w, q).solution;
        std::sort(ours.begin(), ours.end());
        std::sort(expected.begin(), expected.end());
        CHECK(ours == expected);
    }
}
