// SPDX-License-Identifier: BSL-1.0
#include "entente/pairs/stream_in_order.hpp"

#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/parallel.hpp"
#include "entente/base/row.hpp"
#include "entente/measures/city_block.hpp"
#include "entente/measures/mars_affinity.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/positions/from_array.hpp"

using namespace entente;

namespace {

struct backwards {
    template <class Piece>
    void operator()(std::size_t count, Piece&& piece) const {
        while (count) piece(--count);
    }
};

position_matrix random_positions(std::size_t actors, std::size_t issues) {
    std::mt19937 random(static_cast<std::mt19937::result_type>(actors));
    std::vector<std::string> names;
    for (std::size_t a = 0; a < actors; ++a) names.push_back(std::to_string(a));
    std::vector<issue_column> columns(issues);
    for (std::size_t i = 0; i < issues; ++i)
        columns[i].name = std::to_string(i), columns[i].lower = 0, columns[i].upper = 4;
    std::vector<double> positions(actors * issues, std::numeric_limits<double>::quiet_NaN());
    for (auto& x : positions)
        if (random() % 4) x = static_cast<double>(random() % 5);
    return make_position_matrix(names, columns, positions);
}

template <class Measure, class Executor>
void check_against_all_pairs(position_matrix const& matrix, Measure const& m, compare_options const& options,
                             Executor const& execute) {
    auto const all = all_pairs(matrix, m, options);
    std::size_t place = 0, wrong = 0;
    stream_pairs_in_order(
        matrix, m, options,
        [&](std::size_t a, std::size_t b, tile_value const& v) {
            wrong += all.place(a, b) != place++ || v.result.value != all(a, b) || v.shared != all.shared(a, b) ||
                     v.result.reason != all.at(a, b).reason;
        },
        execute);
    CAPTURE(matrix.actors());
    CHECK(place == all.pairs());
    CHECK(wrong == 0);
}

}  // namespace

TEST_CASE("pairs come in the order of ids, each once, with the values of all_pairs, whoever computes them") {
    thread_pool const two(2);
    for (auto const actors : {0u, 1u, 2u, 3u, 63u, 64u, 65u, 129u, 513u, 700u}) {
        auto const matrix = random_positions(actors, 3);
        check_against_all_pairs(matrix, measures::city_block{}, {}, serial_executor{});
        check_against_all_pairs(matrix, measures::city_block{}, {}, two);
        check_against_all_pairs(matrix, measures::city_block{}, {.weights = weighting::first}, backwards{});
        check_against_all_pairs(matrix, measures::mars_affinity{}, {}, two);
    }
}

TEST_CASE("more pairs than are held at once") {
    auto const matrix = random_positions(1500, 2);
    check_against_all_pairs(matrix, measures::city_block{}, {}, backwards{});
    check_against_all_pairs(matrix, measures::mars_affinity{}, {}, serial_executor{});
}

TEST_CASE("what is visited may end it all") {
    auto const matrix = random_positions(100, 2);
    std::size_t seen = 0;
    CHECK_THROWS_AS(stream_pairs_in_order(matrix, measures::city_block{}, {},
                                          [&](std::size_t, std::size_t, tile_value const&) {
                                              if (++seen == 10) throw std::runtime_error("enough");
                                          }),
                    std::runtime_error);
    CHECK(seen == 10);
}

TEST_CASE("the rows of a dyad_matrix are its pairs, in the order of for_each") {
    for (auto const actors : {0u, 1u, 2u, 3u, 7u})
        for (auto const weights : {weighting::none, weighting::first}) {
            auto const all = all_pairs(random_positions(actors, 2), measures::city_block{}, {.weights = weights});
            std::vector<std::pair<std::size_t, std::size_t>> wanted, found;
            all.for_each([&](std::size_t a, std::size_t b, comparison const&) { wanted.emplace_back(a, b); });
            for (auto const& row : all.rows()) {
                found.emplace_back(row.a.value, row.b.value);
                CHECK(row.result.value == all(row.a.value, row.b.value));
            }
            CHECK(found == wanted);
            CHECK(all.rows().size() == found.size());
        }
    static_assert(has_rows<dyad_matrix>);
    CHECK(field_names<dyad_row>() ==
          std::array<std::string_view, 7>{"a", "b", "value", "shared", "weight", "reason", "coverage"});
}
