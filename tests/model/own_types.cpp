// SPDX-License-Identifier: BSL-1.0
// Users' own actors, issues, stances and relations: what the library needs of them, and what it still checks.
#include <entente/entente.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "graph/print_id.hpp"

namespace elsewhere {

struct country {
    std::string_view name;  // names may be of any type that a string_view is made of
    char iso[3] = "";
};
struct motion {
    std::string name;
    entente::scale scale;
    float weight = 1;
};
struct mediates {
    static constexpr bool irreflexive = true;
};
struct view {
    boost::optional<double> position;
};
struct sanctions {
    static constexpr bool irreflexive = true;
    int level = 1;
};
void validate(country const& c) {
    if (c.iso[0] == '\0')
        throw entente::graph_error(entente::fault_code::syntax, "no ISO code", {.actor = std::string(c.name)});
}
template <class Builder>
void validate(sanctions const& s, entente::id_of<country> from, entente::id_of<country> to, Builder const& b) {
    if (s.level > 3)
        throw entente::graph_error(entente::fault_code::out_of_range,
                                   std::string(b[from].name) + " on " + std::string(b[to].name));
}

/// A scale that is known at run time.
struct between {
    double from = 0, to = 1;
    entente::level measurement() const { return entente::level::interval; }
    double lower() const { return from; }
    double upper() const { return to; }
    std::size_t categories() const { return 0; }
    double value(std::size_t) const { return from; }
    bool contains(double x) const { return x >= from && x <= to; }
};

/// A stance with rules of its own, beside those of the library.
struct strict {
    boost::optional<double> position;
    double salience = 1;
};
template <class Builder>
void validate(strict const& s, entente::id_of<country> who, entente::id_of<motion> on, Builder const& b) {
    entente::validate_stance(s, who, on, b);
    if (!s.position)
        throw entente::stance_error(entente::fault_code::inconsistent_status, "everyone has to say something");
}

using graph = entente::typed_graph<entente::typed_relation<country, view, motion>,
                                   entente::typed_relation<country, sanctions, country>>;
using strict_graph = entente::typed_graph<entente::typed_relation<country, strict, motion>>;

}  // namespace elsewhere

namespace {

using namespace elsewhere;
using entente::fault_code;
using entente::id_of;

static_assert(entente::actor_like<country>);
static_assert(entente::issue_like<motion>);
static_assert(!entente::issue_like<country>);
static_assert(entente::stance_like<view>);
static_assert(!entente::stance_like<sanctions>);
static_assert(entente::stance_graph_like<graph>);
static_assert(std::is_same_v<entente::stance_t<graph>, view>);
static_assert(!entente::stance_graph_like<entente::typed_graph<entente::typed_relation<country, sanctions, country>>>);

template <class Error, class Call>
fault_code refused(Call&& call) {
    try {
        call();
    } catch (Error const& e) {
        return e.code();
    }
    FAIL("it was not refused");
    return fault_code::syntax;
}

TEST_CASE("A graph of users' own types is compared, bounded and explained like any other") {
    graph::builder b;
    auto const fi = b.add(country{"Finland", "FI"}), se = b.add(country{"Sweden", "SE"}),
               no = b.add(country{"Norway", "NO"});
    auto const join = b.add(motion{"join", entente::scale::ordinal(1, 5), 3});
    auto const tax = b.add(motion{"tax", entente::scale::interval(0, 10)});
    b.relate(fi, join, view{5.0});
    b.relate(fi, tax, view{2.0});
    b.relate(se, join, view{3.0});
    b.relate(se, tax, view{7.0});
    b.relate(no, join, view{});
    b.relate(fi, se, sanctions{2});
    auto const g = std::move(b).freeze();

    CHECK(g.find<country>("Sweden") == se);
    CHECK(g.find<sanctions>(fi, se)->level == 2);
    CHECK(!g.find<sanctions>(se, fi));
    CHECK(compare(g, fi, se, entente::measures::city_block{}).value == 0.5);
    CHECK(compare(g, fi, se, entente::measures::city_block{}, {.weights = entente::weighting::issue}).weight == 4.0);
    CHECK(compare(g, fi, no, entente::measures::city_block{}).value == boost::none);
    auto const within = bounds(g, fi, no, entente::measures::city_block{});
    CHECK(within.lower == 0.0);
    CHECK(within.upper == 1.0);
    CHECK(explain(g, fi, se, entente::measures::city_block{}).issues.size() == 2);
    CHECK(all_pairs(g, entente::measures::city_block{})(0, 1) == 0.5);
    // A slim stance is read as one of salience and confidence 1.
    auto const matrix = make_position_matrix(g);
    CHECK(matrix.row(0)[0].salience == 1);
    CHECK(matrix.row(0)[0].confidence == 1);
    CHECK(matrix.issue(0).weight == 3);
}

TEST_CASE("Their positions, saliences and weights are checked as those of the library's types are") {
    graph::builder b;
    auto const fi = b.add(country{"Finland", "FI"});
    auto const join = b.add(motion{"join", entente::scale::ordinal(1, 5)});
    CHECK(refused<entente::graph_error>([&] { b.add(country{"Nowhere"}); }) == fault_code::syntax);
    CHECK(refused<entente::graph_error>([&] { b.relate(fi, fi, sanctions{1}); }) == fault_code::self_relation);
    auto const se = b.add(country{"Sweden", "SE"});
    CHECK(refused<entente::graph_error>([&] { b.relate(fi, se, sanctions{4}); }) == fault_code::out_of_range);
    CHECK(refused<entente::scale_error>([&] { b.relate(fi, join, view{6.0}); }) == fault_code::off_scale);
    CHECK(refused<entente::stance_error>([&] { b.relate(fi, join, view{std::numeric_limits<double>::quiet_NaN()}); }) ==
          fault_code::not_a_number);
    CHECK(b.edge_count<view>() == 0);
    CHECK(b.edge_count<sanctions>() == 0);
    CHECK(b.size<country>() == 2);

    // An issue type without a check of its own is refused where it is turned into numbers.
    b.add(motion{"weightless", entente::scale::ordinal(1, 5), -1});
    auto const g = b.freeze();
    CHECK(refused<entente::graph_error>([&] { make_position_matrix(g); }) == fault_code::negative_weight);
}

TEST_CASE("A scale of one's own has two ends, each finite") {
    entente::stance_graph<elsewhere::between>::builder b;
    constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
    for (auto const& ends : {std::pair{0.0, infinity}, std::pair{-infinity, 0.0}, std::pair{0.0, nan},
                             std::pair{nan, 0.0}, std::pair{1.0, 1.0}, std::pair{2.0, 1.0}}) {
        auto const lower = ends.first, upper = ends.second;
        CAPTURE(lower);
        CAPTURE(upper);
        entente::basic_issue<elsewhere::between> const issue{"q", {lower, upper}};
        CHECK(refused<entente::scale_error>([&] { b.add(issue); }) == fault_code::invalid_scale);
        CHECK(refused<entente::scale_error>([&] { entente::make_issue_column(issue); }) == fault_code::invalid_scale);
    }
    CHECK(entente::make_issue_column(entente::basic_issue<elsewhere::between>{"q", {1, 2}}).length() == 1);
}

TEST_CASE("A stance type with rules of its own keeps those of the library by calling them") {
    strict_graph::builder b;
    auto const fi = b.add(country{"Finland", "FI"});
    auto const join = b.add(motion{"join", entente::scale::ordinal(1, 5)});
    CHECK(refused<entente::stance_error>([&] { b.relate(fi, join, strict{}); }) == fault_code::inconsistent_status);
    CHECK(refused<entente::scale_error>([&] { b.relate(fi, join, strict{0.0}); }) == fault_code::off_scale);
    CHECK(refused<entente::stance_error>([&] { b.relate(fi, join, strict{1.0, -1}); }) == fault_code::negative_weight);
    b.relate(fi, join, strict{1.0, 2.5});
    CHECK(make_position_matrix(b.freeze()).row(0)[0].salience == 2.5);
}

TEST_CASE("The library's graph takes further relations") {
    using entente::actor;
    using entente::likert;
    using extended = entente::extended_stance_graph<likert<5>, entente::typed_relation<actor, mediates, actor>>;
    extended::builder b;
    auto const a = b.add(actor{"A"}), c = b.add(actor{"C"});
    b.relate<mediates>(a, c);
    b.relate<entente::member_of>(a, c);
    auto const g = b.freeze();
    CHECK(g.out<mediates>(a).size() == 1);
    CHECK(g.in<mediates>(c).front().source == a);
    CHECK(g.find<mediates>(a, c).has_value());
    CHECK(!g.find<mediates>(c, a));
}

}  // namespace
