// SPDX-License-Identifier: BSL-1.0
//
// Which measure finds a candidate's own party? Each candidate of the Finnish election of 2015 is compared with the mean positions of
// the parties, the own one without the candidate, under six measures. Data: Yle, Vaalikone 2015.

#include <entente/entente.hpp>
#include <entente/io/read_stances.hpp>

#include <CLI/CLI.hpp>

#include <array>
#include <cstdio>
#include <iostream>
#include <string>
#include <tuple>
#include <vector>

using namespace entente;
using graph = stance_graph<scale>;

namespace {

constexpr std::tuple<euclidean, city_block, hybrid, directional, cosine, pearson> measures{};
constexpr std::size_t measure_count = std::tuple_size_v<decltype(measures)>;

/// Sums of the known positions of a party's members, by issue.
struct party {
    std::string name;
    std::size_t members = 0;
    std::vector<double> sum, count;

    /// The mean positions, without one of the members where it is given.
    std::vector<cell> mean(std::span<cell const> without = {}) const {
        auto s = sum, n = count;
        for (auto const& c : without)
            if (c.known) s[c.issue] -= c.position, n[c.issue] -= 1;
        std::vector<cell> row;
        for (std::size_t i = 0; i < s.size(); ++i)
            if (n[i] > 0) row.push_back({static_cast<std::uint32_t>(i), true, s[i] / n[i], 1, 1});
        return row;
    }
};

/// The party that a measure puts nearest to the actor of row 0, by row; ties go to the first.
template <class Measure>
std::size_t nearest_to_first(position_matrix const& matrix, Measure const& m) {
    auto const found = nearest(matrix, 0, 1, m);
    return found.empty() ? 0 : found.front().actor;
}

}  // namespace

int main(int argc, char** argv) try {
    std::string folder = std::string(ENTENTE_EXAMPLES_DATA_DIR) + "/yle_2015";
    std::size_t min_members = 60;
    CLI::App app("Which measure finds a candidate's own party?", "nearest_party");
    app.add_option("folder", folder, "folder with stances.csv, issues.csv and actors.csv");
    app.add_option("--min-members", min_members, "leave out smaller parties");
    CLI11_PARSE(app, argc, argv);

    auto const g = io::read_stances({.stances = folder + "/stances.csv", .issues = folder + "/issues.csv", .actors = folder + "/actors.csv"});
    auto const all = make_position_matrix(g);

    // The items with five answers. Means lie between the answers, so that here the scale is an interval.
    std::vector<std::size_t> items;
    std::vector<issue_column> columns;
    for (std::size_t i = 0; i < all.issues(); ++i)
        if (all.issue(i).categories.size() == 5) {
            items.push_back(i);
            columns.push_back(all.issue(i));
            columns.back().measurement = level::interval;
            columns.back().categories.clear();
        }
    auto const answers = select_issues(all, items);

    std::vector<party> parties;
    std::vector<std::pair<std::size_t, std::size_t>> candidates;  // actor, party
    for (auto const p : g.ids<actor>()) {
        auto const members = g.in<member_of>(p);
        if (members.size() < min_members) continue;
        party sums{g[p].name, members.size(), std::vector<double>(items.size()), std::vector<double>(items.size())};
        for (auto const& m : members) {
            candidates.emplace_back(m.source.value, parties.size());
            for (auto const& c : answers.row(m.source.value))
                if (c.known) sums.sum[c.issue] += c.position, sums.count[c.issue] += 1;
        }
        parties.push_back(std::move(sums));
    }

    std::vector<std::array<std::size_t, measure_count>> own(parties.size());
    std::array<std::array<std::size_t, measure_count>, measure_count> differ{};
    for (auto const& [actor, home] : candidates) {
        std::vector<std::string> names{g[id<entente::actor>{static_cast<std::uint32_t>(actor)}].name};
        auto const row = answers.row(actor);
        std::vector<cell> cells(row.begin(), row.end());
        std::vector<std::size_t> offsets{0, cells.size()};
        for (std::size_t p = 0; p < parties.size(); ++p) {
            auto const mean = parties[p].mean(p == home ? row : std::span<cell const>());
            cells.insert(cells.end(), mean.begin(), mean.end());
            offsets.push_back(cells.size());
            names.push_back(parties[p].name);
        }
        position_matrix const matrix(std::move(names), columns, std::move(offsets), std::move(cells));
        auto const found = std::apply([&](auto const&... m) { return std::array{nearest_to_first(matrix, m)...}; }, measures);
        for (std::size_t m = 0; m < measure_count; ++m) {
            own[home][m] += found[m] == home + 1;
            for (std::size_t n = 0; n < measure_count; ++n) differ[m][n] += found[m] != found[n];
        }
    }

    auto const names = std::apply([](auto const&... m) { return std::array{m.description.name...}; }, measures);
    auto const heading = [&](char const* left) {
        std::printf("%-12s", left);
        for (auto const name : names) std::printf("  %11s", std::string(name).c_str());
        std::printf("\n");
    };
    auto const percent = [](std::size_t part, std::size_t whole) {
        std::printf("  %9.1f %%", 100 * static_cast<double>(part) / static_cast<double>(whole));
    };
    std::printf("%zu candidates, %zu parties, %zu items: how often a candidate's own party is the nearest\n\n", candidates.size(),
                parties.size(), items.size());
    heading("party");
    for (std::size_t p = 0; p < parties.size(); ++p) {
        std::printf("%-6s%6zu", parties[p].name.c_str(), parties[p].members);
        for (auto const n : own[p]) percent(n, parties[p].members);
        std::printf("\n");
    }
    std::printf("%-6s%6zu", "all", candidates.size());
    for (std::size_t m = 0; m < measure_count; ++m) {
        std::size_t sum = 0;
        for (auto const& of_party : own) sum += of_party[m];
        percent(sum, candidates.size());
    }
    std::printf("\n\nHow often two measures name a different party\n\n");
    heading("");
    for (std::size_t m = 0; m < measure_count; ++m) {
        std::printf("%-12s", std::string(names[m]).c_str());
        for (std::size_t n = 0; n < measure_count; ++n) percent(differ[m][n], candidates.size());
        std::printf("\n");
    }
    return 0;
} catch (entente::error const& e) {
    std::cerr << e.what() << '\n';
    return 2;
}
