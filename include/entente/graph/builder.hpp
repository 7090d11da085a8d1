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

#include "entente/base/bulk_allocator.hpp"
#include "entente/error.hpp"
#include "entente/graph/cycle.hpp"
#include "entente/graph/row_order.hpp"
#include "entente/graph/typed_graph.hpp"

namespace entente {

namespace detail {

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
    bulk<std::uint32_t> from, to;
    bulk<Edge> edges;
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

    /// Adds a vertex. Throws what `validate(vertex)`, found by argument-dependent look-up, throws: an entente::error then says in its
    /// `where()` which of its kind the vertex would have been, as ordinal and, where it has no name, as `#ordinal`.
    template <class Vertex>
    id_of<Vertex> add(Vertex vertex) {
        auto& all = vertices<Vertex>();
        if constexpr (requires { validate(vertex); }) {
            try {
                validate(vertex);
            } catch (error& refusal) {
                auto where = detail::fault_at<Vertex>('#' + std::to_string(all.size()));
                where.ordinal = all.size();
                refusal.attribute(std::move(where));
                throw;
            }
        }
        if (all.size() >= std::numeric_limits<std::uint32_t>::max())
            throw graph_error(errc::too_large, "a graph holds at most 2^32 - 1 vertices of a kind");
        all.push_back(std::move(vertex));
        return {static_cast<std::uint32_t>(all.size() - 1)};
    }

    /// Adds an edge. Throws graph_error on an unknown vertex or a self relation, and what the edge's own `validate` throws.
    template <class Edge>
    void relate(typename graph::template source_id<Edge> from, typename graph::template target_id<Edge> to, Edge edge = {}) {
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

    /// An end of a kind that the schema does not have: refused while compiling.
    template <class Edge, class From, class To>
        requires(!(graph::template has_vertex<From> && graph::template has_vertex<To>))
    void relate(id_of<From>, id_of<To>, Edge = {}) {
        static_assert(graph::template has_vertex<From> && graph::template has_vertex<To>, "the schema has no vertices of this kind");
    }

    template <class Vertex>
    std::size_t size() const {
        return vertices<Vertex>().size();
    }
    template <class Edge>
    std::size_t edge_count() const {
        return pending<Edge>().edges.size();
    }
    /// Precondition: the id is of this builder.
    template <class Vertex>
    Vertex const& operator[](id_of<Vertex> v) const {
        ENTENTE_ASSERT(v.value < size<Vertex>());
        return vertices<Vertex>()[v.value];
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
    auto const& vertices() const {
        static_assert(graph::template has_vertex<Vertex>, "the schema has no vertices of this kind");
        return std::get<std::vector<Vertex>>(vertices_);
    }
    template <class Vertex>
    auto& vertices() {
        static_assert(graph::template has_vertex<Vertex>, "the schema has no vertices of this kind");
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
    std::string label(id_of<Vertex> v) const {
        return v.value < size<Vertex>() ? detail::label_of((*this)[v], v.value) : '#' + std::to_string(v.value);
    }
    /// Names both ends. Where both are of one kind, the far one is the value.
    template <class Edge>
    fault fault_of(id_of<source_of<Edge>> from, id_of<target_of<Edge>> to, std::size_t ordinal) const {
        if constexpr (std::is_same_v<source_of<Edge>, target_of<Edge>>) {
            auto where = detail::fault_at<source_of<Edge>>(label(from));
            where.value = label(to);
            where.ordinal = ordinal;
            return where;
        } else {
            return {.actor = label(from), .issue = label(to), .ordinal = ordinal};
        }
    }
    static void make_room(detail::bulk<std::uint32_t>& v) {
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
        return std::get<detail::relation_rows<source_of<Edge>, Edge, target_of<Edge>>>(data.edges);
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
    ///
    /// Edges that did not come in that order are counted into rows in the order of addition, and each row is then put in order while it is
    /// in the cache. Edges that came in order stay where they are. Linear in edges, vertices and, where rows are long, the bits of a row.
    /// Beside the pending edges this takes 12 bytes an edge (8 in order), which become the tables, and the edge once more.
    template <class R>
    struct order {
        using edge = typename R::edge;
        detail::bulk<std::uint32_t> offsets;          // by source, size from + 1 (+ 2 where edges were not in order)
        detail::bulk<std::uint32_t> targets;          // by place; empty where the edges came in order
        detail::bulk<std::uint32_t> reverse_offsets;  // by target, size to + 2: the place of the first
        detail::bulk<detail::reverse_edge> reverse;   // until `by_target`, where edges were not in order: as `edge` of a place, where it came
        detail::raw_array<edge> scattered;
        bool sorted = true, parallel = false;

        explicit order(graph_builder const& b) {
            auto const& p = b.template pending<edge>();
            auto const count = p.from.size();
            offsets.assign(b.template size<typename R::from>() + 2, 0);
            reverse_offsets.assign(b.template size<typename R::to>() + 2, 0);
            count_ends(p.from, p.to);
            reverse.resize(count);
            if (!sorted) {
                targets.resize(count);
                if constexpr (small) scattered = detail::raw_array<edge>(count);
                by_source(p.from, [&](std::size_t place, std::size_t e) {
                    targets[place] = p.to[e];
                    if constexpr (small) scattered.construct(place, p.edges[e]);
                });
                detail::row_order row(reverse_offsets.size() - 2);
                for (std::size_t s = 0; s + 2 < offsets.size(); ++s)
                    parallel |= row(targets.data(), offsets[s], offsets[s + 1],
                                    [&](std::uint32_t place, std::uint32_t from) { reverse[place].edge = from; });
            }
            offsets.pop_back();
        }

        void check(graph_builder const& b) const {
            auto const& p = b.template pending<edge>();
            if (parallel) check_parallel(b, p);
            if constexpr (detail::is_acyclic<edge> && std::is_same_v<typename R::from, typename R::to>)
                check_acyclic(b, p, sorted ? p.to : targets);
        }

        /// All that may still throw.
        template <class Table>
        void prepare(graph_builder& b, Table& table) {
            auto& p = b.template pending<edge>();
            if constexpr (small) trim(p.edges);
            if (sorted) {
                trim(p.to);
            } else if constexpr (!small) {
                table.edges.reserve(targets.size());
                auto const number = edge_numbers(b);
                for (std::size_t i = 0; i < number.size(); ++i) reverse[i].edge = number[i];
            }
        }
        template <class Table>
        void move_edges(graph_builder& b, Table& table) {
            auto& p = b.template pending<edge>();
            if (sorted) {
                table.edges = std::move(p.edges);
                targets = std::move(p.to);
            } else if constexpr (small) {
                for (std::size_t i = 0; i < reverse.size(); ++i) p.edges[i] = scattered[reverse[i].edge];
                table.edges = std::move(p.edges);
                scattered = {};
            } else {
                for (auto const& r : reverse) table.edges.push_back(std::move(p.edges[r.edge]));
            }
            by_target();
            table.offsets = std::move(offsets);
            table.targets = std::move(targets);
            table.reverse_offsets = std::move(reverse_offsets);
            table.reverse = std::move(reverse);
        }

    private:
        /// Edges that are copied by the way, into rows in the order of addition and back: each time near to the last, which is faster
        /// than moving each once from anywhere.
        static constexpr bool small = sizeof(edge) <= 64 && std::is_trivially_copyable_v<edge> &&
                                      std::is_nothrow_copy_constructible_v<edge> && std::is_nothrow_copy_assignable_v<edge>;

        /// Counts targets and sources into the places of the first edge of each, those of targets and of sources out of order one late.
        /// On the way finds out whether the edges are in order; where they are, whether some are parallel.
        void count_ends(detail::bulk<std::uint32_t> const& from, detail::bulk<std::uint32_t> const& to) {
            std::size_t e = 0;
            for (std::uint32_t last_from = 0, last_to = 0; e < from.size(); ++e) {
                if (from[e] != last_from) {
                    if (from[e] < last_from) break;
                    while (last_from < from[e]) offsets[++last_from] = static_cast<std::uint32_t>(e);
                } else if (e) {
                    if (to[e] < last_to) break;
                    parallel |= to[e] == last_to;
                }
                last_to = to[e];
                ++reverse_offsets[last_to + 2];
            }
            sorted = e == from.size();
            if (sorted) {
                std::fill(offsets.begin() + (from.empty() ? 0 : from.back() + 1), offsets.end(), static_cast<std::uint32_t>(e));
            } else {
                parallel = false;
                for (; e < from.size(); ++e) ++reverse_offsets[to[e] + 2];
                std::fill(offsets.begin(), offsets.end(), 0);
                for (auto const f : from) ++offsets[f + 2];
                std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
            }
            std::partial_sum(reverse_offsets.begin(), reverse_offsets.end(), reverse_offsets.begin());
        }
        /// Calls put(place, number) for every edge, where places are by source, then addition. Brings the offsets from one late to in time.
        template <class Put>
        void by_source(detail::bulk<std::uint32_t> const& from, Put put) {
            for (std::size_t e = 0; e < from.size(); ++e) put(offsets[from[e] + 1]++, e);
        }
        /// The reverse table.
        void by_target() noexcept {
            for (std::uint32_t s = 0; s + std::size_t{1} < offsets.size(); ++s)
                for (auto e = offsets[s]; e < offsets[s + 1]; ++e) {
                    auto const place = reverse_offsets[targets[e] + 1]++;
                    reverse[place] = {s, e};
                }
            reverse_offsets.pop_back();
        }
        /// Gives back room that was made and not used.
        template <class T>
        static void trim(detail::bulk<T>& v) {
            if (v.capacity() - v.size() > v.size() / 8) v.shrink_to_fit();
        }
        /// Which edge comes at a place.
        detail::bulk<std::uint32_t> edge_numbers(graph_builder const& b) const {
            auto const& from = b.template pending<edge>().from;
            detail::bulk<std::uint32_t> added(from.size()), numbers(from.size());
            auto next = offsets;
            for (std::size_t e = 0; e < from.size(); ++e) added[next[from[e]]++] = static_cast<std::uint32_t>(e);
            for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = sorted ? static_cast<std::uint32_t>(i) : added[reverse[i].edge];
            return numbers;
        }

        template <class Pending>
        void check_parallel(graph_builder const& b, Pending const& p) const {
            auto const& target_of = sorted ? p.to : targets;
            auto const number = edge_numbers(b);
            for (std::size_t f = 0; f + 1 < offsets.size(); ++f)
                for (auto first = offsets[f]; first < offsets[f + 1];) {
                    auto last = first + 1;
                    while (last < offsets[f + 1] && target_of[last] == target_of[first]) ++last;
                    for (auto i = first; i + 1 < last; ++i)
                        for (auto j = i + 1; j < last; ++j) check_pair(b, p, number[i], number[j]);
                    first = last;
                }
        }
        template <class Pending>
        void check_pair(graph_builder const& b, Pending const& p, std::uint32_t i, std::uint32_t j) const {
            if constexpr (requires(edge const& e) { { e.overlaps(e) } -> std::convertible_to<bool>; })
                if (!p.edges[i].overlaps(p.edges[j])) return;
            throw graph_error(errc::duplicate, "two edges of one relation where only one may be",
                              b.template fault_of<edge>({p.from[j]}, {p.to[j]}, std::max(i, j)));
        }
        template <class Pending>
        void check_acyclic(graph_builder const& b, Pending const& p, detail::bulk<std::uint32_t> const& target_of) const {
            auto const cycle = detail::find_cycle(offsets, target_of, p.from, p.to);
            if (!cycle) return;
            std::string path;
            for (auto const v : cycle->vertices) path += (path.empty() ? "" : " -> ") + b.label(id_of<typename R::from>{v});
            auto where = detail::fault_at<typename R::from>(b.label(id_of<typename R::from>{p.from[cycle->last_edge]}));
            where.ordinal = cycle->last_edge;
            throw graph_error(errc::cycle, "a relation that may not lead back to itself does so: " + path, std::move(where));
        }
    };

    typename detail::vertex_vectors<typename graph::vertex_types>::type vertices_;
    std::tuple<detail::pending_edges<typename Relations::from, typename Relations::edge, typename Relations::to>...> edges_;
};

}  // namespace entente
