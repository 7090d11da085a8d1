// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/graphml.hpp
/// Networks as GraphML, for Gephi, igraph and whatever else reads the plain format. Opt-in.

#include <ostream>

#include "entente/config.hpp"
#include "entente/model/network.hpp"

#if ENTENTE_DEFINES(io)
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/io/date.hpp"
#include "entente/model/time.hpp"
#endif

namespace entente::io {

/// Writes a network as GraphML 1.0: nodes `n0`, `n1`, ... in their order, ties `e0`, `e1`, ..., and every attribute
/// as data of its type, boolean, double or string; one that has several types is a string. Nodes have `label`, and
/// `mode` where any has one; ties have `weight`, and `from` and `to`, dates as in ISO 8601, where any is not valid
/// for ever.
///
/// Throws io_error: `syntax` for text that is no UTF-8 or that XML does not have, `duplicate` for an attribute with
/// the name of one of these, or twice at one node or tie, and `file_access` when the stream fails. O(size of the
/// text, log attributes).
/// Source: Brandes, Eiglsperger, Lerner and Pich (2013), Graph markup language.
void write_graphml(std::ostream& out, network const& n);

#if ENTENTE_DEFINES(io)

namespace detail {

/// A text within XML.
ENTENTE_INLINE std::string xml_text(std::string_view text) {
    std::string escaped;
    for (auto rest = text; !rest.empty();) {
        auto const c = entente::detail::first_character(rest);
        bool const has = c.bytes && (c.code >= 0x20 || c.code == '\t' || c.code == '\n' || c.code == '\r') &&
                         c.code != 0xFFFE && c.code != 0xFFFF;
        if (!has)
            throw io_error(fault_code::syntax, "XML has no such character, or it is no UTF-8",
                           {.value = std::string(text)});
        switch (c.code) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        case '\r':
            escaped += "&#13;";
            break;
        case '\n':  // in an attribute they would be read as blanks
            escaped += "&#10;";
            break;
        case '\t':
            escaped += "&#9;";
            break;
        default:
            escaped += rest.substr(0, c.bytes);
        }
        rest.remove_prefix(c.bytes);
    }
    return escaped;
}

ENTENTE_INLINE std::string xml_value(std::variant<bool, double, std::string> const& value) {
    if (auto const* const flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (auto const* const text = std::get_if<std::string>(&value)) return xml_text(*text);
    double const x = std::get<double>(value);
    if (entente::detail::is_nan(x)) return "NaN";
    if (!entente::detail::is_finite(x)) return x > 0 ? "INF" : "-INF";
    return entente::detail::number_label(x);
}

/// The attributes of nodes, or of ties: their types, and the keys that they are written under.
class graphml_keys {
public:
    explicit graphml_keys(char const* of) : of_(of) {}

    /// One that the format has by itself.
    void own(std::string const& name, std::variant<bool, double, std::string> const& like) {
        types_.emplace(name, entry{like.index(), true});
    }
    void see(std::vector<network_attribute> const& attributes) {
        std::map<std::string_view, bool> here;
        for (auto const& a : attributes) {
            auto const [at, added] = types_.emplace(a.name, entry{a.value.index(), false});
            if (at->second.own || !here.emplace(a.name, true).second)
                throw io_error(fault_code::duplicate,
                               std::string("an attribute of a ") + of_ + " has the name of another", {.value = a.name});
            if (at->second.type != a.value.index()) at->second.type = 2;
        }
    }
    void write(std::ostream& out) {
        constexpr char const* names[] = {"boolean", "double", "string"};
        std::size_t next = 0;
        for (auto& [name, e] : types_) {
            e.key = std::string(1, of_[0]) + "d" + std::to_string(next++);
            out << "  <key id=\"" << e.key << "\" for=\"" << of_ << "\" attr.name=\"" << xml_text(name)
                << "\" attr.type=\"" << names[e.type] << "\"/>\n";
        }
    }
    void data(std::ostream& out, std::string const& name, std::variant<bool, double, std::string> const& value) const {
        out << "      <data key=\"" << types_.at(name).key << "\">" << xml_value(value) << "</data>\n";
    }

private:
    struct entry {
        std::size_t type = 0;
        bool own = false;
        std::string key{};
    };
    char const* of_;
    std::map<std::string, entry> types_{};
};

}  // namespace detail

ENTENTE_INLINE void write_graphml(std::ostream& out, network const& n) {
    detail::graphml_keys nodes("node"), ties("edge");
    nodes.own("label", std::string());
    ties.own("weight", 1.0);
    std::size_t const size = n.size();
    auto const node = [&](std::size_t i) -> network_node const& {
        return n.graph[node_id{static_cast<std::uint32_t>(i)}];
    };
    bool modes = false, froms = false, tos = false;
    for (std::size_t i = 0; i < size; ++i) modes = modes || !node(i).mode.empty();
    if (modes) nodes.own("mode", std::string());
    for (std::size_t i = 0; i < size; ++i) nodes.see(node(i).attributes);
    n.graph.for_each_edge<network_tie>([&](auto const& e) {
        froms = froms || e.edge.valid.from != (time_point::min)();
        tos = tos || e.edge.valid.to != (time_point::max)();
    });
    if (froms) ties.own("from", std::string());
    if (tos) ties.own("to", std::string());
    n.graph.for_each_edge<network_tie>([&](auto const& e) { ties.see(e.edge.attributes); });

    out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
    nodes.write(out);
    ties.write(out);
    out << "  <graph id=\"g\" edgedefault=\"" << (n.directed ? "directed" : "undirected") << "\">\n";
    for (std::size_t i = 0; i < size; ++i) {
        out << "    <node id=\"n" << i << "\">\n";
        nodes.data(out, "label", node(i).label);
        if (!node(i).mode.empty()) nodes.data(out, "mode", node(i).mode);
        for (auto const& a : node(i).attributes) nodes.data(out, a.name, a.value);
        out << "    </node>\n";
    }
    std::size_t number = 0;
    n.graph.for_each_edge<network_tie>([&](auto const& e) {
        network_tie const& tie = e.edge;
        out << "    <edge id=\"e" << number++ << "\" source=\"n" << e.source.value << "\" target=\"n" << e.target.value
            << "\">\n";
        ties.data(out, "weight", tie.weight);
        if (tie.valid.from != (time_point::min)()) ties.data(out, "from", date_text(tie.valid.from));
        if (tie.valid.to != (time_point::max)()) ties.data(out, "to", date_text(tie.valid.to));
        for (auto const& a : tie.attributes) ties.data(out, a.name, a.value);
        out << "    </edge>\n";
    });
    out << "  </graph>\n</graphml>\n";
    if (!out) throw io_error(fault_code::file_access, "the network cannot be written");
}

#endif

}  // namespace entente::io
