// SPDX-License-Identifier: BSL-1.0
// What is typed for weights, missing positions and orders: every word, and nothing else.
#include "entente/text/option_text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "entente/error.hpp"
#include "entente/measures/convergence.hpp"
#include "entente/measures/divergence.hpp"

using namespace entente;
using fill = missing_policy::fill;

TEST_CASE("every policy for missing positions has its text") {
    for (auto const& spelled :
         {std::pair("pairwise", missing_policy::pairwise()), std::pair("neutral", missing_policy::neutral()),
          std::pair("neutral:second", missing_policy::neutral(fill::second)),
          std::pair("opposite_extreme", missing_policy::opposite_extreme()),
          std::pair("opposite_extreme:second", missing_policy::opposite_extreme(fill::second)),
          std::pair("expected", missing_policy::expected()),
          std::pair("expected:second", missing_policy::expected(fill::second)),
          std::pair("rated", missing_policy::rated()), std::pair("rated:second", missing_policy::rated(fill::second)),
          std::pair("penalty:0", missing_policy::penalty(0)), std::pair("penalty:0.25", missing_policy::penalty(0.25)),
          std::pair("penalty:1:second", missing_policy::penalty(1, fill::second))}) {
        auto const text = spelled.first;
        CAPTURE(text);
        CHECK((parse_missing_policy(text) == spelled.second));
    }
    for (char const* const text :
         {"", "Neutral", "neutral ", "middle", ":second", "pairwise:second", "penalty", "penalty:", "penalty:x",
          "penalty:1.5", "penalty:-0.1", "penalty:nan", "penalty:0.5:first", "expected:second:second"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse_missing_policy(text), error);
    }
}

TEST_CASE("every weighting has its text") {
    for (auto const w : {weighting::none, weighting::issue, weighting::first, weighting::second, weighting::mean,
                         weighting::product, weighting::min, weighting::max})
        CHECK(parse_weighting(to_string(w)) == w);
    for (char const* const text : {"", "None", "means", "third"}) CHECK_THROWS_AS(parse_weighting(text), error);
}

TEST_CASE_TEMPLATE("convergence and divergence take the orders 1, 2 and 3", Measure, measures::convergence,
                   measures::divergence) {
    CHECK(Measure::parse("").order == 2);
    for (int const order : {1, 2, 3}) CHECK(Measure::parse(std::to_string(order)).order == order);
    for (char const* const text : {"0", "4", "1.5", "-1", "nan", "two"}) CHECK_THROWS_AS(Measure::parse(text), error);
    // The order chosen is the order computed.
    typename Measure::statistic s;
    issue_column const c{.name = "q", .lower = -2, .upper = 2};
    s.add(1, 1, 1, c), s.add(-1, 1, 1, c), s.add(2, 2, 3, c), s.add(-2, 2, 3, c);
    CHECK(*Measure::parse("1")(s) == 4);
    CHECK(*Measure::parse("2")(s) == 3.5);
    auto const of_pair = Measure::parse("3").for_pair({{}, 2}, {{}, 4});
    CHECK(*of_pair(s) == 3 * 3.5);
    CHECK(*Measure::parse("2").for_pair({{}, 2}, {{}, 4})(s) == 3.5);
}
