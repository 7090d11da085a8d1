// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/position_matrix.hpp
/// A graph's stances frozen to numbers once: what all dyadic computation reads.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/number_text.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/positions/issue_column.hpp"
#include "entente/positions/stance_options.hpp"

namespace entente {

/// One stance as numbers. A withheld stance is a cell without a known position.
struct cell {
    std::uint32_t issue;
    bool known;         ///< whether there is a position
    double position;    ///< in the issue's units; 0 and without meaning where not known
    double salience;    ///< 1 where not stated
    double confidence;  ///< 1 where not stated
};

namespace detail {

/// Its address names a type of layout, without RTTI. No constant: those of one value may share an address.
template <class Layout>
inline char layout_tag = 0;

/// What has been derived from a matrix so far, each layout made once, when it is first asked for.
class layout_store {
public:
    /// The layout of a type and variant, made by `make()` when it is not there yet. Other threads wait meanwhile.
    template <class Layout, class Make>
    Layout const& get(int variant, Make const& make, bool depends_on_weights = false) {
        std::lock_guard lock(mutex_);
        auto& slot = made_[{reinterpret_cast<std::uintptr_t>(&layout_tag<Layout>), variant}];
        if (!slot.layout) slot = {std::make_shared<Layout const>(make()), depends_on_weights};
        return *static_cast<Layout const*>(slot.layout.get());
    }
    /// Those made so far that serve whatever the issues weigh; shared with this one.
    std::shared_ptr<layout_store> for_other_weights() const {
        auto others = std::make_shared<layout_store>();
        std::lock_guard lock(mutex_);
        for (auto const& [key, slot] : made_)
            if (!slot.depends_on_weights) others->made_.emplace(key, slot);
        return others;
    }

private:
    struct made {
        std::shared_ptr<void const> layout{};
        bool depends_on_weights = false;
    };
    mutable std::mutex mutex_;
    std::map<std::pair<std::uintptr_t, int>, made> made_;
};

}  // namespace detail

/// Actors by issues, sparse rows in the order of issues. 32 bytes a stance. Immutable; freely read by many threads.
/// Layouts for fast computation are derived from it when they are first needed (see layouts.hpp). Copies are cheap: they share all.
class position_matrix {
public:
    position_matrix() : position_matrix({}, std::vector<issue_column>(), {0}, {}) {}

    /// From rows of cells, and what each of them accepts where any says so. Preconditions: each row ascending by issue without repetition,
    /// positions on their scales, acceptable ranges for all cells or none, each with a position of its issue's scale in it.
    position_matrix(std::vector<std::string> actors, std::vector<issue_column> issues, std::vector<std::size_t> offsets,
                    std::vector<cell> cells, std::vector<interval> acceptable = {})
        : position_matrix(std::move(actors), std::make_shared<std::vector<issue_column> const>(std::move(issues))) {
        own({std::move(offsets), std::move(cells), std::move(acceptable)});
    }

    /// Other actors on the issues of another matrix. Preconditions as above.
    static position_matrix on_issues_of(position_matrix const& other, std::vector<std::string> actors, std::vector<std::size_t> offsets,
                                        std::vector<cell> cells, std::vector<interval> acceptable = {}) {
        position_matrix m(std::move(actors), other.issues_);
        m.own({std::move(offsets), std::move(cells), std::move(acceptable)});
        return m;
    }

    /// Over arrays of the caller's, without copying them: they must outlive the matrix and its copies, and stay as they are.
    /// Preconditions as above.
    static position_matrix borrowing(std::vector<std::string> actors, std::vector<issue_column> issues,
                                     std::span<std::size_t const> offsets, std::span<cell const> cells,
                                     std::span<interval const> acceptable = {}) {
        position_matrix m(std::move(actors), std::make_shared<std::vector<issue_column> const>(std::move(issues)));
        m.offsets_ = offsets, m.cells_ = cells, m.acceptable_ = acceptable;
        m.check_and_count();
        return m;
    }

    /// The same actors and stances on issues of other weights. Shares the stances, and the layouts made so far that do not depend on weights.
    /// Throws error unless there is a weight for each issue, finite and not negative. O(issues).
    position_matrix reweighted(std::span<double const> weights) const {
        if (weights.size() != issues())
            throw error(errc::invalid_argument, "each issue needs a weight", {.value = std::to_string(weights.size())});
        auto columns = *issues_;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            fault const where{.issue = columns[i].name, .value = detail::number_text(weights[i])};
            if (!std::isfinite(weights[i])) throw error(errc::not_a_number, "the weight of an issue is a finite number", where);
            if (weights[i] < 0) throw error(errc::negative_weight, "the weight of an issue is at least 0", where);
            columns[i].weight = weights[i];
        }
        auto m = *this;
        m.issues_ = std::make_shared<std::vector<issue_column> const>(std::move(columns));
        m.layouts_ = layouts_->for_other_weights();
        return m;
    }

    std::size_t actors() const { return actors_->size(); }
    std::size_t issues() const { return issues_->size(); }
    std::string const& actor_name(std::size_t actor) const { return (*actors_)[actor]; }
    issue_column const& issue(std::size_t i) const { return (*issues_)[i]; }
    std::span<issue_column const> columns() const { return *issues_; }
    std::span<cell const> row(std::size_t actor) const {
        ENTENTE_ASSERT(actor < actors());
        return cells_.subspan(offsets_[actor], offsets_[actor + 1] - offsets_[actor]);
    }
    std::span<cell const> cells() const { return cells_; }
    /// The acceptable range of each cell of a row; empty where no stance of the whole matrix states one.
    std::span<interval const> acceptable(std::size_t actor) const {
        ENTENTE_ASSERT(actor < actors());
        if (acceptable_.empty()) return {};
        return acceptable_.subspan(offsets_[actor], offsets_[actor + 1] - offsets_[actor]);
    }
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
    };

    position_matrix(std::vector<std::string> actors, std::shared_ptr<std::vector<issue_column> const> issues)
        : actors_(std::make_shared<std::vector<std::string> const>(std::move(actors))), issues_(std::move(issues)) {}

    void own(arrays a) {
        auto const all = std::make_shared<arrays const>(std::move(a));
        offsets_ = all->offsets, cells_ = all->cells, acceptable_ = all->acceptable;
        storage_ = all;
        check_and_count();
    }
    void check_and_count() {
        ENTENTE_ASSERT(offsets_.size() == actors() + 1 && offsets_.back() == cells_.size());
        ENTENTE_ASSERT(acceptable_.empty() || acceptable_.size() == cells_.size());
        std::vector<bool> held(issues(), false);
        for (auto const& c : cells_)
            if (c.known) held[c.issue] = true, ++known_cells_;
        issues_held_ = static_cast<std::size_t>(std::count(held.begin(), held.end(), true));
    }

    std::shared_ptr<std::vector<std::string> const> actors_;
    std::shared_ptr<std::vector<issue_column> const> issues_;
    std::shared_ptr<arrays const> storage_;  // of what the spans show; none where that is the caller's
    std::span<std::size_t const> offsets_;
    std::span<cell const> cells_;
    std::span<interval const> acceptable_;
    std::size_t issues_held_ = 0, known_cells_ = 0;
    std::shared_ptr<detail::layout_store> layouts_ = std::make_shared<detail::layout_store>();
};

namespace detail {

template <stance_like Stance>
cell make_cell(std::uint32_t issue, Stance const& s, boost::optional<double> position) {
    cell c{issue, static_cast<bool>(position), position ? *position : 0.0, 1.0, 1.0};
    if constexpr (requires { { s.salience } -> std::convertible_to<boost::optional<double>>; }) {
        boost::optional<double> const salience = s.salience;
        if (salience) c.salience = *salience;
    }
    if constexpr (requires { { s.confidence } -> std::convertible_to<double>; }) c.confidence = s.confidence;
    return c;
}

/// Appends the row of an actor: for each issue the stance to read, as numbers. `acceptable` stays as it is until a stance states a
/// range, and is then filled up to its cell.
template <stance_graph_like Graph>
void append_row(Graph const& g, id_of<actor_t<Graph>> who, stance_options<Graph> const& how, std::vector<cell>& cells,
                std::vector<interval>& acceptable) {
    using stance_type = stance_t<Graph>;
    auto const held = g.template out<stance_type>(who);
    for (std::size_t first = 0; first < held.size();) {
        boost::optional<stance_type const&> read;
        auto const issue = held[first].target;
        for (; first < held.size() && held[first].target == issue; ++first)
            if (supersedes(held[first].edge, read, how.at)) read = held[first].edge;
        if (!read) continue;
        cells.push_back(make_cell(issue.value, *read, position_held<Graph>(*read, how)));
        if constexpr (requires { { read->acceptable } -> std::convertible_to<interval>; }) {
            interval const stated = read->acceptable;
            if (stated == interval{}) continue;
            acceptable.resize(cells.size());
            acceptable.back() = stated;
        }
    }
}

template <stance_graph_like Graph>
std::vector<issue_column> issue_columns(Graph const& g) {
    std::vector<issue_column> columns;
    for (auto const& i : g.template vertices<issue_t<Graph>>()) columns.push_back(make_issue_column(i));
    return columns;
}

}  // namespace detail

namespace detail {

/// Freezes the rows of two actors only, in the order given.
template <stance_graph_like Graph>
position_matrix two_rows(Graph const& g, id_of<actor_t<Graph>> a, id_of<actor_t<Graph>> b, stance_options<Graph> const& how) {
    std::vector<cell> cells;
    std::vector<interval> acceptable;
    append_row(g, a, how, cells, acceptable);
    auto const middle = cells.size();
    append_row(g, b, how, cells, acceptable);
    if (!acceptable.empty()) acceptable.resize(cells.size());
    std::vector<std::size_t> offsets{0, middle, cells.size()};
    return {{std::string(std::string_view(g[a].name)), std::string(std::string_view(g[b].name))},
            issue_columns(g),
            std::move(offsets),
            std::move(cells),
            std::move(acceptable)};
}

}  // namespace detail

/// Freezes a graph to numbers. Row i is the actor of id i, column j the issue of id j. O(actors + issues + stances).
template <stance_graph_like Graph>
position_matrix make_position_matrix(Graph const& g, stance_options<Graph> const& how = {}) {
    std::vector<std::string> actors;
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    std::vector<interval> acceptable;
    cells.reserve(g.template edge_count<stance_t<Graph>>());
    for (auto who : g.template ids<actor_t<Graph>>()) {
        actors.emplace_back(std::string_view(g[who].name));
        detail::append_row(g, who, how, cells, acceptable);
        offsets.push_back(cells.size());
    }
    if (!acceptable.empty()) acceptable.resize(cells.size());
    return {std::move(actors), detail::issue_columns(g), std::move(offsets), std::move(cells), std::move(acceptable)};
}

}  // namespace entente
