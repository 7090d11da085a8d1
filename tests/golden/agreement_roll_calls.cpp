// SPDX-License-Identifier: BSL-1.0
// Kappa of pairs of senators and of states, 12 digits: vcd 1.4-11 (equal spacing, Fleiss-Cohen) and psych 2.2.9.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "entente/measures/cohen_kappa.hpp"
#include "entente/measures/kappa_va.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

/// Row i of the table as positions: yes 1, abstention 2, no 3, or yes 1 and no 2 without abstentions.
positions votes_of(std::vector<std::string> const& row, std::size_t first, bool abstentions) {
    positions result;
    for (std::size_t i = first; i < row.size(); ++i) {
        if (row[i] == "Y")
            result.push_back(1.0);
        else if (row[i] == "A" && abstentions)
            result.push_back(2.0);
        else if (row[i] == "N")
            result.push_back(abstentions ? 3.0 : 2.0);
        else
            result.push_back(boost::none);
    }
    return result;
}

void compare_pairs(std::string const& name, std::size_t first_vote, bool abstentions) {
    auto const answers = reference_file("golden/roll_calls/golden/" + name + "_kappa_pairs.csv");
    auto const data = reference_file("data/roll_calls/" + name + ".csv");
    if (!answers || !data) return;
    auto const votes = simple_csv(*data);
    auto const s = scale::ordinal(1, abstentions ? 3 : 2);
    int compared = 0;
    double worst = 0;
    auto const rows = simple_csv(*answers);
    for (std::size_t r = 1; r < rows.size(); ++r) {
        auto const& row = rows[r];
        auto const m = pair_of_actors(s, votes_of(votes[std::stoul(row[0])], first_vote, abstentions),
                                      votes_of(votes[std::stoul(row[1])], first_vote, abstentions));
        INFO("actors ", row[0], " and ", row[1]);
        CHECK(compare(m, 0, 1, cohen_kappa{}).shared == std::stoul(row[2]));
        auto const check = [&](std::string const& theirs, boost::optional<double> ours) {
            REQUIRE(ours);
            double const e = relative_error(*ours, std::stod(theirs));
            CHECK(e < 1e-9);
            worst = std::max(worst, e);
            ++compared;
        };
        check(row[3], value_of(m, cohen_kappa{}));
        check(row[4], value_of(m, cohen_kappa{disagreement::linear}));
        check(row[5], value_of(m, cohen_kappa{disagreement::quadratic}));
        check(row[5], value_of(m, kappa_va{}));
        check(row[6], value_of(m, cohen_kappa{}));
        check(row[7], value_of(m, cohen_kappa{disagreement::quadratic}));
    }
    CHECK(compared == 45 * 6);
    MESSAGE(compared << " values compared, worst relative error " << worst);
}

}  // namespace

TEST_CASE("kappa of states in the United Nations, session 74") {
    compare_pairs("un_session74", 1, true);
}

TEST_CASE("kappa of senators, 109th Congress") {
    compare_pairs("senate109", 3, false);
}
