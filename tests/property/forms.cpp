// SPDX-License-Identifier: BSL-1.0
// Every measure obeys the law of the form that it says it is of; and measures that say the wrong one are found out.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "entente/dyadic/explain.hpp"
#include "entente/measures/adapted.hpp"
#include "entente/measures/all.hpp"
#include "entente/measures/single_precision.hpp"
#include "entente/text/measure_names.hpp"
#include "entente/text/parse_measure.hpp"
#include "support/laws.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

/// Two actors on ratio scales: every measure has a meaning there. With categories all issues have the same.
position_matrix two_actors(std::mt19937& random, bool categories) {
    std::vector<issue_column> columns;
    std::size_t const issues = 1 + random() % 8;
    for (std::size_t i = 0; i < issues; ++i) {
        issue_column c;
        c.name = "i" + std::to_string(i);
        c.measurement = level::ratio;
        c.lower = 0, c.upper = 4;
        c.weight = static_cast<double>(1 + random() % 3);
        if (categories) c.categories = {0, 1, 2, 3, 4};
        columns.push_back(c);
    }
    std::vector<cell> cells;
    std::vector<std::size_t> offsets{0};
    for (int a = 0; a < 2; ++a) {
        for (std::uint32_t i = 0; i < issues; ++i) {
            if (random() % 6 == 0) continue;
            double const x =
                categories ? static_cast<double>(random() % 5) : static_cast<double>(random() % 4001) / 1000;
            cells.push_back({i, true, x, static_cast<double>(1 + random() % 3), 1});
        }
        offsets.push_back(cells.size());
    }
    return {{"A", "B"}, columns, offsets, cells};
}

template <class Measure>
void obeys(Measure const& m, bool counts, std::string const& called, std::size_t& defined) {
    std::mt19937 random(7);
    for (int round = 0; round < 60; ++round) {
        bool const categories = counts || round % 2;
        auto const matrix = two_actors(random, categories);
        compare_options options;
        if (round % 3) options.weights = round % 3 == 1 ? weighting::mean : weighting::issue;
        INFO(called, " round ", round);
        CHECK(laws::broken(m, matrix, options) == "");
        defined += compare(matrix, 0, 1, m, options).value.has_value();
    }
}

}  // namespace

TEST_CASE("Every measure obeys the law of its form") {
    for (auto const& d : describe_measures()) {
        std::vector<std::string> called{std::string(d.name)};
        if (d.name == "table") called = {"table:svt_range"};
        if (d.argument.find("weighting") != std::string_view::npos)
            for (auto const* by : {"linear", "quadratic"}) called.push_back(std::string(d.name) + ':' + by);
        if (d.name == "minkowski") called.insert(called.end(), {"minkowski:1", "minkowski:3.5"});
        if (d.name == "convergence" || d.name == "divergence") called.push_back(std::string(d.name) + ":1");
        for (auto const& name : called) {
            std::size_t defined = 0;
            visit_measure(name, [&](auto const& m) {
                using measure = std::remove_cvref_t<decltype(m)>;
                bool const counts =
                    statistic_traits<typename measure::statistic>::counts_categories || d.name == "table";
                obeys(m, counts, name, defined);
            });
            INFO(name);
            CHECK(defined > 20);
        }
    }
}

TEST_CASE("So do adapted measures, those in single precision, and those chosen at run time") {
    std::size_t defined = 0;
    obeys(as_agreement(city_block{}), false, "agreement of city_block", defined);
    obeys(as_agreement(euclidean{}), false, "agreement of euclidean", defined);
    obeys(as_agreement(as_distance(euclidean{})), false, "agreement of distance of euclidean", defined);
    obeys(as_distance(cohen_kappa{}), true, "distance of cohen_kappa", defined);
    obeys(any_measure(minkowski{3}), false, "any minkowski:3", defined);
    obeys(any_measure(cohen_kappa{disagreement::linear}), true, "any cohen_kappa:linear", defined);
    obeys(any_measure(spearman{}), false, "any spearman", defined);
    obeys(any_measure(chebyshev{}), false, "any chebyshev", defined);
    CHECK(defined > 300);
}

namespace {

/// The formula of a measure of the library under another form than its own, and without an exponent.
template <class Measure, measure_form Form>
struct mislabelled {
    using statistic = typename Measure::statistic;
    static constexpr measure_description description = [] {
        auto d = Measure::description;
        d.form = Form;
        return d;
    }();
    boost::optional<double> operator()(statistic const& s) const { return Measure{}(s); }
};
struct one_sided : city_block {
    boost::optional<double> operator()(statistic const& s) const {
        auto const v = city_block::operator()(s);
        if (v) return 3 * *v;
        return v;
    }
};
struct minds_order : statistics::valence {
    void add(double x, double y, double w, issue_column const& issue) {
        statistics::valence::add(x, y, w, issue), first_ += w * x;
    }
    minds_order& operator+=(minds_order const& o) {
        return static_cast<statistics::valence&>(*this) += o, first_ += o.first_, *this;
    }
    minds_order& operator-=(minds_order const& o) {
        return static_cast<statistics::valence&>(*this) -= o, first_ -= o.first_, *this;
    }
    double first_ = 0;
};
struct not_symmetric {
    using statistic = minds_order;
    static constexpr bool linear = true;
    static constexpr measure_description description{.name = "not_symmetric",
                                                     .form = measure_form::other,
                                                     .needs = level::ordinal,
                                                     .direction = orientation::distance};
    boost::optional<double> operator()(statistic const& s) const { return s.first_ / s.weight; }
};
struct says_linear : krippendorff_alpha {
    static constexpr bool linear = true;
};

template <class Measure>
std::size_t times_found(Measure const& m, bool counts) {
    std::mt19937 random(3);
    std::size_t found = 0;
    for (int round = 0; round < 40; ++round) found += !laws::broken(m, two_actors(random, counts)).empty();
    return found;
}

}  // namespace

TEST_CASE("A wrong form is found") {
    CHECK(times_found(mislabelled<chebyshev, measure_form::sum>{}, false) > 5);
    CHECK(times_found(mislabelled<city_block, measure_form::extreme>{}, false) > 5);
    CHECK(times_found(mislabelled<convergence, measure_form::mean>{}, false) > 5);
    CHECK(times_found(mislabelled<city_block, measure_form::association>{}, false) > 5);
    CHECK(times_found(mislabelled<pearson, measure_form::mean>{}, false) > 5);
    CHECK(times_found(mislabelled<euclidean, measure_form::mean>{}, false) > 5);  // the exponent is forgotten
    CHECK(times_found(one_sided{}, false) > 5);                                   // beyond its range
    CHECK(times_found(not_symmetric{}, false) > 5);
    CHECK(times_found(says_linear{}, true) > 5);
}
