// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <entente/bgl/graph_view.hpp>
#include <entente/model/stance_graph.hpp>

#include <cstddef>
#include <random>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

/// Graphs that the tests of the views share.
namespace sample {

using namespace entente;

// A user's own kinds and relations.
struct sanctions {
    double cost = 1;
    std::string since{};
};
struct treaty {};  // a kind of vertex without names
struct signed_by {};

using scale_type = likert<5>;
using issue_type = basic_issue<scale_type>;
using stance_type = stance_on<scale_type>;
using plain = stance_graph<scale_type>;
using extended =
    extended_stance_graph<scale_type, typed_relation<actor, sanctions, actor>, typed_relation<treaty, signed_by, actor>>;

inline stance_type stated(double position) {
    return {.position = position};
}

/// Actors n0, n1, ... that influence each other with the strengths given.
inline plain influence_graph(std::size_t actors, std::vector<std::tuple<unsigned, unsigned, double>> const& edges) {
    plain::builder b;
    for (std::size_t i = 0; i < actors; ++i) b.add(actor{'n' + std::to_string(i)});
    for (auto const& [from, to, strength] : edges)
        b.relate<influences>(id_of<actor>{from}, id_of<actor>{to}, {.strength = strength});
    return std::move(b).freeze();
}

/// A graph with all that a view can meet: parallel stances, a withheld one, isolated vertices, kinds without names.
/// Vertices of a whole view: actors 0 ... 4, issues 5 ... 7, treaties ... as the schema orders the kinds.
inline extended everything() {
    extended::builder b;
    auto const us = b.add(actor{"United States", 10}), nato = b.add(actor{"NATO", 12}),
               russia = b.add(actor{"Russia", 6});
    b.add(actor{"Switzerland", 1});
    auto const belarus = b.add(actor{"Belarus", 0.5});
    auto const security = b.add(issue_type{"Security"}), expansion = b.add(issue_type{"Expansion"});
    b.add(issue_type{"Trade"});
    auto const start = b.add(treaty{});
    b.add(treaty{});
    auto before = stated(4), after = stated(5);
    before.valid.to = day(2022, 2, 24);
    after.valid.from = day(2022, 2, 24);
    b.relate(nato, expansion, after);
    b.relate(nato, expansion, before);
    b.relate(russia, expansion, stated(1));
    b.relate(us, expansion, stance_type{});
    b.relate(us, nato, member_of{});
    b.relate(us, russia, influences{.strength = 0.25});
    b.relate(russia, belarus, influences{.strength = 2});
    b.relate(expansion, security, part_of{});
    b.relate(us, russia, sanctions{3, "2014"});
    b.relate(nato, russia, sanctions{5, "2022"});
    b.relate(russia, us, sanctions{2, "2022"});
    b.relate(start, us, signed_by{});
    b.relate(start, russia, signed_by{});
    return std::move(b).freeze();
}

/// A random graph of the extended schema, with parallel sanctions out of the question but loops allowed.
inline extended random_graph(unsigned seed) {
    std::mt19937 random(seed);
    auto const below = [&](std::size_t n) { return static_cast<std::uint32_t>(random() % n); };
    extended::builder b;
    auto const actors = 1 + below(12), issues = 1 + below(6), treaties = 1 + below(4);
    for (unsigned i = 0; i < actors; ++i) b.add(actor{'a' + std::to_string(i)});
    for (unsigned i = 0; i < issues; ++i) b.add(issue_type{'i' + std::to_string(i)});
    for (unsigned i = 0; i < treaties; ++i) b.add(treaty{});
    for (std::uint32_t a = 0; a < actors; ++a) {
        for (std::uint32_t i = 0; i < issues; ++i)
            for (int year = 2000; year < 2003; ++year)
                if (below(4) == 0) {
                    auto s = stated(1 + below(5));
                    s.valid = {day(year, 1, 1), day(year + 1, 1, 1)};
                    b.relate(id_of<actor>{a}, id_of<issue_type>{i}, s);
                }
        for (std::uint32_t other = 0; other < actors; ++other) {
            if (a < other && below(5) == 0) b.relate(id_of<actor>{a}, id_of<actor>{other}, member_of{});
            if (a != other && below(4) == 0)
                b.relate(id_of<actor>{a}, id_of<actor>{other}, influences{.strength = 1.0 + below(9)});
            if (below(6) == 0) b.relate(id_of<actor>{a}, id_of<actor>{other}, sanctions{1.0 + below(9)});
        }
        for (std::uint32_t t = 0; t < treaties; ++t)
            if (below(3) == 0) b.relate(id_of<treaty>{t}, id_of<actor>{a}, signed_by{});
    }
    return std::move(b).freeze();
}

}  // namespace sample
