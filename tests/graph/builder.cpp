// SPDX-License-Identifier: BSL-1.0
// What a builder refuses, in which words, and that it is as before when it has refused.
#include <entente/graph/builder.hpp>
#include <entente/graph/typed_graph.hpp>

#include <boost/optional.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "graph/print_id.hpp"

namespace {

using entente::fault_code;
using entente::graph_error;
using entente::id_of;
using entente::typed_relation;
using entente::typed_graph;

struct state {
    std::string name;
};
struct question {
    std::string name;
    int scale = 0;  // whatever has a scale is an issue
};
struct point {};

/// May be parallel where the spans are disjoint.
struct holds {
    int from = 0, to = 0;
    bool overlaps(holds const& o) const { return from < o.to && o.from < to; }
};
struct allied {};  // at most one
struct within {    // acyclic, so irreflexive
    static constexpr bool acyclic = true;
};
struct part {
    static constexpr bool acyclic = true;
};
struct watches {  // irreflexive only
    static constexpr bool irreflexive = true;
    int seen = 0;
};
struct step {
    static constexpr bool acyclic = true;
};
/// Says no when it is told to, from outside of the builder.
struct fickle {
    std::shared_ptr<bool> refuses;
    int payload = 0;
    bool overlaps(fickle const&) const { return *refuses; }
};
struct checked {
    int value = 0;
};
template <class Builder>
void validate(checked const& e, id_of<state> from, id_of<state> to, Builder const& b) {
    if (e.value < 0)
        throw graph_error(fault_code::out_of_range, "not below 0 from " + b[from].name + " to " + b[to].name,
                          {.value = std::to_string(e.value)});
}
void validate(point const&) {}

using graph =
    typed_graph<typed_relation<state, holds, question>, typed_relation<state, allied, state>, typed_relation<state, within, state>,
                typed_relation<question, part, question>, typed_relation<state, watches, state>, typed_relation<state, fickle, question>,
                typed_relation<state, checked, state>, typed_relation<point, step, point>>;

template <class Call>
graph_error refused(Call&& call) {
    try {
        call();
    } catch (graph_error const& e) {
        return e;
    }
    FAIL("it was not refused");
    return {fault_code::syntax, ""};
}

using row = std::tuple<std::uint32_t, std::uint32_t, int, int>;
std::vector<row> rows_of(graph const& g) {
    std::vector<row> rows;
    g.for_each_edge<holds>([&](auto const& e) {
        rows.push_back({e.source.value, e.target.value, e.edge.from, e.edge.to});
    });
    return rows;
}

TEST_CASE("Parallel edges may be where they do not overlap") {
    graph::builder b;
    auto const s = b.add(state{"Finland"});
    auto const q = b.add(question{"membership"});
    b.relate(s, q, holds{2000, 2010});
    b.relate(s, q, holds{2020, 2030});
    b.relate(s, q, holds{2010, 2020});
    auto const g = b.freeze();
    CHECK(g.between<holds>(s, q).size() == 3);
    // In the order of addition, not of time.
    CHECK(rows_of(g) == std::vector<row>{{0, 0, 2000, 2010}, {0, 0, 2020, 2030}, {0, 0, 2010, 2020}});

    b.relate(s, q, holds{2009, 2011});
    auto const e = refused([&] { b.freeze(); });
    CHECK(e.code() == fault_code::duplicate);
    CHECK(std::string(e.what()) ==
          "two edges of one relation where only one may be (actor \"Finland\", issue \"membership\")");
    CHECK(e.where().ordinal == 3);
}

TEST_CASE("Every two parallel edges are held against each other, not neighbours only") {
    for (auto const& last : {holds{2003, 2004}, holds{2013, 2014}, holds{2023, 2024}, holds{1990, 2040}}) {
        graph::builder b;
        auto const s = b.add(state{"S"});
        auto const q = b.add(question{"Q"});
        for (int decade : {2000, 2010, 2020}) b.relate(s, q, holds{decade, decade + 10});
        b.relate(s, q, last);
        CHECK(refused([&] { b.freeze(); }).where().ordinal == 3);
    }
}

TEST_CASE("Two edges exclude each other where the edge type says nothing of overlaps") {
    graph::builder b;
    auto const a = b.add(state{"A"}), c = b.add(state{"C"});
    b.relate<allied>(c, a);
    b.relate<allied>(a, c);  // the other way round is another edge
    CHECK(b.freeze().edge_count<allied>() == 2);
    b.relate<allied>(a, a);
    b.relate<allied>(c, a);
    auto const e = refused([&] { b.freeze(); });
    CHECK(e.code() == fault_code::duplicate);
    CHECK(e.where().actor == "C");
    CHECK(e.where().value == "A");
    CHECK(e.where().ordinal == 3);
}

TEST_CASE("Two vertices of one kind and name are refused, of two kinds are not") {
    graph::builder b;
    b.add(state{"Georgia"});
    b.add(question{"Georgia"});
    CHECK_NOTHROW(b.freeze());
    b.add(question{"Arms"});
    b.add(question{"Georgia"});
    auto e = refused([&] { b.freeze(); });
    CHECK(e.code() == fault_code::duplicate);
    CHECK(std::string(e.what()) == "two vertices of one kind have the same name (issue \"Georgia\")");
    graph::builder c;
    c.add(state{"Georgia"});
    c.add(state{"Georgia"});
    CHECK(std::string(refused([&] { c.freeze(); }).what()) ==
          "two vertices of one kind have the same name (actor \"Georgia\")");
}

struct ministry {
    std::string name;
    int seats = 1;
};
void validate(ministry const& m) {
    if (m.name.empty()) throw graph_error(fault_code::unknown_name, "a ministry needs a name");
    if (m.seats < 0) throw graph_error(fault_code::out_of_range, "seats are at least 0", {.actor = m.name});
    if (m.seats == 0) throw std::string("something else");
}
struct motion {
    std::string name;
    int scale = 0;
};
void validate(motion const& m) {
    if (m.name.empty()) throw entente::scale_error(fault_code::invalid_scale, "a motion needs a name");
}

TEST_CASE("A vertex that is refused is known by its number, and by its name where it has one") {
    typed_graph<typed_relation<ministry, allied, motion>>::builder b;
    b.add(ministry{"interior"});
    b.add(ministry{"defence"});
    auto e = refused([&] { b.add(ministry{}); });
    CHECK(e.code() == fault_code::unknown_name);
    CHECK(std::string(e.what()) == "a ministry needs a name (actor \"#2\")");
    CHECK(e.where().ordinal == 2);
    e = refused([&] { b.add(ministry{"finance", -1}); });
    CHECK(std::string(e.what()) == "seats are at least 0 (actor \"finance\")");
    CHECK(e.where().ordinal == 2);
    // The class of an error stays, and what is no error of the library is let through.
    CHECK_THROWS_WITH_AS(b.add(motion{}), "a motion needs a name (issue \"#0\")", entente::scale_error);
    CHECK_THROWS_AS(b.add(ministry{"health", 0}), std::string);
    CHECK(b.size<ministry>() == 2);
    CHECK(b.size<motion>() == 0);
}

TEST_CASE("An edge needs vertices of this builder") {
    graph::builder b;
    auto const s = b.add(state{"S"});
    auto const q = b.add(question{"Q"});
    auto const from = refused([&] { b.relate(id_of<state>{1}, q, holds{}); });
    CHECK(from.code() == fault_code::unknown_name);
    CHECK(std::string(from.what()) == "an edge needs vertices that were added before (actor \"#1\", issue \"Q\")");
    auto const to = refused([&] { b.relate(s, id_of<question>{7}, holds{}); });
    CHECK(std::string(to.what()) == "an edge needs vertices that were added before (actor \"S\", issue \"#7\")");
    CHECK(refused([&] { b.relate(s, id_of<question>{1}, holds{}); }).code() == fault_code::unknown_name);
    CHECK(b.edge_count<holds>() == 0);
    graph::builder empty;
    CHECK(refused([&] { empty.relate<allied>({0}, {0}); }).code() == fault_code::unknown_name);
}

TEST_CASE("An edge from a vertex to itself is refused where the relation says so") {
    graph::builder b;
    auto const s = b.add(state{"S"});
    auto const q = b.add(question{"Q"});
    b.relate<allied>(s, s);
    CHECK(b.freeze().edge_count<allied>() == 1);
    auto const e = refused([&] { b.relate(s, s, watches{}); });
    CHECK(e.code() == fault_code::self_relation);
    CHECK(std::string(e.what()) == "a vertex cannot be related to itself in this way (actor \"S\", value \"S\")");
    CHECK(refused([&] { b.relate<within>(s, s); }).code() == fault_code::self_relation);
    auto const issue = refused([&] { b.relate<part>(q, q); });
    CHECK(std::string(issue.what()) == "a vertex cannot be related to itself in this way (issue \"Q\", value \"Q\")");
    CHECK(b.edge_count<watches>() == 0);
    CHECK(b.edge_count<within>() == 0);
}

TEST_CASE("An edge's own validate is asked, with both ends") {
    graph::builder b;
    auto const a = b.add(state{"A"}), c = b.add(state{"C"});
    b.relate(a, c, checked{0});
    auto const e = refused([&] { b.relate(c, a, checked{-1}); });
    CHECK(std::string(e.what()) == "not below 0 from C to A (value \"-1\")");
    CHECK(b.edge_count<checked>() == 1);
}

TEST_CASE("A cycle is refused, and the message walks it") {
    graph::builder b;
    std::vector<id_of<state>> s;
    for (char const* n : {"a", "b", "c", "d", "e", "f"}) s.push_back(b.add(state{n}));
    b.relate<within>(s[0], s[1]);
    b.relate<within>(s[1], s[2]);
    b.relate<within>(s[2], s[3]);
    b.relate<within>(s[0], s[3]);  // a shortcut is no cycle
    b.relate<within>(s[4], s[5]);
    CHECK_NOTHROW(b.freeze());
    b.relate<within>(s[3], s[1]);  // b c d b, with a before it
    b.relate<within>(s[2], s[4]);  // and e, f behind it
    auto const e = refused([&] { b.freeze(); });
    CHECK(e.code() == fault_code::cycle);
    bool const walked = e.message().ends_with(": b -> c -> d -> b") || e.message().ends_with(": c -> d -> b -> c") ||
                        e.message().ends_with(": d -> b -> c -> d");
    CHECK_MESSAGE(walked, e.message());
    CHECK(e.where().actor == "d");  // the edge that closed it
    CHECK(e.where().ordinal == 5);

    graph::builder q;
    auto const x = q.add(question{"x"}), y = q.add(question{"y"});
    q.relate<part>(x, y);
    q.relate<part>(y, x);
    auto const of_issues = refused([&] { q.freeze(); });
    CHECK(of_issues.where().issue == "y");
    CHECK(of_issues.where().actor.empty());

    graph::builder p;  // vertices without names go by number
    auto const p0 = p.add(point{}), p1 = p.add(point{});
    p.relate<step>(p0, p1);
    p.relate<step>(p1, p0);
    auto const numbered = refused([&] { p.freeze(); }).message();
    bool const numbers = numbered.ends_with(": #0 -> #1 -> #0") || numbered.ends_with(": #1 -> #0 -> #1");
    CHECK_MESSAGE(numbers, numbered);
}

/// Whether a graph has a cycle, by the transitive closure.
bool has_cycle(std::size_t n, std::vector<std::pair<std::uint32_t, std::uint32_t>> const& edges) {
    std::vector<std::vector<bool>> reach(n, std::vector<bool>(n, false));
    for (auto [f, t] : edges) reach[f][t] = true;
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (reach[i][k] && reach[k][j]) reach[i][j] = true;
    for (std::size_t i = 0; i < n; ++i)
        if (reach[i][i]) return true;
    return false;
}

TEST_CASE("A cycle is refused exactly where there is one, and the path named is in the graph") {
    std::mt19937 random(7);
    int cycles = 0, others = 0;
    for (int round = 0; round < 400; ++round) {
        CAPTURE(round);
        std::size_t const n = 2 + random() % 7, m = random() % (n + 4);
        graph::builder b;
        for (std::size_t i = 0; i < n; ++i) b.add(state{std::string(1, static_cast<char>('a' + i))});
        std::vector<std::pair<std::uint32_t, std::uint32_t>> edges;
        for (std::size_t e = 0; e < m; ++e) {
            auto const f = static_cast<std::uint32_t>(random() % n), t = static_cast<std::uint32_t>(random() % n);
            if (f == t || std::find(edges.begin(), edges.end(), std::pair{f, t}) != edges.end()) continue;
            edges.push_back({f, t});
            b.relate<within>({f}, {t});
        }
        if (!has_cycle(n, edges)) {
            CHECK_NOTHROW(b.freeze());
            ++others;
            continue;
        }
        ++cycles;
        auto const e = refused([&] { b.freeze(); });
        REQUIRE(e.code() == fault_code::cycle);
        auto path = e.message().substr(e.message().rfind(": ") + 2);
        REQUIRE(path.size() >= 11);  // "a -> b -> a" at least
        CHECK(path.front() == path.back());
        std::size_t closing = 0;
        for (std::size_t i = 0; i + 5 < path.size(); i += 5) {
            std::pair const step_of_path{static_cast<std::uint32_t>(path[i] - 'a'),
                                         static_cast<std::uint32_t>(path[i + 5] - 'a')};
            auto const at = std::find(edges.begin(), edges.end(), step_of_path);
            REQUIRE(at != edges.end());
            closing = std::max(closing, static_cast<std::size_t>(at - edges.begin()));
        }
        CHECK(e.where().ordinal == closing);
        CHECK(e.where().actor == std::string(1, static_cast<char>('a' + edges[closing].first)));
    }
    CHECK(cycles > 50);
    CHECK(others > 50);
}

TEST_CASE("After a refusal the builder is as it was, and goes on") {
    graph::builder b;
    auto const s = b.add(state{"S"});
    auto const q = b.add(question{"Q"});
    b.relate(s, q, holds{1, 2});
    auto const before = rows_of(b.freeze());
    auto const same = [&] { return rows_of(b.freeze()) == before && b.size<state>() == 1 && b.size<question>() == 1; };

    refused([&] { b.relate(id_of<state>{9}, q, holds{5, 6}); });
    CHECK(same());
    refused([&] { b.relate(s, s, watches{}); });
    CHECK(same());
    refused([&] { b.relate(s, s, checked{-1}); });
    CHECK(same());
    CHECK(b.edge_count<watches>() == 0);
    CHECK(b.edge_count<checked>() == 0);
    b.relate(s, q, holds{2, 3});
    CHECK(rows_of(b.freeze()).size() == 2);
}

TEST_CASE("A refused freeze leaves the builder as it was, on an rvalue too") {
    auto const refuses = std::make_shared<bool>(true);
    graph::builder b;
    std::vector<id_of<state>> s;
    for (char const* n : {"b", "a"}) s.push_back(b.add(state{n}));
    auto const q = b.add(question{"Q"});
    b.relate(s[1], q, fickle{refuses, 1});  // not in the order in which they are kept
    b.relate(s[0], q, fickle{refuses, 2});
    b.relate(s[0], q, fickle{refuses, 3});
    b.relate(s[0], q, holds{1, 2});

    auto const by_copy = refused([&] { b.freeze(); });
    auto const by_move = refused([&] { std::move(b).freeze(); });
    CHECK(by_copy.code() == fault_code::duplicate);
    CHECK(std::string(by_copy.what()) == by_move.what());
    CHECK(b.size<state>() == 2);
    CHECK(b[s[0]].name == "b");
    CHECK(b.edge_count<fickle>() == 3);
    CHECK(refuses.use_count() == 4);

    *refuses = false;
    b.relate(s[1], q, fickle{refuses, 4});
    auto const g = std::move(b).freeze();
    std::vector<int> payloads;
    g.for_each_edge<fickle>([&](auto const& e) { payloads.push_back(e.edge.payload); });
    CHECK(payloads == std::vector<int>{2, 3, 1, 4});
    CHECK(g.find<state>("a") == s[1]);
    CHECK(rows_of(g) == std::vector<row>{{0, 0, 1, 2}});
    CHECK(refuses.use_count() == 5);  // the edges were moved, not copied

    // The builder is empty now, and serves again.
    CHECK(b.size<state>() == 0);
    CHECK(b.edge_count<fickle>() == 0);
    CHECK(b.add(state{"new"}).value == 0);
    CHECK(std::move(b).freeze().find<state>("new") == id_of<state>{0});
    CHECK(g.size<state>() == 2);
}

TEST_CASE("Freezing a copy keeps the builder: a graph does not change when its builder goes on") {
    graph::builder b;
    auto const s = b.add(state{"S"});
    auto const q = b.add(question{"Q"});
    b.relate(s, q, holds{5, 6});
    b.reserve<holds>(100);
    auto const first = b.freeze();
    b.add(state{"T"});
    b.relate(s, q, holds{1, 2});
    auto const second = b.freeze();
    CHECK(first.size<state>() == 1);
    CHECK(rows_of(first) == std::vector<row>{{0, 0, 5, 6}});
    CHECK(first.find<state>("T") == boost::none);
    CHECK(second.size<state>() == 2);
    CHECK(rows_of(second) == std::vector<row>{{0, 0, 5, 6}, {0, 0, 1, 2}});
    CHECK(!same_object(first, second));
}

struct light {  // small and trivially copied
    int number = 0;
    bool overlaps(light const&) const { return false; }
};
struct heavy {  // neither
    std::string number;
    bool overlaps(heavy const&) const { return false; }
};

/// Edges in a random order, with or without parallel ones, against what stable sorting says.
template <class Edge, class Make, class Number>
void check_order(std::mt19937& random, std::size_t sources, std::size_t sinks, std::size_t count, bool parallel,
                 Make make, Number number) {
    using any_graph = typed_graph<typed_relation<point, Edge, question>>;
    typename any_graph::builder b;
    for (std::size_t i = 0; i < sources; ++i) b.add(point{});
    for (std::size_t i = 0; i < sinks; ++i) b.add(question{std::to_string(i)});
    std::vector<std::tuple<std::uint32_t, std::uint32_t, int>> expected;
    std::vector<bool> taken(sources * sinks);
    for (std::size_t e = 0; e < count; ++e) {
        auto const f = random() % sources, t = random() % sinks;
        if (taken[f * sinks + t] && !parallel) continue;
        taken[f * sinks + t] = true;
        auto const from = static_cast<std::uint32_t>(f), to = static_cast<std::uint32_t>(t);
        expected.push_back({from, to, static_cast<int>(e)});
        b.relate({from}, {to}, make(static_cast<int>(e)));
    }
    std::stable_sort(expected.begin(), expected.end(), [](auto const& x, auto const& y) {
        return std::pair{std::get<0>(x), std::get<1>(x)} < std::pair{std::get<0>(y), std::get<1>(y)};
    });
    any_graph const copied = b.freeze(), moved = std::move(b).freeze();
    for (auto const& g : {copied, moved}) {
        std::vector<std::tuple<std::uint32_t, std::uint32_t, int>> forward, backward;
        std::vector<std::size_t> indices;
        g.template for_each_edge<Edge>([&](auto const& e) {
            forward.push_back({e.source.value, e.target.value, number(e.edge)});
            indices.push_back(e.index);
        });
        CHECK(forward == expected);
        for (std::size_t i = 0; i < indices.size(); ++i) REQUIRE(indices[i] == i);
        bool by_source = true;
        for (auto const to : g.template ids<question>()) {
            std::size_t last = 0;
            bool first = true;
            for (auto const& e : g.template in<Edge>(to)) {
                backward.push_back({e.source.value, to.value, number(e.edge)});
                by_source &= first || e.index > last;
                by_source &= &e.edge == &g.template edge<Edge>(e.index).edge;
                last = e.index;
                first = false;
            }
        }
        CHECK(by_source);
        std::stable_sort(backward.begin(), backward.end(),
                         [](auto const& x, auto const& y) { return std::get<0>(x) < std::get<0>(y); });
        CHECK(backward == expected);
    }
}

TEST_CASE("Edges in any order are frozen by source, then target, then addition: small edges and others, dense rows and "
          "sparse") {
    std::mt19937 random(11);
    struct shape {
        std::size_t sources, sinks, edges;
    };
    for (auto const& s : {shape{1, 1, 3}, shape{3, 70, 300}, shape{70, 3, 300}, shape{40, 3000, 200},
                          shape{2, 3000, 4000}, shape{500, 500, 2000}})
        for (bool const parallel : {false, true}) {
            CAPTURE(s.sources);
            CAPTURE(s.sinks);
            CAPTURE(parallel);
            check_order<light>(
                random, s.sources, s.sinks, s.edges, parallel, [](int e) { return light{e}; },
                [](light const& e) { return e.number; });
            check_order<heavy>(
                random, s.sources, s.sinks, s.edges, parallel, [](int e) { return heavy{std::to_string(e)}; },
                [](heavy const& e) { return std::stoi(e.number); });
        }
}

TEST_CASE("A refusal of edges in any order leaves the small ones as they were, and names the later of two") {
    std::mt19937 random(5);
    for (int round = 0; round < 50; ++round) {
        graph::builder b;
        for (char const* n : {"a", "b", "c", "d"}) b.add(state{n});
        for (char const* n : {"p", "q", "r", "s"}) b.add(question{n});
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        for (std::uint32_t i = 0; i < 16; ++i) pairs.push_back({i / 4, i % 4});
        std::shuffle(pairs.begin(), pairs.end(), random);
        for (std::size_t i = 0; i < pairs.size(); ++i)
            b.relate({pairs[i].first}, {pairs[i].second}, holds{static_cast<int>(i), static_cast<int>(i) + 10});
        auto const twice = random() % pairs.size();
        auto const [f, t] = pairs[twice];
        b.relate({f}, {t}, holds{static_cast<int>(twice) + 9, 100});
        auto const e = refused([&] { std::move(b).freeze(); });
        CHECK(e.code() == fault_code::duplicate);
        CHECK(e.where().ordinal == 16);
        CHECK(e.where().actor == b[id_of<state>{f}].name);
        CHECK(e.where().issue == b[id_of<question>{t}].name);
        CHECK(b.edge_count<holds>() == 17);
        CHECK(refused([&] { std::move(b).freeze(); }).where().ordinal == 16);
    }
}

struct parcel {
    std::unique_ptr<int> content;
    bool overlaps(parcel const&) const { return false; }
};
struct port {
    std::string name;
    std::unique_ptr<int> ships;
};

TEST_CASE("Vertices and edges that can only be moved are frozen by a builder that is given up") {
    typed_graph<typed_relation<port, parcel, port>>::builder b;
    auto const x = b.add(port{"Kotka", std::make_unique<int>(3)});
    auto const y = b.add(port{"Hamina", nullptr});
    b.relate(y, x, parcel{std::make_unique<int>(1)});
    b.relate(x, y, parcel{std::make_unique<int>(2)});
    b.relate(x, y, parcel{std::make_unique<int>(3)});
    auto const g = std::move(b).freeze();
    CHECK(*g[x].ships == 3);
    CHECK(g.find<port>("Hamina") == y);
    CHECK(*g.edge<parcel>(0).edge.content == 2);
    CHECK(*g.edge<parcel>(1).edge.content == 3);
    CHECK(*g.find<parcel>(y, x)->content == 1);
}

}  // namespace
