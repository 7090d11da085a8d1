// SPDX-License-Identifier: BSL-1.0
//
// Which measure finds a candidate's own party? Each candidate of the Finnish election of 2015 is compared with
// the mean positions of the parties, the own one without the candidate, under six measures. Data: Yle,
// Vaalikone 2015.

#include <entente/entente.hpp>
#include <entente/io/csv_writer.hpp>
#include <entente/io/read_stances.hpp>

#include <CLI/CLI.hpp>

#include <array>
#include <cstdio>
#include <iostream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace entente;
using namespace entente::measures;
using graph = stance_graph<scale>;

namespace {

/// On how many issues do two actors stand on the same side? Formula: sum w s(a) s(b) / sum w, s the sign. A
/// measure of one's own, over a statistic of the library: what it takes is the formula and what it says of
/// itself.
struct same_side {
    using statistic = statistics::valence;
    static constexpr measure_description description{
        .name = "same_side",
        .form = measure_form::mean,
        .argument = {},
        .formula = "sum w sign(a) sign(b) / sum w",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = true,
        .undefined = {},
        .source = "voting-advice applications",
    };
    boost::optional<double> operator()(statistic const& s) const { return (s.same_side - s.opposite_side) / s.weight; }
};

constexpr std::tuple<euclidean, city_block, hybrid, directional, cosine, same_side> compared{};
constexpr std::size_t measure_count = std::tuple_size_v<decltype(compared)>;

/// What one wants to know of a group of candidates: how often each measure finds their party.
struct tally {
    std::size_t candidates = 0;
    std::array<std::size_t, measure_count> found{};

    double percent(std::size_t part) const { return 100 * static_cast<double>(part) / static_cast<double>(candidates); }
};

struct party {
    std::string name;
    std::vector<std::size_t> members;  // rows of the answers
    std::vector<double> sum, count;    // of the members' positions, by issue
    tally own{};

    /// The mean positions, without those of one member where they are given.
    std::vector<cell> mean(std::span<cell const> without = {}) const {
        auto s = sum, n = count;
        for (auto const& c : without)
            if (c.known) s[c.issue] -= c.position, n[c.issue] -= 1;
        std::vector<cell> row;
        for (std::uint32_t i = 0; i < s.size(); ++i)
            if (n[i] > 0) row.push_back({i, true, s[i] / n[i], 1, 1});
        return row;
    }
};

std::size_t answered(std::span<cell const> row) {
    return static_cast<std::size_t>(std::ranges::count_if(row, [](cell const& c) { return c.known; }));
}

/// The party nearest to the actor of row 0 among the rows after it, from 0. Ties go to the first.
template <class Measure>
std::size_t nearest_party(position_matrix const& matrix, Measure const& m) {
    constexpr double sign = Measure::description.direction == orientation::distance ? 1 : -1;
    std::size_t best = 0;
    boost::optional<double> least;
    for (std::size_t p = 1; p < matrix.actors(); ++p) {
        auto const c = compare(matrix, 0, p, m);
        if (c.value && (!least || sign * *c.value < *least)) best = p - 1, least = sign * *c.value;
    }
    return best;
}

}  // namespace

int main(int argc, char** argv) try {
    std::string folder = std::string(ENTENTE_EXAMPLES_DATA_DIR) + "/yle_2015", format = "table";
    std::size_t min_answers = 20, min_members = 40;
    CLI::App app("Which measure finds a candidate's own party?", "nearest_party");
    app.add_option("folder", folder, "folder with stances.csv, issues.csv and actors.csv");
    auto const count = CLI::Range(0, 1'000'000'000);  // a number below 0 would be read as a very large one
    app.add_option("--min-answers", min_answers, "leave out candidates with fewer answers")
        ->check(count)
        ->capture_default_str();
    app.add_option("--min-members", min_members, "leave out parties with fewer candidates")
        ->check(count)
        ->capture_default_str();
    app.add_option("--format", format, "table, or csv of what each measure says of each candidate")
        ->check(CLI::IsMember({"table", "csv"}))
        ->capture_default_str();
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }
    auto const g = io::read_stances(
        {.stances = folder + "/stances.csv", .issues = folder + "/issues.csv", .actors = folder + "/actors.csv"});
    auto const all = make_position_matrix(g);

    // The items with five answers. Means lie between the answers, where an ordinal scale has no positions: here
    // it is an interval.
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
    for (auto const p : g.ids<actor>()) {
        party found{g[p].name, {}, std::vector<double>(items.size()), std::vector<double>(items.size())};
        for (auto const& m : g.in<member_of>(p))
            if (answered(answers.row(m.source.value)) >= min_answers) found.members.push_back(m.source.value);
        if (found.members.empty() || found.members.size() < min_members) continue;
        for (auto const member : found.members)
            for (auto const& c : answers.row(member))
                if (c.known) found.sum[c.issue] += c.position, found.count[c.issue] += 1;
        parties.push_back(std::move(found));
    }

    auto const names = std::apply([](auto const&... m) { return std::array{m.description.name...}; }, compared);
    io::csv_writer csv(std::cout);
    if (format == "csv") {
        csv.field("candidate");
        csv.field("party");
        for (auto const name : names) csv.field(name);
        csv.end_record();
    }
    tally everyone;
    std::array<std::array<std::size_t, measure_count>, measure_count> differ{};
    for (std::size_t home = 0; home < parties.size(); ++home)
        for (auto const member : parties[home].members) {
            auto const row = answers.row(member);
            std::vector<std::string> actors{answers.actor_name(member)};
            std::vector<cell> cells(row.begin(), row.end());
            std::vector<std::size_t> offsets{0, cells.size()};
            for (std::size_t p = 0; p < parties.size(); ++p) {
                auto const mean = parties[p].mean(p == home ? row : std::span<cell const>());
                cells.insert(cells.end(), mean.begin(), mean.end());
                offsets.push_back(cells.size());
                actors.push_back(parties[p].name);
            }
            position_matrix const matrix(std::move(actors), columns, std::move(offsets), std::move(cells));
            auto const nearest =
                std::apply([&](auto const&... m) { return std::array{nearest_party(matrix, m)...}; }, compared);
            for (auto* group : {&everyone, &parties[home].own}) {
                ++group->candidates;
                for (std::size_t m = 0; m < measure_count; ++m) group->found[m] += nearest[m] == home;
            }
            for (std::size_t m = 0; m < measure_count; ++m)
                for (std::size_t n = 0; n < measure_count; ++n) differ[m][n] += nearest[m] != nearest[n];
            if (format == "csv") {
                csv.field(answers.actor_name(member));
                csv.field(parties[home].name);
                for (auto const p : nearest) csv.field(parties[p].name);
                csv.end_record();
            }
        }
    if (format == "csv") return 0;

    auto const heading = [&](char const* left) {
        std::printf("%-12s", left);
        for (auto const name : names) std::printf("  %11s", std::string(name).c_str());
        std::printf("\n");
    };
    std::printf(
        "%zu candidates of %zu parties, %zu items. How often is a candidate's own party the nearest, in percent?\n\n",
        everyone.candidates, parties.size(), items.size());
    if (everyone.candidates == 0) return 0;
    heading("party");
    auto const line = [](char const* name, tally const& t) {
        std::printf("%-6s%6zu", name, t.candidates);
        for (auto const n : t.found) std::printf("  %11.1f", t.percent(n));
        std::printf("\n");
    };
    for (auto const& p : parties) line(p.name.c_str(), p.own);
    line("all", everyone);
    std::printf("\nHow often do two measures name a different party, in percent?\n\n");
    heading("");
    for (std::size_t m = 0; m < measure_count; ++m) {
        std::printf("%-12s", std::string(names[m]).c_str());
        for (std::size_t n = 0; n < measure_count; ++n) std::printf("  %11.1f", everyone.percent(differ[m][n]));
        std::printf("\n");
    }
    return 0;
} catch (entente::error const& e) {
    std::cerr << "nearest_party: " << e.what() << '\n';
    return 2;
}
