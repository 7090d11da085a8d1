// SPDX-License-Identifier: BSL-1.0
// What an actor holds on an issue: by its own word, through those who speak for it, through its members.
#include <entente/positions/held_by.hpp>
#include <entente/positions/position_matrix.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace entente;
using graph = stance_graph<scale>;
using options = stance_options<graph>;
using stated = stance_on<scale>;
using dependent = condition_on<basic_issue<scale>>;

constexpr aggregation all_rules[] = {aggregation::latest, aggregation::mean,     aggregation::weighted_mean,
                                     aggregation::median, aggregation::majority, aggregation::unanimity};

/// A union, its spokespeople and its members, on an issue with degrees.
struct union_and_members {
    graph::builder b;
    id_of<actor> whole = b.add(actor{"union"}), first = b.add(actor{"first"}), second = b.add(actor{"second"}),
                 third = b.add(actor{"third"}), voice = b.add(actor{"voice"}), deputy = b.add(actor{"deputy"});
    id_of<basic_issue<scale>> border = b.add(basic_issue<scale>{"border", scale::ordinal(1, 5)}),
                              tax = b.add(basic_issue<scale>{"tax", scale::interval(0, 10)});

    union_and_members() {
        for (auto const m : {first, second, third}) b.relate(m, whole, member_of{});
        for (auto const v : {voice, deputy}) b.relate(v, whole, speaks_for{});
    }
    boost::optional<held_stance> held(id_of<basic_issue<scale>> issue, options const& o) const {
        return held_by(b.freeze(), whole, issue, o);
    }
    boost::optional<double> position(id_of<basic_issue<scale>> issue, options const& o) const {
        auto const h = held(issue, o);
        REQUIRE(h.has_value());
        return h->position;
    }
};

}  // namespace

TEST_CASE_FIXTURE(union_and_members, "An actor's own stance is taken as it stands") {
    b.relate(first, tax,
             stated{.position = 4,
                    .salience = 2,
                    .confidence = 0.5,
                    .status = stance_status::attributed,
                    .acceptable = {3, 6},
                    .valid = {.from = day(2000, 1, 1)},
                    .capability = 7});
    b.relate(second, tax, stated{.acceptable = {0, 3}});
    auto const g = b.freeze();
    auto const h = held_by(g, first, tax);
    REQUIRE(h.has_value());
    CHECK(h->position == 4.0);
    CHECK(h->salience == 2.0);
    CHECK(h->confidence == 0.5);
    CHECK(h->capability == 7.0);
    CHECK(h->status == stance_status::attributed);
    CHECK(h->acceptable == interval{3, 6});
    CHECK(h->since == day(2000, 1, 1));
    CHECK(h->through == held_through::own);
    CHECK(h->from.empty());
    CHECK(h->coverage == 1);
    auto const withheld = held_by(g, second, tax);
    REQUIRE(withheld.has_value());
    CHECK(withheld->position == boost::none);
    CHECK(withheld->status == stance_status::withheld);
    CHECK(withheld->acceptable == interval{0, 3});
    CHECK(withheld->coverage == 0);
    CHECK(withheld->capability == boost::none);
    CHECK(!held_by(g, third, tax));
    CHECK(!held_by(g, first, tax, {.at = day(1999, 1, 1)}));
    CHECK(!held_by(g, whole, tax));  // by default nobody speaks for another
}

TEST_CASE_FIXTURE(union_and_members,
                  "A fallback is held where the condition fails, also in place of a position that was withheld") {
    auto const if_low = [&](boost::optional<double> fallback) {
        return std::make_shared<dependent const>(dependent{{{border, {1, 2}}}, fallback});
    };
    b.relate(first, tax, stated{.position = 4, .depends_on = if_low(9)});
    b.relate(second, tax, stated{.position = 4, .depends_on = if_low(boost::none)});
    b.relate(third, tax, stated{.depends_on = if_low(8)});
    auto const g = b.freeze();
    options const high{.outcomes = {{border, 5}}};
    CHECK(held_by(g, first, tax)->position == 4.0);
    CHECK(held_by(g, first, tax, high)->position == 9.0);
    CHECK(held_by(g, first, tax, high)->status == stance_status::stated);
    CHECK(held_by(g, second, tax, high)->position == boost::none);
    CHECK(held_by(g, second, tax, high)->status == stance_status::withheld);
    CHECK(held_by(g, third, tax)->status == stance_status::withheld);
    CHECK(held_by(g, third, tax, high)->position == 8.0);
    CHECK(held_by(g, third, tax, high)->status == stance_status::stated);
}

TEST_CASE_FIXTURE(union_and_members, "Its own word comes before its spokespeople, and these before its members") {
    options const all{.spokespeople = aggregation::unanimity, .members = aggregation::unanimity};
    CHECK(!held(tax, all));
    b.relate(first, tax, stated{.position = 1});
    auto h = held(tax, all);
    REQUIRE(h.has_value());
    CHECK(h->position == 1.0);
    CHECK(h->through == held_through::members);
    CHECK(h->from == std::vector<actor_id>{first});
    CHECK(h->coverage == doctest::Approx(1.0 / 3));
    CHECK(h->status == stance_status::attributed);
    CHECK(!held(tax, {.spokespeople = aggregation::unanimity}));
    b.relate(voice, tax, stated{.position = 2, .capability = 3});
    h = held(tax, all);
    CHECK(h->position == 2.0);
    CHECK(h->through == held_through::spokesperson);
    CHECK(h->from == std::vector<actor_id>{voice});
    CHECK(h->coverage == 0.5);
    CHECK(h->capability == boost::none);  // which is the spokesperson's
    CHECK(held(tax, {.members = aggregation::unanimity})->position == 1.0);
    b.relate(whole, tax, stated{.position = 3});
    h = held(tax, all);
    CHECK(h->position == 3.0);
    CHECK(h->through == held_through::own);
    CHECK(h->from.empty());
}

TEST_CASE_FIXTURE(union_and_members, "Who declined to say has said so: nobody is asked instead") {
    options const all{.spokespeople = aggregation::mean, .members = aggregation::mean};
    b.relate(first, tax, stated{.position = 1});
    b.relate(voice, tax, stated{.acceptable = {4, 6}});
    auto const h = held(tax, all);
    REQUIRE(h.has_value());
    CHECK(h->position == boost::none);
    CHECK(h->through == held_through::spokesperson);
    CHECK(h->status == stance_status::withheld);
    CHECK(h->coverage == 0);
    CHECK(h->acceptable == interval{4, 6});  // a red line that the only one who spoke has stated
    b.relate(whole, tax, stated{});
    CHECK(held(tax, all)->through == held_through::own);
    CHECK(held(tax, all)->position == boost::none);
}

TEST_CASE_FIXTURE(union_and_members, "Each rule on an interval scale") {
    b.relate(first, tax, stated{.position = 2, .valid = {.from = day(2001, 1, 1)}});
    b.relate(second, tax, stated{.position = 4, .valid = {.from = day(2003, 1, 1)}});
    b.relate(third, tax, stated{.position = 9, .valid = {.from = day(2002, 1, 1)}});
    CHECK(position(tax, {.members = aggregation::latest}) == 4.0);
    CHECK(held(tax, {.members = aggregation::latest})->from == std::vector<actor_id>{second});
    CHECK(held(tax, {.members = aggregation::latest})->since == day(2003, 1, 1));
    CHECK(held(tax, {.members = aggregation::latest})->coverage == 1);
    CHECK(position(tax, {.at = day(2002, 6, 1), .members = aggregation::latest}) == 9.0);
    CHECK(position(tax, {.members = aggregation::mean}) == 5.0);
    CHECK(position(tax, {.members = aggregation::median}) == 4.0);
    CHECK(held(tax, {.members = aggregation::median})->from == std::vector<actor_id>{first, second, third});
    CHECK(position(tax, {.members = aggregation::majority}) == boost::none);
    CHECK(position(tax, {.members = aggregation::unanimity}) == boost::none);
    // Of two: the middle between them.
    CHECK(position(tax, {.at = day(2002, 6, 1), .members = aggregation::median}) == 5.5);
    CHECK(position(tax, {.at = day(2002, 6, 1), .members = aggregation::mean}) == 5.5);
}

TEST_CASE_FIXTURE(union_and_members, "Majority is more than half of those who hold a position") {
    b.relate(first, border, stated{.position = 4});
    b.relate(second, border, stated{.position = 4});
    b.relate(third, border, stated{.position = 1});
    auto const most = held(border, {.members = aggregation::majority});
    CHECK(most->position == 4.0);
    CHECK(most->from == std::vector<actor_id>{first, second});
    CHECK(most->coverage == 1);
    CHECK(position(border, {.members = aggregation::unanimity}) == boost::none);
    auto const fourth = b.add(actor{"fourth"});
    b.relate(fourth, whole, member_of{});
    CHECK(position(border, {.members = aggregation::majority}) == 4.0);  // one who says nothing does not count
    CHECK(held(border, {.members = aggregation::majority})->coverage == 0.75);
    b.relate(fourth, border, stated{.position = 1});
    auto const split = held(border, {.members = aggregation::majority});  // half is not more than half
    CHECK(split->position == boost::none);
    CHECK(split->status == stance_status::withheld);
    CHECK(split->from == std::vector<actor_id>{first, second, third, fourth});
}

TEST_CASE_FIXTURE(union_and_members, "The latest who began together count where they hold the same") {
    auto const since = [](int year) { return period{.from = day(year, 1, 1)}; };
    b.relate(first, border, stated{.position = 5, .valid = since(2005)});
    b.relate(second, border, stated{.position = 2, .valid = since(2009)});
    b.relate(third, border, stated{.position = 2, .valid = since(2009)});
    CHECK(position(border, {.members = aggregation::latest}) == 2.0);
    CHECK(held(border, {.members = aggregation::latest})->from == std::vector<actor_id>{second, third});
    auto const fourth = b.add(actor{"fourth"});
    b.relate(fourth, whole, member_of{});
    b.relate(fourth, border, stated{.position = 3, .valid = since(2009)});
    CHECK(position(border, {.members = aggregation::latest}) == boost::none);
}

TEST_CASE_FIXTURE(union_and_members,
                  "A mean on categories is the nearest, of two as near the more moderate, in the very middle none") {
    auto const mean_of = [&](std::vector<double> const& xs, aggregation rule) {
        auto copy = b;
        id_of<actor> const who[] = {first, second, third};
        for (std::size_t i = 0; i < xs.size(); ++i) copy.relate(who[i], border, stated{.position = xs[i]});
        auto const h = held_by(copy.freeze(), whole, border, {.members = rule});
        REQUIRE(h.has_value());
        return h->position;
    };
    CHECK(mean_of({1, 2, 2}, aggregation::mean) == 2.0);  // 1.67
    CHECK(mean_of({1, 1, 2}, aggregation::mean) == 1.0);  // 1.33
    CHECK(mean_of({4, 5}, aggregation::mean) == 4.0);     // 4.5: 4 is nearer to 3
    CHECK(mean_of({1, 2}, aggregation::median) == 2.0);   // 1.5
    CHECK(mean_of({1, 5}, aggregation::mean) == 3.0);
    CHECK(mean_of({1, 4, 5}, aggregation::median) == 4.0);
    // Four degrees have no middle one.
    graph::builder c;
    auto const on = c.add(basic_issue<scale>{"four", scale::ordinal(1, 4)});
    auto const group = c.add(actor{"group"}), x = c.add(actor{"x"}), y = c.add(actor{"y"});
    c.relate(x, group, member_of{});
    c.relate(y, group, member_of{});
    c.relate(x, on, stated{.position = 2});
    c.relate(y, on, stated{.position = 3});
    auto const h = held_by(c.freeze(), group, on, {.members = aggregation::mean});
    REQUIRE(h.has_value());
    CHECK(h->position == boost::none);
    CHECK(h->acceptable == interval{});
}

TEST_CASE("Means and medians are refused on a nominal scale, other rules are not") {
    graph::builder b;
    auto const on = b.add(basic_issue<scale>{"capital", scale::nominal({"Bonn", "Berlin"})});
    auto const group = b.add(actor{"group"}), x = b.add(actor{"x"});
    b.relate(x, group, member_of{});
    b.relate(x, on, stated{.position = 2});
    auto const g = b.freeze();
    for (auto const rule : {aggregation::mean, aggregation::median}) {
        try {
            held_by(g, group, on, {.members = rule});
            FAIL_CHECK("not refused");
        } catch (scale_error const& e) {
            CHECK(e.code() == fault_code::level_too_low);
            CHECK(e.where().issue == "capital");
        }
        CHECK_THROWS_AS(make_position_matrix(g, {.members = rule}), scale_error);
    }
    for (auto const rule : {aggregation::latest, aggregation::majority, aggregation::unanimity})
        CHECK(held_by(g, group, on, {.members = rule})->position == 2.0);
}

TEST_CASE_FIXTURE(union_and_members, "Red lines, saliences and confidences of several") {
    b.relate(first, tax, stated{.position = 2, .salience = 1, .confidence = 1, .acceptable = {1, 4}});
    b.relate(second, tax, stated{.position = 4, .confidence = 0.5, .acceptable = {3, 9}});
    b.relate(third, tax, stated{.position = 9, .salience = 4, .confidence = 0.75, .acceptable = {8}});
    auto const mean = held(tax, {.members = aggregation::mean});
    CHECK(mean->acceptable.lower == 4);
    CHECK(std::isinf(mean->acceptable.upper));
    CHECK(mean->salience == 2.5);  // of those who state one
    CHECK(mean->confidence == 0.75);
    auto const median = held(tax, {.members = aggregation::median});
    CHECK(median->acceptable == interval{3, 9});
    auto const divided = held(tax, {.members = aggregation::unanimity});
    CHECK(divided->position == boost::none);
    CHECK(divided->acceptable == interval{});
    graph::builder c;
    auto const on = c.add(basic_issue<scale>{"tax", scale::interval(0, 10)});
    auto const group = c.add(actor{"group"}), x = c.add(actor{"x"}), y = c.add(actor{"y"}), z = c.add(actor{"z"});
    for (auto const m : {x, y, z}) c.relate(m, group, member_of{});
    c.relate(x, on, stated{.position = 5, .salience = 3, .acceptable = {2, 6}});
    c.relate(y, on, stated{.position = 5, .acceptable = {4, 9}});
    c.relate(z, on, stated{.position = 8, .salience = 100, .acceptable = {8, 8}});
    auto const most = held_by(c.freeze(), group, on, {.members = aggregation::majority});
    CHECK(most->acceptable == interval{4, 6});  // of those whose position it is
    CHECK(most->salience == 3.0);
}

TEST_CASE("Spokespeople of spokespeople and members of members are heard, each at its place") {
    graph::builder b;
    auto const on = b.add(basic_issue<scale>{"tax", scale::interval(0, 12)});
    auto const alliance = b.add(actor{"alliance"}), state = b.add(actor{"state"}), other = b.add(actor{"other"}),
               p = b.add(actor{"p"}), q = b.add(actor{"q"}), minister = b.add(actor{"minister"}),
               press = b.add(actor{"press officer"});
    b.relate(state, alliance, member_of{});
    b.relate(other, alliance, member_of{});
    b.relate(p, state, member_of{});
    b.relate(q, state, member_of{});
    b.relate(minister, other, speaks_for{});
    b.relate(press, minister, speaks_for{});
    b.relate(p, on, stated{.position = 2});
    b.relate(q, on, stated{.position = 4});
    b.relate(press, on, stated{.position = 11});
    auto const g = b.freeze();
    CHECK(held_by(g, alliance, on, {.members = aggregation::mean})->position == 3.0);
    CHECK(held_by(g, alliance, on, {.members = aggregation::mean})->coverage == 0.5);
    // The state counts once, however many members it has.
    auto const all = held_by(g, alliance, on, {.spokespeople = aggregation::latest, .members = aggregation::mean});
    CHECK(all->position == 7.0);
    CHECK(all->from == std::vector<actor_id>{state, other});
    CHECK(held_by(g, other, on, {.spokespeople = aggregation::latest})->from == std::vector<actor_id>{minister});
    CHECK(!held_by(g, alliance, on, {.spokespeople = aggregation::latest}));
}

TEST_CASE("One may speak for whom it belongs to and be spoken for by whom it has as a member: nobody is asked "
          "in a circle") {
    graph::builder b;
    auto const on = b.add(basic_issue<scale>{"tax", scale::interval(0, 10)});
    auto const alliance = b.add(actor{"alliance"}), state = b.add(actor{"state"}), other = b.add(actor{"other"});
    b.relate(state, alliance, member_of{});
    b.relate(other, alliance, member_of{});
    b.relate(alliance, state, speaks_for{});
    options const all{.spokespeople = aggregation::mean, .members = aggregation::mean};
    CHECK(!held_by(b.freeze(), state, on, all));
    CHECK(!held_by(b.freeze(), alliance, on, all));
    b.relate(other, on, stated{.position = 6});
    CHECK(held_by(b.freeze(), alliance, on, all)->position == 6.0);
    CHECK(!held_by(b.freeze(), state, on, all));  // the alliance has no word of its own to give for it
    b.relate(alliance, on, stated{.position = 1});
    CHECK(held_by(b.freeze(), state, on, all)->position == 1.0);
    CHECK(held_by(b.freeze(), state, on, all)->through == held_through::spokesperson);
}

TEST_CASE("A chain of a hundred thousand is followed to its end") {
    graph::builder b;
    auto const on = b.add(basic_issue<scale>{"tax", scale::interval(0, 10)});
    auto last = b.add(actor{"0"});
    auto const top = last;
    for (int i = 1; i < 100000; ++i) {
        auto const next = b.add(actor{std::to_string(i)});
        b.relate(next, last, member_of{});
        last = next;
    }
    b.relate(last, on, stated{.position = 3});
    CHECK(held_by(b.freeze(), top, on, {.members = aggregation::median})->position == 3.0);
}

namespace plain {

struct person {
    std::string name;
};
struct question {
    std::string name;
    likert<5> scale;
};
struct answer {
    boost::optional<double> position;
};
using graph = typed_graph<typed_relation<person, answer, question>>;

}  // namespace plain

TEST_CASE("Where a schema has no memberships and spokespeople, nobody speaks for another") {
    plain::graph::builder b;
    auto const x = b.add(plain::person{"x"}), y = b.add(plain::person{"y"});
    auto const on = b.add(plain::question{"q", {}});
    b.relate(x, on, plain::answer{4.0});
    auto const g = b.freeze();
    stance_options<plain::graph> const all{.spokespeople = aggregation::mean, .members = aggregation::mean};
    CHECK(held_by(g, x, on, all)->position == 4.0);
    CHECK(held_by(g, x, on, all)->acceptable == interval{});
    CHECK(held_by(g, x, on, all)->salience == boost::none);
    CHECK(held_by(g, x, on)->status == stance_status::stated);
    CHECK(!held_by(g, y, on, all));
    CHECK(make_position_matrix(g, all).row(0).size() == 1);
    CHECK(make_position_matrix(g, all).row(1).empty());
}

namespace {

/// The rules once more, straight from the documentation and by recursion.
struct naive {
    graph const& g;
    options const& o;
    id_of<basic_issue<scale>> issue;

    boost::optional<double> joint(std::vector<std::pair<time_point, double>> heard, aggregation rule) const {
        if (heard.empty()) return boost::none;
        auto const& s = g[issue].scale;
        std::vector<double> xs;
        for (auto const& [since, x] : heard) xs.push_back(x);
        std::sort(xs.begin(), xs.end());
        auto const nearest = [&](double x) -> boost::optional<double> {
            if (!s.categories()) return x;
            std::vector<std::pair<std::pair<double, double>, double>> by;
            for (std::size_t k = 0; k < s.categories(); ++k)
                by.push_back(
                    {{std::abs(s.value(k) - x), std::abs(s.value(k) - (s.lower() + s.upper()) / 2)}, s.value(k)});
            std::sort(by.begin(), by.end());
            if (by.size() > 1 && by[0].first == by[1].first) return boost::none;
            return by[0].second;
        };
        auto const n = xs.size();
        switch (rule) {
        case aggregation::weighted_mean:  // all weigh the same here
        case aggregation::mean:
            return nearest(std::accumulate(xs.begin(), xs.end(), 0.0) / static_cast<double>(n));
        case aggregation::median:
            return nearest((xs[(n - 1) / 2] + xs[n / 2]) / 2);
        case aggregation::majority:
            for (double const x : xs)
                if (2 * static_cast<std::size_t>(std::count(xs.begin(), xs.end(), x)) > n) return x;
            return boost::none;
        case aggregation::unanimity:
            return xs.front() == xs.back() ? boost::make_optional(xs.front()) : boost::none;
        case aggregation::latest:
            break;
        }
        auto const last = std::max_element(heard.begin(), heard.end())->first;
        for (auto const& [since, x] : heard)
            for (auto const& [also, y] : heard)
                if (since == last && also == last && x != y) return boost::none;
        return std::max_element(heard.begin(), heard.end())->second;
    }

    struct answer {
        bool any = false;
        boost::optional<double> position{};
        time_point since = time_point::min();
        std::size_t heard = 0, asked = 1;
    };
    template <class Edge, class Ask>
    answer through(id_of<actor> who, aggregation rule, Ask const& ask) const {
        answer found;
        found.asked = 0;
        std::vector<std::pair<time_point, double>> heard;
        std::vector<time_point> silent;
        for (auto const& e : g.in<Edge>(who)) {
            ++found.asked;
            answer const a = ask(e.source);
            found.any = found.any || a.any;
            if (a.position) heard.emplace_back(a.since, *a.position);
            if (a.any) silent.push_back(a.since);
        }
        found.heard = heard.size();
        found.position = joint(heard, rule);
        bool const chosen = found.position && (rule == aggregation::majority || rule == aggregation::latest);
        for (auto const& [since, x] : heard)
            if (!chosen || x == *found.position) found.since = std::max(found.since, since);
        if (rule == aggregation::latest && chosen) found.since = std::max_element(heard.begin(), heard.end())->first;
        if (heard.empty())
            for (auto const since : silent) found.since = std::max(found.since, since);
        return found;
    }
    answer spoken(id_of<actor> who) const {
        if (auto const s = find_stance(g, who, issue, o.at)) {
            auto const x = position_held<graph>(*s, o);
            return {true, x, s->valid.from, x ? std::size_t{1} : 0, 1};
        }
        if (!o.spokespeople) return {};
        return through<speaks_for>(who, *o.spokespeople, [&](id_of<actor> v) { return spoken(v); });
    }
    answer held(id_of<actor> who) const {
        auto const first = spoken(who);
        if (first.any || !o.members) return first;
        return through<member_of>(who, *o.members, [&](id_of<actor> m) { return held(m); });
    }
};

}  // namespace

TEST_CASE("Random organisations: held_by, the matrix and the rules written down once more agree, whatever the "
          "order of actors") {
    std::mt19937 random(31);
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    std::size_t own = 0, spokespeople = 0, members = 0, divided = 0;
    for (int round = 0; round < 800; ++round) {
        std::size_t const n = 2 + below(8);
        std::vector<std::pair<std::size_t, std::size_t>> belongs,
            speaks;  // from the greater to the lesser, so that there is no circle
        for (std::size_t i = 1; i < n; ++i)
            for (std::size_t j = 0; j < i; ++j) {
                if (below(3) == 0) belongs.emplace_back(i, j);
                // Along an order of its own: it may run against memberships.
                if (below(5) == 0) speaks.emplace_back((i * 7 + 3) % n, (j * 7 + 3) % n);
            }
        std::erase_if(speaks, [](auto const& e) { return e.first == e.second; });
        if (n % 7 == 0) speaks.clear();  // where the numbers above are not different ones
        std::vector<stated> said(n * 2);
        std::vector<bool> has(n * 2);
        for (std::size_t k = 0; k < said.size(); ++k) {
            has[k] = below(2);
            if (below(6))
                said[k].position = 1.0 + static_cast<double>(below(5)), said[k].status = stance_status::stated;
            said[k].valid.from = day(2000 + static_cast<int>(below(3)), 1, 1);
        }
        auto const build = [&](std::vector<std::size_t> const& order) {
            graph::builder b;
            std::vector<id_of<actor>> id(n);
            for (auto const i : order) id[i] = b.add(actor{std::to_string(i)});
            id_of<basic_issue<scale>> const issues[] = {b.add(basic_issue<scale>{"degrees", scale::ordinal(1, 5)}),
                                                        b.add(basic_issue<scale>{"amount", scale::interval(0, 10)})};
            for (auto const& [from, to] : belongs) b.relate(id[from], id[to], member_of{});
            for (auto const& [from, to] : speaks) b.relate(id[from], id[to], speaks_for{});
            for (std::size_t k = 0; k < said.size(); ++k)
                if (has[k]) b.relate(id[k / 2], issues[k % 2], said[k]);
            return b.freeze();
        };
        std::vector<std::size_t> order(n);
        std::iota(order.begin(), order.end(), 0);
        auto const g = build(order);
        std::shuffle(order.begin(), order.end(), random);
        auto const shuffled = build(order);

        options o;
        if (below(3)) o.spokespeople = all_rules[below(6)];
        if (below(4)) o.members = all_rules[below(6)];
        if (below(3) == 0) o.at = day(2001, 6, 1);
        auto const matrix = make_position_matrix(g, o);
        for (auto const who : g.ids<actor>()) {
            std::size_t cells = 0;
            for (auto const issue : g.ids<basic_issue<scale>>()) {
                auto const h = held_by(g, who, issue, o);
                auto const expected = naive{g, o, issue}.held(who);
                REQUIRE(h.has_value() == expected.any);
                auto const elsewhere = held_by(shuffled, *shuffled.find<actor>(g[who].name), issue, o);
                REQUIRE(elsewhere.has_value() == expected.any);
                if (!h) continue;
                ++cells;
                CHECK(h->position == expected.position);
                CHECK(elsewhere->position == expected.position);
                CHECK(h->since == expected.since);
                CHECK(h->coverage ==
                      doctest::Approx(static_cast<double>(expected.heard) / static_cast<double>(expected.asked)));
                CHECK((h->status == stance_status::withheld) == !h->position);
                CHECK(h->acceptable == elsewhere->acceptable);
                CHECK(h->confidence == elsewhere->confidence);
                if (h->position) CHECK(h->acceptable.contains(*h->position));
                auto const row = matrix.row(who.value);
                auto const c =
                    std::find_if(row.begin(), row.end(), [&](cell const& x) { return x.issue == issue.value; });
                REQUIRE(c != row.end());
                CHECK(c->known == h->position.has_value());
                CHECK(c->position == h->position.value_or(0));
                own += h->through == held_through::own, spokespeople += h->through == held_through::spokesperson;
                members += h->through == held_through::members, divided += h->coverage > 0 && !h->position;
            }
            CHECK(matrix.row(who.value).size() == cells);
        }
    }
    CHECK(own > 500);
    CHECK(spokespeople > 100);
    CHECK(members > 100);
    CHECK(divided > 50);
}
