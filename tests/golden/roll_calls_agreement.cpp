// SPDX-License-Identifier: BSL-1.0
// Shares of identical votes and agreement on three points, as plain R and the script
// of the UN voting data give them: General Assembly, session 74; US Senate, 109th Congress. The reference keeps 12
// digits.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "entente/measures/adapted.hpp"
#include "entente/measures/city_block.hpp"
#include "entente/measures/share_identical.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

using records = std::vector<std::vector<std::string>>;

/// Votes by actor; columns before `first_vote` name the actor. Only the letters of `known` are votes.
position_matrix votes_of(records const& table, std::size_t first_vote, std::string const& known, level measurement,
                         bool without_unanimous = false) {
    std::vector<issue_column> columns;
    std::vector<std::size_t> kept;
    for (std::size_t i = first_vote; i < table[0].size(); ++i) {
        std::string seen;
        for (std::size_t row = 1; row < table.size(); ++row)
            if (known.find(table[row][i]) != known.npos && seen.find(table[row][i]) == seen.npos) seen += table[row][i];
        if (without_unanimous && seen.size() < 2) continue;
        std::vector<double> values;
        for (std::size_t k = 0; k < known.size(); ++k) values.push_back(static_cast<double>(k));
        columns.push_back(column_of(measurement, values));
        columns.back().name = table[0][i];
        kept.push_back(i);
    }
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (std::size_t row = 1; row < table.size(); ++row) {
        names.push_back(table[row][0]);
        for (std::size_t i = 0; i < kept.size(); ++i) {
            auto const vote = known.find(table[row][kept[i]]);
            if (vote != known.npos)
                cells.push_back({static_cast<std::uint32_t>(i), true, static_cast<double>(vote), 1, 1});
        }
        offsets.push_back(cells.size());
    }
    return {std::move(names), std::move(columns), std::move(offsets), std::move(cells)};
}

struct value_or_reason {
    int compared = 0, undefined = 0;
    double worst = 0;
};

/// Compares all pairs with a square table of numbers, one row an actor.
value_or_reason against(records const& golden, dyad_matrix const& ours) {
    value_or_reason result;
    REQUIRE(golden.size() == ours.actors() + 1);
    for (std::size_t a = 0; a < ours.actors(); ++a)
        for (std::size_t b = 0; b < a; ++b) {
            auto const& text = golden[a + 1].at(b + 1);
            bool const blank = text.find_first_of("0123456789") == text.npos;
            auto const value = ours(a, b);
            CHECK(value.has_value() != blank);
            if (blank || !value) {
                ++result.undefined;
                continue;
            }
            double const error = relative_error(*value, std::stod(text));
            CHECK(error <= 1e-9);
            result.worst = std::max(result.worst, error);
            ++result.compared;
        }
    return result;
}

void check_counts(records const& golden, dyad_matrix const& share) {
    int compared = 0;
    for (std::size_t i = 1; i < golden.size(); ++i) {
        auto const a = std::stoul(golden[i][0]) - 1, b = std::stoul(golden[i][1]) - 1;
        auto const both = std::stoul(golden[i][3]);
        CHECK(share.shared(a, b) == both);
        if (auto const value = share(a, b))
            CHECK(std::round(*value * static_cast<double>(both)) == std::stod(golden[i][2]));
        ++compared;
    }
    MESSAGE("counts of " << compared << " pairs");
    CHECK(compared == static_cast<int>(share.pairs()));
}

}  // namespace

TEST_CASE("UN General Assembly, session 74: identical votes") {
    auto const data = reference_file("data/roll_calls/un_session74.csv");
    auto const golden = reference_file("golden/roll_calls/golden/un_session74_agreement.csv");
    auto const counts = reference_file("golden/roll_calls/golden/un_session74_agreement_counts.csv");
    if (!data || !golden || !counts) return;
    auto const share = all_pairs(votes_of(simple_csv(*data), 1, "NAY", level::nominal), share_identical{});
    auto const result = against(simple_csv(*golden), share);
    MESSAGE("identical votes: " << result.compared << " pairs, worst relative error " << result.worst << ", undefined "
                                << result.undefined);
    CHECK(result.compared + result.undefined == 193 * 192 / 2);
    check_counts(simple_csv(*counts), share);
}

TEST_CASE("UN General Assembly, session 74: agreement on three points, with and without unanimous votes") {
    auto const data = reference_file("data/roll_calls/un_session74.csv");
    if (!data) return;
    auto const table = simple_csv(*data);
    for (bool const without_unanimous : {false, true}) {
        auto const golden =
            reference_file(without_unanimous ? "golden/roll_calls/golden/un_session74_agreement_voeten_nonunanimous.csv"
                                             : "golden/roll_calls/golden/un_session74_agreement_3point_all.csv");
        if (!golden) return;
        auto const ours =
            all_pairs(votes_of(table, 1, "NAY", level::ordinal, without_unanimous), as_agreement(city_block{}));
        auto const result = against(simple_csv(*golden), ours);
        MESSAGE("three points: " << result.compared << " pairs, worst relative error " << result.worst << ", undefined "
                                 << result.undefined);
        CHECK(result.compared + result.undefined == 193 * 192 / 2);
    }
}

TEST_CASE("US Senate, 109th Congress: identical votes") {
    auto const data = reference_file("data/roll_calls/senate109.csv");
    auto const golden = reference_file("golden/roll_calls/golden/senate109_agreement.csv");
    auto const counts = reference_file("golden/roll_calls/golden/senate109_agreement_counts.csv");
    if (!data || !golden || !counts) return;
    auto const share = all_pairs(votes_of(simple_csv(*data), 3, "NY", level::nominal), share_identical{});
    auto const result = against(simple_csv(*golden), share);
    MESSAGE("identical votes: " << result.compared << " pairs, worst relative error " << result.worst << ", undefined "
                                << result.undefined);
    check_counts(simple_csv(*counts), share);
}

TEST_CASE("an abstention is half-way on three points, and another vote on none") {
    position_matrix const nominal =
        pair_of_actors(column_of(level::nominal, {0, 1, 2}), {0.0, 1.0, 2.0}, {0.0, 2.0, 0.0});
    position_matrix const ordinal =
        pair_of_actors(column_of(level::ordinal, {0, 1, 2}), {0.0, 1.0, 2.0}, {0.0, 2.0, 0.0});
    CHECK(value_of(nominal, share_identical{}) == 1.0 / 3);
    CHECK(value_of(ordinal, as_agreement(city_block{})) == 0.5);
}
