// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/nearest.hpp
/// Who is closest to whom? One actor against all, without computing all pairs.

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/executor.hpp"
#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/dyadic/comparison.hpp"
#include "entente/fold/traits.hpp"
#include "entente/pairs/lookup_filter.hpp"
#include "entente/pairs/pair_engine.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/submatrix.hpp"

namespace entente {

/// An actor and how it compares with the one that was asked about.
struct neighbour {
    actor_id actor{};
    double value = 0;        ///< of the measure, whose direction says what near means
    std::size_t shared = 0;  ///< issues on which both hold positions
    double weight = 0;

    friend bool operator==(neighbour const&, neighbour const&) = default;

    template <class Row = neighbour>
    static auto fields() {
        return std::tuple(make_field<Row>("actor", "", "who is near", &Row::actor),
                          make_field<Row>("value", "of the measure", "agreement or distance", &Row::value),
                          make_field<Row>("shared", "issues", "issues on which both hold positions", &Row::shared),
                          make_field<Row>("weight", "", "sum of the weights of what was compared", &Row::weight));
    }
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
    std::vector<neighbour> sorted() &&;

private:
    bool before(neighbour const& a, neighbour const& b) const {
        double const x = sign_ * a.value, y = sign_ * b.value;
        return x < y || (x == y && a.actor < b.actor);
    }
    std::size_t k_;
    double sign_;
    std::vector<neighbour> found_;  // a heap, the farthest first
};

/// By look-ups: only those who may be among the nearest are compared. None where that is not served, or not
/// worth while.
template <dyadic_measure Measure, executor_like Executor>
boost::optional<std::vector<nearest_few>>
nearest_by_lookup(position_matrix const& queries, position_matrix const& candidates, std::size_t k, Measure const& m,
                  compare_options const& options, Executor const& execute) {
    if constexpr (mean_measure<Measure> && !ENTENTE_FINITE_MATH) {
        using filter_type = lookup_filter<Measure>;
        // A table costs about as much as to compare with a hundred candidates; the keys of as many as fit the
        // cache are kept.
        constexpr std::size_t fewest = 256, panels_at_once = 512, panel = kernels::code_panels::lanes;
        if (k == 0 || candidates.actors() < fewest || k >= candidates.actors() / 4 ||
            !filter_type::serves(candidates, m, options))
            return boost::none;
        require_same_issues(queries, candidates);
        require_meaning(m, candidates.columns(), options);
        std::vector<nearest_few> best(queries.actors(), nearest_few(k, measure_traits<Measure>::describe(m).direction));
        auto const initial = measure_traits<Measure>::empty(m, candidates.columns());
        std::mutex mutex;
        std::size_t const chunks = (candidates.actors() + panel * panels_at_once - 1) / (panel * panels_at_once);
        execute(queries.actors() * chunks, [&](std::size_t i) {
            auto const q = i / chunks;
            auto const query = queries.row(q);
            filter_type const filter(query, candidates, m, options);
            nearest_few local(k, measure_traits<Measure>::describe(m).direction);
            auto const compare_with = [&](std::size_t c) {
                auto const f = fold(query, candidates.row(c), candidates.columns(), options, initial);
                auto const o = evaluate(m, f, options);
                if (o.value) local.offer({candidates.actor(c), *o.value, f.shared, f.statistic.weight});
            };
            auto const first = i % chunks * panels_at_once, last = (std::min)(first + panels_at_once, filter.panels());
            if (filter.usable())
                filter.nearest(k, first, last, compare_with);
            else
                for (auto c = first * panel; c < (std::min)(last * panel, candidates.actors()); ++c) compare_with(c);
            std::lock_guard lock(mutex);
            best[q].take_over(local);
        });
        return best;
    }
    return boost::none;
}

/// Tile by tile: every candidate is compared.
template <dyadic_measure Measure, executor_like Executor>
std::vector<nearest_few> nearest_by_tiles(pair_engine<Measure> const& engine, std::size_t queries,
                                          position_matrix const& candidates, std::size_t k, Executor const& execute) {
    auto const direction = measure_traits<Measure>::describe(engine.measure()).direction;
    std::vector<nearest_few> best(queries, nearest_few(k, direction));
    std::mutex mutex;
    tiling const tiles(queries, candidates.actors(), false);
    execute(tiles.size(), [&](std::size_t i) {
        auto const t = tiles[i];
        std::vector<nearest_few> local(t.rows(), nearest_few(k, direction));
        engine.evaluate(t, [&](std::size_t q, std::size_t c, value_or_reason const& o, auto const& f) {
            if (o.value) local[q - t.row_begin].offer({candidates.actor(c), *o.value, f.shared, f.statistic.weight});
        });
        std::lock_guard lock(mutex);
        for (std::size_t r = 0; r < t.rows(); ++r) best[t.row_begin + r].take_over(local[r]);
    });
    return best;
}

template <dyadic_measure Measure, executor_like Executor>
std::vector<std::vector<neighbour>> nearest_of(position_matrix const& queries, position_matrix const& candidates,
                                               std::size_t k, Measure const& m, compare_options const& options,
                                               Executor const& execute) {
    auto best = nearest_by_lookup(queries, candidates, k, m, options, execute);
    if (!best)
        best = nearest_by_tiles(pair_engine<Measure>(queries, candidates, m, options), queries.actors(), candidates, k,
                                execute);
    std::vector<std::vector<neighbour>> result;
    for (auto& b : *best) result.push_back(std::move(b).sorted());
    return result;
}

/// The row of an actor as a matrix of one.
position_matrix only(position_matrix const& matrix, std::size_t row);

}  // namespace detail

/// The nearest of each of many: element q are those of row q of the queries. What it gives out of a result that
/// nobody keeps is a copy, so that nothing dangles in `for (auto const& n : nearest(voters, parties, 3,
/// m)[0])`.
class nearest_lists {
public:
    nearest_lists() = default;
    explicit nearest_lists(std::vector<std::vector<neighbour>> lists) : lists_(std::move(lists)) {}

    std::size_t size() const { return lists_.size(); }
    bool empty() const { return lists_.empty(); }
    std::vector<neighbour> const& operator[](std::size_t query) const& { return lists_[query]; }
    std::vector<neighbour> operator[](std::size_t query) && { return std::move(lists_[query]); }
    std::vector<neighbour> const& front() const& { return lists_.front(); }
    std::vector<neighbour> front() && { return std::move(lists_.front()); }
    auto begin() const& { return lists_.begin(); }
    auto end() const& { return lists_.end(); }
    void begin() const&& = delete;  // of a result that nobody keeps
    void end() const&& = delete;
    friend bool operator==(nearest_lists const&, nearest_lists const&) = default;

private:
    std::vector<std::vector<neighbour>> lists_;
};

/// For each actor of `queries`, the k nearest actors of `candidates`, nearest first; ties by id. Both have the
/// same issues, scales and weights, else scale_error is thrown.
///
/// Nearest is least by a distance and greatest by an agreement. Candidates whose value is undefined are left
/// out, so that there may be fewer than k. Every value is that of `compare`, to the last bit, on one thread or
/// many. Throws as `compare` does. O(queries * stances of the candidates) at worst, memory for queries * k. On
/// scales of up to 15 categories, under a measure that is a power mean over issues and weights that do not
/// depend on the candidate, only those are compared whom look-ups leave in question: about 2 ns a candidate of
/// 50 issues.
/// ```
/// auto const advice = nearest(voters, candidates, 10, city_block{}, {.weights = weighting::first});
/// ```
template <dyadic_measure Measure, executor_like Executor = serial_executor>
nearest_lists nearest(position_matrix const& queries, position_matrix const& candidates, std::size_t k,
                      Measure const& m, compare_options const& options = {}, Executor const& execute = {}) {
    return nearest_lists(detail::nearest_of(queries, candidates, k, m, options, execute));
}

/// The k actors of a matrix nearest to one of them, itself left out. As above.
template <dyadic_measure Measure, executor_like Executor = serial_executor>
std::vector<neighbour> nearest(position_matrix const& matrix, row_ref who, std::size_t k, Measure const& m,
                               compare_options const& options = {}, Executor const& execute = {}) {
    auto const row = who.in(matrix);
    // One more than asked for, since the actor may be among its own nearest; no more than there are.
    auto found =
        detail::nearest_of(detail::only(matrix, row), matrix, (std::min)(k, matrix.actors()) + 1, m, options, execute)
            .front();
    std::erase_if(found, [&](neighbour const& n) { return n.actor == matrix.actor(row); });
    if (found.size() > k) found.resize(k);
    return found;
}

/// The k actors of one matrix nearest to an actor of another, such as the parties nearest to a respondent. As above.
template <dyadic_measure Measure, executor_like Executor = serial_executor>
std::vector<neighbour> nearest(position_matrix const& queries, row_ref who, position_matrix const& candidates,
                               std::size_t k, Measure const& m, compare_options const& options = {},
                               Executor const& execute = {}) {
    return detail::nearest_of(detail::only(queries, who.in(queries)), candidates, k, m, options, execute).front();
}

/// The k actors of a matrix nearest to a row of one's own, see `compare`. As above.
template <dyadic_measure Measure, executor_like Executor = serial_executor>
std::vector<neighbour> nearest(std::span<cell const> row, position_matrix const& candidates, std::size_t k,
                               Measure const& m, compare_options const& options = {}, Executor const& execute = {}) {
    return detail::nearest_of(detail::own_row(row, candidates), candidates, k, m, options, execute).front();
}

/// The k actors of a graph nearest to one of them, each stance read as `stances` says. As above; to ask for
/// many, freeze a position_matrix once.
template <stance_graph_like Graph, dyadic_measure Measure>
std::vector<neighbour> nearest(Graph const& g, id_of<actor_t<Graph>> who, std::size_t k, Measure const& m,
                               compare_options const& options = {}, stance_options<Graph> const& stances = {}) {
    detail::require_scales<Measure, Graph>();
    return nearest(make_position_matrix(g, stances), who, k, m, options);
}

/// One actor of a matrix compared with each, itself included: element b is `compare(matrix, who, b, m, options)`.
/// O(stances) at worst.
template <dyadic_measure Measure, executor_like Executor = serial_executor>
std::vector<comparison> one_to_all(position_matrix const& matrix, row_ref who, Measure const& m,
                                   compare_options const& options = {}, Executor const& execute = {}) {
    auto const row = who.in(matrix);
    auto const query = detail::only(matrix, row);
    pair_engine<Measure> const engine(query, matrix, m, options);
    std::vector<comparison> result(matrix.actors());
    tiling const tiles(1, matrix.actors(), false);
    execute(tiles.size(), [&](std::size_t i) {
        engine.run(tiles[i], [&](std::size_t, std::size_t b, auto const& f) {
            result[b] = comparison_of(detail::for_pair(m, matrix, row, matrix, b), f, options, matrix.issues_held());
        });
    });
    return result;
}

#if ENTENTE_DEFINES(measures)
namespace detail {
ENTENTE_INLINE position_matrix only(position_matrix const& matrix, std::size_t row) {
    std::size_t const rows[] = {row};
    return select_actors(matrix, rows);
}

ENTENTE_INLINE std::vector<neighbour> nearest_few::sorted() && {
    std::sort(found_.begin(), found_.end(), order());
    return std::move(found_);
}
}  // namespace detail
#endif

}  // namespace entente
