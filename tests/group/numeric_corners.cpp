// SPDX-License-Identifier: BSL-1.0
// Where doubles run out for many actors: narrow bands far from the origin, the longest and the shortest scales, and
// actors that weigh next to nothing beside others. Against exact rationals, or 100 digits where a formula takes
// logarithms.
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/group/evaluate.hpp"
#include "entente/group/lines.hpp"
#include "entente/group/measures/all.hpp"

using namespace entente;
using namespace entente::group_measures;

namespace {

using rational = boost::multiprecision::cpp_rational;
using precise = boost::multiprecision::cpp_bin_float_100;
using numbers = std::vector<double>;

position_matrix actors_on(issue_column issue, numbers const& positions, numbers const& weights = {}) {
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (std::size_t a = 0; a < positions.size(); ++a) {
        names.push_back("actor " + std::to_string(a + 1));
        cells.push_back({0, true, positions[a], 1, 1});
        offsets.push_back(cells.size());
    }
    issue.name = "issue";
    position_matrix const m(names, {std::move(issue)}, offsets, cells);
    return weights.empty() ? m : m.with_actor_weights(weights);
}
issue_column steps(std::size_t categories) {
    issue_column c{.name = "issue", .lower = 1, .upper = static_cast<double>(categories)};
    for (std::size_t k = 1; k <= categories; ++k) c.categories.push_back(static_cast<double>(k));
    return c;
}
template <class Measure>
group_value value_of(position_matrix const& m, Measure const& measure) {
    return evaluate(group_column(m, 0, group_weights::capability), measure);
}

precise to_precise(rational const& r) {
    return precise(numerator(r)) / precise(denominator(r));
}
/// Whether a value is that of the formula, to some units in the last place of the value or, where it says so, of
/// `beside`.
void near(boost::optional<double> const& found, precise const& exact, double ulps, precise const& beside = 0) {
    REQUIRE(found.has_value());
    precise const apart = abs(precise(*found) - exact);
    double const off = static_cast<double>(precise(apart / (abs(exact) + beside)));
    CAPTURE(*found);
    CAPTURE(static_cast<double>(exact));
    if (apart != 0) CHECK(off <= ulps * 0x1p-52);
}

/// The shares of positions, exactly.
std::map<double, rational> shares_of(numbers const& x, numbers const& w) {
    rational all = 0;
    for (double const one : w) all += rational(one);
    std::map<double, rational> shares;
    for (std::size_t i = 0; i < x.size(); ++i) shares[x[i]] += rational(w[i]) / all;
    return shares;
}
rational moment(std::map<double, rational> const& shares, rational const& from, int p) {
    rational sum = 0;
    for (auto const& [x, share] : shares) {
        rational power = share;
        for (int k = 0; k < p; ++k) power *= rational(x) - from;
        sum += power;
    }
    return sum;
}

struct group_of_actors {
    issue_column issue;
    numbers positions, weights;
};
/// A band on a scale from 1e-12 to 1e12 long, up to 1e9 widths from the origin; weights alike, of one order, or of any.
group_of_actors random_group(std::mt19937& random) {
    std::uniform_real_distribution<double> unit(0, 1);
    auto const power = [&](double from, double to) { return std::pow(10.0, from + (to - from) * unit(random)); };
    double const width = power(-12, 12);
    double const offset = random() % 3 ? width * power(0, 9) * (random() % 2 ? 1 : -1) : 0;
    double const length = random() % 2 ? width : width * power(0, 9);
    group_of_actors g{{.name = "", .lower = offset, .upper = offset + length}, {}, {}};
    double const place = random() % 2 ? 0 : (length - width) * unit(random);
    auto const n = 1 + random() % 12;
    auto const kind = random() % 4;
    for (std::size_t i = 0; i < n; ++i) {
        double x = offset + place + width * (random() % 3 ? unit(random) : random() % 2 ? 0 : 1);
        if (i && random() % 4 == 0) x = g.positions[random() % i];
        g.positions.push_back(std::clamp(x, g.issue.lower, g.issue.upper));
        g.weights.push_back(kind == 0 ? 1 : kind == 1 ? 0.5 + unit(random) : kind == 2 ? power(-3, 3) : power(-30, 30));
    }
    return g;
}

/// The definitions, at 100 digits.
precise consensus_of(group_of_actors const& g, std::map<double, rational> const& shares, rational const& mean) {
    rational const length = rational(g.issue.upper) - rational(g.issue.lower);
    precise sum = 1;
    for (auto const& [x, share] : shares) {
        rational const left = 1 - abs(rational(rational(x) - mean)) / length;
        if (left > 0) sum += to_precise(share) * log(to_precise(left)) / log(precise(2));
    }
    return sum;
}
precise entropy_of(std::map<double, rational> const& shares) {
    precise sum = 0;
    for (auto const& [x, share] : shares) sum -= to_precise(share) * log(to_precise(share)) / log(precise(2));
    return sum;
}
precise esteban_ray_of(std::map<double, rational> const& shares, double alpha) {
    precise sum = 0;
    for (auto const& [x, s] : shares) {
        rational apart = 0;
        for (auto const& [y, t] : shares) apart += t * abs(rational(rational(x) - rational(y)));
        sum += pow(to_precise(s), precise(1) + precise(alpha)) * to_precise(apart);
    }
    return sum;
}
rational bimodality_of(std::map<double, rational> const& shares, rational const& mean, rational const& n) {
    rational const m2 = moment(shares, mean, 2), m3 = moment(shares, mean, 3), m4 = moment(shares, mean, 4);
    rational const skew = m3 * m3 / (m2 * m2 * m2) * n * (n - 1) / ((n - 2) * (n - 2));
    rational const kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / (m2 * m2) - 3) + 6);
    return (skew + 1) / (kurtosis + 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3)));
}

template <class F>
void for_each_measure(F&& f) {
    f(mean{}), f(median{}), f(variance{}), f(dalton{}), f(sartori_range{}), f(bimodality{}), f(consensus{});
    f(esteban_ray{}), f(esteban_ray{0}), f(esteban_ray{1.6}), f(reynal_querol{}), f(entropy{}), f(effective_number{});
    f(golosov{});
}
template <class F>
void for_each_measure_of_categories(F&& f) {
    f(van_der_eijk{}), f(leik{}), f(blair_lacy{}), f(concentration{1}), f(concentration{3}), f(reardon{});
    f(berry_mielke{}), f(kvalseth{});
}
template <class F>
void for_each_measure_of_votes(F&& f) {
    f(rice{}), f(agreement_index{}), f(attina{}), f(unity{});
}

}  // namespace

TEST_CASE("bands of every width and place, and weights of every size, against exact rationals") {
    std::mt19937 random(41);
    int bimodal = 0;
    for (int trial = 0; trial < 250; ++trial) {
        CAPTURE(trial);
        auto const g = random_group(random);
        auto const m = actors_on(g.issue, g.positions, g.weights);
        auto const shares = shares_of(g.positions, g.weights);
        rational const average = moment(shares, 0, 1), m2 = moment(shares, average, 2);
        rational const length = rational(g.issue.upper) - rational(g.issue.lower);
        near(value_of(m, mean{}).value, to_precise(average), 2, sqrt(to_precise(m2)) * 20);
        near(value_of(m, variance{}).value, to_precise(m2), 64);
        near(value_of(m, dalton{}).value, sqrt(to_precise(m2)) / to_precise(length) * 2, 64);
        near(value_of(m, consensus{}).value, consensus_of(g, shares, average), 64, 1);
        near(value_of(m, entropy{}).value, entropy_of(shares), 64);
        near(value_of(m, esteban_ray{}).value, esteban_ray_of(shares, 1.3), 256);
        near(value_of(m, esteban_ray{0}).value, esteban_ray_of(shares, 0), 64);
        rational rq = 0;
        for (auto const& [x, share] : shares) rq += 4 * share * share * (1 - share);
        near(value_of(m, reynal_querol{}).value, to_precise(rq), 64);
        CHECK(value_of(m, sartori_range{}).value == shares.rbegin()->first - shares.begin()->first);
        std::vector<std::size_t> rows(g.positions.size());
        std::iota(rows.begin(), rows.end(), std::size_t{0});
        CHECK(lines(m, rows, line_rule::mean, group_weights::capability)[0].position == value_of(m, mean{}).value);
        if (g.positions.size() < 4) continue;
        auto const counted = shares_of(g.positions, numbers(g.positions.size(), 1));
        if (counted.size() == 1) {
            CHECK(value_of(m, bimodality{}).reason == bimodality::description.undefined);
            continue;
        }
        ++bimodal;
        near(value_of(m, bimodality{}).value,
             to_precise(bimodality_of(counted, moment(counted, 0, 1), rational(g.positions.size()))), 4096);
    }
    CHECK(bimodal > 80);
}

TEST_CASE("what next to nobody holds still counts for something") {
    std::mt19937 random(42);
    std::uniform_real_distribution<double> unit(0, 1);
    for (int trial = 0; trial < 300; ++trial) {
        CAPTURE(trial);
        auto const K = 3 + random() % 4;
        numbers x, w;
        for (std::size_t i = 0, n = 2 + random() % 5; i < n; ++i) {
            x.push_back(static_cast<double>(1 + random() % K));
            w.push_back(std::pow(10.0, -30 + 60 * unit(random)));
        }
        auto const m = actors_on(steps(K), x, w);
        rational all = 0;
        for (double const one : w) all += rational(one);
        std::vector<rational> below;
        for (std::size_t k = 1; k < K; ++k) {
            below.push_back(0);
            for (std::size_t i = 0; i < x.size(); ++i)
                if (x[i] <= static_cast<double>(k)) below.back() += rational(w[i]) / all;
        }
        rational least = 0, ordinal = 0;
        precise uncertain = 0, squares = 0;
        for (auto const& f : below) {
            least += std::min(f, rational(1 - f)), ordinal += 4 * f * (1 - f);
            squares += to_precise((2 * f - 1) * (2 * f - 1));
            for (auto const& p : {f, rational(1 - f)})
                if (p > 0) uncertain -= to_precise(p) * log(to_precise(p)) / log(precise(2));
        }
        precise const many = K - 1, iov = to_precise(ordinal) / many;
        near(value_of(m, leik{}).value, to_precise(2 * least) / many, 32);
        near(value_of(m, reardon{}).value, uncertain / many, 32);
        near(value_of(m, blair_lacy{}).value, sqrt(squares / many), 32);
        bool const whole = std::all_of(w.begin(), w.end(), [](double one) { return std::floor(one) == one; });
        if (!whole) {
            near(value_of(m, berry_mielke{}).value, iov, 32);
            near(value_of(m, kvalseth{}).value, 1 - sqrt(1 - iov), 64);
        }
        precise sum = 0;
        for (double const one : w) sum += to_precise(rational(one) * rational(one) / (all * all));
        near(value_of(m, effective_number{}).value, 1 / sum, 32);
    }
    // Beside one of weight 1e30 at one end another of 1e-30 at the other: no measure says that all are alike.
    auto const m = actors_on(steps(3), {1, 3}, {1e30, 1e-30});
    for (auto const& [found, share] :
         {std::pair(value_of(m, leik{}).value, 2.0), std::pair(value_of(m, berry_mielke{}).value, 4.0),
          std::pair(value_of(m, kvalseth{}).value, 2.0), std::pair(value_of(m, reynal_querol{}).value, 4.0),
          std::pair(value_of(m, variance{}).value, 4.0)})
        near(found, share * precise(1e-60), 8);
    CHECK(value_of(m, consensus{}).value == 1.0);
    CHECK(value_of(m, consensus{}).reason.empty());
}

TEST_CASE("votes of every weight, against exact rationals") {
    std::mt19937 random(43);
    std::uniform_real_distribution<double> unit(0, 1);
    issue_column const vote{
        .name = "vote", .measurement = level::ordinal, .lower = -1, .upper = 1, .categories = {-1, 0, 1}};
    for (int trial = 0; trial < 300; ++trial) {
        CAPTURE(trial);
        numbers x, w;
        rational of[3] = {0, 0, 0};
        for (std::size_t i = 0, n = 2 + random() % 6; i < n; ++i) {
            auto const v = random() % 3;
            x.push_back(static_cast<double>(v) - 1), w.push_back(std::pow(10.0, trial % 2 * 60 * (unit(random) - 0.5)));
            of[v] += rational(w.back());
        }
        auto const m = actors_on(vote, x, w);
        rational const all = of[0] + of[1] + of[2], most = std::max({of[0], of[1], of[2]}), two = of[0] + of[2];
        rational const apart = abs(rational(of[2] - of[0]));
        if (two > 0)
            near(value_of(m, rice{}).value, to_precise(apart / two), 32, 1);
        else
            CHECK_FALSE(value_of(m, rice{}).value);
        near(value_of(m, agreement_index{}).value, to_precise((most - (all - most) / 2) / all), 32, 1);
        near(value_of(m, attina{}).value, to_precise((2 * most - all) / all), 32, 1);
        near(value_of(m, unity{}).value, to_precise(apart / all), 32, 1);
    }
    // Who all say yes say it together, whatever three tenths are in binary digits.
    for (double const each : {0.1, 0.7, 1.1, 3.3})
        for (std::size_t n = 1; n < 60; ++n)
            CHECK(value_of(actors_on(vote, numbers(n, 1), numbers(n, each)), unity{}).value == 1.0);
}

TEST_CASE("the longest scales and the shortest: a value, or that it is none because of its size") {
    auto const at = [](double lower, double upper, numbers const& shares) {
        numbers x;
        for (double const s : shares) x.push_back(lower + s * (upper - lower));
        return actors_on({.name = "", .lower = lower, .upper = upper}, x);
    };
    for (auto const& ends :
         {std::pair(-8e307, 8e307), std::pair(0.0, 1.7e308), std::pair(-1.7e308, 0.0), std::pair(0.0, 1e-280),
          std::pair(-1e-280, 1e-280), std::pair(1e200, 2e200), std::pair(-1e-200, 2e-200)}) {
        double const lower = ends.first, upper = ends.second;
        CAPTURE(lower);
        CAPTURE(upper);
        auto const m = at(lower, upper, {0, 1, 0, 1}), unlike = at(lower, upper, {0, 0.25, 0.5, 1});
        double const length = upper - lower;
        CHECK((*value_of(m, mean{}).value - lower) / length == doctest::Approx(0.5).epsilon(1e-15));
        CHECK((*value_of(m, median{}).value - lower) / length == doctest::Approx(0.5).epsilon(1e-15));
        CHECK(value_of(m, sartori_range{}).value == length);
        CHECK(*value_of(m, dalton{}).value == 1);
        CHECK(*value_of(m, consensus{}).value == doctest::Approx(0));
        CHECK(*value_of(unlike, dalton{}).value ==
              doctest::Approx(*value_of(at(0, 1, {0, 0.25, 0.5, 1}), dalton{}).value).epsilon(1e-12));
        CHECK(*value_of(unlike, bimodality{}).value ==
              doctest::Approx(*value_of(at(0, 1, {0, 0.25, 0.5, 1}), bimodality{}).value).epsilon(1e-12));
        double const near_one = std::ldexp(1, -std::ilogb(length));
        CHECK(*value_of(m, esteban_ray{0}).value * near_one == doctest::Approx(length / 2 * near_one));
        CHECK_FALSE(value_of(m, variance{}).value);
        CHECK(value_of(m, variance{}).reason == (length > 1 ? "beyond the greatest number" : "below the least number"));
        // Heavier: the same.
        auto const heavy = m.with_actor_weights(numbers(4, 1e30)), light = m.with_actor_weights(numbers(4, 1e-30));
        for_each_measure([&](auto const& measure) {
            INFO(measure.description.name);
            auto const one = value_of(m, measure);
            for (auto const* other : {&heavy, &light}) {
                auto const found = value_of(*other, measure);
                CHECK(found.reason == one.reason);
                CHECK(found.value.has_value() == one.value.has_value());
                if (one.value && *one.value != 0) CHECK(*found.value / *one.value == doctest::Approx(1).epsilon(1e-12));
            }
        });
    }
    CHECK(value_of(at(0, 1e-280, {0.5, 0.5}), variance{}).value == 0.0);
    CHECK(variance{}.why_none({}) == undefined_reason::nothing_shared);
    // What differs by the least number, beside the length of the scale.
    auto const hair = actors_on({.name = "", .lower = 0, .upper = 1.7e308}, {0, 5e-324});
    CHECK(value_of(hair, dalton{}).reason == "below the least number");
    CHECK(value_of(hair, esteban_ray{0}).reason == "below the least number");
    CHECK(value_of(hair, sartori_range{}).value == 5e-324);
}

TEST_CASE("shares and errors of means on the longest scales") {
    auto const m = actors_on({.name = "", .lower = -8e307, .upper = 8e307}, {-8e307, 8e307, 8e307, 4e307},
                             {1e30, 1e30, 1e30, 1e30});
    group_column const c(m, 0, group_weights::capability);
    double sum = 0;
    for (auto const& e : explain(c, mean{})) sum += *e.share;
    CHECK(sum == doctest::Approx(3e307));
    // Of a mean the standard error of the jackknife is that of the sample, and the bias 0.
    std::mt19937 random(44);
    for (int trial = 0; trial < 100; ++trial) {
        CAPTURE(trial);
        auto g = random_group(random);
        if (g.positions.size() < 2) continue;
        auto const equal = actors_on(g.issue, g.positions);
        auto const shares = shares_of(g.positions, numbers(g.positions.size(), 1));
        rational const n = g.positions.size(), average = moment(shares, 0, 1);
        precise const error = sqrt(to_precise(moment(shares, average, 2) / (n - 1)));
        auto const j = jackknife(group_column(equal, 0), mean{});
        // The values are rounded as positions are.
        near(j.standard_error, error, 64, abs(to_precise(average)) * 64);
        near(*j.bias + 1, 1, 64, abs(to_precise(average)) * 64);
    }
    for (double const length : {1e-200, 1e200}) {
        auto const four = actors_on({.name = "", .lower = 0, .upper = length}, {0, length / 4, length / 2, length});
        auto const j = jackknife(group_column(four, 0), mean{});
        CHECK(*j.standard_error / length == doctest::Approx(std::sqrt(0.546875 / 12)).epsilon(1e-12));
        CHECK(j.acceleration.has_value());
    }
}

TEST_CASE("these are all measures of one issue that there are") {
    std::set<std::string_view> listed, here;
    std::apply([&](auto const&... m) { (listed.insert(m.description.name), ...); }, group_measure_list{});
    auto const note = [&](auto const& m) { here.insert(m.description.name); };
    for_each_measure(note), for_each_measure_of_categories(note), for_each_measure_of_votes(note);
    CHECK(here == listed);
}

TEST_CASE("whoever comes first, those without a position weigh the same to the last bit") {
    std::mt19937 random(46);
    for (int trial = 0; trial < 50; ++trial) {
        std::vector<cell> said;
        for (std::size_t i = 0, n = 3 + random() % 9; i < n; ++i)
            said.push_back({0, true, static_cast<double>(random() % 2), 0.1 * static_cast<double>(1 + random() % 40), 1});
        auto const column_of = [&] {
            std::vector<std::size_t> offsets{0};
            for (std::size_t i = 1; i <= said.size(); ++i) offsets.push_back(i);
            offsets.push_back(said.size());
            issue_column vote{.name = "vote", .lower = 0, .upper = 1, .categories = {0, 1}};
            return position_matrix(std::vector<std::string>(said.size() + 1, "a"), {std::move(vote)}, offsets, said);
        };
        auto const one = column_of();
        std::shuffle(said.begin(), said.end(), random);
        auto const other = column_of();
        group_column const a(one, 0, group_weights::salience), b(other, 0, group_weights::salience);
        REQUIRE((a.silent().size() == 1 && b.silent().size() == 1));
        CHECK(a.silent()[0].weight == b.silent()[0].weight);
        CHECK(evaluate(a, unity{}).value == evaluate(b, unity{}).value);
    }
}

TEST_CASE("whoever comes first, the last bit is the same") {
    std::mt19937 random(45);
    issue_column const vote{
        .name = "vote", .measurement = level::ordinal, .lower = -1, .upper = 1, .categories = {-1, 0, 1}};
    for (int trial = 0; trial < 100; ++trial) {
        auto const g = random_group(random);
        numbers categories, votes;
        for (std::size_t i = 0; i < g.positions.size(); ++i) {
            categories.push_back(static_cast<double>(1 + random() % 5));
            votes.push_back(static_cast<double>(random() % 3) - 1);
        }
        std::vector<std::size_t> order(g.positions.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::shuffle(order.begin(), order.end(), random);
        auto const shuffled = [&](numbers const& of) {
            numbers all;
            for (auto const i : order) all.push_back(of[i]);
            return all;
        };
        auto const same = [&](issue_column const& issue, numbers const& x) {
            return [&, issue](auto const& measure) {
                INFO(measure.description.name);
                auto const m = actors_on(issue, x, g.weights);
                auto const one = value_of(m, measure);
                auto const other = value_of(actors_on(issue, shuffled(x), shuffled(g.weights)), measure);
                CHECK(one.value == other.value);
                CHECK(one.weight == other.weight);
                CHECK(one.reason == other.reason);
                // Added up in any order, and what is gone taken away again.
                statistics::holdings all, gone;
                for (auto const i : order) all.add(x[i], g.weights[i], m.issue(0));
                gone.add(x[0], g.weights[0] / 3, m.issue(0));
                all += gone, all -= gone;
                CHECK(detail::value_of(measure, all) == one.value);
            };
        };
        for_each_measure(same(g.issue, g.positions));
        for_each_measure_of_categories(same(steps(5), categories));
        for_each_measure_of_votes(same(vote, votes));
    }
}
