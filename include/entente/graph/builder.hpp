// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/builder.hpp
/// The mutable side of a typed graph: it collects, validates and freezes.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/graph/typed_graph.hpp"

namespace entente {

namespace detail {

/// What an error calls a vertex: its name, or its number where the kind has no names.
template <class Vertex>
std::string label_of(Vertex const& v, std::uint32_t value) {
    if constexpr (named<Vertex>)
        return std::string(std::string_view(v.name));
    else
        return '#' + std::to_string(value);
}

/// A vertex with a scale is an issue, any other an actor: so an error names it.
template <class Vertex>
fault fault_at(std::string label) {
    if constexpr (requires(Vertex const& v) { v.scale; })
        return {.issue = std::move(label)};
    else
        return {.actor = std::move(label)};
}

/// The edges of a relation as they come.
template <class From, class Edge, class To>
struct pending_edges {
    std::vector<std::uint32_t> from, to;
    std::vector<Edge> edges;
};

template <class Tuple>
inline constexpr bool all_copyable = false;
template <class... Ts>
inline constexpr bool all_copyable<std::tuple<Ts...>> = (std::is_copy_constructible_v<Ts> && ...);

template <class VertexTuple>
struct vertex_vectors;
template <class... Vertices>
struct vertex_vectors<std::tuple<Vertices...>> : std::type_identity<std::tuple<std::vector<Vertices>...>> {};

}  // namespace detail

/// Collects vertices and edges and makes a typed_graph of them.
///
/// Every function has the strong guarantee: when it throws, the builder is as it was.
/// `add` and `relate` refuse what is wrong in itself; `freeze` refuses what is wrong in the whole: two vertices of one
/// name, two edges where one may be, cycles.
template <class... Relations>
class graph_builder {
public:
    using graph = typed_graph<Relations...>;
    template <class Edge>
    using source_of = typename graph::template source_of<Edge>;
    template <class Edge>
    using target_of = typename graph::template target_of<Edge>;

    /// Adds a vertex. Throws what `validate(vertex)`, found by argument-dependent look-up, throws.
    template <class Vertex>
    id<Vertex> add(Vertex vertex) {
        static_assert(graph::template has_vertex<Vertex>, "the schema has no vertices of this kind");
        if constexpr (requires { validate(vertex); }) validate(vertex);
        auto& all = vertices<Vertex>();
        if (all.size() >= std::numeric_limits<std::uint32_t>::max())
            throw graph_error(errc::too_large, "a graph holds at most 2^32 - 1 vertices of a kind");
        all.push_back(std::move(vertex));
        return {static_cast<std::uint32_t>(all.size() - 1)};
    }

    /// Adds an edge. Throws graph_error on an unknown vertex or a self relation, and what the edge's own `validate` throws.
    template <class Edge>
    void relate(id<source_of<Edge>> from, id<target_of<Edge>> to, Edge edge = {}) {
        auto& table = pending<Edge>();
        auto const fail = [&](errc code, char const* message) {
            throw graph_error(code, message, fault_of<Edge>(from, to, table.edges.size()));
        };
        if (from.value >= size<source_of<Edge>>() || to.value >= size<target_of<Edge>>())
            fail(errc::unknown_name, "an edge needs vertices that were added before");
        if constexpr (std::is_same_v<source_of<Edge>, target_of<Edge>> && detail::is_irreflexive<Edge>)
            if (from == to) fail(errc::self_relation, "a vertex cannot be related to itself in this way");
        if constexpr (requires { validate(edge, from, to, *this); }) validate(edge, from, to, *this);
        if (table.edges.size() >= std::numeric_limits<std::uint32_t>::max())
            fail(errc::too_large, "a relation holds at most 2^32 - 1 edges");
        make_room(table.from);
        make_room(table.to);
        table.edges.push_back(std::move(edge));
        table.from.push_back(from.value);  // cannot throw: room was made
        table.to.push_back(to.value);
    }

    template <class Vertex>
    std::size_t size() const {
        return std::get<std::vector<Vertex>>(vertices_).size();
    }
    template <class Edge>
    std::size_t edge_count() const {
        return pending<Edge>().edges.size();
    }
    /// Precondition: the id is of this builder.
    template <class Vertex>
    Vertex const& operator[](id<Vertex> v) const {
        ENTENTE_ASSERT(v.value < size<Vertex>());
        return std::get<std::vector<Vertex>>(vertices_)[v.value];
    }
    /// Makes room for a known number of edges.
    template <class Edge>
    void reserve(std::size_t edges) {
        auto& table = pending<Edge>();
        table.from.reserve(edges);
        table.to.reserve(edges);
        table.edges.reserve(edges);
    }

    /// The graph of all that was added; the builder keeps its own copy.
    graph freeze() const& {
        constexpr bool copies =
            detail::all_copyable<typename graph::vertex_types> && detail::all_copyable<typename graph::edge_types>;
        static_assert(copies, "the builder keeps a copy: what can only be moved is frozen by std::move(builder).freeze()");
        if constexpr (copies)
            return graph_builder(*this).freeze_in_place();
        else
            return {};
    }
    /// The graph of all that was added, without a copy; the builder is empty afterwards, or as it was when this throws.
    graph freeze() && { return freeze_in_place(); }

private:
    template <class Edge>
    using pending_of = detail::pending_edges<source_of<Edge>, Edge, target_of<Edge>>;

    template <class Vertex>
    auto& vertices() {
        return std::get<std::vector<Vertex>>(vertices_);
    }
    template <class Edge>
    auto& pending() {
        return std::get<pending_of<Edge>>(edges_);
    }
    template <class Edge>
    auto const& pending() const {
        return std::get<pending_of<Edge>>(edges_);
    }
    template <class Vertex>
    std::string label(id<Vertex> v) const {
        return v.value < size<Vertex>() ? detail::label_of((*this)[v], v.value) : '#' + std::to_string(v.value);
    }
    /// Names both ends. Where both are of one kind, the far one is the value.
    template <class Edge>
    fault fault_of(id<source_of<Edge>> from, id<target_of<Edge>> to, std::size_t ordinal) const {
        if constexpr (std::is_same_v<source_of<Edge>, target_of<Edge>>) {
            auto where = detail::fault_at<source_of<Edge>>(label(from));
            where.value = label(to);
            where.ordinal = ordinal;
            return where;
        } else {
            return {.actor = label(from), .issue = label(to), .ordinal = ordinal};
        }
    }
    static void make_room(std::vector<std::uint32_t>& v) {
        if (v.size() == v.capacity()) v.reserve(v.size() < 8 ? 16 : v.size() * 2);
    }

    graph freeze_in_place() {
        auto data = std::make_shared<typename graph::data>();
        // First all that can be refused, then all that moves.
        (check_names<Relations>(*data), ...);
        std::tuple<order<Relations>...> orders{order<Relations>(*this)...};
        (std::get<order<Relations>>(orders).check(*this), ...);
        (std::get<order<Relations>>(orders).prepare(*this, table_of<typename Relations::edge>(*data)), ...);
        // From here on only moves, which do not throw for the types of the library.
        (std::get<order<Relations>>(orders).move_edges(*this, table_of<typename Relations::edge>(*data)), ...);
        move_vertices(*data, std::type_identity<typename graph::vertex_types>{});
        edges_ = {};
        vertices_ = {};
        return graph(std::move(data));
    }

    template <class Edge>
    static auto& table_of(typename graph::data& data) {
        return std::get<detail::relation_table<source_of<Edge>, Edge, target_of<Edge>>>(data.edges);
    }

    template <class R>
    void check_names(typename graph::data& data) {
        index_names<typename R::from>(data);
        index_names<typename R::to>(data);
    }
    template <class Vertex>
    void index_names(typename graph::data& data) {
        if constexpr (detail::named<Vertex>) {
            auto& by_name = std::get<detail::vertex_table<Vertex>>(data.vertices).by_name;
            auto const& all = vertices<Vertex>();
            if (by_name.size() == all.size()) return;  // another relation has been here
            by_name.resize(all.size());
            std::iota(by_name.begin(), by_name.end(), std::uint32_t{0});
            auto const name = [&](std::uint32_t i) { return std::string_view(all[i].name); };
            std::stable_sort(by_name.begin(), by_name.end(), [&](auto a, auto b) { return name(a) < name(b); });
            auto const twice = std::adjacent_find(by_name.begin(), by_name.end(),
                                                  [&](auto a, auto b) { return name(a) == name(b); });
            if (twice != by_name.end())
                throw graph_error(errc::duplicate, "two vertices of one kind have the same name",
                                  detail::fault_at<Vertex>(std::string(name(*twice))));
        }
    }
    template <class... Vertices>
    void move_vertices(typename graph::data& data, std::type_identity<std::tuple<Vertices...>>) {
        ((std::get<detail::vertex_table<Vertices>>(data.vertices).vertices = std::move(vertices<Vertices>())), ...);
    }

    /// The order in which the edges of a relation are frozen: by source, then target, then addition.
    template <class R>
    struct order {
        using edge = typename R::edge;
        std::vector<std::uint32_t> offsets;  // by source, size from + 1
        std::vector<std::uint32_t> targets;  // by place
        std::vector<std::uint32_t> places;   // which edge comes at a place; empty when the edges came in order

        explicit order(graph_builder const& b) {
            auto const& p = b.template pending<edge>();
            auto const n = b.template size<typename R::from>();
            offsets.assign(n + 1, 0);
            for (auto f : p.from) ++offsets[f + 1];
            for (std::size_t f = 0; f < n; ++f) offsets[f + 1] += offsets[f];
            bool sorted = true;
            for (std::size_t e = 1; e < p.from.size() && sorted; ++e)
                sorted = p.from[e - 1] < p.from[e] || (p.from[e - 1] == p.from[e] && p.to[e - 1] <= p.to[e]);
            if (sorted) {
                targets = p.to;
                return;
            }
            // By source in one pass, each with its target and its number in one word; then each row by that word.
            std::vector<std::uint64_t> keys(p.from.size());
            auto next = offsets;
            for (std::size_t e = 0; e < p.from.size(); ++e) keys[next[p.from[e]]++] = std::uint64_t{p.to[e]} << 32 | e;
            targets.reserve(keys.size());
            places.reserve(keys.size());
            for (std::size_t f = 0; f < n; ++f) {
                auto const first = keys.begin() + offsets[f], last = keys.begin() + offsets[f + 1];
                std::sort(first, last);
                for (auto k = first; k != last; ++k) {
                    targets.push_back(static_cast<std::uint32_t>(*k >> 32));
                    places.push_back(static_cast<std::uint32_t>(*k));
                }
            }
        }
        std::uint32_t operator[](std::size_t e) const {
            return places.empty() ? static_cast<std::uint32_t>(e) : places[e];
        }

        void check(graph_builder const& b) const {
            auto const& p = b.template pending<edge>();
            for (std::size_t f = 0; f + 1 < offsets.size(); ++f)
                for (auto first = offsets[f]; first < offsets[f + 1];) {
                    auto last = first + 1;
                    while (last < offsets[f + 1] && targets[last] == targets[first]) ++last;
                    for (auto i = first; i + 1 < last; ++i)
                        for (auto j = i + 1; j < last; ++j) check_pair(b, p, (*this)[i], (*this)[j]);
                    first = last;
                }
            if constexpr (detail::is_acyclic<edge> && std::is_same_v<typename R::from, typename R::to>) check_acyclic(b, p);
        }
        template <class Pending>
        void check_pair(graph_builder const& b, Pending const& p, std::uint32_t i, std::uint32_t j) const {
            if constexpr (requires(edge const& e) { { e.overlaps(e) } -> std::convertible_to<bool>; })
                if (!p.edges[i].overlaps(p.edges[j])) return;
            throw graph_error(errc::duplicate, "two edges of one relation where only one may be",
                              b.template fault_of<edge>({p.from[j]}, {p.to[j]}, std::max(i, j)));
        }
        /// Kahn's algorithm: what cannot be removed lies on, or behind, a cycle.
        template <class Pending>
        void check_acyclic(graph_builder const& b, Pending const& p) const {
            auto const n = offsets.size() - 1;
            std::vector<std::uint32_t> incoming(n, 0), ready;
            for (auto t : p.to) ++incoming[t];
            for (std::size_t v = 0; v < n; ++v)
                if (!incoming[v]) ready.push_back(static_cast<std::uint32_t>(v));
            std::size_t removed = 0;
            while (!ready.empty()) {
                auto const v = ready.back();
                ready.pop_back();
                ++removed;
                for (auto e = offsets[v]; e < offsets[v + 1]; ++e)
                    if (!--incoming[targets[e]]) ready.push_back(targets[e]);
            }
            if (removed == n) return;
            // Walk backwards among what is left until a vertex repeats: that one is on a cycle.
            std::vector<std::uint32_t> previous(n, 0);
            std::vector<std::uint32_t> edge_into(n, 0);
            for (std::size_t e = 0; e < p.from.size(); ++e)
                if (incoming[p.from[e]] && incoming[p.to[e]]) {
                    previous[p.to[e]] = p.from[e];
                    edge_into[p.to[e]] = static_cast<std::uint32_t>(e);
                }
            std::vector<bool> seen(n, false);
            auto v = static_cast<std::uint32_t>(
                std::find_if(incoming.begin(), incoming.end(), [](auto c) { return c != 0; }) - incoming.begin());
            while (!seen[v]) seen[v] = true, v = previous[v];
            std::string path = b.label(id<typename R::from>{v});
            std::uint32_t last_edge = edge_into[v];
            for (auto u = previous[v];; u = previous[u]) {
                path = b.label(id<typename R::from>{u}) + " -> " + path;
                if (u == v) break;
                last_edge = std::max(last_edge, edge_into[u]);
            }
            auto where = detail::fault_at<typename R::from>(b.label(id<typename R::from>{p.from[last_edge]}));
            where.ordinal = last_edge;
            throw graph_error(errc::cycle, "a relation that may not lead back to itself does so: " + path, std::move(where));
        }

        template <class Table>
        void prepare(graph_builder const& b, Table& table) {
            table.targets = std::move(targets);
            table.offsets = std::move(offsets);
            table.build_reverse(b.template size<typename R::to>());
            if (!places.empty()) table.edges.reserve(places.size());
        }
        template <class Table>
        void move_edges(graph_builder& b, Table& table) {
            auto& p = b.template pending<edge>();
            if (places.empty())
                table.edges = std::move(p.edges);
            else
                for (auto e : places) table.edges.push_back(std::move(p.edges[e]));
        }
    };

    typename detail::vertex_vectors<typename graph::vertex_types>::type vertices_;
    std::tuple<detail::pending_edges<typename Relations::from, typename Relations::edge, typename Relations::to>...> edges_;
};

}  // namespace entente
