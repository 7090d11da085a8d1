// SPDX-License-Identifier: BSL-1.0
// Answers of R packages on many actors and one issue: agrmt 1.42.12, electoral 0.1.3, acid 1.1, mousetrap 3.2.3.

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <fstream>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "entente/group/evaluate.hpp"
#include "entente/group/measures/all.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::group_measures;
using namespace entente_test;
using nlohmann::json;

namespace {

boost::optional<json> read_json(std::string const& path) {
    auto const found = reference_file(path);
    if (!found) return boost::none;
    std::ifstream file(*found);
    return json::parse(file);
}

position_matrix actors_on(issue_column issue, std::vector<double> const& positions,
                          std::vector<double> const& weights) {
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (double const x : positions) {
        names.push_back("a" + std::to_string(names.size()));
        cells.push_back({0, true, x, 1, 1});
        offsets.push_back(cells.size());
    }
    return position_matrix(names, {std::move(issue)}, offsets, cells).with_actor_weights(weights);
}

int compared = 0;

void same(json const& theirs, boost::optional<double> const& ours) {
    ++compared;
    if (!theirs.is_number()) {
        CHECK_MESSAGE(!ours, "theirs " << theirs.dump());
    } else {
        REQUIRE_MESSAGE(ours, "theirs " << theirs.dump());
        CHECK(*ours == doctest::Approx(theirs.get<double>()).epsilon(1e-9));
    }
}

template <class Measure>
boost::optional<double> value(position_matrix const& m, Measure const& measure) {
    return evaluate(group_column(m, 0, group_weights::capability), measure).value;
}

}  // namespace

TEST_CASE("agrmt on frequencies of ordered categories") {
    auto const all = read_json("golden/agreement/group_one_issue.json");
    if (!all) return;
    compared = 0;
    for (auto const& c : (*all)["cases"]) {
        auto const id = c["id"].get<std::string>();
        INFO(id);
        auto const f = c["frequencies"].get<std::vector<double>>();
        issue_column issue{.name = id, .lower = 1, .upper = static_cast<double>(f.size())};
        std::vector<double> positions;
        for (std::size_t k = 0; k < f.size(); ++k) positions.push_back(static_cast<double>(k + 1));
        issue.categories = positions;
        // Each category is one actor that weighs what its frequency is.
        auto const m = actors_on(issue, positions, f);
        auto const& e = c["expected"];
        same(e["agreement_A"], value(m, van_der_eijk{}));
        same(e["consensus_TastleWierman"], value(m, consensus{}));
        same(e["entropy_log2"], value(m, entropy{}));
        same(e["Leik_D"], value(m, leik{}));
        same(e["BlairLacy_l"], value(m, blair_lacy{}));
        same(e["BerryMielke_IOV"], value(m, berry_mielke{}));
        same(e["Kvalseth_COV"], value(m, kvalseth{}));
        same(e["MRQ_reynal_querol"], value(m, reynal_querol{}));
        same(e["Reardon_entropy"], value(m, reardon{}));
        same(e["concentration_m1"], value(m, concentration{1}));
        same(e["concentration_m3"], value(m, concentration{3}));
        same(e["concentration_mInf"], value(m, concentration{std::numeric_limits<double>::infinity()}));
    }
    CHECK(compared > 300);
}

TEST_CASE("systems of parties") {
    auto const all = read_json("golden/agreement/polarization.json");
    if (!all) return;
    compared = 0;
    for (auto const& c : (*all)["party_systems"]) {
        INFO(c["id"].get<std::string>());
        auto const m = actors_on({.name = "left to right", .lower = 0, .upper = 10},
                                 c["positions"].get<std::vector<double>>(), c["weights"].get<std::vector<double>>());
        auto const& e = c["expected"];
        same(e["enp_laakso_taagepera_electoral"], value(m, effective_number{}));
        same(e["enp_golosov_electoral"], value(m, golosov{}));
        same(e["reynal_querol"], value(m, reynal_querol{}));
        same(e["weighted_variance"], value(m, variance{}));
        same(e["dalton_formula_0to10"], value(m, dalton{}));
        same(e["range_sartori"], value(m, sartori_range{}));
        same(e["vegan_shannon_ln"].get<double>() / std::log(2.0), value(m, entropy{}));
        for (auto const& [alpha, expected] : e["esteban_ray"].items())
            same(expected, value(m, esteban_ray{std::stod(alpha.substr(1))}));
    }
    for (auto const& c : (*all)["bimodality"]) {
        auto const id = c["id"].get<std::string>();
        INFO(id);
        auto const x = c["x"].get<std::vector<double>>();
        double least = 0, greatest = 1;
        for (double const p : x) least = std::min(least, p), greatest = std::max(greatest, p);
        auto const m = actors_on({.name = id, .lower = least, .upper = greatest}, x, std::vector<double>(x.size(), 1));
        same(c["expected"]["bimodality_coefficient_mousetrap"], value(m, bimodality{}));
    }
    issue_column const vote{
        .name = "vote", .measurement = level::nominal, .lower = 0, .upper = 2, .categories = {0, 1, 2}};
    for (auto const& c : (*all)["cohesion_formula"]) {
        INFO(c.dump());
        auto const m =
            actors_on(vote, {2, 0, 1}, {c["yes"].get<double>(), c["no"].get<double>(), c["abstain"].get<double>()});
        same(c["rice"], value(m, rice{}));
        same(c["agreement_index_HNR"], value(m, agreement_index{}));
    }
    CHECK(compared > 60);
}
