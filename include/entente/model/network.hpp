// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file model/network.hpp
/// Nodes and signed, weighted ties between them: what a discourse projects to, and what camps are found in.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/graph/builder.hpp"
#include "entente/graph/typed_graph.hpp"
#include "entente/model/time.hpp"

namespace entente {

/// Something that is known of a node or a tie, by name.
struct network_attribute {
    std::string name;
    std::variant<bool, double, std::string> value;

    friend bool operator==(network_attribute const&, network_attribute const&) = default;
};

/// What ties lead between. Nodes of one mode have different labels; a network of actors and issues
/// has two modes, and may have an actor and an issue of one label.
struct network_node {
    std::string label;
    std::string mode{};  ///< what kind of thing it is: "actor", "issue"; empty where all are alike
    std::vector<network_attribute> attributes{};

    friend bool operator==(network_node const&, network_node const&) = default;
};

/// A relation of two nodes: for them above zero, against them below.
struct network_tie {
    static constexpr std::string_view name = "tie";
    static constexpr bool irreflexive = true;

    double weight = 1;
    period valid{};
    std::vector<network_attribute> attributes{};

    bool overlaps(network_tie const& o) const { return valid.overlaps(o.valid); }
    bool begins_before(network_tie const& o) const { return valid.from < o.valid.from; }
    friend bool operator==(network_tie const&, network_tie const&) = default;
};

/// The typed graph that a network is: views of bgl/ are of it.
using network_graph = typed_graph<typed_relation<network_node, network_tie, network_node>>;
using node_id = id_of<network_node>;

/// A tie and its ends, as a network is made of them.
struct network_edge {
    std::size_t source = 0, target = 0;  ///< places in the list of nodes
    network_tie tie{};

    friend bool operator==(network_edge const&, network_edge const&) = default;
};

/// A network that does not change: copies share their data.
struct network {
    network_graph graph{};
    bool directed = false;  ///< where it is not, each tie stands once, from the earlier node to the later

    std::size_t size() const { return graph.size<network_node>(); }
};

/// A network of nodes and ties between them.
///
/// Nodes keep their order, and their number is their id. In an undirected network the ends of a tie
/// may be given either way. Throws graph_error where a label is empty or repeated within its mode, an
/// end is no node, a tie leads from a node to itself, its weight is not finite, its period is empty,
/// or two ties of one pair are valid at one time. O((nodes + ties) log (nodes + ties)).
/// ```
/// auto const n = make_network({{"A"}, {"B"}, {"C"}}, {{0, 1, {.weight = 2}}, {1, 2, {.weight = -1}}});
/// ```
network make_network(std::vector<network_node> nodes, std::vector<network_edge> ties, bool directed = false);

/// The node of a label and mode, or none. O(nodes).
boost::optional<node_id> find_node(network const& n, std::string_view label, std::string_view mode = {});

/// The ties that are valid at a time, between the same nodes. O(nodes + ties log ties).
network ties_at(network const& n, time_point when);

#if ENTENTE_DEFINES(core)

ENTENTE_INLINE network make_network(std::vector<network_node> nodes, std::vector<network_edge> ties, bool directed) {
    auto const refuse = [](fault_code code, char const* message, fault where) {
        throw graph_error(code, message, std::move(where));
    };
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].label.empty()) refuse(fault_code::unknown_name, "a node has no label", {.ordinal = i});
    std::vector<std::size_t> order(nodes.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        return std::tie(nodes[a].mode, nodes[a].label, a) < std::tie(nodes[b].mode, nodes[b].label, b);
    });
    for (std::size_t k = 1; k < order.size(); ++k) {
        auto const &p = nodes[order[k - 1]], &q = nodes[order[k]];
        if (p.mode == q.mode && p.label == q.label)
            refuse(fault_code::duplicate, "two nodes have one label", {.actor = q.label, .ordinal = order[k]});
    }
    network_graph::builder build;
    for (std::size_t e = 0; e < ties.size(); ++e) {
        auto& [source, target, tie] = ties[e];
        if (source >= nodes.size() || target >= nodes.size())
            refuse(fault_code::unknown_name, "a tie ends at a node that is not there", {.ordinal = e});
        fault const where{.actor = nodes[source].label, .issue = nodes[target].label, .ordinal = e};
        if (source == target) refuse(fault_code::self_relation, "a tie leads from a node to itself", where);
        if (!detail::is_finite(tie.weight)) refuse(fault_code::not_a_number, "the weight of a tie is not finite", where);
        if (tie.valid.empty()) refuse(fault_code::empty_range, "the period of a tie is empty", where);
        if (!directed && target < source) std::swap(source, target);
    }
    // Before nodes are moved away: two ties of a pair are told by the labels of its nodes.
    std::vector<std::size_t> pairs(ties.size());
    for (std::size_t e = 0; e < pairs.size(); ++e) pairs[e] = e;
    std::sort(pairs.begin(), pairs.end(), [&](std::size_t a, std::size_t b) {
        auto const &p = ties[a], &q = ties[b];
        return std::tuple(p.source, p.target, p.tie.valid.from, a) <
               std::tuple(q.source, q.target, q.tie.valid.from, b);
    });
    for (std::size_t k = 1; k < pairs.size(); ++k) {
        auto const &p = ties[pairs[k - 1]], &q = ties[pairs[k]];
        if (p.source == q.source && p.target == q.target && p.tie.overlaps(q.tie))
            refuse(fault_code::duplicate, "two ties of one pair are valid at one time",
                   {.actor = nodes[q.source].label, .issue = nodes[q.target].label, .ordinal = pairs[k]});
    }
    std::vector<node_id> ids;
    ids.reserve(nodes.size());
    for (auto& node : nodes) ids.push_back(build.add(std::move(node)));
    for (auto& [source, target, tie] : ties) build.relate(ids[source], ids[target], std::move(tie));
    return {std::move(build).freeze(), directed};
}

ENTENTE_INLINE boost::optional<node_id> find_node(network const& n, std::string_view label, std::string_view mode) {
    for (std::size_t i = 0; i < n.size(); ++i) {
        node_id const id{static_cast<std::uint32_t>(i)};
        if (n.graph[id].label == label && n.graph[id].mode == mode) return id;
    }
    return boost::none;
}

ENTENTE_INLINE network ties_at(network const& n, time_point when) {
    network_graph::builder build;
    for (std::size_t i = 0; i < n.size(); ++i) build.add(n.graph[node_id{static_cast<std::uint32_t>(i)}]);
    n.graph.for_each_edge<network_tie>([&](auto const& e) {
        if (e.edge.valid.contains(when)) build.relate(e.source, e.target, e.edge);
    });
    return {std::move(build).freeze(), n.directed};
}

#endif

}  // namespace entente
