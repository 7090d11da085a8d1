// SPDX-License-Identifier: BSL-1.0
// Published values.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <string_view>

#include "entente/measures/cohen_kappa.hpp"
#include "entente/measures/kappa_va.hpp"
#include "entente/measures/kendall_tau_b.hpp"
#include "entente/measures/krippendorff_alpha.hpp"
#include "entente/measures/lin_ccc.hpp"
#include "entente/measures/scott_pi.hpp"
#include "entente/measures/signorino_ritter.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

/// As printed, to the last digit printed.
bool prints_as(boost::optional<double> value, double printed, double half_a_digit) {
    return value && std::abs(*value - printed) <= half_a_digit;
}

positions digits(std::string_view text) {
    positions result;
    for (char c : text) result.push_back(static_cast<double>(c - '0'));
    return result;
}

/// Letters a, b, c ... as 1, 2, 3 ...
positions letters(std::string_view text) {
    positions result;
    for (char c : text) result.push_back(static_cast<double>(c - 'a' + 1));
    return result;
}

}  // namespace

TEST_CASE("Germany and Russia in 1914: Signorino and Ritter 1999, table 6") {
    // Alliance commitments to twenty states, 0 none ... 3 defence pact; weights are shares of the system's capability.
    auto const m =
        pair_of_actors(scale::ordinal(0, 3), digits("30003300000300000000"), digits("03130100000000000000"),
                       {.25, .21, .2, .08, .08, .05, .03, .03, .02, .01, .01, .01, .01, .01, 0, 0, 0, 0, 0, 0});
    CHECK(prints_as(value_of(m, kendall_tau_b{}), .0303, .00005));
    CHECK(prints_as(value_of(m, signorino_ritter{}), .4, 1e-15));
    CHECK(prints_as(value_of(m, signorino_ritter{}, {.weights = weighting::issue}), -.46, 1e-15));
    CHECK(prints_as(value_of(m, scott_pi{}), -.0448, .00005));
    CHECK(prints_as(value_of(m, kappa_va{}), -.0776, .00005));
    CHECK(prints_as(value_of(m, cohen_kappa{disagreement::quadratic}), -.0776, .00005));
    CHECK(prints_as(value_of(m, lin_ccc{}), -.0776, .00005));
    CHECK(*compare(m, 0, 1, kappa_va{}).uncorrected == doctest::Approx(13. / 18));
}

TEST_CASE("two observers: Krippendorff 2011, sections A and B") {
    auto const binary = pair_of_actors(scale::ordinal(0, 1), digits("0100000010"), digits("1110010000"));
    CHECK(prints_as(value_of(binary, krippendorff_alpha{}), .095, .0005));
    auto const nominal =
        pair_of_actors(scale::nominal({"a", "b", "c", "d", "e"}), letters("aabbdcccedda"), letters("babbbccceddd"));
    CHECK(prints_as(value_of(nominal, krippendorff_alpha{}), .692, .0005));
}

TEST_CASE("a table of counts gives what its pairs give") {
    // 50 proposals, two reviewers: both yes 20, only the first 5, only the second 10, both no 15.
    statistics::contingency table({0, 1});
    table.add_pairs(1, 1, 20), table.add_pairs(1, 0, 5), table.add_pairs(0, 1, 10), table.add_pairs(0, 0, 15);
    CHECK(*cohen_kappa{}(table) == doctest::Approx(.4).epsilon(1e-15));
    CHECK(*cohen_kappa{}.uncorrected(table) == doctest::Approx(.7).epsilon(1e-15));
}
