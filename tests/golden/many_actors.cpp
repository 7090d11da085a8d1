// SPDX-License-Identifier: BSL-1.0
// Many actors: cohesion and loyalty in the Senate, alpha of many raters, and where tools elsewhere go wrong.
#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "entente/group/evaluate.hpp"
#include "entente/group/lines.hpp"
#include "entente/group/measures/all.hpp"
#include "entente/group/measures/krippendorff_alpha.hpp"
#include "support/pair_of_actors.hpp"

using namespace entente;
using namespace entente::group_measures;
using namespace entente_test;

namespace {

using records = std::vector<std::vector<std::string>>;

issue_column const nay_or_yea{.name = "", .measurement = level::nominal, .lower = 0, .upper = 1, .categories = {0, 1}};

/// The Senate of the 109th Congress: who is of which party, and what each voted; '.' and '-' are no votes.
struct senate {
    position_matrix votes{};
    std::map<std::string, std::vector<std::size_t>> parties{};

    explicit senate(records const& table) {
        std::vector<issue_column> issues;
        for (std::size_t i = 3; i < table[0].size(); ++i) {
            issues.push_back(nay_or_yea);
            issues.back().name = table[0][i];
        }
        std::vector<std::string> names;
        std::vector<std::size_t> offsets{0};
        std::vector<cell> cells;
        for (std::size_t r = 1; r < table.size(); ++r) {
            names.push_back(table[r][0]);
            parties[table[r][2]].push_back(r - 1);
            for (std::size_t i = 0; i < issues.size(); ++i) {
                auto const& vote = table[r][i + 3];
                if (vote == "Y" || vote == "N")
                    cells.push_back({static_cast<std::uint32_t>(i), true, vote == "Y" ? 1.0 : 0.0, 1, 1});
            }
            offsets.push_back(cells.size());
        }
        votes = {std::move(names), std::move(issues), std::move(offsets), std::move(cells)};
    }
};

/// Numbers may stand after spaces; none where there is nothing else.
boost::optional<double> number_in(std::vector<std::string> const& record, std::size_t at) {
    if (at >= record.size() || record[at].find_first_of("0123456789") == std::string::npos) return boost::none;
    return std::stod(record[at]);
}

/// The reference keeps 12 digits.
void same(boost::optional<double> const& theirs, boost::optional<double> const& ours) {
    REQUIRE(theirs.has_value() == ours.has_value());
    if (ours) CHECK(*ours == doctest::Approx(*theirs).epsilon(1e-11));
}

position_matrix weighed(std::vector<double> const& weights) {
    issue_column issue{.name = "issue", .lower = 1, .upper = static_cast<double>(weights.size())};
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (std::size_t k = 0; k < weights.size(); ++k) {
        auto const x = static_cast<double>(k + 1);
        issue.categories.push_back(x);
        names.push_back("a" + std::to_string(k));
        cells.push_back({0, true, x, 1, 1});
        offsets.push_back(cells.size());
    }
    return position_matrix(names, {issue}, offsets, cells).with_actor_weights(weights);
}

}  // namespace

TEST_CASE("cohesion of the parties of the Senate, vote by vote and in the mean") {
    auto const data = reference_file("data/roll_calls/senate109.csv");
    auto const by_vote = reference_file("golden/roll_calls/golden/senate109_cohesion_by_vote.csv");
    auto const by_party = reference_file("golden/roll_calls/golden/senate109_cohesion_by_party.csv");
    if (!data || !by_vote || !by_party) return;
    senate const s(simple_csv(*data));
    struct sums {
        double rice = 0, index = 0, attina = 0;
        int votes = 0;
    };
    std::map<std::string, sums> means;
    auto const votes = simple_csv(*by_vote);
    for (std::size_t r = 1; r < votes.size(); ++r) {
        auto const& v = votes[r];
        INFO(v[0] << ' ' << v[1]);
        group_column const column(s.votes, std::stoul(v[1]) - 1, s.parties.at(v[0]));
        auto const share = evaluate(column, rice{}), index = evaluate(column, agreement_index{}),
                   least = evaluate(column, attina{});
        CHECK(share.actors == std::stoul(v[2]) + std::stoul(v[3]));
        same(number_in(v, 5), share.value);
        same(number_in(v, 6), index.value);
        same(number_in(v, 7), least.value);
        // Of two ways to vote the three are one.
        if (!share.value) continue;
        CHECK(*index.value == doctest::Approx((1 + 3 * *share.value) / 4));
        auto& m = means[v[0]];
        m.rice += *share.value, m.index += *index.value, m.attina += *least.value, ++m.votes;
    }
    auto const parties = simple_csv(*by_party);
    CHECK(parties.size() == 4);
    for (std::size_t r = 1; r < parties.size(); ++r) {
        auto const& p = parties[r];
        auto const& m = means.at(p[0]);
        CHECK(s.parties.at(p[0]).size() == std::stoul(p[1]));
        CHECK(m.votes == std::stoi(p[2]));
        same(number_in(p, 3), m.rice / m.votes);
        same(number_in(p, 4), m.index / m.votes);
        same(number_in(p, 5), m.attina / m.votes);
    }
}

TEST_CASE("loyalty is a share of votes that were cast, and a tie is no line") {
    // Votes of three: the line is 1, none, 1, none. Whoever was absent was not disloyal.
    double const absent = no_position;
    std::vector<std::vector<double>> const rows{{1, 1, 0, absent}, {1, 0, 1, absent}, {0, absent, 1, absent}};
    std::vector<issue_column> issues;
    for (char const* name : {"a", "b", "c", "d"}) issues.push_back(nay_or_yea), issues.back().name = name;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    for (auto const& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            if (!std::isnan(row[i])) cells.push_back({static_cast<std::uint32_t>(i), true, row[i], 1, 1});
        offsets.push_back(cells.size());
    }
    position_matrix const three({"x", "y", "z"}, issues, offsets, cells);
    std::vector<std::size_t> const all{0, 1, 2};
    auto const kept = loyalties(three, all, lines(three, all));
    CHECK(kept[0].issues == 2);
    CHECK(*kept[0].share == 0.5);
    CHECK(*kept[1].share == 1);

    auto const data = reference_file("data/roll_calls/senate109.csv");
    auto const golden = reference_file("golden/roll_calls/golden/senate109_pscl_party_loyalty.csv");
    if (!data || !golden) return;
    auto const table = simple_csv(*data);
    senate const s(table);
    // pscl 1.5.5 divides by all votes, those that the senator did not cast too; and of a tie it takes the lesser code.
    std::map<std::string, double> theirs;
    for (auto const& r : simple_csv(*golden))
        if (auto const x = number_in(r, 2)) theirs[r[0]] = *x / 100;
    int compared = 0, absent_once = 0;
    for (auto const& [party, members] : s.parties) {
        auto line = lines(s.votes, members);
        auto const ours = loyalties(s.votes, members, line);
        auto with_ties = line;
        for (std::size_t i = 0; i < line.size(); ++i)
            if (line[i].tied) with_ties[i].position = 1;  // yea has the lesser code there
        auto const as_they_do = loyalties(s.votes, members, with_ties);
        for (std::size_t m = 0; m < members.size(); ++m) {
            auto const found = theirs.find(table[members[m] + 1][0]);
            if (found == theirs.end()) continue;
            ++compared;
            INFO(found->first);
            auto const votes = static_cast<double>(s.votes.issues());
            CHECK(static_cast<double>(as_they_do[m].kept) / votes == doctest::Approx(found->second).epsilon(1e-11));
            CHECK(*ours[m].share >= found->second - 0.01);
            if (static_cast<double>(as_they_do[m].issues) < votes / 2) {
                // In half of the votes it did not take part: loyal where it did.
                ++absent_once;
                CHECK(*ours[m].share > found->second + 0.4);
            }
        }
    }
    CHECK(compared == 101);
    CHECK(absent_once > 0);
}

TEST_CASE("alpha of many raters, and what is wrong with it elsewhere") {
    auto const data = reference_file("golden/agreement/many_actors_many_issues.json");
    auto const golden = reference_file("golden/agreement/krippendorff_alpha.csv");
    if (!data || !golden) return;
    std::ifstream file(*data);
    auto const all = nlohmann::json::parse(file)["cases"];
    int compared = 0, wrong = 0;
    auto const table = simple_csv(*golden);
    for (std::size_t r = 1; r < table.size(); ++r) {
        auto const& row = table[r];
        INFO(row[0] << ' ' << row[1]);
        auto const at = std::find_if(all.begin(), all.end(), [&](auto const& c) { return c["id"] == row[0]; });
        if (at == all.end()) continue;  // of packages' own data only the answers are open
        auto const& units = (*at)["ratings_units_by_raters"];
        std::vector<double> observed;
        std::vector<issue_column> issues(units.size());
        auto const raters = units.front().size();
        std::vector<std::size_t> offsets{0};
        std::vector<cell> cells;
        std::vector<std::string> names;
        for (std::size_t a = 0; a < raters; ++a) {
            names.push_back("rater " + std::to_string(a));
            for (std::size_t u = 0; u < units.size(); ++u) {
                if (!units[u][a].is_number()) continue;
                auto const x = units[u][a].get<double>();
                observed.push_back(x);
                cells.push_back({static_cast<std::uint32_t>(u), true, x, 1, 1});
            }
            offsets.push_back(cells.size());
        }
        auto const n = static_cast<double>(cells.size());
        std::sort(observed.begin(), observed.end());
        observed.erase(std::unique(observed.begin(), observed.end()), observed.end());
        for (std::size_t u = 0; u < units.size(); ++u)
            issues[u] = {.name = "unit " + std::to_string(u),
                         .lower = observed.front(),
                         .upper = observed.back(),
                         .categories = observed};
        position_matrix const m(names, issues, offsets, cells);
        ratings const of(m);
        auto const metric = row[1] == "nominal" ? alpha_metric::nominal : alpha_metric::interval;
        auto const ours = evaluate(of, krippendorff_alpha{metric}).value;
        REQUIRE(ours);
        CHECK(*ours == doctest::Approx(std::stod(row[4])).epsilon(1e-9));
        ++compared;
        // irr 0.84.1 counts each pair of a unit whole where nothing is missing: n is (raters - 1) times too large.
        if (row[2] == "FALSE" && raters > 2 && cells.size() == raters * units.size()) {
            ++wrong;
            auto const times = static_cast<double>(raters - 1);
            CHECK(1 - (1 - *ours) * (n * times - 1) / (times * (n - 1)) ==
                  doctest::Approx(std::stod(row[5])).epsilon(1e-9));
        }
    }
    CHECK(compared == 32);
    CHECK(wrong == 4);
}

TEST_CASE("where agrmt 1.42.12 takes counts for what they are not") {
    // A weight of exactly 1 is no sign that weights are shares: layers .25 of all three, .25 of two, .5 of one.
    auto const A = [](std::vector<double> const& weights) {
        auto const m = weighed(weights);
        return evaluate(group_column(m, 0, group_weights::capability), van_der_eijk{}).value;
    };
    CHECK(*A({0.5, 1, 0.25}) == doctest::Approx((0.25 * 2 * 0.5 + 0.5) / 1.75));
    CHECK(*A({0.5, 1, 0.25}) == *A({2, 4, 1}));
    // Nor is a great count another than a small one of the same shape.
    for (double const times : {1e7, 1e12}) CHECK(*A({3 * times, times, 2 * times}) == doctest::Approx(*A({3, 1, 2})));
    // Consensus and variation of what is not counted in whole numbers.
    auto const thirds = weighed({1 / 3.0, 2 / 3.0, 1});
    auto const whole = weighed({1, 2, 3});
    group_column const some(thirds, 0, group_weights::capability), same_shape(whole, 0, group_weights::capability);
    CHECK(*evaluate(some, consensus{}).value == doctest::Approx(*evaluate(same_shape, consensus{}).value));
    // Nobody is no agreement, and no consensus.
    CHECK(!A({0, 0, 0}));
    auto const nobody = weighed({0, 0, 0});
    CHECK(!evaluate(group_column(nobody, 0, group_weights::capability), consensus{}).value);
}
