// SPDX-License-Identifier: BSL-1.0
#include "entente/coalition/triad_census.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"

using namespace entente;

namespace {

/// A triple of each shape, as Holland and Leinhardt draw them: nodes a, b, c.
std::pair<char const*, std::vector<char const*>> const shapes[] = {
    {"003", {}},
    {"012", {"ab"}},
    {"102", {"ab", "ba"}},
    {"021D", {"ba", "bc"}},
    {"021U", {"ab", "cb"}},
    {"021C", {"ab", "bc"}},
    {"111D", {"ab", "ba", "cb"}},
    {"111U", {"ab", "ba", "bc"}},
    {"030T", {"ab", "ac", "cb"}},
    {"030C", {"ba", "cb", "ac"}},
    {"201", {"ab", "ba", "bc", "cb"}},
    {"120D", {"ba", "bc", "ac", "ca"}},
    {"120U", {"ab", "cb", "ac", "ca"}},
    {"120C", {"ab", "bc", "ac", "ca"}},
    {"210", {"ab", "bc", "cb", "ac", "ca"}},
    {"300", {"ab", "ba", "bc", "cb", "ac", "ca"}},
};

using matrix = std::vector<std::vector<int>>;  // signs

/// The ties of three nodes in all six orders, the first of them: written out, not computed as the library does.
std::string signs_of(matrix const& m, std::array<std::size_t, 3> t) {
    std::string first;
    std::sort(t.begin(), t.end());
    do {
        std::string text;
        for (auto const& [x, y] : {std::pair(0, 1), {1, 0}, {0, 2}, {2, 0}, {1, 2}, {2, 1}})
            text += "N0P"[m[t[static_cast<std::size_t>(x)]][t[static_cast<std::size_t>(y)]] + 1];
        if (first.empty() || text < first) first = text;
    } while (std::next_permutation(t.begin(), t.end()));
    return first;
}

matrix without_signs(matrix m) {
    for (auto& row : m)
        for (int& tie : row) tie = tie != 0;
    return m;
}

network network_of(matrix const& m, bool directed) {
    std::vector<network_node> nodes;
    std::vector<network_edge> ties;
    for (std::size_t a = 0; a < m.size(); ++a) {
        nodes.push_back({std::string(1, static_cast<char>('a' + a))});
        for (std::size_t b = directed ? 0 : a + 1; b < m.size(); ++b)
            if (m[a][b]) ties.push_back({a, b, {.weight = 0.5 * m[a][b]}});
    }
    return make_network(std::move(nodes), std::move(ties), directed);
}

}  // namespace

TEST_CASE("the sixteen shapes") {
    for (auto const& shape : shapes) {
        std::vector<network_edge> ties;
        for (auto const* const t : shape.second)
            ties.push_back({static_cast<std::size_t>(t[0] - 'a'), static_cast<std::size_t>(t[1] - 'a'), {}});
        auto const found = count_triad_classes(make_network({{"a"}, {"b"}, {"c"}}, ties, true));
        REQUIRE(found.size() == 1);
        CHECK(found[0].shape == shape.first);
        CHECK(found[0].triads == 1);
    }
}

TEST_CASE("every triple once, as counting them one by one does") {
    std::map<std::string, std::string> shape_of;  // by ties without signs
    for (auto const& shape : shapes) {
        matrix m(3, std::vector<int>(3, 0));
        for (auto const* const t : shape.second)
            m[static_cast<std::size_t>(t[0] - 'a')][static_cast<std::size_t>(t[1] - 'a')] = 1;
        auto const named = shape_of.emplace(signs_of(m, {0, 1, 2}), shape.first);
        REQUIRE(named.second);
    }
    std::mt19937 random(1970);
    std::map<std::string, int> seen;
    for (int round = 0; round < 300; ++round) {
        std::size_t const n = random() % 9;
        unsigned const silence = 1 + random() % 4;
        bool const directed = random() % 2;
        matrix m(n, std::vector<int>(n, 0));
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = 0; b < n; ++b)
                if (a != b && random() % (silence + 1) == 0) m[a][b] = random() % 2 ? 1 : -1;
        if (!directed)
            for (std::size_t a = 0; a < n; ++a)
                for (std::size_t b = 0; b < a; ++b) m[a][b] = m[b][a];
        auto const plain = without_signs(m);
        std::map<std::string, std::uint64_t> wanted, found;
        for (std::size_t a = 0; a < n; ++a)
            for (std::size_t b = a + 1; b < n; ++b)
                for (std::size_t c = b + 1; c < n; ++c) {
                    auto const signs = signs_of(m, {a, b, c});
                    ++wanted[shape_of.at(signs_of(plain, {a, b, c})) + ' ' + signs];
                }
        for (auto const& t : count_triad_classes(network_of(m, directed))) {
            found[t.shape + ' ' + t.signs] = t.triads;
            ++seen[t.shape];
        }
        CHECK(found == wanted);
    }
    CHECK(seen.size() == 16);
}

TEST_CASE("ties of one time, and what has no ties") {
    CHECK(count_triad_classes(make_network({}, {})).empty());
    CHECK(count_triad_classes(make_network({{"a"}, {"b"}}, {{0, 1, {}}})).empty());
    auto const none = count_triad_classes(make_network({{"a"}, {"b"}, {"c"}, {"d"}}, {{0, 1, {.weight = 0}}}));
    REQUIRE(none.size() == 1);
    CHECK(none[0] == triad_class{"003", "000000", 4});
    network_tie const then{.valid = {.to = day(1900, 1, 1)}}, now{.valid = {.from = day(1900, 1, 1)}};
    auto const twice = make_network({{"a"}, {"b"}, {"c"}}, {{0, 1, then}, {0, 1, now}}, true);
    CHECK_THROWS_AS(count_triad_classes(twice), error);
    CHECK(count_triad_classes(ties_at(twice, day(1800, 1, 1)))[0].shape == "012");
    // Ties without direction lead both ways.
    signed_graph const g(3, {{0, 1, 2.0}, {1, 2, -1.0}});
    CHECK(count_triad_classes(g) == std::vector<triad_class>{{"201", "00NNPP", 1}});
}
