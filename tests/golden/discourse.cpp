// SPDX-License-Identifier: BSL-1.0
// Answers of Discourse Network Analyzer 3.1.2 (leifeld-lab/dna 175985b) on a sample of 40 statements on US climate
// policy.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/discourse/change.hpp"
#include "entente/discourse/corpus_builder.hpp"
#include "entente/discourse/issue_backbone.hpp"
#include "entente/discourse/polarization.hpp"
#include "entente/discourse/projection.hpp"
#include "entente/discourse/series.hpp"
#include "entente/discourse/two_mode.hpp"
#include "entente/discourse/window.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/date.hpp"
#include "entente/io/source_text.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;

namespace {

using records = std::vector<std::vector<std::string>>;

/// All records of a file of the reference, the names of columns first; none where it is not there.
records read(std::string const& path) {
    auto const file = entente_test::reference_file(path);
    records all;
    if (!file) return all;
    io::csv_dialect as_it_is;  // a column of theirs has no name
    as_it_is.header_rows = 0;
    io::csv_reader reader(io::source_text::read(*file), as_it_is);
    while (auto const record = reader.next()) {
        all.emplace_back();
        for (std::size_t i = 0; i < record->size(); ++i) all.back().emplace_back((*record)[i]);
    }
    return all;
}

corpus sample(records const& table) {
    corpus::builder build(scale::ordinal(0, 1));
    for (std::size_t i = 1; i < table.size(); ++i) {
        auto const& row = table[i];
        build.add({.date = {*io::parse_date(row[2]), date_precision::time},
                   .document = row[1],
                   .speaker = row[3],
                   .on_behalf_of = row[4],
                   .issue = row[5],
                   .position = row[6],
                   .line = i + 1});
    }
    return std::move(build).freeze();
}

records sample_table() {
    return read("data/discourse/sample_statements.csv");
}

tie_aggregation aggregation_of(std::string const& text) {
    using enum tie_aggregation;
    for (auto const a : {ignore, congruence, conflict, subtract})
        if (text == to_string(a)) return a;
    FAIL("no such aggregation: " << text);
    return ignore;
}

tie_normalization normalization_of(std::string const& text) {
    using enum tie_normalization;
    for (auto const n : {average, jaccard, cosine})
        if (text == to_string(n)) return n;
    CHECK(text == "no");
    return none;
}

duplicate_statements duplicates_of(std::string const& text) {
    using enum duplicate_statements;
    for (auto const d : {include, document, week, month, year})
        if (text == to_string(d)) return d;
    CHECK(text == "acrossrange");
    return all;
}

std::string name_of(corpus const& c, pair_network const& n, std::size_t node) {
    return corpus_names{c}(n.id_of_node(node));
}

double number(std::string const& text) {
    return std::stod(text);
}

/// Values of pairs by time and names.
using sparse_series = std::map<std::tuple<std::size_t, std::string, std::string>, double>;

sparse_series series_of(std::string const& path) {
    sparse_series values;
    auto const table = read(path);
    for (std::size_t i = 1; i < table.size(); ++i)
        values[{static_cast<std::size_t>(std::stoul(table[i][0])), table[i][5], table[i][6]}] = number(table[i][7]);
    return values;
}

/// The greatest difference of all pairs of all times; `factor` is what ours are multiplied by. Every value of theirs is
/// compared, but for the diagonal.
template <class Factor>
double worst_difference(corpus const& c, std::vector<timed_network> const& ours, sparse_series theirs, Factor factor) {
    std::erase_if(theirs, [](auto const& entry) { return std::get<1>(entry.first) == std::get<2>(entry.first); });
    double worst = 0;
    for (std::size_t t = 0; t < ours.size(); ++t) {
        auto const& n = ours[t].network;
        for (std::size_t a = 0; a < n.size(); ++a)
            for (std::size_t b = 0; b < n.size(); ++b) {
                if (a == b) continue;
                auto const name_a = name_of(c, n, a), name_b = name_of(c, n, b);
                auto const at = theirs.find({t + 1, name_a, name_b});
                double const expected = at == theirs.end() ? 0 : at->second;
                if (at != theirs.end()) theirs.erase(at);
                worst = std::max(worst, std::abs(*n(a, b) * factor(name_a, name_b) - expected));
            }
    }
    CHECK(theirs.empty());
    return worst;
}

double one(std::string const&, std::string const&) {
    return 1;
}

/// Points in time a day apart, from the first statement to the last, or from half a width after to half a width before.
std::vector<time_point> daily(corpus const& c, int indent) {
    std::vector<time_point> points;
    auto const from = c.times().front() + std::chrono::days(indent), to = c.times().back() - std::chrono::days(indent);
    for (auto t = from; t <= to; t += std::chrono::days(1)) points.push_back(t);
    return points;
}

}  // namespace

TEST_CASE("every network of Discourse Network Analyzer, to 1e-9") {
    auto const table = sample_table();
    auto const index = read("golden/discourse/networks/index.csv");
    if (table.empty() || index.empty()) return;
    auto const c = sample(table);
    CHECK(c.size() == 40);
    std::size_t compared = 0;
    for (std::size_t i = 1; i < index.size(); ++i) {
        auto const& row = index[i];
        CAPTURE(row[0]);
        auto const golden = read("golden/discourse/networks/" + row[0]);
        auto const statements = static_cast<std::size_t>(std::stoul(row[12]));
        if (row[1] == "onemode") {
            projection_options options;
            options.nodes = row[2] == "concept"  ? discourse_nodes::issue
                            : row[2] == "person" ? discourse_nodes::speaker
                                                 : discourse_nodes::actor;
            options.aggregate = aggregation_of(row[5]);
            options.normalize = normalization_of(row[6]);
            options.duplicates = duplicates_of(row[8]);
            options.dna_compatible = true;
            auto const n = project(c, options);
            CHECK(n.statements == statements);
            REQUIRE(golden.size() == n.size() + 1);
            for (std::size_t a = 0; a < n.size(); ++a) {
                CHECK(golden[a + 1][0] == name_of(c, n, a));
                for (std::size_t b = 0; b < n.size(); ++b) {
                    double const value = a == b ? 0 : *n(a, b);
                    CHECK(std::abs(value - number(golden[a + 1][b + 1])) <= 1e-9);
                    ++compared;
                }
            }
        } else {
            two_mode_options options;
            options.aggregate = row[5] == "ignore"    ? two_mode_aggregation::ignore
                                : row[5] == "combine" ? two_mode_aggregation::combine
                                                      : two_mode_aggregation::subtract;
            options.normalize = row[6] == "activity"     ? two_mode_normalization::activity
                                : row[6] == "prominence" ? two_mode_normalization::prominence
                                                         : two_mode_normalization::none;
            options.duplicates = duplicates_of(row[8]);
            options.dna_compatible = true;
            auto const n = project_two_mode(c, options);
            CHECK(n.statements == statements);
            REQUIRE(golden.size() == n.actors.size() + 1);
            REQUIRE(golden[0].size() == n.issues.size() + 1);
            for (std::size_t a = 0; a < n.actors.size(); ++a)
                for (std::size_t k = 0; k < n.issues.size(); ++k) {
                    CHECK(golden[0][k + 1] == c.name(issue_id(n.issues[k])));
                    CHECK(std::abs(n(a, k) - number(golden[a + 1][k + 1])) <= 1e-9);
                    ++compared;
                }
        }
    }
    CHECK(compared > 5000);
}

TEST_CASE("windows of days, as Discourse Network Analyzer places them") {
    auto const table = sample_table();
    if (table.empty()) return;
    auto const c = sample(table);
    for (auto const days : {1, 3, 8, 9, 15}) {
        auto const windows = dna_compatible_windows(c.times().front(), c.times().back(), {days, calendar_unit::day});
        for (std::string const aggregate : {"congruence", "conflict", "subtract"})
            for (std::string const normalize : {"no", "average"}) {
                CAPTURE(days);
                CAPTURE(aggregate);
                CAPTURE(normalize);
                auto const ours = window_networks(c,
                                                  {.aggregate = aggregation_of(aggregate),
                                                   .normalize = normalization_of(normalize),
                                                   .dna_compatible = true},
                                                  windows);
                auto const theirs = series_of("golden/discourse/sample_time/tw_days" + std::to_string(days) +
                                              "_nokernel_onemode_" + aggregate + '_' + normalize + ".csv");
                CHECK(worst_difference(c, ours, theirs, one) <= 1e-12);
            }
        auto const of = read("golden/discourse/sample_time/tw_days" + std::to_string(days) +
                             "_nokernel_onemode_congruence_no_windows.csv");
        REQUIRE(of.size() == windows.size() + 1);
        for (std::size_t t = 0; t < windows.size(); ++t) CHECK(std::to_string(c.in(windows[t]).size()) == of[t + 1][4]);
    }
    // Theirs: an even length is silently the next odd one. Ours has the length that it says.
    CHECK(dna_compatible_windows(day(2005, 1, 26), day(2005, 2, 16), {8, calendar_unit::day}) ==
          dna_compatible_windows(day(2005, 1, 26), day(2005, 2, 16), {9, calendar_unit::day}));
    auto const eight = calendar_windows({day(2005, 1, 26), day(2005, 2, 17)}, {8, calendar_unit::day});
    CHECK(eight.front() == period{day(2005, 1, 26), day(2005, 2, 3)});
}

TEST_CASE("networks under kernels, where those of Discourse Network Analyzer are right") {
    auto const table = sample_table();
    if (table.empty()) return;
    auto const c = sample(table);
    // Its "average" under a kernel is not the one that it has elsewhere: a tie is multiplied by the sum, over positions
    // on issues that either takes, of 2 / how often both do, in the whole period.
    std::map<std::string, std::map<std::pair<std::uint32_t, double>, double>> counts;
    for (std::uint32_t s = 0; s < c.size(); ++s) {
        auto const said = c[statement_id(s)];
        ++counts[c.name(said.actor)][{said.issue.value, *said.position}];
    }
    auto const average = [&](std::string const& a, std::string const& b) {
        auto both = counts.at(a);
        for (auto const& [key, count] : counts.at(b)) both[key] += count;
        double sum = 0;
        for (auto const& [key, count] : both) sum += 2 / count;
        return sum;
    };
    for (auto const kernel : {time_kernel::uniform, time_kernel::epanechnikov, time_kernel::gaussian})
        for (bool const indent : {false, true})
            for (std::string const what : {"ignore_no", "congruence_no", "conflict_no", "subtract_no",
                                           "congruence_average", "subtract_average"}) {
                CAPTURE(std::string(to_string(kernel)));
                CAPTURE(indent);
                CAPTURE(what);
                auto const split = what.find('_');
                auto const ours =
                    kernel_networks(c, {.aggregate = aggregation_of(what.substr(0, split)), .isolates = true}, kernel,
                                    {8, calendar_unit::day}, daily(c, indent ? 4 : 0));
                auto const theirs =
                    series_of("golden/discourse/sample_time/ks_days8_" + std::string(to_string(kernel)) + "_indent" +
                              (indent ? "true" : "false") + "_onemode_" + what + ".csv");
                CHECK((indent ? 14 : 22) == ours.size());
                CHECK((what.ends_with("average") ? worst_difference(c, ours, theirs, average)
                                                 : worst_difference(c, ours, theirs, one)) <= 1e-12);
            }
}

TEST_CASE("a triangular kernel falls on both sides") {
    // Theirs is |1 - d|: what comes after the middle weighs up to twice as much as what is there.
    CHECK(kernel_weight(time_kernel::triangular, 0.5) == 0.5);
    CHECK(kernel_weight(time_kernel::triangular, -0.5) == 0.5);
    CHECK(kernel_weight(time_kernel::triangular, 1.5) == 0);
    auto const table = sample_table();
    if (table.empty()) return;
    auto const c = sample(table);
    auto const ours =
        kernel_networks(c, {.isolates = true}, time_kernel::triangular, {8, calendar_unit::day}, daily(c, 0));
    auto const theirs =
        series_of("golden/discourse/sample_time/ks_days8_triangular_indentfalse_onemode_congruence_no.csv");
    // On 4 February, two days after both spoke: d of the statements is -1/2 in ours, so that a pair counts 1/2.
    // Theirs takes it for 3/2, or 1/2, by the side that it is on.
    std::string const agency = "Environmental Protection Agency", senate = "Senate";
    auto const value = [&](std::size_t t) {
        auto const& n = ours[t - 1].network;
        for (std::size_t a = 0; a < n.size(); ++a)
            for (std::size_t b = a + 1; b < n.size(); ++b)
                if (name_of(c, n, a) == agency && name_of(c, n, b) == senate) return *n(a, b);
        return -1.0;
    };
    // The two spoke on one day, the eighth: 22 pairs of statements agree. Two days before and after are alike in ours.
    CHECK(value(8) == doctest::Approx(22));
    CHECK(value(6) == doctest::Approx(11));
    CHECK(value(10) == doctest::Approx(11));
    CHECK(theirs.at({8, agency, senate}) == doctest::Approx(22));
    CHECK(theirs.at({10, agency, senate}) + theirs.at({6, agency, senate}) == doctest::Approx(11 + 33));
}

TEST_CASE("how far networks of windows are apart") {
    auto const table = sample_table();
    auto const theirs = read("golden/discourse/sample_time/dist_absdiff_no_subtract.csv");
    if (table.empty() || theirs.empty()) return;
    auto const c = sample(table);
    std::vector<pair_network> states;
    for (auto& n :
         window_networks(c, {.aggregate = tie_aggregation::subtract},
                         dna_compatible_windows(c.times().front(), c.times().back(), {8, calendar_unit::day})))
        states.push_back(std::move(n.network));
    auto const d = state_distances(states);
    REQUIRE(theirs.size() == d.size() + 1);
    for (std::size_t s = 0; s < d.size(); ++s)
        for (std::size_t t = 0; t < d.size(); ++t)
            if (s != t) CHECK(std::abs(d(s, t) - number(theirs[s + 1][t + 1])) <= 1e-9);
}

TEST_CASE("a spectrum is that of the Laplacian") {
    auto const table = sample_table();
    auto const theirs = read("golden/discourse/sample_time/backbone_nested_subtract_average.csv");
    if (table.empty() || theirs.empty()) return;
    auto const c = sample(table);
    projection_options options{.aggregate = tie_aggregation::subtract, .normalize = tie_normalization::average};
    options.isolates = true;
    auto const all = project(c, options);
    options.statements.columns = {{"issue", {theirs[1][1]}}};
    // Theirs compares sorted shares of degrees: the Laplacian that it makes is thrown away. So it lets another
    // issue go first.
    CHECK(number(theirs[1][2]) == doctest::Approx(0.016639982708).epsilon(1e-9));
    CHECK(state_distances({all, project(c, options)}, network_change::spectral)(0, 1) ==
          doctest::Approx(0.015217187232).epsilon(1e-9));
    options.statements.columns.clear();
    auto const ours = nested_backbone(c, options);
    CHECK(c.name(ours.front().issue) == "Cap and trade is the solution.");
    CHECK(ours.front().backbone_loss == doctest::Approx(0.012806).epsilon(1e-4));
    CHECK(ours.size() == 6);
    CHECK(ours.back().backbone_loss == doctest::Approx(1));
}

TEST_CASE("polarization is the least deviation from two camps, not the greatest") {
    auto const table = sample_table();
    auto const theirs = read("golden/discourse/sample_time/polarization.csv");
    if (table.empty() || theirs.empty()) return;
    auto const c = sample(table);
    auto const congruence = project(c, {.normalize = tie_normalization::average});
    auto const conflict = project(c, {.aggregate = tie_aggregation::conflict, .normalize = tie_normalization::average});
    double sum = 0;
    for (std::size_t p = 0; p < congruence.values.size(); ++p) sum += congruence.values[p] + conflict.values[p];
    // The division that theirs found: the formula is the same.
    factions const found{0, 1, 1, 0, 0, 1, 0};
    auto const q = [&](factions const& of) {
        return block_deviation(congruence, conflict, of, block_ideal::dna_compatible);
    };
    CHECK(2 * sum * q(found) == doctest::Approx(24.715361677779974).epsilon(1e-12));
    CHECK(q(found) == doctest::Approx(0.53424927).epsilon(1e-7));
    // Of all divisions into three and four it has the greatest deviation: EEA, the refiners and the Senate, who agree,
    // have the least.
    factions const camp{0, 1, 0, 1, 1, 0, 0};
    factions of(7);
    double greatest = 0, least = 1;
    for (unsigned bits = 0; bits < 128; ++bits) {
        for (unsigned a = 0; a < 7; ++a) of[a] = (bits >> a) & 1u;
        if (std::count(of.begin(), of.end(), 1u) != 3) continue;
        greatest = std::max(greatest, q(of));
        least = std::min(least, q(of));
    }
    CHECK(q(found) == doctest::Approx(greatest));
    CHECK(q(camp) == doctest::Approx(least));
    auto const ours = polarization(congruence, conflict);
    CHECK(ours.proved);
    CHECK(ours.value < block_deviation(congruence, conflict, found));
    CHECK(ours.value <= block_deviation(congruence, conflict, camp));
}
