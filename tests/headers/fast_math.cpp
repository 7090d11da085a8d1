// SPDX-License-Identifier: BSL-1.0
// What holds without -ffast-math, under it: what is NaN or infinite is refused, and undefined values stay undefined.
// Prints what does not hold, and its exit status is how much of it there is.
#include <entente/base/parallel.hpp>
#include <entente/dyadic/bounds.hpp>
#include <entente/dyadic/compare.hpp>
#include <entente/group/evaluate.hpp>
#include <entente/group/measures/all.hpp>
#include <entente/group/measures/krippendorff_alpha.hpp>
#include <entente/io/read_stances.hpp>
#include <entente/io/scale_text.hpp>
#include <entente/io/write_stances.hpp>
#include <entente/measures/adapted.hpp>
#include <entente/measures/by_score_table.hpp>
#include <entente/measures/city_block.hpp>
#include <entente/measures/cohen_kappa.hpp>
#include <entente/measures/minkowski.hpp>
#include <entente/measures/pearson.hpp>
#include <entente/measures/score_table_presets.hpp>
#include <entente/pairs/all_pairs.hpp>
#include <entente/pairs/nearest.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using namespace entente;
using namespace entente::measures;

namespace {

int wrong = 0;

void check(bool holds, char const* what) {
    if (!holds) ++wrong, std::cout << "does not hold: " << what << '\n';
}
/// A number that no compiler can know.
double of_bits(std::uint64_t bits) {
    static std::uint64_t volatile hidden;
    hidden = bits;
    std::uint64_t const seen = hidden;
    double x;
    std::memcpy(&x, &seen, sizeof x);
    return x;
}
std::uint64_t const nan_bits = 0x7ff8000000000000, infinity_bits = 0x7ff0000000000000;

template <class F>
bool refused(F f) {
    try {
        f();
    } catch (error const&) {
        return true;
    }
    return false;
}

stance_graph<scale> read(std::string const& text) {
    return io::parse_stances({.stances = io::source_text(text)}, {.default_scale = scale::ordinal(1, 5)});
}

/// A graph of one stance, made of what is given.
void make(double position, double salience, double confidence, double weight, double capability) {
    stance_graph<scale>::builder b;
    auto const a = b.add(actor{"A", capability});
    auto const q = b.add(basic_issue<scale>{"q", scale::interval(0, 1), weight});
    stance_on<scale> s{};
    s.position = position, s.salience = salience, s.confidence = confidence, s.status = stance_status::stated;
    b.relate(a, q, s);
}
void matrix_of(double position, double salience, double lower, double upper) {
    position_matrix({"A"}, {issue_column{.name = "q", .lower = lower, .upper = upper}}, {0, 1},
                    {{0, true, position, salience, 1}});
}

void input() {
    make(0.5, 1, 1, 1, 1);
    matrix_of(0.5, 1, 0, 1);
    constexpr std::uint64_t minus = 0x8000000000000000;
    for (std::uint64_t const bits : {nan_bits, nan_bits + 1, nan_bits | minus, infinity_bits, infinity_bits | minus}) {
        double const x = of_bits(bits);
        check(refused([&] { make(x, 1, 1, 1, 1); }), "a position is refused");
        check(refused([&] { make(0.5, x, 1, 1, 1); }), "a salience is refused");
        check(refused([&] { make(0.5, 1, x, 1, 1); }), "a confidence is refused");
        check(refused([&] { make(0.5, 1, 1, x, 1); }), "the weight of an issue is refused");
        check(refused([&] { make(0.5, 1, 1, 1, x); }), "a capability is refused");
        check(refused([&] { scale::interval(0, x); }), "an end of a scale is refused");
        check(refused([&] { scale::ordinal({{"a", 0}, {"b", x}}); }), "the value of a category is refused");
        check(refused([&] { matrix_of(x, 1, 0, 1); }), "a position of a row is refused");
        check(refused([&] { matrix_of(0.5, x, 0, 1); }), "a salience of a row is refused");
        check(refused([&] { matrix_of(0.5, 1, x, 1); }), "an end of a column is refused");
        check(refused([&] { missing_policy::penalty(x); }), "a penalty is refused");
    }
    for (char const* const text : {"nan", "inf", "-inf", "NaN", "infinity"}) {
        auto const row = "actor,issue,position,salience\nA,q,1," + std::string(text) + '\n';
        check(refused([&] { read(row); }), "a salience in a file is refused");
        check(refused([&] { io::parse_scale("interval:0.." + std::string(text)); }), "a bound in a text is refused");
        check(refused([&] { minkowski::parse(text); }), "an argument of a measure is refused");
    }
    auto const open = read("actor,issue,position,accept_from\nA,q,3,2\nB,q,3,\n");
    std::ostringstream out;
    io::write_stance_table(out, open);
    check(out.str() == "actor,issue,position,accept_from\nA,q,3,2\nB,q,3,\n",
          "open ranges are written as they were read");
}

void values() {
    auto const m = make_position_matrix(
        read("actor,issue,position\nA,q,1\nA,r,2\nB,q,5\nB,r,2\nC,s,3\nD,q,2\nD,r,2\nE,q,3\nE,r,3\n"));
    check(!compare(m, 0, 2, city_block{}).value, "who shares nothing has no value");
    check(compare(m, 0, 4, pearson{}).reason == undefined_reason::no_variation, "who does not vary has no correlation");
    check(!adapted<pearson, orientation::distance>{}(statistics::moments{}), "nor has who is adapted");
    auto const of_all = [&](auto const& measure) {
        std::size_t defined = 0;
        all_pairs(m, measure).for_each([&](std::size_t a, std::size_t b, comparison const& c) {
            auto const one = compare(m, a, b, measure);
            check(c.value.has_value() == one.value.has_value() && c.reason == one.reason, "all pairs are as one");
            if (c.value) ++defined, check(*c.value >= -1.000001 && *c.value <= 1.000001, "a value is a number");
        });
        return defined;
    };
    check(of_all(city_block{}) == 6, "six pairs of ten have a distance");
    check(of_all(pearson{}) == 1, "one has a correlation");
    check(of_all(cohen_kappa{}) > 0, "some agree beyond chance");
    std::vector<double> dense(25, 0.0);
    all_pairs(m, city_block{}).copy_dense(dense, 0);
    check(dense[1] == 0.5 && detail::is_nan(dense[2]) && !detail::is_finite(dense[2]),
          "what is undefined is NaN in arrays");
    check(nearest(m, 2, 4, city_block{}).empty(), "who shares nothing has nobody near");
    check(nearest(m, 0, 4, city_block{}).size() == 3, "three are near");
    auto const open = bounds(m, 0, 2, city_block{}, {.open = bounds_options::open_positions::missing});
    check(open.lower && open.upper && *open.lower == 0 && *open.upper > 0.5, "bounds are numbers");
}

/// Actors on issues of one continuous scale, row by row.
position_matrix rows_on(double lower, double upper, std::vector<std::vector<double>> const& rows) {
    std::vector<std::string> names;
    std::vector<issue_column> issues;
    for (std::size_t i = 0; i < rows.front().size(); ++i)
        issues.push_back({.name = "q" + std::to_string(i), .lower = lower, .upper = upper});
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (auto const& row : rows) {
        names.push_back("a" + std::to_string(names.size()));
        for (std::uint32_t i = 0; i < row.size(); ++i)
            cells.push_back({i, true, row[i], i == 0 ? 1.0 + static_cast<double>(names.size()) : 1.0, 1});
        offsets.push_back(cells.size());
    }
    return {names, issues, offsets, cells};
}
bool near(double a, double b) {
    double const d = a - b;
    return d < 1e-9 && d > -1e-9;
}

void groups() {
    using namespace group_measures;
    auto const of = [](position_matrix const& m, auto const& measure) { return evaluate(group_column(m, 0), measure); };
    auto const ends = rows_on(-8e307, 8e307, {{-8e307}, {8e307}, {-8e307}, {8e307}}),
               tiny = rows_on(0, 1e-280, {{0}, {1e-280}}), alike = rows_on(0, 1, {{0.5}, {0.5}, {0.5}, {0.5}});
    check(of(ends, variance{}).reason == "beyond the greatest number", "a variance may be beyond the greatest number");
    check(of(tiny, variance{}).reason == "below the least number", "a variance may be below the least number");
    check(near(of(ends, dalton{}).value.value_or(0), 1) && near(of(tiny, dalton{}).value.value_or(0), 1),
          "dalton is in no units");
    check(near(of(ends, consensus{}).value.value_or(1), 0) && near(of(alike, consensus{}).value.value_or(0), 1),
          "there is a consensus or none");
    check(of(alike, variance{}).value == 0.0 && !of(alike, bimodality{}).value, "who are alike do not vary");
    check(!evaluate(ratings(alike), krippendorff_alpha{alpha_metric::interval}).value, "who are alike have no alpha");
    check(!jackknife(group_column(alike, 0), bimodality{}).standard_error, "what is undefined has no error");
}

}  // namespace

int main() {
    input();
    values();
    groups();
    return wrong;
}
