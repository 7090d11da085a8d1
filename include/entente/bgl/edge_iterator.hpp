// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file bgl/edge_iterator.hpp
/// Edge descriptors of a view, and the iterators over them.

#include <boost/iterator/iterator_facade.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "entente/graph/typed_graph.hpp"

namespace entente::bgl {

/// Names an edge of a view. `index` is dense from 0: by relation in the order of the view, then as in the relation; it
/// alone decides whether two descriptors are the same edge.
struct edge_descriptor {
    std::size_t source{}, target{}, index{};

    friend constexpr bool operator==(edge_descriptor const& a, edge_descriptor const& b) { return a.index == b.index; }
    friend constexpr std::strong_ordering operator<=>(edge_descriptor const& a, edge_descriptor const& b) {
        return a.index <=> b.index;
    }
};

namespace detail {

/// Calls `f` with the integral constant that a number below N is.
template <class Result, std::size_t N, std::size_t I = 0, class F>
Result dispatch(std::size_t at, F&& f) {
    if constexpr (I + 1 == N) {
        return f(std::integral_constant<std::size_t, I>{});
    } else {
        if (at == I) return f(std::integral_constant<std::size_t, I>{});
        return dispatch<Result, N, I + 1>(at, f);
    }
}

/// What the copies of a view share: the graph, and where the numbers of each kind and relation begin.
template <class Graph, class... Edges>
struct view_core {
    using kinds = typename entente::detail::distinct<std::tuple<>, typename Graph::template source_of<Edges>...,
                                                     typename Graph::template target_of<Edges>...>::type;
    template <std::size_t K>
    using kind = std::tuple_element_t<K, kinds>;
    template <std::size_t R>
    using edge = std::tuple_element_t<R, std::tuple<Edges...>>;

    static constexpr std::size_t kind_count = std::tuple_size_v<kinds>;
    static constexpr std::size_t relation_count = sizeof...(Edges);
    template <class Vertex>
    static constexpr std::size_t kind_index = entente::detail::index_in<Vertex, kinds>;
    template <class Edge>
    static constexpr std::size_t relation_index = entente::detail::index_in<Edge, std::tuple<Edges...>>;
    template <std::size_t R>
    static constexpr std::size_t source_kind = kind_index<typename Graph::template source_of<edge<R>>>;
    template <std::size_t R>
    static constexpr std::size_t target_kind = kind_index<typename Graph::template target_of<edge<R>>>;

    Graph graph;
    std::array<std::size_t, kind_count + 1> first_vertex{};
    std::array<std::size_t, relation_count + 1> first_edge{};

    explicit view_core(Graph g) : graph(std::move(g)) {
        count_vertices(std::make_index_sequence<kind_count>{});
        count_edges(std::make_index_sequence<relation_count>{});
    }

    /// The kind of a vertex: its place in `kinds`. Precondition: the vertex is of the view.
    std::size_t kind_of(std::size_t v) const { return place_in(first_vertex, v); }
    /// The relation of an edge: its place among the view's relations. Precondition: the edge is of the view.
    std::size_t relation_of(std::size_t index) const { return place_in(first_edge, index); }

private:
    template <std::size_t... K>
    void count_vertices(std::index_sequence<K...>) {
        ((first_vertex[K + 1] = first_vertex[K] + graph.template size<kind<K>>()), ...);
    }
    template <std::size_t... R>
    void count_edges(std::index_sequence<R...>) {
        ((first_edge[R + 1] = first_edge[R] + graph.template edge_count<edge<R>>()), ...);
    }
    template <std::size_t N>
    static std::size_t place_in(std::array<std::size_t, N> const& first, std::size_t n) {
        ENTENTE_ASSERT(n < first.back());
        std::size_t at = 0;
        if constexpr (N > 2)
            while (first[at + 1] <= n) ++at;
        return at;
    }
};

enum class walk { out, in, all };

/// Edges that leave a vertex, that enter it, or all; in the order of their indices among those that leave and all, by
/// relation and source among those that enter. Valid as long as any copy of the view lives.
template <class Core, walk Walk>
class edge_iterator
    : public boost::iterator_facade<edge_iterator<Core, Walk>, edge_descriptor, boost::forward_traversal_tag,
                                    edge_descriptor> {
public:
    edge_iterator() = default;
    /// The edges of a vertex (`Walk` out or in), given as its kind and its number within the kind.
    static edge_iterator begin(Core const& core, std::size_t kind, std::size_t local) {
        edge_iterator i(core, kind, local, 0);
        i.seek();
        return i;
    }
    static edge_iterator end(Core const& core, std::size_t kind, std::size_t local) {
        return edge_iterator(core, kind, local, Core::relation_count);
    }

private:
    friend class boost::iterator_core_access;

    template <std::size_t R>
    using edge = typename Core::template edge<R>;
    template <std::size_t R>
    static constexpr std::size_t near_kind =
        Walk == walk::in ? Core::template target_kind<R> : Core::template source_kind<R>;

    template <std::size_t R>
    static auto edges_of(Core const& core, std::uint32_t local) {
        if constexpr (Walk == walk::in)
            return core.graph.template in<edge<R>>({local});
        else
            return core.graph.template out<edge<R>>({local});
    }
    template <class>
    struct places;
    template <std::size_t... R>
    struct places<std::index_sequence<R...>>
        : std::type_identity<
              std::variant<decltype(edges_of<R>(std::declval<Core const&>(), std::uint32_t{}).begin())...>> {};

    edge_iterator(Core const& core, std::size_t kind, std::size_t local, std::size_t relation)
        : core_(&core)
        , kind_(kind)
        , relation_(relation)
        , local_(static_cast<std::uint32_t>(local)) {}

    /// Goes to the first edge of the relation reached, or of a later one.
    void seek() {
        for (; relation_ < Core::relation_count; ++relation_) {
            dispatch<void, Core::relation_count>(relation_, [this](auto relation) {
                constexpr std::size_t R = decltype(relation)::value;
                if constexpr (Walk == walk::all) {
                    auto const sources = core_->first_vertex[near_kind<R> + 1] - core_->first_vertex[near_kind<R>];
                    for (; local_ < sources; ++local_)
                        if (enter<R>()) return;
                    local_ = 0;
                } else {
                    if (kind_ == near_kind<R>) enter<R>();
                }
            });
            if (left_) return;
        }
    }
    template <std::size_t R>
    bool enter() {
        auto const edges = edges_of<R>(*core_, local_);
        left_ = edges.size();
        place_.template emplace<R>(edges.begin());
        return left_ != 0;
    }

    void increment() {
        if (--left_) {
            dispatch<void, Core::relation_count>(
                relation_, [this](auto relation) { ++*std::get_if<decltype(relation)::value>(&place_); });
            return;
        }
        if constexpr (Walk == walk::all)
            ++local_;
        else
            ++relation_;
        seek();
    }
    edge_descriptor dereference() const {
        return dispatch<edge_descriptor, Core::relation_count>(relation_, [this](auto relation) -> edge_descriptor {
            constexpr std::size_t R = decltype(relation)::value;
            auto const at_hand = core_->first_vertex[near_kind<R>] + local_;
            auto const e = **std::get_if<R>(&place_);
            auto const index = core_->first_edge[R] + e.index;
            if constexpr (Walk == walk::in)
                return {core_->first_vertex[Core::template source_kind<R>] + e.source.value, at_hand, index};
            else
                return {at_hand, core_->first_vertex[Core::template target_kind<R>] + e.target.value, index};
        });
    }
    bool equal(edge_iterator const& o) const {
        return relation_ == o.relation_ && local_ == o.local_ && left_ == o.left_;
    }

    Core const* core_ = nullptr;
    std::size_t kind_ = 0, relation_ = 0, left_ = 0;
    std::uint32_t local_ = 0;
    typename places<std::make_index_sequence<Core::relation_count>>::type place_{};
};

/// The vertex at the far end of an edge that was met from its source, or from its target.
template <walk Walk>
struct far_end {
    std::size_t operator()(edge_descriptor const& e) const { return Walk == walk::in ? e.source : e.target; }
};

}  // namespace detail
}  // namespace entente::bgl

template <>
struct std::hash<entente::bgl::edge_descriptor> {
    std::size_t operator()(entente::bgl::edge_descriptor const& e) const noexcept { return e.index; }
};
