// SPDX-License-Identifier: BSL-1.0
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "io/stance_tables.hpp"

using namespace stance_tables;
using entente::condition_on;
using entente::day;
using entente::fault_code;
using entente::influences;
using entente::member_of;
using entente::part_of;
using entente::speaks_for;
using entente::stance_status;
namespace io = entente::io;

namespace {

// A table holds what the library's own types say, and nothing of one's own: each of the three must be the library's.
struct own_actor : actor {};
struct own_issue : issue {};
struct own_stance : stance {};
template <class Actor, class Stance, class Issue>
using graph_of = entente::typed_graph<entente::typed_relation<Actor, Stance, Issue>>;
static_assert(io::csv_writable<graph> && io::csv_writable<graph_of<actor, stance, issue>>);
static_assert(entente::stance_graph_like<graph_of<own_actor, own_stance, own_issue>>);
static_assert(!io::csv_writable<graph_of<own_actor, stance, issue>>);
static_assert(!io::csv_writable<graph_of<actor, own_stance, issue>>);
static_assert(!io::csv_writable<graph_of<actor, stance, own_issue>>);
static_assert(!io::csv_writable<entente::stance_graph<entente::likert<5>>>);
static_assert(!io::csv_writable<graph_of<actor, entente::member_of, actor>> && !io::csv_writable<int>);

template <class Edge>
bool same_edges(graph const& a, graph const& b) {
    if (a.edge_count<Edge>() != b.edge_count<Edge>()) return false;
    for (std::size_t i = 0; i != a.edge_count<Edge>(); ++i) {
        auto const x = a.edge<Edge>(i), y = b.edge<Edge>(i);
        if (x.source != y.source || x.target != y.target || !(x.edge == y.edge)) return false;
    }
    return true;
}

/// Equal in every vertex and edge, with the same ids.
bool equal(graph const& a, graph const& b) {
    return std::ranges::equal(a.vertices<actor>(), b.vertices<actor>()) &&
           std::ranges::equal(a.vertices<issue>(), b.vertices<issue>()) && same_edges<stance>(a, b) &&
           same_edges<member_of>(a, b) && same_edges<speaks_for>(a, b) && same_edges<influences>(a, b) &&
           same_edges<part_of>(a, b);
}

template <class Write>
std::string written(Write write, graph const& g) {
    std::ostringstream out;
    write(out, g);
    return out.str();
}

tables all_tables(graph const& g) {
    return {written(io::write_stance_table<graph>, g), written(io::write_issue_table<graph>, g),
            written(io::write_actor_table<graph>, g), written(io::write_relation_table<graph>, g)};
}

/// A graph that uses everything that a stance can hold, with names that need every kind of quoting.
class random_graph {
public:
    explicit random_graph(std::uint32_t seed) : random_(seed) {}

    graph make() {
        graph::builder b;
        auto const actors = 1 + below(6), issues = 1 + below(6);
        for (std::size_t i = 0; i != actors; ++i) b.add(actor{name(i), one_in(2) ? 1.0 : number()});
        for (std::size_t i = 0; i != issues; ++i) b.add(issue{name(i), some_scale(), one_in(2) ? 1.0 : number()});
        for (std::size_t a = 0; a != actors; ++a)
            for (std::size_t i = 0; i != issues; ++i)
                add_stances(b, {static_cast<std::uint32_t>(a)}, {static_cast<std::uint32_t>(i)});
        for (std::size_t x = 0; x != actors; ++x)
            for (std::size_t y = x + 1; y != actors; ++y) {
                entente::id_of<actor> const low{static_cast<std::uint32_t>(x)}, high{static_cast<std::uint32_t>(y)};
                if (one_in(3)) {
                    b.relate(high, low, member_of{});
                } else if (one_in(3)) {  // in two periods
                    b.relate(high, low, member_of{{.to = day(1999, 3, 1)}});
                    b.relate(high, low, member_of{{.from = day(2004, 3, 29)}});
                }
                if (one_in(3))
                    b.relate(low, high, speaks_for{});
                else if (one_in(3))
                    b.relate(low, high, speaks_for{{day(2004, 3, 9), day(2004, 3, 9) + std::chrono::seconds(1)}});
                if (one_in(3)) b.relate(low, high, influences{number()});
                if (one_in(3)) b.relate(high, low, influences{});
            }
        for (std::size_t x = 0; x != issues; ++x)
            for (std::size_t y = x + 1; y != issues; ++y)
                if (one_in(3))
                    b.relate(entente::id_of<issue>{static_cast<std::uint32_t>(x)},
                             entente::id_of<issue>{static_cast<std::uint32_t>(y)}, part_of{});
        return std::move(b).freeze();
    }

private:
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_() % n); }
    bool one_in(std::size_t n) { return below(n) == 0; }
    double number() { return static_cast<double>(random_()) / 1e6; }

    std::string name(std::size_t i) {
        static std::vector<std::string> const pieces{"a",    " ",     ",", "\"", "|",        "\\", "\n",
                                                     "\r\n", " in [", "]", "&",  "\xC3\xA9", "=",  "1"};
        std::string text;
        for (std::size_t n = below(5); n-- != 0;) text += pieces[below(pieces.size())];
        return (one_in(2) ? text + std::to_string(i) : std::to_string(i) + text);
    }

    scale some_scale() {
        switch (below(6)) {
        case 0:
            return scale::ordinal(-2, 2);
        case 1:
            return scale::ordinal(std::vector<std::string>{"against", "x|y=\\z", "for"});
        case 2:
            return scale::ordinal({{"low, \"very\"", -0.1}, {"]", 1.0 / 3}, {"high", 7}});
        case 3:
            return scale::nominal({"yes", "no", "2 or 3", "nan"});
        case 4:
            return scale::interval(-1.5, number() + 1);
        default:
            return scale::ratio(0, number() + 1);
        }
    }

    double point(scale const& s) {
        if (s.categories() != 0) return s.value(below(s.categories()));
        return s.lower() + (s.upper() - s.lower()) * static_cast<double>(below(1000)) / 1000;
    }

    void add_stances(graph::builder& b, entente::id_of<actor> who, entente::id_of<issue> on) {
        auto const& s = b[on].scale;
        auto from = day(1990, 1, 1);
        for (std::size_t n = below(3); n-- != 0;) {
            stance held{};
            if (!one_in(4)) held.position = point(s);
            held.status = !held.position ? stance_status::withheld
                          : one_in(3)    ? stance_status::attributed
                                         : stance_status::stated;
            if (one_in(2)) held.salience = number();
            if (one_in(2)) held.confidence = static_cast<double>(below(1001)) / 1000;
            if (one_in(2)) held.capability = number();
            if (one_in(2)) held.acceptable.lower = held.position ? std::min(*held.position, point(s)) : point(s);
            if (one_in(2))
                held.acceptable.upper = std::max(held.position ? *held.position : held.acceptable.lower, point(s));
            if (std::isinf(held.acceptable.upper) || held.acceptable.upper < held.acceptable.lower)
                held.acceptable.upper = entente::interval{}.upper;
            held.valid.from = from;
            from += std::chrono::days(1 + below(1000)) + std::chrono::seconds(one_in(2) ? below(86400) : 0);
            held.valid.to = from;
            if (one_in(2)) held.source = name(0);
            if (one_in(2) && b.size<issue>() > 1) held.depends_on = some_condition(b, on);
            b.relate(who, on, std::move(held));
        }
    }

    std::shared_ptr<condition_on<issue> const> some_condition(graph::builder const& b, entente::id_of<issue> on) {
        condition_on<issue> when;
        for (std::size_t n = 1 + below(2); n-- != 0;) {
            entente::id_of<issue> const other{
                static_cast<std::uint32_t>((on.value + 1 + below(b.size<issue>() - 1)) % b.size<issue>())};
            if (std::ranges::count(when.terms, other, &condition_on<issue>::term::issue) != 0) continue;
            auto const x = point(b[other].scale), y = point(b[other].scale);
            entente::interval outcome{std::min(x, y), std::max(x, y)};
            if (one_in(3)) outcome.lower = entente::interval{}.lower;
            if (one_in(3)) outcome.upper = entente::interval{}.upper;
            when.terms.push_back({other, outcome});
        }
        if (one_in(2)) when.fallback = point(b[on].scale);
        return std::make_shared<condition_on<issue> const>(std::move(when));
    }

    std::mt19937 random_;
};

}  // namespace

TEST_CASE("a stance table has the columns that some stance needs, and labels where there are some") {
    auto const g = read({"actor,issue,position,salience\nRussia,\"arms, control\",for,0.1\nNATO,\"arms, control\",,\n"},
                        on(scale::ordinal(std::vector<std::string>{"against", "for"})));
    CHECK(written(io::write_stance_table<graph>, g) ==
          "actor,issue,position,salience\nRussia,\"arms, control\",for,0.1\nNATO,\"arms, control\",,\n");
    CHECK(written(io::write_issue_table<graph>, g) ==
          "issue,level,lower,upper,labels,weight,part_of\n\"arms, control\",ordinal,,,against|for,1,\n");
    CHECK(written(io::write_actor_table<graph>, g) == "actor,capability,member_of\nRussia,1,\nNATO,1,\n");
    CHECK(written(io::write_relation_table<graph>, g) == "from,relation,to,strength\n");
}

TEST_CASE("a stance table of everything") {
    auto const g = read({"actor,issue,position,status,confidence,accept_from,accept_to,condition,fallback,from,to,"
                         "source,salience,capability\n"
                         "a,x,1,attributed,0.5,0,2,\"y in [1,]\",-1,2022-01-26T12:00:00Z,2023,s,2,3\n"
                         "a,y,,,,,,,,,,,,\n"},
                        on(scale::ordinal(-2, 2)));
    CHECK(written(io::write_stance_table<graph>, g) ==
          "actor,issue,position,salience,confidence,status,accept_from,accept_to,condition,fallback,from,to,source,"
          "capability\n"
          "a,x,1,2,0.5,attributed,0,2,\"y in [1,]\",-1,2022-01-26T12:00:00Z,2023-01-01,s,3\n"
          "a,y,,,1,withheld,,,,,,,,\n");
}

TEST_CASE("what is written reads back as an equal graph") {
    std::size_t stances = 0, conditions = 0, relations = 0;
    for (std::uint32_t seed = 1; seed != 301; ++seed) {
        auto const g = random_graph(seed).make();
        auto const text = all_tables(g);
        CAPTURE(seed);
        CAPTURE(text.stances);
        CAPTURE(text.issues);
        auto const again = read(text);
        REQUIRE(equal(g, again));
        auto const once_more = all_tables(again);
        REQUIRE(once_more.stances == text.stances);
        REQUIRE(once_more.issues == text.issues);
        REQUIRE(once_more.actors == text.actors);
        REQUIRE(once_more.relations == text.relations);
        stances += g.edge_count<stance>();
        g.for_each_edge<stance>([&](auto const& e) { conditions += e.edge.depends_on != nullptr; });
        relations += g.edge_count<member_of>() + g.edge_count<influences>() + g.edge_count<part_of>();
    }
    // The graphs were not empty.
    CHECK(stances > 3000);
    CHECK(conditions > 1000);
    CHECK(relations > 1000);
}

TEST_CASE("graphs are written to files and read from them") {
    io::stance_files const files{"entente_w_stances.csv", "entente_w_issues.csv", "entente_w_actors.csv",
                                 "entente_w_relations.csv"};
    auto const g = random_graph(17).make();
    io::write_stances(files, g);
    CHECK(equal(g, io::read_stances(files)));
    for (auto const& file : {files.stances, files.issues, files.actors, files.relations}) std::remove(file.c_str());
}

TEST_CASE("a file that is replaced keeps who may read it, and nothing is left beside it") {
    namespace fs = std::filesystem;
    auto const folder = fs::temp_directory_path() / ("entente_permissions_" + std::to_string(std::random_device{}()));
    fs::create_directory(folder);
    io::stance_files const files{(folder / "s.csv").string(), (folder / "i.csv").string(), (folder / "a.csv").string(),
                                 (folder / "r.csv").string()};
    auto const g = random_graph(17).make();
    io::write_stances(files, g);
    auto const own = fs::perms::owner_read | fs::perms::owner_write;
    fs::permissions(files.stances, own);
    io::write_stances(files, g);
    CHECK(fs::status(files.stances).permissions() == own);
    auto const count = [&] { return std::distance(fs::directory_iterator(folder), fs::directory_iterator()); };
    CHECK(count() == 4);
    // The last cannot be written: the others stay as they were.
    auto missing = files;
    missing.relations = (folder / "no such folder" / "r.csv").string();
    CHECK_THROWS_AS(io::write_stances(missing, random_graph(18).make()), entente::io_error);
    CHECK(count() == 4);
    CHECK(equal(g, io::read_stances(files)));
    fs::remove_all(folder);
}

TEST_CASE("a graph is not written in part") {
    auto const code = [](io::stance_files const& files, graph const& g) {
        try {
            io::write_stances(files, g);
        } catch (entente::io_error const& e) {
            return e.code();
        }
        FAIL("written");
        return fault_code::cycle;
    };
    auto const plain = read({"actor,issue,position\na,x,1\n"}, on(scale::ordinal(1, 2)));
    CHECK(code({"s.csv"}, plain) == fault_code::invalid_argument);
    CHECK(code({"no such folder/s.csv", "no such folder/i.csv", "no such folder/a.csv"}, plain) ==
          fault_code::file_access);
    auto const related = read({"actor,issue,position\n", "", "actor\na\nb\n", "from,relation,to\na,speaks_for,b\n"});
    CHECK(code({"s.csv", "i.csv", "a.csv"}, related) == fault_code::invalid_argument);
}

TEST_CASE("what the format cannot hold is refused") {
    auto const code = [](scale const& s, auto change) {
        graph::builder b;
        auto const a = b.add(actor{"a"});
        auto const x = b.add(issue{"x", s});
        stance held{};
        held.position = s.lower();
        held.status = stance_status::stated;
        change(held);
        b.relate(a, x, held);
        try {
            written(io::write_stance_table<graph>, std::move(b).freeze());
        } catch (entente::io_error const& e) {
            return e.code();
        }
        FAIL("written");
        return fault_code::cycle;
    };
    CHECK(code(scale::ordinal(1, 2), [](stance& held) { held.source = "\xFF"; }) == fault_code::syntax);
    CHECK(code(scale::ordinal(1, 2), [](stance& held) { held.valid.to = day(12000, 1, 1); }) ==
          fault_code::out_of_range);
    CHECK(code(scale::ordinal({{"7", 0}, {"b", 9}}), [](stance& held) { held.acceptable.upper = 7; }) ==
          fault_code::syntax);
}
