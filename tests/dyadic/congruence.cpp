// SPDX-License-Identifier: BSL-1.0
#include "entente/dyadic/congruence.hpp"

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

#include "entente/measures/adapted.hpp"
#include "entente/measures/all.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

scale const five = scale::ordinal(1, 5);

/// One actor on four issues, of which it is silent about the last.
position_matrix const m = pair_of_actors(five, {1.0, 3.0, 5.0, boost::none}, {2.0, 2.0, 2.0, 2.0});

}  // namespace

TEST_CASE("only what is proposed counts, in any order") {
    auto const c = congruence(m, 0, {{issue_id(2), 5}, {issue_id(0), 2}}, as_agreement(city_block{}));
    CHECK(c.value == 1 - 0.125);
    CHECK(c.shared == 2);
    CHECK(c.coverage == 1);
    CHECK(congruence(m, 0, {{issue_id(0), 2}, {issue_id(2), 5}}, as_agreement(city_block{})).value == c.value);
    CHECK(congruence(m, 1, {{issue_id(0), 2}, {issue_id(2), 5}}, city_block{}).value == 0.375);
}

TEST_CASE("an actor's silence about what is proposed follows the policy; the proposal's silence does not") {
    auto const left_out = congruence(m, 0, {{issue_id(0), 1}, {issue_id(3), 5}}, city_block{});
    CHECK(left_out.value == 0.0);
    CHECK(left_out.coverage == 0.5);
    auto const worst = congruence(m, 0, {{issue_id(0), 1}, {issue_id(3), 5}}, city_block{},
                                  {.missing = missing_policy::opposite_extreme()});
    CHECK(worst.value == 0.5);
    CHECK(worst.shared == 1);
    auto const none = congruence(m, 0, {{issue_id(3), 5}}, city_block{});
    CHECK(none.value == boost::none);
    CHECK(none.reason == undefined_reason::nothing_shared);
    CHECK(congruence(m, 0, {}, city_block{}).value == boost::none);
}

TEST_CASE("salience of the actor, or of the proposal") {
    position_matrix const salient({"a"}, {column_of(five), column_of(five)}, {0, 2},
                                  {{0, true, 1, 3, 1}, {1, true, 1, 1, 1}});
    proposal const p{{issue_id(0), 1, 1}, {issue_id(1), 5, 7}};
    CHECK(congruence(salient, 0, p, city_block{}, {.weights = weighting::first}).value == 0.25);
    CHECK(congruence(salient, 0, p, city_block{}, {.weights = weighting::second}).value == 0.875);
}

TEST_CASE("any measure: with a table, and with parameters by actor") {
    CHECK(congruence(m, 0, {{issue_id(0), 2}}, by_score_table::parse("svt_range")).value == 0.75);
    std::vector<double> const weights{2, 7};
    CHECK(congruence(m.with_actor_weights(weights), 0, {{issue_id(0), 1}}, convergence{.order = 3}).value == 2.0);
}

TEST_CASE("a graph's actors receive proposals too") {
    stance_graph<likert<5>>::builder b;
    auto const who = b.add(actor{"A"});
    auto const what = b.add(basic_issue<likert<5>>{"I"});
    auto const other = b.add(basic_issue<likert<5>>{"J"});
    b.relate(who, what, stance_on<likert<5>>{.position = 2});
    auto const g = b.freeze();
    auto const c = congruence(g, who, {{other, 1}, {what, 4}}, city_block{});
    CHECK(c.value == 0.5);
    CHECK(c.coverage == 0.5);
}

TEST_CASE("proposals that cannot be") {
    auto const code_of = [&](proposal const& p) {
        try {
            congruence(m, 0, p, city_block{});
        } catch (error const& e) {
            return e.code();
        }
        return fault_code::file_access;
    };
    CHECK(code_of({{issue_id(4), 1}}) == fault_code::unknown_name);
    CHECK(code_of({{issue_id(0), 1}, {issue_id(0), 2}}) == fault_code::duplicate);
    CHECK(code_of({{issue_id(0), 6}}) == fault_code::off_scale);
    CHECK(code_of({{issue_id(0), 1.5}}) == fault_code::off_scale);
    CHECK(code_of({{issue_id(0), std::numeric_limits<double>::quiet_NaN()}}) == fault_code::not_a_number);
    CHECK(code_of({{issue_id(0), 1, -1}}) == fault_code::negative_weight);
    CHECK(code_of({{issue_id(0), 1}}) == fault_code::file_access);
}
