// SPDX-License-Identifier: BSL-1.0
#include <entente/bgl/undirected_view.hpp>

#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/kruskal_min_spanning_tree.hpp>
#include <boost/graph/prim_minimum_spanning_tree.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <vector>

#include "sample.hpp"

using namespace entente;

TEST_CASE("an undirected view has every edge from both ends, over random graphs") {
    for (unsigned seed = 200; seed < 220; ++seed) {
        CAPTURE(seed);
        auto const check = [](auto const& view) {
            auto const g = bgl::undirected(view);
            CHECK(num_vertices(g) == num_vertices(view));
            CHECK(num_edges(g) == num_edges(view));
            std::size_t all = 0, ends = 0;
            for (auto e = edges(g).first; e != edges(g).second; ++e, ++all) CHECK((*e).index == all);
            CHECK(all == num_edges(view));
            for (auto v = vertices(g).first; v != vertices(g).second; ++v) {
                std::size_t n = 0;
                auto neighbour = adjacent_vertices(*v, g).first;
                for (auto e = out_edges(*v, g).first; e != out_edges(*v, g).second; ++e, ++n, ++neighbour) {
                    CHECK(source(*e, g) == *v);
                    CHECK(target(*e, g) == *neighbour);
                    CHECK(edge(*v, *neighbour, g).second);
                    CHECK(edge(*neighbour, *v, g).second);
                    auto const& as_it_is = static_cast<bgl::edge_descriptor const&>(*e);
                    CHECK((as_it_is.source == *v || as_it_is.target == *v));
                }
                CHECK(neighbour == adjacent_vertices(*v, g).second);
                CHECK(n == degree(*v, g));
                CHECK(out_degree(*v, g) == n);
                CHECK(in_degree(*v, g) == n);
                ends += n;
            }
            CHECK(ends == 2 * num_edges(g));  // a loop has two ends as well
        };
        auto const g = sample::random_graph(seed);
        check(bgl::make_view(g));
        check(bgl::make_view<sample::sanctions>(g));
        check(bgl::make_view<sample::stance_type>(g));
    }
}

TEST_CASE("it shares descriptors and property maps with the directed view") {
    auto const g = sample::everything();
    auto const view = bgl::make_view<influences>(g);
    auto const both = bgl::undirected(view);
    auto const russia = vertex(*g.find<actor>("Russia"), both), us = vertex(*g.find<actor>("United States"), both);
    auto const forwards = edge(us, russia, both), backwards = edge(russia, us, both);
    REQUIRE(forwards.second);
    REQUIRE(backwards.second);
    CHECK(forwards.first == backwards.first);
    CHECK(source(backwards.first, both) == russia);
    CHECK(target(backwards.first, both) == us);
    CHECK_FALSE(edge(us, us, both).second);
    CHECK(both[backwards.first].strength == 0.25);
    CHECK(both[us].name == "United States");
    CHECK(get(boost::edge_index, both, backwards.first) == forwards.first.index);
    CHECK(get(&influences::strength, both, backwards.first) == 0.25);
    CHECK(get(bgl::edge_map(view, &influences::strength), backwards.first) == 0.25);
    CHECK(get(boost::vertex_name, both, russia) == "Russia");
}

TEST_CASE("spanning trees and articulation points, which need an undirected graph") {
    // A square 0 1 2 3 with a diagonal and a tail 3 - 4, the edges pointing here and there
    auto const view = bgl::make_view<influences>(
        sample::influence_graph(5, {{0, 1, 1.0}, {2, 1, 2.0}, {2, 3, 1.5}, {0, 3, 4.0}, {0, 2, 3.0}, {4, 3, 9.0}}));
    auto const g = bgl::undirected(view);
    auto const weight = get(&influences::strength, g);
    std::vector<bgl::undirected_edge> tree;
    boost::kruskal_minimum_spanning_tree(g, std::back_inserter(tree), boost::weight_map(weight));
    REQUIRE(tree.size() == 4);
    double total = 0;
    for (auto const& e : tree) total += get(weight, e);
    CHECK(total == 1 + 1.5 + 2 + 9);

    std::vector<std::size_t> parent(5);
    boost::prim_minimum_spanning_tree(g, bgl::vertex_vector_map(parent), boost::weight_map(weight));
    CHECK(parent == std::vector<std::size_t>{0, 0, 1, 2, 3});

    std::vector<std::size_t> cut;
    boost::articulation_points(g, std::back_inserter(cut));
    CHECK(cut == std::vector<std::size_t>{3});
}

TEST_CASE("an undirected view of nothing") {
    auto const g = bgl::undirected(bgl::make_view(sample::plain()));
    CHECK(num_vertices(g) == 0);
    CHECK(edges(g).first == edges(g).second);
    auto const one = bgl::undirected(bgl::make_view<influences>(sample::influence_graph(1, {})));
    CHECK(out_edges(0, one).first == out_edges(0, one).second);
    CHECK(degree(0, one) == 0);
}
