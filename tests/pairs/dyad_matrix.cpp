// SPDX-License-Identifier: BSL-1.0
// All pairs leave the matrix: dense, condensed, as a graph.
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/bc_clustering.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/kruskal_min_spanning_tree.hpp>
#include <boost/graph/prim_minimum_spanning_tree.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <new>
#include <set>
#include <utility>
#include <vector>

#include "entente/measures/city_block.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/pair_graph.hpp"
#include "entente/positions/from_array.hpp"

using namespace entente;
using measures::city_block;

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<pair_graph<boost::undirected_tag>>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<pair_graph<boost::undirected_tag>>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<pair_graph<boost::undirected_tag>>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<pair_graph<boost::directed_tag>>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyMatrixConcept<pair_graph<boost::directed_tag>>));

namespace {

double const none = std::nan("");

/// Two camps on one issue, and one who says nothing.
position_matrix two_camps() {
    return make_position_matrix({"a", "b", "c", "d", "silent"}, {{.name = "tax", .lower = 0, .upper = 10}},
                                std::vector{0.0, 1.0, 9.0, 10.0, none});
}

bool same(double x, double y) {
    return std::isnan(x) ? std::isnan(y) : x == y;
}

}  // namespace

TEST_CASE("dense and condensed hold every value, in their orders") {
    auto const m = two_camps();
    for (auto const w : {weighting::none, weighting::first}) {  // symmetric, and not
        auto const all = all_pairs(m, city_block{}, {.weights = w});
        REQUIRE(all.symmetric() == (w == weighting::none));
        std::vector<double> dense(25);
        all.copy_dense(dense, 0);
        for (std::size_t a = 0; a < 5; ++a)
            for (std::size_t b = 0; b < 5; ++b) CHECK(same(dense[a * 5 + b], a == b ? 0 : all(a, b).value_or(none)));
        all.copy_dense(dense);
        CHECK(std::isnan(dense[0]));
        std::vector<double> condensed(all.pairs());
        if (!all.symmetric()) {
            CHECK_THROWS_WITH(all.copy_condensed(condensed),
                              "values that depend on who comes first have no condensed form");
            continue;
        }
        all.copy_condensed(condensed);
        std::size_t place = 0;
        for (std::size_t a = 0; a < 5; ++a)
            for (std::size_t b = a + 1; b < 5; ++b) CHECK(same(condensed[place++], all(a, b).value_or(none)));
        CHECK(place == condensed.size());
    }
    auto const all = all_pairs(m, city_block{});
    std::vector<double> wrong(9);
    CHECK_THROWS_WITH(all.copy_dense(wrong),
                      "values of pairs are copied to where there is room for exactly 25 (value \"9\")");
    CHECK_THROWS_WITH(all.copy_condensed(wrong),
                      "values of pairs are copied to where there is room for exactly 10 (value \"9\")");
    dyad_matrix const nobody;
    nobody.copy_dense({});
    nobody.copy_condensed({});
}

TEST_CASE("what is set of a pair is had of it, in the order of ids") {
    for (bool const symmetric : {true, false})
        for (bool const weighed : {true, false})
            for (std::size_t actors = 0; actors < 5; ++actors) {
                CAPTURE(actors);
                dyad_matrix m(actors, symmetric, weighed, 8);
                std::size_t set = 0, seen = 0;
                for (std::size_t a = 0; a < actors; ++a)
                    for (std::size_t b = symmetric ? a + 1 : 0; b < actors; ++b) {
                        if (a == b) continue;
                        auto const n = static_cast<double>(set);
                        auto const reason = static_cast<undefined_reason>(set % 3);
                        m.set(a, b, {boost::make_optional(reason == undefined_reason::defined, n / 2), reason}, set % 7,
                              n / 4);
                        ++set;
                    }
                auto const rows = m.rows();
                auto row = rows.begin();
                m.for_each([&](std::size_t a, std::size_t b, comparison const& c) {
                    auto const n = static_cast<double>(seen);
                    auto const shared = seen % 7;
                    CHECK(m.place(a, b) == seen);
                    CHECK(c.value == boost::make_optional(seen % 3 == 0, n / 2));
                    CHECK(c.reason == static_cast<undefined_reason>(seen % 3));
                    CHECK(c.shared == shared);
                    CHECK(c.weight == (weighed ? n / 4 : static_cast<double>(shared)));
                    CHECK(c.coverage == static_cast<double>(shared) / 8);
                    CHECK(m(a, b) == c.value);
                    if (symmetric) CHECK(m.at(b, a).weight == c.weight);
                    REQUIRE(row != rows.end());
                    auto const r = *row++;
                    CHECK(r.a.value == a);
                    CHECK(r.b.value == b);
                    CHECK(r.result.reason == c.reason);
                    ++seen;
                });
                CHECK(seen == set);
                CHECK(m.pairs() == set);
                CHECK(rows.size() == set);
                CHECK(row == rows.end());
            }
}

TEST_CASE("pairs that a cut keeps are the edges of a graph") {
    auto const all = all_pairs(two_camps(), city_block{});
    auto const near = make_pair_graph(all, {.greatest = 0.2});
    CHECK(num_vertices(near) == 5);
    CHECK(num_edges(near) == 2);
    CHECK(edge(1, 0, near).second);
    CHECK_FALSE(edge(0, 2, near).second);
    CHECK_FALSE(edge(0, 0, near).second);
    CHECK_FALSE(edge(0, 4, near).second);  // undefined is no edge
    std::vector<std::size_t> camp(5);
    CHECK(boost::connected_components(near, camp.data()) == 3);
    CHECK(camp[0] == camp[1]);
    CHECK(camp[2] == camp[3]);
    CHECK(camp[0] != camp[2]);
    CHECK(camp[4] != camp[0]);

    // The ends of a cut are within it.
    double const apart = *all(0, 1);
    CHECK(edge(0, 1, make_pair_graph(all, {.least = apart})).second);
    CHECK(edge(0, 1, make_pair_graph(all, {.greatest = apart})).second);
    CHECK_FALSE(edge(0, 1, make_pair_graph(all, {.least = std::nextafter(apart, 2.0)})).second);

    auto const whole = make_pair_graph(all);
    CHECK(num_edges(whole) == 6);
    CHECK(out_degree(0, whole) == 3);
    CHECK(out_degree(3, whole) == 3);
    CHECK(out_degree(4, whole) == 0);
    std::vector<std::size_t> all_vertices;
    for (auto [v, end] = vertices(whole); v != end; ++v) all_vertices.push_back(*v);
    CHECK(all_vertices == std::vector<std::size_t>{0, 1, 2, 3, 4});
    CHECK(decltype(whole)::null_vertex() == static_cast<std::size_t>(-1));
    auto const weights = get(boost::edge_weight, whole);
    double sum = 0;
    for (auto [e, end] = edges(whole); e != end; ++e) {
        CHECK(source(*e, whole) < target(*e, whole));
        sum += get(weights, *e);
    }
    CHECK(sum == doctest::Approx(0.1 + 0.9 + 1 + 0.8 + 0.9 + 0.1));
    std::vector<detail::pair_edge> tree;
    boost::kruskal_minimum_spanning_tree(whole, std::back_inserter(tree));
    REQUIRE(tree.size() == 3);
    double length = 0;
    for (auto const& e : tree) length += get(weights, e);
    CHECK(length == doctest::Approx(0.1 + 0.8 + 0.1));
}

TEST_CASE("communities: the tie between two camps is the first that goes") {
    auto const m = make_position_matrix({"a", "b", "c", "x", "y", "z"}, {{.name = "tax", .lower = 0, .upper = 1}},
                                        std::vector<double>{0, 0.1, 0.2, 0.8, 0.9, 1});
    auto const distances = all_pairs(m, city_block{});
    auto const nearby = make_pair_graph(distances, {.greatest = 0.65});
    boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                          boost::property<boost::edge_index_t, std::size_t>>
        g(num_vertices(nearby));
    std::size_t ties = 0;
    for (auto [e, end] = edges(nearby); e != end; ++e) add_edge(source(*e, nearby), target(*e, nearby), ties++, g);
    CHECK(ties == 7);
    std::vector<double> centrality(ties);
    boost::betweenness_centrality_clustering(
        g, boost::bc_clustering_threshold<double>(6.0, g, false),
        boost::make_iterator_property_map(centrality.begin(), get(boost::edge_index, g)), get(boost::vertex_index, g));
    std::vector<std::size_t> community(num_vertices(g));
    CHECK(boost::connected_components(g, community.data()) == 2);
    CHECK(community == std::vector<std::size_t>{0, 0, 0, 1, 1, 1});
}

TEST_CASE("values that depend on who comes first make a directed graph") {
    auto const all = all_pairs(two_camps(), city_block{}, {.weights = weighting::first});
    CHECK_THROWS_AS(make_pair_graph(all), error);
    auto const g = make_directed_pair_graph(all, {.least = 0.5});
    CHECK(num_edges(g) == 8);
    std::set<std::size_t> far;
    for (auto [v, end] = adjacent_vertices(0, g); v != end; ++v) far.insert(*v);
    CHECK(far == std::set<std::size_t>{2, 3});
    // An edge there is not the edge back, unless the graph is undirected.
    auto const one_way = edge(0, 2, g).first, back = edge(2, 0, g).first;
    CHECK(one_way == one_way);
    CHECK_FALSE(one_way == back);
    auto const symmetric = all_pairs(two_camps(), city_block{});
    auto const both_ways = make_pair_graph(symmetric);
    CHECK(edge(0, 2, both_ways).first == edge(2, 0, both_ways).first);
    CHECK_FALSE(edge(0, 2, both_ways).first == edge(1, 2, both_ways).first);
    CHECK_FALSE(edge(0, 2, both_ways).first == edge(0, 1, both_ways).first);
    CHECK_FALSE(edge(0, 2, both_ways).first == edge(2, 1, both_ways).first);
    CHECK(num_edges(make_pair_graph(dyad_matrix())) == 0);
}

TEST_CASE("pairs of as many actors as cannot be numbered are refused, not taken for few") {
    auto const refused = [](std::size_t actors, bool symmetric) {
        try {
            dyad_matrix(actors, symmetric, true, 1);
        } catch (error const& e) {
            return e.code() == fault_code::too_large;
        } catch (std::bad_alloc const&) {
        }
        return false;
    };
    // n (n - 1) is 0 in the arithmetic of sizes for n = 2^32 * 2^32, and n (n - 1) / 2 small for n = 2^63 + 1.
    for (bool const symmetric : {true, false}) {
        CHECK(refused(static_cast<std::size_t>(-1), symmetric));
        CHECK(refused((std::size_t{1} << 63) + 1, symmetric));
        CHECK(refused((std::size_t{1} << 32) + 1, symmetric));
        CHECK(dyad_matrix(3, symmetric, true, 1).pairs() == (symmetric ? 3 : 6));
    }
}
