// SPDX-License-Identifier: BSL-1.0
// What computes for many, or in another way, against one comparison: all pairs on every instruction set, pairs kept up to
// date, bounds against every completion. The measures are all that have names, with whatever arguments they take.
#include <boost/optional.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/error.hpp"
#include "entente/kernels/isa.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/incremental_pairs.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/text/measure_names.hpp"
#include "entente/text/parse_measure.hpp"
#include "fuzz/targets.hpp"

namespace fuzz {
namespace {

using namespace entente;

/// Every measure, with each of these words as its argument that it takes.
std::vector<any_measure> const& all_measures() {
    static std::vector<any_measure> const all = [] {
        std::vector<any_measure> found;
        for (auto const& description : describe_measures()) {
            std::string const name(description.name);
            auto const before = found.size();
            for (char const* const argument : {"",
                                               ":0",
                                               ":0.25",
                                               ":1",
                                               ":2",
                                               ":3",
                                               ":7.5",
                                               ":identity",
                                               ":linear",
                                               ":quadratic",
                                               ":midrank",
                                               ":bipolar",
                                               ":radical",
                                               ":ratio",
                                               ":ordinal",
                                               ":circular",
                                               ":wahl_o_mat",
                                               ":svt_range",
                                               ":open_election_compass_hybrid",
                                               ":svt_propositions"})
                try {
                    found.push_back(parse_measure(name + argument));
                } catch (error const&) {}
            if (found.size() == before) violated("no argument is known for", name);
        }
        return found;
    }();
    return all;
}

struct world {
    std::vector<issue_column> issues;
    std::vector<std::vector<boost::optional<cell>>> stances;  // by actor and issue

    std::size_t actors() const { return stances.size(); }
    position_matrix matrix() const {
        std::vector<std::string> names;
        std::vector<std::size_t> offsets{0};
        std::vector<cell> cells;
        for (auto const& row : stances) {
            names.push_back("actor " + std::to_string(names.size()));
            for (auto const& stance : row)
                if (stance) cells.push_back(*stance);
            offsets.push_back(cells.size());
        }
        return {std::move(names), issues, std::move(offsets), std::move(cells)};
    }
};

issue_column issue_from(choices& from, std::string name) {
    constexpr level levels[] = {level::nominal, level::ordinal, level::interval, level::ratio};
    constexpr double lengths[] = {1, 2, 4, 10, 100, 0.1, 3e-7, 1e9};
    constexpr double weights[] = {1, 1, 2, 3, 0, 0.5, 0.3, 1e4};
    issue_column c;
    c.name = std::move(name);
    c.measurement = from.one_of(levels);
    c.weight = from.one_of(weights);
    auto const shape = from.byte();
    c.lower = c.measurement == level::nominal ? 1.0
              : c.measurement == level::ratio ? 0.0
                                              : static_cast<double>(static_cast<int>(shape % 5) - 2);
    if (c.measurement == level::interval || c.measurement == level::ratio) {
        c.upper = c.lower + from.one_of(lengths);
        return c;
    }
    auto const categories = 2 + shape / 5 % 6;
    double at = c.lower;
    for (unsigned k = 0; k != categories; ++k) {
        c.categories.push_back(at);
        at += c.measurement == level::ordinal && shape >= 200 ? 0.5 + k : 1;
    }
    c.upper = c.categories.back();
    return c;
}

boost::optional<cell> stance_from(choices& from, issue_column const& issue, std::uint32_t number) {
    constexpr double saliences[] = {1, 1, 1, 0, 2, 0.5, 0.7, 30};
    constexpr double confidences[] = {1, 1, 0.5, 0.9, 0};
    auto const what = from.byte();
    if (what % 8 == 0) return boost::none;
    cell c{number, what % 8 != 1, 0, from.one_of(saliences), 1};
    if (what >= 128) c.confidence = from.one_of(confidences);
    if (!c.known) return c;
    auto const where = from.byte();
    c.position = issue.categories.empty()
                     ? std::min(issue.upper, issue.lower + issue.length() * (static_cast<double>(where) / 255))
                     : issue.categories[where % issue.categories.size()];
    return c;
}

world world_from(choices& from, std::size_t most_actors, std::size_t most_issues) {
    world w;
    auto const actors = 2 + from.byte() % (most_actors - 1), issues = from.byte() % (most_issues + 1);
    for (std::size_t i = 0; i != issues; ++i) w.issues.push_back(issue_from(from, "issue " + std::to_string(i)));
    for (std::size_t a = 0; a != actors; ++a) {
        auto& row = w.stances.emplace_back();
        for (std::uint32_t i = 0; i != issues; ++i) row.push_back(stance_from(from, w.issues[i], i));
    }
    return w;
}

compare_options options_from(choices& from) {
    constexpr weighting weights[] = {weighting::none, weighting::issue,   weighting::first, weighting::second,
                                     weighting::mean, weighting::product, weighting::min,   weighting::max};
    using policy = missing_policy;
    policy const missing[] = {policy::pairwise(),
                              policy::neutral(),
                              policy::opposite_extreme(),
                              policy::expected(),
                              policy::rated(),
                              policy::penalty(0.3),
                              policy::neutral(policy::fill::second),
                              policy::expected(policy::fill::second)};
    compare_options options;
    options.weights = from.one_of(weights);
    auto const more = from.byte();
    if (more >= 100) options.missing = missing[more % std::size(missing)];
    options.min_overlap = more % 7 == 3 ? 2 : 1;
    options.weigh_confidence = more % 3 == 1;
    return options;
}

std::string shown(any_measure const& m, compare_options const& o, std::size_t a, std::size_t b, double one,
                  double other) {
    std::ostringstream text;
    text.precision(17);
    text << m.name() << ", weights " << to_string(o.weights) << ", missing " << static_cast<int>(o.missing.what)
         << ", overlap " << o.min_overlap << ", confidence " << o.weigh_confidence << ", actors " << a << " and " << b
         << ": " << one << " and " << other;
    return text.str();
}

bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (a == 0 && b == 0);
}

double number_in(boost::optional<double> const& value) {
    return value.value_or(std::nan(""));
}

void require_sound(any_measure const& m, comparison const& c, std::string const& where) {
    if (c.value.has_value() != (c.reason == undefined_reason::defined)) violated("a value or a reason", where);
    if (c.value && !(*c.value >= m.facts().range.least && *c.value <= m.facts().range.greatest))
        violated("a value beyond the range", where);
    if (!(c.coverage >= 0 && c.coverage <= 1)) violated("coverage is no share", where);
    if (!(c.weight >= 0)) violated("a weight that is none", where);
    if (c.uncorrected && !std::isfinite(*c.uncorrected)) violated("agreement without end", where);
}

/// All pairs, on every instruction set, are what each pair is, to the last bit; so are the two orders of a pair.
void require_pairs(position_matrix const& x, any_measure const& m, compare_options const& options) {
    boost::optional<dyad_matrix> first;
    for (auto const which : kernels::all_isas) {
        if (!kernels::available(which)) continue;
        auto const all = all_pairs(x, m, options, serial_executor{}, which);
        for (std::size_t a = 0; a != x.actors(); ++a)
            for (std::size_t b = 0; b != x.actors(); ++b) {
                if (a == b) continue;
                auto const many = all.at(a, b);
                // One comparison for the first of them; the others against that one.
                auto const one = first ? first->at(a, b) : compare(x, a, b, m, options);
                auto const where = std::string(kernels::to_string(which)) + ": " +
                                   shown(m, options, a, b, number_in(one.value), number_in(many.value));
                if (!first) require_sound(m, one, where);
                if (one.reason != many.reason || one.shared != many.shared || !same_bits(one.weight, many.weight) ||
                    !same_bits(one.value.value_or(0), many.value.value_or(0)))
                    violated("all pairs are not what each pair is", where);
                if (all.symmetric() && !same_bits(many.value.value_or(0), all.at(b, a).value.value_or(0)))
                    violated("symmetric, but for the order", where);
            }
        if (!first) first = all;
    }
}

void few_pairs(choices from) {
    auto const& m = all_measures()[from.byte() % all_measures().size()];
    auto const options = options_from(from);
    require_pairs(world_from(from, 5, 6).matrix(), m, options);
}

/// As many as fill the tiles and registers of the kernels, on issues of one kind.
void many_pairs(choices from) {
    auto const& m = all_measures()[from.byte() % all_measures().size()];
    auto const options = options_from(from);
    std::size_t const actors = 2 + from.byte() % 40, issues = from.byte() % 80;
    auto const kind = from.below(8) == 0 ? boost::optional<issue_column>() : issue_from(from, "");
    auto const silent = from.byte();
    std::mt19937 random(from.byte());
    auto const drawn = [&](std::size_t bytes) {
        std::string text;
        for (std::size_t i = 0; i != bytes; ++i) text += static_cast<char>(random() & 255u);
        return text;
    };
    world w;
    for (std::size_t i = 0; i != issues; ++i) {
        auto const bytes = drawn(8);
        choices some(bytes);
        w.issues.push_back(kind ? *kind : issue_from(some, ""));
        w.issues.back().name = "issue " + std::to_string(i);
    }
    for (std::size_t a = 0; a != actors; ++a) {
        auto& row = w.stances.emplace_back();
        for (std::uint32_t i = 0; i != issues; ++i) {
            auto const bytes = drawn(4);
            choices some(bytes);
            row.push_back(random() % 256 < silent ? boost::none : stance_from(some, w.issues[i], i));
        }
    }
    require_pairs(w.matrix(), m, options);
}

/// Pairs that were kept up to date are what those of the last state are: in what is counted exactly, and in a mean of
/// differences within 2^-46 for each update of the greatest that it can be.
void updates(choices from) {
    auto const& m = all_measures()[from.byte() % all_measures().size()];
    auto const options = options_from(from);
    auto w = world_from(from, 4, 4);
    if (w.issues.empty()) return;
    incremental_pairs<any_measure> kept(w.matrix(), m, options);
    double count = 0;
    for (; !from.done() && count < 20; ++count) {
        auto const who = from.byte() % w.actors();
        auto const issue = static_cast<std::uint32_t>(from.byte() % w.issues.size());
        auto now = stance_from(from, w.issues[issue], issue);
        if (now && from.byte() % 16 == 0) now->salience *= 1e12;
        kept.update(who, issue, now);
        w.stances[who][issue] = now;
    }
    auto const x = w.matrix();
    auto const& facts = m.facts();
    bool const of_differences = facts.form == measure_form::mean && facts.exponent == 1 && facts.range.finite();
    for (std::size_t a = 0; a != w.actors(); ++a)
        for (std::size_t b = 0; b != w.actors(); ++b) {
            if (a == b) continue;
            auto const mended = kept(a, b), fresh = compare(x, a, b, m, options);
            auto const where = shown(m, options, a, b, number_in(fresh.value), number_in(mended.value));
            if (mended.shared != fresh.shared || mended.reason != fresh.reason)
                violated("updates count otherwise", where + ", " + std::string(to_string(fresh.reason)) + " and " +
                                                        std::string(to_string(mended.reason)));
            if (!fresh.value) continue;
            double const apart = std::abs(*mended.value - *fresh.value);
            double const most = of_differences
                                    ? count * 0x1p-46 * std::max(std::abs(facts.range.least), facts.range.greatest)
                                    : 1e-6 * std::max(1.0, std::abs(*fresh.value));
            if (!(apart <= most)) violated("updates drift", where);
        }
}

/// The positions that an open one may be completed by: all categories, or some of the scale.
std::vector<double> completions_of(issue_column const& issue, unsigned seed) {
    if (!issue.categories.empty()) return issue.categories;
    return {issue.lower, issue.upper, std::clamp(issue.neutral(), issue.lower, issue.upper),
            std::min(issue.upper, issue.from_normalised(static_cast<double>(seed % 97) / 97))};
}

/// Bounds contain the value of every completion, and where they are said to be exact and positions are few, are reached.
void completions(choices from) {
    auto const& m = all_measures()[from.byte() % all_measures().size()];
    bounds_options options;
    options.compare = options_from(from);
    options.compare.missing = missing_policy::pairwise();
    options.compare.min_overlap = 1;
    auto const more = from.byte();
    if (more % 2) options.open = bounds_options::open_positions::missing;
    if (more % 5 == 1) options.most_completions = 3;
    auto w = world_from(from, 2, 4);
    auto const found = bounds(w.matrix(), 0, 1, m, options);

    struct open_cell {
        std::size_t actor;
        std::uint32_t issue;
        std::vector<double> positions;
    };
    std::vector<open_cell> open;
    std::size_t count = 1;
    bool countable = true;
    for (std::uint32_t i = 0; i != w.issues.size(); ++i) {
        auto const& x = w.stances[0][i];
        auto const& y = w.stances[1][i];
        if (options.open == bounds_options::open_positions::withheld && (!x || !y)) continue;
        for (std::size_t a : {std::size_t{0}, std::size_t{1}})
            if (auto& stance = w.stances[a][i]; !stance || !stance->known) {
                open.push_back({a, i, completions_of(w.issues[i], more + i)});
                count *= open.back().positions.size();
                countable = countable && !w.issues[i].categories.empty();
                double const salience = stance ? stance->salience : 1;
                stance = cell{i, true, 0, salience, 1};
            }
    }
    if (count > 3000) return;
    boost::optional<double> least, greatest;
    for (std::size_t k = 0; k != count; ++k) {
        auto rest = k;
        for (auto const& o : open) {
            w.stances[o.actor][o.issue]->position = o.positions[rest % o.positions.size()];
            rest /= o.positions.size();
        }
        auto const value = compare(w.matrix(), 0, 1, m, options.compare).value;
        if (!value) continue;
        least = least ? std::min(*least, *value) : *value;
        greatest = greatest ? std::max(*greatest, *value) : *value;
    }
    if (!least) return;
    auto const where = "[" + shown(m, options.compare, 0, 1, number_in(found.lower), number_in(found.upper)) + "], " +
                       shown(m, options.compare, 0, 1, *least, *greatest);
    if (!found.lower || !found.upper) violated("bounds say that there is no value", where);
    double const rounding = 1e-9 * std::max({1.0, std::abs(*least), std::abs(*greatest)});
    if (!(*found.lower <= *least + rounding && *found.upper >= *greatest - rounding))
        violated("a completion lies beyond the bounds", where);
    if (found.exact && countable && !(*found.lower >= *least - rounding && *found.upper <= *greatest + rounding))
        violated("exact bounds are not reached", where);
}

}  // namespace

outcome pairs(std::string_view bytes) {
    try {
        char const which = part("pkub", bytes);
        choices const from(bytes);
        switch (which) {
        case 'p':
            few_pairs(from);
            break;
        case 'k':
            many_pairs(from);
            break;
        case 'u':
            updates(from);
            break;
        default:
            completions(from);
        }
    } catch (error const& e) {
        require_showable(e.what());
        return outcome::refused;
    }
    return outcome::accepted;
}

}  // namespace fuzz
