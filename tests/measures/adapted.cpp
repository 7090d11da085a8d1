// SPDX-License-Identifier: BSL-1.0
#include "entente/measures/adapted.hpp"

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/measures/all.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

template <class Measure>
using distance_of = adapted<Measure, orientation::distance>;
template <class Measure>
using agreement_of = adapted<Measure, orientation::agreement>;

// What is known at compile time.
static_assert(dyadic_measure<distance_of<cosine>> && dyadic_measure<agreement_of<by_score_table>>);
static_assert(distance_of<signorino_ritter>::description.direction == orientation::distance);
static_assert(distance_of<signorino_ritter>::description.least == 0 &&
              distance_of<signorino_ritter>::description.greatest == 1);
static_assert(distance_of<signorino_ritter>::description.name == "signorino_ritter");
static_assert(distance_of<city_block>::description.formula == city_block::description.formula);
static_assert(!bounded_measure<convergence> && !bounded_measure<divergence>);
// Shares survive where the value is a mean, or is left as it is.
static_assert(mean_measure<agreement_of<city_block>> && mean_measure<distance_of<signorino_ritter>>);
static_assert(mean_measure<distance_of<euclidean>> && !mean_measure<agreement_of<euclidean>>);
static_assert(mean_measure<distance_of<minkowski>> && !mean_measure<agreement_of<minkowski>>);
static_assert(mean_measure<agreement_of<by_score_table>> && !mean_measure<distance_of<cosine>>);
// What is asked of levels and policies stays asked.
static_assert(!measures_on<agreement_of<canberra>, stance_graph<likert<5>>>);
static_assert(measures_on<agreement_of<gower>, stance_graph<choice<3>>>);
static_assert(!measure_traits<agreement_of<chebyshev>>::linear(as_agreement(chebyshev{})));
static_assert(measure_traits<distance_of<by_score_table>>::of_statistic::rates_silence);
// 1 - a power mean is no mean, whatever stands between.
static_assert(!mean_measure<agreement_of<distance_of<euclidean>>> &&
              mean_measure<agreement_of<distance_of<city_block>>>);

scale const five = scale::ordinal(1, 5);

}  // namespace

TEST_CASE("distances and agreements in [0, 1]") {
    auto const m = pair_of_actors(five, {1.0, 2.0, 5.0}, {5.0, 3.0, 5.0});
    CHECK(*value_of(m, as_distance(signorino_ritter{})) == doctest::Approx(*value_of(m, city_block{})).epsilon(1e-15));
    CHECK(*value_of(m, as_agreement(signorino_ritter{})) ==
          doctest::Approx(1 - *value_of(m, city_block{})).epsilon(1e-15));
    CHECK(*value_of(m, as_agreement(city_block{})) == 1 - *value_of(m, city_block{}));
    CHECK(value_of(m, as_distance(city_block{})) == value_of(m, city_block{}));
    CHECK(*value_of(m, as_distance(scalar_product{})) == doctest::Approx(*value_of(m, directional{})).epsilon(1e-15));
    CHECK(*value_of(m, as_distance(cosine{})) == doctest::Approx(*value_of(m, cosine_distance{}) / 2).epsilon(1e-15));
    CHECK(*value_of(m, as_agreement(cosine_distance{})) ==
          doctest::Approx((1 + *value_of(m, cosine{})) / 2).epsilon(1e-15));
}

TEST_CASE("there and back is the same") {
    auto const m = pair_of_actors(five, {1.0, 2.0, 4.0}, {5.0, 3.0, 5.0});
    CHECK(*value_of(m, as_distance(as_agreement(euclidean{}))) ==
          doctest::Approx(*value_of(m, euclidean{})).epsilon(1e-15));
    CHECK(*value_of(m, as_agreement(as_distance(by_score_table::parse("svt_range")))) ==
          doctest::Approx(*value_of(m, by_score_table::parse("svt_range"))).epsilon(1e-15));
}

TEST_CASE("undefined stays undefined") {
    auto const nowhere = pair_of_actors(five, {3.0}, {1.0});
    CHECK(value_of(nowhere, as_distance(cosine{})) == boost::none);
    CHECK(compare(nowhere, 0, 1, as_distance(cosine{})).reason == undefined_reason::no_variation);
}

TEST_CASE("shares of a converted mean sum to it, and bounds are exact") {
    auto const m = pair_of_actors(five, {1.0, 2.0, 5.0}, {5.0, 3.0, 5.0}, {1, 2, 3});
    auto const parts = explain(m, 0, 1, as_agreement(city_block{}), {.weights = weighting::issue});
    double sum = 0;
    for (auto const& p : parts.issues) sum += *p.share;
    CHECK(sum == doctest::Approx(*parts.whole.value).epsilon(1e-15));

    auto const open = pair_of_actors(five, {1.0, 2.0}, {5.0, boost::none});
    bounds_options const all{.open = bounds_options::open_positions::missing};
    auto const distance = bounds(open, 0, 1, city_block{}, all),
               agreement = bounds(open, 0, 1, as_agreement(city_block{}), all);
    CHECK(agreement.exact);
    CHECK(*agreement.lower == 1 - *distance.upper);
    CHECK(*agreement.upper == 1 - *distance.lower);
    auto const mixed_distance =
        bounds(pair_of_actors(scale::interval(-1, 1), {0.2}, {boost::none}), 0, 1, as_distance(mixed{}), all);
    auto const mixed_itself = bounds(pair_of_actors(scale::interval(-1, 1), {0.2}, {boost::none}), 0, 1, mixed{}, all);
    CHECK(*mixed_distance.lower == doctest::Approx(1 - *mixed_itself.upper).epsilon(1e-15));
}

TEST_CASE("parameters by actor, tables and refusals go through") {
    auto const m = pair_of_actors(scale::interval(-1, 1), {1.0}, {-1.0});
    mars_affinity const affinity{.gamma = 1, .commonality = {1, 0.5}};
    CHECK(*value_of(m, as_agreement(affinity)) == doctest::Approx((1 + *value_of(m, affinity)) / 2).epsilon(1e-15));
    CHECK(all_pairs(m, as_agreement(affinity))(0, 1) == value_of(m, as_agreement(affinity)));
    CHECK_THROWS_AS(value_of(pair_of_actors(five, {1.0}, {2.0}), as_distance(by_score_table::parse("wahl_o_mat"))),
                    scale_error);
    CHECK_THROWS_AS(value_of(m, as_agreement(chebyshev{}), {.missing = missing_policy::expected()}), error);
}
