// SPDX-License-Identifier: BSL-1.0
// entente compare on real files, all pairs: against the answers of another tool, and against the library itself.
#include <boost/optional.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/io/csv_grammar.hpp"
#include "entente/io/number.hpp"
#include "entente/io/read_stances.hpp"
#include "entente/measures/city_block.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/positions/position_matrix.hpp"
#include "examples/run_program.hpp"
#include "support/pair_of_actors.hpp"
#include "support/rounds.hpp"

using namespace entente;
using namespace entente::measures;
using namespace entente_test;

namespace {

/// Calls `visit(a, b, value, shared)` for each record of the output.
template <class Visit>
void for_each_pair(std::string output, Visit&& visit) {
    io::csv_reader reader{io::source_text(std::move(output), "(output)")};
    std::vector<std::string> header;
    for (std::size_t i = 0; i < reader.header().size(); ++i) header.emplace_back(reader.header()[i]);
    REQUIRE(header == std::vector<std::string>{"measure", "a", "b", "value", "shared", "weight", "reason"});
    while (auto const record = reader.next()) {
        auto const shared = io::parse_number((*record)[4]);
        REQUIRE(shared);
        visit((*record)[1], (*record)[2], io::parse_number((*record)[3]), static_cast<std::size_t>(*shared));
    }
}

}  // namespace

TEST_CASE("UN General Assembly, session 74: the program's distances are one minus the agreement of the script") {
    auto const golden = reference_file("golden/roll_calls/golden/un_session74_agreement_3point_all.csv");
    if (!golden) return;
    auto const run = run_program("entente", "compare", example_data("un_session_74/votes.csv"), "--wide", "--scale",
                                 "ordinal:N|A|Y", "--measure", "city_block", "--format", "csv");
    REQUIRE(run.status == 0);

    // A square table, the columns in the order of the rows.
    io::csv_reader reader{io::source_text::read(*golden)};
    std::map<std::string, std::size_t, std::less<>> place;
    std::vector<std::vector<boost::optional<double>>> agreement;
    while (auto const record = reader.next()) {
        place.emplace((*record)[0], place.size());
        auto& row = agreement.emplace_back();
        for (std::size_t i = 1; i < record->size(); ++i) {
            auto const field = (*record)[i];  // padded with blanks
            row.push_back(io::parse_number(field.substr(std::min(field.find_first_not_of(' '), field.size()))));
        }
    }
    REQUIRE(place.size() == 193);

    std::size_t compared = 0, undefined = 0;
    double worst = 0;
    for_each_pair(run.output,
                  [&](std::string_view a, std::string_view b, boost::optional<double> value, std::size_t shared) {
                      auto const first = place.find(a), second = place.find(b);
                      REQUIRE_MESSAGE((first != place.end() && second != place.end()), a << ", " << b);
                      auto const& wanted = agreement[first->second][second->second];
                      REQUIRE(value.has_value() == wanted.has_value());
                      REQUIRE(value.has_value() == (shared > 0));
                      ++compared;
                      if (!value) {
                          ++undefined;
                          return;
                      }
                      worst = std::max(worst, std::abs(1 - *value - *wanted));
                  });
    CHECK(compared == 193 * 192 / 2);
    MESSAGE(compared << " pairs, " << undefined << " of them undefined, worst difference " << worst);
    CHECK(worst < 1e-12);  // the table keeps 12 digits
}

TEST_CASE("Finnish candidates of 2015: all pairs, to the last bit, on one thread and two") {
    auto const stances = example_data("yle_2015/stances.csv"), issues = example_data("yle_2015/issues.csv");
    auto const run = run_program("entente", "compare", stances, "--issues", issues, "--format", "csv");
    REQUIRE(run.status == 0);
    if (!rounds::quick)
        CHECK(run_program("entente", "compare", stances, "--issues", issues, "--format", "csv", "--threads", "2").output ==
              run.output);

    auto const matrix = make_position_matrix(io::read_stances({.stances = stances, .issues = issues}));
    REQUIRE(matrix.actors() == 1879);
    auto const wanted = all_pairs(matrix, city_block{});
    std::size_t a = 0, b = 0, different = 0, undefined = 0;
    for_each_pair(run.output, [&](std::string_view first, std::string_view second, boost::optional<double> value,
                                  std::size_t shared) {
        if (++b == matrix.actors()) ++a, b = a + 1;
        auto const c = wanted.at(a, b);
        different +=
            first != matrix.actor_name(a) || second != matrix.actor_name(b) || value != c.value || shared != c.shared;
        undefined += !value;
    });
    CHECK(a == 1877);
    CHECK(b == 1878);
    CHECK(different == 0);
    MESSAGE(undefined << " pairs undefined");
}
