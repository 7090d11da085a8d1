// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file coalition/triad_census.hpp
/// How many triples of actors are of each kind, by the directions and signs of their ties.

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/coalition/signed_graph.hpp"
#include "entente/config.hpp"
#include "entente/model/network.hpp"

#if ENTENTE_DEFINES(coalition)
#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <map>
#include <utility>

#include "entente/error.hpp"
#endif

namespace entente {

/// Triples of one kind.
struct triad_class {
    std::string shape;  ///< `003` to `300`: pairs that tie each other, pairs with one tie, pairs without; a letter more
    std::string signs;  ///< of the ties ab, ba, ac, ca, bc, cb: `P`, `N`, or `0` where there is none
    std::uint64_t triads = 0;

    template <class Row = triad_class>
    static auto fields() {
        return std::tuple(make_field<Row>("shape", "", "mutual, asymmetric and null pairs", &Row::shape),
                          make_field<Row>("signs", "", "of ties ab, ba, ac, ca, bc, cb", &Row::signs),
                          make_field<Row>("triads", "triples", "of this kind", &Row::triads));
    }
    friend bool operator==(triad_class const&, triad_class const&) = default;
};

/// The triad census of a network, with signs: every triple of nodes is of one class, also one without any tie.
///
/// Shapes are the sixteen of Holland and Leinhardt: 003, 012, 102, 021D, 021U, 021C, 111D, 111U, 030T, 030C, 201, 120D,
/// 120U, 120C, 210, 300; with signs there are 138 classes. In an undirected network each tie leads both ways, and shapes
/// are 003, 102, 201 and 300. Of the six orders of a triple that is taken whose signs come first, `0` before `N` before
/// `P`. Weights count by their sign; a tie of weight 0 is none. Classes in the order of shapes, then signs; those without
/// a triple are left out.
/// Throws error(duplicate) where a pair has ties at several times: see `ties_at`. O(nodes + n log n), n the sum
/// over ties of the neighbours of their ends.
/// Source: Holland and Leinhardt (1970); counted as by Batagelj and Mrvar (2001).
/// ```
/// for (auto const& c : count_triad_classes(n)) std::cout << c.shape << ' ' << c.signs << ' ' << c.triads << '\n';
/// ```
std::vector<triad_class> count_triad_classes(network const& n);

/// Of ties that have no direction.
std::vector<triad_class> count_triad_classes(signed_graph const& g);

#if ENTENTE_DEFINES(coalition)

namespace detail {

/// Six ties of a triple, ab, ba, ac, ca, bc, cb: 0 none, 1 against, 2 for.
using triad_ties = std::array<unsigned char, 6>;

/// The first of the triple's six orders.
ENTENTE_INLINE triad_ties first_order(triad_ties const& t) {
    auto const tie = [&](std::size_t from, std::size_t to) {
        constexpr std::size_t place[3][3] = {{0, 0, 2}, {1, 0, 4}, {3, 5, 0}};
        return t[place[from][to]];
    };
    std::array<std::size_t, 3> order{0, 1, 2};
    auto first = t;
    do {
        auto const [a, b, c] = order;
        first = (std::min)(first, triad_ties{tie(a, b), tie(b, a), tie(a, c), tie(c, a), tie(b, c), tie(c, b)});
    } while (std::next_permutation(order.begin(), order.end()));
    return first;
}

/// The shape by the numbers of pairs of each kind and, where these leave it open, by what leads from and to whom.
ENTENTE_INLINE std::string triad_shape(triad_ties const& t) {
    int mutual = 0, asymmetric = 0, null = 0;
    std::array<int, 3> leads{}, led{};  // ties of asymmetric pairs
    std::array<bool, 3> in_mutual{};
    constexpr std::pair<std::size_t, std::size_t> pairs[] = {{0, 1}, {0, 2}, {1, 2}};
    for (std::size_t p = 0; p < 3; ++p) {
        auto const [a, b] = pairs[p];
        bool const there = t[2 * p] != 0, back = t[2 * p + 1] != 0;
        if (there && back) {
            ++mutual;
            in_mutual[a] = in_mutual[b] = true;
        } else if (there || back) {
            ++asymmetric;
            ++leads[there ? a : b], ++led[there ? b : a];
        } else {
            ++null;
        }
    }
    auto shape = std::to_string(mutual) + std::to_string(asymmetric) + std::to_string(null);
    auto const most = [](std::array<int, 3> const& of) { return *std::max_element(of.begin(), of.end()); };
    if (shape == "021" || shape == "120") return shape + (most(leads) == 2 ? 'D' : most(led) == 2 ? 'U' : 'C');
    if (shape == "030") return shape + (most(leads) == 2 ? 'T' : 'C');
    if (shape == "111")  // down: the one outside leads to a member of the mutual pair
        for (std::size_t i = 0; i < 3; ++i)
            if (!in_mutual[i]) return shape + (leads[i] ? 'D' : 'U');
    return shape;
}

}  // namespace detail

ENTENTE_INLINE std::vector<triad_class> count_triad_classes(network const& n) {
    // Of each node, what leads to and from its neighbours: ties * 3 + back.
    auto const size = n.size();
    std::vector<std::map<std::size_t, unsigned>> near_of(size);
    std::map<std::pair<std::size_t, std::size_t>, int> times;
    n.graph.for_each_edge<network_tie>([&](auto const& e) {
        std::size_t const a = e.source.value, b = e.target.value;
        if (++times[{a, b}] > 1)
            throw error(fault_code::duplicate, "two ties of one pair: a census is of one time",
                        {.actor = n.graph[e.source].label, .issue = n.graph[e.target].label});
        if (e.edge.weight == 0) return;
        unsigned const sign = e.edge.weight < 0 ? 1 : 2;
        near_of[a][b] += 3 * sign + (n.directed ? 0 : sign);
        near_of[b][a] += sign + (n.directed ? 0 : 3 * sign);
    });
    auto const ties = [&](std::size_t a, std::size_t b) {
        auto const found = near_of[a].find(b);
        return found == near_of[a].end() ? 0u : found->second;
    };
    auto const triple = [](unsigned ab, unsigned ac, unsigned bc) {
        auto const half = [](unsigned x) { return static_cast<unsigned char>(x); };
        return detail::triad_ties{half(ab / 3), half(ab % 3), half(ac / 3), half(ac % 3), half(bc / 3), half(bc % 3)};
    };

    std::map<detail::triad_ties, std::uint64_t> counted;  // in the order in which they were found
    std::uint64_t with_ties = 0;
    for (std::size_t a = 0; a < size; ++a)
        for (auto const& [b, ab] : near_of[a]) {
            if (b < a) continue;
            // Those who know either: each triple is counted at the first of its tied pairs.
            std::uint64_t others = 0;
            auto const count = [&, b = b, ab = ab](std::size_t c) {
                if (c == a || c == b) return;
                ++others;
                unsigned const ac = ties(a, c), bc = ties(b, c);
                if (c < a || (c < b && ac)) return;  // counted at an earlier pair, of c and a or of c and b
                ++with_ties;
                ++counted[triple(ab, ac, bc)];
            };
            for (auto const& c : near_of[a]) count(c.first);
            for (auto const& c : near_of[b])
                if (!near_of[a].contains(c.first)) count(c.first);
            std::uint64_t const strangers = size - 2 - others;
            if (strangers) counted[triple(ab, 0, 0)] += strangers;
            with_ties += strangers;
        }
    auto const all = size < 3 ? std::uint64_t{0} : std::uint64_t{size} * (size - 1) / 2 * (size - 2) / 3;
    if (all > with_ties) counted[triple(0, 0, 0)] += all - with_ties;

    std::map<std::pair<int, std::string>, triad_class> classes;
    for (auto const& [ties_of, triads] : counted) {
        auto const first = detail::first_order(ties_of);
        triad_class found{detail::triad_shape(first), {}, triads};
        for (auto const t : first) found.signs += "0NP"[t];
        constexpr char const* shapes[] = {"003",  "012",  "102", "021D", "021U", "021C", "111D", "111U",
                                          "030T", "030C", "201", "120D", "120U", "120C", "210",  "300"};
        auto const place = std::find(std::begin(shapes), std::end(shapes), found.shape) - std::begin(shapes);
        auto& into = classes[{static_cast<int>(place), found.signs}];
        into.shape = found.shape, into.signs = found.signs, into.triads += triads;
    }
    std::vector<triad_class> result;
    for (auto& c : classes) result.push_back(std::move(c.second));
    return result;
}

ENTENTE_INLINE std::vector<triad_class> count_triad_classes(signed_graph const& g) {
    std::vector<network_node> nodes;
    for (std::size_t i = 0; i < g.size(); ++i) nodes.push_back({std::to_string(i + 1)});
    std::vector<network_edge> ties;
    for (auto const& t : g.ties()) ties.push_back({t.a, t.b, {.weight = t.weight}});
    return count_triad_classes(make_network(std::move(nodes), std::move(ties)));
}

#endif

}  // namespace entente
