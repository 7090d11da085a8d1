// SPDX-License-Identifier: BSL-1.0
// Standard errors and intervals as other tools give them: irrCAC 1.0, vcd
// 1.4-11, DescTools 0.99.59 and boot 1.3-28.1 in R 4.2.2, read from the reference folder; and published
// examples, which need none.
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "entente/dyadic/inference.hpp"
#include "entente/measures/all.hpp"

#include <nlohmann/json.hpp>

using namespace entente;
using namespace entente::measures;

namespace {

issue_column categories(int lower, int upper) {
    issue_column c{
        .measurement = level::ordinal, .lower = static_cast<double>(lower), .upper = static_cast<double>(upper)};
    for (int v = lower; v <= upper; ++v) c.categories.push_back(v);
    return c;
}

/// Two actors with a position on every issue, all issues of one scale.
position_matrix two_actors(std::vector<double> const& x, std::vector<double> const& y, issue_column column) {
    std::vector<issue_column> columns;
    std::vector<cell> cells;
    for (std::size_t i = 0; i < x.size(); ++i) {
        column.name = std::to_string(i);
        columns.push_back(column);
    }
    for (auto const* row : {&x, &y})
        for (std::size_t i = 0; i < row->size(); ++i)
            cells.push_back({static_cast<std::uint32_t>(i), true, (*row)[i], 1, 1});
    return {{"x", "y"}, std::move(columns), {0, x.size(), 2 * x.size()}, std::move(cells)};
}

statistics::contingency table_of(std::vector<double> values, std::vector<std::size_t> const& counts) {
    auto const q = values.size();
    statistics::contingency t(std::move(values));
    for (std::size_t k = 0; k < q; ++k)
        for (std::size_t l = 0; l < q; ++l) t.add_pairs(k, l, counts[k * q + l]);
    return t;
}

}  // namespace

TEST_CASE("a share: the intervals that Newcombe (1998) prints for Wilson's score") {
    struct {
        double successes, trials, lower, upper;
    } const printed[] = {
        {81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}};
    for (auto const& p : printed) {
        auto const i = wilson(p.successes, p.trials);
        REQUIRE(i.has_value());
        CHECK(std::abs(i->lower - p.lower) < 5.1e-5);
        CHECK(std::abs(i->upper - p.upper) < 5.1e-5);
    }
}

TEST_CASE("kappa: the standard error that Fleiss (1981) prints for two clinicians and 100 patients") {
    auto const e = linearised(table_of({1, 2, 3}, {75, 1, 4, 5, 4, 1, 0, 0, 10}), cohen_kappa{});
    REQUIRE(e.whole.value);
    REQUIRE(e.standard_error);
    CHECK(std::abs(*e.whole.value - 0.68) < 0.005);
    CHECK(std::abs(*e.standard_error - 0.087) < 0.001);  // reckoned there from rounded shares
}

TEST_CASE("jackknife: the correlation of 15 law schools (Efron 1982)") {
    std::vector<double> score{576, 635, 558, 578, 666, 580, 555, 661, 651, 605, 653, 575, 545, 572, 594};
    std::vector<double> grade{3.39, 3.30, 2.81, 3.03, 3.44, 3.07, 3.00, 3.43, 3.36, 3.13, 3.12, 2.74, 2.76, 2.88, 2.96};
    for (double& s : score) s /= 1000;
    for (double& g : grade) g /= 10;
    auto const j = jackknife(two_actors(score, grade, {.measurement = level::interval}), 0, 1, pearson{});
    REQUIRE(j.whole.value);
    REQUIRE(j.standard_error);
    CHECK(std::abs(*j.whole.value - 0.776) < 0.0005);
    CHECK(std::abs(*j.standard_error - 0.1425) < 0.0001);
    CHECK(std::abs(*j.bias - -0.0065) < 0.0001);
}

namespace {

/// A file of the reference folder, or null with a message.
nlohmann::json golden(std::string const& name) {
    std::string const folder = ENTENTE_REFERENCE_DIR;
    if (folder.empty()) {
        MESSAGE("skipped: there is no ENTENTE_REFERENCE_DIR, so no " << name);
        return nullptr;
    }
    std::ifstream file(folder + "/golden/agreement/" + name);
    REQUIRE(file);
    return nlohmann::json::parse(file);
}

double number(nlohmann::json const& j) {
    return j.is_number() ? j.get<double>() : std::numeric_limits<double>::quiet_NaN();
}

/// How far a value is from another tool's, relative to it; to 0.001 where it is less than that, since it was
/// printed to 15 digits of 1.
struct deviation {
    std::size_t compared = 0;
    double worst = 0;
    void take(double ours, double theirs) {
        ++compared;
        worst = std::max(worst, std::abs(ours - theirs) / std::max(1e-3, std::abs(theirs)));
    }
};

/// The empirical influence values that boot's default takes the acceleration from: coefficients of the
/// regression of the resampled values on how often each unit was drawn, centred. They depend on the resamples;
/// those of the jackknife do not.
double regression_acceleration(index_matrix const& drawn, std::vector<boost::optional<double>> const& t) {
    auto const n = drawn.units(), columns = n;  // a constant, and all units but the first
    std::vector<long double> normal(columns * columns, 0), right(columns, 0);
    for (std::size_t r = 0; r < drawn.resamples(); ++r) {
        std::vector<long double> x(columns, 0);
        x[0] = 1;
        for (auto const i : drawn[r])
            if (i) x[i] += 1.0L / static_cast<long double>(n);
        for (std::size_t j = 0; j < columns; ++j) {
            right[j] += x[j] * *t[r];
            for (std::size_t k = 0; k < columns; ++k) normal[j * columns + k] += x[j] * x[k];
        }
    }
    for (std::size_t j = 0; j < columns; ++j)  // Gauss-Jordan on a positive definite matrix
        for (std::size_t k = 0; k < columns; ++k) {
            if (k == j) continue;
            auto const f = normal[k * columns + j] / normal[j * columns + j];
            for (std::size_t l = j; l < columns; ++l) normal[k * columns + l] -= f * normal[j * columns + l];
            right[k] -= f * right[j];
        }
    std::vector<long double> influence(n, 0);
    long double mean = 0, squares = 0, cubes = 0;
    for (std::size_t j = 1; j < n; ++j)
        influence[j] = right[j] / normal[j * columns + j], mean += influence[j] / static_cast<long double>(n);
    for (auto& l : influence) l -= mean, squares += l * l, cubes += l * l * l;
    return static_cast<double>(cubes / (6 * std::pow(squares, 1.5L)));
}

template <class Measure>
void replay(nlohmann::json const& boot, nlohmann::json const& jack, Measure const& m, deviation& values,
            deviation& intervals) {
    auto const x = boot["x"].get<std::vector<double>>(), y = boot["y"].get<std::vector<double>>();
    std::vector<std::uint32_t> index;
    for (auto const& row : boot["index"])
        for (auto const& i : row) index.push_back(i.get<std::uint32_t>() - 1);
    index_matrix const drawn(x.size(), index);
    auto const matrix = two_actors(x, y, categories(1, 3));
    auto const b = bootstrap(matrix, 0, 1, m, {}, drawn);
    std::string const name = Measure::description.name == "signorino_ritter" ? "S_abs"
                             : Measure::description.name == "cohen_kappa"    ? "kappa_w2"
                             : Measure::description.name == "scott_pi"       ? "pi"
                                                                             : "taub";
    auto const& expected = boot["stats"][name];
    auto const& left_out = jack["stats"][name];
    CAPTURE(name);
    REQUIRE(b.whole.value);
    values.take(*b.whole.value, number(expected["t0"]));
    REQUIRE(b.values.size() == expected["t"].size());
    for (std::size_t r = 0; r < b.values.size(); ++r) values.take(*b.values[r], number(expected["t"][r]));
    values.take(*b.bias, number(expected["bias"]));
    values.take(*b.standard_error, number(expected["se"]));
    for (std::size_t i = 0; i < x.size(); ++i) {
        double const v = *b.jackknife.left_out[i].value;
        values.take(v, number(left_out["jackknife_values"][i]));
        values.take((static_cast<double>(x.size()) - 1) * (*b.whole.value - v), number(expected["jack_L"][i]));
    }
    values.take(*b.jackknife.acceleration, number(left_out["accel"]));

    for (auto const& e : expected["norm"]) {
        auto const i = b.normal(number(e[0]));
        intervals.take(i->lower, number(e[1]));
        intervals.take(i->upper, number(e[2]));
    }
    auto const check = [&](nlohmann::json const& all, auto&& ours) {
        REQUIRE(all.size() == 2);
        for (auto const& e : all) {
            auto const i = ours(number(e[0]));
            REQUIRE(i.has_value());
            CHECK(std::abs(i->lower_rank - number(e[1])) < 0.0051);  // printed to 2 decimals
            CHECK(std::abs(i->upper_rank - number(e[2])) < 0.0051);
            intervals.take(i->lower, number(e[3]));
            intervals.take(i->upper, number(e[4]));
        }
    };
    check(expected["perc"], [&](double c) { return b.percentile(c); });
    check(expected["basic"], [&](double c) { return b.basic(c); });
    check(left_out["bca_jackknife"], [&](double c) { return b.bca(c); });
    double const acceleration = regression_acceleration(drawn, b.values);
    check(expected["bca"], [&](double c) { return b.bca(c, acceleration); });
}

}  // namespace

TEST_CASE("bootstrap and jackknife: boot's values, ranks and intervals on the same resamples") {
    auto const boot = golden("bootstrap.json"), jack = golden("jackknife.json");
    if (boot.is_null() || jack.is_null()) return;
    deviation values, intervals;
    replay(boot, jack, signorino_ritter{}, values, intervals);
    replay(boot, jack, cohen_kappa{disagreement::quadratic}, values, intervals);
    replay(boot, jack, kendall_tau_b{}, values, intervals);
    replay(boot, jack, scott_pi{}, values, intervals);
    MESSAGE(values.compared << " values, worst deviation " << values.worst << "; " << intervals.compared
                            << " ends of intervals, worst " << intervals.worst);
    CHECK(values.worst < 1e-10);
    CHECK(intervals.worst < 1e-10);
}

namespace {

/// Where a variance of zero is the difference of two equal numbers, rounding leaves a little of either sign: a
/// standard error of the order of 1e-8, or the root of a negative number. The formula here is a sum of squares
/// and gives 0.
bool is_rounded_zero(double theirs) {
    return std::isnan(theirs) || std::abs(theirs) < 1e-7;
}

template <class Measure>
void compare_errors(nlohmann::json const& tables, char const* function, position_matrix const& matrix,
                    statistics::contingency const& table, deviation& all, std::size_t& zeros) {
    using enum disagreement;
    for (auto const by : {identity, linear, quadratic, ordinal, radical}) {
        auto const& theirs = tables[std::string(to_string(by))][function];
        auto const e = linearised(matrix, 0, 1, Measure(by));
        CAPTURE(function);
        CAPTURE(to_string(by));
        if (theirs.is_null() || !e.whole.value) {
            CHECK_FALSE(e.standard_error);
            continue;
        }
        REQUIRE(e.standard_error);
        CHECK(*linearised(table, Measure(by)).standard_error == doctest::Approx(*e.standard_error).epsilon(1e-13));
        double const se = number(theirs["se"]);
        if (*e.standard_error < 1e-14) {
            CHECK(is_rounded_zero(se));
            ++zeros;
            continue;
        }
        all.take(*e.standard_error, se);
    }
}

}  // namespace

TEST_CASE("linearised: the standard errors of irrCAC, vcd and DescTools") {
    auto const file = golden("dyadic.json");
    if (file.is_null()) return;
    deviation of_irrcac, of_vcd, of_desctools, of_s;
    std::size_t zeros = 0, cases = 0;
    for (auto const& c : file["cases"]) {
        auto const x = c["x"].get<std::vector<double>>(), y = c["y"].get<std::vector<double>>();
        auto const matrix = two_actors(x, y, categories(c["scale"][0], c["scale"][1]));
        CAPTURE(c["id"].get<std::string>());
        if (x.size() < 2) {
            // One issue says nothing about how others would come out; the tools say 0.
            CHECK_FALSE(linearised(matrix, 0, 1, scott_pi{}).standard_error);
            continue;
        }
        ++cases;
        statistics::contingency table(matrix.columns());
        for (std::size_t i = 0; i < x.size(); ++i) table.add(x[i], y[i], 1, matrix.issue(i));
        auto const& irrcac = c["expected"]["irrCAC_table"];
        compare_errors<percent_agreement>(irrcac, "pa2.table", matrix, table, of_irrcac, zeros);
        compare_errors<cohen_kappa>(irrcac, "kappa2.table", matrix, table, of_irrcac, zeros);
        compare_errors<scott_pi>(irrcac, "scott2.table", matrix, table, of_irrcac, zeros);
        compare_errors<gwet_ac>(irrcac, "gwet.ac1.table", matrix, table, of_irrcac, zeros);
        compare_errors<brennan_prediger>(irrcac, "bp2.table", matrix, table, of_irrcac, zeros);
        compare_errors<krippendorff_alpha>(irrcac, "krippen2.table", matrix, table, of_irrcac, zeros);

        auto const& vcd = c["expected"]["vcd_Kappa"];
        auto const against = [&](disagreement by, double theirs, deviation& all) {
            auto const e = linearised(matrix, 0, 1, cohen_kappa(by));
            if (!e.whole.value) return;
            if (*e.standard_error < 1e-14)
                CHECK(is_rounded_zero(theirs));
            else
                all.take(*e.standard_error, theirs);
        };
        against(disagreement::identity, number(vcd["Equal-Spacing"]["ase"]), of_vcd);
        against(disagreement::linear, number(vcd["Equal-Spacing"]["ase_w"]), of_vcd);
        against(disagreement::quadratic, number(vcd["Fleiss-Cohen"]["ase_w"]), of_vcd);

        // DescTools' interval of kappa is value -+ 1.96 standard errors.
        if (auto const e = linearised(matrix, 0, 1, cohen_kappa{}); e.whole.value) {
            double const z = detail::normal_quantile(0.975);
            auto const& desctools = c["expected"]["DescTools_CohenKappa"];
            of_desctools.take(*e.whole.value - z * *e.standard_error, number(desctools["lwr"]));
            of_desctools.take(*e.whole.value + z * *e.standard_error, number(desctools["upr"]));
        }
        // S = 2 p_a - 1 with linear weights, so that its standard error is twice that of p_a.
        auto const s = linearised(matrix, 0, 1, signorino_ritter{});
        if (*s.standard_error > 1e-14) of_s.take(*s.standard_error, 2 * number(irrcac["linear"]["pa2.table"]["se"]));
    }
    MESSAGE(cases << " pairs: irrCAC " << of_irrcac.compared << " standard errors, worst deviation " << of_irrcac.worst
                  << ", and " << zeros << " of 0; vcd " << of_vcd.compared << ", worst " << of_vcd.worst
                  << "; DescTools " << of_desctools.compared << " ends, worst " << of_desctools.worst << "; S "
                  << of_s.compared << ", worst " << of_s.worst);
    CHECK(of_irrcac.worst < 1e-9);
    CHECK(of_vcd.worst < 1e-9);
    CHECK(of_desctools.worst < 1e-9);
    CHECK(of_s.worst < 1e-9);
    CHECK(of_irrcac.compared > 1000);
}

TEST_CASE("t intervals: irrCAC's, from its coefficients and standard errors") {
    auto const file = golden("many_actors_many_issues.json");
    if (file.is_null()) return;
    deviation ends;
    std::size_t capped = 0;
    for (auto const& c : file["cases"]) {
        // Krippendorff's alpha counts the units that can be paired, the others all units.
        std::size_t paired = 0;
        for (auto const& unit : c["ratings_units_by_raters"])
            paired += std::count_if(unit.begin(), unit.end(), [](auto const& r) { return !r.is_null(); }) > 1 ? 1 : 0;
        for (auto const& weighting : c["expected"]["irrCAC"])
            for (auto const& entry : weighting.items()) {
                auto const name = entry.key();
                auto const& theirs = entry.value();
                if (!theirs.is_object() || !theirs.contains("ci") || !theirs["ci"].is_string() ||
                    std::isnan(number(theirs["se"])))
                    continue;
                auto const text = theirs["ci"].get<std::string>();
                auto const comma = text.find(',');
                if (text.find('N') != std::string::npos || comma == std::string::npos) continue;
                auto const units = name.starts_with("krippen") ? paired : c["n_units"].get<std::size_t>();
                auto const i = detail::t_interval(number(theirs["coeff"]), number(theirs["se"]), units, 0.95,
                                                  scott_pi::description);
                CAPTURE(c["id"].get<std::string>());
                CAPTURE(name);
                REQUIRE(i.has_value());
                ends.take(i->lower, std::stod(text.substr(1)));
                ends.take(i->upper, std::stod(text.substr(comma + 1)));
                capped += i->upper == 1 ? 1 : 0;
            }
    }
    MESSAGE(ends.compared << " ends of intervals, worst deviation " << ends.worst << "; " << capped << " capped at 1");
    CHECK(ends.compared > 100);
    CHECK(capped > 10);
    CHECK(ends.worst < 1e-9);
}
