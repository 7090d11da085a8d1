// SPDX-License-Identifier: BSL-1.0
// Where doubles run out in negotiations: compromises and trades in narrow bands far from the origin, on the longest
// scales and the shortest, against exact rationals.
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <boost/multiprecision/cpp_int.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/negotiation/compromise.hpp"
#include "entente/negotiation/progress.hpp"
#include "entente/negotiation/realised_trades.hpp"
#include "entente/negotiation/trades.hpp"
#include "entente/positions/matrix.hpp"

using namespace entente;

namespace {

using rational = boost::multiprecision::cpp_rational;
using precise = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<150>>;

precise to_precise(rational const& r) {
    return precise(numerator(r)) / precise(denominator(r));
}
/// Whether a value is that of the formula, to some units in the last place of the value or, where it says so, of
/// `beside`.
void near(double found, rational const& exact, double ulps, precise const& beside = 0) {
    precise const apart = abs(precise(found) - to_precise(exact));
    CAPTURE(found);
    CAPTURE(static_cast<double>(to_precise(exact)));
    if (apart != 0) CHECK(static_cast<double>(precise(apart / (abs(to_precise(exact)) + beside))) <= ulps * 0x1p-52);
}

struct held {
    double position = 0, salience = 1, capability = 1;
};
struct negotiation {
    std::vector<issue_column> issues;
    std::vector<std::vector<held>> actors;  // by issue

    position_matrix matrix() const {
        std::vector<std::string> names;
        std::vector<std::size_t> offsets{0};
        std::vector<cell> cells;
        std::vector<double> capability;
        auto columns = issues;
        for (std::size_t i = 0; i < columns.size(); ++i) columns[i].name = "issue " + std::to_string(i + 1);
        for (auto const& row : actors) {
            names.push_back("actor " + std::to_string(names.size() + 1));
            for (std::uint32_t i = 0; i < row.size(); ++i) {
                cells.push_back({i, true, row[i].position, row[i].salience, 1});
                capability.push_back(row[i].capability);
            }
            offsets.push_back(cells.size());
        }
        return {names, columns, offsets, cells, std::vector<interval>(cells.size()), capability};
    }
    rational length(std::size_t i) const { return rational(issues[i].upper) - rational(issues[i].lower); }
    rational weight(std::size_t i, std::size_t a) const {
        return rational(actors[a][i].salience * actors[a][i].capability);
    }
    rational weight(std::size_t i) const {
        rational sum = 0;
        for (std::size_t a = 0; a < actors.size(); ++a) sum += weight(i, a);
        return sum;
    }
    rational position(std::size_t i, std::size_t a) const { return rational(actors[a][i].position); }
    rational outcome(std::size_t i) const {
        rational sum = 0;
        for (std::size_t a = 0; a < actors.size(); ++a) sum += weight(i, a) * position(i, a);
        return sum / weight(i);
    }
};

/// Bands on scales from 1e-12 to 1e12 long, up to 1e9 widths from the origin. Saliences whose products differ.
negotiation random_negotiation(std::mt19937& random, std::size_t actors, std::size_t issues) {
    std::uniform_real_distribution<double> unit(0, 1);
    auto const power = [&](double from, double to) { return std::pow(10.0, from + (to - from) * unit(random)); };
    negotiation n;
    n.actors.assign(actors, std::vector<held>(issues));
    for (std::size_t i = 0; i < issues; ++i) {
        double const width = power(-12, 12), offset = width * power(0, 9) * (random() % 2 ? 1 : -1);
        double const length = random() % 2 ? width : width * power(0, 9);
        n.issues.push_back({.name = "", .lower = offset, .upper = offset + length});
        auto const kind = random() % 3;
        for (auto& a : n.actors) {
            a[i].position = std::clamp(offset + width * unit(random), offset, offset + length);
            a[i].salience = static_cast<double>(1 + random() % 7);
            a[i].capability = kind == 0 ? 1 : kind == 1 ? unit(random) + 0.5 : power(-20, 20);
        }
    }
    return n;
}
rational magnitude(rational const& x) {
    return abs(x);
}

}  // namespace

TEST_CASE("compromises in bands of every width and place, against exact rationals") {
    std::mt19937 random(61);
    for (int trial = 0; trial < 400; ++trial) {
        CAPTURE(trial);
        auto n = random_negotiation(random, 1 + random() % 9, 1);
        if (trial % 5 == 0) n.actors.back()[0].capability = n.actors.size() > 1 ? 0 : 1;
        auto const c = compromise(n.matrix(), issue_id(std::size_t{0}));
        rational const value = n.outcome(0);
        rational weighted = 0, plain = 0;
        for (std::size_t a = 0; a < n.actors.size(); ++a) {
            rational const square = (n.position(0, a) - value) * (n.position(0, a) - value);
            weighted += n.weight(0, a) / n.weight(0) * square, plain += square / n.actors.size();
        }
        precise const deviation = sqrt(to_precise(weighted)), beside = 16 * sqrt(to_precise(plain));
        near(*c.value, value, 2, 16 * deviation);
        near(*c.dispersion, weighted, 64);
        near(*c.mean_square, plain, 64);
        CHECK((c.dispersion_reason == undefined_reason::defined && c.mean_square_reason == undefined_reason::defined));
        for (std::size_t a = 0; a < n.actors.size(); ++a) {
            rational const per_unit = 100 * rational(n.actors[a][0].salience) / n.length(0);
            near(c.losses[a].loss, magnitude(n.position(0, a) - value) * per_unit, 8, beside * to_precise(per_unit));
        }
        std::shuffle(n.actors.begin(), n.actors.end(), random);
        auto const other = compromise(n.matrix(), issue_id(std::size_t{0}));
        CHECK((other.value == c.value && other.dispersion == c.dispersion));
    }
}

TEST_CASE("compromises on the longest scales and the shortest: a square, or that it is none because of its size") {
    for (auto const& ends : {std::pair(-8e307, 8e307), std::pair(0.0, 1.7e308), std::pair(0.0, 1e-280)}) {
        double const lower = ends.first, upper = ends.second;
        CAPTURE(lower);
        CAPTURE(upper);
        for (double const weight : {1e-30, 1.0, 1e30}) {
            negotiation const n{{{.name = "", .lower = lower, .upper = upper}},
                                {{{lower, weight, weight}}, {{upper, weight, weight}}}};
            auto const c = compromise(n.matrix(), issue_id(std::size_t{0}));
            CHECK((*c.value - lower) / (upper - lower) == doctest::Approx(0.5).epsilon(1e-15));
            CHECK_FALSE(c.dispersion);
            CHECK_FALSE(c.mean_square);
            auto const why = upper > 1 ? undefined_reason::overflow : undefined_reason::underflow;
            CHECK((c.dispersion_reason == why && c.mean_square_reason == why));
            CHECK(c.losses[0].loss / weight == doctest::Approx(50));
        }
    }
    // Who weighs nothing stands so far away that only the square that counts it is beyond the greatest number.
    negotiation const n{{{.name = "", .lower = 0, .upper = 1e200}}, {{{1}}, {{3}}, {{1e200, 1, 0}}}};
    auto const c = compromise(n.matrix(), issue_id(std::size_t{0}));
    CHECK(c.value == 2.0);
    CHECK(c.dispersion == 1.0);
    CHECK(c.mean_square_reason == undefined_reason::overflow);
    negotiation const alike{{{.name = "", .lower = 0, .upper = 1e-280}}, {{{1e-281}}, {{1e-281}}}};
    CHECK(compromise(alike.matrix(), issue_id(std::size_t{0})).dispersion == 0.0);
}

TEST_CASE("gains of trades in bands of every width and place, against exact rationals") {
    std::mt19937 random(62);
    std::size_t trades = 0;
    for (int trial = 0; trial < 150; ++trial) {
        CAPTURE(trial);
        auto const n = random_negotiation(random, 2 + random() % 5, 2 + random() % 2);
        auto const m = n.matrix();
        for (auto const& t : find_trades(m, {.least_gain = 1e-200})) {
            ++trades;
            auto const p = t.issue_b_concedes.value, q = t.issue_a_concedes.value, i = t.a.value, j = t.b.value;
            auto const per_cent = [&](std::size_t issue, rational const& x) {
                return rational(x * 100 / n.length(issue));
            };
            auto const leverage = [&](std::size_t issue, std::size_t a) {
                return rational(n.weight(issue, a) / n.weight(issue));
            };
            auto const salience = [&](std::size_t issue, std::size_t a) {
                return rational(n.actors[a][issue].salience);
            };
            // As the definition says: neither position passes the other's, nor an outcome who demands it.
            auto const room = [&](std::size_t issue, std::size_t gives, std::size_t demands) {
                rational const whole =
                    leverage(issue, gives) *
                    magnitude(per_cent(issue, n.position(issue, gives) - n.position(issue, demands)));
                return std::min(whole, magnitude(per_cent(issue, n.outcome(issue) - n.position(issue, demands))));
            };
            rational const ratio = (salience(p, i) + salience(p, j)) / (salience(q, i) + salience(q, j));
            rational const moves = std::min(room(p, j, i), rational(room(q, i, j) / ratio));
            rational const gain = moves * (salience(p, i) * salience(q, j) - salience(q, i) * salience(p, j)) /
                                  (salience(q, i) + salience(q, j));
            // What an outcome may move is a difference from the mean, which is off by a share of how far all are apart.
            precise spread = 0;
            for (auto const issue : {p, q}) {
                rational square = 0;
                for (std::size_t a = 0; a < n.actors.size(); ++a) {
                    rational const off = per_cent(issue, n.position(issue, a) - n.outcome(issue));
                    square += leverage(issue, a) * off * off;
                }
                spread += sqrt(to_precise(square));
            }
            near(t.gain, gain, 64, 64 * spread);
        }
    }
    CHECK(trades > 300);
}

TEST_CASE("trades are the same wherever scales lie, and on scales of every length") {
    std::mt19937 random(63);
    std::size_t trades = 0, ends = 0;
    for (int trial = 0; trial < 100; ++trial) {
        CAPTURE(trial);
        auto n = random_negotiation(random, 4, 2);
        for (auto& issue : n.issues) issue.lower = 0, issue.upper = 1024;
        for (auto& a : n.actors)
            for (auto& h : a) h.position = static_cast<double>(random() % 1025);
        auto moved = n;
        // By a power of two, and up where the numbers still have room for whole steps: nothing is rounded.
        double const unit = trial % 3 == 0 ? 0x1p-300 : trial % 3 == 1 ? 1 : 0x1p900, up = trial % 2 ? 0x1p42 : 0;
        for (auto& issue : moved.issues)
            issue.lower = (issue.lower + up) * unit, issue.upper = (issue.upper + up) * unit;
        for (auto& a : moved.actors)
            for (auto& h : a) h.position = (h.position + up) * unit;
        auto const here = n.matrix(), there = moved.matrix();
        auto const same = [&](std::vector<trade> const& one, std::vector<trade> const& other) {
            REQUIRE(one.size() == other.size());
            for (std::size_t t = 0; t < one.size(); ++t) {
                ++trades;
                CHECK((one[t].a == other[t].a && one[t].b == other[t].b));
                CHECK(one[t].gain == other[t].gain);
                CHECK(one[t].shift_a_concedes * unit == other[t].shift_a_concedes);
            }
        };
        same(find_trades(here), find_trades(there));
        same(realise_trades(here).solution, realise_trades(there).solution);
        // And so is from where to where saliences and capabilities change nothing.
        auto const one = progress_ranges(here), other = progress_ranges(there);
        REQUIRE(one.size() == other.size());
        auto const close = [](boost::optional<double> const& a, boost::optional<double> const& b) {
            return a.has_value() == b.has_value() && (!a || std::abs(*a - *b) <= 1e-9 * std::abs(*a));
        };
        for (std::size_t r = 0; r < one.size(); ++r) {
            CHECK((close(one[r].lower, other[r].lower) && close(one[r].upper, other[r].upper)));
            ends += one[r].lower.has_value() + one[r].upper.has_value();
        }
    }
    CHECK(trades > 100);
    CHECK(ends > 100);
}
