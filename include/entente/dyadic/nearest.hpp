// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/nearest.hpp
/// Who is closest to whom? One actor against all, without computing all pairs.

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/dyadic/comparison.hpp"
#include "entente/dyadic/concepts.hpp"
#include "entente/dyadic/executor.hpp"
#include "entente/dyadic/tiles.hpp"
#include "entente/positions/select.hpp"

namespace entente {

/// An actor and how it compares with the one that was asked about.
struct neighbour {
    std::size_t actor = 0;
    double value = 0;        ///< of the measure, whose direction says what near means
    std::size_t shared = 0;  ///< issues on which both hold positions
    double weight = 0;

    friend bool operator==(neighbour const&, neighbour const&) = default;
};

namespace detail {

/// The k first of what it is offered, by a total order: the order of offering does not matter.
class nearest_few {
    auto order() const {
        return [this](neighbour const& a, neighbour const& b) { return before(a, b); };
    }

public:
    nearest_few(std::size_t k, orientation direction) : k_(k), sign_(direction == orientation::distance ? 1.0 : -1.0) {}

    void offer(neighbour const& n) {
        if (found_.size() == k_) {
            if (k_ == 0 || !before(n, found_.front())) return;
            std::pop_heap(found_.begin(), found_.end(), order());
            found_.back() = n;
        } else {
            found_.push_back(n);
        }
        std::push_heap(found_.begin(), found_.end(), order());
    }
    void take_over(nearest_few const& o) {
        for (auto const& n : o.found_) offer(n);
    }
    std::vector<neighbour> sorted() && {
        std::sort(found_.begin(), found_.end(), order());
        return std::move(found_);
    }

private:
    bool before(neighbour const& a, neighbour const& b) const {
        double const x = sign_ * a.value, y = sign_ * b.value;
        return x < y || (x == y && a.actor < b.actor);
    }
    std::size_t k_;
    double sign_;
    std::vector<neighbour> found_;  // a heap, the farthest first
};

template <dyadic_measure Measure, executor_like Executor>
std::vector<std::vector<neighbour>> nearest_of(tile_engine<Measure> const& engine, std::size_t queries, std::size_t candidates,
                                               std::size_t k, Executor const& execute) {
    std::vector<nearest_few> best(queries, nearest_few(k, Measure::description.direction));
    std::mutex mutex;
    tiling const tiles(queries, candidates, false);
    execute(tiles.size(), [&](std::size_t i) {
        auto const t = tiles[i];
        std::vector<nearest_few> local(t.rows(), nearest_few(k, Measure::description.direction));
        engine.evaluate(t, [&](std::size_t q, std::size_t c, outcome const& o, auto const& f) {
            if (o.value) local[q - t.row_begin].offer({c, *o.value, f.shared, f.statistic.weight});
        });
        std::lock_guard lock(mutex);
        for (std::size_t r = 0; r < t.rows(); ++r) best[t.row_begin + r].take_over(local[r]);
    });
    std::vector<std::vector<neighbour>> result;
    for (auto& b : best) result.push_back(std::move(b).sorted());
    return result;
}

}  // namespace detail

/// For each actor of `queries`, the k nearest actors of `candidates`, nearest first; ties by id. Both have the same issues.
///
/// Nearest is least by a distance and greatest by an agreement. Candidates whose value is undefined are left out, so that there may be
/// fewer than k. Every value is that of `compare`, to the last bit, on one thread or many. Throws as `compare` does.
/// O(queries * stances of the candidates) at worst, memory for queries * k.
/// ```
/// auto const advice = nearest(voters, candidates, 10, city_block{}, {.weights = weighting::first});
/// ```
template <dyadic_measure Measure, executor_like Executor = serial_executor>
std::vector<std::vector<neighbour>> nearest(position_matrix const& queries, position_matrix const& candidates, std::size_t k,
                                            Measure const& m, compare_options const& options = {},
                                            Executor const& execute = {}) {
    tile_engine<Measure> const engine(queries, candidates, m, options);
    return detail::nearest_of(engine, queries.actors(), candidates.actors(), k, execute);
}

/// The k actors of a matrix nearest to one of them, itself left out. As above.
template <dyadic_measure Measure, executor_like Executor = serial_executor>
std::vector<neighbour> nearest(position_matrix const& matrix, std::size_t actor, std::size_t k, Measure const& m,
                               compare_options const& options = {}, Executor const& execute = {}) {
    std::size_t const only[] = {actor};
    auto const query = select_actors(matrix, only);
    tile_engine<Measure> const engine(query, matrix, m, options, kernels::best_isa(), only);
    // One more than asked for, since the actor may be among its own nearest.
    auto found = detail::nearest_of(engine, 1, matrix.actors(), k + 1, execute).front();
    std::erase_if(found, [&](neighbour const& n) { return n.actor == actor; });
    if (found.size() > k) found.resize(k);
    return found;
}

/// One actor of a matrix compared with each, itself included: element b is `compare(matrix, actor, b, m, options)`.
/// O(stances) at worst.
template <dyadic_measure Measure, executor_like Executor = serial_executor>
std::vector<comparison> one_to_all(position_matrix const& matrix, std::size_t actor, Measure const& m,
                                   compare_options const& options = {}, Executor const& execute = {}) {
    std::size_t const only[] = {actor};
    auto const query = select_actors(matrix, only);
    tile_engine<Measure> const engine(query, matrix, m, options, kernels::best_isa(), only);
    std::vector<comparison> result(matrix.actors());
    tiling const tiles(1, matrix.actors(), false);
    execute(tiles.size(), [&](std::size_t i) {
        engine.run(tiles[i], [&](std::size_t, std::size_t b, auto const& f) {
            result[b] = finish(detail::bound_to(m, actor, b), f, options, matrix.issues_held());
        });
    });
    return result;
}

}  // namespace entente
