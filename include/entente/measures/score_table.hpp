// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/score_table.hpp
/// Tables that say what each pair of answers scores.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/parse_number.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente {

/// What each pair of answers scores, as given by hand or read from a file.
struct score_table_data {
    std::size_t answers;              ///< n >= 2
    std::vector<double> scores;       ///< n * n by rows: rows are the first actor's answers, columns the second's
    std::vector<double> maxima{};     ///< for each row, what its scores are a share of; empty: the greatest of them
    std::vector<double> silence{};    ///< for each answer, the points that silence on it misses; empty: not rated
    std::vector<double> positions{};  ///< of the answers, in any order; empty: they go by order
    std::vector<std::string> labels{};  ///< what the answers are called; empty: that is not known
};

/// A table of scores that has been checked.
///
/// A table whose answers have positions meets the categories of an issue by position, any other by order: its first
/// answer is the least category.
class score_table {
public:
    /// Throws error unless all sizes fit, all numbers are finite and at least 0 (positions: finite and different), no
    /// score is above its maximum, and some maximum is above 0.
    explicit score_table(score_table_data data);

    std::size_t answers() const { return data_.answers; }
    /// The positions of the answers, ascending; empty where they go by order.
    std::span<double const> positions() const { return data_.positions; }
    double score(std::size_t first, std::size_t second) const { return data_.scores[first * data_.answers + second]; }
    /// What score(first, ...) is a share of.
    double maximum(std::size_t first) const { return data_.maxima[first]; }
    /// Whether silence has a rating.
    bool rates_silence() const { return !data_.silence.empty(); }
    /// The points that silence misses, when the other gives this answer. Precondition: rates_silence().
    double silence(std::size_t answer) const { return data_.silence[answer]; }

    /// Whether the categories of an issue are answers of the table.
    bool fits(issue_column const& issue) const;
    /// Throws scale_error where a category of an issue that it fits is called like another answer than the one that it
    /// would be taken for: `no` of the scale `yes|no` for `no`, the first answer of a table that goes by order.
    /// O(categories * answers).
    void require_labels(issue_column const& issue) const;
    /// The answer at a position. Throws scale_error where there is none, as when a policy fills in between two
    /// categories.
    std::size_t answer_at(double position, issue_column const& issue) const {
        auto const all = positions().empty() ? std::span<double const>(issue.categories) : positions();
        auto const at = std::lower_bound(all.begin(), all.end(), position);
        if (at == all.end() || *at != position)
            throw scale_error(fault_code::off_scale, "a position that is no answer of the table",
                              {.issue = issue.name, .value = detail::number_text(position)});
        return static_cast<std::size_t>(at - all.begin());
    }

private:
    [[noreturn]] static void refuse(fault_code code, char const* message, double value);

    void sort_by_position();

    score_table_data data_;
};

#if ENTENTE_DEFINES(measures)
ENTENTE_INLINE score_table::score_table(score_table_data data) : data_(std::move(data)) {
    auto const n = data_.answers;
    if (n < 2) refuse(fault_code::invalid_argument, "a table of scores has at least two answers", static_cast<double>(n));
    if (data_.scores.size() / n != n || data_.scores.size() % n)
        refuse(fault_code::invalid_argument, "a table of scores is square", static_cast<double>(data_.scores.size()));
    for (auto const size : {data_.maxima.size(), data_.silence.size(), data_.positions.size(), data_.labels.size()})
        if (size != 0 && size != n)
            refuse(fault_code::invalid_argument, "a table of scores says it of each answer, or of none",
                   static_cast<double>(size));
    for (auto const* each : {&data_.scores, &data_.maxima, &data_.silence})
        for (double const points : *each) {
            if (!detail::is_finite(points)) refuse(fault_code::not_a_number, "points are a finite number", points);
            if (points < 0) refuse(fault_code::out_of_range, "points are at least 0", points);
        }
    for (double const p : data_.positions)
        if (!detail::is_finite(p)) refuse(fault_code::not_a_number, "the position of an answer is a finite number", p);
    bool const given = !data_.maxima.empty();
    data_.maxima.resize(n);
    for (std::size_t x = 0; x < n; ++x) {
        auto const row = std::span(data_.scores).subspan(x * n, n);
        double const greatest = *std::max_element(row.begin(), row.end());
        if (given && greatest > data_.maxima[x])
            refuse(fault_code::out_of_range, "a score is above the maximum of its row", greatest);
        if (!given) data_.maxima[x] = greatest;
    }
    if (std::all_of(data_.maxima.begin(), data_.maxima.end(), [](double m) { return m == 0; }))
        refuse(fault_code::invalid_argument, "a table of scores has points to score", 0);
    sort_by_position();
}

ENTENTE_INLINE bool score_table::fits(issue_column const& issue) const {
    if (positions().empty()) return issue.categories.size() == answers();
    return !issue.categories.empty() && std::includes(data_.positions.begin(), data_.positions.end(),
                                                      issue.categories.begin(), issue.categories.end());
}

ENTENTE_INLINE void score_table::require_labels(issue_column const& issue) const {
    // A number is the same label however it is spelled.
    auto const same = [](std::string const& a, std::string const& b) {
        if (a == b) return true;
        auto const x = detail::parse_number(a), y = detail::parse_number(b);
        return x && y && *x == *y;
    };
    for (std::size_t k = 0; k < (data_.labels.empty() ? 0 : issue.categories.size()); ++k) {
        auto const label = issue.labelled ? issue.labelled->label(k) : detail::number_label(issue.categories[k]);
        auto const taken_for = answer_at(issue.categories[k], issue);
        if (same(data_.labels[taken_for], label)) continue;
        for (auto const& other : data_.labels)
            if (same(other, label))
                throw scale_error(fault_code::incompatible_scales,
                                  "an option of the scale would be taken for another answer of the table, \"" +
                                      data_.labels[taken_for] + "\": its answers come from the least category on",
                                  {.issue = issue.name, .value = label});
    }
}

ENTENTE_INLINE void score_table::refuse(fault_code code, char const* message, double value) {
    throw error(code, message, {.value = detail::number_text(value)});
}

ENTENTE_INLINE void score_table::sort_by_position() {
    if (data_.positions.empty()) return;
    auto const n = data_.answers;
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return data_.positions[a] < data_.positions[b]; });
    auto const sorted = [&](auto const& each) {
        auto result = each;
        for (std::size_t k = 0; k < each.size(); ++k) result[k] = each[order[k]];
        return result;
    };
    std::vector<double> scores;
    for (auto const x : order)
        for (auto const y : order) scores.push_back(data_.scores[x * n + y]);
    data_ = {n,
             std::move(scores),
             sorted(data_.maxima),
             sorted(data_.silence),
             sorted(data_.positions),
             sorted(data_.labels)};
    auto const twice = std::adjacent_find(data_.positions.begin(), data_.positions.end());
    if (twice != data_.positions.end()) refuse(fault_code::duplicate, "two answers of a table have one position", *twice);
}
#endif

}  // namespace entente
