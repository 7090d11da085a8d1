// SPDX-License-Identifier: BSL-1.0
#pragma once

// Matrices that each process makes for itself, the same on all. No REQUIRE in these tests: a process that ends
// a test case would leave the others waiting in the next collective call.

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/dyadic/comparison.hpp"
#include "entente/mpi/environment.hpp"
#include "entente/positions/position_matrix.hpp"

namespace mpi_test {

using namespace entente;

inline int rank() {
    int r = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &r);
    return r;
}
inline int size() {
    int s = 1;
    MPI_Comm_size(MPI_COMM_WORLD, &s);
    return s;
}
inline int last() {
    return size() - 1;
}

inline long long sum_over_ranks(std::size_t mine) {
    auto const here = static_cast<long long>(mine);
    long long all = 0;
    MPI_Allreduce(&here, &all, 1, MPI_LONG_LONG, MPI_SUM, MPI_COMM_WORLD);
    return all;
}

struct shape {
    std::size_t actors, issues;
    int categories;  // 0: continuous
    level measurement = level::ordinal;
    bool with_acceptable = false;  // and with what actors weigh, and ids of a larger whole
};

inline position_matrix random_matrix(shape s, unsigned seed) {
    std::mt19937 random(seed), of_issues(99);  // issues are the same whatever the seed
    std::uniform_real_distribution<> unit;
    std::vector<std::string> names;
    std::vector<issue_column> columns(s.issues);
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    std::vector<interval> acceptable;
    std::vector<double> capability;
    for (std::size_t i = 0; i < s.issues; ++i) {
        auto& c = columns[i];
        c.name = "issue " + std::to_string(i);
        c.lower = 1;
        c.upper = s.categories ? s.categories : 4;
        c.measurement = s.categories ? s.measurement : level::interval;
        c.weight = unit(of_issues);
        for (int k = 1; k <= s.categories; ++k) c.categories.push_back(k);
        if (!s.categories || (s.measurement == level::ordinal && !s.with_acceptable)) continue;
        std::vector<std::string> labels;
        for (int k = 1; k <= s.categories; ++k) labels.push_back("answer " + std::to_string(k));
        c.labelled = s.measurement == level::nominal ? scale::nominal(labels) : scale::ordinal(labels);
    }
    for (std::size_t a = 0; a < s.actors; ++a) {
        names.push_back(a % 7 == 3 ? std::string() : "actor " + std::to_string(a));
        for (std::size_t i = 0; i < s.issues; ++i) {
            if (a % 13 == 5 || unit(random) < 0.3) continue;  // some know nothing at all
            bool const withheld = unit(random) < 0.05;
            double const x = s.categories ? 1.0 + static_cast<double>(random() % static_cast<unsigned>(s.categories))
                                          : 1 + 3 * unit(random);
            cells.push_back({static_cast<std::uint32_t>(i), !withheld, withheld ? 0.0 : x, unit(random), unit(random)});
            if (s.with_acceptable)
                acceptable.push_back(withheld ? interval{} : interval{x, std::min(x + unit(random), columns[i].upper)});
            if (s.with_acceptable) capability.push_back(random() % 2 ? no_capability : unit(random));
        }
        offsets.push_back(cells.size());
    }
    position_matrix const plain(names, columns, offsets, cells, acceptable, capability);
    if (!s.with_acceptable) return plain;
    std::vector<double> weights;
    std::vector<actor_id> actors;
    std::vector<issue_id> issues;
    for (std::size_t a = 0; a < s.actors; ++a) weights.push_back(unit(random)), actors.emplace_back(1000 - a);
    for (std::size_t i = 0; i < s.issues; ++i) issues.emplace_back(3 * i + 1);
    return plain.with_actor_weights(weights).with_actor_ids(actors).with_issue_ids(issues);
}

/// A matrix with one actor more.
inline position_matrix with_one_more(position_matrix const& x) {
    std::vector<std::string> names;
    std::vector<std::size_t> offsets{0};
    for (std::size_t a = 0; a < x.actors(); ++a)
        names.push_back(x.actor_name(a)), offsets.push_back(offsets.back() + x.row(a).size());
    names.push_back("one more");
    offsets.push_back(offsets.back());
    return {names, {x.columns().begin(), x.columns().end()}, offsets, {x.cells().begin(), x.cells().end()}};
}

inline auto bits(boost::optional<double> const& x) {
    return std::pair(x.has_value(), x ? std::bit_cast<std::uint64_t>(*x) : 0);
}

inline auto bits(comparison const& c) {
    return std::tuple(bits(c.value), c.shared, bits(c.weight), bits(c.coverage), c.reason);
}

}  // namespace mpi_test
