// SPDX-License-Identifier: BSL-1.0
// A frozen graph against a list of edges that is sorted and searched naively.
#include <entente/graph/builder.hpp>
#include <entente/graph/typed_graph.hpp>

#include <boost/optional.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "graph/print_id.hpp"

namespace {

using entente::id_of;
using entente::typed_relation;
using entente::typed_graph;

struct person {
    std::string name;
};
struct topic {
    std::string name;
    int weight = 0;
};
struct place {  // vertices without names
    int number = 0;
};

struct likes {  // any number between two vertices
    int sequence = 0;
    bool overlaps(likes const&) const { return false; }
};
struct knows {
    int sequence = 0;
    bool overlaps(knows const&) const { return false; }
};
struct lives_in {
    int sequence = 0;
};

using graph =
    typed_graph<typed_relation<person, likes, topic>, typed_relation<person, knows, person>, typed_relation<person, lives_in, place>>;

static_assert(std::is_same_v<graph::vertex_types, std::tuple<person, topic, place>>);
static_assert(std::is_same_v<graph::source_of<likes>, person>);
static_assert(std::is_same_v<graph::target_of<likes>, topic>);
static_assert(graph::has_vertex<place>);
static_assert(!graph::has_vertex<int>);
static_assert(graph::has_relation<knows>);
static_assert(!graph::has_relation<person>);

struct naive_edge {
    std::uint32_t from, to;
    int sequence;
    bool operator==(naive_edge const&) const = default;
};

/// By source, then target, then order of addition: what the graph promises.
std::vector<naive_edge> in_order(std::vector<naive_edge> edges) {
    std::stable_sort(edges.begin(), edges.end(),
                     [](auto const& a, auto const& b) { return std::tie(a.from, a.to) < std::tie(b.from, b.to); });
    return edges;
}

std::vector<naive_edge> random_edges(std::mt19937& random, std::size_t from, std::size_t to, std::size_t count) {
    std::vector<naive_edge> edges;
    if (!from || !to) return edges;
    for (std::size_t e = 0; e < count; ++e)
        edges.push_back({static_cast<std::uint32_t>(random() % from), static_cast<std::uint32_t>(random() % to),
                         static_cast<int>(e)});
    return edges;
}

/// Everything that a graph tells about a relation, compared with a sorted list.
template <class Edge>
void check_relation(graph const& g, std::vector<naive_edge> const& edges) {
    using from = graph::source_of<Edge>;
    using to = graph::target_of<Edge>;
    auto const sorted = in_order(edges);

    REQUIRE(g.edge_count<Edge>() == sorted.size());
    for (std::size_t e = 0; e < sorted.size(); ++e) {
        auto const ref = g.edge<Edge>(e);
        REQUIRE(&g.edge_data<Edge>(e) == &ref.edge);
        CHECK(naive_edge{ref.source.value, ref.target.value, ref.edge.sequence} == sorted[e]);
        CHECK(ref.index == e);
    }

    std::vector<naive_edge> visited;
    std::vector<std::size_t> indices;
    g.for_each_edge<Edge>([&](auto const& e) {
        visited.push_back({e.source.value, e.target.value, e.edge.sequence});
        indices.push_back(e.index);
    });
    CHECK(visited == sorted);
    for (std::size_t e = 0; e < indices.size(); ++e) CHECK(indices[e] == e);

    for (auto v : g.ids<from>()) {
        std::vector<naive_edge> found, wanted;
        for (auto const& o : g.out<Edge>(v)) {
            found.push_back({v.value, o.target.value, o.edge.sequence});
            CHECK(sorted.at(o.index).sequence == o.edge.sequence);
        }
        std::copy_if(sorted.begin(), sorted.end(), std::back_inserter(wanted),
                     [&](auto const& e) { return e.from == v.value; });
        CHECK(found == wanted);
    }
    for (auto v : g.ids<to>()) {
        std::vector<naive_edge> found, wanted;
        for (auto const& i : g.in<Edge>(v)) {
            found.push_back({i.source.value, v.value, i.edge.sequence});
            CHECK(sorted.at(i.index).sequence == i.edge.sequence);
        }
        std::copy_if(sorted.begin(), sorted.end(), std::back_inserter(wanted),
                     [&](auto const& e) { return e.to == v.value; });
        CHECK(found == wanted);  // the transpose is by source, then order of addition
    }
    for (auto v : g.ids<from>())
        for (auto w : g.ids<to>()) {
            std::vector<int> found, wanted;
            for (auto const& o : g.between<Edge>(v, w)) {
                CHECK(o.target == w);
                found.push_back(o.edge.sequence);
            }
            for (auto const& e : sorted)
                if (e.from == v.value && e.to == w.value) wanted.push_back(e.sequence);
            CHECK(found == wanted);
            auto const first = g.find<Edge>(v, w);
            REQUIRE(first.has_value() == !wanted.empty());
            if (first) CHECK(first->sequence == wanted.front());
        }
}

TEST_CASE("A frozen graph tells what was put in: random multigraphs") {
    std::mt19937 random(20220126);
    for (int round = 0; round < 120; ++round) {
        CAPTURE(round);
        std::size_t const people = random() % 9, topics = random() % 9, places = random() % 3;
        graph::builder b;
        for (std::size_t i = 0; i < people; ++i)
            CHECK(b.add(person{"p" + std::to_string(random()) + '/' + std::to_string(i)}).value == i);
        for (std::size_t i = 0; i < topics; ++i)
            CHECK(b.add(topic{"t" + std::to_string(i), static_cast<int>(i)}).value == i);
        for (std::size_t i = 0; i < places; ++i) CHECK(b.add(place{static_cast<int>(i)}).value == i);

        auto liked = random_edges(random, people, topics, random() % 40);
        auto known = random_edges(random, people, people, random() % 40);
        // Every other round the edges come in the very order in which they are kept.
        if (round % 2) liked = in_order(liked);
        for (auto const& e : liked) b.relate(id_of<person>{e.from}, id_of<topic>{e.to}, likes{e.sequence});
        for (auto const& e : known) b.relate(id_of<person>{e.from}, id_of<person>{e.to}, knows{e.sequence});
        CHECK(b.edge_count<likes>() == liked.size());

        auto const kept = round % 3 ? b.freeze() : std::move(b).freeze();
        REQUIRE(kept.size<person>() == people);
        REQUIRE(kept.size<topic>() == topics);
        REQUIRE(kept.size<place>() == places);
        check_relation<likes>(kept, liked);
        check_relation<knows>(kept, known);
        check_relation<lives_in>(kept, {});

        for (auto v : kept.ids<person>()) {
            CHECK(&kept[v] == &kept.vertices<person>()[v.value]);
            CHECK(kept.find<person>(kept[v].name) == v);
            CHECK(kept.find<person>(kept[v].name + '!') == boost::none);
        }
        for (auto v : kept.ids<topic>()) {
            CHECK(kept[v].weight == static_cast<int>(v.value));
            CHECK(kept.find<topic>(kept[v].name) == v);
        }
        for (auto v : kept.ids<place>()) CHECK(kept[v].number == static_cast<int>(v.value));
        CHECK(kept.find<person>("") == boost::none);
    }
}

TEST_CASE("Names are found whatever the order of addition, and only whole") {
    graph::builder b;
    auto const b2 = b.add(person{"beta"});
    auto const g2 = b.add(person{"gamma"});
    auto const a2 = b.add(person{"alpha"});
    auto const empty = b.add(person{""});
    auto const long_a = b.add(person{"alphabet"});
    auto const finnish = b.add(person{"Äänekoski"});
    auto const topic_of_that_name = b.add(topic{"beta"});
    auto const g = b.freeze();
    CHECK(g.find<person>("alpha") == a2);
    CHECK(g.find<person>("alphabet") == long_a);
    CHECK(g.find<person>("beta") == b2);
    CHECK(g.find<person>("gamma") == g2);
    CHECK(g.find<person>("") == empty);
    CHECK(g.find<person>("Äänekoski") == finnish);
    CHECK(g.find<person>("alph") == boost::none);
    CHECK(g.find<person>("zeta") == boost::none);
    CHECK(g.find<person>("Beta") == boost::none);
    CHECK(g.find<topic>("beta") == topic_of_that_name);
}

TEST_CASE("An empty graph has nothing, and says so") {
    for (auto const& g : {graph{}, graph::builder{}.freeze(), graph(graph{})}) {
        CHECK(g.size<person>() == 0);
        CHECK(g.vertices<topic>().empty());
        CHECK(g.ids<place>().empty());
        CHECK(g.edge_count<likes>() == 0);
        CHECK(g.find<person>("anyone") == boost::none);
        int visits = 0;
        g.for_each_edge<knows>([&](auto const&) { ++visits; });
        CHECK(visits == 0);
    }
}

TEST_CASE("Copies share, and outlive the original and its builder") {
    auto original = std::make_unique<graph>([] {
        graph::builder b;
        auto const v = b.add(person{"v"});
        auto const t = b.add(topic{"t"});
        b.relate(v, t, likes{7});
        return b.freeze();
    }());
    graph const copy = *original;
    graph other;
    CHECK(same_object(copy, *original));
    CHECK(!same_object(copy, other));
    CHECK(&copy.vertices<person>()[0] == &original->vertices<person>()[0]);
    other = copy;
    CHECK(same_object(other, copy));
    auto const edges = copy.out<likes>({0});
    original.reset();
    REQUIRE(edges.size() == 1);
    CHECK(edges.front().edge.sequence == 7);
    CHECK(copy[id_of<person>{0}].name == "v");
}

TEST_CASE("Any number of threads may read one graph, and copy and drop it") {
    graph::builder b;
    for (int i = 0; i < 50; ++i) b.add(person{std::to_string(i)});
    for (std::uint32_t i = 0; i < 50; ++i)
        for (std::uint32_t j = 0; j < i; ++j)
            b.relate(id_of<person>{i}, id_of<person>{j}, knows{static_cast<int>(i * j)});
    auto const g = std::move(b).freeze();
    std::vector<long> sums(4, 0);
    {
        std::vector<std::thread> readers;
        for (auto& sum : sums)
            readers.emplace_back([&sum, &g] {
                for (int repeat = 0; repeat < 20; ++repeat) {
                    graph const mine = g;
                    mine.for_each_edge<knows>([&](auto const& e) { sum += e.edge.sequence; });
                    for (auto v : mine.ids<person>()) sum += static_cast<long>(mine.in<knows>(v).size());
                }
            });
        for (auto& r : readers) r.join();
    }
    // sum of i * j over j < i < 50, and one for each of the 1225 edges
    long expected = 1225;
    for (long i = 0; i < 50; ++i)
        for (long j = 0; j < i; ++j) expected += i * j;
    for (auto sum : sums) CHECK(sum == 20 * expected);
}

TEST_CASE("Ids are ordered, hashed and of their kind") {
    CHECK(id_of<person>{1} < id_of<person>{2});
    CHECK(id_of<person>{3} == id_of<person>{3});
    CHECK(std::hash<id_of<person>>{}({3}) != std::hash<id_of<person>>{}({4}));
    CHECK(id_of<person>{} == id_of<person>{0});
    static_assert(!std::is_convertible_v<id_of<person>, id_of<topic>>);
    static_assert(!std::is_constructible_v<id_of<person>, id_of<topic>>);
    static_assert(sizeof(id_of<person>) == 4);
}

}  // namespace
