// SPDX-License-Identifier: BSL-1.0
#pragma once

// Random tables of stances, and the six measures worked out on them with pencil and paper: no statistic, no
// fold, no rows.
#include <entente/entente.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace entente {

inline std::ostream& operator<<(std::ostream& to, undefined_reason r) {
    return to << (r == undefined_reason::defined ? "defined" : to_string(r));
}

}  // namespace entente

namespace naive {

using namespace entente;
using namespace entente::measures;

struct cell_of_table {
    bool any = false;  ///< whether there is a stance at all
    boost::optional<double> position{};
    boost::optional<double> salience{};
    double confidence = 1;
};

struct naive_table {
    std::vector<scale> scales;
    std::vector<double> weights;                     ///< of the issues
    std::vector<std::vector<cell_of_table>> actors;  ///< [actor][issue]

    std::size_t issues() const { return scales.size(); }
    cell_of_table const& at(std::size_t a, std::size_t i) const { return actors[a][i]; }

    stance_graph<scale> graph() const {
        stance_graph<scale>::builder b;
        for (std::size_t a = 0; a < actors.size(); ++a) b.add(actor{"a" + std::to_string(a)});
        for (std::size_t i = 0; i < issues(); ++i)
            b.add(basic_issue<scale>{"i" + std::to_string(i), scales[i], weights[i]});
        for (std::size_t a = 0; a < actors.size(); ++a)
            for (std::size_t i = 0; i < issues(); ++i)
                if (auto const& c = at(a, i); c.any)
                    b.relate(
                        id_of<actor>{static_cast<std::uint32_t>(a)},
                        id_of<basic_issue<scale>>{static_cast<std::uint32_t>(i)},
                        stance_on<scale>{.position = c.position, .salience = c.salience, .confidence = c.confidence});
        return std::move(b).freeze();
    }
    position_matrix matrix() const { return make_position_matrix(graph()); }
};

enum class kinds { any, ordered, categorical, nominal, few };

inline double uniform(std::mt19937& random) {
    return static_cast<double>(random()) / 4294967296.0;
}

inline scale random_scale(std::mt19937& random, kinds k) {
    if (k == kinds::few) return scale::ordinal(1, 2 + static_cast<int>(random() % 2));
    switch (random() % (k == kinds::categorical ? 3u : k == kinds::nominal ? 1u : k == kinds::ordered ? 5u : 6u)) {
    case 0:
        return k == kinds::nominal ? scale::nominal({"a", "b", "c"})
                                   : scale::ordinal(1, 2 + static_cast<int>(random() % 6));
    case 1:
        return scale::ordinal(-2, 2);
    case 2:
        return scale::ordinal({{"a", 0}, {"b", 1}, {"c", 4}, {"d", 4.5}});
    case 3:
        return scale::interval(-3, 7);
    case 4:
        return random() % 2 ? scale::ratio(0, 10) : scale::ratio(2, 5);
    default:
        return scale::nominal({"a", "b", "c", "d"});
    }
}

inline double random_position(std::mt19937& random, scale const& s) {
    if (s.categories()) return s.value(random() % s.categories());
    switch (random() % 5) {
    case 0:
        return s.lower();
    case 1:
        return s.upper();
    case 2:
        return (s.lower() + s.upper()) / 2;
    default:
        return std::min(s.upper(), s.lower() + uniform(random) * (s.upper() - s.lower()));
    }
}

inline cell_of_table random_cell(std::mt19937& random, scale const& s) {
    cell_of_table c;
    auto const dice = random() % 100;
    if (dice >= 75) return c;
    c.any = true;
    if (dice < 60) c.position = random_position(random, s);
    double const saliences[] = {0, 0.5, 1, 2, 3.7};
    if (random() % 3) c.salience = saliences[random() % 5];
    double const confidences[] = {1, 1, 0.5, 0.3, 0};
    c.confidence = confidences[random() % 5];
    return c;
}

inline naive_table random_table(std::mt19937& random, std::size_t actors, std::size_t issues, kinds k) {
    naive_table t;
    double const weights[] = {1, 1, 2.5, 0.1, 0};
    for (std::size_t i = 0; i < issues; ++i) {
        t.scales.push_back(random_scale(random, k));
        t.weights.push_back(weights[random() % 5]);
    }
    t.actors.resize(actors);
    for (auto& row : t.actors)
        for (auto const& s : t.scales) row.push_back(random_cell(random, s));
    return t;
}

inline std::vector<weighting> const all_weightings{weighting::none,   weighting::issue, weighting::first,
                                                   weighting::second, weighting::mean,  weighting::product,
                                                   weighting::min,    weighting::max};

inline std::vector<missing_policy> all_policies() {
    using side = missing_policy::fill;
    return {missing_policy::pairwise(),
            missing_policy::neutral(),
            missing_policy::neutral(side::second),
            missing_policy::opposite_extreme(),
            missing_policy::opposite_extreme(side::second),
            missing_policy::expected(),
            missing_policy::expected(side::second),
            missing_policy::penalty(0),
            missing_policy::penalty(0.3),
            missing_policy::penalty(1, side::second)};
}

enum class rule_of { share_identical, city_block, euclidean, directional, cosine, signorino_ritter };

/// Two positions that count, with their weight. `exact` is false where positions stand for a density.
struct sample {
    double x, y, weight;
    bool exact = true;
};

struct naive_result {
    boost::optional<double> value;
    std::size_t shared = 0;
    double weight = 0;
    double coverage = 0;
    undefined_reason reason = undefined_reason::defined;
};

inline double naive_weight(naive_table const& t, std::size_t a, std::size_t b, std::size_t i,
                           compare_options const& o) {
    auto const salience = [&](std::size_t who) { return t.at(who, i).salience.value_or(1.0); };
    double w = 1;
    if (o.weights == weighting::issue) w = t.weights[i];
    if (o.weights == weighting::first) w = salience(a);
    if (o.weights == weighting::second) w = salience(b);
    if (o.weights == weighting::mean) w = 0.5 * salience(a) + 0.5 * salience(b);
    if (o.weights == weighting::product) w = salience(a) * salience(b);
    if (o.weights == weighting::min) w = std::min(salience(a), salience(b));
    if (o.weights == weighting::max) w = std::max(salience(a), salience(b));
    if (o.weigh_confidence)
        for (auto who : {a, b})
            if (t.at(who, i).position) w *= t.at(who, i).confidence;
    return w;
}

/// What stands in for a position that is missing, given the one that is known.
inline std::vector<std::pair<double, double>> naive_fill(scale const& s, double known, missing_policy const& p,
                                                         bool& density) {
    double const lower = s.lower(), upper = s.upper(), middle = lower + (upper - lower) / 2;
    bool const up = known <= middle;
    switch (p.what) {
    case missing_policy::rule::neutral:
        return {{middle, 1.0}};
    case missing_policy::rule::opposite_extreme:
        if (s.measurement() == level::nominal) return {{known == s.value(0) ? s.value(1) : s.value(0), 1.0}};
        return {{up ? upper : lower, 1.0}};
    case missing_policy::rule::penalty: {
        double const moved = known + (up ? 1 : -1) * p.amount * (upper - lower);
        return {{std::min(std::max(moved, lower), upper), 1.0}};
    }
    case missing_policy::rule::expected: {
        std::vector<std::pair<double, double>> all;
        for (std::size_t k = 0; k < s.categories(); ++k)
            all.push_back({s.value(k), 1.0 / static_cast<double>(s.categories())});
        if (!all.empty()) return all;
        // Simpson's rule on both sides of the known position: exact for what is a parabola on each.
        density = true;
        for (auto const& [from, to] : {std::pair{lower, known}, std::pair{known, upper}}) {
            double const share = (to - from) / (upper - lower);
            all.push_back({from, share / 6});
            all.push_back({(from + to) / 2, share * 4 / 6});
            all.push_back({to, share / 6});
        }
        return all;
    }
    default:
        return {};
    }
}

inline boost::optional<double> naive_formula(rule_of m, naive_table const& t,
                                             std::vector<std::pair<std::size_t, sample>> const& samples) {
    long double weight = 0, same = 0, apart = 0, squares = 0, product = 0, first = 0, second = 0;
    for (auto const& [i, s] : samples) {
        auto const& scale = t.scales[i];
        long double const length = static_cast<long double>(scale.upper()) - scale.lower();
        long double const d = std::abs(static_cast<long double>(s.x) - s.y) / length;
        bool const ratio = scale.measurement() == level::ratio;
        long double const neutral = ratio ? 0.0L : scale.lower() + length / 2,
                          reach = ratio ? scale.upper() : length / 2;
        long double const a = (s.x - neutral) / reach, b = (s.y - neutral) / reach;
        weight += s.weight;
        if (s.x == s.y && s.exact) same += s.weight;
        apart += s.weight * d;
        squares += s.weight * d * d;
        product += s.weight * a * b;
        first += s.weight * a * a;
        second += s.weight * b * b;
    }
    switch (m) {
    case rule_of::share_identical:
        return static_cast<double>(same / weight);
    case rule_of::city_block:
        return static_cast<double>(apart / weight);
    case rule_of::euclidean:
        return static_cast<double>(std::sqrt(squares / weight));
    case rule_of::directional:
        return static_cast<double>((1 - product / weight) / 2);
    case rule_of::signorino_ritter:
        return static_cast<double>(1 - 2 * apart / weight);
    case rule_of::cosine:
        if (first == 0 || second == 0) return boost::none;
        return static_cast<double>(product / std::sqrt(first * second));
    }
    return boost::none;
}

/// The samples of a pair, by issue.
inline std::vector<std::pair<std::size_t, sample>> naive_samples(naive_table const& t, std::size_t a, std::size_t b,
                                                                 compare_options const& o, std::size_t& shared,
                                                                 std::size_t& filled) {
    std::vector<std::pair<std::size_t, sample>> samples;
    shared = filled = 0;
    for (std::size_t i = 0; i < t.issues(); ++i) {
        auto const x = t.at(a, i).position, y = t.at(b, i).position;
        double const w = naive_weight(t, a, b, i, o);
        bool density = false;
        if (x && y) {
            ++shared;
            samples.push_back({i, {*x, *y, w}});
        } else if (o.missing.what == missing_policy::rule::pairwise) {
            continue;
        } else if (x) {
            ++filled;
            for (auto const& [y2, share] : naive_fill(t.scales[i], *x, o.missing, density))
                samples.push_back({i, {*x, y2, w * share, !density}});
        } else if (y && o.missing.whose == missing_policy::fill::either) {
            ++filled;
            for (auto const& [x2, share] : naive_fill(t.scales[i], *y, o.missing, density))
                samples.push_back({i, {x2, *y, w * share, !density}});
        }
    }
    return samples;
}

inline naive_result naive_compare(rule_of m, naive_table const& t, std::size_t a, std::size_t b,
                                  compare_options const& o) {
    naive_result r;
    std::size_t filled = 0;
    auto const samples = naive_samples(t, a, b, o, r.shared, filled);
    for (auto const& s : samples) r.weight += s.second.weight;
    std::size_t held = 0;
    for (std::size_t i = 0; i < t.issues(); ++i)
        held +=
            std::any_of(t.actors.begin(), t.actors.end(), [&](auto const& row) { return row[i].position.has_value(); })
                ? 1
                : 0;
    r.coverage = held ? static_cast<double>(r.shared) / static_cast<double>(held) : 0.0;
    if (samples.empty())
        r.reason = undefined_reason::nothing_shared;
    else if (o.min_overlap > 1 && r.shared < o.min_overlap)
        r.reason = undefined_reason::too_few_shared;
    else if (r.weight == 0)
        r.reason = undefined_reason::no_weight;
    else {
        r.value = naive_formula(m, t, samples);
        r.reason = r.value ? undefined_reason::defined : undefined_reason::no_variation;
    }
    return r;
}

/// Calls visit(measure, rule) for each of the six.
template <class Visit>
void for_each_measure(Visit&& visit) {
    visit(share_identical{}, rule_of::share_identical);
    visit(city_block{}, rule_of::city_block);
    visit(euclidean{}, rule_of::euclidean);
    visit(directional{}, rule_of::directional);
    visit(cosine{}, rule_of::cosine);
    visit(signorino_ritter{}, rule_of::signorino_ritter);
}

/// Whether a measure refuses a policy whatever the data are.
template <class Measure>
constexpr bool refuses(Measure const&, missing_policy const& p) {
    if (!measure_traits<Measure>::linear(Measure{}))
        return p.what == missing_policy::rule::expected;
    else
        return false;
}
/// The same for those that do not refuse a policy.
template <class Visit>
void for_each_measure(missing_policy const& p, Visit&& visit) {
    for_each_measure([&](auto m, rule_of rule) {
        if (!refuses(m, p)) visit(m, rule);
    });
}

/// Equal up to the rounding of sums of a few dozen terms of size 1.
inline bool close(double a, double b) {
    return std::abs(a - b) <= 2e-15 * std::max({1.0, std::abs(a), std::abs(b)});
}
/// The root of a sum of squares that is nothing but rounding is larger than rounding.
inline bool close(boost::optional<double> a, boost::optional<double> b) {
    return a.has_value() == b.has_value() && (!a || close(*a, *b));
}

inline std::uint64_t bits(double x) {
    return std::bit_cast<std::uint64_t>(x);
}

/// Equal to the last bit.
inline bool same_bits(comparison const& a, comparison const& b) {
    return a.value.has_value() == b.value.has_value() && (!a.value || bits(*a.value) == bits(*b.value)) &&
           a.shared == b.shared && bits(a.weight) == bits(b.weight) && bits(a.coverage) == bits(b.coverage) &&
           a.reason == b.reason;
}

inline bool usable(naive_table const& t, level needs, missing_policy const& p) {
    bool const ordered =
        std::all_of(t.scales.begin(), t.scales.end(), [](auto const& s) { return s.measurement() != level::nominal; });
    if (needs > level::nominal && !ordered) return false;
    return ordered || (p.what != missing_policy::rule::neutral && p.what != missing_policy::rule::penalty);
}

}  // namespace naive
