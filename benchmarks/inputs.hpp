// SPDX-License-Identifier: BSL-1.0
// The inputs of the benchmarks: random ones of given shapes, and a real one where it is there.
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/positions/position_matrix.hpp"

namespace benchmarks {

struct shape {
    std::string name;
    std::size_t actors, issues;
    int categories;
    double missing;
};

inline std::vector<shape> const shapes{
    {"UN", 200, 6000, 3, 0.30}, {"LEG", 1024, 1000, 2, 0.40}, {"VAA", 2000, 50, 5, 0.15}};

/// The same positions for everyone: dense, with a flag for what is known.
struct input {
    std::string name;
    std::size_t actors = 0, issues = 0;
    int categories = 0;
    std::vector<double> position;      // by actor, then issue; 1 ... categories, 0 where not known
    std::vector<unsigned char> known;  // of the same shape
    std::vector<double> weight;        // by issue

    double pairs() const { return static_cast<double>(actors) * static_cast<double>(actors - 1) / 2; }
    double cells() const { return pairs() * static_cast<double>(issues); }

    /// An interval scale is continuous: nothing is known of categories.
    entente::position_matrix matrix(entente::level measurement) const {
        std::vector<std::string> names(actors, "actor");
        std::vector<entente::issue_column> columns(issues);
        for (std::size_t i = 0; i < issues; ++i) {
            columns[i].name = "issue";
            columns[i].measurement = measurement;
            columns[i].lower = 1;
            columns[i].upper = categories;
            columns[i].weight = weight[i];
            if (measurement < entente::level::interval)
                for (int k = 1; k <= categories; ++k) columns[i].categories.push_back(k);
        }
        std::vector<std::size_t> offsets{0};
        std::vector<entente::cell> cells;
        for (std::size_t a = 0; a < actors; ++a) {
            for (std::size_t i = 0; i < issues; ++i)
                if (known[a * issues + i])
                    cells.push_back({static_cast<std::uint32_t>(i), true, position[a * issues + i], 1, 1});
            offsets.push_back(cells.size());
        }
        return {std::move(names), std::move(columns), std::move(offsets), std::move(cells)};
    }
};

inline input random_input(shape const& s, unsigned seed = 1) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<> unit;
    input in{s.name, s.actors, s.issues, s.categories, {}, {}, {}};
    for (std::size_t i = 0; i < s.issues; ++i) in.weight.push_back(1 + static_cast<double>(random() % 9) / 4);
    for (std::size_t c = 0; c < s.actors * s.issues; ++c) {
        in.known.push_back(unit(random) >= s.missing);
        in.position.push_back(
            in.known.back() ? 1.0 + static_cast<double>(random() % static_cast<unsigned>(s.categories)) : 0.0);
    }
    return in;
}

/// Roll calls of the United Nations General Assembly, one string of votes a row; empty where the file is not there.
inline input un_roll_calls(std::string const& file) {
    input in{"UN-real", 0, 0, 3, {}, {}, {}};
    std::ifstream text(file);
    std::string line;
    std::getline(text, line);
    while (std::getline(text, line)) {
        auto const last = line.rfind('"'), first = line.rfind('"', last - 1);
        auto const votes = line.substr(first + 1, last - first - 1);
        in.issues = votes.size();
        ++in.actors;
        for (char const v : votes) {
            in.known.push_back(v == 'Y' || v == 'A' || v == 'N');
            in.position.push_back(v == 'Y' ? 3 : v == 'A' ? 2 : v == 'N' ? 1 : 0);
        }
    }
    for (std::size_t i = 0; i < in.issues; ++i) in.weight.push_back(1 + static_cast<double>(i % 9) / 4);
    return in;
}

}  // namespace benchmarks
