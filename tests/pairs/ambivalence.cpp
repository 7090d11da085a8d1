// SPDX-License-Identifier: BSL-1.0
#include "entente/pairs/ambivalence.hpp"

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "entente/dyadic/explain.hpp"
#include "entente/measures/all.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/text/measure_names.hpp"
#include "support/pair_of_actors.hpp"

#include <nlohmann/json.hpp>

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

/// Actors' valued positions on objectives, -4 ... 4.
position_matrix objectives(std::vector<std::vector<int>> const& valued) {
    std::vector<issue_column> columns(valued[0].size(), column_of(scale::ordinal(-4, 4)));
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (auto const& row : valued) {
        names.push_back("actor " + std::to_string(names.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            cells.push_back({static_cast<std::uint32_t>(i), true, static_cast<double>(row[i]), 1, 1});
        offsets.push_back(cells.size());
    }
    return {std::move(names), std::move(columns), std::move(offsets), std::move(cells)};
}

// The published example: the airports of Paris (Godet 1991), six actors on five objectives.
std::vector<std::vector<int>> const paris{{2, 3, 0, 0, 1}, {-2, 0, 3, -1, -3}, {-1, 0, -3, 3, -2},
                                          {0, 3, 2, 0, 1}, {-1, 0, -2, 2, -2}, {0, 0, 0, 0, 3}};
std::vector<double> const power{1.2627837739956485, 0.9295491669690189, 0.4477828245184091,
                                1.3810444766396852, 0.848160069400303,  1.1306796884769352};

}  // namespace

TEST_CASE("airports of Paris: counts, valued sums and ambivalence as published") {
    auto const m = objectives(paris);
    // Sums of the source are in its units, 4 of them to full strength.
    auto const sum_of = [&](auto const& measure, std::size_t actor) {
        double sum = 0;
        for (std::size_t other = 0; other < m.actors(); ++other)
            if (other != actor) sum += *compare(m, actor, other, measure).value;
        return sum;
    };
    std::array<double, 6> const together{6, 10.5, 12, 8.5, 12, 4}, against{10, 18, 14.5, 9.5, 13, 8};
    std::array<double, 6> const torn{0, 40.0 / 57, 16.0 / 53, 2.0 / 9, 0.32, 0};
    for (std::size_t actor = 0; actor < 6; ++actor) {
        CHECK(4 * sum_of(convergence{.order = 2}, actor) == together[actor]);
        CHECK(4 * sum_of(divergence{.order = 2}, actor) == against[actor]);
        auto const ours = ambivalence(m, actor);
        REQUIRE(ours);
        CHECK(*ours == doctest::Approx(torn[actor]).epsilon(1e-14));
    }
    CHECK(*compare(m, 2, 4, convergence{.order = 1}).value == 4);
    CHECK(*compare(m, 0, 1, divergence{.order = 1}).value == 2);
    CHECK(*degree_of_convergence(m) == doctest::Approx(53.0 / 126).epsilon(1e-15));
    CHECK(*degree_of_convergence(m, {.order = 1}) == doctest::Approx(26.0 / 62).epsilon(1e-15));
}

TEST_CASE("order 3 weighs by power, which is what the actors weigh") {
    auto const m = objectives(paris).with_actor_weights(power);
    convergence const third{.order = 3};
    double expected = 0;
    for (std::size_t k = 0; k < 5; ++k)
        if (paris[2][k] * paris[4][k] > 0)
            expected += (power[2] * std::abs(paris[2][k]) + power[4] * std::abs(paris[4][k])) / 2;
    CHECK(4 * *compare(m, 2, 4, third).value == doctest::Approx(expected).epsilon(1e-14));
    // The same whatever computes it, and whoever comes first.
    CHECK(compare(m, 4, 2, third).value == compare(m, 2, 4, third).value);
    CHECK(all_pairs(m, third)(2, 4) == compare(m, 2, 4, third).value);
    CHECK(explain(m, 2, 4, third).whole.value == compare(m, 2, 4, third).value);
    CHECK(*degree_of_convergence(m, third) == doctest::Approx(0.420718).epsilon(1e-6));
    // Power does not touch the first two orders.
    CHECK(compare(m, 2, 4, convergence{.order = 2}).value ==
          compare(objectives(paris), 2, 4, convergence{.order = 2}).value);
}

TEST_CASE("order 3 finds the actors of a graph") {
    stance_graph<scale>::builder b;
    std::vector<id_of<actor>> who;
    for (auto const& [name, capability] : {std::pair("A", 1.0), {"B", 10.0}, {"C", 100.0}})
        who.push_back(b.add(actor{.name = name, .capability = capability}));
    auto const what = b.add(basic_issue<scale>{"I", scale::ordinal(-4, 4)});
    b.relate(who[0], what, stance_on<scale>{.position = 4});
    b.relate(who[1], what, stance_on<scale>{.position = 2});
    b.relate(who[2], what, stance_on<scale>{.position = 4});
    auto const g = b.freeze();
    convergence const third{.order = 3};
    CHECK(*compare(g, who[1], who[2], third).value == doctest::Approx((10 * 0.5 + 100) / 2));
    CHECK(*all_pairs(g, third)(1, 2) == doctest::Approx((10 * 0.5 + 100) / 2));
    CHECK(*explain(g, who[1], who[2], third).whole.value == doctest::Approx((10 * 0.5 + 100) / 2));
    CHECK(ambivalence(g, who[0]) == 0.0);
}

TEST_CASE("neutral is on no side, missing is not neutral") {
    scale const s = scale::ordinal(-2, 2);
    CHECK(value_of(pair_of_actors(s, {0.0, 0.0}, {2.0, 0.0}), convergence{}) == 0.0);
    CHECK(value_of(pair_of_actors(s, {0.0, 0.0}, {2.0, 0.0}), divergence{}) == 0.0);
    CHECK(value_of(pair_of_actors(s, {2.0, boost::none}, {2.0, 2.0}), convergence{}) == 1.0);
    CHECK(value_of(pair_of_actors(s, {boost::none}, {2.0}), convergence{}) == boost::none);
    CHECK(value_of(pair_of_actors(s, {boost::none}, {2.0}), convergence{}, {.missing = missing_policy::neutral()}) ==
          0.0);
}

TEST_CASE("ambivalence and degree of convergence are undefined where nobody stands on a side") {
    auto const neutral = objectives({{0, 0}, {0, 3}, {2, 0}});
    CHECK(ambivalence(neutral, 0) == boost::none);
    CHECK(degree_of_convergence(neutral) == boost::none);
    auto const single = objectives({{1, 1}});
    CHECK(ambivalence(single, 0) == boost::none);
    CHECK(degree_of_convergence(single) == boost::none);
    // As much with as against: wholly torn.
    CHECK(ambivalence(objectives({{1, 1}, {1, -1}}), 0) == 1.0);
}

TEST_CASE("convergence and divergence by name") {
    int seen = 0;
    visit_measure("convergence:1", [&](auto const& m) {
        if constexpr (requires { m.order; }) seen = m.order;
    });
    CHECK(seen == 1);
    for (auto const* bad : {"convergence:0", "convergence:4", "convergence:1.5", "divergence:x", "divergence:2 "}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(visit_measure(bad, [](auto const&) {}), error);
    }
}

TEST_CASE("the influence of an issue on a sum is its part of the sum") {
    auto const m = pair_of_actors(scale::ordinal(-4, 4), {4.0, -2.0, 3.0}, {2.0, -2.0, -1.0});
    auto const parts = explain(m, 0, 1, convergence{});
    double sum = 0;
    for (auto const& p : parts.issues) sum += p.influence ? *p.influence : 0.0;
    CHECK(sum == *parts.whole.value);
}

TEST_CASE("airports of Paris: every pair, in all orders, as two programs give them") {
    auto const ref = reference_file("golden/influence/aeroports_de_paris_golden_ref.json");
    auto const tio = reference_file("golden/influence/aeroports_de_paris_golden_tio.json");
    if (!ref || !tio) return;
    std::ifstream ref_in(*ref), tio_in(*tio);
    auto const exact = nlohmann::json::parse(ref_in)["float"];
    auto const peer = nlohmann::json::parse(tio_in);
    auto const m = objectives(paris).with_actor_weights(power);
    int compared = 0;
    double worst = 0;
    auto const check = [&](boost::optional<double> const& ours, nlohmann::json const& theirs) {
        REQUIRE(ours);
        double const e = relative_error(*ours, theirs.get<double>());
        CHECK(e <= 1e-12);
        worst = std::max(worst, e);
        ++compared;
    };
    for (int order = 1; order <= 3; ++order) {
        auto const name = std::to_string(order);
        convergence const with{.order = order};
        divergence const without{.order = order};
        double const units = order == 1 ? 1 : 4;
        auto const in_units = [&](boost::optional<double> const& v) {
            return v ? boost::make_optional(units * *v) : v;
        };
        for (std::size_t a = 0; a < 6; ++a)
            for (std::size_t b = 0; b < 6; ++b)
                if (a != b) {
                    check(in_units(compare(m, a, b, with).value), exact[name + "CAA"][a][b]);
                    check(in_units(compare(m, a, b, without).value), exact[name + "DAA"][a][b]);
                    check(in_units(compare(m, a, b, with).value), peer[name + "CAA"][a][b]);
                    check(in_units(compare(m, a, b, without).value), peer[name + "DAA"][a][b]);
                }
        for (std::size_t a = 0; a < 6; ++a) check(ambivalence(m, a, with), exact[name + "EQ"][a]);
        check(degree_of_convergence(m, with), exact[name + "degree_convergence"]);
    }
    MESSAGE("MACTOR: " << compared << " values, worst relative error " << worst);
    CHECK(compared == 3 * (30 * 4 + 6 + 1));
}
