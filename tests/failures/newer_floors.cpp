// SPDX-License-Identifier: BSL-1.0
// Every allocation fails in its turn, in what is asked of statements, conflicts, packages, coalitions and groups, and
// where a network is written.
#include <boost/optional.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/coalition/frustration.hpp"
#include "entente/coalition/signed_graph.hpp"
#include "entente/discourse/corpus_builder.hpp"
#include "entente/group/lines.hpp"
#include "entente/io/graphml.hpp"
#include "entente/io/read_statements.hpp"
#include "entente/model/network.hpp"
#include "entente/negotiation/conditions.hpp"
#include "entente/negotiation/conflict/model.hpp"
#include "entente/negotiation/conflict/stability.hpp"
#include "entente/negotiation/packages.hpp"
#include "failures/injection.hpp"

using namespace entente;
using namespace entente_test;

namespace {

/// All that a corpus holds.
std::string written(corpus const& c) {
    std::ostringstream out;
    out.exceptions(std::ios::badbit);
    for (std::size_t i = 0; i < c.actors(); ++i) out << c.name(actor_id(i)) << ';';
    for (std::size_t i = 0; i < c.speakers(); ++i) out << c.name(speaker_id(i)) << ';';
    for (std::size_t i = 0; i < c.documents(); ++i) out << c.name(document_id(i)) << ';';
    for (std::size_t i = 0; i < c.issues(); ++i) out << c.name(issue_id(i)) << ';';
    for (std::size_t i = 0; i < c.size(); ++i) {
        auto const s = c[statement_id(i)];
        out << '\n' << s.date.at.time_since_epoch().count() << '|';
        if (s.document) out << c.name(*s.document);
        out << '|' << c.name(s.speaker) << '|' << c.name(s.actor) << '|' << c.name(s.issue) << '|';
        if (s.position) out << *s.position;
        out << '|' << s.salience << '|' << s.confidence << '|' << s.source << '|' << s.line;
        for (std::size_t k = 0; k < c.columns(); ++k) out << '|' << c.text(k, statement_id(i));
    }
    return out.str();
}

std::string const statements =
    "date,issue,position,actor,speaker,document,salience,confidence,source,kind\n"
    "2022-01-26,enlargement of the alliance,1,An alliance with a long name,A secretary with a long name,a reply of "
    "some "
    "length,2,0.5,\"a newspaper \"\"of record\"\"\",speech\n"
    "2022-01,arms control in all forms,,A state with a long name,,,,,,an interview of some length\n"
    "2021,enlargement of the alliance,-2,A state with a long name,A minister with a long name,a draft of some "
    "length,,,,"
    "speech\n";

statement make(int i) {
    auto const n = std::to_string(i);
    return {.date = date_of(2022, 1, 1 + static_cast<unsigned>(i) % 28),
            .document = "a document of some length " + n,
            .speaker = "a speaker with a long name " + n,
            .on_behalf_of = "an actor with a long name " + n,
            .issue = "an issue with a long name " + n,
            .position = 1,
            .salience = i % 2 ? 2.0 : 1.0,
            .source = "a source of some length " + n};
}

std::string frozen(corpus::builder build) {
    return written(std::move(build).freeze());
}

/// Two who each may act or not, with something unknown and a tie.
conflict_model model() {
    std::vector<conflict_party> parties{{.name = "The one with a long name, to be sure"}, {.name = "The other"}};
    for (auto const& [a, b] : {std::pair{0u, 1u}, {2u, 3u}}) {
        parties[0].moves.emplace_back(a, b), parties[0].moves.emplace_back(b, a);
        parties[1].moves.emplace_back(a / 2, a / 2 + 2), parties[1].moves.emplace_back(a / 2 + 2, a / 2);
    }
    parties[0].preference = {{1}, {3, 0}, {2}}, parties[1].preference = {{2}, {0}, {3}, {1}};
    parties[0].unknown = {{0, 3}};
    return {4, parties};
}

/// Two parties, three issues, a condition.
stated_stances stances() {
    stated_stances all;
    for (char const* const name : {"a tax with a long name", "a road with a long name", "a school"}) {
        issue_column column;
        column.name = name, column.measurement = level::ordinal;
        column.lower = 1, column.upper = 4, column.categories = {1, 2, 3, 4};
        all.issues.push_back(std::move(column));
    }
    for (std::size_t p = 0; p < 2; ++p) {
        all.parties.push_back(actor_id(p));
        for (std::size_t i = 0; i < 3; ++i) {
            stated_stance s;
            s.actor = actor_id(p), s.issue = issue_id(i), s.position = p ? 1.0 : 4.0;
            s.salience = 1.0 + static_cast<double>((i + 2 * p) % 3);
            all.stances.push_back(std::move(s));
        }
    }
    all.stances[0].terms.push_back({issue_id(std::size_t{1}), {1, 2}});
    all.stances[0].fallback = 2.0;
    return all;
}

}  // namespace

TEST_CASE("reading statements: those of a text, and those that are refused") {
    auto const read = [](std::string const& text) {
        return io::parse_statements({.statements = io::source_text(text, "statements.csv")},
                                    {.default_scale = scale::ordinal(-2, 2)}, {"kind"});
    };
    fail_each("parse_statements", [&] { return written(read(statements).statements); });
    fail_each("refused statements", [&] {
        try {
            read(statements + "2022-02-30,enlargement of the alliance,9,A state with a long name,,,,,,\n");
        } catch (error const& e) {
            return std::string(e.what());
        }
        return std::string();
    });
}

TEST_CASE("a corpus to which nothing could be added is as it was") {
    corpus::builder build(scale::ordinal(-2, 2));
    std::string_view const more[] = {"what stands in a column, of some length"};
    for (long n = 0; n >= 0;) {
        auto const o = fail_nth(n, [&] { build.add_column("a column of a long name"); });
        REQUIRE(o.stranger == "");
        n = o.threw ? n + 1 : -1;
    }
    int thrown = 0;
    for (int i = 0; i < 30; ++i) {
        auto const own = "an issue of its own, with a long name " + std::to_string(i);
        for (long n = 0;; ++n) {
            auto const before = frozen(build);
            auto const o = fail_nth(n, [&] {
                if (i % 3)
                    build.add(make(i), more);
                else
                    build.add(basic_issue<scale>{own, scale::nominal({"for", "against"})});
            });
            REQUIRE(o.stranger == "");
            if (!o.threw) break;
            ++thrown;
            if (frozen(build) != before) FAIL("statement " << i << ", allocation " << n << ": it is not as it was");
        }
    }
    CHECK(thrown > 200);
    auto const all = std::move(build).freeze();
    CHECK(all.size() == 20);
    CHECK(all.actors() == 20);
    CHECK(all.issues() == 30);
}

TEST_CASE("who is stable in which state of a conflict, and why") {
    fail_each("conflict_model", [] { return model().states(); });
    auto const m = model();
    for (auto const concept_ :
         {solution_concept::nash, solution_concept::gmr, solution_concept::smr, solution_concept::seq})
        fail_each("find_stability", [&] {
            auto const found = find_stability(m, concept_);
            std::string text;
            for (std::size_t s = 0; s < m.states(); ++s) {
                text += to_string(found.equilibrium(s));
                for (std::size_t p = 0; p < m.parties(); ++p) {
                    text += to_string(found.at(p, s));
                    for (auto const& each : found.sanctions(p, s))
                        text += std::to_string(each.improvement.to) + (each.sanctioned ? '+' : '-') +
                                std::to_string(each.sequence.size());
                }
            }
            return text;
        });
}

TEST_CASE("efficient packages, and which of them would be chosen") {
    auto const all = stances();
    fail_each("efficient_packages", [&] {
        auto const found = efficient_packages(all, make_package_space(all));
        std::vector<std::vector<double>> numbers{{found.value, found.bound}};
        for (auto const& p : found.solution.packages) numbers.push_back(p.outcomes), numbers.push_back(p.utilities);
        return numbers;
    });
}

TEST_CASE("the frustration of a signed graph") {
    std::vector<signed_tie> ties;
    for (std::uint32_t a = 0; a < 8; ++a)
        for (auto b = a + 1; b < 8; ++b)
            if ((a * 5 + b * 3) % 4) ties.push_back({a, b, (a + 2 * b) % 3 ? -1.0 : 2.0});
    signed_graph const g(8, ties);
    fail_each("signed_graph", [&] { return signed_graph(8, ties).size(); });
    fail_each("frustration", [&] {
        auto const found = frustration(g);
        return std::pair(found.solution, found.value);
    });
}

TEST_CASE("lines of a group, ranked, and who breaks them") {
    std::vector<issue_column> issues(4);
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < issues.size(); ++i) {
        issues[i].name = "an issue with a long name " + std::to_string(i), issues[i].measurement = level::ordinal;
        issues[i].lower = 1, issues[i].upper = 3, issues[i].categories = {1, 2, 3};
    }
    for (std::uint32_t a = 0; a < 7; ++a) {
        names.push_back("an actor with a long name " + std::to_string(a));
        for (std::uint32_t i = 0; i < issues.size(); ++i)
            if ((a + i) % 5) cells.push_back({i, true, 1.0 + (a * a + i) % 3, 1, 1});
        offsets.push_back(cells.size());
    }
    position_matrix const matrix(std::move(names), std::move(issues), std::move(offsets), std::move(cells));
    std::vector<std::size_t> const rows{0, 1, 2, 3, 4, 5};
    fail_each("lines", [&] {
        std::vector<std::size_t> numbers;
        auto const line = lines(matrix, rows);
        for (auto const by : {issue_order::closeness, issue_order::turnout, issue_order::rebels})
            for (auto const& l : ranked(line, by)) numbers.push_back(l.issue.value), numbers.push_back(l.rebels);
        for (auto const& r : rebellions(matrix, rows, line)) numbers.push_back(r.actor.value);
        for (auto const& l : loyalties(matrix, rows, line)) numbers.push_back(l.kept);
        return numbers;
    });
}

TEST_CASE("a network as GraphML") {
    std::vector<network_node> const nodes{
        {"an actor with a long name & more", "a mode with a long name", {{"size", 2.0}}},
        {"another <actor>", "", {{"an attribute of a long name", std::string("x")}}},
        {"a third", "", {{"flag", true}}}};
    std::vector<network_edge> const ties{
        {0, 1, {.weight = 2, .valid = {day(2020, 1, 1), day(2021, 1, 1)}}},
        {1, 2, {.weight = -1, .attributes = {{"said by", std::string("somebody at length")}}}}};
    fail_each("make_network", [&] { return make_network(nodes, ties).size(); });
    auto const n = make_network(nodes, ties);
    fail_each("write_graphml", [&] {
        std::ostringstream out;
        out.exceptions(std::ios::badbit);
        io::write_graphml(out, n);
        return out.str();
    });
}
