// SPDX-License-Identifier: BSL-1.0
// Signed networks: signnet 1.0.4, igraph 1.3.5, and exact answers by integer programming.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "entente/coalition/balance.hpp"
#include "entente/coalition/camps.hpp"
#include "entente/coalition/influence.hpp"
#include "entente/coalition/triad_census.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente_test;
using nlohmann::json;

namespace {

boost::optional<json> read_json(std::string const& path) {
    auto const found = reference_file(path);
    if (!found) return boost::none;
    std::ifstream file(*found);
    return json::parse(file);
}

/// A network of the reference among these nodes; of alliances those of one year.
signed_graph read(std::string const& name, std::vector<std::string> const& nodes) {
    bool const wars = name.starts_with("wwi_");
    auto const file = wars               ? "wwi_alliances_1872_1918_intervals.csv"
                      : name == "tribes" ? "tribes_edges.csv"
                                         : "sampson_monks_signed_undirected_edges.csv";
    int const year = wars ? std::stoi(name.substr(4)) : 0;
    auto const place = [&](std::string const& label) {
        return static_cast<std::uint32_t>(std::find(nodes.begin(), nodes.end(), label) - nodes.begin());
    };
    std::vector<signed_tie> ties;
    auto const table = simple_csv(*reference_file(std::string("data/signed/") + file));
    for (std::size_t r = 1; r < table.size(); ++r) {
        auto const& t = table[r];
        if (wars && !(std::stoi(t[3]) <= year && year < std::stoi(t[4]))) continue;
        ties.push_back({place(t[0]), place(t[1]), std::stod(t[2])});
    }
    return {nodes.size(), ties};
}

std::vector<std::string> const networks{"tribes",   "wwi_1872", "wwi_1882", "wwi_1890",
                                        "wwi_1891", "wwi_1904", "wwi_1907", "sampson_monks"};

}  // namespace

TEST_CASE("triangles, walks, degrees and PN centrality as signnet has them") {
    for (auto const& name : networks) {
        if (name == "sampson_monks") continue;
        auto const theirs = read_json("golden/signed/" + name + "_golden_signnet.json");
        if (!theirs) return;
        INFO(name);
        auto const& e = *theirs;
        auto const g = read(name, e["nodes"]);
        REQUIRE(g.ties().size() == e["m"].get<std::size_t>());
        auto const c = count_triads(g);
        CHECK(c.ppp == e["triangles"]["+++"].get<std::uint64_t>());
        CHECK(c.ppn == e["triangles"]["++-"].get<std::uint64_t>());
        CHECK(c.pnn == e["triangles"]["+--"].get<std::uint64_t>());
        CHECK(c.nnn == e["triangles"]["---"].get<std::uint64_t>());
        CHECK(*c.balance() == doctest::Approx(e["triangle_balance"].get<double>()).epsilon(1e-9));
        CHECK(*walk_balance(g).value == doctest::Approx(e["walk_balance_K"].get<double>()).epsilon(1e-9));
        auto const degrees = signed_degrees(g);
        auto const pn = pn_index(g);
        REQUIRE(pn.has_value());
        for (std::size_t i = 0; i < g.size(); ++i) {
            CHECK(degrees[i].positive == e["degree_pos"][i].get<std::size_t>());
            CHECK(degrees[i].negative == e["degree_neg"][i].get<std::size_t>());
            CHECK((*pn)[i] == doctest::Approx(e["pn_index"][i].get<double>()).epsilon(1e-9));
        }
        // The least eigenvalue of the signed Laplacian: of an actor without ties it is 0, whatever the others do.
        auto const least = e["signed_laplacian_eigen"][0].get<double>();
        CHECK(*algebraic_conflict(g) == doctest::Approx(least).epsilon(1e-9));
    }
}

TEST_CASE("the triad census of signnet, also of triples without a tie") {
    auto const theirs = read_json("golden/signed/tribes_triad_census_signnet.json");
    auto const nodes = read_json("golden/signed/tribes_golden_signnet.json");
    if (!theirs || !nodes) return;
    std::map<std::string, std::uint64_t> found;
    for (auto const& c : count_triad_classes(read("tribes", (*nodes)["nodes"])))
        found[c.shape + '-' + c.signs] = c.triads;
    CHECK(found == theirs->get<std::map<std::string, std::uint64_t>>());
}

TEST_CASE("an actor without ties counts where it is named, and only there") {
    auto const exact = read_json("golden/signed/exact_golden.json");
    auto const theirs = read_json("golden/signed/wwi_1872_golden_signnet.json");
    if (!exact || !theirs) return;
    // Italy had no tie in 1872. Those who leave it out have another network, and another balance of walks.
    auto const with = read("wwi_1872", (*theirs)["nodes"]);
    auto const without = read("wwi_1872", (*exact)["data"]["wwi_1872"]["nodes"]);
    CHECK(with.size() == without.size() + 1);
    CHECK(*walk_balance(with).value > *walk_balance(without).value);
    CHECK(*algebraic_conflict(with) == 0);
    CHECK(*algebraic_conflict(without) > 0.5);
    CHECK(*count_triads(with).balance() == *count_triads(without).balance());
    CHECK(frustration(with).value == frustration(without).value);
    // Its degrees are 0 for and 0 against: no share of them is made up.
    CHECK(signed_degrees(with).back().positive + signed_degrees(with).back().negative == 0);
}

TEST_CASE("camps of two, three, four and any number are the exact ones, and restarts elsewhere miss them") {
    auto const exact = read_json("golden/signed/exact_golden.json");
    if (!exact) return;
    int missed = 0;
    for (auto const& name : networks) {
        INFO(name);
        auto const& e = (*exact)["data"][name];
        auto const nodes = e["nodes"].get<std::vector<std::string>>();
        auto const g = read(name, nodes);
        for (std::size_t const most : {2u, 3u, 4u}) {
            auto const found = balanced_camps(g, most);
            auto const& line = e["line_index_k" + std::to_string(most)];
            CHECK(found.proved);
            CHECK(found.value == line["value"].get<double>());
            CHECK(cost_of_camps(g, found.solution) == found.value);
            CHECK(cost_of_camps(g, line["partition"].get<camps>()) == found.value);
            if (line["n_optimal_partitions"] == 1) CHECK(found.solution == line["partition"].get<camps>());
        }
        auto const any = correlation_clusters(g);
        CHECK(any.proved);
        CHECK(any.value == e["correlation_clustering_exact"]["value"].get<double>());
        if (name == "sampson_monks") continue;
        // signnet's block models are the best of 40 beginnings; what they count is never below the least.
        auto const theirs = read_json("golden/signed/" + name + "_golden_signnet.json");
        if (!theirs) continue;
        for (std::size_t const most : {2u, 3u, 4u}) {
            auto const criterion =
                (*theirs)["blockmodel_k" + std::to_string(most) + "_alpha0.5"]["criterion"].get<double>();
            CHECK(balanced_camps(g, most).value <= criterion);
            missed += balanced_camps(g, most).value < criterion;
        }
    }
    CHECK(missed > 0);
}

TEST_CASE("scores of annealing are those of the least frustration, where it found it") {
    auto const annealed = read_json("golden/signed/frustration_annealing_signnet.json");
    auto const exact = read_json("golden/signed/exact_golden.json");
    if (!annealed || !exact) return;
    for (auto const& item : (*annealed)["scores"].items()) {
        INFO(item.key());
        auto const g = read(item.key(), (*exact)["data"][item.key()]["nodes"]);
        auto const ours = *frustration_score(g, frustration(g).value);
        for (auto const& x : item.value()) CHECK(ours >= x.get<double>() - 1e-12);
        CHECK(ours == doctest::Approx(item.value()[0].get<double>()).epsilon(1e-9));
    }
}

TEST_CASE("modularity of partitions that igraph and integer programming found") {
    auto const golden = read_json("golden/signed/signed_modularity_golden.json");
    if (!golden) return;
    int compared = 0;
    for (auto const& item : (*golden)["data"].items()) {
        auto const& name = item.key();
        std::vector<std::string> nodes;
        if (name == "sampson_monks") {
            auto const table = simple_csv(*reference_file("data/signed/sampson_monks_nodes.csv"));
            for (std::size_t r = 1; r < table.size(); ++r) nodes.push_back(table[r][0]);
        } else {
            nodes = (*read_json("golden/signed/" + name + "_golden_signnet.json"))["nodes"];
        }
        auto const g = read(name, nodes);
        for (auto const& how : item.value().items()) {
            INFO(name << ' ' << how.key());
            auto const& found = how.value();
            auto const key = found.contains("membership") ? "membership" : "membership_in_signnet_node_order";
            camps of;
            for (auto const& k : found[key]) of.push_back(static_cast<std::uint32_t>(k.get<int>() + 1));
            REQUIRE(of.size() == g.size());
            CHECK(*signed_modularity(g, of) == doctest::Approx(found["Q"].get<double>()).epsilon(1e-9));
            ++compared;
        }
    }
    CHECK(compared == 15);
}

TEST_CASE("the airports of Paris: influences, powers and mobilised objectives, every cell") {
    auto const input = read_json("golden/influence/aeroports_de_paris_input.json");
    auto const exact = read_json("golden/influence/aeroports_de_paris_golden_ref.json");
    auto const program = read_json("golden/influence/aeroports_de_paris_golden_tio.json");
    if (!input || !exact || !program) return;
    auto const cells = [](json const& table) {
        std::vector<double> all;
        for (auto const& row : table)
            for (auto const& x : row) all.push_back(x.get<double>());
        return all;
    };
    influence_matrix const direct((*input)["actors"].get<std::vector<std::string>>(), cells((*input)["MDI"]));
    auto const n = direct.actors();
    auto const through = influence_through_others(direct), strongest = strongest_influence(direct);
    auto const balance = balance_of_influence(direct);
    auto const& e = (*exact)["float"];
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < n; ++j) {
            CHECK(through(i, j) == e["MDII"][i][j].get<double>());
            CHECK(through(i, j) == (*program)["MDII_with_margins"][i][j].get<double>());
            CHECK(strongest(i, j) == e["MMDII"][i][j].get<double>());
            CHECK(strongest(i, j) == (*program)["MMDII_with_margins"][i][j].get<double>());
            CHECK(through(i, j) - through(j, i) == e["net"][i][j].get<double>());
        }
        auto const& a = balance.actors[i];
        CHECK(a.influence == e["I"][i].get<double>());
        CHECK(a.dependence == e["D"][i].get<double>());
        CHECK(a.net == e["net_sum"][i].get<double>());
        for (auto const& power : {e["R"][i], (*program)["Ri"][i]})
            CHECK(a.power == doctest::Approx(power.get<double>()).epsilon(1e-12));
        for (auto const& peak : {e["Q"][i], (*program)["Qi"][i]})
            CHECK(a.peak == doctest::Approx(peak.get<double>()).epsilon(1e-12));
        for (std::size_t o = 0; o < (*input)["2MAO"][i].size(); ++o)
            CHECK((*input)["2MAO"][i][o].get<double>() * a.power ==
                  doctest::Approx(e["3MAO"][i][o].get<double>()).epsilon(1e-12));
    }
}
