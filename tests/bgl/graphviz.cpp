// SPDX-License-Identifier: BSL-1.0
#include <entente/bgl/undirected_view.hpp>
#include <entente/io/graphviz.hpp>

#include <doctest/doctest.h>

#include <sstream>
#include <string>

#include "sample.hpp"

using namespace entente;

namespace {

template <class Graph>
std::string dot(Graph const& g) {
    std::ostringstream out;
    io::write_graphviz(out, g);
    return out.str();
}
bool has(std::string const& text, std::string const& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("boost::write_graphviz on a view, directed and not") {
    auto const view = bgl::make_view<influences>(sample::influence_graph(3, {{0, 1, 1.0}, {1, 2, 2.5}}));
    std::ostringstream out, both;
    boost::write_graphviz(out, view, boost::make_label_writer(get(boost::vertex_name, view)),
                          boost::make_label_writer(bgl::edge_map(view, &influences::strength)));
    CHECK(out.str() ==
          "digraph G {\n0[label=n0];\n1[label=n1];\n2[label=n2];\n0->1 [label=1];\n1->2 [label=2.5];\n}\n");
    boost::write_graphviz(both, bgl::undirected(view));
    CHECK(both.str() == "graph G {\n0;\n1;\n2;\n0--1 ;\n1--2 ;\n}\n");
}

TEST_CASE("a whole stance graph") {
    CHECK(dot(sample::everything()) == R"(digraph G {
rankdir=LR;
node [fontname=Helvetica];
edge [fontname=Helvetica, fontsize=10];
actor0 [label="United States", shape=box];
actor1 [label="NATO", shape=box];
actor2 [label="Russia", shape=box];
actor3 [label="Switzerland", shape=box];
actor4 [label="Belarus", shape=box];
issue0 [label="Security", shape=ellipse];
issue1 [label="Expansion", shape=ellipse];
issue2 [label="Trade", shape=ellipse];
vertex0 [label="#0", shape=diamond];
vertex1 [label="#1", shape=diamond];
actor0->issue1 [label="withheld", style=dashed];
actor1->issue1 [label="5\nfrom 2022-02-24"];
actor1->issue1 [label="4\nuntil 2022-02-24"];
actor2->issue1 [label="1"];
actor0->actor1 [label="member_of", color=gray50, fontcolor=gray30];
actor0->actor2 [label="influences 0.25", color=gray50, fontcolor=gray30];
actor2->actor4 [label="influences 2", color=gray50, fontcolor=gray30];
issue1->issue0 [label="part_of", color=gray50, fontcolor=gray30];
actor0->actor2 [label="sanctions", color=gray50, fontcolor=gray30];
actor1->actor2 [label="sanctions", color=gray50, fontcolor=gray30];
actor2->actor0 [label="sanctions", color=gray50, fontcolor=gray30];
vertex0->actor0 [label="signed_by", color=gray50, fontcolor=gray30];
vertex0->actor2 [label="signed_by", color=gray50, fontcolor=gray30];
}
)");
}

TEST_CASE("an empty graph is an empty picture") {
    CHECK(dot(sample::plain()) ==
          "digraph G {\nrankdir=LR;\nnode [fontname=Helvetica];\nedge [fontname=Helvetica, fontsize=10];\n}\n");
}

TEST_CASE("labels show names as they are") {
    stance_graph<scale>::builder b;
    auto const quoted = b.add(actor{R"(The "Quad")"});
    b.add(actor{R"(C:\new\)"});
    b.add(actor{"two\nlines\tand a tab"});
    b.add(actor{"AT&amp;T & R&D;"});
    b.add(actor{"node"});  // a word of the language
    b.add(actor{"Ελλάδα"});
    auto const vote = b.add(basic_issue<scale>{"vote", scale::nominal({"no", "abstain", "ye\"s"})});
    auto const budget = b.add(basic_issue<scale>{"budget", scale::interval(0, 100)});
    b.relate(quoted, vote, stance_on<scale>{.position = 3.0});
    b.relate(quoted, budget, stance_on<scale>{.position = 62.5, .valid = {day(2022, 1, 1), day(2023, 1, 1)}});
    auto const text = dot(b.freeze());
    CHECK(has(text, R"([label="The \"Quad\"", shape=box])"));
    CHECK(has(text, R"([label="C:\\new\\", shape=box])"));
    CHECK(has(text, R"([label="two\nlines and a tab", shape=box])"));
    CHECK(has(text, R"([label="AT&amp;amp;T & R&amp;D;", shape=box])"));
    CHECK(has(text, R"([label="node", shape=box])"));
    CHECK(has(text, R"([label="Ελλάδα", shape=box])"));
    // Positions in the words of the scale, and as numbers where it has none.
    CHECK(has(text, R"(actor0->issue0 [label="ye\"s"])"));
    CHECK(has(text, R"(actor0->issue1 [label="62.5\n2022-01-01 to 2023-01-01"])"));
}

namespace {

struct mediates {
    static constexpr char const* name = "mediates between";
};
namespace inner {
template <class>
struct trades_with {};
struct supports {
    int strength = 3;
};
template <class, class>
struct scope {
    struct talks_to {};
};
}  // namespace inner

}  // namespace

TEST_CASE("relations of the user's own are called by their names") {
    using talks = inner::scope<std::string, inner::trades_with<int>>::talks_to;
    using graph = typed_graph<typed_relation<actor, mediates, actor>, typed_relation<actor, inner::trades_with<int>, actor>,
                              typed_relation<actor, inner::supports, actor>, typed_relation<actor, talks, actor>,
                              typed_relation<actor, stance_on<approval>, basic_issue<approval>>,
                              typed_relation<actor, stance_on<likert<7>>, basic_issue<likert<7>>>>;
    graph::builder b;
    auto const x = b.add(actor{"x"}), y = b.add(actor{"y"});
    b.relate(x, y, mediates{});
    b.relate(x, y, inner::trades_with<int>{});
    b.relate(x, y, inner::supports{});
    b.relate(x, y, talks{});
    b.relate(x, b.add(basic_issue<approval>{"war"}), stance_on<approval>{.position = -1.0});
    b.relate(x, b.add(basic_issue<likert<7>>{"tax"}), stance_on<likert<7>>{.position = 7.0});
    auto const text = dot(b.freeze());
    CHECK(has(text, R"([label="mediates between", )"));
    CHECK(has(text, R"([label="trades_with", )"));
    CHECK(has(text, R"([label="supports 3", )"));
    CHECK(has(text, R"([label="talks_to", )"));
    // Two kinds of issues do not share their names in the file.
    CHECK(has(text, R"(issue0 [label="war", shape=ellipse])"));
    CHECK(has(text, R"(issue2_0 [label="tax", shape=ellipse])"));
    CHECK(has(text, R"(actor0->issue0 [label="-1"])"));
    CHECK(has(text, R"(actor0->issue2_0 [label="7"])"));
}
