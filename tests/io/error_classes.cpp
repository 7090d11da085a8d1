// SPDX-License-Identifier: BSL-1.0
// One fault, one class of error, wherever it is found: while a file is read, a graph is built or a matrix is made. The
// class says what is at fault, the code what is wrong with it.
//
// Not here: `too_large`, which takes 2^32 vertices, and `communication`, which takes a second process (tests/mpi).
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <typeindex>
#include <typeinfo>
#include <utility>
#include <vector>

#include "entente/dyadic/compare.hpp"
#include "entente/io/csv_writer.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/io/score_table.hpp"
#include "entente/io/write_stances.hpp"
#include "entente/measures/cohen_kappa.hpp"
#include "entente/measures/euclidean.hpp"
#include "entente/measures/score_table.hpp"
#include "entente/positions/from_array.hpp"
#include "entente/positions/position_matrix.hpp"
#include "io/stance_tables.hpp"

using namespace stance_tables;
using entente::fault_code;
using entente::error;
using entente::graph_error;
using entente::id_of;
using entente::io_error;
using entente::scale_error;
using entente::stance_error;
namespace io = entente::io;

namespace {

constexpr double no_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

std::set<fault_code> provoked;

/// Each of these ways to the same fault throws an error of exactly this class and code.
template <class Error>
void same_fault(fault_code code, std::vector<std::function<void()>> const& ways) {
    provoked.insert(code);
    for (std::size_t i = 0; i != ways.size(); ++i) {
        CAPTURE(i);
        try {
            ways[i]();
            FAIL_CHECK("accepted");
        } catch (error const& e) {
            std::string const what = e.what();
            CAPTURE(what);
            CHECK(std::type_index(typeid(e)) == std::type_index(typeid(Error)));
            CHECK(e.code() == code);
            CHECK_FALSE(e.message().empty());
        }
    }
}

auto long_row(std::string const& columns, std::string const& row) {
    std::string const empty(static_cast<std::size_t>(std::ranges::count(columns, ',')), ',');
    return [=] {
        read({"actor,issue,position" + columns + "\nB,y,1" + empty + "\n" + row + "\n"}, on(scale::ordinal(-2, 2)));
    };
}
auto issue_row(std::string const& row) {
    return [=] {
        read({"actor,issue,position\n",
              "issue,level,lower,upper,labels,weight,part_of\nz,ordinal,1,5,,,\n" + row + "\n"});
    };
}
auto actor_row(std::string const& row) {
    return [=] { read({"actor,issue,position\n", "", "actor,capability,member_of\nZ,1,\n" + row + "\n"}); };
}
auto relation_row(std::string const& row) {
    return [=] {
        read({"actor,issue,position\n", "issue,level,lower,upper\nx,ordinal,1,5\ny,ordinal,1,5\n", "actor\nA\nB\n",
              "from,relation,to,strength\n" + row + "\n"});
    };
}
auto built(std::function<void(graph::builder&)> const& add) {
    return [=] {
        graph::builder b;
        b.add(actor{"A"}), b.add(actor{"B"});
        b.add(issue{"x", scale::ordinal(-2, 2)}), b.add(issue{"y", scale::interval(0, 1)});
        add(b);
        std::move(b).freeze();
    };
}
auto held_by_a(std::function<void(stance&)> const& change) {
    return built([=](graph::builder& b) {
        stance s{.position = 1};
        change(s);
        b.relate(id_of<actor>{0}, id_of<issue>{0}, std::move(s));
    });
}
auto matrix_of(double position, double weight = 1, double lower = 0) {
    return entente::make_position_matrix({"A", "B"}, {{.name = "x", .lower = lower, .upper = 10, .weight = weight}},
                                         std::array{position, 5.0});
}
auto in_matrix(double position, double weight = 1, double lower = 0) {
    return [=] { matrix_of(position, weight, lower); };
}
auto reweighted(double weight) {
    return [=] { matrix_of(1).reweighted(std::array{weight}); };
}
auto score_file(std::string const& text) {
    return [=] { io::read_score_table(io::source_text(text)); };
}
auto score_table_of(std::vector<double> const& scores) {
    return [=] { entente::score_table({.answers = 2, .scores = scores}); };
}

void scales() {
    same_fault<scale_error>(
        fault_code::invalid_scale,
        {[] { scale::ordinal(5, 1); }, [] { scale::interval(0, infinite); }, [] { scale::ratio(-1, 1); },
         [] {
             scale::nominal({"a", "a"});
         },
         [] { io::parse_scale("ordinal:5..1"); }, issue_row("x,ordinal,5,1,,,"), issue_row("x,ordinal,,,a|a,,"),
         issue_row("x,cardinal,1,5,,,"), in_matrix(1, 1, 20), in_matrix(1, 1, -infinite)});
    same_fault<scale_error>(
        fault_code::off_scale,
        {long_row("", "A,x,3"), long_row("", "A,x,for"), long_row(",condition,fallback", "A,x,1,\"y in [1,2]\",9"),
         held_by_a([](stance& s) { s.position = 1.5; }), in_matrix(11), [] {
             io::read_score_table(io::source_text("x,a,c\na,1,0\nc,0,1\n"), scale::nominal({"a", "b"}));
         }});
    same_fault<scale_error>(fault_code::not_a_number, {issue_row("x,ordinal,one,5,,,"), issue_row("x,interval,0,nan,,,")});
    auto const nominal = read({"actor,issue,position\nA,x,1\nB,x,2\n"}, on(scale::nominal({"a", "b", "c"})));
    same_fault<scale_error>(
        fault_code::level_too_low,
        {[&] { entente::compare(nominal, id_of<actor>{0}, id_of<actor>{1}, entente::measures::euclidean{}); }});
    auto const mixed = read({"actor,issue,position\nA,x,1\nB,x,2\nA,y,1\nB,y,2\n",
                             "issue,level,lower,upper\nx,ordinal,1,5\ny,ordinal,1,3\n"});
    same_fault<scale_error>(
        fault_code::incompatible_scales,
        {[&] { entente::compare(mixed, id_of<actor>{0}, id_of<actor>{1}, entente::measures::cohen_kappa{}); }});
}

void vertices_and_relations() {
    auto const edge = [](auto e, std::uint32_t from = 0, std::uint32_t to = 1) {
        return built([=](graph::builder& b) { b.relate(id_of<actor>{from}, id_of<actor>{to}, e); });
    };
    same_fault<graph_error>(fault_code::unknown_name,
                            {long_row("", ",x,1"), long_row("", "A,,1"), issue_row(",ordinal,1,5,,,"), actor_row(",1,"),
                             built([](graph::builder& b) { b.add(actor{""}); }), built([](graph::builder& b) {
                                 b.add(issue{"", scale::ordinal(1, 2)});
                             }),
                             issue_row("x,ordinal,1,5,,,nowhere"), actor_row("A,1,nobody"),
                             relation_row("A,speaks_for,nobody,"), edge(entente::speaks_for{}, 0, 7), [] {
                                 read({"actor,issue,position\nC,x,1\n", "", "actor\nA\n"}, on(scale::ordinal(1, 2)));
                             }});
    same_fault<graph_error>(fault_code::duplicate,
                            {issue_row("x,ordinal,1,5,,,\nx,ordinal,1,5,,,"), actor_row("Z,1,"),
                             long_row("", "A,x,1\nA,x,2"), relation_row("A,speaks_for,B,\nA,speaks_for,B,"),
                             built([](graph::builder& b) { b.add(actor{"A"}); }), built([](graph::builder& b) {
                                 for (double const p : {1.0, 2.0})
                                     b.relate(id_of<actor>{0}, id_of<issue>{0}, stance{.position = p});
                             }),
                             [] {
                                 auto options = on(scale::ordinal(1, 5));
                                 options.wide = true;
                                 read({"actor,q\nA,1\nA,2\n"}, options);
                             }});
    same_fault<graph_error>(fault_code::self_relation, {issue_row("x,ordinal,1,5,,,x"), actor_row("A,1,A"),
                                                  relation_row("A,influences,A,1"), edge(entente::influences{}, 1, 1)});
    same_fault<graph_error>(fault_code::cycle,
                            {issue_row("x,ordinal,1,5,,,y\ny,ordinal,1,5,,,x"), actor_row("A,1,B\nB,1,A"),
                             relation_row("A,speaks_for,B,\nB,speaks_for,A,"), built([](graph::builder& b) {
                                 b.relate(id_of<actor>{0}, id_of<actor>{1}, entente::member_of{});
                                 b.relate(id_of<actor>{1}, id_of<actor>{0}, entente::member_of{});
                             })});
    same_fault<graph_error>(fault_code::not_a_number,
                            {issue_row("x,ordinal,1,5,,inf,"), issue_row("x,ordinal,1,5,,much,"),
                             built([](graph::builder& b) {
                                 b.add(issue{"z", scale::ordinal(1, 2), no_number});
                             }),
                             in_matrix(1, no_number), in_matrix(1, infinite), reweighted(no_number),
                             actor_row("A,nan,"), built([](graph::builder& b) {
                                 b.add(actor{"C", infinite});
                             }),
                             relation_row("A,influences,B,inf"), edge(entente::influences{no_number})});
    same_fault<graph_error>(fault_code::negative_weight,
                            {issue_row("x,ordinal,1,5,,-1,"), built([](graph::builder& b) {
                                 b.add(issue{"z", scale::ordinal(1, 2), -1});
                             }),
                             in_matrix(1, -1), reweighted(-0.5), actor_row("A,-1,"), built([](graph::builder& b) {
                                 b.add(actor{"C", -1});
                             }),
                             relation_row("A,influences,B,-1"), edge(entente::influences{-1})});
}

void stances() {
    auto const condition = [](std::uint32_t issue_number, entente::interval const& outcome) {
        return held_by_a([=](stance& s) {
            entente::condition_on<issue> when;
            when.terms.push_back({{issue_number}, outcome});
            s.depends_on = std::make_shared<entente::condition_on<issue> const>(when);
        });
    };
    same_fault<stance_error>(
        fault_code::not_a_number,
        {long_row(",salience", "A,x,1,high"), held_by_a([](stance& s) { s.salience = infinite; }),
         long_row(",confidence", "A,x,1,nan"), held_by_a([](stance& s) { s.confidence = no_number; }),
         long_row(",capability", "A,x,1,inf"), held_by_a([](stance& s) { s.capability = no_number; }),
         held_by_a([](stance& s) { s.position = no_number; }), held_by_a([](stance& s) { s.position = infinite; }),
         in_matrix(infinite), in_matrix(-infinite),
         [] { read({"actor,issue,position\nA,x,inf\n"}, on(scale::interval(0, 1))); },
         long_row(",accept_to", "A,x,1,much")});
    same_fault<stance_error>(fault_code::negative_weight,
                             {long_row(",salience", "A,x,1,-1"), held_by_a([](stance& s) { s.salience = -1; }),
                              long_row(",capability", "A,x,1,-1"), held_by_a([](stance& s) { s.capability = -1; })});
    same_fault<stance_error>(fault_code::out_of_range,
                             {long_row(",confidence", "A,x,1,1.5"), long_row(",confidence", "A,x,1,-0.5"),
                              held_by_a([](stance& s) { s.confidence = 1.5; }),
                              held_by_a([](stance& s) { s.confidence = -0.5; }), long_row(",accept_to", "A,x,1,0"),
                              held_by_a([](stance& s) { s.acceptable.upper = 0; })});
    same_fault<stance_error>(fault_code::empty_range,
                             {long_row(",accept_from,accept_to", "A,x,1,2,1"), held_by_a([](stance& s) {
                                  s.acceptable = {2, 1};
                              }),
                              long_row(",from,to", "A,x,1,2022,2021"), held_by_a([](stance& s) {
                                  s.valid = {entente::day(2022, 1, 1), entente::day(2021, 1, 1)};
                              }),
                              long_row(",condition", "A,x,1,\"y in [2,1]\""), condition(1, {0.75, 0.5}),
                              condition(1, {2, 3})});
    same_fault<stance_error>(fault_code::inconsistent_status,
                             {long_row(",status", "A,x,1,withheld"), long_row(",status", "A,x,,stated"),
                              held_by_a([](stance& s) { s.status = entente::stance_status::withheld; })});
    same_fault<stance_error>(fault_code::unknown_name,
                             {long_row(",condition", "A,x,1,\"z in [1,2]\""), condition(7, {0, 1})});
    same_fault<stance_error>(fault_code::self_relation,
                             {long_row(",condition", "A,x,1,\"x in [1,2]\""), condition(0, {0, 1})});
}

void files() {
    auto const written = [](scale const& s, std::function<void(stance&)> const& change) {
        return [=] {
            graph::builder b;
            stance held{.position = s.lower()};
            change(held);
            b.relate(b.add(actor{"A"}), b.add(issue{"x", s}), std::move(held));
            std::ostringstream out;
            io::write_stance_table(out, std::move(b).freeze());
        };
    };
    same_fault<io_error>(fault_code::syntax,
                         {long_row("", "A,x"), long_row("", "A,x,\"1"), long_row(",from", "A,x,1,yesterday"),
                          long_row(",condition", "A,x,1,y = 1"), long_row(",fallback", "A,x,1,1"),
                          [] { io::source_text("\xFF"); }, [] { io::source_text(std::string(1, '\0')); },
                          [] {
                              std::ostringstream out;
                              io::csv_writer(out).field("\xFF");
                          },
                          written(scale::ordinal({{"7", 0}, {"b", 9}}), [](stance& s) { s.acceptable.upper = 7; }),
                          score_file("a,x,y\nx,1,0\n")});
    same_fault<io_error>(
        fault_code::unknown_name,
        {[] { read({"actor,issue\nA,x\n"}); }, long_row(",Salience", "A,x,1,1"), relation_row("A,likes,B,"),
         [] {
             io::parse_stances<graph>(texts({"actor,issue,position\nA,x,1\n"}), on(scale::ordinal(1, 2)),
                                      [](stance& s, io::extra_columns const& more) { s.source = more["page"]; });
         }});
    same_fault<io_error>(fault_code::duplicate, {[] { read({"actor,issue,position,issue\n"}); }});
    same_fault<io_error>(fault_code::not_a_number, {[] {
                             std::ostringstream out;
                             io::csv_writer(out).field(no_number);
                         }});
    same_fault<io_error>(fault_code::out_of_range,
                         {written(scale::ordinal(1, 2), [](stance& s) { s.valid.from = entente::day(12000, 1, 1); })});
    same_fault<io_error>(fault_code::file_access, {[] { io::read_stances({.stances = "no such file.csv"}); },
                                             [] { io::read_score_table(io::source_text::read("no such file.csv")); }});
    same_fault<io_error>(fault_code::invalid_argument, {[] { io::write_stances({.stances = "s.csv"}, graph{}); }});
}

void arguments() {
    same_fault<error>(fault_code::invalid_argument, {[] {
                                                   matrix_of(1).reweighted(std::array{1.0, 2.0});
                                               },
                                               [] { entente::make_position_matrix({"A"}, {}, std::array{1.0}); },
                                               score_table_of({0, 0, 0, 0}), score_file("a,x,y\nx,0,0\ny,0,0\n")});
    same_fault<error>(fault_code::not_a_number,
                      {score_table_of({1, no_number, 0, 1}), score_file("a,x,y\nx,1,nan\ny,0,1\n")});
    same_fault<error>(fault_code::out_of_range, {score_table_of({1, -1, 0, 1}), score_file("a,x,y\nx,1,-1\ny,0,1\n")});
}

}  // namespace

TEST_CASE("scales: scale_error") {
    scales();
}
TEST_CASE("actors, issues and relations: graph_error") {
    vertices_and_relations();
}
TEST_CASE("stances: stance_error") {
    stances();
}
TEST_CASE("files: io_error") {
    files();
}
TEST_CASE("arguments of calls: error") {
    arguments();
}

TEST_CASE("every code has been provoked but those that are named above") {
    scales(), vertices_and_relations(), stances(), files(), arguments();
    for (auto code = 0; code <= static_cast<int>(fault_code::communication); ++code) {
        CAPTURE(code);
        auto const each = static_cast<fault_code>(code);
        CHECK(provoked.contains(each) == (each != fault_code::too_large && each != fault_code::communication));
    }
}
