// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/matrix.hpp
/// The position_matrix itself; positions/position_matrix.hpp makes one of a graph.

#include <boost/optional.hpp>

#include <cmath>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/model/interval.hpp"
#include "entente/positions/cell.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/issue_column.hpp"
#include "entente/positions/layout_store.hpp"
#include "entente/positions/row_checks.hpp"

#if ENTENTE_DEFINES(core)
#include <algorithm>
#include <utility>

#include "entente/error.hpp"
#endif

namespace entente {

/// Actors by issues, sparse rows in the order of issues. 32 bytes a stance. Immutable; freely read
/// by many threads. Layouts for fast computation are derived from it when they are first needed.
/// Copies are cheap: they share all. Rows and columns are numbers from 0. Each has an id, which is
/// that number; in a part of another matrix, or of a graph, the id that it has there.
///
/// Rows that are handed in are checked once, in one pass: a row for each actor, each ascending by
/// issue without repetition, positions on their scales, saliences finite and not negative,
/// confidences in [0, 1], acceptable ranges for all cells or for none, each with a position of its
/// issue's scale in it, capabilities for all cells or for none, each finite and not negative or
/// `no_capability`. An error names the actor and the issue. Who knows that they are so passes
/// `unchecked` first; they are then preconditions.
class position_matrix {
public:
    position_matrix();
    position_matrix(position_matrix const&);
    position_matrix(position_matrix&&) noexcept;
    position_matrix& operator=(position_matrix const&);
    position_matrix& operator=(position_matrix&&) noexcept;
    ~position_matrix();

    /// From rows of cells, what each of them accepts where any says so, and what the actor weighs on its
    /// issue where any says so. Throws error where they are not as above, or an issue's scale or weight
    /// cannot be. O(cells * log categories + actors + issues).
    position_matrix(std::vector<std::string> actors, std::vector<issue_column> issues, std::vector<std::size_t> offsets,
                    std::vector<cell> cells, std::vector<interval> acceptable = {},
                    std::vector<double> capability = {});
    position_matrix(unchecked_t, std::vector<std::string> actors, std::vector<issue_column> issues,
                    std::vector<std::size_t> offsets, std::vector<cell> cells, std::vector<interval> acceptable = {},
                    std::vector<double> capability = {});

    /// Other actors on the issues of another matrix, and with the ids of these. As above.
    static position_matrix on_issues_of(position_matrix const& other, std::vector<std::string> actors,
                                        std::vector<std::size_t> offsets, std::vector<cell> cells,
                                        std::vector<interval> acceptable = {}, std::vector<double> capability = {});
    static position_matrix on_issues_of(unchecked_t, position_matrix const& other, std::vector<std::string> actors,
                                        std::vector<std::size_t> offsets, std::vector<cell> cells,
                                        std::vector<interval> acceptable = {}, std::vector<double> capability = {});

    /// Over arrays of the caller's, without copying them: they must outlive the matrix and its copies, and
    /// stay as they are. As above.
    static position_matrix borrowing(std::vector<std::string> actors, std::vector<issue_column> issues,
                                     std::span<std::size_t const> offsets, std::span<cell const> cells,
                                     std::span<interval const> acceptable = {},
                                     std::span<double const> capability = {});
    static position_matrix borrowing(unchecked_t, std::vector<std::string> actors, std::vector<issue_column> issues,
                                     std::span<std::size_t const> offsets, std::span<cell const> cells,
                                     std::span<interval const> acceptable = {},
                                     std::span<double const> capability = {});

    /// The same actors and stances on issues of other weights. Shares the stances, and the layouts
    /// made so far that do not depend on weights. Throws error unless there is a weight for each
    /// issue, finite and not negative. O(issues).
    position_matrix reweighted(std::span<double const> weights) const;

    /// The same stances of actors of other weights: seats, population, money. What was said of an
    /// actor's weight on one issue goes on to hold there. Shares all else. Throws error unless
    /// there is a weight for each actor, finite and not negative. O(actors).
    position_matrix with_actor_weights(std::span<double const> weights) const;

    /// The same rows as those of actors of another whole, by their ids there. Shares all else.
    /// Throws error unless there is an id for each. O(actors), O(actors * log actors) unless the
    /// ids ascend.
    position_matrix with_actor_ids(std::vector<actor_id> ids) const;
    /// The same columns as issues of another whole, likewise.
    position_matrix with_issue_ids(std::vector<issue_id> ids) const;

    std::size_t actors() const { return actors_->size(); }
    std::size_t issues() const { return issues_->size(); }
    std::string const& actor_name(std::size_t actor) const { return (*actors_)[actor]; }
    issue_column const& issue(std::size_t i) const { return (*issues_)[i]; }
    std::span<issue_column const> columns() const { return *issues_; }
    /// The same of whom a result names. Throw error(unknown_name) for an id that the matrix has not got.
    std::string const& actor_name(actor_id actor) const;
    issue_column const& issue(issue_id id) const;

    /// The actor of a row, by its id in the whole that this is a part of. O(1).
    actor_id actor(std::size_t row) const {
        ENTENTE_ASSERT(row < actors());
        return actor_ids_[row];
    }
    /// The issue of a column, likewise.
    issue_id issue_id_of(std::size_t column) const {
        ENTENTE_ASSERT(column < issues());
        return issue_ids_[column];
    }
    /// The first row of an actor; none where the matrix has not got it. O(log actors), O(1) where
    /// the matrix is no part of another.
    boost::optional<std::size_t> row_of(actor_id actor) const { return actor_ids_.find(actor, actors()); }
    /// The column of an issue, likewise.
    boost::optional<std::size_t> column_of(issue_id issue) const { return issue_ids_.find(issue, issues()); }

    std::span<cell const> row(std::size_t actor) const { return of_row(rows_.cells, actor); }
    std::span<cell const> cells() const { return rows_.cells; }
    /// The acceptable range of each cell of a row; empty where no stance of the whole matrix states one.
    std::span<interval const> acceptable(std::size_t actor) const { return of_row(rows_.acceptable, actor); }

    /// What an actor weighs, >= 0: its capability, or what with_actor_weights says.
    double weight(std::size_t actor) const {
        ENTENTE_ASSERT(actor < actors());
        return weights_ ? (*weights_)[actor] : 1.0;
    }
    /// What it weighs on the issue of a cell of its row: what its stance there says, or what it
    /// weighs everywhere. For all computations.
    double weight_of(std::size_t actor, std::size_t place) const {
        auto const said = capability(actor);
        return said.empty() || detail::is_nan(said[place]) ? weight(actor) : said[place];
    }
    /// The capability that each cell of a row states, `no_capability` where it states none; empty
    /// where no stance of the whole matrix does.
    std::span<double const> capability(std::size_t actor) const { return of_row(rows_.capability, actor); }

    /// How many issues at least one actor holds a position on: the whole that coverage is a share of.
    std::size_t issues_held() const { return issues_held_; }
    /// How many cells have a position.
    std::size_t known_cells() const { return known_cells_; }
    detail::layout_store& layouts() const { return *layouts_; }

private:
    struct arrays {
        std::vector<std::size_t> offsets;
        std::vector<cell> cells;
        std::vector<interval> acceptable;
        std::vector<double> capability;
    };

    using shared_columns = std::shared_ptr<std::vector<issue_column> const>;

    position_matrix(std::vector<std::string> actors, shared_columns issues);

    static shared_columns shared(std::vector<issue_column> columns);
    void own(arrays a);
    void count();
    // Apart: who says `unchecked` has none of it compiled.
    void check_rows() const { detail::check_rows(*actors_, *issues_, rows_); }
    template <class T>
    std::span<T const> of_row(std::span<T const> all, std::size_t actor) const {
        ENTENTE_ASSERT(actor < actors());
        if (all.empty()) return {};
        return all.subspan(rows_.offsets[actor], rows_.offsets[actor + 1] - rows_.offsets[actor]);
    }

    std::shared_ptr<std::vector<std::string> const> actors_;
    shared_columns issues_;
    std::shared_ptr<std::vector<double> const> weights_;  // of the actors; none where all weigh 1
    detail::part_ids<actor_id> actor_ids_;
    detail::part_ids<issue_id> issue_ids_;
    std::shared_ptr<arrays const> storage_;  // of what the rows show; none where that is the caller's
    detail::rows_of_cells rows_;
    std::size_t issues_held_ = 0, known_cells_ = 0;
    std::shared_ptr<detail::layout_store> layouts_;
};

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE position_matrix::position_matrix() : position_matrix(unchecked, {}, {}, {0}, {}) {}
ENTENTE_INLINE position_matrix::position_matrix(position_matrix const&) = default;
ENTENTE_INLINE position_matrix::position_matrix(position_matrix&&) noexcept = default;
ENTENTE_INLINE position_matrix& position_matrix::operator=(position_matrix const&) = default;
ENTENTE_INLINE position_matrix& position_matrix::operator=(position_matrix&&) noexcept = default;
ENTENTE_INLINE position_matrix::~position_matrix() = default;

ENTENTE_INLINE std::string const& position_matrix::actor_name(actor_id actor) const {
    if (auto const row = row_of(actor)) return actor_name(*row);
    throw error(fault_code::unknown_name, "the matrix has no such actor", {.actor = '#' + std::to_string(actor.value)});
}

ENTENTE_INLINE issue_column const& position_matrix::issue(issue_id id) const {
    if (auto const column = column_of(id)) return issue(*column);
    throw error(fault_code::unknown_name, "the matrix has no such issue", {.issue = '#' + std::to_string(id.value)});
}

ENTENTE_INLINE position_matrix::position_matrix(std::vector<std::string> actors, std::vector<issue_column> issues,
                                                std::vector<std::size_t> offsets, std::vector<cell> cells,
                                                std::vector<interval> acceptable, std::vector<double> capability)
    : position_matrix(std::move(actors), shared(std::move(issues))) {
    own({std::move(offsets), std::move(cells), std::move(acceptable), std::move(capability)});
    detail::check_columns(*issues_);
    check_rows();
    count();
}

ENTENTE_INLINE position_matrix::position_matrix(unchecked_t, std::vector<std::string> actors,
                                                std::vector<issue_column> issues, std::vector<std::size_t> offsets,
                                                std::vector<cell> cells, std::vector<interval> acceptable,
                                                std::vector<double> capability)
    : position_matrix(std::move(actors), shared(std::move(issues))) {
    own({std::move(offsets), std::move(cells), std::move(acceptable), std::move(capability)});
    count();
}

ENTENTE_INLINE position_matrix position_matrix::on_issues_of(position_matrix const& other,
                                                             std::vector<std::string> actors,
                                                             std::vector<std::size_t> offsets, std::vector<cell> cells,
                                                             std::vector<interval> acceptable,
                                                             std::vector<double> capability) {
    position_matrix m(std::move(actors), other.issues_);
    m.issue_ids_ = other.issue_ids_;
    m.own({std::move(offsets), std::move(cells), std::move(acceptable), std::move(capability)});
    m.check_rows();
    m.count();
    return m;
}

ENTENTE_INLINE position_matrix position_matrix::on_issues_of(unchecked_t, position_matrix const& other,
                                                             std::vector<std::string> actors,
                                                             std::vector<std::size_t> offsets, std::vector<cell> cells,
                                                             std::vector<interval> acceptable,
                                                             std::vector<double> capability) {
    position_matrix m(std::move(actors), other.issues_);
    m.issue_ids_ = other.issue_ids_;
    m.own({std::move(offsets), std::move(cells), std::move(acceptable), std::move(capability)});
    m.count();
    return m;
}

ENTENTE_INLINE position_matrix position_matrix::borrowing(
    std::vector<std::string> actors, std::vector<issue_column> issues, std::span<std::size_t const> offsets,
    std::span<cell const> cells, std::span<interval const> acceptable, std::span<double const> capability) {
    position_matrix m(std::move(actors), shared(std::move(issues)));
    m.rows_ = {offsets, cells, acceptable, capability};
    detail::check_columns(*m.issues_);
    m.check_rows();
    m.count();
    return m;
}

ENTENTE_INLINE position_matrix position_matrix::borrowing(unchecked_t, std::vector<std::string> actors,
                                                          std::vector<issue_column> issues,
                                                          std::span<std::size_t const> offsets,
                                                          std::span<cell const> cells,
                                                          std::span<interval const> acceptable,
                                                          std::span<double const> capability) {
    position_matrix m(std::move(actors), shared(std::move(issues)));
    m.rows_ = {offsets, cells, acceptable, capability};
    m.count();
    return m;
}

ENTENTE_INLINE position_matrix position_matrix::reweighted(std::span<double const> weights) const {
    if (weights.size() != issues())
        throw error(fault_code::invalid_argument, "each issue needs a weight", {.value = std::to_string(weights.size())});
    auto columns = *issues_;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        detail::check_weight(weights[i], "the weight of an issue", {.issue = columns[i].name});
        columns[i].weight = weights[i];
    }
    auto m = *this;
    m.issues_ = std::make_shared<std::vector<issue_column> const>(std::move(columns));
    m.layouts_ = layouts_->for_other_weights();
    return m;
}

ENTENTE_INLINE position_matrix position_matrix::with_actor_weights(std::span<double const> weights) const {
    if (weights.size() != actors())
        throw error(fault_code::invalid_argument, "each actor needs a weight", {.value = std::to_string(weights.size())});
    bool equal = true;
    for (std::size_t a = 0; a < weights.size(); ++a) {
        detail::check_weight(weights[a], "the weight of an actor", {.actor = detail::name_of_row(*actors_, a)});
        equal = equal && weights[a] == 1;
    }
    auto m = *this;
    m.weights_ = equal ? nullptr : std::make_shared<std::vector<double> const>(weights.begin(), weights.end());
    return m;
}

ENTENTE_INLINE position_matrix position_matrix::with_actor_ids(std::vector<actor_id> ids) const {
    if (ids.size() != actors())
        throw error(fault_code::invalid_argument, "each actor needs an id", {.value = std::to_string(ids.size())});
    auto m = *this;
    m.actor_ids_ = detail::part_ids<actor_id>(std::move(ids));
    return m;
}

ENTENTE_INLINE position_matrix position_matrix::with_issue_ids(std::vector<issue_id> ids) const {
    if (ids.size() != issues())
        throw error(fault_code::invalid_argument, "each issue needs an id", {.value = std::to_string(ids.size())});
    auto m = *this;
    m.issue_ids_ = detail::part_ids<issue_id>(std::move(ids));
    return m;
}

ENTENTE_INLINE position_matrix::shared_columns position_matrix::shared(std::vector<issue_column> columns) {
    return std::make_shared<std::vector<issue_column> const>(std::move(columns));
}

ENTENTE_INLINE void position_matrix::own(arrays a) {
    auto const all = std::make_shared<arrays const>(std::move(a));
    storage_ = all;
    rows_ = {all->offsets, all->cells, all->acceptable, all->capability};
}

ENTENTE_INLINE void position_matrix::count() {
    ENTENTE_ASSERT(rows_.offsets.size() == actors() + 1 && rows_.offsets.back() == rows_.cells.size());
    ENTENTE_ASSERT(rows_.acceptable.empty() || rows_.acceptable.size() == rows_.cells.size());
    ENTENTE_ASSERT(rows_.capability.empty() || rows_.capability.size() == rows_.cells.size());
    std::vector<bool> held(issues(), false);
    for (auto const& c : rows_.cells)
        if (c.known) held[c.issue] = true, ++known_cells_;
    issues_held_ = static_cast<std::size_t>(std::count(held.begin(), held.end(), true));
}

ENTENTE_INLINE position_matrix::position_matrix(std::vector<std::string> actors, shared_columns issues)
    : actors_(std::make_shared<std::vector<std::string> const>(std::move(actors)))
    , issues_(std::move(issues))
    , layouts_(std::make_shared<detail::layout_store>()) {}
#endif

}  // namespace entente
