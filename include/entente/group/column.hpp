// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/column.hpp
/// Who of a group holds what on one issue, as units that can be folded, left out and drawn again.

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include "entente/base/sort_stably.hpp"
#include "entente/config.hpp"
#include "entente/group/holdings.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"

#if ENTENTE_DEFINES(group)
#include <algorithm>
#include <tuple>

#include "entente/error.hpp"
#endif

namespace entente {

/// What an actor of a group counts for.
enum class group_weights : unsigned char {
    none,        ///< each alike
    capability,  ///< what the matrix says that it weighs, on the issue where it says so
    salience,    ///< how much the issue matters to it; those without a position as the issue's mean does
};

constexpr std::string_view to_string(group_weights w) {
    constexpr std::string_view names[] = {"none", "capability", "salience"};
    return names[static_cast<int>(w)];
}

/// An actor of a column: what it holds, and what it counts for.
struct column_member {
    actor_id actor{};
    double position = 0, weight = 1;
};

/// A column: the actors of a group on one issue of a matrix. Units in the order of their positions; those of
/// one position and weight in the order of rows, so that every sum of a column is the same whoever comes first.
class group_column {
public:
    using statistic = statistics::holdings;
    using id = actor_id;

    /// Of some rows of a matrix; a row that is named twice counts once. The matrix must outlive the column.
    /// Throws error(unknown_name) for a row or issue that the matrix has not got. O(rows * log issues +
    /// rows log rows).
    group_column(position_matrix const& matrix, std::size_t issue, std::span<std::size_t const> rows,
                 group_weights weights = group_weights::none);
    /// Of all rows.
    group_column(position_matrix const& matrix, std::size_t issue, group_weights weights = group_weights::none);
    /// By id, as graphs and results have it. Throws error(unknown_name) where the matrix has no such issue.
    group_column(position_matrix const& matrix, issue_id issue, group_weights weights = group_weights::none);

    issue_column const& scale() const { return *issue_; }
    /// How many actors a statistic of the column counts.
    static std::size_t actors(statistic const& s) { return s.count; }
    static double weight(statistic const& s) { return s.weight; }
    /// Those with a position.
    std::span<column_member const> members() const { return members_; }
    /// Those without; their position says nothing.
    std::span<column_member const> silent() const { return silent_; }

    std::size_t size() const { return members_.size() + (with_silence_ ? silent_.size() : 0); }
    actor_id id_of(std::size_t unit) const { return at(unit).actor; }
    statistic empty() const { return {.issue = issue_}; }
    void add_to(statistic& s, std::size_t unit) const {
        if (unit < members_.size())
            s.add(members_[unit].position, members_[unit].weight, *issue_);
        else
            s.add_silent(at(unit).weight, *issue_);
    }

    /// The same, where those without a position are units, too: for measures that count them.
    group_column with_silence() const {
        auto c = *this;
        c.with_silence_ = true;
        return c;
    }

private:
    column_member const& at(std::size_t unit) const {
        return unit < members_.size() ? members_[unit] : silent_[unit - members_.size()];
    }

    issue_column const* issue_;
    std::vector<column_member> members_{}, silent_{};
    bool with_silence_ = false;
};

#if ENTENTE_DEFINES(group)

ENTENTE_INLINE group_column::group_column(position_matrix const& matrix, std::size_t issue,
                                          std::span<std::size_t const> rows, group_weights weights) {
    if (issue >= matrix.issues())
        throw error(fault_code::unknown_name, "the matrix has no such issue", {.issue = '#' + std::to_string(issue)});
    issue_ = &matrix.issue(issue);
    std::vector<std::size_t> once(rows.begin(), rows.end());
    std::sort(once.begin(), once.end());
    once.erase(std::unique(once.begin(), once.end()), once.end());
    if (!once.empty() && once.back() >= matrix.actors())
        throw error(fault_code::unknown_name, "the matrix has no such actor", {.actor = '#' + std::to_string(once.back())});
    for (auto const row : once) {
        auto const cells = matrix.row(row);
        auto const c = std::lower_bound(cells.begin(), cells.end(), issue,
                                        [](cell const& a, std::size_t i) { return a.issue < i; });
        bool const known = c != cells.end() && c->issue == issue && c->known;
        double const capability =
            known ? matrix.weight_of(row, static_cast<std::size_t>(c - cells.begin())) : matrix.weight(row);
        double const weight = weights == group_weights::none         ? 1
                              : weights == group_weights::capability ? capability
                              : known                                ? c->salience
                                                                     : 0;
        (known ? members_ : silent_).push_back({matrix.actor(row), known ? c->position : 0, weight});
    }
    detail::sort_stably(members_, [](column_member const& a, column_member const& b) {
        return std::tie(a.position, a.weight) < std::tie(b.position, b.weight);
    });
    if (weights == group_weights::salience && !members_.empty()) {
        double saliences = 0;
        for (auto const& m : members_) saliences += m.weight;
        for (auto& m : silent_) m.weight = saliences / static_cast<double>(members_.size());
    }
}

ENTENTE_INLINE group_column::group_column(position_matrix const& matrix, issue_id issue, group_weights weights)
    : group_column(matrix, matrix.column_of(issue).value_or(matrix.issues()), weights) {}

ENTENTE_INLINE group_column::group_column(position_matrix const& matrix, std::size_t issue, group_weights weights)
    : group_column(
          matrix, issue,
          [&] {
              std::vector<std::size_t> all(matrix.actors());
              std::iota(all.begin(), all.end(), std::size_t{0});
              return all;
          }(),
          weights) {}

#endif

}  // namespace entente
