// SPDX-License-Identifier: BSL-1.0
// What holds of every measure that has a name. Units are nobody's business: weights and scales measured in another one, to
// the ends of what is taken, give the same values to the last bit. Nothing has no value. What is added and taken away again
// leaves what was there. Tables count by label.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/weight.hpp"
#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/dyadic/inference/jackknife.hpp"
#include "entente/error.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/nearest.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/text/measure_names.hpp"
#include "entente/text/parse_measure.hpp"
#include "support/rounds.hpp"

using namespace entente;

namespace {

/// Every measure, with the arguments that make another formula of it.
std::vector<any_measure> const& all_measures() {
    static std::vector<any_measure> const all = [] {
        std::vector<any_measure> found;
        for (auto const& d : describe_measures())
            for (char const* const argument : {"", ":1", ":3", ":0.25", ":linear", ":quadratic", ":midrank", ":bipolar",
                                               ":radical", ":ratio", ":ordinal", ":circular", ":svt_range"})
                try {
                    found.push_back(parse_measure(std::string(d.name) + argument));
                } catch (error const&) {}
        return found;
    }();
    return all;
}

/// What weights and scales are multiplied by: powers of two, so that no digit changes.
struct units {
    int salience = 0, issue = 0, confidence = 0, scale = 0;
};

constexpr std::size_t actors = 3, issues = 5;

struct world {
    std::vector<issue_column> columns;
    std::vector<std::vector<cell>> rows;

    explicit world(std::mt19937& random, bool categories) {
        for (std::size_t i = 0; i < issues; ++i) {
            issue_column c{.name = "issue " + std::to_string(i), .measurement = level::ratio, .lower = 0, .upper = 4};
            c.weight = static_cast<double>(1 + random() % 8) / 4;
            if (categories) c.categories = {0, 1, 2, 3, 4};
            columns.push_back(std::move(c));
        }
        rows.resize(actors);
        // The first two have a stance on all issues: one that is not there has the weight 1, in every unit.
        for (auto& row : rows)
            for (std::uint32_t i = 0; i < issues; ++i) {
                if (&row == &rows.back() && random() % 4 == 0) continue;
                double const position = static_cast<double>(categories ? random() % 5 * 16 : random() % 65) / 16;
                row.push_back({i, random() % 5 != 0, position, static_cast<double>(1 + random() % 8) / 4,
                               static_cast<double>(1 + random() % 4) / 4});
            }
    }
    position_matrix in(units const& u) const {
        auto issues_of = columns;
        for (auto& c : issues_of) {
            c.weight = std::ldexp(c.weight, u.issue);
            c.lower = std::ldexp(c.lower, u.scale), c.upper = std::ldexp(c.upper, u.scale);
            std::vector<double> at = c.categories;
            for (auto& x : at) x = std::ldexp(x, u.scale);
            c.categories = std::move(at);
        }
        std::vector<std::size_t> offsets{0};
        std::vector<cell> cells;
        for (auto const& row : rows) {
            for (auto c : row) {
                c.position = std::ldexp(c.position, u.scale);
                c.salience = std::ldexp(c.salience, u.salience);
                c.confidence = std::ldexp(c.confidence, u.confidence);
                cells.push_back(c);
            }
            offsets.push_back(cells.size());
        }
        return {{"a", "b", "c"}, std::move(issues_of), std::move(offsets), std::move(cells)};
    }
};

boost::optional<double> times(boost::optional<double> v, double factor) {
    if (v) *v *= factor;
    return v;
}

/// Whatever is said of two actors is the same but for the unit of weights, in which sums are counted.
void check_same(any_measure const& m, position_matrix const& plain, position_matrix const& other,
                compare_options const& options, double factor, double factor_when_sure) {
    CAPTURE(m.name());
    CAPTURE(to_string(options.weights));
    // One whose weights are numbers with a meaning of their own has no unit of weights.
    if (factor != 1 && m.facts().own_weights) return;
    boost::optional<comparison> c;
    try {
        c = compare(plain, 0, 1, m, options);
    } catch (error const&) {  // on no scale of these, in no unit
        CHECK_THROWS_AS(compare(other, 0, 1, m, options), error);
        return;
    }
    double const of_value = m.facts().form == measure_form::sum ? factor : 1;
    auto const same = [&](comparison const& x, comparison const& y) {
        CHECK(y.value == times(x.value, of_value));
        CHECK(y.reason == x.reason);
        CHECK(y.weight == x.weight * factor);
        CHECK(y.uncorrected == x.uncorrected);
        for (auto const& v : {y.value, y.uncorrected, boost::optional<double>(y.weight)})
            CHECK((!v || detail::is_finite(*v)));
    };
    same(*c, compare(other, 0, 1, m, options));
    auto const all = all_pairs(plain, m, options), all_other = all_pairs(other, m, options);
    for (std::size_t a = 0; a < actors; ++a)
        for (std::size_t b = 0; b < actors; ++b)
            if (a != b) same(all.at(a, b), all_other.at(a, b));

    auto const x = explain(plain, 0, 1, m, options), y = explain(other, 0, 1, m, options);
    same(x.whole, y.whole);
    for (std::size_t i = 0; i < x.issues.size(); ++i) {
        CHECK(y.issues[i].value == times(x.issues[i].value, of_value));
        CHECK(y.issues[i].share == times(x.issues[i].share, of_value));
        CHECK(y.issues[i].influence == times(x.issues[i].influence, of_value));
    }
    if (options.missing.what != missing_policy::rule::pairwise) return;

    // What is completed is sure: it has the confidence 1, in every unit.
    bounds_options open{.compare = options, .most_completions = 30};
    open.compare.weigh_confidence = false;
    auto const p = bounds(plain, 0, 1, m, open), q = bounds(other, 0, 1, m, open);
    auto const sure = m.facts().form == measure_form::sum ? factor_when_sure : 1;
    CHECK(q.lower == times(p.lower, sure));
    CHECK(q.upper == times(p.upper, sure));
    CHECK(q.exact == p.exact);

    auto const j = jackknife(plain, 0, 1, m, options), k = jackknife(other, 0, 1, m, options);
    CHECK(k.standard_error == times(j.standard_error, of_value));
    CHECK(k.bias == times(j.bias, of_value));
    CHECK(k.acceleration == j.acceleration);
}

template <class Visit>
void for_each_world(unsigned seed, Visit&& visit) {
    std::mt19937 random(seed);
    for (int round = 0; round < 4; ++round) {
        world const w(random, round % 2 == 0);
        CAPTURE(round);
        visit(w);
    }
}

}  // namespace

TEST_CASE("weights in any unit, to the ends of what may weigh") {
    REQUIRE(all_measures().size() > 60);
    REQUIRE((std::ldexp(0.25, -96) >= least_weight && std::ldexp(2, 98) <= greatest_weight));
    REQUIRE(std::ldexp(0.25, -47) >= least_confidence);
    for_each_world(61, [&](world const& w) {
        auto const plain = w.in({});
        for (auto const& [sign, confidence] : {std::pair{-96, -47}, std::pair{98, 0}}) {
            auto const other = w.in({.salience = sign, .issue = sign, .confidence = confidence});
            for (auto const& m : all_measures())
                for (auto const weights : {weighting::issue, weighting::mean, weighting::product}) {
                    int const saliences = sign * (weights == weighting::product ? 2 : 1);
                    check_same(m, plain, other, {.weights = weights, .weigh_confidence = true},
                               std::ldexp(1, saliences + 2 * confidence), std::ldexp(1, saliences));
                }
        }
    });
}

TEST_CASE("scales in any unit, to the ends of what may be a length") {
    REQUIRE(std::ldexp(4, -930) >= least_length);
    for_each_world(62, [&](world const& w) {
        auto const plain = w.in({});
        for (int const scale : {-930, -500, 500, 1021}) {
            CAPTURE(scale);
            auto const other = w.in({.scale = scale});
            for (auto const& m : all_measures())
                for (auto const& missing : {missing_policy::pairwise(), missing_policy::opposite_extreme()})
                    check_same(m, plain, other, {.missing = missing, .weights = weighting::mean}, 1, 1);
        }
    });
}

TEST_CASE("weights of both ends in one comparison: what weighs nothing beside the rest changes nothing") {
    for_each_world(63, [&](world w) {
        // Confidence makes some light beyond all rounding.
        std::size_t n = 0;
        auto without = w;
        for (std::size_t a = 0; a < actors; ++a) {
            std::erase_if(without.rows[a], [](cell const& c) { return c.issue % 2 == 1; });
            for (auto& c : w.rows[a]) c.salience = std::ldexp(c.salience, c.issue % 2 ? -96 : 98), ++n;
            for (auto& c : without.rows[a]) c.salience = std::ldexp(c.salience, 98);
        }
        REQUIRE(n > 0);
        auto const all = w.in({}), heavy = without.in({});
        for (auto const& m : all_measures())
            for (auto const weights : {weighting::mean, weighting::product, weighting::first}) {
                CAPTURE(m.name());
                boost::optional<comparison> c;
                try {
                    c = compare(all, 0, 1, m, {.weights = weights});
                } catch (error const&) {
                    continue;
                }
                CHECK((!c->value || detail::is_finite(*c->value)));
                CHECK(detail::is_finite(c->weight));
                CHECK((!c->uncorrected || detail::is_finite(*c->uncorrected)));
                CHECK(all_pairs(all, m, {.weights = weights}).at(0, 1).value == c->value);
                auto const alone = compare(heavy, 0, 1, m, {.weights = weights}).value;
                // Some count issues beside their weights: the sample of krippendorff_alpha, the greatest difference.
                if (!alone || m.facts().form == measure_form::extreme || m.name().starts_with("krippendorff")) continue;
                REQUIRE(c->value);
                CHECK(*c->value == doctest::Approx(*alone).epsilon(1e-9));
            }
    });
}

TEST_CASE("who comes first makes no difference, to the last bit: compared, among all pairs, explained, bounded, near") {
    using rule = missing_policy;
    rule const policies[] = {rule::pairwise(), rule::neutral(),    rule::opposite_extreme(),
                             rule::expected(), rule::penalty(0.3), rule::rated()};
    constexpr std::pair<weighting, weighting> weightings[] = {{weighting::mean, weighting::mean},
                                                              {weighting::product, weighting::product},
                                                              {weighting::first, weighting::second}};
    std::mt19937 random(67);
    std::uniform_real_distribution<double> amount(0.1, 1000);
    std::size_t seen = 0;
    for (int round = 0; round < (rounds::quick ? 2 : 8); ++round) {
        world w(random, round % 2 == 0);
        for (auto& row : w.rows)
            for (auto& c : row) {
                c.salience = amount(random), c.confidence = amount(random) / 1000;
                if (round % 2) c.position = 4 * amount(random) / 1000;
            }
        auto const m = w.in({});
        for (auto const& measure : all_measures())
            for (auto const& policy : policies)
                for (auto const& weights_of : weightings) {
                    auto const one = weights_of.first, other = weights_of.second;
                    if (!measure.facts().symmetric) continue;
                    CAPTURE(measure.name());
                    CAPTURE(static_cast<int>(policy.what));
                    CAPTURE(to_string(one));
                    compare_options const there{.missing = policy, .weights = one, .weigh_confidence = true};
                    compare_options const back{.missing = policy, .weights = other, .weigh_confidence = true};
                    boost::optional<comparison> c;
                    try {
                        c = compare(m, 0, 1, measure, there);
                    } catch (error const&) {  // not on these scales, or not by this policy, whoever comes first
                        CHECK_THROWS_AS(compare(m, 1, 0, measure, back), error);
                        continue;
                    }
                    ++seen;
                    auto const same = [&](comparison const& x) {
                        CHECK(x.value == c->value);
                        CHECK(x.weight == c->weight);
                        CHECK(x.shared == c->shared);
                        CHECK(x.reason == c->reason);
                    };
                    auto const reversed = compare(m, 1, 0, measure, back), row = one_to_all(m, 1, measure, back)[0];
                    for (auto const& each : {reversed, row}) {
                        same(each);
                        CHECK(each.uncorrected == c->uncorrected);  // which a matrix of pairs does not keep
                    }
                    auto const pairs = all_pairs(m, measure, there);
                    same(pairs.at(0, 1));
                    if (one == other) same(pairs.at(1, 0));
                    auto const all = (std::numeric_limits<std::size_t>::max)();
                    for (auto const& n : nearest(m, 1, all, measure, back))
                        if (n.actor == m.actor(0)) CHECK(n.value == *c->value);

                    auto const x = explain(m, 0, 1, measure, there), y = explain(m, 1, 0, measure, back);
                    REQUIRE(x.issues.size() == y.issues.size());
                    for (std::size_t i = 0; i < x.issues.size(); ++i) {
                        CHECK(x.issues[i].issue == y.issues[i].issue);
                        CHECK(x.issues[i].weight == y.issues[i].weight);
                        CHECK(x.issues[i].value == y.issues[i].value);
                        CHECK(x.issues[i].share == y.issues[i].share);
                        CHECK(x.issues[i].influence == y.issues[i].influence);
                    }
                    if (policy.what != missing_policy::rule::pairwise) continue;
                    auto const p = bounds(m, 0, 1, measure, {.compare = there, .most_completions = 30});
                    auto const q = bounds(m, 1, 0, measure, {.compare = back, .most_completions = 30});
                    CHECK(p.lower == q.lower);
                    CHECK(p.upper == q.upper);
                    CHECK(p.exact == q.exact);
                }
    }
    CHECK(seen > (rounds::quick ? 700 : 3000));
}

TEST_CASE("the nearest of all are all others, however many are asked for") {
    std::mt19937 random(68);
    auto const greatest = (std::numeric_limits<std::size_t>::max)();
    for (int round = 0; round < 2; ++round) {
        auto const m = world(random, round % 2 == 0).in({});
        for (auto const& measure : all_measures()) {
            CAPTURE(measure.name());
            std::vector<comparison> each;
            try {
                each = one_to_all(m, 0, measure);
            } catch (error const&) {
                continue;
            }
            auto const defined = static_cast<std::size_t>(
                std::count_if(each.begin() + 1, each.end(), [](comparison const& c) { return c.value.has_value(); }));
            for (auto const k : {greatest, greatest - 1, greatest / 2, std::size_t{3}, std::size_t{2}}) {
                auto const found = nearest(m, 0, k, measure);
                CHECK(found.size() == defined);
                CHECK(nearest(m, 0, m, k, measure).size() >= defined);
                CHECK(nearest(m, m, k, measure).size() == actors);
                CHECK(nearest(m.row(0), m, k, measure) == nearest(m, 0, m, k, measure));
            }
            CHECK(nearest(m, 0, 0, measure).empty());
        }
    }
}

TEST_CASE("nothing has no value, rather than NaN") {
    std::mt19937 random(64);
    auto const m = world(random, true).in({});
    for (auto const& measure : all_measures()) {
        CAPTURE(measure.name());
        if (measure.facts().own_weights) continue;  // common ground beyond the issues
        CHECK(!measure(measure.empty(m.columns())));
        auto weightless = measure.empty(m.columns());
        weightless.add(1, 2, 0, m.issue(0));
        CHECK(!measure(weightless));
    }
}

TEST_CASE("what is added to a statistic and taken away again leaves what was there") {
    std::mt19937 random(65);
    std::size_t seen = 0;
    for (int round = 0; round < 10; ++round) {
        auto const m = world(random, true).in({});
        for (auto const& measure : all_measures()) {
            CAPTURE(measure.name());
            // Whole weights and positions in fives: sums of them are exact, but of roots.
            auto const folded = [&](std::size_t first, std::size_t last) {
                auto s = measure.empty(m.columns());
                for (auto i = first; i < last; ++i)
                    s.add(static_cast<double>(i * 7 % 5), static_cast<double>(i * 3 % 4),
                          static_cast<double>(1 + i % 3), m.issue(i % issues));
                return s;
            };
            auto const cut = 1 + random() % 7;
            auto const before = folded(0, cut), after = folded(cut, 9), all = folded(0, 9);
            auto s = before;
            s += after;
            CHECK(s.count == all.count);
            // Shares of weights are not whole.
            double const within = measure.facts().own_weights ? 1e-14 : 0;
            CHECK(std::abs(s.weight - all.weight) <= within);
            CHECK(s.denominator == doctest::Approx(all.denominator).epsilon(1e-14));
            auto const close = [](boost::optional<double> const& x, boost::optional<double> const& y) {
                return x.has_value() == y.has_value() && (!x || std::abs(*x - *y) <= 1e-12);
            };
            CHECK(close(measure(s), measure(all)));
            s -= after;
            CHECK(s.count == before.count);
            CHECK(std::abs(s.weight - before.weight) <= within);
            CHECK(s.denominator == doctest::Approx(before.denominator).epsilon(1e-14));
            CHECK(close(measure(s), measure(before)));
            seen += measure(before) ? 1 : 0;
        }
    }
    CHECK(seen > 300);
}

TEST_CASE("options that are called otherwise are not counted in one table, whatever counts them") {
    auto const columns = [](scale const& first, scale const& second) {
        return std::vector<issue_column>{make_issue_column(basic_issue<scale>{"first", first}),
                                         make_issue_column(basic_issue<scale>{"second", second})};
    };
    auto const matrix = [](std::vector<issue_column> issues_of) {
        return position_matrix({"a", "b"}, std::move(issues_of), {0, 2, 4},
                               {{0, true, 1, 1, 1}, {1, true, 2, 1, 1}, {0, true, 2, 1, 1}, {1, true, 2, 1, 1}});
    };
    using categories = std::vector<scale::category>;
    auto const named = [](std::string one, std::string two) {
        return scale::ratio(categories{{std::move(one), 1}, {std::move(two), 2}});
    };
    issue_column const unlabelled{
        .name = "first", .measurement = level::ratio, .lower = 1, .upper = 2, .categories = {1, 2}};
    auto const same = matrix(columns(named("no", "yes"), named("no", "yes"))),
               reversed = matrix(columns(named("no", "yes"), named("yes", "no"))),
               other = matrix(columns(named("cut", "raise"), named("join", "leave"))),
               // Numbers are labels as well, and other labels than words; so are those that nobody wrote.
        numbered = matrix(columns(named("1", "2"), named("1.0", "+2"))),
               half = matrix({unlabelled, columns(named("1", "2"), named("no", "yes"))[1]}),
               plain = matrix({unlabelled, columns(named("1", "2"), named("1", "2"))[1]});
    std::size_t count = 0;
    for (auto const& m : all_measures()) {
        CAPTURE(m.name());
        for (auto const* const fine : {&same, &numbered, &plain}) try {
                compare(*fine, 0, 1, m);
            } catch (error const& e) {  // what else a measure asks
                CHECK(!(m.facts().counts_categories && e.code() == fault_code::incompatible_scales));
            }
        for (auto const* const wrong : {&reversed, &other, &half}) {
            if (!m.facts().counts_categories) continue;
            ++count;
            auto const refuses = [&](auto&& call) {
                try {
                    call();
                } catch (scale_error const& e) {
                    return e.code() == fault_code::incompatible_scales && e.where().issue == "second" &&
                           std::string(e.what()).find("\"first\"") != std::string::npos;
                }
                return false;
            };
            CHECK(refuses([&] { compare(*wrong, 0, 1, m); }));
            CHECK(refuses([&] { all_pairs(*wrong, m); }));
            CHECK(refuses([&] { one_to_all(*wrong, 0, m); }));
            CHECK(refuses([&] { bounds(*wrong, 0, 1, m); }));
            CHECK(refuses([&] { explain(*wrong, 0, 1, m); }));
            CHECK(refuses([&] { jackknife(*wrong, 0, 1, m); }));
        }
    }
    CHECK(count > 60);
}
