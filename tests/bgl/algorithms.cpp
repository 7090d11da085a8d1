// SPDX-License-Identifier: BSL-1.0
// Algorithms of Boost.Graph on the views, with known answers.
#include <entente/bgl/graph_view.hpp>
#include <entente/bgl/property_maps.hpp>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/copy.hpp>
#include <boost/graph/depth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/reverse_graph.hpp>
#include <boost/graph/topological_sort.hpp>
#include <boost/graph/visitors.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <vector>

#include "sample.hpp"

using namespace entente;

namespace {

template <class Graph>
std::vector<std::size_t> steps_from(std::size_t start, Graph const& g) {
    std::vector<std::size_t> steps(num_vertices(g), 99);
    steps[start] = 0;
    auto const record = boost::record_distances(bgl::vertex_vector_map(steps), boost::on_tree_edge());
    boost::breadth_first_search(g, start, boost::visitor(boost::make_bfs_visitor(record)));
    return steps;
}

template <class Graph, class Weight>
std::vector<double> distances_from(std::size_t start, Graph const& g, Weight weight) {
    std::vector<double> distance(num_vertices(g));
    boost::dijkstra_shortest_paths(g, start, boost::weight_map(weight).distance_map(bgl::vertex_vector_map(distance)));
    return distance;
}

}  // namespace

TEST_CASE("breadth_first_search") {
    auto const view = bgl::make_view<influences>(
        sample::influence_graph(6, {{0, 1, 1.0}, {0, 2, 1.0}, {1, 3, 1.0}, {2, 3, 1.0}, {3, 4, 1.0}, {4, 0, 1.0}}));
    CHECK(steps_from(0, view) == std::vector<std::size_t>{0, 1, 1, 2, 3, 99});
    CHECK(steps_from(3, view) == std::vector<std::size_t>{2, 3, 3, 0, 1, 99});
    // Over the whole graph, from a treaty to the issues on which its parties have a stance.
    auto const g = sample::everything();
    auto const whole = bgl::make_view(g);
    auto const steps = steps_from(vertex(id_of<sample::treaty>{0}, whole), whole);
    CHECK(steps[vertex(*g.find<actor>("Russia"), whole)] == 1);
    CHECK(steps[vertex(*g.find<sample::issue_type>("Expansion"), whole)] == 2);
    CHECK(steps[vertex(*g.find<sample::issue_type>("Security"), whole)] == 3);
    CHECK(steps[vertex(*g.find<actor>("Switzerland"), whole)] == 99);
}

TEST_CASE("dijkstra_shortest_paths") {
    auto const view = bgl::make_view<influences>(
        sample::influence_graph(5, {{0, 1, 4.0}, {0, 2, 1.0}, {2, 1, 2.0}, {1, 3, 5.0}, {2, 3, 8.5}}));
    auto const none = std::numeric_limits<double>::max();
    CHECK(distances_from(0, view, bgl::edge_map(view, &influences::strength)) == std::vector<double>{0, 3, 1, 8, none});
    CHECK(distances_from(0, view, get(&influences::strength, view)) == std::vector<double>{0, 3, 1, 8, none});
    // By a function: a strong influence is a short way.
    auto const inverse =
        distances_from(0, view, bgl::edge_map(view, [](influences const& e) { return 1 / e.strength; }));
    CHECK(inverse[1] == doctest::Approx(0.25));
    CHECK(inverse[3] == doctest::Approx(0.25 + 0.2));
    // By a user's own relation.
    auto const sanctions = bgl::make_view<sample::sanctions>(sample::everything());
    CHECK(distances_from(1, sanctions, get(&sample::sanctions::cost, sanctions)) ==
          std::vector<double>{7, 0, 5, none, none});
}

TEST_CASE("depth_first_search and topological_sort: parts come before the whole that they are in") {
    sample::plain::builder b;
    for (auto const* name : {"treaty", "article", "clause", "other"}) b.add(sample::issue_type{name});
    b.relate(id_of<sample::issue_type>{2}, id_of<sample::issue_type>{1}, part_of{});
    b.relate(id_of<sample::issue_type>{1}, id_of<sample::issue_type>{0}, part_of{});
    auto const view = bgl::make_view<part_of>(b.freeze());
    std::vector<std::size_t> order;
    boost::topological_sort(view, std::back_inserter(order));  // in reverse
    CHECK(order == std::vector<std::size_t>{0, 1, 2, 3});
}

TEST_CASE("reverse_graph turns a view round") {
    auto const view = bgl::make_view<influences>(sample::influence_graph(4, {{0, 1, 1.0}, {1, 2, 1.0}, {3, 2, 1.0}}));
    CHECK(steps_from(2, boost::make_reverse_graph(view)) == std::vector<std::size_t>{2, 1, 0, 1});
}

TEST_CASE("filtered_graph takes the stances of a time") {
    auto const g = sample::everything();
    auto const view = bgl::make_view<sample::stance_type>(g);
    struct holds {
        decltype(&view) of = nullptr;
        time_point at{};
        bool operator()(bgl::edge_descriptor const& e) const { return (*of)[e].valid.contains(at); }
    };
    boost::filtered_graph const then(view, holds{&view, day(2022, 1, 26)});
    auto const nato = vertex(*g.find<actor>("NATO"), view);
    REQUIRE(out_degree(nato, then) == 1);
    CHECK(view[*out_edges(nato, then).first].position == 4.0);
    CHECK(std::distance(edges(then).first, edges(then).second) == 3);
    CHECK(steps_from(nato, then)[vertex(*g.find<sample::issue_type>("Expansion"), view)] == 1);
}

TEST_CASE("copy_graph makes a graph that can be changed") {
    auto const view = bgl::make_view(sample::everything());
    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS> list;
    boost::copy_graph(view, list);
    CHECK(num_vertices(list) == num_vertices(view));
    REQUIRE(num_edges(list) == num_edges(view));
    for (std::size_t v = 0; v < num_vertices(view); ++v) {
        CHECK(out_degree(v, list) == out_degree(v, view));
        CHECK(in_degree(v, list) == in_degree(v, view));
    }
}

TEST_CASE("copy_graph takes vertices and edges along where the other graph keeps them") {
    auto const g = sample::influence_graph(3, {{0, 1, 0.5}, {2, 1, 4.0}});
    auto const view = bgl::make_view<influences>(g);
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, actor, influences> list;
    boost::copy_graph(view, list);
    for (std::size_t v = 0; v < 3; ++v) CHECK(list[v].name == g[id_of<actor>{static_cast<std::uint32_t>(v)}].name);
    CHECK(list[boost::edge(0, 1, list).first].strength == 0.5);
    CHECK(list[boost::edge(2, 1, list).first].strength == 4.0);
    // Lists that keep nothing of the vertices, or of the edges.
    boost::adjacency_list<boost::listS, boost::vecS, boost::undirectedS, boost::no_property, influences> strengths;
    boost::copy_graph(view, strengths);
    CHECK(strengths[boost::edge(1, 0, strengths).first].strength == 0.5);
    // From two kinds of vertices over one relation: the stances, and the shape.
    auto const stances = bgl::make_view<sample::stance_type>(sample::everything());
    boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, boost::no_property, sample::stance_type>
        held;
    boost::copy_graph(stances, held);
    REQUIRE(num_edges(held) == num_edges(stances));
    auto copied = boost::edges(held).first;
    for (auto [e, end] = edges(stances); e != end; ++e, ++copied) CHECK(held[*copied] == stances[*e]);
}
