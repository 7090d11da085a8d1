// SPDX-License-Identifier: BSL-1.0
#include "entente/io/graphml.hpp"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/model/network.hpp"
#include "entente/model/time.hpp"

using namespace entente;

namespace {

/// What another reader makes of it: attributes by name, with their types.
struct element {
    std::map<std::string, std::string> place{}, data{}, types{};
};
struct read_back {
    std::string direction;
    std::vector<element> nodes{}, edges{};
};

read_back read(std::string const& text) {
    std::istringstream in(text);
    boost::property_tree::ptree all;
    boost::property_tree::read_xml(in, all);
    auto const& root = all.get_child("graphml");
    std::map<std::string, std::pair<std::string, std::string>> keys;
    for (auto const& [tag, key] : root) {
        if (tag != "key") continue;
        auto const& attributes = key.get_child("<xmlattr>");
        auto& [name, type] = keys[attributes.get<std::string>("id")];
        for (auto const& [attribute, value] : attributes) {
            if (attribute == "attr.name") name = value.data();
            if (attribute == "attr.type") type = value.data();
        }
    }
    read_back result;
    auto const& graph = root.get_child("graph");
    result.direction = graph.get<std::string>("<xmlattr>.edgedefault");
    for (auto const& [tag, child] : graph) {
        if (tag != "node" && tag != "edge") continue;
        element e;
        for (auto const& [name, value] : child.get_child("<xmlattr>")) e.place[name] = value.data();
        for (auto const& [name, data] : child) {
            if (name != "data") continue;
            auto const& [key, type] = keys.at(data.get<std::string>("<xmlattr>.key"));
            e.data[key] = data.data();
            e.types[key] = type;
        }
        (tag == "node" ? result.nodes : result.edges).push_back(std::move(e));
    }
    return result;
}

std::string written(network const& n) {
    std::ostringstream out;
    io::write_graphml(out, n);
    return out.str();
}

}  // namespace

TEST_CASE("GraphML has every node, tie and attribute") {
    std::vector<network_node> nodes{
        {"A & \"B\" <C>", "actor", {{"type", std::string("state")}, {"size", 3.5}, {"mixed", true}}},
        {"Gr\u00fcne", "actor", {{"size", std::numeric_limits<double>::infinity()}, {"mixed", 2.0}}},
        {"x", "issue"}};
    std::vector<network_edge> ties{{0, 1, {.weight = -0.1, .attributes = {{"proved", false}}}},
                                   {0, 2, {.weight = 2, .valid = {day(1999, 1, 1), day(2010, 6, 1)}}}};
    auto const back = read(written(make_network(nodes, ties)));
    CHECK(back.direction == "undirected");
    REQUIRE(back.nodes.size() == 3);
    CHECK(back.nodes[0].place.at("id") == "n0");
    CHECK(back.nodes[0].data ==
          std::map<std::string, std::string>{
              {"label", "A & \"B\" <C>"}, {"mode", "actor"}, {"type", "state"}, {"size", "3.5"}, {"mixed", "true"}});
    CHECK(back.nodes[0].types.at("size") == "double");
    CHECK(back.nodes[0].types.at("mixed") == "string");
    CHECK(back.nodes[1].data.at("label") == "Gr\u00fcne");
    CHECK(back.nodes[1].data.at("size") == "INF");
    CHECK(back.nodes[2].data.at("mode") == "issue");
    REQUIRE(back.edges.size() == 2);
    CHECK(back.edges[0].place.at("source") == "n0");
    CHECK(back.edges[0].place.at("target") == "n1");
    CHECK(back.edges[0].data == std::map<std::string, std::string>{{"weight", "-0.1"}, {"proved", "false"}});
    CHECK(back.edges[0].types.at("proved") == "boolean");
    CHECK(back.edges[1].data ==
          std::map<std::string, std::string>{{"weight", "2"}, {"from", "1999-01-01"}, {"to", "2010-06-01"}});
    CHECK(read(written(make_network(nodes, ties, true))).direction == "directed");
    CHECK(read(written(make_network({}, {}))).nodes.empty());
}

TEST_CASE("a line end in the name of an attribute is read back as one") {
    auto const text = written(make_network({{"a\nb", "", {{"x\ny", 1.0}, {"x y", 2.0}, {"x\ty", 3.0}}}}, {}));
    CHECK(text.find("attr.name=\"x&#10;y\"") != text.npos);
    CHECK(text.find("attr.name=\"x&#9;y\"") != text.npos);
    auto const node = read(text).nodes[0];
    CHECK(node.data.at("label") == "a\nb");
    CHECK(node.data.at("x\ny") == "1");
    CHECK(node.data.at("x\ty") == "3");
}

TEST_CASE("what GraphML does not have is refused") {
    CHECK_THROWS_AS(written(make_network({{"a\x01"}}, {})), io_error);
    CHECK_THROWS_AS(written(make_network({{"\xff"}}, {})), io_error);
    CHECK_THROWS_AS(written(make_network({{"a", "", {{"label", 1.0}}}}, {})), io_error);
    CHECK_THROWS_AS(written(make_network({{"a", "", {{"twice", 1.0}, {"twice", 2.0}}}}, {})), io_error);
    std::ostringstream closed;
    closed.setstate(std::ios::badbit);
    CHECK_THROWS_AS(io::write_graphml(closed, make_network({{"a"}}, {})), io_error);
}
