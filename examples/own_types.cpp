// SPDX-License-Identifier: BSL-1.0
// Types of your own in the graph: states with ISO codes, votes that are a
// position and nothing else, and a relation that the library does not know, `sanctions`. Do states sanction
// those whom they vote against?
#include <entente/entente.hpp>

#include <boost/optional.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

namespace un {

// An actor is whatever has a name,
struct state {
    std::string name;
    std::string iso;  // ISO 3166-1 alpha-2
};

// an issue whatever has a name and a scale,
struct resolution {
    std::string name;
    entente::approval scale{};  // against -1, abstention 0, in favour 1
};

// and a stance whatever has a position. A vote that was not cast is a vote without one.
struct vote {
    boost::optional<double> position;
};

// A relation is any type. This one says that no state sanctions itself.
struct sanctions {
    static constexpr bool irreflexive = true;
    int since = 0;
};

// Functions of this name are asked before anything is added to a graph. The library checks the votes by itself.
void validate(state const& s) {
    if (s.iso.size() != 2 ||
        !std::all_of(s.iso.begin(), s.iso.end(), [](unsigned char c) { return std::isupper(c) != 0; }))
        throw entente::graph_error(entente::fault_code::syntax, "an ISO code has two capital letters",
                                   {.actor = s.name, .value = s.iso});
}

template <class Builder>
void validate(sanctions const& s, entente::id_of<state> from, entente::id_of<state> to, Builder const& graph) {
    if (s.since < 1945)
        throw entente::graph_error(entente::fault_code::out_of_range,
                                   "sanctions against " + graph[to].name + " need a year of the UN's",
                                   {.actor = graph[from].name, .value = std::to_string(s.since)});
}

// The schema: who is related to whom, by what.
using graph =
    entente::typed_graph<entente::typed_relation<state, vote, resolution>, entente::typed_relation<state, sanctions, state>>;

}  // namespace un

int main() {
    un::graph::builder builder;
    auto const belarus = builder.add(un::state{"Belarus", "BY"});
    auto const brazil = builder.add(un::state{"Brazil", "BR"});
    auto const china = builder.add(un::state{"China", "CN"});
    auto const germany = builder.add(un::state{"Germany", "DE"});
    auto const india = builder.add(un::state{"India", "IN"});
    auto const russia = builder.add(un::state{"Russia", "RU"});
    auto const united_states = builder.add(un::state{"United States", "US"});
    std::array const states{belarus, brazil, china, germany, india, russia, united_states};

    // Votes of the General Assembly's eleventh emergency special session, in the order of the states.
    std::pair<char const*, std::array<double, 7>> const votes[] = {
        {"ES-11/1, aggression against Ukraine", {-1, 1, 0, 1, 0, -1, 1}},
        {"ES-11/3, Russia's membership of the Human Rights Council", {-1, 0, -1, 1, 0, -1, 1}},
        {"ES-11/4, annexations", {-1, 1, 0, 1, 0, -1, 1}},
        {"ES-11/6, a just peace", {-1, 1, 0, 1, 0, -1, 1}},
    };
    for (auto const& [name, positions] : votes) {
        auto const resolution = builder.add(un::resolution{name});
        for (std::size_t i = 0; i < states.size(); ++i) builder.relate(states[i], resolution, un::vote{positions[i]});
    }
    builder.relate(united_states, russia, un::sanctions{2014});
    builder.relate(united_states, belarus, un::sanctions{2006});
    builder.relate(germany, russia, un::sanctions{2014});
    builder.relate(germany, belarus, un::sanctions{2004});
    builder.relate(russia, germany, un::sanctions{2014});
    builder.relate(russia, united_states, un::sanctions{2014});

    // What makes no sense is refused, and nothing of it is kept.
    auto const refused = [](auto&& add) {
        try {
            add();
        } catch (entente::error const& e) {
            std::printf("refused: %s\n", e.what());
        }
    };
    refused([&] { builder.add(un::state{"Finland", "FIN"}); });
    refused([&] { builder.relate(russia, russia, un::sanctions{2014}); });
    refused([&] { builder.relate(india, brazil, un::sanctions{1}); });
    refused([&] { builder.relate(china, entente::id_of<un::resolution>{0}, un::vote{2.0}); });

    auto const graph = std::move(builder).freeze();
    auto const distances = entente::all_pairs(graph, entente::measures::city_block{});

    std::puts("\nDistance of votes (0 = alike, 1 = opposed) where there are sanctions:");
    graph.for_each_edge<un::sanctions>([&](auto const& e) {
        auto const distance = distances(e.source.value, e.target.value);
        std::printf("  %s -> %s  since %d  %.2f\n", graph[e.source].iso.c_str(), graph[e.target].iso.c_str(),
                    e.edge.since, distance.value());
    });

    // The mean distance of pairs with sanctions, one way or both, and of those without.
    double sum[2] = {0, 0};
    int pairs[2] = {0, 0};
    distances.for_each([&](std::size_t a, std::size_t b, entente::comparison const& c) {
        entente::id_of<un::state> const first{static_cast<std::uint32_t>(a)}, second{static_cast<std::uint32_t>(b)};
        bool const sanctioned = graph.find<un::sanctions>(first, second) || graph.find<un::sanctions>(second, first);
        if (!c.value) return;
        sum[sanctioned] += *c.value;
        ++pairs[sanctioned];
    });
    std::printf("Mean distance of the %d pairs with sanctions: %.2f, of the %d others: %.2f\n", pairs[1],
                sum[1] / pairs[1], pairs[0], sum[0] / pairs[0]);
}
