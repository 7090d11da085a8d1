// SPDX-License-Identifier: BSL-1.0
// Inputs on which eight tools give 1, 0, NaN, NA or an error, each its own way. Here: none with a reason, and the raw
// agreement beside it.

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <fstream>
#include <string>

#include "entente/measures/all.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

/// Calls `visit(measure)` with each measure of agreement or association that takes the positions of two actors as they
/// are.
template <class Visit>
void each_measure(Visit visit) {
    using enum disagreement;
    for (auto const d : {identity, linear, quadratic, radical, ordinal, ratio, circular, bipolar}) {
        visit(percent_agreement{d}), visit(scott_pi{d}), visit(cohen_kappa{d}), visit(brennan_prediger{d}),
            visit(gwet_ac{d});
        visit(krippendorff_alpha{d});
    }
    visit(krippendorff_alpha{midrank});
    visit(signorino_ritter{}), visit(signorino_ritter_squared{});
    visit(kappa_va{}), visit(pi_va{}), visit(lin_ccc{}), visit(pearson{}), visit(spearman{}), visit(kendall_tau_b{});
}

}  // namespace

TEST_CASE("degenerate inputs: never NaN, undefined with a reason, the raw agreement beside it") {
    auto const path = reference_file("golden/agreement/degenerate_inputs.json");
    if (!path) return;
    std::ifstream file(*path);
    auto const inputs = nlohmann::json::parse(file);
    int undefined = 0, defined = 0;
    for (auto const& [name, units] : inputs.items()) {
        std::string const label = name;  // a structured binding cannot be captured
        INFO(label);
        positions x, y;
        for (auto const& unit : units) {
            auto const at = [&](std::size_t rater) {
                return rater < unit.size() && unit[rater].is_number() ? boost::make_optional(unit[rater].get<double>())
                                                                      : boost::none;
            };
            x.push_back(at(0)), y.push_back(at(1));
        }
        bool const from_zero = name == "zero_ratio";
        auto const m = pair_of_actors(
            from_zero ? column_of(level::ratio, {0, 1, 2}) : column_of(level::ratio, {1, 2, 3, 4, 5}), x, y);
        each_measure([&](auto const& measure) {
            INFO(std::string(measure.description.name));
            auto const c = compare(m, 0, 1, measure);
            if (c.value) {
                ++defined;
                CHECK(std::isfinite(*c.value));
                CHECK(*c.value <= 1);
                CHECK(*c.value >= measure.description.least);
                CHECK(c.reason == undefined_reason::defined);
            } else {
                ++undefined;
                CHECK(c.reason == (c.shared == 0 ? undefined_reason::nothing_shared : undefined_reason::no_variation));
            }
            if constexpr (requires(typename std::remove_cvref_t<decltype(measure)>::statistic const& s) {
                              measure.uncorrected(s);
                          }) {
                CHECK(static_cast<bool>(c.uncorrected) == (c.shared > 0));
                if (c.uncorrected) CHECK((*c.uncorrected >= 0 && *c.uncorrected <= 1));
            }
        });
        if (name == "single_rater" || name == "all_NA" || name == "no_overlap")
            CHECK(compare(m, 0, 1, cohen_kappa{}).shared == 0);
        if (name == "all_equal" || name == "two_units_equal") {
            for (auto const d : {disagreement::identity, disagreement::quadratic}) {
                CHECK_FALSE(value_of(m, cohen_kappa{d}));
                CHECK(compare(m, 0, 1, cohen_kappa{d}).uncorrected == 1.0);
                CHECK_FALSE(value_of(m, scott_pi{d}));
                CHECK_FALSE(value_of(m, krippendorff_alpha{d}));
                CHECK(value_of(m, gwet_ac{d}) == 1.0);
                CHECK(value_of(m, brennan_prediger{d}) == 1.0);
            }
            CHECK(compare(m, 0, 1, lin_ccc{}).uncorrected == 1.0);
        }
        if (name == "perfect_varied" || name == "empty_unit") {
            CHECK(value_of(m, cohen_kappa{disagreement::ratio}) == 1.0);
            CHECK(value_of(m, krippendorff_alpha{disagreement::midrank}) == 1.0);
            CHECK(value_of(m, kendall_tau_b{}) == 1.0);
        }
        if (name == "two_raters_opposite") {
            CHECK(value_of(m, cohen_kappa{}) == -1.0);
            CHECK(value_of(m, scott_pi{disagreement::quadratic}) == -1.0);
            CHECK(value_of(m, pearson{}) == -1.0);
            CHECK(value_of(m, pi_va{}) == -1.0);
        }
        if (name == "zero_ratio") {
            // Positions (0, 0), (0, 1), (2, 2): the ratio disagreement of 0 and 1 is 1, of 1 and 2 it is 1/9, of 0 and
            // 2 it is 1, of 0 and 0 it is 0.
            // D_o = 1/3, r = (3, 1, 2) / 6, D_e = 2 (3 * 1 + 3 * 2 + 1 * 2 / 9) / 36.
            double const expected = 2 * (3 + 6 + 2. / 9) / 36;
            CHECK(*value_of(m, krippendorff_alpha{disagreement::ratio}) ==
                  doctest::Approx(1 - 5. / 6 * (1. / 3) / expected).epsilon(1e-14));
        }
    }
    CHECK(undefined > 100);
    CHECK(defined > 100);
}
