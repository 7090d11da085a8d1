// SPDX-License-Identifier: BSL-1.0
// What is read of actors, issues and stances beside what they must have: of the library's types,
// and of types that have little, or other types of numbers.
#include <entente/model/stance_graph.hpp>
#include <entente/positions/position_matrix.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <limits>
#include <memory>
#include <string>
#include <type_traits>

namespace bare {

struct state {
    std::string name;
};
struct motion {
    std::string name;
    entente::likert<5> scale;
};
struct vote {
    boost::optional<double> position;
};

}  // namespace bare

namespace rich {

struct state {
    std::string name;
    float capability = 1;
};
struct clause {
    struct term {
        entente::id_of<bare::motion> issue;
        entente::interval outcome;
    };
    std::vector<term> terms;
    boost::optional<double> fallback;
};
struct vote {
    boost::optional<double> position;
    double salience = 2;  // always stated
    float confidence = 0.5f;
    boost::optional<double> capability{};
    entente::interval acceptable{1, 4};
    entente::period valid{};
    boost::optional<clause> depends_on{};
};
using graph = entente::typed_graph<entente::typed_relation<state, vote, bare::motion>>;

}  // namespace rich

namespace {

using namespace entente;

using of_bare = stance_traits<bare::vote>;
using of_rich = stance_traits<rich::vote>;
using of_own = stance_traits<stance_on<likert<5>>>;
static_assert(!of_bare::has_status && !of_bare::has_acceptable && !of_bare::has_validity && !of_bare::has_condition);
static_assert(!of_rich::has_status && of_rich::has_acceptable && of_rich::has_validity && of_rich::has_condition);
static_assert(of_own::has_status && of_own::has_acceptable && of_own::has_validity && of_own::has_condition);
static_assert(std::is_same_v<decltype(of_bare::condition(bare::vote{})), std::nullptr_t>);

}  // namespace

TEST_CASE("What a type does not say has the value of what is not stated") {
    bare::vote const said{3.0}, withheld{};
    CHECK(of_bare::position(said) == 3.0);
    CHECK(of_bare::salience(said) == boost::none);
    CHECK(of_bare::confidence(said) == 1);
    CHECK(of_bare::capability(said) == boost::none);
    CHECK(of_bare::status(said) == stance_status::stated);
    CHECK(of_bare::status(withheld) == stance_status::withheld);
    CHECK(of_bare::acceptable(said) == interval{});
    CHECK(of_bare::valid(said) == period{});
    CHECK(actor_traits<bare::state>::capability({"A"}) == 1);
    CHECK(issue_traits<bare::motion>::weight({"m", {}}) == 1);
}

TEST_CASE("What it says is read, whatever kind of number it is") {
    rich::vote v{4.0};
    CHECK(of_rich::salience(v) == 2.0);
    CHECK(of_rich::confidence(v) == 0.5);
    CHECK(of_rich::acceptable(v) == interval{1, 4});
    CHECK(of_rich::condition(v) == nullptr);
    v.depends_on.emplace();
    CHECK(of_rich::condition(v) == &*v.depends_on);
    v.capability = 3;
    CHECK(of_rich::capability(v) == 3.0);
    CHECK(actor_traits<rich::state>::capability({"A", 2.5f}) == 2.5);
    stance_on<likert<5>> s{
        .position = 2, .salience = 7, .confidence = 0.25, .status = stance_status::attributed, .capability = 9};
    CHECK(of_own::salience(s) == 7.0);
    CHECK(of_own::confidence(s) == 0.25);
    CHECK(of_own::status(s) == stance_status::attributed);
    CHECK(of_own::capability(s) == 9.0);
    CHECK(of_own::condition(s) == nullptr);
    s.depends_on = std::make_shared<condition_on<basic_issue<likert<5>>> const>();
    CHECK(of_own::condition(s) == s.depends_on.get());
    CHECK(issue_traits<basic_issue<likert<5>>>::weight({"i", {}, 0.5}) == 0.5);
}

TEST_CASE("Stances and actors of one's own reach the matrix through the traits") {
    rich::graph::builder b;
    auto const a = b.add(rich::state{"A", 3}), c = b.add(rich::state{"C"});
    auto const m = b.add(bare::motion{"m", {}}), n = b.add(bare::motion{"n", {}});
    b.relate(a, m, rich::vote{.position = 4.0, .capability = 5.0});
    b.relate(a, n, rich::vote{.position = 2.0, .depends_on = rich::clause{{{m, {1, 2}}}, 1.0}});
    auto const g = b.freeze();
    auto const matrix = make_position_matrix<rich::graph>(g, {.outcomes = {{m, 5}}});
    CHECK(matrix.weight(a.value) == 3);
    CHECK(matrix.weight(c.value) == 1);
    CHECK(matrix.weight_of(a.value, 0) == 5);
    CHECK(matrix.weight_of(a.value, 1) == 3);
    CHECK(matrix.row(a.value)[0].salience == 2);
    CHECK(matrix.row(a.value)[0].confidence == 0.5);
    CHECK(matrix.row(a.value)[1].position == 1);
    CHECK(matrix.acceptable(a.value)[0] == interval{1, 4});
    CHECK_THROWS_AS(b.relate(c, m, rich::vote{.position = 5.0}), stance_error);  // beyond what it accepts
    CHECK_THROWS_AS(b.relate(c, m, rich::vote{.position = 3.0, .salience = -1}), stance_error);
    CHECK_THROWS_AS(b.relate(c, m, rich::vote{.position = 3.0, .depends_on = rich::clause{}}), stance_error);

    // An actor type without a check of its own is refused where it is turned into numbers.
    b.add(rich::state{"D", std::numeric_limits<float>::infinity()});
    CHECK_THROWS_WITH_AS(make_position_matrix(b.freeze()), doctest::Contains("\"D\""), graph_error);
    rich::graph::builder nameless;
    nameless.add(rich::state{""});
    CHECK_THROWS_AS(make_position_matrix(nameless.freeze()), graph_error);
}
