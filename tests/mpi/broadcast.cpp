// SPDX-License-Identifier: BSL-1.0
#include "entente/mpi/broadcast.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

#include "entente/measures/all.hpp"
#include "entente/mpi/all_pairs.hpp"
#include "inputs.hpp"

using namespace entente::measures;

using namespace mpi_test;

namespace {

void check_same(position_matrix const& found, position_matrix const& expected) {
    CHECK(found.actors() == expected.actors());
    CHECK(found.issues() == expected.issues());
    CHECK(found.issues_held() == expected.issues_held());
    CHECK(found.cells().size() == expected.cells().size());
    if (found.actors() != expected.actors() || found.issues() != expected.issues()) return;
    for (std::size_t i = 0; i < expected.issues(); ++i) {
        auto const &f = found.issue(i), &e = expected.issue(i);
        CHECK(f.name == e.name);
        CHECK(f.measurement == e.measurement);
        CHECK(bits(f.lower) == bits(e.lower));
        CHECK(bits(f.upper) == bits(e.upper));
        CHECK(bits(f.weight) == bits(e.weight));
        CHECK(f.categories == e.categories);
        CHECK((f.labelled == e.labelled));
        CHECK(found.issue_id_of(i).value == expected.issue_id_of(i).value);
    }
    std::size_t wrong = 0;
    for (std::size_t a = 0; a < expected.actors(); ++a) {
        wrong += found.actor_name(a) != expected.actor_name(a);
        auto const f = found.row(a), e = expected.row(a);
        wrong += !std::equal(f.begin(), f.end(), e.begin(), e.end(), [](cell const& p, cell const& q) {
            return p.issue == q.issue && p.known == q.known && bits(p.position) == bits(q.position) &&
                   bits(p.salience) == bits(q.salience) && bits(p.confidence) == bits(q.confidence);
        });
        auto const fa = found.acceptable(a), ea = expected.acceptable(a);
        wrong += !std::equal(fa.begin(), fa.end(), ea.begin(), ea.end());
        wrong += found.actor(a) != expected.actor(a);
        wrong += bits(found.weight(a)) != bits(expected.weight(a));
        wrong += found.capability(a).size() != expected.capability(a).size();
        for (std::size_t k = 0; k < e.size() && k < f.size(); ++k)
            wrong += bits(found.weight_of(a, k)) != bits(expected.weight_of(a, k));
    }
    CHECK(wrong == 0);
}

/// The matrix where it is the root's, another one elsewhere.
position_matrix on_root(position_matrix const& x, int root) {
    return rank() == root ? x : random_matrix({3, 4, 2}, 99);
}

}  // namespace

TEST_CASE("what the root holds is what all hold, to the last bit") {
    shape const shapes[] = {
        {70, 9, 5}, {70, 9, 0}, {70, 9, 3, level::nominal},     {70, 9, 5, level::ordinal, true}, {0, 0, 0},
        {1, 0, 0},  {0, 4, 3},  {6, 1, 2, level::ordinal, true}};
    for (auto const& s : shapes)
        for (int const root : {0, last()})
            for (std::size_t const bytes : {std::size_t{1} << 30, std::size_t{7}}) {
                CAPTURE(s.actors);
                CAPTURE(s.issues);
                CAPTURE(root);
                CAPTURE(bytes);
                auto const usual = std::exchange(mpi::detail::bytes_a_message, bytes);
                auto const expected = random_matrix(s, 12);
                auto x = on_root(expected, root);
                auto const* const cells = x.cells().data();
                mpi::broadcast(MPI_COMM_WORLD, x, root);
                check_same(x, expected);
                if (rank() == root) CHECK(x.cells().data() == cells);
                mpi::detail::bytes_a_message = usual;
            }
}

TEST_CASE("the random matrices of the round trip have what a matrix can have") {
    auto const x = random_matrix({70, 9, 5, level::ordinal, true}, 12);
    CHECK(std::any_of(x.cells().begin(), x.cells().end(), [](cell const& c) { return !c.known; }));
    CHECK(x.row(5).empty());
    CHECK_FALSE(x.acceptable(0).empty());
    std::size_t stated = 0, silent = 0;
    for (std::size_t a = 0; a < x.actors(); ++a)
        for (double const c : x.capability(a)) ++(std::isnan(c) ? silent : stated);
    CHECK(stated > 0);
    CHECK(silent > 0);
    CHECK(x.weight(0) != 1);
    CHECK(x.actor(69) == actor_id(931));
    CHECK(x.issue_id_of(2) == issue_id(7));
    CHECK(x.issue(0).categories.size() == 5);
}

TEST_CASE("the root alone makes the matrix") {
    int calls = 0;
    auto const x = mpi::broadcast(
        MPI_COMM_WORLD,
        [&] {
            ++calls;
            return random_matrix({70, 9, 5}, 12);
        },
        last());
    CHECK(calls == (rank() == last() ? 1 : 0));
    check_same(x, random_matrix({70, 9, 5}, 12));
    auto const distances = mpi::all_pairs(MPI_COMM_WORLD, x, city_block{});
    CHECK(distances.has_value() == (rank() == 0));
}

TEST_CASE("what cannot be made on the root is refused on all") {
    auto const lead = size() > 1 ? std::string("rank 0: ") : std::string();
    auto const make = []() -> position_matrix {
        throw io_error(fault_code::file_access, "cannot be read", {.file = "votes.csv", .line = 3});
    };
    try {
        mpi::broadcast(MPI_COMM_WORLD, make);
        FAIL_CHECK("nothing was thrown");
    } catch (io_error const& e) {
        CHECK(e.code() == fault_code::file_access);
        CHECK(e.message() == lead + "cannot be read");
        CHECK(e.where().file == "votes.csv");
        CHECK(e.where().line == 3);
    }
}
