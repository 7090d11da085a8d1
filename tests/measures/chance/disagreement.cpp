// SPDX-License-Identifier: BSL-1.0
#include "entente/measures/chance/disagreement.hpp"

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <vector>

#include "entente/measures/cohen_kappa.hpp"
#include "entente/measures/krippendorff_alpha.hpp"
#include "entente/measures/percent_agreement.hpp"
#include "entente/measures/scott_pi.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

std::vector<double> const four{0, 1, 2, 4};  // an uneven scale

/// d(k, l) on the uneven scale.
double d(disagreement_weighting const& by, std::size_t k, std::size_t l) {
    return by(four, {})[k * 4 + l];
}

template <class Exception, class Call>
std::string message_of(Call call) {
    try {
        call();
    } catch (Exception const& e) {
        return e.what();
    }
    return "no exception";
}

}  // namespace

TEST_CASE("weightings go by the values of the categories") {
    using enum disagreement;
    CHECK(d(identity, 0, 1) == 1);
    CHECK(d(identity, 0, 3) == 1);
    CHECK(d(linear, 0, 1) == .25);
    CHECK(d(linear, 2, 3) == .5);
    CHECK(d(quadratic, 2, 3) == .25);
    CHECK(d(radical, 0, 1) == .5);
    // 1, 3 and 6 pairs of categories from end to end of one, two and three steps: by rank.
    CHECK(d(ordinal, 2, 3) == doctest::Approx(1. / 6));
    CHECK(d(ordinal, 1, 3) == .5);
    // The greatest on this scale is that of 0 and anything.
    CHECK(d(ratio, 0, 1) == 1);
    CHECK(d(ratio, 1, 2) == doctest::Approx(1. / 9));
    CHECK(d(ratio, 2, 3) == doctest::Approx(1. / 9));
    // A turn has 5 places, 0 ... 4; the greatest difference there is, between 2 and 4 or 0 and 2, is 2 of them.
    double const two_places = std::pow(std::sin(std::numbers::pi * 2 / 5), 2);
    CHECK(d(circular, 0, 2) == doctest::Approx(1));
    CHECK(d(circular, 0, 3) == doctest::Approx(std::pow(std::sin(std::numbers::pi / 5), 2) / two_places));
    CHECK(d(circular, 0, 1) == doctest::Approx(d(circular, 0, 3)));
    // Towards an end, a step weighs more: 1 / (1 * 7) from 0 to 1, 1 / (3 * 5) from 1 to 2, 4 / (6 * 2) from 2 to 4;
    // 16 / (4 * 4) in all.
    CHECK(d(bipolar, 0, 3) == 1);
    CHECK(d(bipolar, 0, 1) == doctest::Approx(1. / 7));
    CHECK(d(bipolar, 1, 2) == doctest::Approx(1. / 15));
    CHECK(d(bipolar, 2, 3) == doctest::Approx(1. / 3));
}

TEST_CASE("every weighting lies in [0, 1], is 0 on equal categories only, and the same both ways") {
    using enum disagreement;
    for (auto const& values :
         {std::vector<double>{0, 1}, std::vector<double>{0, 1, 2}, four, std::vector<double>{3, 4.5, 10, 11, 40}})
        for (auto const kind : {identity, linear, quadratic, radical, ordinal, ratio, circular, bipolar}) {
            INFO(std::string(to_string(kind)));
            auto const table = disagreement_weighting(kind)(values, {});
            auto const q = values.size();
            double greatest = 0;
            for (std::size_t k = 0; k < q; ++k)
                for (std::size_t l = 0; l < q; ++l) {
                    double const one = table[k * q + l];
                    CHECK((k == l ? one == 0 : one > 0 && one <= 1));
                    CHECK(one == table[l * q + k]);
                    greatest = std::max(greatest, one);
                }
            CHECK(greatest == 1);
        }
}

TEST_CASE("midrank differences come from how often categories are held") {
    std::vector<double> const held{.25, 0, .5, .25};
    auto const table = disagreement_weighting(disagreement::midrank)(four, held);
    CHECK(table[0 * 4 + 2] == .375 * .375);  // mid-ranks .125, .25, .5, .875
    CHECK(table[0 * 4 + 3] == .75 * .75);
    CHECK(table[1 * 4 + 2] == .25 * .25);
    CHECK_THROWS_AS(scott_pi{disagreement::midrank}, error);
    CHECK_THROWS_AS(percent_agreement::parse("midrank"), error);
    CHECK_NOTHROW(krippendorff_alpha::parse("midrank"));
}

TEST_CASE("weightings by name") {
    for (auto const* name :
         {"identity", "linear", "quadratic", "radical", "ordinal", "ratio", "circular", "bipolar", "midrank"})
        CHECK(to_string(disagreement_weighting::parse(name).kind()) == name);
    CHECK(disagreement_weighting::parse("").kind() == disagreement::identity);
    CHECK(cohen_kappa::parse("linear").weighted_by().kind() == disagreement::linear);
    CHECK(message_of<error>([] { cohen_kappa::parse("squared"); }).find("identity, linear, quadratic") !=
          std::string::npos);
    CHECK_THROWS_AS(disagreement_weighting::parse("custom"), error);
    CHECK_THROWS_AS(disagreement_weighting::parse("Linear"), error);
}

TEST_CASE("a weighting asks for its level, and names the issue that is below") {
    auto const nominal = pair_of_actors(scale::nominal({"a", "b", "c"}), {1., 2., 3.}, {1., 3., 3.});
    auto const ordinal = pair_of_actors(scale::ordinal({"a", "b", "c"}), {1., 2., 3.}, {1., 3., 3.});
    CHECK_NOTHROW(compare(nominal, 0, 1, cohen_kappa{}));
    CHECK_NOTHROW(compare(ordinal, 0, 1, cohen_kappa{disagreement::bipolar}));
    for (auto const d : {disagreement::linear, disagreement::quadratic, disagreement::ordinal, disagreement::circular,
                         disagreement::bipolar})
        CHECK_THROWS_AS(compare(nominal, 0, 1, cohen_kappa{d}), scale_error);
    CHECK(message_of<scale_error>([&] { compare(ordinal, 0, 1, cohen_kappa{disagreement::ratio}); }) ==
          "cohen_kappa:ratio needs scales that are at least ratio, this one is ordinal (issue \"issue 0\")");
}

TEST_CASE("labels are ordered as the scale says, not as text") {
    // As text, "indifferent" would come first and "negative" lie between the two others.
    auto const s = scale::ordinal({"negative", "indifferent", "positive"});
    auto const m = pair_of_actors(s, {1., 2., 3., 3.}, {1., 3., 3., 2.});
    // One step apart twice out of four, half a scale each.
    CHECK(*value_of(m, percent_agreement{disagreement::linear}) == .75);
    CHECK(*value_of(m, percent_agreement{disagreement::ordinal}) == doctest::Approx(1 - 2. / 3 / 4));
}

TEST_CASE("one's own weighting: a function, or a table") {
    auto const m = pair_of_actors(scale::nominal({"yes", "no", "abstain"}), {1., 1., 2., 3.}, {1., 2., 3., 3.});
    // Abstaining is half way.
    auto const by_value = disagreement_weighting::custom([](double a, double b) {
        return a == b ? 0 : a + b == 3 ? 1 : .5;
    });
    auto const by_table = disagreement_weighting::custom(std::vector<double>{0, 1, .5, 1, 0, .5, .5, .5, 0});
    for (auto const& w : {by_value, by_table}) {
        CHECK(*value_of(m, percent_agreement{w}) == 1 - 1.5 / 4);
        auto const c = compare(m, 0, 1, cohen_kappa{w});
        // p = (2, 1, 1) / 4, q = (1, 1, 2) / 4: D_e = (2 * 1 + 1 * 1 + (2 * 2 + 1 * 2 + 1 * 1 + 1 * 1) / 2) / 16.
        CHECK(*c.value == doctest::Approx(1 - 1.5 / 4 / (7. / 16)));
        CHECK(*c.uncorrected == 1 - 1.5 / 4);
    }
    auto const refused = [&](disagreement_weighting const& w) {
        return message_of<error>([&] { compare(m, 0, 1, cohen_kappa{w}); });
    };
    CHECK(refused(disagreement_weighting::custom({0, 1, 1, 0})).find("a row and a column for each category") !=
          std::string::npos);
    CHECK(refused(disagreement_weighting::custom([](double, double) { return 1.0; })).find("0 for equal categories") !=
          std::string::npos);
    CHECK(refused(disagreement_weighting::custom([](double a, double b) {
              return a < b ? 1.0 : 0.0;
          })).find("both ways") != std::string::npos);
    CHECK(refused(disagreement_weighting::custom([](double a, double b) {
              return a == b ? 0.0 : 2.0;
          })).find("in [0, 1]") != std::string::npos);
    CHECK(refused(disagreement_weighting::custom([](double a, double b) {
              return a == b ? 0.0 : std::nan("");
          })).find("in [0, 1]") != std::string::npos);
    CHECK(refused(disagreement_weighting::custom([](double, double) { return 0.0; })).find("no disagreement") !=
          std::string::npos);
}
