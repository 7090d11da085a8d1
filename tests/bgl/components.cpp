// SPDX-License-Identifier: BSL-1.0
#include <entente/bgl/components.hpp>
#include <entente/bgl/undirected_view.hpp>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/incremental_components.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/pending/disjoint_sets.hpp>

#include <doctest/doctest.h>

#include <vector>

#include "sample.hpp"

using namespace entente;
using numbers = std::vector<std::size_t>;

TEST_CASE("weak components of a directed view are three where boost::connected_components counts four") {
    // n1 -> n0, n2 -> n3, n4 alone
    auto const view = bgl::make_view<influences>(sample::influence_graph(5, {{1, 0, 1.0}, {2, 3, 1.0}}));
    numbers ours(5), boosts(5), undirected(5);
    CHECK(bgl::weak_components(view, bgl::vertex_vector_map(ours)) == 3);
    CHECK(ours == numbers{0, 0, 1, 1, 2});

    // The trap: it compiles, follows edges forwards only, and puts n0 and n1 apart.
    CHECK(boost::connected_components(view, bgl::vertex_vector_map(boosts)) == 4);
    CHECK(boosts == numbers{0, 1, 2, 2, 3});

    // On the undirected view it is right.
    CHECK(boost::connected_components(bgl::undirected(view), bgl::vertex_vector_map(undirected)) == 3);
    CHECK(undirected == ours);
    // And so are ours there, and on a graph that is not of this library.
    CHECK(bgl::weak_components(bgl::undirected(view), bgl::vertex_vector_map(undirected)) == 3);
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS> list(5);
    add_edge(1, 0, list);
    add_edge(2, 3, list);
    CHECK(bgl::weak_components(list, bgl::vertex_vector_map(undirected)) == 3);
    CHECK(undirected == ours);
}

TEST_CASE("weak components of nothing, of one vertex, of vertices without edges, of the whole graph") {
    numbers c;
    CHECK(bgl::weak_components(bgl::make_view(sample::plain()), bgl::vertex_vector_map(c)) == 0);
    c.resize(1);
    CHECK(bgl::weak_components(bgl::make_view<influences>(sample::influence_graph(1, {})), bgl::vertex_vector_map(c)) ==
          1);
    c.resize(4);
    CHECK(bgl::weak_components(bgl::make_view<influences>(sample::influence_graph(4, {})), bgl::vertex_vector_map(c)) ==
          4);
    CHECK(c == numbers{0, 1, 2, 3});

    // Belarus, Russia, the United States, NATO, two issues and a treaty hang together; Switzerland, trade and the other
    // treaty are on their own.
    auto const whole = bgl::make_view(sample::everything());
    c.assign(num_vertices(whole), 9);
    CHECK(bgl::weak_components(whole, bgl::vertex_vector_map(c)) == 4);
    CHECK(c[vertex(id_of<actor>{3}, whole)] == 1);
    CHECK(c[vertex(id_of<sample::issue_type>{0}, whole)] == c[vertex(id_of<actor>{4}, whole)]);
    CHECK(c[vertex(id_of<sample::treaty>{0}, whole)] == 0);
    CHECK(c[vertex(id_of<sample::treaty>{1}, whole)] != 0);
}

TEST_CASE("weak components are the connected components of the undirected view, in the same order") {
    for (unsigned seed = 100; seed < 150; ++seed) {
        CAPTURE(seed);
        auto const g = sample::random_graph(seed);
        auto const check = [](auto const& view) {
            numbers ours(num_vertices(view)), boosts(num_vertices(view));
            auto const count = bgl::weak_components(view, bgl::vertex_vector_map(ours));
            CHECK(count == boost::connected_components(bgl::undirected(view), bgl::vertex_vector_map(boosts)));
            CHECK(ours == boosts);
        };
        check(bgl::make_view(g));
        check(bgl::make_view<member_of>(g));
        check(bgl::make_view<sample::sanctions>(g));
        check(bgl::make_view<sample::signed_by, part_of>(g));
    }
}

TEST_CASE("strong components") {
    // 0 -> 1 -> 2 -> 0, 2 -> 3 -> 4 -> 3, 5
    auto const view = bgl::make_view<influences>(
        sample::influence_graph(6, {{0, 1, 1.0}, {1, 2, 1.0}, {2, 0, 1.0}, {2, 3, 1.0}, {3, 4, 1.0}, {4, 3, 1.0}}));
    numbers c(6);
    CHECK(boost::strong_components(view, bgl::vertex_vector_map(c)) == 3);
    CHECK(c[0] == c[1]);
    CHECK(c[1] == c[2]);
    CHECK(c[3] == c[4]);
    CHECK(c[0] != c[3]);
    CHECK(c[5] != c[0]);
    CHECK(c[5] != c[3]);

    // The United States and Russia sanction each other; all else is on its own.
    auto const whole = bgl::make_view(sample::everything());
    numbers all(num_vertices(whole));
    CHECK(boost::strong_components(whole, bgl::vertex_vector_map(all)) == 10 - 2);
    CHECK(all[0] == all[2]);
    CHECK(all[0] == all[1]);  // NATO by the membership, and its own sanctions
}

TEST_CASE("incremental components") {
    auto const view = bgl::make_view<influences>(sample::influence_graph(6, {{1, 0, 1.0}, {2, 3, 1.0}, {3, 4, 1.0}}));
    numbers rank(num_vertices(view)), parent(num_vertices(view));
    boost::disjoint_sets<std::size_t*, std::size_t*> sets(rank.data(), parent.data());
    boost::initialize_incremental_components(view, sets);
    boost::incremental_components(view, sets);
    CHECK(boost::same_component(std::size_t{0}, std::size_t{1}, sets));
    CHECK(boost::same_component(std::size_t{2}, std::size_t{4}, sets));
    CHECK_FALSE(boost::same_component(std::size_t{1}, std::size_t{2}, sets));
    boost::component_index<std::size_t> const components(parent.begin(), parent.end());
    CHECK(components.size() == 3);
    sets.union_set(std::size_t{5}, std::size_t{0});  // one more edge
    CHECK(sets.count_sets(vertices(view).first, vertices(view).second) == 2);
}
