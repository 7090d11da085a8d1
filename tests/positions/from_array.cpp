// SPDX-License-Identifier: BSL-1.0
// Matrices that do not come from a graph: from a plain table, over a caller's arrays, and parts of another matrix.
#include <entente/measures/gower.hpp>
#include <entente/pairs/all_pairs.hpp>
#include <entente/pairs/kernel_layouts.hpp>
#include <entente/positions/from_array.hpp>
#include <entente/positions/submatrix.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace {

using namespace entente;
using namespace entente::measures;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<issue_column> two_issues() {
    return {{.name = "tax", .lower = 0, .upper = 10},
            {.name = "army", .measurement = level::ordinal, .lower = 1, .upper = 3, .categories = {1, 2, 3}}};
}

template <class Error = error>
Error refusal(std::vector<issue_column> issues, std::vector<double> positions) {
    try {
        make_position_matrix({"A", "B"}, std::move(issues), positions);
    } catch (Error const& e) {
        return e;
    }
    FAIL("nothing was refused");
    return Error(fault_code::syntax, "");
}

}  // namespace

TEST_CASE("A table becomes rows of cells; what is not a number is no position") {
    auto const m = make_position_matrix({"A", "B", "C"}, two_issues(), std::array{3.5, 2.0, none, none, none, 1.0});
    CHECK(m.actors() == 3);
    CHECK(m.issues() == 2);
    CHECK(m.issues_held() == 2);
    CHECK(m.known_cells() == 3);
    REQUIRE(m.row(0).size() == 2);
    CHECK(m.row(0)[0].position == 3.5);
    CHECK(m.row(0)[1].position == 2);
    CHECK(m.row(0)[1].salience == 1);
    CHECK(m.row(1).empty());
    REQUIRE(m.row(2).size() == 1);
    CHECK(m.row(2)[0].issue == 1);
    CHECK(m.actor_name(2) == "C");
    CHECK(make_position_matrix({}, {}, {}).actors() == 0);
}

TEST_CASE("A table that cannot be is refused, with the actor and the issue") {
    auto const off = refusal<scale_error>(two_issues(), {3, 2, 11, 1});
    CHECK(off.code() == fault_code::off_scale);
    CHECK(off.where().actor == "B");
    CHECK(off.where().issue == "tax");
    CHECK(off.where().value == "11");
    CHECK(refusal<scale_error>(two_issues(), {3, 1.5, 1, 1}).where().issue == "army");  // between two categories
    auto const endless = refusal<stance_error>(two_issues(), {std::numeric_limits<double>::infinity(), 1, 1, 1});
    CHECK(endless.code() == fault_code::not_a_number);
    CHECK(endless.where().value == "inf");
    CHECK(refusal(two_issues(), {3, 2, 1}).code() == fault_code::invalid_argument);
    auto issues = two_issues();
    issues[0].upper = 0;
    CHECK(refusal<scale_error>(issues, {none, none, none, none}).code() == fault_code::invalid_scale);
    issues = two_issues();
    issues[1].categories = {1, 3, 2};
    CHECK(refusal<scale_error>(issues, {none, none, none, none}).where().issue == "army");
    issues = two_issues();
    issues[1].weight = -1;
    CHECK(refusal(issues, {none, none, none, none}).code() == fault_code::negative_weight);
    issues[1].weight = none;
    CHECK(refusal(issues, {none, none, none, none}).code() == fault_code::not_a_number);
}

TEST_CASE("A matrix over a caller's arrays reads these and no copy of them") {
    std::vector<std::size_t> const offsets{0, 2, 3};
    std::vector<cell> const cells{{0, true, 3.5, 1, 1}, {1, true, 2, 4, 1}, {1, false, 0, 1, 1}};
    auto const m = position_matrix::borrowing({"A", "B"}, two_issues(), offsets, cells);
    CHECK(m.cells().data() == cells.data());
    CHECK(m.row(1).data() == cells.data() + 2);
    CHECK(m.acceptable(0).empty());
    CHECK(m.issues_held() == 2);
    auto const copy = m;
    CHECK(copy.cells().data() == cells.data());
}

TEST_CASE("Copies of a matrix share its cells and outlive it") {
    position_matrix copy;
    CHECK(copy.actors() == 0);
    {
        auto const m = make_position_matrix({"A"}, two_issues(), std::array{3.5, 2.0});
        copy = m;
        CHECK(copy.cells().data() == m.cells().data());
    }
    CHECK(copy.row(0)[0].position == 3.5);
    CHECK(copy.issue(1).name == "army");
}

TEST_CASE("Some of the actors keep what they accept, on the same issues") {
    position_matrix const m({"A", "B", "C"}, two_issues(), {0, 1, 3, 4},
                            {{0, true, 3, 1, 1}, {0, true, 4, 1, 1}, {1, true, 1, 1, 1}, {1, true, 3, 1, 1}},
                            {{2, 4}, {4, 9}, {1, 2}, {3, 3}});
    std::size_t const some[] = {2, 1};
    auto const part = select_actors(m, some);
    REQUIRE(part.actors() == 2);
    CHECK(part.actor_name(0) == "C");
    CHECK(part.row(0)[0].position == 3);
    REQUIRE(part.acceptable(1).size() == 2);
    CHECK(part.acceptable(1)[0] == interval{4, 9});
    CHECK(part.acceptable(1)[1] == interval{1, 2});
    CHECK(part.columns().data() == m.columns().data());
}

TEST_CASE("Other weights leave the stances, and what has been derived from these alone, where they are") {
    auto const m = make_position_matrix({"A", "B", "C"}, two_issues(), std::array{3.5, 2.0, 1.0, 3.0, none, 1.0});
    auto const& panels = detail::panels_of<double>(m, detail::coordinate::exact_normalised);
    auto const& rows = detail::rows_of<double>(m, detail::coordinate::exact_normalised, detail::row_weight::issue);
    auto const w = m.reweighted(std::array{2.0, 0.5});
    CHECK(w.issue(0).weight == 2);
    CHECK(w.issue(1).weight == 0.5);
    CHECK(m.issue(0).weight == 1);
    CHECK(w.cells().data() == m.cells().data());
    CHECK(&detail::panels_of<double>(w, detail::coordinate::exact_normalised) == &panels);
    auto const& reweighted =
        detail::rows_of<double>(w, detail::coordinate::exact_normalised, detail::row_weight::issue);
    CHECK(&reweighted != &rows);
    CHECK(rows.weight == std::vector<double>{1, 1, 1, 1, 1});
    CHECK(reweighted.weight == std::vector<double>{2, 0.5, 2, 0.5, 0.5});
    CHECK(&detail::planes_of(w, kernels::plane_coding::binary, true) !=
          &detail::planes_of(m, kernels::plane_coding::binary, true));
    CHECK(all_pairs(w, gower{}, {.weights = weighting::issue})(0, 1) == (2 * 0.25 + 0.5 * 0.5) / 2.5);
    CHECK_THROWS_WITH_AS(m.reweighted(std::array{1.0}), doctest::Contains("each issue needs a weight"), error);
    CHECK_THROWS_WITH_AS(m.reweighted(std::array{1.0, -1.0}), doctest::Contains("army"), error);
    CHECK_THROWS_WITH_AS(m.reweighted(std::array{none, 1.0}), doctest::Contains("tax"), error);
}
