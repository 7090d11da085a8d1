// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/graphviz.hpp
/// Graphs as pictures: the language of Graphviz.

#if !defined(__cpp_rtti) && !defined(_MSC_VER)
#error "entente/io/graphviz.hpp needs RTTI, since Boost's own header does: compile what includes it without -fno-rtti"
#endif

#include <boost/graph/graphviz.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <boost/type_index.hpp>

#include <array>
#include <cctype>
#include <concepts>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "entente/base/number_text.hpp"
#include "entente/bgl/graph_view.hpp"
#include "entente/io/date.hpp"
#include "entente/model/stance_graph.hpp"

namespace entente::io {

namespace detail {

/// A text as the value of an attribute: quoted, so that it is shown as it is, whatever characters it has.
inline std::string dot_quoted(std::string_view text) {
    auto const begins_entity = [&](std::size_t at) {
        auto i = at + 1;
        if (i < text.size() && text[i] == '#') ++i;
        while (i < text.size() && std::isalnum(static_cast<unsigned char>(text[i]))) ++i;
        return i > at + 1 && i < text.size() && text[i] == ';';
    };
    std::string quoted = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const c = text[i];
        if (c == '"' || c == '\\')
            quoted += {'\\', c};
        else if (c == '\n')
            quoted += "\\n";
        else if (c == '&' && begins_entity(i))
            quoted += "&amp;";
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            quoted += ' ';
        else if (c == '\xC2' && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0)
            quoted += ' ', ++i;  // a control character of the second set
        else
            quoted += c;
    }
    return quoted += '"';
}

/// The name of a relation: what its edge type says of itself, or the name of the type without scopes and arguments.
template <class Edge>
std::string relation_name() {
    if constexpr (requires {
                      { Edge::name } -> std::convertible_to<std::string_view>;
                  }) {
        return std::string(std::string_view(Edge::name));
    } else {
        std::string name;
        int depth = 0;  // within the arguments of templates
        for (char const c : boost::typeindex::type_id<Edge>().pretty_name()) {
            if (c == '>') --depth;
            if (depth == 0 && (c == ':' || c == ' ')) name.clear();
            if (depth == 0 && c != ':' && c != ' ' && c != '<' && c != '>') name += c;
            if (c == '<') ++depth;
        }
        return name;
    }
}

/// A position in the words of its scale, where it has any.
template <class Scale>
std::string position_label(Scale const& scale, double position) {
    if constexpr (requires { {std::string(scale.label(*scale.category_of(position)))}; })
        if (auto const category = scale.category_of(position)) return std::string(scale.label(*category));
    return entente::detail::number_text(position);
}

/// A second line of the label when a stance held for a time only.
inline std::string period_label(period const& valid) {
    auto const open = period();
    if (valid == open) return "";
    if (valid.to == open.to) return "\nfrom " + date_text(valid.from);
    if (valid.from == open.from) return "\nuntil " + date_text(valid.to);
    return '\n' + date_text(valid.from) + " to " + date_text(valid.to);
}

/// How the vertices of a graph are named and drawn.
template <class View>
struct dot_vertices {
    View const& view;

    template <class Vertex>
    static constexpr std::string_view word_for() {
        if constexpr (issue_like<Vertex>)
            return "issue";
        else if constexpr (actor_like<Vertex>)
            return "actor";
        else
            return "vertex";
    }
    /// Kinds that share a word are told apart by their number.
    template <class Vertex, std::size_t... K>
    static std::string prefix(std::index_sequence<K...>) {
        using core = typename View::core_type;
        constexpr auto mine = core::template kind_index<Vertex>;
        constexpr auto same = [](std::string_view other, std::size_t k) { return k < mine && other == word_for<Vertex>(); };
        auto const namesakes = ((same(word_for<typename core::template kind<K>>(), K) ? 1 : 0) + ... + 0);
        std::string text(word_for<Vertex>());
        return namesakes ? text + std::to_string(namesakes + 1) + '_' : text;
    }
    /// What the file calls a vertex: actor0, issue3.
    std::string name(std::size_t v) const {
        return visit_vertex(v, view, []<class Vertex>(id_of<Vertex> i) {
            return prefix<Vertex>(std::make_index_sequence<View::core_type::kind_count>{}) + std::to_string(i.value);
        });
    }
    void operator()(std::ostream& out, std::size_t v) const {
        visit_vertex(v, view, [&]<class Vertex>(id_of<Vertex> i) {
            auto const label = dot_quoted(entente::detail::label_of(view.graph()[i], i.value));
            auto const shape = issue_like<Vertex> ? "ellipse" : actor_like<Vertex> ? "box" : "diamond";
            out << " [label=" << label << ", shape=" << shape << ']';
        });
    }
};

/// How the edges of a graph are drawn.
template <class View>
struct dot_edges {
    View const& view;

    void operator()(std::ostream& out, bgl::edge_descriptor const& e) const {
        visit_edge(e, view, [&]<class From, class Edge, class To>(edge_ref<From, Edge, To> const& found) {
            if constexpr (entente::detail::is_stance_relation<typed_relation<From, Edge, To>>) {
                auto const& position = found.edge.position;
                std::string label =
                    position ? position_label(view.graph()[found.target].scale, *position) : std::string("withheld");
                if constexpr (entente::detail::has_validity<Edge>) label += period_label(found.edge.valid);
                out << "[label=" << dot_quoted(label) << (position ? "]" : ", style=dashed]");
            } else {
                auto label = relation_name<Edge>();
                if constexpr (requires {
                                  { found.edge.strength } -> std::convertible_to<double>;
                              })
                    label += ' ' + entente::detail::number_text(static_cast<double>(found.edge.strength));
                out << "[label=" << dot_quoted(label) << ", color=gray50, fontcolor=gray30]";
            }
        });
    }
};

}  // namespace detail

/// Writes a graph in the language of Graphviz, in readable form: `dot -Tsvg` draws it.
///
/// Actors are boxes, issues ellipses, vertices of other kinds boxes where they have a name and diamonds where not. A
/// stance is labelled with its position, in the words of the scale where it has labels, and with the time for which it
/// held; a withheld one is dashed. An edge of another relation is labelled with the name of its relation (a static
/// member `name` of the edge type, or the name of the type) and its `strength`, where it has one. Labels show names as
/// they are, whatever characters they have; the text is UTF-8.
///
/// Requires: any typed graph with at least one relation, of the user's own types too. Order: as the ids of the graph.
/// Throws: what the stream throws, and io_error (out_of_range) on a period that begins or ends outside of the years 0
/// to 9999.
/// Complexity: O(vertices * relations + edges). Edge cases: a graph without vertices gives an empty picture.
///
/// Example:
/// ```cpp
/// std::ofstream file("graph.dot");
/// io::write_graphviz(file, graph);  // then: dot -Tpng -o graph.png graph.dot
/// ```
template <class... Relations>
void write_graphviz(std::ostream& out, typed_graph<Relations...> const& graph) {
    auto const view = bgl::make_view(graph);
    using view_type = std::remove_const_t<decltype(view)>;
    detail::dot_vertices<view_type> const draw_vertex{view};
    auto const draw_graph = [](std::ostream& o) {
        o << "rankdir=LR;\nnode [fontname=Helvetica];\nedge [fontname=Helvetica, fontsize=10];\n";
    };
    auto const name =
        boost::make_function_property_map<std::size_t, std::string>([&](std::size_t v) { return draw_vertex.name(v); });
    boost::write_graphviz(out, view, draw_vertex, detail::dot_edges<view_type>{view}, draw_graph, name);
}

}  // namespace entente::io
