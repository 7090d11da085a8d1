// SPDX-License-Identifier: BSL-1.0
#include <entente/positions/issue_column.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "entente/dyadic/compare.hpp"
#include "entente/measures/convergence.hpp"
#include "entente/measures/divergence.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/positions/position_matrix.hpp"

namespace {

using namespace entente;

issue_column column(scale const& s, double weight = 1) {
    return make_issue_column(basic_issue<scale>{"issue", s, weight});
}

TEST_CASE("A column says what its scale says") {
    auto const c = column(scale::ordinal({{"a", -1}, {"b", 0}, {"c", 3}}), 2.5);
    CHECK(c.name == "issue");
    CHECK(c.measurement == level::ordinal);
    CHECK(c.lower == -1);
    CHECK(c.upper == 3);
    CHECK(c.length() == 4);
    CHECK(c.weight == 2.5);
    CHECK(c.categories == std::vector<double>{-1, 0, 3});
    CHECK(c.category_of(-1) == 0);
    CHECK(c.category_of(0) == 1);
    CHECK(c.category_of(3) == 2);
    CHECK(c.midpoint() == 1);
    auto const of_static = make_issue_column(basic_issue<likert<5>>{"static"});
    CHECK(of_static.categories == std::vector<double>{1, 2, 3, 4, 5});
    CHECK(of_static.measurement == level::ordinal);
    CHECK(of_static.same_categories(column(scale::ordinal(1, 5))));
}

TEST_CASE("Unit and centred coordinates") {
    auto const five = column(scale::ordinal(1, 5));
    CHECK(five.normalised(1) == 0);
    CHECK(five.normalised(2) == 0.25);
    CHECK(five.normalised(5) == 1);
    CHECK(five.from_normalised(0.25) == 2);
    CHECK(five.neutral() == 3);
    CHECK(five.reach() == 2);
    CHECK(five.centred(1) == -1);
    CHECK(five.centred(3) == 0);
    CHECK(five.centred(5) == 1);
    auto const ratio = column(scale::ratio(2, 8));  // zero is neutral, even where the scale does not reach it
    CHECK(ratio.neutral() == 0);
    CHECK(ratio.reach() == 8);
    CHECK(ratio.centred(8) == 1);
    CHECK(ratio.centred(2) == 0.25);
    CHECK(ratio.normalised(2) == 0);
    CHECK(ratio.midpoint() == 5);
}

TEST_CASE("Fine coordinates are whole on scales of 2 to 17 equally spaced categories, wherever they begin") {
    for (int k = 2; k <= 17; ++k)
        for (int lower : {-1000000, -8, -1, 0, 1, 999999})
            for (int step : {1, 2, 5}) {
                CAPTURE(k);
                CAPTURE(lower);
                std::vector<scale::category> categories;
                for (int i = 0; i < k; ++i)
                    categories.push_back({std::to_string(i), static_cast<double>(lower + step * i)});
                auto const c = column(scale::ordinal(categories));
                for (int i = 0; i < k; ++i) {
                    CHECK(c.exact_normalised(lower + step * i) == static_cast<double>(i * (720720 / (k - 1))));
                    double const centred = c.exact_centred(lower + step * i);
                    CHECK(centred == static_cast<double>(2 * i * (720720 / (k - 1)) - 720720));
                }
            }
    CHECK(720720 % 17 != 0);  // with 18 categories it is no longer so
}

TEST_CASE("Tables need the same categories of the same level") {
    auto const votes = column(scale::ordinal({"no", "abstain", "yes"}));
    CHECK_FALSE(votes.same_categories(column(scale::ordinal(1, 3))));  // other labels are other categories
    CHECK(!votes.same_categories(column(scale::ordinal(0, 2))));
    CHECK(!votes.same_categories(column(scale::nominal({"1", "2", "3"}))));
    CHECK(!votes.same_categories(column(scale::ordinal(1, 4))));
    CHECK(!column(scale::interval(1, 3)).same_categories(column(scale::interval(1, 3))));
}

TEST_CASE("An issue that cannot be is refused by name") {
    CHECK_THROWS_WITH_AS(column(scale::ordinal(1, 5), -1),
                         "the weight of an issue is at least 0 (issue \"issue\", value \"-1\")", graph_error);
    struct pointless {
        static constexpr level measurement() { return level::interval; }
        static constexpr double lower() { return 1; }
        static constexpr double upper() { return 1; }
        static constexpr std::size_t categories() { return 0; }
        static constexpr double value(std::size_t) { return 1; }
        static constexpr bool contains(double x) { return x == 1; }
    };
    CHECK_THROWS_WITH_AS(make_issue_column(basic_issue<pointless>{"flat"}),
                         "a scale needs a finite lower bound below a finite upper bound (issue \"flat\")", scale_error);
}

issue_column between(double lower, double upper) {
    return {.name = "q", .measurement = level::interval, .lower = lower, .upper = upper};
}

TEST_CASE("Who holds the middle of a scale is on no side, whatever the middle rounds to") {
    std::size_t rounded = 0;
    for (int low = -30; low <= 30; ++low)
        for (int high = low + 2; high <= 30; high += 2) {
            double const lower = low / 10.0, upper = high / 10.0, middle = (low + high) / 2 / 10.0;
            CAPTURE(lower);
            CAPTURE(upper);
            auto const q = between(lower, upper);
            rounded += q.midpoint() != middle;
            CHECK(q.exact_centred(middle) == 0);
            CHECK(q.side_of_middle(middle) == 0);
            CHECK(q.side_of_middle(std::nextafter(lower, upper)) == -1);
            CHECK(q.side_of_middle(middle + (upper - lower) / 1e9) == 1);
            CHECK(q.exact_centred(middle + (upper - lower) / 1e9) > 0);
            position_matrix const m({"middle", "end"}, {q}, {0, 1, 2},
                                    {{0, true, middle, 1, 1}, {0, true, upper, 1, 1}});
            CHECK(*compare(m, 0, 1, measures::convergence{}).value == 0);
            CHECK(*compare(m, 0, 1, measures::divergence{}).value == 0);
            CHECK(*all_pairs(m, measures::convergence{})(0, 1) == 0);
        }
    CHECK(rounded > 300);
    // A ratio scale has its zero, and what is near to it is not zero.
    issue_column const ratio{.name = "r", .measurement = level::ratio, .lower = 0, .upper = 1e20};
    CHECK(ratio.exact_centred(1) > 0);
}

TEST_CASE("Levels between the ends are decimals where they can be") {
    CHECK(between(0, 3).even_levels(11) == std::vector<double>{0, 0.3, 0.6, 0.9, 1.2, 1.5, 1.8, 2.1, 2.4, 2.7, 3});
    CHECK(between(0.1, 0.7).even_levels(7) == std::vector<double>{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7});
    CHECK(between(0, 1).even_levels(4) == std::vector<double>{0, 1.0 / 3, 2.0 / 3, 1});
    CHECK(between(-1e300, 1e300).even_levels(3) == std::vector<double>{-1e300, 0, 1e300});
}

}  // namespace
