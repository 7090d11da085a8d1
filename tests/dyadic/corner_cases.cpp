// SPDX-License-Identifier: BSL-1.0
// Small files at the ends of what can be: each is refused with a sentence, or gives the value that the definition gives.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/dyadic/inference/bootstrap.hpp"
#include "entente/error.hpp"
#include "entente/io/read_stances.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/measures/canberra.hpp"
#include "entente/measures/city_block.hpp"
#include "entente/measures/cohen_kappa.hpp"
#include "entente/measures/convergence.hpp"
#include "entente/measures/directional.hpp"
#include "entente/measures/euclidean_squared_weights.hpp"
#include "entente/measures/gwet_ac.hpp"
#include "entente/measures/kendall_tau_b.hpp"
#include "entente/measures/krippendorff_alpha.hpp"
#include "entente/measures/lin_ccc.hpp"
#include "entente/measures/pearson.hpp"
#include "entente/measures/scott_pi.hpp"
#include "entente/measures/spearman.hpp"
#include "entente/positions/position_matrix.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

position_matrix read(std::string const& stances, std::string_view on, std::string const& of_issues = {},
                     std::string const& of_actors = {}) {
    io::stance_texts texts{.stances = io::source_text(stances)};
    if (!of_issues.empty()) texts.issues = io::source_text(of_issues);
    if (!of_actors.empty()) texts.actors = io::source_text(of_actors);
    io::reading_options options;
    if (!on.empty()) options.default_scale = io::parse_scale(on);
    return make_position_matrix(io::parse_stances(texts, options));
}

template <class Error = error, class Call>
std::string refusal(Call&& call) {
    try {
        call();
    } catch (Error const& e) {
        return e.what();
    }
    return "nothing was refused";
}

bool has(std::string const& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// Answers of two actors, one a letter, on questions q0, q1, ...
std::string answers(std::string_view a, std::string_view b) {
    std::string text = "actor,issue,position\n";
    for (std::size_t i = 0; i < a.size(); ++i)
        for (auto const& [who, all] : {std::pair('A', a), std::pair('B', b)})
            text += std::string(1, who) + ",q" + std::to_string(i) + ',' + (all[i] == 'y' ? "yes" : "no") + '\n';
    return text;
}
std::string issues_of(std::initializer_list<char const*> labels) {
    std::string text = "issue,level,labels\n";
    std::size_t i = 0;
    for (char const* const l : labels) text += "q" + std::to_string(i++) + ",nominal," + l + '\n';
    return text;
}

}  // namespace

TEST_CASE("yes and no in another order are not the same options: kappa of six questions") {
    auto const stances = answers("yyyyyn", "yyyyny");
    auto const mixed = read(stances, "", issues_of({"yes|no", "no|yes", "yes|no", "no|yes", "yes|no", "no|yes"}));
    auto const refuses = [&](auto const& m) {
        auto const says = refusal<scale_error>([&] { compare(mixed, 0, 1, m); });
        CHECK(has(says, "the same categories under the same labels"));
        CHECK(has(says, "\"q0\""));
        CHECK(has(says, "issue \"q1\""));
        CHECK(refusal<scale_error>([&] { bounds(mixed, 0, 1, m); }) == says);
    };
    refuses(cohen_kappa{}), refuses(scott_pi{}), refuses(krippendorff_alpha{}), refuses(gwet_ac{});
    // By label: po = 4/6, pe = (5 5 + 1 1) / 36.
    for (char const* const labels : {"yes|no", "no|yes"}) {
        auto const same = read(stances, "", issues_of({labels, labels, labels, labels, labels, labels}));
        CHECK(*compare(same, 0, 1, cohen_kappa{}).value == doctest::Approx(-0.2));
        CHECK(*compare(same, 0, 1, scott_pi{}).value == doctest::Approx(-0.2));
        CHECK(*compare(same, 0, 1, krippendorff_alpha{}).value == doctest::Approx(-0.1));
        CHECK(*compare(same, 0, 1, gwet_ac{}).value == doctest::Approx(7.0 / 13));
    }
    auto const reversed = read("actor,issue,position\nA,p,N\nB,p,A\nA,q,Y\nB,q,Y\n", "",
                               "issue,level,labels\np,ordinal,N|A|Y\nq,ordinal,Y|A|N\n");
    CHECK(has(refusal<scale_error>([&] { compare(reversed, 0, 1, cohen_kappa{}); }), "issue \"q\""));
    CHECK(compare(reversed, 0, 1, city_block{}).value == 0.25);  // what goes by single issues is as it was
}

TEST_CASE("weights whose sums overflow, or whose products vanish, are refused where they are read") {
    for (char const* const salience : {"1e308", "1e303", "1e290", "1e31", "1e-200", "9e-31"}) {
        CAPTURE(salience);
        auto const text = std::string("actor,issue,position,salience\nA,q1,1,") + salience + '\n';
        auto const says = refusal([&] { read(text, "ordinal:1..5"); });
        CHECK(has(says, "(text):2:8"));
        CHECK(has(says, "from 1e-30 to 1e30"));
        CHECK(has(says, "actor \"A\", issue \"q1\""));
    }
    for (char const* const power : {"1e308", "1e-31"})
        CHECK(has(refusal([&] {
                      read("actor,issue,position\nA,q,5\n", "ordinal:1..5", "",
                           "actor,capability\nA," + std::string(power) + '\n');
                  }),
                  "from 1e-30 to 1e30"));
}

TEST_CASE("the least and the greatest weights give the values of the weight 1") {
    for (char const* const w : {"1e-30", "1", "1e30"}) {
        CAPTURE(w);
        std::string text = "actor,issue,position,salience\n";
        for (char const* const row : {"A,q1,1,", "A,q2,5,", "A,q3,2,", "B,q1,1,", "B,q2,4,", "B,q3,2,"})
            text += std::string(row) + w + '\n';
        auto const m = read(text, "ordinal:1..5");
        for (auto const weights : {weighting::mean, weighting::product}) {
            auto const value = [&](auto const& measure) {
                return *compare(m, 0, 1, measure, {.weights = weights}).value;
            };
            CHECK(value(pearson{}) == doctest::Approx(0.9958705949).epsilon(1e-10));
            CHECK(value(spearman{}) == doctest::Approx(1));
            CHECK(value(kendall_tau_b{}) == doctest::Approx(1));
            CHECK(value(lin_ccc{}) == doctest::Approx(0.9268292683).epsilon(1e-10));
            CHECK(value(euclidean_squared_weights{}) == doctest::Approx(0.1443375673).epsilon(1e-9));
            CHECK(value(city_block{}) == doctest::Approx(1.0 / 12));
            CHECK(value(cohen_kappa{}) == doctest::Approx(4.0 / 7));
        }
    }
}

TEST_CASE("sums with the greatest powers and weights are numbers") {
    auto const m = read("actor,issue,position,salience\nA,q,5,1e30\nB,q,5,1e30\nA,r,5,1e30\nB,r,5,1e30\n",
                        "ordinal:1..5", "", "actor,capability\nA,1e30\nB,1e30\n");
    auto const c = compare(m, 0, 1, convergence{.order = 3}, {.weights = weighting::product});
    REQUIRE(c.value);
    CHECK(*c.value == doctest::Approx(2e90));
    CHECK(c.reason == undefined_reason::defined);
    CHECK(c.weight == doctest::Approx(2e60));
}

TEST_CASE("a scale too short to be one is refused; the shortest is as any other") {
    CHECK(has(refusal<scale_error>([] { io::parse_scale("interval:0..1e-305"); }), "at least 1e-280 long"));
    auto const m = read("actor,issue,position\nA,p,0\nB,p,2e-280\nA,q,2e-280\nB,q,0\nA,r,1e-280\nB,r,1e-280\n",
                        "interval:0..2e-280");
    CHECK(*compare(m, 0, 1, city_block{}).value == doctest::Approx(2.0 / 3));
    CHECK(*compare(m, 0, 1, directional{}).value == doctest::Approx(5.0 / 6));
    // Positions whose sum is beyond the greatest number.
    auto const far = read("actor,issue,position\nA,q,1.7e308\nB,q,1e307\n", "ratio:0..1.7e308");
    CHECK(*compare(far, 0, 1, canberra{}).value == doctest::Approx(16.0 / 18));
}

TEST_CASE("a ratio scale of listed numbers: Krippendorff's alpha by ratios, from a file") {
    auto const text = "actor,issue,position\nA,q1,0\nA,q2,0\nA,q3,1\nA,q4,2\nA,q5,3\nA,q6,0\n"
                      "B,q1,0\nB,q2,1\nB,q3,1\nB,q4,2\nB,q5,2\nB,q6,0\n";
    auto const by_ratio = krippendorff_alpha::parse("ratio");
    auto const m = read(text, "ratio:0|1|2|3");
    CHECK(*compare(m, 0, 1, by_ratio).value == doctest::Approx(0.6897206401).epsilon(1e-9));
    CHECK(m.issue(0).measurement == level::ratio);
    CHECK(has(refusal<scale_error>([&] { read("actor,issue,position\nA,q1,1.5\n", "ratio:0|1|2|3"); }), "1.5"));
    CHECK(has(refusal<scale_error>([&] { compare(read(text, "ratio:0..3"), 0, 1, by_ratio); }), "this scale has none"));
    CHECK(has(refusal<scale_error>([&] { compare(read(text, "ordinal:0..3"), 0, 1, by_ratio); }), "at least ratio"));
}

TEST_CASE("categories of which no table of pairs can be are refused with their number") {
    auto const text = "actor,issue,position\nA,p,1\nB,p,2\nA,q,4000\nB,q,4000\n";
    auto const many = read(text, "ordinal:1..100000");
    for (auto const& says : {refusal<scale_error>([&] { compare(many, 0, 1, cohen_kappa{}); }),
                             refusal<scale_error>([&] { bounds(many, 0, 1, cohen_kappa{}); })}) {
        CHECK(has(says, "more than 5000"));
        CHECK(has(says, "issue \"p\", value \"100000\""));
    }
    CHECK(*compare(many, 0, 1, city_block{}).value == doctest::Approx(0.5 / 99999));  // what makes no table asks nothing
    CHECK(refusal<scale_error>([&] { compare(read(text, "ordinal:1..5001"), 0, 1, gwet_ac{}); }) != "");
    // The most that is taken. One of two agrees, p_e = 1 / 4.
    CHECK(*compare(read(text, "ordinal:1..5000"), 0, 1, cohen_kappa{}).value == doctest::Approx(1.0 / 3));
}

TEST_CASE("an interval whose acceleration is no number is none, and no other library's error comes out") {
    bootstrap_estimate b;
    b.whole.value = 1.0, b.ordered = {0.5, 0.7, 1.2};
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (double const a : {std::numeric_limits<double>::quiet_NaN(), infinity, -infinity}) CHECK(!b.bca(0.95, a));
    // Accelerations that no data give: an interval within the values, or none, and never an exception.
    for (double const a : {1e308, -1e308, 1e-308, 0.51, 1e3, 0.0})
        if (auto const i = b.bca(0.95, a)) {
            CHECK(i->lower >= 0.5);
            CHECK(i->upper <= 1.2);
        }
    CHECK_THROWS_AS(b.bca(std::numeric_limits<double>::quiet_NaN(), 0.1), error);
}
