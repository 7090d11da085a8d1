// SPDX-License-Identifier: BSL-1.0
// Every allocation fails in its turn: what comes out is std::bad_alloc or the right answer, nothing leaks, and what was
// there before is as it was.
#include <boost/optional.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <random>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "entente/base/parallel.hpp"
#include "entente/io/read_stances.hpp"
#include "entente/io/rows.hpp"
#include "entente/io/write_stances.hpp"
#include "entente/measures/city_block.hpp"
#include "entente/measures/cohen_kappa.hpp"
#include "entente/measures/spearman.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/positions/row_names.hpp"
#include "failures/injection.hpp"

namespace {

using namespace entente;
using namespace entente_test;
using graph = stance_graph<scale>;

std::string const stances =
    "actor,issue,position,salience,accept_from,condition,fallback,from,to,source\n"
    "Russia the great and long of name,enlargement of the alliance,2,3,1,\"arms control in all forms in [1,2] & \"\"a, "
    "b\"\" in [,3]\",1,2020,2021,\"x \"\"y\"\" z\"\n"
    "NATO,enlargement of the alliance,5,1,,,,,,\nNATO,arms control in all forms,,1,,,,,,\n"
    "Russia the great and long of name,\"a, b\",2,,,,,,,\nNATO,\"a, b\",4,,,,,,,\nZeta,\"a, b\",1,,,,,,,\n"
    "Alpha,enlargement of the alliance,1,,,,,,,\n"
    "Russia the great and long of name,enlargement of the alliance,3,,,,,2021,2022,\n";
std::string const actors =
    "actor,capability,member_of\nRussia the great and long of name,2,\nNATO,3,\nZeta,1,NATO|Alpha\nAlpha,1,\n";
std::string const relations =
    "from,relation,to,strength\nZeta,influences,NATO,0.5\nAlpha,speaks_for,NATO,\n\"a, b\",part_of,enlargement of the "
    "alliance,\n";

graph parsed() {
    io::stance_texts t{io::source_text(stances)};
    t.actors = io::source_text(actors);
    t.relations = io::source_text(relations);
    return io::parse_stances(t, {.default_scale = scale::ordinal(1, 5)});
}

/// All that a graph holds. A stream that lacks memory says so.
std::string written(graph const& g) {
    std::ostringstream out;
    out.exceptions(std::ios::badbit);
    io::write_stance_table(out, g);
    io::write_issue_table(out, g);
    io::write_actor_table(out, g);
    io::write_relation_table(out, g);
    return out.str();
}

std::string text_of(std::string const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class scratch_folder {
public:
    scratch_folder() : path_(std::filesystem::temp_directory_path() / ("entente_failures_" + std::to_string(tag()))) {
        std::filesystem::create_directory(path_);
    }
    ~scratch_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;
    std::string operator/(char const* name) const { return (path_ / name).string(); }
    std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator()));
    }

private:
    static std::size_t tag() {
        static int const somewhere = 0;
        return reinterpret_cast<std::size_t>(&somewhere) ^ static_cast<std::size_t>(std::random_device{}());
    }
    std::filesystem::path path_;
};

/// Enough actors for a kernel and its tail, on whole numbers, with gaps.
position_matrix many_positions() {
    std::vector<std::string> names;
    std::vector<issue_column> columns(12);
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        columns[i].name = "an issue of a long name " + std::to_string(i);
        columns[i].measurement = level::ordinal;
        columns[i].lower = 1, columns[i].upper = 3, columns[i].categories = {1, 2, 3};
    }
    unsigned random = 1;
    for (int a = 0; a < 40; ++a) {
        names.push_back("an actor of a long name " + std::to_string(a));
        for (std::uint32_t i = 0; i < columns.size(); ++i) {
            random = random * 1664525u + 1013904223u;
            if (random >> 30) cells.push_back({i, true, 1.0 + (random >> 16) % 3, 1.0 + (random >> 12) % 4, 1});
        }
        offsets.push_back(cells.size());
    }
    return {std::move(names), std::move(columns), std::move(offsets), std::move(cells)};
}

std::vector<boost::optional<double>> values_of(dyad_matrix const& all) {
    std::vector<boost::optional<double>> values;
    all.for_each([&](std::size_t, std::size_t, comparison const& c) { values.push_back(c.value); });
    return values;
}

}  // namespace

TEST_CASE("reading: stances, wide stances, files, and what is refused") {
    fail_each("parse_stances", [] { return written(parsed()); });
    fail_each("wide", [] {
        return written(io::parse_stances(
            {.stances = io::source_text("actor,the first question asked of all,the second question asked of all\n"
                                        "An actor with a long name,1,2\nB,NA,3\n")},
            {.wide = true, .default_scale = scale::ordinal(1, 5)}));
    });
    auto const refused = [](std::string const& text) {
        try {
            (void)io::parse_stances({.stances = io::source_text(text)}, {.default_scale = scale::ordinal(1, 5)});
        } catch (error const& e) {
            return std::string(e.what());
        }
        return std::string();
    };
    std::string const row = "An actor with a long name,an issue with a long name,";
    fail_each("refused by the scale", [&] { return refused("actor,issue,position\n" + row + "9\n"); });
    fail_each("refused by freeze", [&] { return refused("actor,issue,position\n" + row + "2\n" + row + "3\n"); });
    scratch_folder const folder;
    auto const file = folder / "stances.csv";
    std::ofstream(file) << "actor,issue,position\n" + row + "2\n";
    fail_each("read_stances",
              [&] { return written(io::read_stances({.stances = file}, {.default_scale = scale::ordinal(1, 5)})); });
}

TEST_CASE("freeze: a builder whose freezing failed is as it was") {
    graph::builder builder;
    for (unsigned i = 0; i < 9; ++i) builder.add(actor{"an actor with a long name " + std::to_string(i)});
    for (unsigned i = 0; i < 7; ++i)
        builder.add(basic_issue<scale>{"an issue with a long name " + std::to_string(i), scale::ordinal(1, 5)});
    unsigned random = 5;
    for (int k = 0; k < 40; ++k) {
        random = random * 1664525u + 1013904223u;
        stance_on<scale> s{.position = 1.0 + (random >> 16) % 5};
        s.valid = {day(2000 + k, 1, 1), day(2001 + k, 1, 1)};
        s.source = "some source that is long enough";
        builder.relate(id_of<actor>{(random >> 8) % 9}, id_of<basic_issue<scale>>{(random >> 4) % 7}, std::move(s));
    }
    for (unsigned k = 8; k > 0; --k) {
        builder.relate(id_of<actor>{k}, id_of<actor>{k - 1}, member_of{});
        builder.relate(id_of<actor>{k}, id_of<actor>{k / 2}, influences{static_cast<double>(k)});
    }
    auto const wanted = written(builder.freeze());
    fail_each(
        "freeze of a copy", [&] { return written(builder.freeze()); },
        [&] { return written(builder.freeze()) == wanted; });

    for (long n = 0;; ++n) {
        auto mine = builder;
        boost::optional<graph> got;
        auto const o = fail_nth(n, [&] { got = std::move(mine).freeze(); });
        if (!o.stranger.empty()) FAIL("allocation " << n << ": " << o.stranger);
        if (!o.failed) break;
        if (!o.threw) continue;  // the standard library did without
        if (written(std::move(mine).freeze()) != wanted) FAIL("the builder is not as it was: allocation " << n);
    }
}

TEST_CASE("a builder to which nothing could be added is as it was") {
    graph::builder builder;
    auto const who = builder.add(actor{"a"});
    auto const what = builder.add(basic_issue<scale>{"i", scale::ordinal(1, 5)});
    int thrown = 0;
    for (long n = 0; n < 60; ++n) {
        auto const before = builder.size<actor>() + builder.edge_count<stance_on<scale>>();
        auto const o = fail_nth(n % 6, [&] {
            if (n % 2) {
                builder.add(actor{"a name that is long enough to be allocated " + std::to_string(n)});
            } else {
                stance_on<scale> s{.position = 2.0};
                s.valid = {day(2000 + static_cast<int>(n), 1, 1), day(2001 + static_cast<int>(n), 1, 1)};
                s.source = "a source that is long enough to be allocated";
                builder.relate(who, what, std::move(s));
            }
        });
        CHECK(o.stranger.empty());
        CHECK(builder.size<actor>() + builder.edge_count<stance_on<scale>>() == before + !o.threw);
        thrown += o.threw;
    }
    CHECK(thrown > 10);
    auto const g = std::move(builder).freeze();
    CHECK(g.size<actor>() + g.edge_count<stance_on<scale>>() == static_cast<std::size_t>(1 + 60 - thrown));
}

TEST_CASE("position_matrix, and all pairs of one by kernels and without, on one thread and two") {
    auto const g = parsed();
    fail_each("make_position_matrix", [&] {
        auto const m = make_position_matrix(g);
        std::vector<double> numbers;
        for (auto const& c : m.cells()) numbers.push_back(c.position);
        return numbers;
    });
    auto const matrix = many_positions();
    auto const check = [&](char const* what, auto const& measure, compare_options const& options) {
        auto const wanted = values_of(all_pairs(matrix, measure, options));
        // Layouts that a failure left unfinished are made again.
        position_matrix mine;
        fail_each(
            what,
            [&] {
                mine = many_positions();
                return values_of(all_pairs(mine, measure, options));
            },
            [&] { return mine.actors() == 0 || values_of(all_pairs(mine, measure, options)) == wanted; },
            [&] { mine = position_matrix(); });
    };
    check("all_pairs city_block", measures::city_block{}, {});
    check("all_pairs city_block by salience", measures::city_block{}, {.weights = weighting::mean});
    check("all_pairs spearman", measures::spearman{}, {});
    check("all_pairs cohen_kappa", measures::cohen_kappa{}, {});
    thread_pool const two(2);
    fail_each("all_pairs on two threads",
              [&] { return values_of(all_pairs(matrix, measures::city_block{}, {}, two)); });
}

TEST_CASE("writing: tables, files and rows in every format") {
    auto const g = parsed();
    fail_each("write tables", [&] { return written(g); });
    scratch_folder const folder;
    io::stance_files const files{.stances = folder / "stances.csv",
                                 .issues = folder / "issues.csv",
                                 .actors = folder / "actors.csv",
                                 .relations = folder / "relations.csv"};
    io::write_stances(files, g);
    auto const wanted = text_of(files.stances) + text_of(files.relations);
    fail_each(
        "write_stances",
        [&] {
            io::write_stances(files, g);
            return true;
        },
        [&] { return folder.files() == 4 && text_of(files.stances) + text_of(files.relations) == wanted; });
    auto const matrix = many_positions();
    auto const all = all_pairs(matrix, measures::city_block{});
    for (auto const format : {io::row_format::table, io::row_format::csv, io::row_format::json,
                              io::row_format::markdown, io::row_format::html})
        fail_each("write_rows", [&] {
            std::ostringstream out;
            out.exceptions(std::ios::badbit);
            io::row_writer<dyad_row, decltype(names_of(matrix))> writer(out, {.format = format}, names_of(matrix));
            std::size_t rows = 0;
            for (auto const& row : all.rows())
                if (++rows <= 3) writer.write(row);
            writer.finish();
            return out.str();
        });
}
