// SPDX-License-Identifier: BSL-1.0
#include <entente/bgl/graph_view.hpp>

#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_set>
#include <vector>

#include "sample.hpp"

using namespace entente;

namespace {

using triple = std::tuple<std::size_t, std::size_t, std::size_t>;

template <class Range>
std::vector<triple> triples(Range const& r) {
    std::vector<triple> all;
    for (auto i = r.first; i != r.second; ++i) all.emplace_back((*i).source, (*i).target, (*i).index);
    return all;
}
template <class Range>
std::vector<std::size_t> numbers(Range const& r) {
    return {r.first, r.second};
}
template <class Range>
std::vector<triple> sorted(Range const& r) {
    auto all = triples(r);
    std::sort(all.begin(), all.end());
    return all;
}

/// The edges of a view by the typed graph's own functions: relation by relation, in the order of the edges' indices.
template <class View>
std::vector<triple> oracle(View const& view) {
    std::vector<triple> all;
    auto const add = [&]<class Edge>(std::type_identity<Edge>) {
        view.graph().template for_each_edge<Edge>(
            [&](auto const& e) { all.emplace_back(vertex(e.source, view), vertex(e.target, view), all.size()); });
    };
    [&]<class... Edges>(std::type_identity<std::tuple<Edges...>>) {
        (add(std::type_identity<Edges>{}), ...);
    }(std::type_identity<typename View::edge_types>{});
    return all;
}

/// Everything that a view says, against the list of its edges.
template <class View>
void check_against_oracle(View const& view) {
    auto const all = oracle(view);
    CHECK(num_edges(view) == all.size());
    CHECK(triples(edges(view)) == all);
    CHECK(static_cast<std::size_t>(std::distance(vertices(view).first, vertices(view).second)) == num_vertices(view));
    for (std::size_t v = 0; v < num_vertices(view); ++v) {
        std::vector<triple> out, in;
        for (auto const& e : all) {
            if (std::get<0>(e) == v) out.push_back(e);
            if (std::get<1>(e) == v) in.push_back(e);
        }
        CHECK(triples(out_edges(v, view)) == out);
        CHECK(out_degree(v, view) == out.size());
        std::sort(in.begin(), in.end());
        CHECK(sorted(in_edges(v, view)) == in);
        CHECK(in_degree(v, view) == in.size());
        CHECK(degree(v, view) == out.size() + in.size());
        std::vector<std::size_t> targets;
        for (auto const& e : out) targets.push_back(std::get<1>(e));
        CHECK(numbers(adjacent_vertices(v, view)) == targets);
        auto sources = numbers(inv_adjacent_vertices(v, view));
        std::sort(sources.begin(), sources.end());
        std::vector<std::size_t> expected;
        for (auto const& e : in) expected.push_back(std::get<0>(e));
        CHECK(sources == expected);
        for (std::size_t u = 0; u < num_vertices(view); ++u) {
            auto const first =
                std::find_if(out.begin(), out.end(), [&](triple const& e) { return std::get<1>(e) == u; });
            auto const found = edge(v, u, view);
            REQUIRE(found.second == (first != out.end()));
            if (found.second) CHECK(triple(found.first.source, found.first.target, found.first.index) == *first);
        }
    }
    for (auto e = edges(view).first; e != edges(view).second; ++e) {
        CHECK(source(*e, view) == (*e).source);
        CHECK(target(*e, view) == (*e).target);
        visit_edge(*e, view, [&]<class From, class Edge, class To>(edge_ref<From, Edge, To> const& found) {
            CHECK(vertex(found.source, view) == (*e).source);
            CHECK(vertex(found.target, view) == (*e).target);
            CHECK(&found.edge == &view.graph().template edge<Edge>(found.index).edge);
            CHECK(&edge_of<Edge>(*e, view).value() == &found.edge);
            auto const again = edge<Edge>(found.index, view);
            CHECK(triple(again.source, again.target, again.index) == triple((*e).source, (*e).target, (*e).index));
        });
    }
}

}  // namespace

TEST_CASE("every function of a view agrees with the typed graph, over random graphs and choices of relations") {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        auto const g = sample::random_graph(seed);
        check_against_oracle(bgl::make_view(g));
        check_against_oracle(bgl::make_view<influences>(g));
        check_against_oracle(bgl::make_view<sample::sanctions>(g));  // has loops
        check_against_oracle(bgl::make_view<sample::stance_type>(g));
        check_against_oracle(bgl::make_view<sample::signed_by>(g));
        check_against_oracle(bgl::make_view<sample::signed_by, member_of, sample::stance_type>(g));
        check_against_oracle(bgl::make_view<part_of>(g));  // without edges
    }
    check_against_oracle(bgl::make_view(sample::everything()));
}

TEST_CASE("the whole view has all vertices, in the order of the kinds, and all edges, in the order of the relations") {
    auto const g = sample::everything();
    auto const view = bgl::make_view(g);
    CHECK(num_vertices(view) == 5 + 3 + 2);
    CHECK(num_edges(view) == 4 + 1 + 2 + 1 + 3 + 2);
    CHECK(vertex(id_of<actor>{0}, view) == 0);
    CHECK(vertex(id_of<actor>{4}, view) == 4);
    CHECK(id_at<actor>(4, view).value().value == 4);
    CHECK_FALSE(id_at<actor>(5, view).has_value());
    std::size_t treaties = 0, issues = 0;
    for (std::size_t v = 0; v < num_vertices(view); ++v) {
        CHECK(vertex(v, view) == v);
        treaties += id_at<sample::treaty>(v, view).has_value();
        issues += id_at<sample::issue_type>(v, view).has_value();
        // There and back again, whatever the kind.
        CHECK(visit_vertex(v, view, [&](auto i) { return vertex(i, view); }) == v);
    }
    CHECK(treaties == 2);
    CHECK(issues == 3);
}

TEST_CASE("over one relation from a kind to itself the descriptor is the number of the id") {
    auto const g = sample::everything();
    auto const view = bgl::make_view<influences>(g);
    CHECK(num_vertices(view) == g.size<actor>());
    for (auto const a : g.ids<actor>()) {
        CHECK(vertex(a, view) == a.value);
        CHECK(id_at(a.value, view) == a);
        CHECK(&view[vertex(a, view)] == &g[a]);
    }
    auto const found = edge(0, 2, view);
    REQUIRE(found.second);
    CHECK(view[found.first].strength == 0.25);
}

TEST_CASE("over one relation between two kinds the sources come first, then the targets") {
    auto const g = sample::everything();
    auto const view = bgl::make_view<sample::stance_type>(g);
    CHECK(num_vertices(view) == 5 + 3);
    CHECK(vertex(id_of<actor>{4}, view) == 4);
    CHECK(vertex(id_of<sample::issue_type>{0}, view) == 5);
    CHECK(id_at<sample::issue_type>(6, view).value() == g.find<sample::issue_type>("Expansion").value());
    auto const treaties = bgl::make_view<sample::signed_by>(g);
    CHECK(vertex(id_of<sample::treaty>{0}, treaties) == 0);
    CHECK(vertex(id_of<actor>{0}, treaties) == 2);
}

TEST_CASE("parallel edges stay apart: two stances of disjoint periods") {
    auto const g = sample::everything();
    auto const view = bgl::make_view<sample::stance_type>(g);
    auto const nato = vertex(*g.find<actor>("NATO"), view),
               expansion = vertex(*g.find<sample::issue_type>("Expansion"), view);
    CHECK(out_degree(nato, view) == 2);
    CHECK(in_degree(expansion, view) == 4);
    auto const range = out_edges(nato, view);
    auto second = range.first;
    auto const first = *second++;
    CHECK(first.target == expansion);
    CHECK((*second).target == expansion);
    CHECK(first != *second);
    CHECK(view[first].position == 5.0);  // in the order of addition
    CHECK(view[*second].position == 4.0);
    CHECK(edge(nato, expansion, view).first == first);
    std::unordered_set<bgl::edge_descriptor> const hashed{first, *second, first};
    CHECK(hashed.size() == 2);
    CHECK(first < *second);
}

TEST_CASE("a view of nothing, of one vertex, and of vertices without edges") {
    bgl::graph_view<sample::plain, influences> const nothing;
    CHECK(num_vertices(nothing) == 0);
    CHECK(num_edges(nothing) == 0);
    CHECK(edges(nothing).first == edges(nothing).second);
    CHECK(vertices(nothing).first == vertices(nothing).second);
    auto const empty = bgl::make_view(sample::plain());
    CHECK(num_vertices(empty) == 0);
    CHECK(edges(empty).first == edges(empty).second);

    auto const one = bgl::make_view<influences>(sample::influence_graph(1, {}));
    CHECK(num_vertices(one) == 1);
    CHECK(out_edges(0, one).first == out_edges(0, one).second);
    CHECK(in_edges(0, one).first == in_edges(0, one).second);
    CHECK(degree(0, one) == 0);
    CHECK_FALSE(edge(0, 0, one).second);
    CHECK(num_edges(bgl::make_view(sample::influence_graph(5, {}))) == 0);
}

TEST_CASE("a view and its copies share the graph and keep it alive, and so the iterators of any of them") {
    auto const make = [] {
        auto const view = bgl::make_view<influences>(sample::influence_graph(3, {{0, 1, 1.0}, {1, 2, 2.0}}));
        auto const copy = view;
        CHECK(same_object(view.graph(), copy.graph()));
        return std::pair(copy, edges(view));
    };
    auto const [view, all] = make();
    CHECK(triples(all) == std::vector<triple>{{0, 1, 0}, {1, 2, 1}});
    auto const g = sample::everything();
    CHECK(same_object(bgl::make_view(g).graph(), g));
}

TEST_CASE("edge_of is none for an edge of another relation") {
    auto const g = sample::everything();
    auto const view = bgl::make_view<influences, sample::sanctions>(g);
    auto const first = *edges(view).first;
    CHECK(edge_of<influences>(first, view).value().strength == 0.25);
    CHECK_FALSE(edge_of<sample::sanctions>(first, view).has_value());
    auto const sanction = edge<sample::sanctions>(0, view);
    CHECK(sanction.index == 2);
    CHECK(edge_of<sample::sanctions>(sanction, view).value().since == "2014");
}
