// SPDX-License-Identifier: BSL-1.0
// Zones of agreement: what all parties accept, whose red lines bind, and who has not spoken.
#include <entente/negotiation/zone.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace entente;
using graph = stance_graph<scale>;
using held = stance_on<scale>;
using condition = condition_on<basic_issue<scale>>;

constexpr double infinity = std::numeric_limits<double>::infinity();

struct table_of_three {
    graph::builder b;
    id_of<actor> a = b.add(actor{"A"}), c = b.add(actor{"C"}), d = b.add(actor{"D"});
    id_of<basic_issue<scale>> tax = b.add(basic_issue<scale>{"tax", scale::interval(0, 10)});
    id_of<basic_issue<scale>> border = b.add(basic_issue<scale>{"border", scale::ordinal(1, 5)});
};

/// Compared by hand, so that a zone that is empty is not taken for one that is there.
void check_common(zone const& z, boost::optional<interval> expected) {
    CHECK(z.common.has_value() == expected.has_value());
    if (z.common && expected) CHECK(*z.common == *expected);
}

}  // namespace

TEST_CASE_FIXTURE(table_of_three, "The zone is what all accept, within the scale") {
    b.relate(a, tax, held{.position = 3, .acceptable = {2, 6}});
    b.relate(c, tax, held{.position = 5, .acceptable = {4.5, infinity}});
    b.relate(d, tax, held{.position = 8});
    auto const g = b.freeze();
    auto const z = zone_of_agreement(g, tax, {a, c, d});
    check_common(z, interval{4.5, 6});
    CHECK(z.red_lines == std::vector<actor_id>{a, c});
    CHECK(z.silent.empty());
    CHECK_FALSE(z.provisional());
    check_common(zone_of_agreement(g, tax, {a}), interval{2, 6});
    check_common(zone_of_agreement(g, tax, {c}), interval{4.5, 10});
    check_common(zone_of_agreement(g, tax, {d}), interval{0, 10});
    CHECK(zone_of_agreement(g, tax, {d}).red_lines.empty());
}

TEST_CASE_FIXTURE(table_of_three, "Red lines that meet leave one outcome; that cross, none") {
    b.relate(a, tax, held{.position = 3, .acceptable = {-infinity, 4}});
    b.relate(c, tax, held{.position = 5, .acceptable = {4, infinity}});
    b.relate(d, tax, held{.position = 5, .acceptable = {4.25, infinity}});
    auto const g = b.freeze();
    check_common(zone_of_agreement(g, tax, {a, c}), interval{4, 4});
    auto const none = zone_of_agreement(g, tax, {a, d});
    check_common(none, boost::none);
    CHECK(none.red_lines == std::vector<actor_id>{a, d});
    CHECK_FALSE(none.provisional());  // more red lines cannot exclude more than everything
    check_common(zone_of_agreement(g, tax, {a, c, d}), boost::none);
}

TEST_CASE_FIXTURE(table_of_three, "On a scale of categories the zone begins and ends at categories, and needs one") {
    b.relate(a, border, held{.position = 2, .acceptable = {1.5, 3.5}});
    b.relate(c, border, held{.position = 3, .acceptable = {2.5, infinity}});
    b.relate(d, border, held{.position = 4, .acceptable = {3.25, 5}});
    auto const g = b.freeze();
    check_common(zone_of_agreement(g, border, {a}), interval{2, 3});
    check_common(zone_of_agreement(g, border, {a, c}), interval{3, 3});
    check_common(zone_of_agreement(g, border, {c, d}), interval{4, 5});
    // From 3.25 to 3.5 all would agree, but there is no such outcome.
    check_common(zone_of_agreement(g, border, {a, d}), boost::none);
    CHECK(zone_of_agreement(g, border, {c}).red_lines == std::vector<actor_id>{c});
}

TEST_CASE_FIXTURE(table_of_three,
                  "A party that does not say what it wants is silent; the red line that it has stated binds") {
    b.relate(a, tax, held{.position = 3, .acceptable = {2, 6}});
    b.relate(c, tax, held{.acceptable = {5, infinity}});
    auto const g = b.freeze();
    auto const z = zone_of_agreement(g, tax, {a, c, d});
    check_common(z, interval{5, 6});
    CHECK(z.red_lines == std::vector<actor_id>{a, c});
    CHECK(z.silent == std::vector<actor_id>{c, d});
    CHECK(z.provisional());
    auto const unheard = zone_of_agreement(g, border, {a, c, d});
    check_common(unheard, interval{1, 5});
    CHECK(unheard.silent == std::vector<actor_id>{a, c, d});
    CHECK(unheard.red_lines.empty());
}

TEST_CASE_FIXTURE(table_of_three, "Without parties the zone is the whole scale") {
    auto const g = b.freeze();
    auto const z = zone_of_agreement(g, border, {});
    check_common(z, interval{1, 5});
    CHECK(z.red_lines.empty());
    CHECK(z.silent.empty());
    CHECK_FALSE(z.provisional());
    check_common(zone_of_agreement(g, tax, std::vector<actor_id>()), interval{0, 10});
}

TEST_CASE_FIXTURE(table_of_three, "Time, conditions and those who speak for a party are as held_by has them") {
    b.relate(a, tax, held{.position = 3, .acceptable = {2, 4}, .valid = {.to = day(2000, 1, 1)}});
    b.relate(a, tax, held{.position = 7, .acceptable = {6, 8}, .valid = {.from = day(2000, 1, 1)}});
    b.relate(c, tax,
             held{.position = 5,
                  .acceptable = {3, 7},
                  .depends_on = std::make_shared<condition const>(condition{{{border, {1, 2}}}, boost::none})});
    b.relate(c, d, member_of{});
    auto const g = b.freeze();
    check_common(zone_of_agreement(g, tax, {a, c}), interval{6, 7});
    check_common(zone_of_agreement(g, tax, {a, c}, {.at = day(1999, 1, 1)}), interval{3, 4});
    CHECK(zone_of_agreement(g, tax, {a, c}).silent.empty());
    CHECK(zone_of_agreement(g, tax, {a, c}, {.outcomes = {{border, 5}}}).silent == std::vector<actor_id>{c});
    check_common(zone_of_agreement(g, tax, {a, d}), interval{6, 8});
    CHECK(zone_of_agreement(g, tax, {a, d}).silent == std::vector<actor_id>{d});
    auto const through_member = zone_of_agreement(g, tax, {a, d}, {.members = aggregation::unanimity});
    check_common(through_member, interval{6, 7});
    CHECK(through_member.silent.empty());
}

TEST_CASE_FIXTURE(table_of_three, "Parties come in any list of ids, a graph's or a result's") {
    b.relate(a, tax, held{.position = 3, .acceptable = {2, 6}});
    auto const g = b.freeze();
    issue_id const on = tax;
    std::array<id_of<actor>, 1> const of_graph{a};
    std::vector<actor_id> const of_result = zone_of_agreement(g, tax, of_graph).red_lines;
    check_common(zone_of_agreement(g, on, of_result), interval{2, 6});
    check_common(zone_of_agreement(g, on, g.ids<actor>()), interval{2, 6});
    CHECK(zone_of_agreement(g, on, g.ids<actor>()).silent == std::vector<actor_id>{c, d});
}

TEST_CASE("Zones are what their definition says, point by point, in whatever order the parties come") {
    std::mt19937 random(20);
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    scale const scales[] = {scale::interval(0, 10), scale::ordinal(1, 5),
                            scale::ordinal({{"low", -2}, {"middle", 0.5}, {"high", 7}}),
                            scale::nominal({"x", "y", "z"})};
    std::size_t zones = 0, none = 0, provisional = 0, points = 0;
    for (int round = 0; round < 2000; ++round) {
        auto const& s = scales[below(std::size(scales))];
        auto const point = [&] {
            if (s.categories()) return s.value(below(s.categories()));
            return static_cast<double>(below(41)) / 4;
        };
        graph::builder b;
        auto const issue = b.add(basic_issue<scale>{"issue", s});
        std::vector<id_of<actor>> parties;
        std::vector<boost::optional<held>> said;
        for (std::size_t p = 0, n = below(6); p < n; ++p) {
            parties.push_back(b.add(actor{"party " + std::to_string(p)}));
            said.emplace_back();
            if (below(5) == 0) continue;
            held h;
            double const wanted = point();
            if (below(4)) h.position = wanted, h.status = stance_status::stated;
            double const half = s.categories() ? 0.25 : 0;
            if (below(3))
                h.acceptable.lower = std::max(s.lower(), std::min(wanted, point()) - (below(2) ? half : 0));
            if (below(3))
                h.acceptable.upper = std::min(s.upper(), std::max(wanted, point()) + (below(2) ? half : 0));
            b.relate(parties.back(), issue, h);
            said.back() = h;
        }
        auto const g = b.freeze();
        auto const z = zone_of_agreement(g, issue, parties);

        // Every outcome that could make a difference: ends of ranges, what lies between them and
        // just beside them.
        std::vector<double> outcomes;
        if (s.categories()) {
            for (std::size_t k = 0; k < s.categories(); ++k) outcomes.push_back(s.value(k));
        } else {
            for (int k = 0; k <= 80; ++k) outcomes.push_back(k / 8.0);
            for (auto const& h : said)
                if (h)
                    for (double const x : {h->acceptable.lower, h->acceptable.upper})
                        for (double const y : {std::nextafter(x, -infinity), x, std::nextafter(x, infinity)})
                            if (s.contains(y)) outcomes.push_back(y);
        }
        auto const all_accept = [&](double x) {
            return std::all_of(said.begin(), said.end(),
                               [&](auto const& h) { return !h || h->acceptable.contains(x); });
        };
        boost::optional<interval> expected;
        for (double const x : outcomes)
            if (all_accept(x))
                expected =
                    expected ? interval{std::min(expected->lower, x), std::max(expected->upper, x)} : interval{x, x};
        check_common(z, expected);
        for (double const x : outcomes) {
            CHECK(all_accept(x) == (z.common && z.common->contains(x)));
            ++points;
        }
        std::vector<actor_id> red_lines, silent;
        for (std::size_t p = 0; p < parties.size(); ++p) {
            if (!said[p] || !said[p]->position) silent.push_back(parties[p]);
            if (said[p] && std::any_of(outcomes.begin(), outcomes.end(),
                                       [&](double x) { return !said[p]->acceptable.contains(x); }))
                red_lines.push_back(parties[p]);
        }
        CHECK(z.silent == silent);
        CHECK(z.red_lines == red_lines);
        CHECK(z.provisional() == (expected && !silent.empty()));

        auto shuffled = parties;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        auto again = zone_of_agreement(g, issue, shuffled);
        check_common(again, expected);
        std::sort(again.silent.begin(), again.silent.end());
        std::sort(again.red_lines.begin(), again.red_lines.end());
        CHECK(again.silent == silent);
        CHECK(again.red_lines == red_lines);

        zones += z.common.has_value(), none += !z.common, provisional += z.provisional();
    }
    // The cases are not all of one kind.
    CHECK(zones > 200);
    CHECK(none > 200);
    CHECK(provisional > 200);
    CHECK(points > 10000);
}
