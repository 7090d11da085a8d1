// SPDX-License-Identifier: BSL-1.0
// Answers of R packages on two actors: fpsim, irr 0.84.1, irrCAC 1.0, psych 2.2.9, vcd 1.4-11, DescTools 0.99.59,
// icr 0.6.6, boot 1.3-28.1.

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "entente/measures/brennan_prediger.hpp"
#include "entente/measures/cohen_kappa.hpp"
#include "entente/measures/gwet_ac.hpp"
#include "entente/measures/kappa_va.hpp"
#include "entente/measures/kendall_tau_b.hpp"
#include "entente/measures/krippendorff_alpha.hpp"
#include "entente/measures/lin_ccc.hpp"
#include "entente/measures/pearson.hpp"
#include "entente/measures/percent_agreement.hpp"
#include "entente/measures/pi_va.hpp"
#include "entente/measures/scott_pi.hpp"
#include "entente/measures/signorino_ritter.hpp"
#include "entente/measures/signorino_ritter_squared.hpp"
#include "entente/measures/spearman.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;
using nlohmann::json;

namespace {

boost::optional<json> read_json(std::string const& path) {
    auto const found = reference_file(path);
    if (!found) return boost::none;
    std::ifstream file(*found);
    return json::parse(file);
}

positions positions_of(json const& list) {
    positions result;
    for (auto const& p : list) result.push_back(p.is_number() ? boost::make_optional(p.get<double>()) : boost::none);
    return result;
}

/// What was compared, and the greatest difference.
struct tally {
    std::set<std::string> defects{};  // answers that are not ours, for a reason
    int compared = 0, both_undefined = 0;
    double worst = 0;

    void operator()(std::string const& what, json const& theirs, boost::optional<double> const& ours) {
        INFO(what, ", theirs ", theirs.dump());
        if (auto const known = defects.find(what); known != defects.end()) {
            CHECK_FALSE((theirs.is_number() && ours && relative_error(*ours, theirs.get<double>()) < 1e-9));
            defects.erase(known);
        } else if (!theirs.is_number()) {
            CHECK_FALSE(ours);
            ++both_undefined;
        } else {
            REQUIRE(ours);
            double const e = relative_error(*ours, theirs.get<double>());
            ++compared;
            worst = std::max(worst, std::abs(*ours - theirs.get<double>()));
            CHECK_MESSAGE(e < 1e-9, "ours ", *ours);
        }
    }
    void report() const {
        CHECK(defects.empty());
        MESSAGE(compared << " values compared, " << both_undefined << " undefined for both, greatest difference "
                         << worst);
    }
};

json case_of(json const& file, std::string const& id) {
    for (auto const& c : file.at("cases"))
        if (c.at("id") == id) return c;
    return {};
}

}  // namespace

TEST_CASE("pairs of actors: the answers of fpsim, irr, irrCAC, psych, vcd, DescTools and stats") {
    auto const file = read_json("golden/agreement/dyadic.json");
    if (!file) return;
    tally count;
    count.defects = {"gmy_rus_1914 irr equal",         "gmy_rus_1914 irr squared",   "rand_K11_n10_na0 irr equal",
                     "rand_K11_n10_na0 irr squared",   "rand_K11_n40_na0 irr equal", "rand_K11_n40_na0 irr squared",
                     "deg_one_constant DescTools ccc", "deg_single DescTools ccc"};
    for (auto const& c : file->at("cases")) {
        auto const id = c.at("id").get<std::string>() + " ";
        auto const s = scale::ordinal(c.at("scale")[0].get<int>(), c.at("scale")[1].get<int>());
        auto const weights = c.contains("weights") ? c.at("weights").get<std::vector<double>>() : std::vector<double>();
        auto const m = pair_of_actors(s, positions_of(c.at("x")), positions_of(c.at("y")), weights);
        auto const& e = c.at("expected");
        CHECK(compare(m, 0, 1, percent_agreement{}).shared == e.at("n_shared").get<std::size_t>());
        auto const kappa = value_of(m, cohen_kappa{});
        auto const linear_kappa = value_of(m, cohen_kappa{disagreement::linear});
        auto const quadratic_kappa = value_of(m, cohen_kappa{disagreement::quadratic});

        auto const& fpsim = e.at("fpsim");
        count(id + "fpsim S_abs", fpsim.at("S_abs"), value_of(m, signorino_ritter{}));
        count(id + "fpsim S_sq", fpsim.at("S_sq"), value_of(m, signorino_ritter_squared{}));
        count(id + "fpsim pi_nominal", fpsim.at("pi_nominal"), value_of(m, scott_pi{}));
        count(id + "fpsim kappa_w1", fpsim.at("kappa_w1"), linear_kappa);
        count(id + "fpsim kappa_w2", fpsim.at("kappa_w2"), quadratic_kappa);
        count(id + "fpsim taub", fpsim.at("taub"), value_of(m, kendall_tau_b{}));
        if (e.contains("fpsim_weighted"))
            count(id + "fpsim S_abs_w", e.at("fpsim_weighted").at("S_abs_w"),
                  value_of(m, signorino_ritter{}, {.weights = weighting::issue}));
        count(id + "haege kappa_va", e.at("haege_va").at("kappa_va"), value_of(m, kappa_va{}));
        count(id + "haege pi_va", e.at("haege_va").at("pi_va"), value_of(m, pi_va{}));
        count(id + "irr unweighted", e.at("irr_kappa2").at("unweighted"), kappa);
        count(id + "irr equal", e.at("irr_kappa2").at("equal_obslevels"), linear_kappa);
        count(id + "irr squared", e.at("irr_kappa2").at("squared_obslevels"), quadratic_kappa);
        for (auto const d : {disagreement::identity, disagreement::linear, disagreement::quadratic,
                             disagreement::ordinal, disagreement::radical}) {
            auto const name = std::string(to_string(d));
            auto const& t = e.at("irrCAC_table").at(name);
            count(id + "irrCAC pa " + name, t.at("pa2.table").at("coeff"), value_of(m, percent_agreement{d}));
            count(id + "irrCAC kappa " + name, t.at("kappa2.table").at("coeff"), value_of(m, cohen_kappa{d}));
            count(id + "irrCAC scott " + name, t.at("scott2.table").at("coeff"), value_of(m, scott_pi{d}));
            count(id + "irrCAC gwet " + name, t.at("gwet.ac1.table").at("coeff"), value_of(m, gwet_ac{d}));
            count(id + "irrCAC bp " + name, t.at("bp2.table").at("coeff"), value_of(m, brennan_prediger{d}));
            count(id + "irrCAC krippen " + name, t.at("krippen2.table").at("coeff"),
                  value_of(m, krippendorff_alpha{d}));
        }
        count(id + "psych kappa", e.at("psych_cohen.kappa").at("kappa"), kappa);
        count(id + "psych weighted", e.at("psych_cohen.kappa").at("weighted_sq"), quadratic_kappa);
        auto const& vcd = e.at("vcd_Kappa");
        count(id + "vcd equal unweighted", vcd.at("Equal-Spacing").at("unweighted"), kappa);
        count(id + "vcd equal", vcd.at("Equal-Spacing").at("weighted"), linear_kappa);
        count(id + "vcd squared unweighted", vcd.at("Fleiss-Cohen").at("unweighted"), kappa);
        count(id + "vcd squared", vcd.at("Fleiss-Cohen").at("weighted"), quadratic_kappa);
        count(id + "DescTools kappa", e.at("DescTools_CohenKappa").at("kappa"), kappa);
        count(id + "DescTools ccc", e.at("DescTools_CCC").at("est"), value_of(m, lin_ccc{}));
        count(id + "cor pearson", e.at("cor").at("pearson"), value_of(m, pearson{}));
        count(id + "cor spearman", e.at("cor").at("spearman"), value_of(m, spearman{}));
        count(id + "cor kendall", e.at("cor").at("kendall"), value_of(m, kendall_tau_b{}));
    }
    count.report();
    CHECK(count.compared > 1900);
}

TEST_CASE("the statistics that boot resamples") {
    auto const file = read_json("golden/agreement/bootstrap.json");
    if (!file) return;
    auto const m = pair_of_actors(scale::ordinal(1, 3), positions_of(file->at("x")), positions_of(file->at("y")));
    auto const t0 = [&](char const* name) { return file->at("stats").at(name).at("t0"); };
    tally count;
    count("S_abs", t0("S_abs"), value_of(m, signorino_ritter{}));
    count("kappa_w2", t0("kappa_w2"), value_of(m, kappa_va{}));
    count("taub", t0("taub"), value_of(m, kendall_tau_b{}));
    count("pi", t0("pi"), value_of(m, scott_pi{}));

    // Each resample is the same two actors with each issue as often as it was drawn: whole-numbered weights.
    auto const x = positions_of(file->at("x")), y = positions_of(file->at("y"));
    for (std::size_t r = 0; r < file->at("index").size(); ++r) {
        std::vector<double> drawn(x.size(), 0);
        for (auto const& i : file->at("index")[r]) drawn[i.get<std::size_t>() - 1] += 1;
        auto const resampled = pair_of_actors(scale::ordinal(1, 3), x, y, drawn);
        auto const t = [&](char const* name) { return file->at("stats").at(name).at("t")[r]; };
        compare_options const by_weight{.weights = weighting::issue};
        count("S_abs", t("S_abs"), value_of(resampled, signorino_ritter{}, by_weight));
        count("kappa_w2", t("kappa_w2"), value_of(resampled, cohen_kappa{disagreement::quadratic}, by_weight));
        count("taub", t("taub"), value_of(resampled, kendall_tau_b{}, by_weight));
        count("pi", t("pi"), value_of(resampled, scott_pi{}, by_weight));
    }
    count.report();
    CHECK(count.compared == 4 + 4 * 199);
}

TEST_CASE("two raters of the multi-rater tools: alpha with every metric, and the weightings by value") {
    auto const file = read_json("golden/agreement/many_actors_many_issues.json");
    auto const table = reference_file("golden/agreement/krippendorff_alpha.csv");
    if (!file || !table) return;
    tally count;
    for (auto const& c : file->at("cases")) {
        if (c.at("n_raters").get<int>() != 2) continue;
        auto const id = c.at("id").get<std::string>() + " ";
        positions x, y;
        std::set<double> held;  // the tools know no other categories than those that someone holds
        for (auto const& unit : c.at("ratings_units_by_raters")) {
            auto const both = positions_of(unit);
            x.push_back(both[0]), y.push_back(both[1]);
            for (auto const& p : both)
                if (p) held.insert(*p);
        }
        bool const complete = std::all_of(x.begin(), x.end(), [](auto const& p) { return bool(p); }) &&
                              std::all_of(y.begin(), y.end(), [](auto const& p) { return bool(p); });
        auto const m = pair_of_actors(column_of(level::ratio, {held.begin(), held.end()}), x, y);
        auto const& e = c.at("expected");
        using enum disagreement;
        for (auto const d : {identity, linear, quadratic, ordinal, radical, ratio, circular, bipolar}) {
            auto const name = d == identity ? std::string("unweighted") : std::string(to_string(d));
            auto const& t = e.at("irrCAC").at(name);
            auto const coefficient = [&](char const* of) { return t.at(of).at("coeff"); };
            count(id + "irrCAC pa " + name, coefficient("pa.coeff.raw"), value_of(m, percent_agreement{d}));
            count(id + "irrCAC bp " + name, coefficient("bp.coeff.raw"), value_of(m, brennan_prediger{d}));
            count(id + "irrCAC alpha " + name, coefficient("krippen.alpha.raw"), value_of(m, krippendorff_alpha{d}));
            if (!complete)
                continue;  // these take chance from issues that only one of the two has a position on as well
            count(id + "irrCAC gwet " + name, coefficient("gwet.ac1.raw"), value_of(m, gwet_ac{d}));
            count(id + "irrCAC fleiss " + name, coefficient("fleiss.kappa.raw"), value_of(m, scott_pi{d}));
            count(id + "irrCAC conger " + name, coefficient("conger.kappa.raw"), value_of(m, cohen_kappa{d}));
        }
        for (auto const* tool : {"irr_kripp.alpha", "icr_krippalpha"}) {
            count(id + tool + " nominal", e.at(tool).at("nominal"), value_of(m, krippendorff_alpha{}));
            count(id + tool + " ordinal", e.at(tool).at("ordinal"), value_of(m, krippendorff_alpha{midrank}));
            count(id + tool + " interval", e.at(tool).at("interval"), value_of(m, krippendorff_alpha{quadratic}));
            count(id + tool + " ratio", e.at(tool).at("ratio"), value_of(m, krippendorff_alpha{ratio}));
        }
        for (auto const& row : simple_csv(*table))
            if (row[0] == c.at("id").get<std::string>())
                count(id + "alpha_reference " + row[1], std::stod(row[4]),
                      value_of(m, krippendorff_alpha{row[1] == "nominal" ? identity : quadratic}));
    }
    count.report();
    CHECK(count.compared == 4 * (8 * 3 + 2 * 4 + 2) + 8 * 3);
}

TEST_CASE("irr's weighted kappa goes by what is observed, and sorts numbers as text") {
    auto const file = read_json("golden/agreement/dyadic.json");
    if (!file) return;
    // Their value is ours on another scale: the observed levels in the order of their names, one step apart. On the
    // scale itself 10 lies between 9 and 11, not between 1 and 2; and a level that nobody holds does not bring its
    // neighbours closer.
    auto const on_their_scale = [&](json const& c, disagreement d) {
        std::set<std::string> observed;
        for (auto const* side : {"x", "y"})
            for (auto const& p : c.at(side)) observed.insert(std::to_string(p.get<int>()));
        std::vector<std::string> const sorted(observed.begin(), observed.end());
        auto const ranks = [&](json const& list) {
            positions result;
            for (auto const& p : list)
                result.push_back(
                    1.0 + static_cast<double>(std::find(sorted.begin(), sorted.end(), std::to_string(p.get<int>())) -
                                              sorted.begin()));
            return result;
        };
        return value_of(
            pair_of_actors(scale::ordinal(1, static_cast<int>(sorted.size())), ranks(c.at("x")), ranks(c.at("y"))),
            cohen_kappa{d});
    };
    struct wrong {
        char const* id;
        double theirs, ours;  // quadratic
    };
    for (auto const& w :
         {wrong{"gmy_rus_1914", -.0377358490566042, -.0775862068965516}, wrong{"rand_K11_n10_na0", .949664429530201, 0},
          wrong{"rand_K11_n40_na0", .485771677268162, .9696}}) {
        auto const c = case_of(*file, w.id);
        INFO(w.id);
        auto const& irr = c.at("expected").at("irr_kappa2");
        CHECK(irr.at("squared_obslevels").get<double>() == doctest::Approx(w.theirs).epsilon(1e-12));
        CHECK(*on_their_scale(c, disagreement::quadratic) == doctest::Approx(w.theirs).epsilon(1e-9));
        CHECK(*on_their_scale(c, disagreement::linear) ==
              doctest::Approx(irr.at("equal_obslevels").get<double>()).epsilon(1e-9));
        auto const ours =
            value_of(pair_of_actors(scale::ordinal(c.at("scale")[0].get<int>(), c.at("scale")[1].get<int>()),
                                    positions_of(c.at("x")), positions_of(c.at("y"))),
                     cohen_kappa{disagreement::quadratic});
        if (w.ours != 0) CHECK(*ours == doctest::Approx(w.ours).epsilon(1e-4));
        CHECK(*ours == doctest::Approx(c.at("expected").at("vcd_Kappa").at("Fleiss-Cohen").at("weighted").get<double>())
                           .epsilon(1e-9));
    }
}

TEST_CASE("concordance is defined where only one actor never varies") {
    auto const file = read_json("golden/agreement/dyadic.json");
    if (!file) return;
    // DescTools goes through Pearson's correlation, 0 / 0 here. The formula itself has no such gap, and vcd's kappa
    // agrees.
    for (auto const* id : {"deg_one_constant", "deg_single"}) {
        auto const c = case_of(*file, id);
        CHECK(c.at("expected").at("DescTools_CCC").at("est").is_null());
        auto const m = pair_of_actors(scale::ordinal(1, 5), positions_of(c.at("x")), positions_of(c.at("y")));
        CHECK(value_of(m, lin_ccc{}) == 0.0);
        CHECK(value_of(m, cohen_kappa{disagreement::quadratic}) == 0.0);
    }
}

TEST_CASE("the range is that of the scale, not of the data") {
    auto const file = read_json("golden/agreement/dyadic.json");
    if (!file) return;
    int differ = 0;
    for (auto const& c : file->at("cases")) {
        // fpsim without levels: S as if the positions held were all that there are.
        double low = 1e9, high = -1e9;
        for (auto const* side : {"x", "y"})
            for (auto const& p : c.at(side))
                low = std::min(low, p.get<double>()), high = std::max(high, p.get<double>());
        auto const& theirs = c.at("expected").at("fpsim").at("S_abs_obsrange");
        if (!(low < high) || !theirs.is_number()) continue;
        auto const x = positions_of(c.at("x")), y = positions_of(c.at("y"));
        auto const narrow = value_of(
            pair_of_actors(scale::ordinal(static_cast<int>(low), static_cast<int>(high)), x, y), signorino_ritter{});
        CHECK(relative_error(*narrow, theirs.get<double>()) < 1e-9);
        auto const ours =
            value_of(pair_of_actors(scale::ordinal(c.at("scale")[0].get<int>(), c.at("scale")[1].get<int>()), x, y),
                     signorino_ritter{});
        if (*ours != *narrow) ++differ;
    }
    CHECK(differ > 0);
}
