// SPDX-License-Identifier: BSL-1.0
// What fails on one process is refused on all, and none is left waiting.
#include <doctest/doctest.h>

#include <cstddef>
#include <new>
#include <stdexcept>
#include <string>

#include "entente/base/parallel.hpp"
#include "entente/measures/all.hpp"
#include "entente/mpi/all_pairs.hpp"
#include "entente/mpi/broadcast.hpp"
#include "entente/mpi/nearest.hpp"
#include "entente/mpi/stream.hpp"
#include "entente/mpi/together.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "inputs.hpp"

using namespace entente::measures;

using namespace mpi_test;

namespace {

/// The rank that a message begins with, where others have succeeded.
std::string lead(int failing) {
    return size() > 1 ? "rank " + std::to_string(failing) + ": " : std::string();
}

template <class Call>
std::string message_of(Call&& call) {
    try {
        call();
    } catch (error const& e) {
        return e.message();
    }
    return "nothing was thrown";
}

void check_that_all_goes_on() {
    auto const x = random_matrix({70, 5, 3}, 1);
    auto const found = mpi::all_pairs(MPI_COMM_WORLD, x, city_block{});
    CHECK(found.has_value() == (rank() == 0));
    if (found) CHECK(bits(found->at(3, 4)) == bits(all_pairs(x, city_block{}).at(3, 4)));
}

}  // namespace

TEST_CASE("work that succeeds everywhere returns everywhere") {
    int done = 0;
    mpi::together(MPI_COMM_WORLD, [&] { ++done; });
    CHECK(done == 1);
}

TEST_CASE("an error of one is the error of all: its class, code, words and place") {
    try {
        mpi::together(MPI_COMM_WORLD, [] {
            if (rank() == last())
                throw stance_error(fault_code::off_scale, "a position",
                                   {.actor = "A", .issue = "I", .value = "9", .ordinal = 7});
        });
        FAIL_CHECK("nothing was thrown");
    } catch (stance_error const& e) {
        CHECK(e.code() == fault_code::off_scale);
        CHECK(e.message() == lead(last()) + "a position");
        CHECK(e.where().actor == "A");
        CHECK(e.where().issue == "I");
        CHECK(e.where().value == "9");
        CHECK(e.where().ordinal == 7);
        CHECK(std::string(e.what()) == lead(last()) + "a position (actor \"A\", issue \"I\", value \"9\")");
    }
    auto const fail = [](auto const& e) { mpi::together(MPI_COMM_WORLD, [&] { throw e; }); };
    CHECK_THROWS_AS(fail(scale_error(fault_code::off_scale, "")), scale_error);
    CHECK_THROWS_AS(fail(graph_error(fault_code::off_scale, "")), graph_error);
    CHECK_THROWS_AS(fail(io_error(fault_code::off_scale, "")), io_error);
    check_that_all_goes_on();
}

TEST_CASE("of several errors all throw that of the lowest rank") {
    CHECK(message_of([] {
              mpi::together(MPI_COMM_WORLD, [] {
                  if (rank() > 0) throw error(fault_code::cycle, "of rank " + std::to_string(rank()));
              });
          }) == (size() > 1 ? "rank 1: of rank 1" : "nothing was thrown"));
    CHECK(message_of([] {
              mpi::together(MPI_COMM_WORLD, [] { throw error(fault_code::cycle, "of rank " + std::to_string(rank())); });
          }) == "of rank 0");
}

TEST_CASE("exceptions of others become errors") {
    try {
        mpi::together(MPI_COMM_WORLD, [] {
            if (rank() == last()) throw std::out_of_range("too far");
        });
        FAIL_CHECK("nothing was thrown");
    } catch (error const& e) {
        CHECK(e.code() == fault_code::communication);
        CHECK(e.message() == lead(last()) + "too far");
    }
    CHECK(message_of([] {
              mpi::together(MPI_COMM_WORLD, [] {
                  if (rank() == last()) throw 42;
              });
          }) == lead(last()) + "something was thrown that is no std::exception");
}

TEST_CASE("a visit that throws on one process") {
    auto const x = random_matrix({700, 5, 3}, 2);  // tiles for all
    for (auto const serial : {true, false}) {
        auto const visit = [](tile_values const&) {
            if (rank() == last()) throw std::runtime_error("no room");
        };
        CHECK(message_of([&] {
                  if (serial)
                      mpi::stream_pairs(MPI_COMM_WORLD, x, city_block{}, {}, visit);
                  else
                      mpi::stream_pairs(MPI_COMM_WORLD, x, city_block{}, {}, visit, thread_pool(2));
              }) == lead(last()) + "no room");
        check_that_all_goes_on();
    }
}

TEST_CASE("a process that has no memory") {
    auto const x = random_matrix({700, 5, 3}, 2);
    for (int const failing : {0, last()}) {
        auto const execute = [&](std::size_t count, auto&& piece) {
            for (std::size_t i = 0; i < count; ++i) {
                if (i == 1 && rank() == failing) throw std::bad_alloc();
                piece(i);
            }
        };
        CHECK(message_of([&] { mpi::all_pairs(MPI_COMM_WORLD, x, city_block{}, {}, execute); }) ==
              lead(failing) + std::bad_alloc().what());
        check_that_all_goes_on();
    }
}

TEST_CASE("a measure that is refused is refused as in one process") {
    auto const x = random_matrix({20, 5, 3, level::nominal}, 3);
    auto const expected = message_of([&] { all_pairs(x, pearson{}); });
    CHECK(expected != "nothing was thrown");
    CHECK(message_of([&] { mpi::all_pairs(MPI_COMM_WORLD, x, pearson{}); }) == expected);
    CHECK(message_of([&] { mpi::stream_pairs(MPI_COMM_WORLD, x, pearson{}, {}, [](tile_values const&) {}); }) ==
          expected);
    CHECK(message_of([&] { mpi::nearest(MPI_COMM_WORLD, x, x, 3, pearson{}); }) == expected);
    CHECK_THROWS_AS(mpi::all_pairs(MPI_COMM_WORLD, x, pearson{}), scale_error);
    check_that_all_goes_on();
}

TEST_CASE("different matrices are refused") {
    if (size() == 1) return;
    auto const x = random_matrix({20, 5, 3}, 4);
    auto const odd = [&](position_matrix const& other) -> position_matrix const& {
        return rank() == last() ? other : x;
    };
    auto const all = [&](position_matrix const& other) {
        auto const& mine = odd(other);
        auto const words = message_of([&] { mpi::all_pairs(MPI_COMM_WORLD, mine, city_block{}); });
        CHECK(message_of([&] {
                  mpi::stream_pairs(MPI_COMM_WORLD, mine, city_block{}, {}, [](tile_values const&) {});
              }) == words);
        CHECK(message_of([&] { mpi::nearest(MPI_COMM_WORLD, mine, x, 3, city_block{}); }) == words);
        CHECK(message_of([&] { mpi::nearest(MPI_COMM_WORLD, x, mine, 3, city_block{}); }) == words);
        return words;
    };
    CHECK(all(with_one_more(x)) == "the processes hold different matrices: from 20 to 21 actors");
    CHECK(all(random_matrix({20, 6, 3}, 4)) == "the processes hold different matrices: from 5 to 6 issues");
    CHECK(all(random_matrix({0, 5, 3}, 4)) == "the processes hold different matrices: from 0 to 20 actors");

    // One number in one stance, and one in one issue.
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    for (std::size_t a = 0; a < x.actors(); ++a)
        names.push_back(x.actor_name(a)), offsets.push_back(offsets.back() + x.row(a).size());
    std::vector<cell> cells(x.cells().begin(), x.cells().end());
    std::vector<issue_column> columns(x.columns().begin(), x.columns().end());
    cells.back().salience = 0.25;
    CHECK(all({names, columns, offsets, cells}) == "the processes hold different matrices, of the same size");
    cells.back().salience = x.cells().back().salience;
    columns[2].weight = 0.125;
    CHECK(all({names, columns, offsets, cells}) == "the processes hold different matrices, of the same size");
    columns[2].weight = x.issue(2).weight;
    CHECK(all({names, columns, offsets, cells}) == "nothing was thrown");
    // One weight of an actor, everywhere or on one issue; and one id.
    auto const words = "the processes hold different matrices, of the same size";
    std::vector<double> weights(x.actors(), 1.0), capability(cells.size(), no_capability);
    weights[7] = 2, capability[3] = 2;
    CHECK(all(x.with_actor_weights(weights)) == words);
    CHECK(all({names, columns, offsets, cells, {}, capability}) == words);
    std::vector<actor_id> ids;
    for (std::size_t a = 0; a < x.actors(); ++a) ids.emplace_back(a + a / 19);
    CHECK(all(x.with_actor_ids(ids)) == words);
    check_that_all_goes_on();
}

TEST_CASE("different options, measures and roots are refused") {
    auto const x = random_matrix({20, 5, 3}, 5);
    CHECK(message_of([&] { mpi::all_pairs(MPI_COMM_WORLD, x, city_block{}, {}, serial_executor{}, size()); }) ==
          "the root is no rank of the communicator, which has " + std::to_string(size()));
    CHECK(message_of([&] { mpi::all_pairs(MPI_COMM_WORLD, x, city_block{}, {}, serial_executor{}, -1); }) ==
          "the root is no rank of the communicator, which has " + std::to_string(size()));
    if (size() == 1) return;
    bool const odd = rank() == last();
    auto const words = "the processes are asked for different measures or options";
    auto const with = [&](compare_options const& options) {
        return message_of([&] { mpi::all_pairs(MPI_COMM_WORLD, x, city_block{}, odd ? options : compare_options{}); });
    };
    CHECK(with({.missing = missing_policy::neutral()}) == words);
    CHECK(with({.weights = weighting::first}) == words);
    CHECK(with({.min_overlap = 2}) == words);
    CHECK(with({.weigh_confidence = true}) == words);
    CHECK(message_of([&] {
              if (odd)
                  mpi::all_pairs(MPI_COMM_WORLD, x, euclidean{});
              else
                  mpi::all_pairs(MPI_COMM_WORLD, x, city_block{});
          }) == words);
    CHECK(message_of([&] { mpi::nearest(MPI_COMM_WORLD, x, x, odd ? 3 : 2, city_block{}); }) == words);
    auto y = x;
    CHECK(message_of([&] { mpi::broadcast(MPI_COMM_WORLD, y, odd ? 1 : 0); }) == "the processes name different roots");
    check_that_all_goes_on();
}
