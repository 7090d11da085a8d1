// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/pair_network.hpp
/// A network of a discourse: a value for every pair of nodes.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/projection_options.hpp"
#include "entente/model/network.hpp"
#include "entente/positions/ids.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#endif

namespace entente {

/// Names for the ids of rows: of actors, speakers, documents and issues of a corpus; of a statement `line 7`, where it
/// stands in its file, or its number where it stands in none. Valid as long as the corpus.
struct corpus_names {
    corpus const& of;
    std::string operator()(row_id id) const {
        if (id.kind == "speaker") return of.name(speaker_id(id.number));
        if (id.kind == "document") return of.name(document_id(id.number));
        if (id.kind == "issue") return of.name(issue_id(id.number));
        if (id.kind != "statement") return of.name(actor_id(id.number));
        auto const line = of[statement_id(id.number)].line;
        return line ? "line " + std::to_string(line) : std::to_string(id.number);
    }
};

/// A pair of nodes.
struct node_pair_row {
    row_id a{}, b{};
    boost::optional<double> value{};

    template <class Row = node_pair_row>
    static auto fields() {
        return std::tuple(make_field<Row>("a", "", "a node", &Row::a), make_field<Row>("b", "", "another", &Row::b),
                          make_field<Row>("value", "", "what ties them; none where that is undefined", &Row::value));
    }
};

/// A value for every pair of nodes; the same both ways.
struct pair_network {
    discourse_nodes kind = discourse_nodes::actor;
    std::vector<std::uint32_t> nodes{};  ///< ids in the corpus, ascending, and so sorted by name
    std::vector<double> values{};        ///< of pairs, by the first, then the second; NaN where undefined
    std::size_t statements = 0;          ///< that it is made of, each once

    std::size_t size() const { return nodes.size(); }
    /// Precondition: a < b < size().
    std::size_t place(std::size_t a, std::size_t b) const { return a * (2 * size() - a - 1) / 2 + b - a - 1; }
    /// The value of two nodes by their places in `nodes`, or none. Preconditions: a != b, both below size().
    boost::optional<double> operator()(std::size_t a, std::size_t b) const {
        double const v = values[a < b ? place(a, b) : place(b, a)];
        if (detail::is_nan(v)) return boost::none;
        return v;
    }
    row_id id_of_node(std::size_t node) const { return {to_string(kind), nodes[node]}; }

    /// All pairs, zeros included, by the first, then the second. O(pairs).
    std::vector<node_pair_row> rows() const;
};

/// The network of what ties nodes: pairs that are 0 or undefined have no tie. Nodes are called as in the corpus and
/// have the mode `actor`, `speaker` or `issue`. O(pairs log pairs).
network make_network(corpus const& c, pair_network const& pairs);

/// The values of two networks, or more, over all nodes that any of them has: row by row, symmetric, 0 on the
/// diagonal, and where a network has not both nodes. `nodes` are the ids. Throws error(invalid_argument) where they
/// have nodes of different kinds, or a value is undefined.
struct network_states {
    std::vector<std::uint32_t> nodes{};
    std::vector<std::vector<double>> matrices{};
};
network_states align(std::vector<pair_network> const& networks);

#if ENTENTE_DEFINES(discourse)

ENTENTE_INLINE std::vector<node_pair_row> pair_network::rows() const {
    std::vector<node_pair_row> all;
    all.reserve(values.size());
    for (std::size_t a = 0; a < size(); ++a)
        for (std::size_t b = a + 1; b < size(); ++b) all.push_back({id_of_node(a), id_of_node(b), (*this)(a, b)});
    return all;
}

ENTENTE_INLINE network make_network(corpus const& c, pair_network const& pairs) {
    std::vector<network_node> nodes;
    for (std::size_t a = 0; a < pairs.size(); ++a)
        nodes.push_back({corpus_names{c}(pairs.id_of_node(a)), std::string(to_string(pairs.kind))});
    std::vector<network_edge> ties;
    for (std::size_t a = 0; a < pairs.size(); ++a)
        for (std::size_t b = a + 1; b < pairs.size(); ++b)
            if (auto const v = pairs(a, b); v && *v != 0) ties.push_back({a, b, {.weight = *v}});
    return make_network(std::move(nodes), std::move(ties));
}

ENTENTE_INLINE network_states align(std::vector<pair_network> const& networks) {
    network_states states;
    for (auto const& n : networks) {
        if (n.kind != networks.front().kind)
            throw error(fault_code::invalid_argument, "networks that are compared have nodes of one kind");
        states.nodes.insert(states.nodes.end(), n.nodes.begin(), n.nodes.end());
    }
    std::sort(states.nodes.begin(), states.nodes.end());
    states.nodes.erase(std::unique(states.nodes.begin(), states.nodes.end()), states.nodes.end());
    auto const size = states.nodes.size();
    for (auto const& n : networks) {
        std::vector<double> matrix(size * size, 0.0);
        std::vector<std::size_t> at;
        for (auto const id : n.nodes)
            at.push_back(static_cast<std::size_t>(std::lower_bound(states.nodes.begin(), states.nodes.end(), id) -
                                                  states.nodes.begin()));
        for (std::size_t a = 0, p = 0; a < n.size(); ++a)
            for (std::size_t b = a + 1; b < n.size(); ++b, ++p) {
                if (detail::is_nan(n.values[p]))
                    throw error(fault_code::invalid_argument, "a network with an undefined value cannot be compared");
                matrix[at[a] * size + at[b]] = matrix[at[b] * size + at[a]] = n.values[p];
            }
        states.matrices.push_back(std::move(matrix));
    }
    return states;
}

#endif

}  // namespace entente
