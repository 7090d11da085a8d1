// SPDX-License-Identifier: BSL-1.0
#include <entente/model/scale.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace entente;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double huge = std::numeric_limits<double>::max();

template <class Call>
scale_error refused(Call&& call) {
    try {
        call();
    } catch (scale_error const& e) {
        return e;
    }
    FAIL("it was not refused");
    return {fault_code::syntax, ""};
}

/// What every scale promises, and nothing outside of its bounds.
template <class Scale>
void check_scale(Scale const& s) {
    CHECK(std::isfinite(s.lower()));
    CHECK(std::isfinite(s.upper()));
    CHECK(s.lower() < s.upper());
    CHECK(s.contains(s.lower()));
    CHECK(s.contains(s.upper()));
    for (double x : {nan, -nan, infinity, -infinity, huge, -huge, 1e10, -1e10, 2147483648.0, -2147483649.0,
                     4294967297.0, std::nextafter(s.lower(), -infinity), std::nextafter(s.upper(), infinity)})
        CHECK_MESSAGE(!s.contains(x), x);
    for (std::size_t k = 0; k < s.categories(); ++k) {
        CHECK(s.contains(s.value(k)));
        if (k) {
            CHECK(s.value(k - 1) < s.value(k));
            CHECK(!s.contains((s.value(k - 1) + s.value(k)) / 2));
        }
        CHECK(!s.contains(std::nextafter(s.value(k), infinity)));
    }
    if (s.categories()) {
        CHECK(s.value(0) == s.lower());
        CHECK(s.value(s.categories() - 1) == s.upper());
    } else {
        CHECK(s.contains((s.lower() + s.upper()) / 2));
        CHECK(s.contains(std::nextafter(s.lower(), infinity)));
        CHECK(s.contains(std::nextafter(s.upper(), -infinity)));
    }
}

TEST_CASE("Static scales: bounds, categories and what they contain") {
    check_scale(likert<5>{});
    check_scale(likert<2>{});
    check_scale(likert<11>{});
    check_scale(choice<3>{});
    check_scale(approval{});
    check_scale(bounded<0, 100>{});
    check_scale(bounded<-10, 10>{});
    check_scale(bounded<0, 1, level::ratio>{});
    check_scale(integer_scale<level::ordinal, -3, 3>{});
    CHECK(likert<5>::value(4) == 5);
    CHECK(approval::value(0) == -1);
    CHECK(approval{}.contains(-0.0));
    CHECK(bounded<0, 100>::categories() == 0);
}

TEST_CASE("Dynamic scales: the same, and those with given spacing") {
    check_scale(scale::nominal({"yes", "no"}));
    check_scale(scale::nominal({"yes", "no", "abstain"}));
    check_scale(scale::ordinal({"no", "yes"}));
    check_scale(scale::ordinal({"low", "middle", "high"}));
    check_scale(scale::ordinal(-2, 2));
    check_scale(scale::ordinal(0, 1));
    check_scale(scale::ordinal({{"none", 0}, {"some", 1}, {"most", 10}}));
    check_scale(scale::interval(-2.5, 7.25));
    check_scale(scale::ratio(0, 1e6));
    check_scale(scale::ratio(1, 2));
    CHECK(scale::nominal({"a", "b"}).measurement() == level::nominal);
    CHECK(scale::ordinal({"a", "b"}).measurement() == level::ordinal);
    CHECK(scale::interval(0, 1).measurement() == level::interval);
    CHECK(scale::ratio(0, 1).measurement() == level::ratio);
    CHECK(scale::interval(0, 1).categories() == 0);
}

TEST_CASE("Labels stand for positions, in the order in which they come unless values are given") {
    auto const votes = scale::ordinal({"no", "abstain", "yes"});
    CHECK(votes.position_of("no") == 1.0);
    CHECK(votes.position_of("abstain") == 2.0);
    CHECK(votes.position_of("yes") == 3.0);
    CHECK(votes.position_of("Yes") == boost::none);
    CHECK(votes.position_of("") == boost::none);
    CHECK(votes.label(0) == "no");

    auto const spaced = scale::ordinal({{"high", 9}, {"low", -1.5}, {"middle", 0}});
    CHECK(spaced.categories() == 3);
    CHECK(spaced.lower() == -1.5);
    CHECK(spaced.upper() == 9);
    CHECK(spaced.label(0) == "low");
    CHECK(spaced.label(1) == "middle");
    CHECK(spaced.label(2) == "high");
    CHECK(spaced.position_of("middle") == 0.0);
    CHECK(spaced.category_of(9) == std::size_t{2});
    CHECK(spaced.category_of(-1.5) == std::size_t{0});
    CHECK(spaced.category_of(8) == boost::none);
    CHECK(spaced.category_of(nan) == boost::none);
    CHECK(scale::interval(0, 1).category_of(0) == boost::none);
    CHECK(scale::interval(0, 1).position_of("0") == boost::none);
    CHECK(scale::ordinal(-2, 2).position_of("-2") == -2.0);
}

TEST_CASE("The order in which categories come makes no difference") {
    using category = scale::category;
    std::vector<category> all{{"a", 4}, {"b", 1}, {"c", 2}, {"d", 8}};
    auto const sorted = scale::ordinal({{"b", 1}, {"c", 2}, {"a", 4}, {"d", 8}});
    std::sort(all.begin(), all.end(), [](auto const& x, auto const& y) { return x.label < y.label; });
    int orders = 0;
    do {
        CHECK(scale::ordinal(all) == sorted);
        ++orders;
    } while (
        std::next_permutation(all.begin(), all.end(), [](auto const& x, auto const& y) { return x.label < y.label; }));
    CHECK(orders == 24);
}

TEST_CASE("Two labels, or categories, in braces mean what they say") {
    auto const two = scale::ordinal({"against", "in favour"});
    REQUIRE(two.categories() == 2);
    CHECK(two.label(0) == "against");
    CHECK(two.label(1) == "in favour");
    auto const spaced = scale::ordinal({{"against", 1}, {"in favour", 7}});
    REQUIRE(spaced.categories() == 2);
    CHECK(spaced.label(1) == "in favour");
    CHECK(spaced.value(1) == 7);
    CHECK(scale::nominal({"x", "y"}).label(1) == "y");
}

TEST_CASE("Scales that cannot be are refused") {
    auto const message = [](auto&& call) { return std::string(refused(call).what()); };
    CHECK(message([] { scale::nominal({}); }) == "a scale needs at least two categories");
    CHECK(message([] { scale::nominal({"only"}); }) == "a scale needs at least two categories (value \"only\")");
    CHECK(message([] { scale::ordinal(std::vector<std::string>{"only"}); }) ==
          "a scale needs at least two categories (value \"only\")");
    CHECK(message([] { scale::nominal({"a", "b", "a"}); }) == "a label is repeated (value \"a\")");
    CHECK(message([] { scale::ordinal({"b", "a", "b"}); }) == "a label is repeated (value \"b\")");
    CHECK(message([] { scale::nominal({"a", ""}); }) == "a category needs a label");
    CHECK(message([] {
              scale::ordinal({{"a", 1}, {"b", 2}, {"c", 1}});
          }) == "two categories have one value (value \"a\")");
    CHECK(message([] { scale::ordinal({{"a", 0.0}, {"b", -0.0}}); }) == "two categories have one value (value \"a\")");
    CHECK(message([] { scale::ordinal({{"a", 1}, {"b", nan}}); }) == "a category needs a finite value (value \"b\")");
    CHECK(message([] {
              scale::ordinal({{"a", -infinity}, {"b", 1}});
          }) == "a category needs a finite value (value \"a\")");
    CHECK(message([] { scale::ordinal({{"a", -huge}, {"b", huge}}); }).starts_with("a scale needs a finite length"));
    CHECK(message([] { scale::ordinal(3, 3); }) ==
          "an ordinal scale needs a lower bound below its upper bound (value \"3..3\")");
    CHECK(message([] { scale::ordinal(5, 1); }) ==
          "an ordinal scale needs a lower bound below its upper bound (value \"5..1\")");
    auto const bounds = std::string("a scale needs a finite lower bound below a finite upper bound (value \"");
    CHECK(message([] { scale::interval(1, 1); }) == bounds + "1..1\")");
    CHECK(message([] { scale::interval(1e-9, -1e-9); }) == bounds + "1e-09..-1e-09\")");
    CHECK(message([] { scale::interval(nan, 1); }) == bounds + "nan..1\")");
    CHECK(message([] { scale::interval(0, nan); }) == bounds + "0..nan\")");
    CHECK(message([] { scale::interval(0, infinity); }) == bounds + "0..inf\")");
    CHECK(message([] { scale::interval(-infinity, 0.25); }) == bounds + "-inf..0.25\")");
    refused([] { scale::interval(-huge, huge); });  // its length is infinite
    CHECK(message([] { scale::ratio(-0.5, 1); }) == "a ratio scale has no negative values (value \"-0.5\")");
    CHECK(message([] { scale::ratio(nan, 1); }) == bounds + "nan..1\")");
    CHECK(refused([] { scale::ratio(2, 1); }).code() == fault_code::invalid_scale);
}

TEST_CASE("A static scale and the dynamic one that says the same") {
    CHECK(scale::from(likert<5>{}) == scale::ordinal(1, 5));
    CHECK(scale::from(approval{}) == scale::ordinal(-1, 1));
    CHECK(scale::from(choice<3>{}) == scale::nominal({"1", "2", "3"}));
    CHECK(scale::from(bounded<0, 100>{}) == scale::interval(0, 100));
    CHECK(scale::from(bounded<0, 100, level::ratio>{}) == scale::ratio(0, 100));
    CHECK(scale::from(likert<100000>{}).label(99999) == "100000");
    CHECK(scale::from(likert<5>{}) != scale::from(choice<5>{}));
    CHECK(scale::from(likert<5>{}) != scale::ordinal(1, 6));
    CHECK(scale::interval(0, 1) != scale::ratio(0, 1));
    CHECK(scale::ordinal({"a", "b"}) != scale::ordinal({"a", "c"}));
    CHECK(scale::ordinal({"a", "b"}) == scale::ordinal({"a", "b"}));
}

/// A user's own scale, of unequal steps below 1.
struct loudness {
    static constexpr level measurement() { return level::ordinal; }
    static constexpr double lower() { return 0.25; }
    static constexpr double upper() { return 0.75; }
    static constexpr std::size_t categories() { return 3; }
    static constexpr double value(std::size_t k) { return k == 0 ? 0.25 : k == 1 ? 0.5 : 0.75; }
    static constexpr bool contains(double x) { return x == 0.25 || x == 0.5 || x == 0.75; }
};

TEST_CASE("A user's own static scale becomes a dynamic one with distinct labels") {
    check_scale(loudness{});
    auto const s = scale::from(loudness{});
    CHECK(s == scale::ordinal({{"0.25", 0.25}, {"0.5", 0.5}, {"0.75", 0.75}}));
    check_scale(s);
}

TEST_CASE("Levels have names and an order") {
    CHECK(to_string(level::nominal) == "nominal");
    CHECK(to_string(level::ratio) == "ratio");
    CHECK(level::nominal < level::ordinal);
    CHECK(level::ordinal < level::interval);
    CHECK(level::interval < level::ratio);
}

}  // namespace
