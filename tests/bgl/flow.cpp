// SPDX-License-Identifier: BSL-1.0
#include <entente/bgl/flow.hpp>
#include <entente/bgl/graph_view.hpp>

#include <boost/graph/push_relabel_max_flow.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "sample.hpp"

using namespace entente;

namespace {

// The network of Cormen, Leiserson, Rivest and Stein, Introduction to Algorithms, figure 26.1: the greatest flow is 23.
auto textbook() {
    return bgl::make_view<influences>(sample::influence_graph(6, {{0, 1, 16.0},
                                                                  {0, 2, 13.0},
                                                                  {1, 3, 12.0},
                                                                  {2, 1, 4.0},
                                                                  {2, 4, 14.0},
                                                                  {3, 2, 9.0},
                                                                  {3, 5, 20.0},
                                                                  {4, 3, 7.0},
                                                                  {4, 5, 4.0}}));
}

/// A flow: within the capacities, nothing lost on the way, as much as it says, and as much as the cut lets through.
template <class View, class Capacity, class Result>
void check_flow(View const& view, std::size_t from, std::size_t to, Capacity capacity, Result const& r) {
    std::vector<double> surplus(num_vertices(view));
    auto const value = static_cast<double>(r.value);
    double cut = 0;
    REQUIRE(r.flow.size() == num_edges(view));
    for (auto i = edges(view).first; i != edges(view).second; ++i) {
        auto const e = *i;
        auto const c = static_cast<double>(get(capacity, e)), f = static_cast<double>(r.flow[e.index]);
        CHECK(f >= -1e-9);
        CHECK(f <= c + 1e-9);
        surplus[e.source] -= f;
        surplus[e.target] += f;
        if (r.source_side[e.source] && !r.source_side[e.target]) cut += c;
    }
    for (std::size_t v = 0; v < surplus.size(); ++v)
        CHECK(surplus[v] == doctest::Approx(v == from ? -value : v == to ? value : 0.0));
    CHECK(r.source_side[from]);
    CHECK_FALSE(r.source_side[to]);
    CHECK(cut == doctest::Approx(value));  // max-flow min-cut: no flow is greater
}

}  // namespace

TEST_CASE("the greatest flow of a network from a textbook, and its bottleneck") {
    auto const view = textbook();
    auto const capacity = bgl::edge_map(view, &influences::strength);
    auto const r = bgl::max_flow(view, 0, 5, capacity);
    CHECK(r.value == 23);
    check_flow(view, 0, 5, capacity, r);
    CHECK(r.source_side == std::vector<bool>{true, true, true, false, true, false});
}

TEST_CASE("another algorithm finds the same on a flow_network") {
    auto const view = textbook();
    auto const capacity = bgl::edge_map(view, [](influences const& e) { return static_cast<int>(e.strength); });
    bgl::flow_network network(view, capacity);
    for (auto const f : network.flows()) CHECK(f == 0);
    CHECK(boost::push_relabel_max_flow(network.graph(), 0, 5) == 23);
    int arrives = 0;
    for (auto i = in_edges(5, view).first; i != in_edges(5, view).second; ++i) arrives += network.flow((*i).index);
    CHECK(arrives == 23);
}

TEST_CASE("flows over random graphs meet their cut, whole numbers or not, with opposite edges and loops") {
    for (unsigned seed = 300; seed < 330; ++seed) {
        CAPTURE(seed);
        auto const view = bgl::make_view<sample::sanctions>(sample::random_graph(seed));
        if (num_vertices(view) < 2) continue;
        auto const to = num_vertices(view) - 1;
        auto const odd = bgl::edge_map(view, [](sample::sanctions const& s) { return std::sqrt(s.cost) / 7; });
        check_flow(view, 0, to, odd, bgl::max_flow(view, 0, to, odd));
        auto const whole = bgl::edge_map(view, [](sample::sanctions const& s) { return static_cast<long>(s.cost); });
        auto const r = bgl::max_flow(view, 0, to, whole);
        check_flow(view, 0, to, whole, r);
        bgl::flow_network network(view, whole);
        CHECK(boost::push_relabel_max_flow(network.graph(), 0, to) == r.value);
    }
}

TEST_CASE("parallel edges each have their own flow") {
    auto const view = bgl::make_view<sample::stance_type>(sample::everything());
    auto const r = bgl::max_flow(view, 1, 6, bgl::edge_map(view, [](auto const& s) { return s.position.value_or(0); }));
    CHECK(r.value == 9);
    CHECK(r.flow == std::vector<double>{0, 5, 4, 0});
}

TEST_CASE("where no path leads nothing flows") {
    auto const view = bgl::make_view<influences>(sample::influence_graph(3, {{1, 0, 5.0}}));
    auto const r = bgl::max_flow(view, 0, 2, get(&influences::strength, view));
    CHECK(r.value == 0);
    CHECK(r.flow == std::vector<double>{0});
    CHECK(r.source_side == std::vector<bool>{true, false, false});
}

TEST_CASE("what is no flow is refused, by name") {
    auto const view = bgl::make_view<influences>(sample::influence_graph(2, {{0, 1, 3.0}}));
    auto const with = [&](double c) {
        return bgl::max_flow(view, 0, 1, bgl::edge_map(view, [c](influences const&) { return c; }));
    };
    auto const refused = [&](double c) {
        try {
            with(c);
        } catch (graph_error const& e) {
            CHECK(e.where().actor == "n0");
            CHECK(e.where().issue == "n1");
            CHECK_FALSE(e.where().value.empty());
            return e.code();
        }
        return fault_code::syntax;
    };
    CHECK(with(3).value == 3);
    CHECK(refused(-1) == fault_code::negative_weight);
    CHECK(refused(std::numeric_limits<double>::quiet_NaN()) == fault_code::not_a_number);
    CHECK(refused(std::numeric_limits<double>::infinity()) == fault_code::not_a_number);
    try {
        bgl::max_flow(view, 1, 1, get(&influences::strength, view));
        FAIL("a flow from a vertex to itself");
    } catch (graph_error const& e) {
        CHECK(e.code() == fault_code::invalid_argument);
    }
}
