// SPDX-License-Identifier: BSL-1.0
// Conditions followed until nothing changes, or for ever.
#include <entente/positions/settled.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
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
using options = stance_options<graph>;
using held = stance_on<scale>;
using issue = id_of<basic_issue<scale>>;
using dependent = condition_on<basic_issue<scale>>;
using outcomes = std::vector<std::pair<issue, double>>;

struct two_parties {
    graph::builder b;
    id_of<actor> a = b.add(actor{"A"}), c = b.add(actor{"C"});
    issue x = add("x"), y = add("y"), z = add("z");

    issue add(char const* name) { return b.add(basic_issue<scale>{name, scale::ordinal(1, 5)}); }
    void both(issue on, held const& h) {
        b.relate(a, on, h);
        b.relate(c, on, h);
    }
    static std::shared_ptr<dependent const> when(issue on, interval in, boost::optional<double> fallback) {
        return std::make_shared<dependent const>(dependent{{{on, in}}, fallback});
    }
};

}  // namespace

TEST_CASE_FIXTURE(two_parties,
                  "What all hold is settled; what they do not, or one alone, or one does not say, is not") {
    auto const d = b.add(actor{"D"});
    both(x, held{.position = 4});
    b.relate(a, y, held{.position = 4});
    b.relate(c, y, held{.position = 3});
    b.relate(d, z, held{.position = 1});
    auto end = settled(b.freeze());
    CHECK(end.settles());
    CHECK(end.options.outcomes == outcomes{{x, 4}});
    CHECK(end.steps == 1);
    b.relate(d, x, held{});
    end = settled(b.freeze());
    CHECK(end.options.outcomes.empty());
    CHECK(end.steps == 0);
    CHECK(settled(graph{}).settles());
}

TEST_CASE_FIXTURE(two_parties, "One agreement makes the next possible") {
    both(x, held{.position = 1});
    b.relate(a, y, held{.position = 2, .depends_on = when(x, {1, 1}, 5)});
    b.relate(c, y, held{.position = 2});
    b.relate(a, z, held{.position = 4});
    b.relate(c, z, held{.position = 3, .depends_on = when(y, {3, 5}, 4)});
    auto const g = b.freeze();
    // With conditions that fail until they are met, agreement comes step by step.
    options const strict{.unresolved_conditions_hold = false};
    auto const end = settled(g, strict);
    CHECK(end.settles());
    CHECK(end.options.outcomes == outcomes{{x, 1}, {y, 2}, {z, 4}});
    CHECK(end.steps == 2);  // z is agreed on at once, by the fallback
    CHECK_FALSE(end.options.unresolved_conditions_hold);
    // The end is a fixed point: from there nothing moves.
    CHECK(settled(g, end.options).steps == 0);
    CHECK(settled(g, end.options).options.outcomes == end.options.outcomes);
}

TEST_CASE_FIXTURE(two_parties,
                  "Outcomes that are given stay, whatever the actors hold, and what hung on another falls") {
    both(x, held{.position = 1});
    both(y, held{.position = 2, .depends_on = when(x, {1, 1}, 5)});
    auto const g = b.freeze();
    CHECK(settled(g).options.outcomes == outcomes{{x, 1}, {y, 2}});
    auto const end = settled(g, {.outcomes = {{x, 3}}});
    CHECK(end.options.outcomes == outcomes{{x, 3}, {y, 5}});
    // Of two for one issue the first counts, as everywhere.
    CHECK(settled(g, {.outcomes = {{x, 3}, {x, 1}}}).options.outcomes == outcomes{{x, 3}, {y, 5}});
    CHECK(settled(g, {.outcomes = {{y, 1}, {x, 3}}}).options.outcomes == outcomes{{x, 3}, {y, 1}});
    CHECK_THROWS_WITH_AS(settled(g, {.outcomes = {{y, std::numeric_limits<double>::quiet_NaN()}}}),
                         doctest::Contains("\"y\""), error);
    for (double const off : {0.0, 2.5, 6.0, 1e300}) {
        CAPTURE(off);
        CHECK_THROWS_WITH_AS(settled(g, {.outcomes = {{x, 3}, {y, off}}}), doctest::Contains("\"y\""), scale_error);
    }
}

TEST_CASE_FIXTURE(two_parties,
                  "Who wants one thing only without the other, and the other only with it, goes round for ever") {
    both(x, held{.position = 1, .depends_on = when(y, {1, 3}, 5)});
    both(y, held{.position = 5, .depends_on = when(x, {1, 3}, 1)});
    both(z, held{.position = 2});
    auto const end = settled(b.freeze());
    CHECK_FALSE(end.settles());
    CHECK(end.unsettled == std::vector<issue_id>{x, y});
    CHECK(end.options.outcomes == outcomes{{z, 2}});
    CHECK(end.steps == 1);
}

TEST_CASE_FIXTURE(two_parties, "An outcome that undermines its own agreement comes and goes") {
    b.relate(a, x, held{.position = 4});
    b.relate(c, x, held{.position = 4, .depends_on = when(y, {1, 3}, boost::none)});
    both(y, held{.position = 5, .depends_on = when(x, {4, 4}, 1)});
    // x is settled at 4; then y is at 5, and C no longer holds 4 on x; with x open, y stays where it is.
    auto const open = settled(b.freeze());
    CHECK(open.settles());
    CHECK(open.options.outcomes == outcomes{{y, 5}});
    CHECK(open.steps == 2);
    // Where what is open does not hold, y falls to 1 with x; C holds 4 again, x is settled again, and so on.
    auto const strict = settled(b.freeze(), {.unresolved_conditions_hold = false});
    CHECK_FALSE(strict.settles());
    CHECK(strict.unsettled == std::vector<issue_id>{x, y});
    CHECK(strict.options.outcomes.empty());
    CHECK(strict.steps == 1);
}

TEST_CASE_FIXTURE(two_parties, "Others may speak, and a date holds, as in every reading") {
    auto const member = b.add(actor{"member of C"});
    b.relate(member, c, member_of{});
    b.relate(a, x, held{.position = 2, .valid = {.to = day(2000, 1, 1)}});
    b.relate(a, x, held{.position = 3, .valid = {.from = day(2000, 1, 1)}});
    b.relate(member, x, held{.position = 2});
    auto const g = b.freeze();
    CHECK(settled(g).options.outcomes.empty());
    CHECK(settled(g, {.at = day(1999, 1, 1)}).options.outcomes == outcomes{{x, 2}});
    auto const end = settled(g, {.at = day(1999, 1, 1), .members = aggregation::latest});
    CHECK(end.options.outcomes == outcomes{{x, 2}});
    CHECK((end.options.at == day(1999, 1, 1)));
    CHECK((end.options.members == aggregation::latest));
}

TEST_CASE("Random conditions: the end is a fixed point of the rule, or goes round among outcomes of which one "
          "part stays") {
    std::mt19937 random(11);
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    std::size_t settle = 0, rounds = 0, late = 0;
    for (int round = 0; round < 500; ++round) {
        graph::builder b;
        std::vector<id_of<actor>> actors;
        std::vector<issue> issues;
        for (std::size_t a = 0; a < 2; ++a) actors.push_back(b.add(actor{std::to_string(a)}));
        for (std::size_t i = 0; i < 5; ++i)
            issues.push_back(b.add(basic_issue<scale>{std::to_string(i), scale::ordinal(1, 3)}));
        auto const degree = [&] { return 1.0 + static_cast<double>(below(3)); };
        for (std::size_t i = 0; i < 5; ++i) {
            held same{.position = degree()};
            if (below(4)) {
                double const from = degree(), to = std::min(3.0, from + static_cast<double>(below(2)));
                same.depends_on = std::make_shared<dependent const>(dependent{
                    {{issues[(i + 1 + below(4)) % 5], {from, to}}}, degree()});
            }
            for (auto const a : actors) {
                auto h = same;
                if (below(8) == 0) h.position = degree();
                b.relate(a, issues[i], h);
            }
        }
        auto const g = b.freeze();
        options o{.unresolved_conditions_hold = below(2) == 0};
        if (below(3) == 0) o.outcomes.emplace_back(issues[below(5)], degree());
        /// The rule, straight from what each actor holds.
        auto const next = [&](outcomes const& now) {
            auto under = o;
            under.outcomes = now;
            outcomes result;
            for (auto const i : issues) {
                if (!o.outcomes.empty() && o.outcomes.front().first == i) {
                    result.push_back(o.outcomes.front());
                    continue;
                }
                auto const p = held_by(g, actors[0], i, under), q = held_by(g, actors[1], i, under);
                if (p && q && p->position && p->position == q->position) result.emplace_back(i, *p->position);
            }
            return result;
        };
        auto const end = settled(g, o);
        auto now = o.outcomes;
        for (std::size_t s = 0; s < end.steps; ++s) {
            auto const after = next(now);
            CHECK(after != now);
            now = after;
        }
        if (end.settles()) {
            CHECK(now == end.options.outcomes);
            CHECK(next(now) == now);
            ++settle;
            late += end.steps > 2;
            continue;
        }
        ++rounds;
        std::vector<outcomes> circle{now};
        for (auto n = next(now); n != now; n = next(n)) {
            REQUIRE(circle.size() < 1000);
            circle.push_back(n);
        }
        CHECK(circle.size() > 1);
        for (auto const i : issues) {
            std::vector<boost::optional<double>> values;
            for (auto const& c : circle) {
                auto const at = std::find_if(c.begin(), c.end(), [&](auto const& p) { return p.first == i; });
                values.push_back(at == c.end() ? boost::none : boost::make_optional(at->second));
            }
            bool const moves =
                std::any_of(values.begin(), values.end(), [&](auto const& v) { return v != values.front(); });
            CHECK(moves == (std::count(end.unsettled.begin(), end.unsettled.end(), issue_id(i)) == 1));
            auto const kept = std::find_if(end.options.outcomes.begin(), end.options.outcomes.end(),
                                           [&](auto const& p) { return p.first == i; });
            CHECK((kept != end.options.outcomes.end()) == (!moves && values.front()));
            if (kept != end.options.outcomes.end()) CHECK(values.front() == kept->second);
        }
    }
    CHECK(settle > 100);
    CHECK(rounds > 20);
    CHECK(late > 5);
}
