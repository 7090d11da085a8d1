// SPDX-License-Identifier: BSL-1.0
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "entente/measures/adapted.hpp"
#include "entente/measures/all.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

scale const five = scale::ordinal(1, 5);

position_matrix silent_at(double known, scale const& s = five) {
    return pair_of_actors(s, {known}, {boost::none});
}

}  // namespace

TEST_CASE("pairwise: left out") {
    CHECK(value_of(silent_at(1), city_block{}) == boost::none);
    auto const c = compare(pair_of_actors(five, {1.0, 1.0}, {2.0, boost::none}), 0, 1, city_block{});
    CHECK(c.value == 0.25);
    CHECK(c.shared == 1);
}

TEST_CASE("neutral: the middle, which need not be a category") {
    compare_options const o{.missing = missing_policy::neutral()};
    CHECK(value_of(silent_at(1), city_block{}, o) == 0.5);
    CHECK(value_of(silent_at(3), city_block{}, o) == 0.0);
    CHECK(value_of(silent_at(1), directional{}, o) == 0.5);
    CHECK(value_of(silent_at(1, scale::ordinal(1, 4)), city_block{}, o) == 0.5);
}

TEST_CASE("opposite_extreme: the farther end, either end from the middle") {
    compare_options const o{.missing = missing_policy::opposite_extreme()};
    CHECK(value_of(silent_at(1), city_block{}, o) == 1.0);
    CHECK(value_of(silent_at(2), city_block{}, o) == 0.75);
    CHECK(value_of(silent_at(3), city_block{}, o) == 0.5);
    CHECK(value_of(silent_at(4), city_block{}, o) == 0.75);
    CHECK(value_of(silent_at(4), directional{}, o) == 0.75);
    CHECK(value_of(silent_at(3), directional{}, o) == 0.5);
}

TEST_CASE("expected: the mean over what could be said, not one half of the scale whatever was said") {
    compare_options const o{.missing = missing_policy::expected()};
    auto const guess = as_agreement(city_block{});
    // Software that takes 1/2 for an answer that was not given (josefplch) is right about those at an end of the scale
    // ...
    CHECK(*value_of(silent_at(1), guess, o) == doctest::Approx(0.5).epsilon(1e-15));
    CHECK(*value_of(silent_at(5), guess, o) == doctest::Approx(0.5).epsilon(1e-15));
    // ... and too low about all others: from the middle, nobody is farther than 1/2.
    CHECK(*value_of(silent_at(3), guess, o) == doctest::Approx(0.7).epsilon(1e-15));
    CHECK(*value_of(silent_at(2), guess, o) == doctest::Approx(0.65).epsilon(1e-15));
    // For one of L unordered options it takes 1/L, as we do.
    auto const four = scale::nominal({"a", "b", "c", "d"});
    CHECK(*value_of(silent_at(2, four), share_identical{}, o) == doctest::Approx(0.25).epsilon(1e-15));
    CHECK(*value_of(silent_at(2, four), gower{}, o) == doctest::Approx(0.75).epsilon(1e-15));
    // On a continuous scale: the integral.
    auto const line = scale::interval(0, 1);
    CHECK(*value_of(silent_at(0.25, line), city_block{}, o) ==
          doctest::Approx((0.25 * 0.25 + 0.75 * 0.75) / 2).epsilon(1e-14));
    CHECK(std::pow(*value_of(silent_at(0.25, line), euclidean{}, o), 2) ==
          doctest::Approx((std::pow(0.25, 3) + std::pow(0.75, 3)) / 3).epsilon(1e-14));
    CHECK(*value_of(silent_at(0.25, line), directional{}, o) == doctest::Approx(0.5).epsilon(1e-14));
    // The issue weighs what it weighs, whatever is filled in.
    auto const c = compare(pair_of_actors(five, {1.0, 1.0}, {1.0, boost::none}), 0, 1, city_block{}, o);
    CHECK(c.weight == doctest::Approx(2).epsilon(1e-15));
    CHECK(*c.value == doctest::Approx(0.25).epsilon(1e-15));
}

TEST_CASE("penalty: a share of the greatest difference, and no more than could be said") {
    CHECK(value_of(silent_at(1), city_block{}, {.missing = missing_policy::penalty(0.25)}) == 0.25);
    CHECK(value_of(silent_at(5), city_block{}, {.missing = missing_policy::penalty(0.25)}) == 0.25);
    CHECK(value_of(silent_at(3), city_block{}, {.missing = missing_policy::penalty(1)}) == 0.5);
    CHECK(value_of(silent_at(2), city_block{}, {.missing = missing_policy::penalty(0)}) == 0.0);
    CHECK_THROWS_AS(missing_policy::penalty(1.5), error);
}

TEST_CASE("a penalty in points is a matter of the table: SVT takes 2.5 off, whatever the answer could have scored") {
    auto const t = by_score_table::parse("svt_propositions");
    compare_options const o{.missing = missing_policy::rated(missing_policy::fill::second)};
    auto const m = pair_of_actors(scale::ordinal(1, 4), {1.0, 2.0}, {1.0, boost::none});
    CHECK(*value_of(m, t, o) == 11 / 13.5);
    // The tool's documented answer to `A;B` against `A;_`.
    CHECK(*value_of(m, t, o) == doctest::Approx(0.8148148148148148).epsilon(1e-15));
}

namespace {

/// The names of the measures of a list that refuse the policy `expected`, each by itself, turned round, and as
/// a measure of any kind.
template <class... Measures>
std::vector<std::string> without_expectation(std::type_identity<std::tuple<Measures...>>) {
    auto const m = pair_of_actors(scale::ratio(0, 4), {1.0, 4.0, 2.0}, {2.0, 3.0, boost::none});
    auto const categories = pair_of_actors(five, {1.0, 4.0, 2.0}, {2.0, 3.0, boost::none});
    std::vector<std::string> names;
    auto const visit = [&]<class Measure>(std::type_identity<Measure>) {
        if constexpr (!std::is_same_v<Measure, by_score_table>) {
            auto const& on = Measure::description.needs == level::ratio ? m : categories;
            compare_options const o{.missing = missing_policy::expected()};
            bool refused = false;
            try {
                compare(on, 0, 1, Measure{}, o);
            } catch (error const& e) {
                refused = true;
                CHECK(e.code() == fault_code::invalid_argument);
                CHECK(std::string(e.what()).starts_with(std::string(Measure::description.name) + " "));
            }
            if constexpr (bounded_measure<Measure>) {
                if (refused)
                    CHECK_THROWS_AS(compare(on, 0, 1, as_agreement(Measure{}), o), error);
                else
                    CHECK_NOTHROW(compare(on, 0, 1, as_agreement(Measure{}), o));
            }
            for (auto const& p : {missing_policy::pairwise(), missing_policy::opposite_extreme()})
                CHECK_NOTHROW(compare(on, 0, 1, Measure{}, {.missing = p}));
            if (refused) names.emplace_back(Measure::description.name);
        }
    };
    (visit(std::type_identity<Measures>{}), ...);
    return names;
}

}  // namespace

TEST_CASE("expected: refused by measures that are no mean over positions, and by no other") {
    CHECK(without_expectation(std::type_identity<measure_list>{}) ==
          std::vector<std::string>{"euclidean_squared_weights", "chebyshev", "cosine", "cosine_distance",
                                   "krippendorff_alpha", "pearson", "spearman", "kendall_tau_b", "mars_affinity"});
}

TEST_CASE("expected: agreement beyond chance is that of the joint distribution to be expected, on tables and on "
          "moments alike") {
    auto const m = pair_of_actors(five, {1.0, 4.0, 2.0, 5.0}, {2.0, 3.0, boost::none, 5.0});
    compare_options const o{.missing = missing_policy::expected()};
    CHECK(*value_of(m, cohen_kappa{disagreement::quadratic}, o) ==
          doctest::Approx(*value_of(m, kappa_va{}, o)).epsilon(1e-14));
    CHECK(*value_of(m, cohen_kappa{disagreement::quadratic}, o) ==
          doctest::Approx(*value_of(m, lin_ccc{}, o)).epsilon(1e-14));
    CHECK(*value_of(m, scott_pi{disagreement::quadratic}, o) ==
          doctest::Approx(*value_of(m, pi_va{}, o)).epsilon(1e-14));
}

TEST_CASE("one side only: what the first has not answered is left out") {
    auto const m = pair_of_actors(five, {boost::none, 1.0}, {1.0, 1.0});
    using side = missing_policy::fill;
    for (auto const& p : {missing_policy::neutral(side::second), missing_policy::opposite_extreme(side::second),
                          missing_policy::expected(side::second), missing_policy::penalty(1, side::second)}) {
        CHECK(value_of(m, city_block{}, {.missing = p}) == 0.0);
        auto either = p;
        either.whose = side::either;
        CHECK(value_of(m, city_block{}, {.missing = either}) > 0.0);
    }
}
