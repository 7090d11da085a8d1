// SPDX-License-Identifier: BSL-1.0
// What somebody writes who has just met the library, in a project of their
// own. Each step says what it shows, and that it came out.
#include <entente/bgl/graph_view.hpp>
#include <entente/io/read_stances.hpp>
#include <entente/pairs/pair_graph.hpp>
#include <entente/positions/difference.hpp>
#include <entente/positions/settled.hpp>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "claims.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

int failures = 0;

void shows(char const* what, bool holds) {
    std::cout << (holds ? "ok      " : "FAILED  ") << what << '\n';
    failures += !holds;
}
template <class Call>
bool refused(Call&& call, std::string const& words) {
    try {
        call();
    } catch (error const& e) {
        return std::string(e.what()).find(words) != std::string::npos;
    }
    return false;
}

/// A voter's own kind of stance.
struct answer {
    boost::optional<double> position{};
    double page = 0;
};
struct question {
    std::string name;
    likert<5> scale{};
};
using poll = typed_graph<typed_relation<actor, answer, question>>;

position_matrix parties() {
    return make_position_matrix({"left", "centre", "right"},
                                {{.name = "tax", .lower = 0, .upper = 10}, {.name = "army", .lower = 0, .upper = 10}},
                                std::vector<double>{1, 2, 5, 5, 9, 8});
}

}  // namespace

int newcomer() {
    auto const all = parties();

    // Members of results keep their names in generic code, whatever is brought in.
    auto parts = explain(all, 0, 2, city_block{}).issues;
    std::sort(parts.begin(), parts.end(), [](auto const& l, auto const& r) { return l.issue < r.issue; });
    shows("sort by a member called issue", parts.size() == 2 && parts.front().issue == issue_id(0));

    // Rows of one's own are checked.
    auto const rows = [&](std::vector<cell> cells) { compare(cells, all, 0, city_block{}); };
    shows("rows unsorted are refused", refused([&] { rows({{1, true, 5, 1, 1}, {0, true, 5, 1, 1}}); }, "ascend"));
    shows("rows doubled are refused", refused([&] { rows({{0, true, 5, 1, 1}, {0, true, 6, 1, 1}}); }, "tax"));
    shows("rows off the scale are refused", refused([&] { rows({{0, true, 11, 1, 1}}); }, "tax"));
    shows("rows of no issue are refused", refused([&] { rows({{7, true, 5, 1, 1}}); }, "7"));

    // A respondent against parties: of another matrix, or as a row.
    auto const voters =
        make_position_matrix({"me"}, {all.columns().begin(), all.columns().end()}, std::vector<double>{2, 2});
    std::vector<cell> const me{{0, true, 2, 1, 1}, {1, true, 2, 1, 1}};
    shows("compare with another matrix",
          compare(voters, 0, all, 0, city_block{}).value == compare(me, all, 0, city_block{}).value);
    shows("explain with another matrix",
          explain(voters, 0, all, 1, city_block{}).issues.size() == explain(me, all, 1, city_block{}).issues.size());
    shows("bounds with another matrix",
          bounds(voters, 0, all, 1, city_block{}).upper == bounds(me, all, 1, city_block{}).upper);
    std::size_t seen = 0;
    for (auto const& n : nearest(voters, all, 2, city_block{})[0]) seen += n.actor == actor_id(seen);
    for (auto const& n : nearest(me, all, 2, city_block{})) seen += n.actor == actor_id(0);
    shows("nearest of one query, in a loop over what nobody keeps",
          seen == 3 && nearest(voters, 0, all, 1, city_block{}).size() == 1);
    auto const claims_of_two = make_claims();
    auto const left = *claims_of_two.find<actor>("left"), right = *claims_of_two.find<actor>("right");
    shows("all of them take a graph",
          compare(claims_of_two, left, right, city_block{}).value == 1.0 &&
              bounds(claims_of_two, left, right, city_block{}).exact &&
              nearest(claims_of_two, left, 1, city_block{}).front().actor == actor_id(right));

    // All pairs leave their matrix.
    auto const distances = all_pairs(all, city_block{});
    std::vector<double> dense(9), condensed(3);
    distances.copy_dense(dense, 0);
    distances.copy_condensed(condensed);
    auto const graph_of_pairs = make_pair_graph(distances, {.greatest = 0.5});
    shows("dense, condensed, rows, graph",
          dense[1] == condensed[0] && distances.rows().size() == 3 && num_edges(graph_of_pairs) == 2);

    // Types, a static scale and a column of one's own, from a file.
    auto const read =
        io::parse_stances<poll>({.stances = io::source_text("actor,issue,position,page\nA,tax,4,12\n")}, {},
                                [](answer& a, io::extra_columns const& more) { a.page = *more.number("page"); });
    shows("read into types of one's own", read.vertices<actor>().size() == 1 && read.edge_data<answer>(0).page == 12 &&
                                              read.edge_data<answer>(0).position == 4.0);

    // Two readings of one graph, and conditions followed to their end.
    claims::builder b;
    auto const a = b.add(actor{"A"}), c = b.add(actor{"B"});
    auto const arms = b.add(basic_issue<likert<5>>{.name = "arms"}),
               trade = b.add(basic_issue<likert<5>>{.name = "trade"});
    stance_on<likert<5>> early{.position = 1}, late{.position = 5};
    early.valid.to = late.valid.from = day(2022, 1, 26);
    b.relate(a, arms, early), b.relate(a, arms, late);
    condition_on<basic_issue<likert<5>>> if_arms{{{arms, {4, 5}}}, 1};
    b.relate(c, arms, stance_on<likert<5>>{.position = 5});
    stance_on<likert<5>> only_if{.position = 4};
    only_if.depends_on = std::make_shared<condition_on<basic_issue<likert<5>>> const>(if_arms);
    b.relate(a, trade, only_if), b.relate(c, trade, stance_on<likert<5>>{.position = 4});
    auto const g = b.freeze();
    auto const changes = differences(g, {.at = day(2021, 1, 1)}, {.at = day(2023, 1, 1)});
    shows("the difference of two readings",
          changes.size() == 1 && changes[0].change == position_change::moved && changes[0].issue == issue_id(arms));
    shows("the difference an outcome makes",
          !differences(g, {.outcomes = {{arms, 5}}}, {.outcomes = {{arms, 1}}}).empty());
    auto const end = settled(g, {.unresolved_conditions_hold = false});
    shows("conditions followed until nothing changes", end.settles() && end.options.outcomes.size() == 2);

    // Which issues hold together, and which drive apart.
    auto const taken_apart = explain(all, 0, 1, city_block{});
    shows("explained by influence",
          taken_apart.by_influence().size() == 2 && taken_apart.pulling(pull::apart).size() == 1 &&
              taken_apart.pulling(pull::together).size() == 1 && g[taken_apart.issues[0].issue].name == "arms");

    // An id of a result names its vertex; what is refused has its number.
    shows("what is refused has its number", refused(
                                                [] {
                                                    claims::builder again;
                                                    again.add(actor{"x"}), again.add(actor{""});
                                                },
                                                "#1"));
    return failures;
}
