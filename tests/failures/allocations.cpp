// SPDX-License-Identifier: BSL-1.0
// Every allocation fails in its turn: what comes out is std::bad_alloc or the right answer, nothing leaks, and what was
// there before is as it was. This program has an operator new of its own.
#include <boost/optional.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <ostream>
#include <random>
#include <sstream>
#include <string>
#include <system_error>
#include <type_traits>
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
#include "support/rounds.hpp"

namespace {

std::atomic<long> live = 0, until_failure = -1;
std::atomic<bool> armed = false;

void* take(std::size_t bytes, std::size_t alignment) {
    if (armed && until_failure.fetch_sub(1) == 0) throw std::bad_alloc();
    void* const block = alignment ? std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment)
                                  : std::malloc(bytes ? bytes : 1);
    if (!block) throw std::bad_alloc();
    ++live;
    return block;
}
void* take_or_not(std::size_t bytes) noexcept {
    try {
        return take(bytes, 0);
    } catch (std::bad_alloc const&) {
        return nullptr;
    }
}
void give_back(void* block) noexcept {
    if (block) --live;
    std::free(block);
}

}  // namespace

void* operator new(std::size_t n) {
    return take(n, 0);
}
void* operator new[](std::size_t n) {
    return take(n, 0);
}
void* operator new(std::size_t n, std::align_val_t a) {
    return take(n, static_cast<std::size_t>(a));
}
void* operator new[](std::size_t n, std::align_val_t a) {
    return take(n, static_cast<std::size_t>(a));
}
void* operator new(std::size_t n, std::nothrow_t const&) noexcept {
    return take_or_not(n);
}
void* operator new[](std::size_t n, std::nothrow_t const&) noexcept {
    return take_or_not(n);
}
void operator delete(void* p) noexcept {
    give_back(p);
}
void operator delete[](void* p) noexcept {
    give_back(p);
}
void operator delete(void* p, std::size_t) noexcept {
    give_back(p);
}
void operator delete[](void* p, std::size_t) noexcept {
    give_back(p);
}
void operator delete(void* p, std::align_val_t) noexcept {
    give_back(p);
}
void operator delete[](void* p, std::align_val_t) noexcept {
    give_back(p);
}
void operator delete(void* p, std::size_t, std::align_val_t) noexcept {
    give_back(p);
}
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept {
    give_back(p);
}
void operator delete(void* p, std::nothrow_t const&) noexcept {
    give_back(p);
}
void operator delete[](void* p, std::nothrow_t const&) noexcept {
    give_back(p);
}

namespace {

using namespace entente;
using graph = stance_graph<scale>;

/// What became of a call whose n-th allocation failed.
struct outcome {
    bool failed = false;  ///< it had so many allocations
    bool threw = false;
    std::string stranger{};  ///< what was thrown that is not std::bad_alloc
};
template <class Call>
outcome fail_nth(long n, Call&& call) {
    outcome o;
    until_failure = n;
    armed = true;
    try {
        call();
    } catch (std::bad_alloc const&) {
        o.threw = true;
    } catch (std::exception const& e) {
        armed = false;
        o.threw = true;
        o.stranger = e.what();
    }
    armed = false;
    o.failed = until_failure < 0;
    return o;
}

/// Fails each allocation of `make()` in turn; `unharmed()` is asked after each failure, and `forget()` puts away what it was
/// asked of, before blocks are counted. Where rounds are few, every seventh.
template <class Make, class Unharmed, class Forget>
void fail_each(char const* what, Make const& make, Unharmed const& unharmed, Forget const& forget) {
    CAPTURE(what);
    auto const wanted = make();  // and what is made once is there now
    forget();
    long n = 0, thrown = 0;
    constexpr long stride = rounds::quick ? 7 : 1;
    for (; n < 20000; n += stride) {
        auto const before = live.load();
        {
            boost::optional<std::decay_t<decltype(wanted)>> got;
            auto const o = fail_nth(n, [&] { got = make(); });
            if (o.threw != !got || !o.stranger.empty()) FAIL("allocation " << n << ": " << o.stranger);
            if (got && !(*got == wanted)) FAIL("allocation " << n << " failed, and the answer is another one");
            if (!o.failed) break;
            thrown += o.threw;
        }
        bool const fine = unharmed();
        forget();
        if (live != before) FAIL("allocation " << n << ": " << live - before << " blocks leak");
        if (!fine) FAIL("allocation " << n << ": something is not as it was");
    }
    CHECK(thrown > 0);
    CHECK(n < 20000);
    MESSAGE(what << ": " << n / stride << " allocations failed, " << thrown << " came out as std::bad_alloc");
}
template <class Make, class Unharmed>
void fail_each(char const* what, Make const& make, Unharmed const& unharmed) {
    fail_each(what, make, unharmed, [] {});
}
template <class Make>
void fail_each(char const* what, Make const& make) {
    fail_each(what, make, [] { return true; });
}

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
