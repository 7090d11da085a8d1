// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/series.hpp
/// The networks of a discourse over time: in windows of time or of statements, or smoothed by a kernel.

#include <boost/optional.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/pair_network.hpp"
#include "entente/discourse/projection_options.hpp"
#include "entente/discourse/time_kernel.hpp"
#include "entente/discourse/window.hpp"
#include "entente/model/time.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <utility>

#include "entente/discourse/coded_statements.hpp"
#include "entente/discourse/pair_counts.hpp"
#include "entente/discourse/projection.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// A network and its time.
struct timed_network {
    period window{};  ///< what its statements are from
    time_point at{};  ///< the beginning of the window; the middle of a kernel
    pair_network network{};
};

/// A pair of nodes at a time.
struct timed_pair_row {
    std::string t;
    row_id a{}, b{};
    boost::optional<double> value{};

    template <class Row = timed_pair_row>
    static auto fields() {
        return std::tuple(make_field<Row>("t", "", "the beginning of the window, or the middle of the kernel", &Row::t),
                          make_field<Row>("a", "", "a node", &Row::a), make_field<Row>("b", "", "another", &Row::b),
                          make_field<Row>("value", "", "what ties them; none where that is undefined", &Row::value));
    }
};

/// All pairs of all times, zeros included. O(pairs).
std::vector<timed_pair_row> rows_of(std::vector<timed_network> const& series);

/// Is given one network after the other; it may move from it.
using network_visitor = std::function<void(timed_network&)>;

/// The networks of the statements of each window, in the order of the windows: each as `project` makes it of the
/// statements whose date begins in the window and in the period of the options, to the bit.
///
/// Of windows that overlap the next is made from the one before, by what enters and what leaves, where sums are of
/// whole numbers and nothing can be left over: where all positions of the corpus are, and the ranges of its scales
/// (with a least common multiple below a million), or positions are ignored (but for jaccard where several
/// statements are one). Else, and where it is less work, it is made afresh. Isolates are those of the whole period
/// of the options.
/// Throws as `project` does, and error(empty_range) for an empty window.
/// Complexity: of `project` for the whole, and for each window O(nodes^2) and, for each statement that enters or
/// leaves,
/// O(cells of its item).
void for_each_window(corpus const& c, projection_options const& options, std::span<period const> windows,
                     network_visitor const& visit);
std::vector<timed_network> window_networks(corpus const& c, projection_options const& options,
                                           std::span<period const> windows);

/// The same for windows of `length` statements that count, one after the other in the order of the corpus, the next
/// `step` further: statements of one date stay in the order in which they came, and none is drawn by lot. With
/// duplicates each statement that was one with an earlier one has been left out before. Only full windows.
/// Throws as `project` does, and error(invalid_argument) for a length or step of 0.
void for_each_event_window(corpus const& c, projection_options const& options, std::size_t length, std::size_t step,
                           network_visitor const& visit);
std::vector<timed_network> event_networks(corpus const& c, projection_options const& options, std::size_t length,
                                          std::size_t step = 1);

/// The networks at points in time: two statements of a pair count sqrt(K(d) K(d')), of their distances in time.
///
/// The sum of these over pairs of statements is a product of sums of sqrt(K), which is how it is computed: each
/// statement weighs sqrt(K) wherever `project` counts 1, also in n(a) and |a|. Months and years have their mean
/// lengths. Of statements that are one the first with a weight counts. The gaussian leaves out statements of |d| >
/// 12.25, whose sqrt(K) is below 6e-17 of the greatest: a sum over pairs of statements changes by at most 3e-17 of
/// their number.
/// Throws as `project` does, and error(invalid_argument) for jaccard, which needs counts, and a width below 1.
/// Complexity: of `project` for the whole, and for each point O(statements within the kernel), and for each item
/// O(pairs of its cells).
/// Source: Leifeld (2017) for the kernels; the product form is the library's own.
void for_each_kernel(corpus const& c, projection_options const& options, time_kernel kernel, calendar_span width,
                     std::span<time_point const> points, network_visitor const& visit);
std::vector<timed_network> kernel_networks(corpus const& c, projection_options const& options, time_kernel kernel,
                                           calendar_span width, std::span<time_point const> points);

#if ENTENTE_DEFINES(discourse)

namespace detail {

/// The statements that count, of which a part is in the sums.
class sliding_counts {
public:
    sliding_counts(coded_statements const& coded, projection_options const& options)
        : coded_(coded)
        , counts_(coded, options)
        , loader_(coded)
        , times_(coded.keys, 0) {}

    /// The network of statements `first` up to `last`.
    pair_network network(std::size_t first, std::size_t last) {
        auto const apart = [](std::size_t a, std::size_t b) { return a < b ? b - a : a - b; };
        bool const overlap = first < last_ && first_ < last;
        if (coded_.exact && overlap && apart(first, first_) + apart(last, last_) < last - first) {
            while (first_ > first) enter(--first_);
            while (last_ < last) enter(last_++);
            while (first_ < first) leave(first_++);
            while (last_ > last) leave(--last_);
        } else {
            counts_.clear();
            statements_ = loader_.load(counts_, first, last, [](std::size_t) { return 1.0; });
            if (!times_.empty()) {
                std::fill(times_.begin(), times_.end(), 0u);
                for (auto i = first; i < last; ++i) ++times_[coded_.key_of[i]];
            }
            first_ = first, last_ = last;
        }
        auto result = counts_.network();
        result.statements = statements_;
        return result;
    }

private:
    void enter(std::size_t i) {
        if (!times_.empty() && times_[coded_.key_of[i]]++) return;
        ++statements_;
        counts_.add(coded_.cell_of[i], 1);
    }
    void leave(std::size_t i) {
        if (!times_.empty() && --times_[coded_.key_of[i]]) return;
        --statements_;
        counts_.add(coded_.cell_of[i], -1);
    }

    coded_statements const& coded_;
    pair_counts counts_;
    window_loader loader_;
    std::vector<std::uint32_t> times_;  // by key: how often it is in the window
    std::size_t first_ = 0, last_ = 0, statements_ = 0;
};

ENTENTE_INLINE std::size_t first_at(coded_statements const& coded, time_point t) {
    return static_cast<std::size_t>(std::lower_bound(coded.at.begin(), coded.at.end(), t) - coded.at.begin());
}

template <class ForEach>
std::vector<timed_network> collected(ForEach for_each) {
    std::vector<timed_network> all;
    for_each([&](timed_network& n) { all.push_back(std::move(n)); });
    return all;
}

}  // namespace detail

ENTENTE_INLINE std::vector<timed_pair_row> rows_of(std::vector<timed_network> const& series) {
    std::vector<timed_pair_row> all;
    for (auto const& s : series) {
        auto const t = detail::time_text(s.at);
        for (auto const& row : s.network.rows()) all.push_back({t, row.a, row.b, row.value});
    }
    return all;
}

ENTENTE_INLINE void for_each_window(corpus const& c, projection_options const& options, std::span<period const> windows,
                                    network_visitor const& visit) {
    for (auto const& w : windows)
        if (w.empty())
            throw error(fault_code::empty_range, "a window ends after it begins", {.value = detail::period_text(w)});
    auto const coded = detail::code_statements(c, options);
    detail::sliding_counts counts(coded, options);
    for (auto const& w : windows) {
        timed_network n{w, w.from, counts.network(detail::first_at(coded, w.from), detail::first_at(coded, w.to))};
        visit(n);
    }
}

ENTENTE_INLINE std::vector<timed_network> window_networks(corpus const& c, projection_options const& options,
                                                          std::span<period const> windows) {
    return detail::collected([&](network_visitor const& visit) { for_each_window(c, options, windows, visit); });
}

ENTENTE_INLINE void for_each_event_window(corpus const& c, projection_options const& options, std::size_t length,
                                          std::size_t step, network_visitor const& visit) {
    if (!length || !step)
        throw error(fault_code::invalid_argument, "a window and its step are of at least one statement");
    auto coded = detail::code_statements(c, options);
    if (!coded.key_of.empty()) {
        std::vector<char> seen(coded.keys, 0);
        std::size_t kept = 0;
        for (std::size_t i = 0; i < coded.size(); ++i) {
            if (std::exchange(seen[coded.key_of[i]], char{1})) continue;
            coded.numbers[kept] = coded.numbers[i], coded.at[kept] = coded.at[i];
            coded.cell_of[kept++] = coded.cell_of[i];
        }
        coded.numbers.resize(kept), coded.at.resize(kept), coded.cell_of.resize(kept);
        coded.key_of.clear();
        coded.keys = 0;
    }
    detail::sliding_counts counts(coded, options);
    for (std::size_t first = 0; length <= coded.size() && first <= coded.size() - length; first += step) {
        auto const last = first + length;
        timed_network n{{coded.at[first], coded.at[last - 1] + std::chrono::seconds(1)},
                        coded.at[first],
                        counts.network(first, last)};
        visit(n);
    }
}

ENTENTE_INLINE std::vector<timed_network> event_networks(corpus const& c, projection_options const& options,
                                                         std::size_t length, std::size_t step) {
    return detail::collected(
        [&](network_visitor const& visit) { for_each_event_window(c, options, length, step, visit); });
}

ENTENTE_INLINE void for_each_kernel(corpus const& c, projection_options const& options, time_kernel kernel,
                                    calendar_span width, std::span<time_point const> points,
                                    network_visitor const& visit) {
    detail::require_length(width);
    if (options.normalize == tie_normalization::jaccard)
        throw error(fault_code::invalid_argument, "jaccard is of counts: under a kernel statements have weights");
    auto const coded = detail::code_statements(c, options);
    detail::pair_counts counts(coded, options);
    detail::window_loader loader(coded);
    double const half = mean_seconds(width) / 2, reach = (kernel == time_kernel::gaussian ? 12.25 : 1) * half;
    // Nobody speaks in these years: no point is so far away that this overflows.
    constexpr double farthest = 1e12;
    auto const whole = std::chrono::seconds(static_cast<std::int64_t>((std::min)(std::floor(reach), farthest)));
    for (auto const at : points) {
        auto const within = period{at - whole, at + whole + std::chrono::seconds(1)};
        counts.clear();
        auto const statements = loader.load(counts, detail::first_at(coded, within.from),
                                            detail::first_at(coded, within.to), [&](std::size_t i) {
                                                auto const d = static_cast<double>((coded.at[i] - at).count()) / half;
                                                return std::sqrt(kernel_weight(kernel, d));
                                            });
        timed_network n{within, at, counts.network()};
        n.network.statements = statements;
        visit(n);
    }
}

ENTENTE_INLINE std::vector<timed_network> kernel_networks(corpus const& c, projection_options const& options,
                                                          time_kernel kernel, calendar_span width,
                                                          std::span<time_point const> points) {
    return detail::collected(
        [&](network_visitor const& visit) { for_each_kernel(c, options, kernel, width, points, visit); });
}

#endif

}  // namespace entente
