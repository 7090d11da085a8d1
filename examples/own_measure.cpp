// SPDX-License-Identifier: BSL-1.0
// A measure of one's own, in ten lines: the mean difference of positions. Everything that takes a measure takes it, and it gives
// what city_block of the library gives, since it is the same formula.
#include <entente/dyadic/inference.hpp>
#include <entente/entente.hpp>
#include <entente/text/any_measure.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <random>

using namespace entente;

namespace {

// shown in the README: begin
struct gaps : summed<gaps> {  // what is added up, issue by issue
    std::size_t count = 0;
    double weight = 0, gap = 0;
    void add(double x, double y, double w, issue_column const& issue) {
        ++count, weight += w, gap += w * std::abs(issue.normalised(x) - issue.normalised(y));
    }
    static constexpr auto members = summed_members<&gaps::count, &gaps::weight, &gaps::gap>{};
};

struct mean_gap {  // the formula over it, and what kind of formula that is
    using statistic = gaps;
    static constexpr measure_description description{
        .name = "mean_gap", .form = measure_form::mean, .needs = level::ordinal, .direction = orientation::distance, .least = 0, .greatest = 1};
    boost::optional<double> operator()(statistic const& s) const { return s.gap / s.weight; }
};
// shown in the README: end

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

template <class Measure>
void ask(char const* name, position_matrix const& m, Measure const& measure) {
    std::printf("%s\n", name);
    std::printf("  compare    %.4f\n", compare(m, 0, 1, measure).value.value());
    for (auto const& part : explain(m, 0, 1, measure).issues)
        std::printf("  explain    %.4f by %s\n", part.share.value(), m.issue(*m.column_of(part.issue)).name.c_str());
    auto const open = bounds(m, 0, 1, measure, {.open = bounds_options::open_positions::missing});
    std::printf("  bounds     %.4f to %.4f, %s\n", open.lower.value(), open.upper.value(), open.exact ? "exact" : "enclosed");
    std::printf("  all_pairs ");
    auto const all = all_pairs(m, measure);
    for (auto const& row : all.rows()) std::printf(" %.4f", row.result.value.value());
    std::printf("\n  nearest    %s\n", m.actor_name(nearest(m, 0, 1, measure).front().actor).c_str());
    std::mt19937_64 random(1);
    std::printf("  bootstrap  %.4f\n", bootstrap(m, 0, 1, measure, {}, 999, random).standard_error.value());
}

}  // namespace

int main() {
    auto const m = make_position_matrix({"North", "South", "East"},
                                        {{.name = "border", .lower = 0, .upper = 10},
                                         {.name = "tariff", .lower = 0, .upper = 10},
                                         {.name = "treaty", .lower = 0, .upper = 10}},
                                        std::array{9.0, 2.0, 5.0, 1.0, 4.0, unknown, 8.0, 3.0, 6.0});
    ask("mean_gap", m, mean_gap{});
    ask("any_measure of mean_gap", m, any_measure(mean_gap{}));
    ask("city_block", m, measures::city_block{});
}
