// SPDX-License-Identifier: BSL-1.0
// The ranges of a graph serve the standard's algorithms and Boost's.
#include <entente/graph/builder.hpp>
#include <entente/graph/typed_graph.hpp>

#include <boost/range/algorithm/count_if.hpp>
#include <boost/range/begin.hpp>
#include <boost/range/end.hpp>
#include <boost/range/iterator_range.hpp>
#include <boost/range/size.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <numeric>
#include <ranges>
#include <string>
#include <vector>

namespace {

struct vertex {
    std::string name;
};
struct arc {
    int weight = 0;
};
using graph = entente::typed_graph<entente::typed_relation<vertex, arc, vertex>>;
using entente::id_of;

using ids = decltype(graph{}.ids<vertex>());
using outs = decltype(graph{}.out<arc>({}));
using ins = decltype(graph{}.in<arc>({}));
using betweens = decltype(graph{}.between<arc>({}, {}));

template <class Range>
constexpr bool serves_ranges =
    std::random_access_iterator<std::ranges::iterator_t<Range>>&& std::ranges::random_access_range<Range>&&
        std::ranges::sized_range<Range>&& std::ranges::common_range<Range>&& std::ranges::random_access_range<
            Range const>&& std::sized_sentinel_for<std::ranges::iterator_t<Range>, std::ranges::iterator_t<Range>>&&
            std::default_initializable<Range>&& std::copyable<Range>&&
                std::is_same_v<typename std::iterator_traits<std::ranges::iterator_t<Range>>::iterator_category,
                               std::input_iterator_tag>;
static_assert(serves_ranges<ids>);
static_assert(serves_ranges<outs>);
static_assert(serves_ranges<ins>);
static_assert(serves_ranges<betweens>);

/// 0 -> 1, 0 -> 2, ..., 0 -> 9 of weights 1, 2, ..., 9, and 5 -> 0.
graph star() {
    graph::builder b;
    for (int i = 0; i < 10; ++i) b.add(vertex{std::to_string(i)});
    for (std::uint32_t i = 9; i > 0; --i) b.relate(id_of<vertex>{0}, id_of<vertex>{i}, arc{static_cast<int>(i)});
    b.relate(id_of<vertex>{5}, id_of<vertex>{0}, arc{50});
    return std::move(b).freeze();
}

TEST_CASE("std::ranges algorithms with projections run on the ranges of a graph") {
    auto const g = star();
    auto const out = g.out<arc>({0});
    CHECK(std::ranges::count_if(out, [](auto const& e) { return e.edge.weight % 2 == 0; }) == 4);
    auto const heaviest = std::ranges::max_element(out, {}, [](auto const& e) { return e.edge.weight; });
    REQUIRE(heaviest != out.end());
    CHECK((*heaviest).target == id_of<vertex>{9});
    auto const at = std::ranges::lower_bound(out, id_of<vertex>{4}, {}, [](auto const& e) { return e.target; });
    REQUIRE(at != out.end());
    CHECK((*at).edge.weight == 4);
    CHECK(at - out.begin() == 3);
    CHECK(std::ranges::is_sorted(g.ids<vertex>()));
    CHECK(std::ranges::find(g.ids<vertex>(), id_of<vertex>{7}) - g.ids<vertex>().begin() == 7);
    CHECK(std::ranges::find(g.ids<vertex>(), id_of<vertex>{10}) == g.ids<vertex>().end());
    std::vector<id_of<vertex>> copied;
    std::ranges::copy(g.ids<vertex>(), std::back_inserter(copied));
    CHECK(copied.size() == 10);
}

TEST_CASE("Classic algorithms and Boost.Range run on them") {
    auto const g = star();
    auto const out = g.out<arc>({0});
    CHECK(std::accumulate(out.begin(), out.end(), 0, [](int sum, auto const& e) { return sum + e.edge.weight; }) == 45);
    CHECK(boost::size(out) == 9);
    CHECK(boost::count_if(out, [](auto const& e) { return e.edge.weight > 6; }) == 3);
    auto const part = boost::make_iterator_range(boost::begin(out) + 2, boost::end(out) - 2);
    int sum = 0;
    for (auto const& e : part) sum += e.edge.weight;
    CHECK(sum == 3 + 4 + 5 + 6 + 7);
}

TEST_CASE("An iterator walks as a pointer does") {
    auto const g = star();
    auto const out = g.out<arc>({0});
    auto i = out.begin();
    CHECK((*i).edge.weight == 1);
    CHECK((*++i).edge.weight == 2);
    CHECK((*i++).edge.weight == 2);
    CHECK((*i).edge.weight == 3);
    CHECK((*i--).edge.weight == 3);
    CHECK((*--i).edge.weight == 1);
    i += 5;
    CHECK((*i).edge.weight == 6);
    i -= 2;
    CHECK((*i).edge.weight == 4);
    CHECK(i[3].edge.weight == 7);
    CHECK(i[-3].edge.weight == 1);
    CHECK((*(i + 2)).edge.weight == 6);
    CHECK((*(2 + i)).edge.weight == 6);
    CHECK((*(i - 3)).edge.weight == 1);
    CHECK(out.end() - out.begin() == 9);
    CHECK(out.begin() - out.end() == -9);
    CHECK(out.begin() < i);
    CHECK(i <= i);
    CHECK(out.end() > i);
    CHECK(i != out.begin());
    CHECK(out.size() == 9);
    CHECK(out[8].target == id_of<vertex>{9});
    CHECK(out.front().target == id_of<vertex>{1});
    CHECK(out.back().target == id_of<vertex>{9});
    CHECK(!out.empty());
    CHECK(g.out<arc>({1}).empty());
    CHECK(g.in<arc>({0}).front().source == id_of<vertex>{5});
    CHECK(g.in<arc>({5}).front().source == id_of<vertex>{0});
    decltype(i) const nowhere{};
    CHECK(nowhere == decltype(i){});
}

}  // namespace
