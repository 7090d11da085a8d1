// SPDX-License-Identifier: BSL-1.0
// Networks of a discourse: against their definitions, statement by statement, and by what they have to keep.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/discourse/change.hpp"
#include "entente/discourse/corpus_builder.hpp"
#include "entente/discourse/issue_backbone.hpp"
#include "entente/discourse/polarization.hpp"
#include "entente/discourse/projection.hpp"
#include "entente/discourse/series.hpp"
#include "entente/discourse/two_mode.hpp"
#include "entente/discourse/window.hpp"

using namespace entente;

namespace {

/// Statements of some years, on issues of one scale or of three.
std::vector<statement> drawn(unsigned seed, std::size_t count, int greatest = 4) {
    std::mt19937 random(seed);
    auto const below = [&](unsigned n) { return static_cast<int>(random() % n); };
    std::vector<statement> all;
    for (std::size_t i = 0; i < count; ++i) {
        statement s;
        s.date = {day(2019, 11, 1) + std::chrono::hours(below(24 * 900)), date_precision::time};
        s.document = below(5) ? "d" + std::to_string(below(40)) : "";
        s.on_behalf_of = "actor " + std::to_string(below(9));
        s.speaker = below(2) ? "speaker " + std::to_string(below(20)) : "";
        s.issue = "issue " + std::to_string(below(6));
        s.position = below(static_cast<unsigned>(greatest) + 1);
        all.push_back(std::move(s));
    }
    return all;
}

corpus graded(unsigned seed, std::size_t count = 300) {
    return make_corpus(drawn(seed, count), scale::ordinal(0, 4));
}

corpus nominal(unsigned seed) {
    auto all = drawn(seed, 200, 2);
    for (auto& s : all)
        s.position = std::vector<std::string>{"a", "b", "c"}[static_cast<std::size_t>(s.position.number())];
    return make_corpus(all, scale::nominal({"a", "b", "c"}));
}

/// On issues of three scales, one of them without categories or whole numbers.
corpus mixed(unsigned seed) {
    auto all = drawn(seed, 250);
    for (auto& s : all) {
        if (s.issue == "issue 0") s.position = s.position.number() * 0.3;
        if (s.issue == "issue 1") s.position = s.position.number() + 1;
    }
    return make_corpus(all, scale::ordinal(0, 4),
                       {{"issue 0", scale::interval(-1, 2)}, {"issue 1", scale::nominal({"0", "1", "2", "3", "4"})}});
}

double alike(corpus const& c, stated const& x, stated const& y) {
    auto const& on = c[x.issue].scale;
    if (on.measurement() == level::nominal) return *x.position == *y.position;
    return 1 - std::abs(*x.position - *y.position) / (on.upper() - on.lower());
}

constexpr auto aggregations = {tie_aggregation::ignore, tie_aggregation::congruence, tie_aggregation::conflict,
                               tie_aggregation::subtract};
constexpr auto normalizations = {tie_normalization::none,   tie_normalization::average, tie_normalization::jaccard,
                                 tie_normalization::cosine, tie_normalization::share,   tie_normalization::true_cosine};
constexpr auto all_duplicates = {duplicate_statements::include, duplicate_statements::document,
                                 duplicate_statements::day,     duplicate_statements::week,
                                 duplicate_statements::month,   duplicate_statements::year,
                                 duplicate_statements::all};

bool is_share_of_all(tie_aggregation a, tie_normalization n) {
    return a == tie_aggregation::ignore && n == tie_normalization::share;
}

bool same_bits(pair_network const& one, pair_network const& other) {
    if (one.nodes != other.nodes || one.statements != other.statements) return false;
    for (std::size_t p = 0; p < one.values.size(); ++p)
        if (!(one.values[p] == other.values[p] || (std::isnan(one.values[p]) && std::isnan(other.values[p]))))
            return false;
    return one.values.size() == other.values.size();
}

/// A network of the nodes with these values of pairs.
pair_network made(std::size_t nodes, std::vector<double> values) {
    pair_network n;
    for (std::uint32_t i = 0; i < nodes; ++i) n.nodes.push_back(i);
    n.values = std::move(values);
    return n;
}

}  // namespace

TEST_CASE("what no number holds has no factions") {
    auto const two = [](double value) {
        pair_network n;
        n.nodes = {0, 1}, n.values = {value};
        return n;
    };
    auto const code = [&](double congruence, double conflict) {
        try {
            block_deviation(two(congruence), two(conflict), factions{0, 1});
        } catch (error const& e) {
            return e.code();
        }
        return fault_code::syntax;
    };
    CHECK(code(HUGE_VAL, 0) == fault_code::invalid_argument);
    CHECK(code(0, HUGE_VAL) == fault_code::invalid_argument);
    CHECK(code(1e308, 1e308) == fault_code::too_large);
    CHECK(code(1e300, 1e300) == fault_code::syntax);  // is not refused
}

TEST_CASE("who differ by a billionth of the scale are in conflict by that, and as much at one at its ends") {
    std::mt19937 random(71);
    for (int trial = 0; trial < 40; ++trial) {
        double const length = std::pow(10.0, trial % 25 - 12), base = length * 0x1p29;
        for (bool const ends : {false, true}) {
            // Apart by some billionths of the scale, or by all but that.
            std::vector<double> x{0, 1e-9 * static_cast<double>(1 + random() % 1000)};
            if (ends) x[1] = 1 - x[1];
            std::vector<statement> all(2);
            for (std::size_t k = 0; k < 2; ++k) {
                x[k] = base + x[k] * length * 0x1p29;
                all[k].date = date_of(2020), all[k].on_behalf_of = "actor " + std::to_string(k), all[k].issue = "q";
                all[k].position = x[k];
            }
            auto const c = make_corpus(all, scale::interval(base, base * 2));
            double const apart = x[1] - x[0], left = base * 2 - x[1];
            auto const value = [&](tie_aggregation by) { return *project(c, {.aggregate = by})(0, 1); };
            double const conflict = value(tie_aggregation::conflict), congruence = value(tie_aggregation::congruence);
            CHECK(std::abs(conflict * base / apart - 1) < 1e-14);
            CHECK(std::abs(congruence * base / (base - apart) - 1) < 1e-14);
            if (ends) CHECK(std::abs(congruence * base / left - 1) < 1e-14);
            CHECK(value(tie_aggregation::subtract) == doctest::Approx(congruence - conflict));
        }
    }
}

TEST_CASE("a tie is a sum over pairs of statements") {
    for (auto const& c : {graded(1), nominal(2), mixed(3)})
        for (auto const aggregate : aggregations) {
            auto const n = project(c, {.aggregate = aggregate});
            std::vector<double> expected(n.values.size(), 0.0);
            for (std::size_t i = 0; i < c.size(); ++i)
                for (std::size_t j = 0; j < i; ++j) {
                    auto const x = c[statement_id(i)], y = c[statement_id(j)];
                    if (x.actor == y.actor || x.issue != y.issue) continue;
                    double const s = alike(c, x, y);
                    auto const a = std::min(x.actor, y.actor).value, b = std::max(x.actor, y.actor).value;
                    expected[n.place(a, b)] += aggregate == tie_aggregation::ignore       ? 1
                                               : aggregate == tie_aggregation::congruence ? s
                                               : aggregate == tie_aggregation::conflict   ? 1 - s
                                                                                          : 2 * s - 1;
                }
            REQUIRE(n.size() == c.actors());
            for (std::size_t p = 0; p < expected.size(); ++p) CHECK(n.values[p] == doctest::Approx(expected[p]));
        }
}

TEST_CASE("zero is one position, with either sign") {
    std::vector<statement> all;
    for (auto const& [who, position] : {std::pair{"A", -0.0}, std::pair{"B", 0.0}, std::pair{"B", -0.0}}) {
        statement s;
        s.date = date_of(2000);
        s.speaker = who;
        s.issue = "q";
        s.position = position;
        all.push_back(std::move(s));
    }
    auto const c = make_corpus(all, scale::interval(-1, 1));
    CHECK(*project(c, {.normalize = tie_normalization::jaccard})(0, 1) == 1);
    auto const once = project(c, {.duplicates = duplicate_statements::all});
    CHECK(once.statements == 2);
    CHECK(*once(0, 1) == 1);
}

TEST_CASE("ignore is congruence and conflict, and bounded values are bounded") {
    for (auto const duplicates : all_duplicates)
        for (auto const& c : {graded(4), mixed(5)}) {
            projection_options o{.aggregate = tie_aggregation::congruence, .duplicates = duplicates};
            auto const agree = project(c, o);
            o.aggregate = tie_aggregation::conflict;
            auto const differ = project(c, o);
            o.aggregate = tie_aggregation::subtract;
            auto const less = project(c, o);
            for (std::size_t p = 0; p < agree.values.size(); ++p)
                CHECK(less.values[p] == doctest::Approx(agree.values[p] - differ.values[p]));
            if (duplicates == duplicate_statements::include) {
                auto const all = project(c, {.aggregate = tie_aggregation::ignore});
                for (std::size_t p = 0; p < all.values.size(); ++p)
                    CHECK(all.values[p] == doctest::Approx(agree.values[p] + differ.values[p]));
            }
            for (auto const n : {tie_normalization::share, tie_normalization::true_cosine})
                for (auto const a : aggregations) {
                    if (is_share_of_all(a, n)) continue;
                    for (double const v : project(c, {.aggregate = a, .normalize = n, .duplicates = duplicates}).values)
                        if (!std::isnan(v))
                            CHECK((v <= 1 + 1e-12 && v >= (a == tie_aggregation::subtract ? -1 : 0) - 1e-12));
                }
        }
    CHECK_THROWS_WITH_AS(
        project(graded(1), {.aggregate = tie_aggregation::ignore, .normalize = tie_normalization::share}),
        "a share is of congruence, conflict or subtract: all of ignore is all of it", error);
}

TEST_CASE("bounded values by hand") {
    // A says yes twice and no once on x, and yes on y; B says yes on x, and no on z.
    auto const say = [](char const* who, char const* what, int position) {
        statement s;
        s.date = date_of(2020), s.speaker = who, s.issue = what, s.position = position;
        return s;
    };
    auto const c = make_corpus(std::vector{say("A", "x", 1), say("A", "x", 1), say("A", "x", 0), say("A", "y", 1),
                                           say("B", "x", 1), say("B", "z", 0), say("C", "w", 1)},
                               scale::ordinal(0, 1));
    auto const value = [&](tie_aggregation a, tie_normalization n) {
        return project(c, {.aggregate = a, .normalize = n})(0, 1);
    };
    using enum tie_normalization;
    using enum tie_aggregation;
    CHECK(value(congruence, share) == 2.0 / 3);
    CHECK(value(conflict, share) == 1.0 / 3);
    CHECK(value(subtract, share) == 1.0 / 3);
    CHECK(*value(ignore, true_cosine) == doctest::Approx(3 / std::sqrt(10.0 * 2)));
    CHECK(value(congruence, average) == 2.0 / 3);
    CHECK(value(congruence, cosine) == 2.0 / 8);
    CHECK(value(congruence, jaccard) == 2.0 / (1 + 1 + 1 + 2));
    // Two who have nothing in common: 0, and no share.
    auto const n = project(c, {.normalize = share});
    CHECK(n(0, 2) == boost::none);
    CHECK(project(c)(0, 2) == 0.0);
    // Who withheld a position is counted where positions are not.
    auto with = std::vector{say("A", "x", 1), say("B", "x", 1)};
    with.push_back(with.front());
    with.back().position = {};
    auto const w = make_corpus(with, scale::ordinal(0, 1));
    CHECK(project(w, {.aggregate = ignore})(0, 1) == 2.0);
    CHECK(project(w)(0, 1) == 1.0);
}

TEST_CASE("on nominal scales, as Discourse Network Analyzer counts conflict") {
    auto const c = nominal(6);
    auto const conflict = project(c, {.aggregate = tie_aggregation::conflict, .dna_compatible = true});
    auto const subtract = project(c, {.aggregate = tie_aggregation::subtract, .dna_compatible = true});
    std::map<std::tuple<std::uint32_t, std::uint32_t, double>, double> x;
    for (std::uint32_t s = 0; s < c.size(); ++s) ++x[{c.actor_numbers()[s], c.issue_numbers()[s], c.positions()[s]}];
    for (std::uint32_t a = 0; a < c.actors(); ++a)
        for (std::uint32_t b = a + 1; b < c.actors(); ++b) {
            double only = 0, both = 0;
            for (std::uint32_t i = 0; i < c.issues(); ++i)
                for (double const k : {1.0, 2.0, 3.0}) {
                    double const p = x[{a, i, k}], q = x[{b, i, k}];
                    only += p == 0 ? q : q == 0 ? p : 0;
                    both += p * q;
                }
            CHECK(conflict(a, b) == only);
            CHECK(subtract(a, b) == both - only);
        }
    // Ours counts pairs of statements that differ, and issues that both mention.
    CHECK(project(c, {.aggregate = tie_aggregation::conflict})(0, 1) != conflict(0, 1));
    CHECK_THROWS_AS(project(mixed(1), {.dna_compatible = true}), scale_error);
    // Of no statement none is nominal, and none is not.
    for (auto const& none : {graded(1), c}) {
        projection_options o{.statements = {.within = {.to = day(1999, 1, 1)}}, .dna_compatible = true};
        CHECK(project(none, o).size() == 0);
        CHECK(event_networks(none, o, 1).empty());
    }
}

TEST_CASE("the range of a scale is its own, and not that of the data") {
    auto const say = [](char const* who, int position) {
        return statement{.date = date_of(2020), .speaker = who, .issue = "x", .position = position};
    };
    auto const c = make_corpus(std::vector{say("A", 1), say("B", 2)}, scale::ordinal(0, 4));
    CHECK(project(c)(0, 1) == 0.75);
    CHECK(project(c, {.dna_compatible = true})(0, 1) == 0.0);  // 1 and 2 are all that was ever said
}

TEST_CASE("positions are in the order of numbers, under a kernel too") {
    auto const say = [](char const* who, int position) {
        return statement{.date = date_of(2020), .speaker = who, .issue = "x", .position = position};
    };
    auto const c =
        make_corpus(std::vector{say("A", -1), say("B", 0), say("C", -3), say("D", 3)}, scale::ordinal(-3, 3));
    auto const n =
        kernel_networks(c, {}, time_kernel::uniform, {1, calendar_unit::year}, std::vector<time_point>{day(2020, 1, 1)})
            .front()
            .network;
    // Discourse Network Analyzer sorts levels as texts under a kernel, -1, -2, -3, 0, 1, 2, 3, and takes their
    // places for positions: to it -1 is as far from 0 as from 2, and congruence of A and B is half of this 1 - 3 /
    // 6.
    CHECK(*n(0, 1) == doctest::Approx((1 - 1.0 / 6) / 2));
    CHECK(*n(0, 2) == doctest::Approx((1 - 2.0 / 6) / 2));
    CHECK(*n(2, 3) == doctest::Approx(0));
}

TEST_CASE("a window has the bits of its statements alone, whatever came before it") {
    std::mt19937 random(7);
    for (auto const& c : {graded(8), nominal(9), mixed(10)})
        for (auto const duplicates : all_duplicates)
            for (auto const aggregate : aggregations)
                for (auto const normalize : normalizations) {
                    if (is_share_of_all(aggregate, normalize)) continue;
                    projection_options o{.aggregate = aggregate, .normalize = normalize, .duplicates = duplicates};
                    std::vector<period> windows;
                    for (int k = 0; k < 6; ++k) {
                        auto const from = day(2019, 11, 1) + std::chrono::days(random() % 700);
                        auto const length = std::chrono::days(50 + random() % 300);
                        // Forth, a step on, and back: what has come goes again.
                        for (int const step : {0, 20, 0, -20})
                            windows.push_back(
                                {from + std::chrono::days(step), from + length + std::chrono::days(step)});
                    }
                    std::size_t different = 0, k = 0;
                    for_each_window(c, o, windows, [&](timed_network& n) {
                        auto alone = o;
                        alone.statements.within = windows[k++];
                        different += !same_bits(n.network, project(c, alone));
                    });
                    CHECK(k == windows.size());
                    CHECK(different == 0);
                }
}

TEST_CASE("windows part a period") {
    auto const c = graded(11);
    auto const windows = calendar_windows({day(2019, 11, 1), day(2022, 5, 1)}, {1, calendar_unit::month});
    CHECK(windows.size() == 30);
    std::size_t sum = 0;
    for (auto const& n : window_networks(c, {}, windows)) sum += n.network.statements;
    CHECK(sum == c.size());
    // A step of a month from the 31st does not lose days for good.
    auto const ends = calendar_windows({day(2020, 1, 31), day(2020, 4, 1)}, {1, calendar_unit::month});
    CHECK(ends[1].from == day(2020, 2, 29));
    CHECK(ends[2].from == day(2020, 3, 31));
    // Nor any day at all: each window ends where the next begins.
    for (auto const& [from, length] : {std::pair(day(2020, 1, 31), calendar_span{1, calendar_unit::month}),
                                       std::pair(day(2019, 10, 30), calendar_span{2, calendar_unit::month}),
                                       std::pair(day(2020, 2, 29), calendar_span{1, calendar_unit::year}),
                                       std::pair(day(2020, 2, 29), calendar_span{6, calendar_unit::month})}) {
        auto const parts = calendar_windows({from, day(2026, 1, 1)}, length);
        for (std::size_t k = 1; k < parts.size(); ++k) CHECK(parts[k - 1].to == parts[k].from);
        CHECK(parts.back().to >= day(2026, 1, 1));
    }
    // Two months from each month on: every other window begins where one ends.
    auto const wide = calendar_windows({day(2021, 1, 31), day(2021, 4, 1)}, {2, calendar_unit::month}, {1});
    REQUIRE(wide.size() == 3);
    CHECK(wide[0].to == day(2021, 3, 31));
    CHECK(wide[1] == period{day(2021, 2, 28), day(2021, 4, 30)});
    CHECK(wide[2] == period{day(2021, 3, 31), day(2021, 5, 31)});
    // A year from each 29th on, by months; and lengths beyond any calendar.
    CHECK(calendar_windows({day(2020, 2, 29), day(2020, 3, 1)}, {1, calendar_unit::year}, {1})[0].to ==
          day(2021, 2, 28));
    CHECK_THROWS_AS(calendar_windows({day(2020, 1, 1), day(2021, 1, 1)},
                                     {(std::numeric_limits<std::int64_t>::max)(), calendar_unit::year}),
                    error);
    CHECK(beginning_of(calendar_unit::week, day(2020, 1, 1)) == day(2019, 12, 30));
    CHECK_THROWS_AS(calendar_windows({day(2020, 1, 1), day(2021, 1, 1)}, {0, calendar_unit::month}), error);
    CHECK_THROWS_AS(calendar_windows({}, {1, calendar_unit::month}), error);
    CHECK_THROWS_AS(window_networks(c, {}, std::vector<period>{{day(2020, 1, 2), day(2020, 1, 1)}}), error);
}

TEST_CASE("windows of statements") {
    auto const c = graded(12);
    auto const series = event_networks(c, {}, 25, 10);
    CHECK(series.size() == (c.size() - 25) / 10 + 1);
    for (auto const& n : series) CHECK(n.network.statements == 25);
    CHECK(same_bits(series[3].network, event_networks(c, {}, 25, 30)[1].network));
    CHECK(event_networks(c, {}, c.size() + 1).empty());
    CHECK_THROWS_AS(event_networks(c, {}, 0), error);
    // Those of one year: in the order in which they came, on every run.
    auto all = drawn(1, 40);
    for (auto& s : all) s.date = date_of(2020);
    auto const at_once = make_corpus(all, scale::ordinal(0, 4));
    CHECK(same_bits(event_networks(at_once, {}, 5)[7].network, event_networks(at_once, {}, 5)[7].network));
}

TEST_CASE("a kernel is a sum over pairs of statements") {
    auto const c = mixed(13);
    std::vector<time_point> const points{day(2020, 3, 1), day(2021, 1, 15)};
    for (auto const kernel :
         {time_kernel::uniform, time_kernel::epanechnikov, time_kernel::triangular, time_kernel::gaussian})
        for (auto const aggregate : aggregations) {
            auto const series = kernel_networks(c, {.aggregate = aggregate, .isolates = true}, kernel,
                                                {200, calendar_unit::day}, points);
            for (auto const& n : series) {
                std::vector<double> expected(n.network.values.size(), 0.0);
                auto const weight = [&](stated const& s) {
                    return kernel_weight(kernel, static_cast<double>((s.date.at - n.at).count()) / (100 * 86400.0));
                };
                for (std::size_t i = 0; i < c.size(); ++i)
                    for (std::size_t j = 0; j < i; ++j) {
                        auto const x = c[statement_id(i)], y = c[statement_id(j)];
                        if (x.actor == y.actor || x.issue != y.issue) continue;
                        double const s = alike(c, x, y), z = std::sqrt(weight(x) * weight(y));
                        expected[n.network.place(std::min(x.actor, y.actor).value, std::max(x.actor, y.actor).value)] +=
                            z * (aggregate == tie_aggregation::ignore       ? 1
                                 : aggregate == tie_aggregation::congruence ? s
                                 : aggregate == tie_aggregation::conflict   ? 1 - s
                                                                            : 2 * s - 1);
                    }
                for (std::size_t p = 0; p < expected.size(); ++p)
                    CHECK(n.network.values[p] == doctest::Approx(expected[p]).epsilon(1e-12));
            }
        }
    // What the gaussian leaves out: within the bound.
    auto const narrow = kernel_networks(c, {.isolates = true}, time_kernel::gaussian, {20, calendar_unit::day}, points);
    for (auto const& n : narrow) {
        double all = 0, found = 0;
        for (std::size_t i = 0; i < c.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                auto const x = c[statement_id(i)], y = c[statement_id(j)];
                if (x.actor == y.actor || x.issue != y.issue) continue;
                auto const d = [&](stated const& s) {
                    return static_cast<double>((s.date.at - n.at).count()) / 864000.0;
                };
                all += alike(c, x, y) * std::sqrt(kernel_weight(time_kernel::gaussian, d(x)) *
                                                  kernel_weight(time_kernel::gaussian, d(y)));
            }
        for (double const v : n.network.values) found += v;
        CHECK(std::abs(all - found) <= 3e-17 * static_cast<double>(c.size() * c.size()) + 1e-13 * all);
    }
    CHECK_THROWS_AS(kernel_networks(c, {.normalize = tie_normalization::jaccard}, time_kernel::uniform,
                                    {1, calendar_unit::month}, points),
                    error);
}

TEST_CASE("other names permute the nodes, and the order of statements of a day changes nothing") {
    auto all = drawn(14, 200);
    auto const c = make_corpus(all, scale::ordinal(0, 4));
    auto other = all;
    for (auto& s : other) s.on_behalf_of = std::string(1, static_cast<char>('z' - s.on_behalf_of.back() + '0'));
    std::reverse(other.begin(), other.end());
    auto const d = make_corpus(other, scale::ordinal(0, 4));
    for (auto const normalize : normalizations) {
        auto const n = project(c, {.normalize = normalize}), m = project(d, {.normalize = normalize});
        auto const last = n.size() - 1;
        for (std::size_t a = 0; a < n.size(); ++a)
            for (std::size_t b = a + 1; b < n.size(); ++b) CHECK(n(a, b) == m(last - a, last - b));
    }
}

TEST_CASE("what is one statement") {
    auto const on = [](statement_date when, char const* document = "") {
        return std::vector{statement{.date = when, .document = document, .speaker = "A", .issue = "x", .position = 1},
                           statement{.date = when, .document = document, .speaker = "B", .issue = "x", .position = 1}};
    };
    auto const count = [&](statement_date one, statement_date other, duplicate_statements by,
                           char const* documents = "") {
        auto all = on(one, documents), more = on(other, documents);
        all.insert(all.end(), more.begin(), more.end());
        return project(make_corpus(all, scale::ordinal(0, 1)), {.duplicates = by}).statements / 2;
    };
    using enum duplicate_statements;
    // January of two years is two months; Discourse Network Analyzer compares the number of the month alone, and
    // counts 1.
    CHECK(count(date_of(2020, 1, 10), date_of(2021, 1, 10), month) == 2);
    CHECK(count(date_of(2020, 1, 10), date_of(2020, 1, 31), month) == 1);
    // The same for weeks: of two years two. A week of ISO 8601 may lie in two years.
    CHECK(count(date_of(2020, 1, 8), date_of(2021, 1, 13), week) == 2);
    CHECK(count(date_of(2019, 12, 30), date_of(2020, 1, 5), week) == 1);
    CHECK(count(date_of(2020, 1, 5), date_of(2020, 1, 6), week) == 2);
    CHECK(count(date_of(2020, 1, 5), date_of(2020, 12, 6), year) == 1);
    CHECK(count(date_of(2020, 1, 5), date_of(2021, 1, 5), year) == 2);
    CHECK(count(date_of(2020, 1, 5), date_of(2020, 1, 5), day) == 1);
    CHECK(count(date_of(2020, 1, 5), date_of(2021, 1, 5), all) == 1);
    CHECK(count(date_of(2020, 1, 5), date_of(2021, 1, 5), include) == 2);
    CHECK(count(date_of(2020, 1, 5), date_of(2020, 1, 5), document) == 2);  // in none: two
    CHECK(count(date_of(2020, 1, 5), date_of(2020, 1, 5), document, "d") == 1);
    // In windows, once in each; as Discourse Network Analyzer has it, in the first alone.
    auto said = on(date_of(2020, 1, 5)), again = on(date_of(2020, 5, 5));
    said.insert(said.end(), again.begin(), again.end());
    auto const c = make_corpus(said, scale::ordinal(0, 1));
    auto const windows =
        calendar_windows({entente::day(2020, 1, 1), entente::day(2020, 6, 1)}, {1, calendar_unit::month});
    CHECK(window_networks(c, {.duplicates = year}, windows)[4].network.statements == 2);
    CHECK(window_networks(c, {.duplicates = year, .dna_compatible = true}, windows)[4].network.statements == 0);
}

TEST_CASE("statements are chosen by columns") {
    corpus::builder build(scale::ordinal(0, 1));
    build.add_column("kind");
    auto const add = [&](char const* who, char const* issue, int position, std::string_view kind, int year) {
        build.add({.date = date_of(year), .document = "d", .speaker = who, .issue = issue, .position = position},
                  std::vector{kind});
    };
    add("A", "x", 1, "law", 2000), add("B", "x", 1, "law", 2001), add("C", "x", 0, "press", 2002),
        add("C", "y", 0, "", 2003);
    auto const c = std::move(build).freeze();
    auto const chosen = [&](std::vector<column_filter> f, period p = {}) {
        return select_statements(c, {p, std::move(f)});
    };
    using numbers = std::vector<std::uint32_t>;
    CHECK(chosen({}) == numbers{0, 1, 2, 3});
    CHECK(chosen({{"kind", {"law"}}}) == numbers{2, 3});
    CHECK(chosen({{"kind", {"law", ""}, true}}) == numbers{0, 1, 3});
    CHECK(chosen({{"actor", {"C"}, true}, {"issue", {"y"}}}) == numbers{2});
    CHECK(chosen({{"position", {"0"}, true}}) == numbers{2, 3});
    CHECK(chosen({{"document", {""}}}) == numbers{0, 1, 2, 3});
    CHECK(chosen({{"speaker", {"A"}}}, {day(2000, 6, 1), day(2003, 1, 1)}) == numbers{1, 2});
    CHECK_THROWS_WITH_AS(chosen({{"kind", {"laws"}}}),
                         "no statement has this value in the column kind (value \"laws\")", error);
    CHECK_THROWS_AS(chosen({{"sort", {"law"}}}), error);
    projection_options o{.statements = {{}, {{"issue", {"y"}, true}}}};
    CHECK(project(c, o).size() == 1);
    o.isolates = true;
    CHECK(project(c, o).size() == 3);
    CHECK(project(c, {.nodes = discourse_nodes::issue})(0, 1) == 1.0);  // C says no to both
}

TEST_CASE("actors by issues") {
    auto const c =
        make_corpus(std::vector{statement{.date = date_of(2020), .speaker = "A", .issue = "x", .position = -2},
                                statement{.date = date_of(2020), .speaker = "A", .issue = "x", .position = 1},
                                statement{.date = date_of(2020), .speaker = "B", .issue = "y"}},
                    scale::ordinal(-2, 2));
    CHECK(project_two_mode(c)(0, 0) == 2);
    CHECK(project_two_mode(c)(1, 1) == 1);
    auto const less = project_two_mode(c, {.aggregate = two_mode_aggregation::subtract});
    CHECK(less.actors.size() == 1);  // a withheld position is none
    CHECK(less(0, 0) == -0.5);
    CHECK(project_two_mode(c, {.aggregate = two_mode_aggregation::subtract, .dna_compatible = true})(0, 0) == -1);
    CHECK(project_two_mode(c, {.aggregate = two_mode_aggregation::combine})(0, 0) == 16 + 2);
    CHECK(project_two_mode(c, {.normalize = two_mode_normalization::activity})(0, 0) == 1);
    CHECK_THROWS_AS(project_two_mode(c, {.aggregate = two_mode_aggregation::combine,
                                         .normalize = two_mode_normalization::prominence}),
                    error);
    CHECK_THROWS_AS(project_two_mode(nominal(1), {.aggregate = two_mode_aggregation::subtract}), scale_error);
    auto const n = make_network(c, project_two_mode(c));
    CHECK(n.size() == 4);
    CHECK(n.graph.edge_count<network_tie>() == 2);
}

TEST_CASE("a network is one of the model") {
    auto const c = graded(15);
    auto const pairs = project(c, {.aggregate = tie_aggregation::subtract});
    auto const n = make_network(c, pairs);
    CHECK(n.size() == pairs.size());
    std::size_t ties = 0;
    n.graph.for_each_edge<network_tie>([&](auto const& e) {
        CHECK(e.edge.weight == *pairs(e.source.value, e.target.value));
        ++ties;
    });
    CHECK(ties == static_cast<std::size_t>(
                      std::count_if(pairs.values.begin(), pairs.values.end(), [](double v) { return v != 0; })));
    CHECK(n.graph[node_id{0}].mode == "actor");
}

TEST_CASE("spectra and phases") {
    // Of a triangle of equal ties: 0, 1/2, 1/2; of a single tie among three: 0, 0, 1.
    auto const triangle = laplacian_spectrum({0, 2, 2, 2, 0, 2, 2, 2, 0}, 3);
    CHECK(triangle[0] == doctest::Approx(0));
    CHECK(triangle[1] == doctest::Approx(0.5));
    auto const tie = laplacian_spectrum({0, 5, -1, 5, 0, 0, -1, 0, 0}, 3);
    CHECK(tie[2] == doctest::Approx(1));
    CHECK(spectral_distance(triangle, tie) == doctest::Approx(1));
    CHECK(laplacian_spectrum({0, -1, -1, 0}, 2) == std::vector<double>{0, 0});
    std::vector<pair_network> states;
    for (double const v : {1.0, 1.1, 0.9, 8.0, 8.2, 1.0, 7.9}) states.push_back(made(3, {v, v, 0}));
    auto const d = state_distances(states);
    CHECK(d(0, 3) == doctest::Approx(4 * 7));
    auto const found = find_phases(d);
    CHECK(found.count == 2);
    std::vector<std::uint32_t> of;
    for (auto const& s : found.states) of.push_back(s.phase);
    CHECK(of == std::vector<std::uint32_t>{0, 0, 0, 1, 1, 0, 1});
    CHECK(found.silhouette > 0.9);
    // A node that is not there has no ties; of states that are all alike there is one phase.
    CHECK(state_distances({made(2, {1}), made(3, {1, 0, 0})})(0, 1) == 0);
    CHECK(find_phases(state_distances({made(2, {1}), made(2, {1}), made(2, {1})})).count == 1);
}

TEST_CASE("polarization") {
    // Two camps of three that agree within and conflict between.
    auto const camps = [](std::vector<int> const& of, bool within) {
        std::vector<double> values;
        for (std::size_t a = 0; a < of.size(); ++a)
            for (auto b = a + 1; b < of.size(); ++b) values.push_back((of[a] == of[b]) == within ? 1 : 0);
        return made(of.size(), std::move(values));
    };
    auto const agree = camps({0, 0, 0, 1, 1, 1}, true), differ = camps({0, 0, 0, 1, 1, 1}, false);
    CHECK(block_deviation(agree, differ, {0, 0, 0, 1, 1, 1}) == 0);
    // Discourse Network Analyzer gives 0.25 to the camps, and looks for the greatest: 0.517, a mixed division.
    CHECK(block_deviation(agree, differ, {0, 0, 0, 1, 1, 1}, block_ideal::dna_compatible) == doctest::Approx(0.25));
    CHECK(block_deviation(agree, differ, {0, 0, 1, 0, 1, 1}, block_ideal::dna_compatible) ==
          doctest::Approx(0.5166667));
    auto const found = polarization(agree, differ);
    CHECK(found.proved);
    CHECK(found.value == 0);
    CHECK(found.solution == factions{0, 0, 0, 1, 1, 1});
    // Factions need not be of one size.
    std::vector<int> const of{0, 1, 1, 1, 0, 1, 1};
    CHECK(polarization(camps(of, true), camps(of, false)).solution == factions{0, 1, 1, 1, 0, 1, 1});
    CHECK(polarization(camps({0, 1, 2, 0, 1}, true), camps({0, 1, 2, 0, 1}, false), {.factions = 3}).value == 0);
    // A search finds what going through all divisions does, and says whether it is proved.
    auto const c = graded(16);
    projection_options o{.normalize = tie_normalization::average};
    auto const congruence = project(c, o);
    o.aggregate = tie_aggregation::conflict;
    auto const conflict = project(c, o);
    auto const exact = polarization(congruence, conflict);
    auto const searched = polarization(congruence, conflict, {}, {.steps = 250});
    CHECK(exact.proved);
    CHECK(exact.steps == 255);
    CHECK(!searched.proved);
    CHECK(searched.ended == search_end::steps);
    CHECK(searched.bound <= exact.value);
    CHECK(searched.value >= exact.value);
    CHECK(polarization(congruence, conflict, {}, {.steps = 250}).solution == searched.solution);
    for (std::size_t a = 0; a < exact.solution.size(); ++a) {
        auto moved = exact.solution;
        moved[a] ^= 1u;
        if (std::set(moved.begin(), moved.end()).size() == 1) continue;  // no division
        CHECK(block_deviation(congruence, conflict, moved) >= exact.value);
    }
    CHECK_THROWS_AS(polarization(congruence, conflict, {.factions = 0}), error);
    CHECK_THROWS_AS(polarization(congruence, made(2, {1})), error);
    CHECK_THROWS_AS(block_deviation(agree, made(6, std::vector<double>(15, -1)), {0, 0, 0, 1, 1, 1}), error);
}

TEST_CASE("issue backbones") {
    auto const c = graded(17);
    auto const nested = nested_backbone(c);
    CHECK(nested.size() == c.issues());
    std::set<std::uint32_t> gone;
    for (auto const& s : nested) gone.insert(s.issue.value);
    CHECK(gone.size() == c.issues());
    CHECK(nested.back().statements == 0);
    CHECK(nested.back().redundant_loss == doctest::Approx(0).epsilon(1e-12));
    auto const best = issue_backbone(c, {}, {.size = 5});
    CHECK(best.proved);
    CHECK(best.value == doctest::Approx(nested.front().backbone_loss));
    auto const three = issue_backbone(c, {}, {.size = 3}), searched = issue_backbone(c, {}, {.size = 3}, {.steps = 19});
    CHECK(three.steps == 20);
    CHECK(!searched.proved);
    CHECK(searched.value >= three.value);
    CHECK(issue_backbone(c, {}, {.size = 6}).value == doctest::Approx(0).epsilon(1e-12));
    CHECK_THROWS_AS(issue_backbone(c, {}, {.size = 7}), error);
    CHECK_THROWS_AS(nested_backbone(c, {.nodes = discourse_nodes::issue}), error);
}
