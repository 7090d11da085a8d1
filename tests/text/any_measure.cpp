// SPDX-License-Identifier: BSL-1.0
// A measure behind one type gives what the measure itself gives, to the last bit.
#include "entente/text/any_measure.hpp"

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/entente.hpp"
#include "entente/error.hpp"
#include "entente/measures/adapted.hpp"
#include "entente/measures/statistics/absolute_differences.hpp"
#include "entente/positions/position_matrix.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

issue_column column(std::string name, level measurement, std::size_t categories) {
    issue_column c;
    c.name = std::move(name);
    c.measurement = measurement;
    c.lower = -2, c.upper = 2;
    for (std::size_t k = 0; k < categories; ++k)
        c.categories.push_back(-2 + 4 * static_cast<double>(k) / static_cast<double>(categories - 1));
    return c;
}

/// Actors who hold, decline to say, or have nothing to say on, issues of one scale; continuous with 0 categories.
position_matrix random_matrix(std::uint64_t seed, std::size_t categories, level measurement = level::interval) {
    std::mt19937_64 random(seed);
    auto const below = [&](std::uint64_t n) { return static_cast<double>(random() % n); };
    std::vector<issue_column> columns;
    for (int i = 0; i < 7; ++i) {
        columns.push_back(column("i" + std::to_string(i), measurement, categories));
        columns.back().weight = 1 + below(3);
    }
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (int a = 0; a < 9; ++a) {
        names.push_back("a" + std::to_string(a));
        for (std::uint32_t i = 0; i < columns.size(); ++i) {
            auto const what = random() % 8;
            double const position = categories ? columns[i].categories[random() % categories] : below(401) / 100 - 2;
            if (what > 0)
                cells.push_back({i, what > 1, what > 1 ? position : 0.0, 0.5 + below(4) / 2, 0.25 + below(4) / 4});
        }
        offsets.push_back(cells.size());
    }
    return {std::move(names), std::move(columns), std::move(offsets), std::move(cells)};
}

void check_same(comparison const& found, comparison const& wanted) {
    CHECK(found.value == wanted.value);
    CHECK(found.shared == wanted.shared);
    CHECK(found.weight == wanted.weight);
    CHECK(found.coverage == wanted.coverage);
    CHECK(found.reason == wanted.reason);
    CHECK(found.uncorrected == wanted.uncorrected);
}

template <class Measure>
void check_same(Measure const& m, position_matrix const& matrix, compare_options const& options) {
    any_measure const any(m);
    CAPTURE(any.name());
    CHECK(is_symmetric(any, options) == is_symmetric(m, options));
    auto const all = all_pairs(matrix, any, options), wanted_all = all_pairs(matrix, m, options);
    for (std::size_t a = 0; a < matrix.actors(); ++a)
        for (std::size_t b = 0; b < matrix.actors(); ++b) {
            check_same(compare(matrix, a, b, any, options), compare(matrix, a, b, m, options));
            if (a != b) check_same(all.at(a, b), wanted_all.at(a, b));
            if ((a + b) % 3 != 0) continue;

            auto const found = explain(matrix, a, b, any, options), wanted = explain(matrix, a, b, m, options);
            check_same(found.whole, wanted.whole);
            REQUIRE(found.issues.size() == wanted.issues.size());
            for (std::size_t i = 0; i < found.issues.size(); ++i) {
                auto const &x = found.issues[i], &y = wanted.issues[i];
                CHECK(x.issue == y.issue);
                CHECK(x.first == y.first);
                CHECK(x.second == y.second);
                CHECK(x.weight == y.weight);
                CHECK(x.value == y.value);
                CHECK(x.share == y.share);
                CHECK(x.influence == y.influence);
            }

            for (auto const open :
                 {bounds_options::open_positions::withheld, bounds_options::open_positions::missing}) {
                bounds_options const how{.open = open, .compare = options, .most_completions = 300};
                auto const x = bounds(matrix, a, b, any, how), y = bounds(matrix, a, b, m, how);
                CHECK(x.lower == y.lower);
                CHECK(x.upper == y.upper);
                CHECK(x.exact == y.exact);
                CHECK(x.open == y.open);
                CHECK(x.shared == y.shared);
            }
        }
}

/// Brought to [0, 1] after it was chosen, or before: the same to the last bit.
void check_same_adapted(any_measure const& after, any_measure const& before, position_matrix const& matrix,
                        compare_options const& options) {
    CAPTURE(after.name());
    auto const &found = after.described(), &wanted = before.described();
    CHECK(found.name == wanted.name);
    CHECK(found.direction == wanted.direction);
    CHECK(found.least == wanted.least);
    CHECK(found.greatest == wanted.greatest);
    CHECK(found.formula == wanted.formula);
    CHECK(after.facts().range == before.facts().range);
    CHECK(after.facts().linear == before.facts().linear);
    auto const all = all_pairs(matrix, after, options), wanted_all = all_pairs(matrix, before, options);
    for (std::size_t a = 0; a < matrix.actors(); ++a)
        for (std::size_t b = 0; b < matrix.actors(); ++b) {
            auto const c = compare(matrix, a, b, after, options);
            check_same(c, compare(matrix, a, b, before, options));
            if (c.value) CHECK((*c.value >= 0 && *c.value <= 1));
            if (a == b) continue;
            check_same(all.at(a, b), wanted_all.at(a, b));
            CHECK(all.at(a, b).value == c.value);
            if ((a + b) % 5) continue;
            auto const x = bounds(matrix, a, b, after, {.compare = options, .most_completions = 300}),
                       y = bounds(matrix, a, b, before, {.compare = options, .most_completions = 300});
            CHECK(x.lower == y.lower);
            CHECK(x.upper == y.upper);
            CHECK(x.exact == y.exact);
        }
}
template <class Measure>
void check_same_adapted(Measure const& m, position_matrix const& matrix, compare_options const& options) {
    check_same_adapted(as_distance(any_measure(m)), any_measure(as_distance(m)), matrix, options);
    check_same_adapted(entente::as_agreement(any_measure(m)), any_measure(as_agreement(m)), matrix, options);
}

template <class Call>
std::string refusal(Call&& call) {
    try {
        call();
    } catch (error const& e) {
        return e.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a measure of any kind takes parts away where its statistic leaves no trace of them: explaining needs no "
          "parts of parts") {
    CHECK(any_measure(spearman{}).facts().subtracts_exactly);
    CHECK(any_measure(kendall_tau_b{}).facts().subtracts_exactly);
    CHECK_FALSE(any_measure(pearson{}).facts().subtracts_exactly);
    CHECK_FALSE(any_measure(city_block{}).facts().subtracts_exactly);
}

TEST_CASE("any measure gives what the measure itself gives") {
    mars_affinity mars{.gamma = 0.5};
    for (int a = 0; a < 9; ++a) mars.commonality.push_back(a / 8.0);
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        for (std::size_t const categories : {std::size_t{5}, std::size_t{0}}) {
            CAPTURE(seed);
            CAPTURE(categories);
            auto const matrix = random_matrix(seed, categories);
            for (compare_options const& options :
                 {compare_options{},
                  compare_options{.missing = missing_policy::neutral(missing_policy::fill::second), .min_overlap = 3},
                  compare_options{.weights = weighting::mean, .weigh_confidence = true}}) {
                check_same(minkowski{3}, matrix, options);  // a mean of powers
                check_same(mixed{0.3}, matrix, options);    // extreme between the ends of a scale
                check_same(chebyshev{}, matrix, options);   // no mean, exact bounds
                check_same(cosine{}, matrix, options);      // enclosed bounds
                check_same(kendall_tau_b{}, matrix, options);
                check_same(mars, matrix, options);                           // differs by actor, not symmetric
                if (categories) check_same(cohen_kappa{}, matrix, options);  // counts, with the agreement observed
            }
        }
}

TEST_CASE("any measure is brought to [0, 1] as the measure itself is") {
    mars_affinity mars{.gamma = 0.5};
    for (int a = 0; a < 9; ++a) mars.commonality.push_back(a / 8.0);
    auto const matrix = random_matrix(4, 5);
    for (compare_options const& options :
         {compare_options{}, compare_options{.missing = missing_policy::neutral(), .weights = weighting::mean}}) {
        check_same_adapted(signorino_ritter{}, matrix, options);
        check_same_adapted(cosine{}, matrix, options);
        check_same_adapted(cohen_kappa{}, matrix, options);
        check_same_adapted(mars, matrix, options);
    }
    // Shares survive where the value is a mean; a power mean of exponent 1 is known to be one.
    CHECK(as_agreement(any_measure(city_block{})).facts().form == measure_form::mean);
    CHECK(as_agreement(any_measure(euclidean{})).facts().form == measure_form::other);
    CHECK(as_agreement(any_measure(minkowski{1})).facts().form == measure_form::mean);
    // What has no ends cannot be brought there, and says so; what is there already is itself.
    CHECK(refusal([] { as_distance(any_measure(convergence{})); }).find("convergence has no least") == 0);
    any_measure const d(city_block{});
    CHECK(&as_distance(d).formula() == &d.formula());
}

namespace {

/// Never has a value, and says why.
struct vanishing {
    using statistic = statistics::absolute_differences;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "vanishing",
        .form = measure_form::other,
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
    };
    boost::optional<double> operator()(statistic const&) const { return boost::none; }
    undefined_reason why_none(statistic const&) const { return undefined_reason::underflow; }
};

}  // namespace

TEST_CASE("why there is no value is what the measure itself says, behind whatever stands before it") {
    auto const matrix = random_matrix(5, 5);
    auto const says_why = [&](auto const& m) {
        CHECK(compare(matrix, 0, 1, m).reason == undefined_reason::underflow);
        CHECK(all_pairs(matrix, m).at(0, 1).reason == undefined_reason::underflow);
    };
    says_why(vanishing{});
    says_why(entente::as_distance(vanishing{}));
    says_why(any_measure(vanishing{}));
    says_why(as_distance(any_measure(vanishing{})));
    CHECK(to_string(undefined_reason::underflow) == "below the least number");
}

TEST_CASE("any measure refuses what the measure itself refuses") {
    auto const nominal = random_matrix(1, 3, level::nominal), continuous = random_matrix(1, 0);
    any_measure const mix(mixed{}), kappa(cohen_kappa{}), mars(mars_affinity{});
    auto const check = [](any_measure const& any, auto const& m, position_matrix const& matrix,
                          compare_options const& options) {
        auto const wanted = refusal([&] { compare(matrix, 0, 1, m, options); });
        CHECK_FALSE(wanted.empty());
        CHECK(refusal([&] { compare(matrix, 0, 1, any, options); }) == wanted);
        CHECK(refusal([&] { explain(matrix, 0, 1, any, options); }) == wanted);
        CHECK(refusal([&] { all_pairs(matrix, any, options); }) == wanted);
    };
    check(mix, mixed{}, nominal, {});
    check(kappa, cohen_kappa{}, continuous, {});
    check(mars, mars_affinity{}, continuous, {.missing = missing_policy::expected()});
    check(mix, mixed{}, continuous, {.missing = missing_policy::rated()});
    CHECK(refusal([&] { bounds(nominal, 0, 1, mix); }) == refusal([&] { bounds(nominal, 0, 1, mixed{}); }));
}

TEST_CASE("any measure goes by the name it is given, and is told what to run on") {
    any_measure const plain(chebyshev{}), named("farthest", chebyshev{});
    CHECK(plain.name() == "chebyshev");
    CHECK(named.name() == "farthest");
    CHECK(named.described().name == "chebyshev");
    std::size_t pieces = 0;
    auto const matrix = random_matrix(1, 5);
    all_pairs(matrix, named, {}, [&](std::size_t count, std::function<void(std::size_t)> const& piece) {
        for (std::size_t i = count; i-- > 0; ++pieces) piece(i);
    });
    CHECK(pieces > 0);
}
