// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/ratings.hpp
/// Many issues and the actors who take positions on them: units and raters, as the field of agreement among raters
/// calls them.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "entente/config.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"

#if ENTENTE_DEFINES(group)
#include <algorithm>
#include <numeric>
#include <utility>

#include "entente/error.hpp"
#endif

namespace entente {

class ratings;

namespace statistics {

/// Which issues, and how often each: adds and subtracts exactly. The formulas of many raters read the ratings
/// themselves. Precondition of adding: both are of the same ratings.
struct rated_units {
    static constexpr bool subtracts_exactly = true;

    ratings const* of = nullptr;         ///< must outlive it
    std::vector<std::uint32_t> times{};  ///< by issue
    std::size_t count = 0;               ///< issues with a rating
    double weight = 0;                   ///< the same number

    void add(std::size_t unit);
    rated_units& operator+=(rated_units const& o);
    rated_units& operator-=(rated_units const& o);
};

}  // namespace statistics

/// The positions of some actors on all issues of a matrix, by issue. Units that can be folded, left out and drawn
/// again: each issue is one.
class ratings {
public:
    using statistic = statistics::rated_units;
    using id = issue_id;

    struct rating {
        std::uint32_t rater = 0;  ///< a number from 0: rows in the order in which they were given
        double position = 0;
    };

    /// Of some rows of a matrix, one that is named twice once; or of all. Throws error(unknown_name) for a row that
    /// the matrix has not got, and scale_error unless all issues that anybody rates have one scale: one level, and
    /// the same categories under the same labels or, where there are none, the same ends. O(cells + actors + issues).
    ratings(position_matrix const& matrix, std::span<std::size_t const> rows);
    explicit ratings(position_matrix const& matrix);

    std::size_t size() const { return offsets_.size() - 1; }
    id id_of(std::size_t unit) const { return issues_[unit]; }
    statistic empty() const {
        return {.of = this, .times = std::vector<std::uint32_t>(size()), .count = 0, .weight = 0};
    }
    void add_to(statistic& s, std::size_t unit) const { s.add(unit); }

    std::span<rating const> unit(std::size_t i) const {
        return std::span(all_).subspan(offsets_[i], offsets_[i + 1] - offsets_[i]);
    }
    /// Actors that rate any issue. O(1).
    std::size_t raters() const { return raters_; }
    std::size_t actors(statistic const&) const { return raters_; }
    double weight(statistic const&) const { return static_cast<double>(raters_); }
    /// The scale of all issues; of no meaning where nothing is rated.
    issue_column const& scale() const { return scale_; }

private:
    std::vector<rating> all_{};
    std::vector<std::size_t> offsets_{};
    std::vector<issue_id> issues_{};
    std::size_t raters_ = 0;
    issue_column scale_{};
};

#if ENTENTE_DEFINES(group)

namespace statistics {

ENTENTE_INLINE void rated_units::add(std::size_t unit) {
    ++times[unit];
    if (of->unit(unit).empty()) return;
    ++count;
    weight = static_cast<double>(count);
}
ENTENTE_INLINE rated_units& rated_units::operator+=(rated_units const& o) {
    for (std::size_t i = 0; i < times.size(); ++i) times[i] += o.times[i];
    count += o.count;
    weight = static_cast<double>(count);
    return *this;
}
ENTENTE_INLINE rated_units& rated_units::operator-=(rated_units const& o) {
    for (std::size_t i = 0; i < times.size(); ++i) times[i] -= o.times[i];
    count -= o.count;
    weight = static_cast<double>(count);
    return *this;
}

}  // namespace statistics

ENTENTE_INLINE ratings::ratings(position_matrix const& matrix, std::span<std::size_t const> rows) {
    std::vector<std::size_t> once;
    std::vector<bool> named(matrix.actors(), false);
    for (auto const row : rows) {
        if (row >= matrix.actors())
            throw error(fault_code::unknown_name, "the matrix has no such actor", {.actor = '#' + std::to_string(row)});
        if (!named[row]) once.push_back(row);
        named[row] = true;
    }
    offsets_.assign(matrix.issues() + 1, 0);
    for (auto const row : once)
        for (auto const& c : matrix.row(row)) offsets_[c.issue + 1] += c.known;
    boost::optional<std::size_t> first;
    for (std::size_t i = 0; i < matrix.issues(); ++i) {
        issues_.push_back(matrix.issue_id_of(i));
        if (!offsets_[i + 1]) continue;
        if (!first) {
            first = i;
            continue;
        }
        auto const &p = matrix.issue(*first), &q = matrix.issue(i);
        bool const continuous = p.categories.empty() && q.categories.empty() && p.measurement == q.measurement &&
                                p.lower == q.lower && p.upper == q.upper;
        if (!continuous && !p.same_categories(q))
            throw scale_error(
                fault_code::incompatible_scales,
                "agreement over issues needs one scale for all, and that of this issue is not that of \"" + p.name +
                    '"',
                {.issue = q.name});
    }
    if (first) scale_ = matrix.issue(*first);
    std::partial_sum(offsets_.begin(), offsets_.end(), offsets_.begin());
    all_.resize(offsets_.back());
    auto next = offsets_;
    for (auto const row : once) {
        bool rates = false;
        for (auto const& c : matrix.row(row)) {
            if (!c.known) continue;
            all_[next[c.issue]++] = {static_cast<std::uint32_t>(raters_), c.position};
            rates = true;
        }
        raters_ += rates;
    }
}

ENTENTE_INLINE ratings::ratings(position_matrix const& matrix)
    : ratings(matrix, [&] {
        std::vector<std::size_t> all(matrix.actors());
        std::iota(all.begin(), all.end(), std::size_t{0});
        return all;
    }()) {}

#endif

}  // namespace entente
