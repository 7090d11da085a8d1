// SPDX-License-Identifier: BSL-1.0
// Rows of cells that callers hand in: what cannot be is refused with actor and issue, and nothing
// out of range is read or written.
#include <entente/positions/from_array.hpp>
#include <entente/positions/position_matrix.hpp>

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace entente;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// All that a matrix is made of.
struct parts {
    std::vector<std::string> names;
    std::vector<issue_column> columns;
    std::vector<std::size_t> offsets;
    std::vector<cell> cells;
    std::vector<interval> acceptable{};
    std::vector<double> capability{};

    position_matrix owned() const { return {names, columns, offsets, cells, acceptable, capability}; }
    position_matrix borrowed() const {
        return position_matrix::borrowing(names, columns, offsets, cells, acceptable, capability);
    }
    position_matrix on_issues() const {
        return position_matrix::on_issues_of(position_matrix({}, columns, {0}, {}), names, offsets, cells, acceptable,
                                             capability);
    }
};

parts two_actors() {
    return {{"A", "B"},
            {{.name = "tax", .lower = 0, .upper = 10},
             {.name = "army", .measurement = level::ordinal, .lower = 1, .upper = 3, .categories = {1, 2, 3}}},
            {0, 2, 3},
            {{0, true, 3.5, 1, 1}, {1, true, 2, 4, 0.5}, {1, false, 0, 1, 1}},
            {{0, 4}, {1.5, 3}, {}},
            {no_capability, 0, 2.5}};
}

/// The error with which each way of handing in refuses; the same for all.
error refusal(parts const& p) {
    std::vector<error> found;
    auto const take = [&](auto&& make) {
        try {
            make();
            FAIL_CHECK("nothing was refused");
        } catch (error const& e) {
            found.push_back(e);
        }
    };
    take([&] { p.owned(); });
    take([&] { p.borrowed(); });
    take([&] { p.on_issues(); });
    REQUIRE(found.size() == 3);
    for (auto const& e : found) CHECK(std::string(e.what()) == found.front().what());
    return found.front();
}

/// What `spoil` does to the parts is refused.
template <class Spoil>
void refuses(Spoil const& spoil, fault_code code, std::string const& actor, std::string const& issue,
             std::string const& value) {
    auto p = two_actors();
    spoil(p);
    auto const e = refusal(p);
    CAPTURE(std::string(e.what()));
    CHECK(e.code() == code);
    CHECK(e.where().actor == actor);
    CHECK(e.where().issue == issue);
    CHECK(e.where().value == value);
}

}  // namespace

TEST_CASE("Rows that are as they should be are taken") {
    auto const p = two_actors();
    for (auto const& m : {p.owned(), p.borrowed(), p.on_issues()}) {
        CHECK(m.actors() == 2);
        CHECK(m.known_cells() == 2);
        CHECK(m.issues_held() == 2);
        CHECK(m.acceptable(0)[1] == interval{1.5, 3});
        CHECK(m.weight_of(0, 0) == 1);
        CHECK(m.weight_of(0, 1) == 0);
        CHECK(m.weight_of(1, 0) == 2.5);
    }
    CHECK(position_matrix({}, {}, {0}, {}).actors() == 0);
    CHECK(position_matrix({"A"}, {}, {0, 0}, {}).row(0).empty());
}

TEST_CASE("Each thing that is wrong with a cell is refused, and the actor and issue are named") {
    refuses([](parts& p) { p.acceptable[1] = {1.5, 4}; }, fault_code::off_scale, "A", "army", "[1.5, 4]");
    refuses([](parts& p) { p.acceptable[0] = {-1, 4}; }, fault_code::off_scale, "A", "tax", "[-1, 4]");
    refuses([](parts& p) { p.cells[0].position = 11; }, fault_code::off_scale, "A", "tax", "11");
    refuses([](parts& p) { p.cells[1].position = 1.5; }, fault_code::off_scale, "A", "army", "1.5");
    refuses([](parts& p) { p.cells[0].position = not_a_number; }, fault_code::not_a_number, "A", "tax", "nan");
    refuses([](parts& p) { p.cells[0].position = infinity; }, fault_code::not_a_number, "A", "tax", "inf");
    refuses([](parts& p) { p.cells[2].known = true; }, fault_code::off_scale, "B", "army", "0");
    refuses([](parts& p) { p.cells[2].issue = 2; }, fault_code::unknown_name, "B", "", "#2");
    refuses([](parts& p) { p.cells[1].issue = 0; }, fault_code::duplicate, "A", "tax", "");
    refuses(
        [](parts& p) {
            std::swap(p.cells[0], p.cells[1]);
            std::swap(p.acceptable[0], p.acceptable[1]);
        },
        fault_code::invalid_argument, "A", "tax", "");
    refuses([](parts& p) { p.cells[1].salience = -1; }, fault_code::negative_weight, "A", "army", "-1");
    refuses([](parts& p) { p.cells[1].salience = infinity; }, fault_code::not_a_number, "A", "army", "inf");
    refuses([](parts& p) { p.cells[2].confidence = 1.25; }, fault_code::out_of_range, "B", "army", "1.25");
    refuses([](parts& p) { p.cells[2].confidence = not_a_number; }, fault_code::out_of_range, "B", "army", "nan");
    refuses([](parts& p) { p.acceptable[0] = {11, 12}; }, fault_code::empty_range, "A", "tax", "[11, 12]");
    refuses([](parts& p) { p.acceptable[1] = {2.25, 2.75}; }, fault_code::empty_range, "A", "army", "[2.25, 2.75]");
    refuses([](parts& p) { p.acceptable[2] = {3, 1}; }, fault_code::empty_range, "B", "army", "[3, 1]");
    refuses([](parts& p) { p.acceptable[0].lower = not_a_number; }, fault_code::empty_range, "A", "tax", "[nan, 4]");
    refuses([](parts& p) { p.capability[2] = -2; }, fault_code::negative_weight, "B", "army", "-2");
    refuses([](parts& p) { p.capability[2] = infinity; }, fault_code::not_a_number, "B", "army", "inf");
    // One without a name is called by its row.
    refuses([](parts& p) { p.names[1].clear(), p.cells[2].issue = 7; }, fault_code::unknown_name, "#1", "", "#7");
}

TEST_CASE("Numbers that do not fit together are refused") {
    refuses([](parts& p) { p.offsets.pop_back(); }, fault_code::invalid_argument, "", "", "2");
    refuses([](parts& p) { p.offsets.clear(); }, fault_code::invalid_argument, "", "", "0");
    refuses([](parts& p) { p.names.push_back("C"); }, fault_code::invalid_argument, "", "", "3");
    refuses([](parts& p) { p.offsets[0] = 1; }, fault_code::invalid_argument, "", "", "1");
    refuses([](parts& p) { p.offsets[2] = 2; }, fault_code::invalid_argument, "", "", "2");
    refuses([](parts& p) { p.offsets[2] = std::numeric_limits<std::size_t>::max(); }, fault_code::invalid_argument, "", "",
            std::to_string(std::numeric_limits<std::size_t>::max()));
    refuses([](parts& p) { p.offsets[1] = 4; }, fault_code::invalid_argument, "B", "", "3");
    refuses([](parts& p) { p.acceptable.pop_back(); }, fault_code::invalid_argument, "", "", "2");
    refuses([](parts& p) { p.capability.pop_back(); }, fault_code::invalid_argument, "", "", "2");
    refuses([](parts& p) { p.cells.push_back(p.cells.back()); }, fault_code::invalid_argument, "", "", "3");
}

TEST_CASE("Issues that cannot be are refused") {
    auto const code = [](auto const& spoil) {
        auto p = two_actors();
        spoil(p.columns);
        p.names.clear(), p.offsets = {0}, p.cells.clear(), p.acceptable.clear(), p.capability.clear();
        fault_code codes[2] = {fault_code::syntax, fault_code::syntax};
        try {
            p.owned();
        } catch (error const& e) {
            codes[0] = e.code();
        }
        try {
            p.borrowed();
        } catch (error const& e) {
            codes[1] = e.code();
        }
        CHECK(codes[0] == codes[1]);
        return codes[0];
    };
    CHECK(code([](auto& c) { c[0].upper = 0; }) == fault_code::invalid_scale);
    CHECK(code([](auto& c) { c[0].lower = not_a_number; }) == fault_code::invalid_scale);
    CHECK(code([](auto& c) { c[0].upper = infinity; }) == fault_code::invalid_scale);
    CHECK(code([](auto& c) { c[1].categories = {1, 3, 2}; }) == fault_code::invalid_scale);
    CHECK(code([](auto& c) { c[1].categories = {1, 2, 2}; }) == fault_code::invalid_scale);
    CHECK(code([](auto& c) { c[1].categories = {1, not_a_number, 3}; }) == fault_code::invalid_scale);
    CHECK(code([](auto& c) { c[1].categories = {not_a_number}; }) == fault_code::invalid_scale);
    CHECK(code([](auto& c) { c[1].categories = {1, 2, 4}; }) == fault_code::invalid_scale);
    CHECK(code([](auto& c) { c[1].categories = {0, 2}; }) == fault_code::invalid_scale);
    CHECK(code([](auto& c) { c[1].weight = -1; }) == fault_code::negative_weight);
    CHECK(code([](auto& c) { c[1].weight = infinity; }) == fault_code::not_a_number);
    CHECK(code([](auto&) {}) == fault_code::syntax);  // as they are, nothing is wrong with them
}

TEST_CASE("Who knows better is believed") {
    auto p = two_actors();
    p.cells[0].position = 11;
    CHECK(position_matrix(unchecked, p.names, p.columns, p.offsets, p.cells).row(0)[0].position == 11);
    CHECK(position_matrix::borrowing(unchecked, p.names, p.columns, p.offsets, p.cells).row(0)[0].position == 11);
    position_matrix const none({}, p.columns, {0}, {});
    CHECK(position_matrix::on_issues_of(unchecked, none, p.names, p.offsets, p.cells).row(0)[0].position == 11);
}

TEST_CASE("A table is not taken with two of one name, or one without") {
    auto const columns = two_actors().columns;
    auto const refused = [](std::vector<std::string> names, std::vector<issue_column> issues) {
        try {
            std::vector<double> const positions(names.size() * issues.size(), 1.0);
            make_position_matrix(std::move(names), std::move(issues), positions);
        } catch (error const& e) {
            return e;
        }
        FAIL("nothing was refused");
        return error(fault_code::syntax, "");
    };
    auto const twice = refused({"A", "B", "A"}, columns);
    CHECK(twice.code() == fault_code::duplicate);
    CHECK(twice.where().actor == "A");
    CHECK(refused({"A", ""}, columns).code() == fault_code::unknown_name);
    auto same = columns;
    same[1].name = "tax";
    CHECK(refused({"A", "B"}, same).code() == fault_code::duplicate);
    CHECK(refused({"A", "B"}, same).where().issue == "tax");
    same[1].name = "";
    CHECK(refused({"A", "B"}, same).code() == fault_code::unknown_name);
}

TEST_CASE("Whatever number of a random matrix is spoilt, it is refused, and nothing is touched that is not there") {
    std::mt19937 random(8);
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    std::array<std::size_t, 12> done{};
    for (int round = 0; round < 4000; ++round) {
        parts p;
        std::size_t const issues = 1 + below(5), actors = 1 + below(5);
        for (std::size_t i = 0; i < issues; ++i) {
            issue_column c{.name = "issue " + std::to_string(i), .lower = 1, .upper = 5};
            if (below(2)) c.measurement = level::ordinal, c.categories = {1, 2, 3, 4, 5};
            p.columns.push_back(c);
        }
        p.offsets = {0};
        bool const ranges = below(2), weights = below(2);
        for (std::size_t a = 0; a < actors; ++a) {
            p.names.push_back("actor " + std::to_string(a));
            for (std::uint32_t i = 0; i < issues; ++i) {
                if (below(3) == 0) continue;
                double const x = 1.0 + static_cast<double>(below(5));
                bool const known = below(5);
                p.cells.push_back({i, known, known ? x : 0, static_cast<double>(below(3)), 0.5});
                if (ranges) p.acceptable.push_back(below(2) ? interval{} : interval{std::max(1.0, x - 0.5), std::min(5.0, x + 2)});
                if (weights) p.capability.push_back(below(2) ? no_capability : x);
            }
            p.offsets.push_back(p.cells.size());
        }
        // As made, it is taken.
        CHECK(p.owned().cells().size() == p.cells.size());
        if (p.cells.empty()) continue;

        auto const e = below(p.cells.size());
        auto& c = p.cells[e];
        double const bad_numbers[] = {not_a_number, infinity, -infinity, -1};
        double const bad = bad_numbers[below(4)];
        auto const what = below(done.size());
        bool spoilt = true;
        switch (what) {
        case 0:
            c.known = true, c.position = below(2) ? bad : 5.5;
            break;
        case 1:
            c.issue = static_cast<std::uint32_t>(issues + below(2) * below(1u << 31));
            break;
        case 2:
            c.salience = bad;
            break;
        case 3:
            c.confidence = bad;
            break;
        case 4:  // another's issue: the row does not ascend any more, or has one twice
            spoilt = e + 1 < p.cells.size() && p.cells[e + 1].issue > c.issue;
            if (spoilt)
                c.issue = p.cells[e + 1].issue + static_cast<std::uint32_t>(below(issues - p.cells[e + 1].issue));
            // The next cell may be the first of the next row: then this is no fault.
            spoilt = spoilt && std::find(p.offsets.begin(), p.offsets.end(), e + 1) == p.offsets.end();
            break;
        case 5:
            spoilt = !p.acceptable.empty();
            if (spoilt) p.acceptable[e] = below(2) ? interval{bad, -2} : interval{3, 2};
            break;
        case 6:
            spoilt = !p.capability.empty();
            if (spoilt) p.capability[e] = bad_numbers[1 + below(3)];
            break;
        case 7:
            p.offsets[below(p.offsets.size())] += 1 + (below(2) ? 0 : std::size_t{1} << 40);
            break;
        case 8:
            p.offsets.erase(p.offsets.begin() + static_cast<std::ptrdiff_t>(below(p.offsets.size())));
            break;
        case 9:
            spoilt = ranges;
            if (spoilt) p.acceptable.pop_back();
            spoilt = spoilt && !p.acceptable.empty();
            break;
        case 10:
            p.cells.pop_back();
            break;
        case 11:
            p.names.push_back("one more");
            break;
        default:
            break;
        }
        // Moving the border between two rows may leave two rows that can be.
        if (what == 7) {
            bool ascend = std::is_sorted(p.offsets.begin(), p.offsets.end()) && p.offsets.front() == 0 &&
                          p.offsets.back() == p.cells.size();
            for (std::size_t a = 0; ascend && a + 1 < p.offsets.size(); ++a)
                for (auto k = p.offsets[a]; k + 1 < p.offsets[a + 1]; ++k)
                    ascend = ascend && p.cells[k].issue < p.cells[k + 1].issue;
            spoilt = !ascend;
        }
        if (!spoilt) continue;
        ++done[what];
        CAPTURE(what);
        CHECK_THROWS_AS(p.owned(), error);
        CHECK_THROWS_AS(p.borrowed(), error);
        CHECK_THROWS_AS(p.on_issues(), error);
    }
    for (auto const n : done) CHECK(n > 50);
}
