// SPDX-License-Identifier: BSL-1.0
#include <entente/bgl/property_maps.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "sample.hpp"

using namespace entente;

TEST_CASE("names and numbers of vertices, numbers of edges") {
    auto const g = sample::everything();
    auto const actors = bgl::make_view<influences>(g);
    auto const name = get(boost::vertex_name, actors);
    CHECK(get(name, std::size_t{2}) == "Russia");
    CHECK(get(boost::vertex_name, actors, std::size_t{0}) == "United States");
    // Names of the graph itself, without a copy.
    static_assert(std::is_same_v<boost::property_traits<decltype(name)>::value_type, std::string_view>);
    CHECK(get(name, std::size_t{2}).data() == g[id_of<actor>{2}].name.data());

    auto const whole = bgl::make_view(g);
    for (std::size_t v = 0; v < num_vertices(whole); ++v) CHECK(get(boost::vertex_index, whole, v) == v);
    CHECK(get(boost::vertex_name, whole, vertex(id_of<sample::issue_type>{1}, whole)) == "Expansion");
    CHECK(get(boost::vertex_name, whole, vertex(id_of<sample::treaty>{1}, whole)) == "#1");
    std::size_t n = 0;
    for (auto e = edges(whole).first; e != edges(whole).second; ++e) CHECK(get(boost::edge_index, whole, *e) == n++);
    CHECK(n == num_edges(whole));
}

TEST_CASE("bundles and their members, over a single kind or relation") {
    auto const g = sample::everything();
    auto const view = bgl::make_view<sample::sanctions>(g);
    auto const e = edge(1, 2, view).first;
    CHECK(&get(boost::vertex_bundle, view, std::size_t{1}) == &g[id_of<actor>{1}]);
    CHECK(get(boost::edge_bundle, view, e).since == "2022");
    CHECK(&get(boost::edge_bundle, view, e) == &view[e]);
    CHECK(get(&actor::capability, view, std::size_t{1}) == 12);
    CHECK(get(get(&sample::sanctions::cost, view), e) == 5);
    CHECK(get(&sample::sanctions::since, view, edge(0, 2, view).first) == "2014");
}

TEST_CASE("a map of a function object or a member, over one relation or several") {
    auto const g = sample::everything();
    auto const one = bgl::make_view<influences>(g);
    auto const strength = bgl::edge_map(one, &influences::strength);
    auto const inverse = bgl::edge_map(one, [](influences const& e) { return 1 / e.strength; });
    auto const e = edge(0, 2, one).first;
    CHECK(get(strength, e) == 0.25);
    CHECK(get(inverse, e) == 4);
    CHECK(&get(strength, e) == &one[e].strength);

    struct weigh {
        int operator()(member_of) const { return 7; }
        double operator()(influences const& i) const { return i.strength; }
        float operator()(sample::sanctions const& s) const { return static_cast<float>(s.cost); }
    };
    auto const several = bgl::make_view<sample::sanctions, member_of, influences>(g);
    auto const weight = bgl::edge_map(several, weigh());
    static_assert(std::is_same_v<boost::property_traits<decltype(weight)>::value_type, double>);
    std::vector<double> all;
    for (auto i = edges(several).first; i != edges(several).second; ++i) all.push_back(get(weight, *i));
    CHECK(all == std::vector<double>{3, 5, 2, 7, 0.25, 2});

    auto const whole = bgl::make_view(g);
    auto const size = bgl::vertex_map(whole, []<class Vertex>(Vertex const& v) -> double {
        if constexpr (std::is_same_v<Vertex, actor>)
            return v.capability;
        else
            return 0;
    });
    CHECK(get(size, vertex(id_of<actor>{4}, whole)) == 0.5);
    CHECK(get(size, vertex(id_of<sample::issue_type>{0}, whole)) == 0);
    // All kinds with a name: a generic function serves those.
    auto const stances = bgl::make_view<sample::stance_type>(g);
    auto const initial = bgl::vertex_map(stances, [](auto const& v) { return v.name.front(); });
    CHECK(get(initial, vertex(id_of<actor>{3}, stances)) == 'S');
    CHECK(get(initial, vertex(id_of<sample::issue_type>{2}, stances)) == 'T');
}

TEST_CASE("a map keeps its graph alive") {
    auto const map =
        bgl::edge_map(bgl::make_view<influences>(sample::influence_graph(2, {{0, 1, 3.0}})), &influences::strength);
    CHECK(get(map, bgl::edge_descriptor{0, 1, 0}) == 3);
}

TEST_CASE("vectors as maps, to read and to write") {
    auto const view = bgl::make_view<sample::sanctions>(sample::everything());
    std::vector<int> by_vertex(num_vertices(view)), by_edge(num_edges(view));
    put(bgl::vertex_vector_map(by_vertex), std::size_t{3}, 4);
    CHECK(by_vertex == std::vector<int>{0, 0, 0, 4, 0});
    auto const map = bgl::edge_vector_map(by_edge);
    put(map, edge(1, 2, view).first, 9);
    CHECK(by_edge == std::vector<int>{0, 9, 0});
    CHECK(get(map, edge(1, 2, view).first) == 9);
}
