// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/src/edge_order.hpp
/// Definitions of graph/edge_order.hpp.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/sort_numbers.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/graph/cycle.hpp"
#include "entente/graph/edge_order.hpp"
#include "entente/graph/row_order.hpp"

namespace entente::detail {

ENTENTE_INLINE pending_ends::pending_ends() = default;
ENTENTE_INLINE pending_ends::pending_ends(pending_ends const&) = default;
ENTENTE_INLINE pending_ends::pending_ends(pending_ends&&) noexcept = default;
ENTENTE_INLINE pending_ends& pending_ends::operator=(pending_ends const&) = default;
ENTENTE_INLINE pending_ends& pending_ends::operator=(pending_ends&&) noexcept = default;
ENTENTE_INLINE pending_ends::~pending_ends() = default;

ENTENTE_INLINE edge_order::edge_order(edge_order&&) noexcept = default;
ENTENTE_INLINE edge_order::~edge_order() = default;

ENTENTE_INLINE void edge_order::by_source(pending_ends const& ends) {
    by_source(ends, [](std::size_t, std::size_t) {});
}

ENTENTE_INLINE fault vertex_fault(bool is_issue, std::string label) {
    fault where;
    (is_issue ? where.issue : where.actor) = std::move(label);
    return where;
}

ENTENTE_INLINE fault edge_fault(vertex_labels const& sources, vertex_labels const& targets, bool one_kind,
                                std::uint32_t from, std::uint32_t to, std::size_t ordinal) {
    fault where = one_kind ? vertex_fault(sources.issues, sources(from)) : vertex_fault(false, sources(from));
    (one_kind ? where.value : where.issue) = targets(to);
    where.ordinal = ordinal;
    return where;
}

ENTENTE_INLINE void attribute_vertex(error& refusal, bool is_issue, std::size_t number) {
    auto where = vertex_fault(is_issue, '#' + std::to_string(number));
    where.ordinal = number;
    refusal.attribute(std::move(where));
}

[[noreturn]] ENTENTE_INLINE void refuse(fault_code code, char const* message, fault where) {
    throw graph_error(code, message, std::move(where));
}

ENTENTE_INLINE void index_names(std::span<std::string_view const> names, bool of_issues,
                                std::vector<std::uint32_t>& by_name) {
    by_name.resize(names.size());
    std::iota(by_name.begin(), by_name.end(), std::uint32_t{0});
    sort_numbers(by_name, &names, [](void const* all, std::uint32_t a, std::uint32_t b) {
        auto const& of = *static_cast<std::span<std::string_view const> const*>(all);
        return of[a] < of[b];
    });
    auto const twice =
        std::adjacent_find(by_name.begin(), by_name.end(), [&](auto a, auto b) { return names[a] == names[b]; });
    if (twice != by_name.end())
        refuse(fault_code::duplicate, "two vertices of one kind have the same name",
               vertex_fault(of_issues, std::string(names[*twice])));
}

ENTENTE_INLINE edge_order::edge_order(pending_ends const& ends, std::size_t sources, std::size_t targets_in_all) {
    offsets.assign(sources + 2, 0);
    reverse_offsets.assign(targets_in_all + 2, 0);
    count_ends(ends.from, ends.to);
    reverse.resize(ends.from.size());
    if (sorted) offsets.pop_back();
}

/// Counts targets and sources into the places of the first edge of each, those of targets and of sources out of
/// order one late.
ENTENTE_INLINE void edge_order::count_ends(bulk<std::uint32_t> const& from, bulk<std::uint32_t> const& to) {
    std::size_t e = 0;
    for (std::uint32_t last_from = 0, last_to = 0; e < from.size(); ++e) {
        if (from[e] != last_from) {
            if (from[e] < last_from) break;
            while (last_from < from[e]) offsets[++last_from] = static_cast<std::uint32_t>(e);
        } else if (e) {
            if (to[e] < last_to) break;
            parallel |= to[e] == last_to;
        }
        last_to = to[e];
        ++reverse_offsets[last_to + 2];
    }
    sorted = e == from.size();
    if (sorted) {
        std::fill(offsets.begin() + (from.empty() ? 0 : from.back() + 1), offsets.end(), static_cast<std::uint32_t>(e));
    } else {
        parallel = false;
        for (; e < from.size(); ++e) ++reverse_offsets[to[e] + 2];
        std::fill(offsets.begin(), offsets.end(), 0);
        for (auto const f : from) ++offsets[f + 2];
        std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
    }
    std::partial_sum(reverse_offsets.begin(), reverse_offsets.end(), reverse_offsets.begin());
}

ENTENTE_INLINE void edge_order::order_rows() {
    row_order row(reverse_offsets.size() - 2);
    for (std::size_t s = 0; s + 2 < offsets.size(); ++s)
        parallel |= row(targets.data(), offsets[s], offsets[s + 1],
                        [&](std::uint32_t place, std::uint32_t from) { reverse[place].edge = from; });
    offsets.pop_back();
}

/// Which edge comes at a place.
ENTENTE_INLINE bulk<std::uint32_t> edge_order::edge_numbers(bulk<std::uint32_t> const& from) const {
    bulk<std::uint32_t> added(from.size()), numbers(from.size());
    auto next = offsets;
    for (std::size_t e = 0; e < from.size(); ++e) added[next[from[e]]++] = static_cast<std::uint32_t>(e);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] = sorted ? static_cast<std::uint32_t>(i) : added[reverse[i].edge];
    return numbers;
}

ENTENTE_INLINE void
edge_order::for_each_parallel(pending_ends const& ends, void const* context,
                              void (*visit)(void const* context, std::uint32_t one, std::uint32_t other),
                              bool (*before)(void const* context, std::uint32_t one, std::uint32_t other)) const {
    if (!parallel) return;
    auto const& target_of = sorted ? ends.to : targets;
    auto number = edge_numbers(ends.from);
    for (std::size_t f = 0; f + 1 < offsets.size(); ++f)
        for (auto first = offsets[f]; first < offsets[f + 1];) {
            auto last = first + 1;
            while (last < offsets[f + 1] && target_of[last] == target_of[first]) ++last;
            if (before)
                std::sort(number.begin() + first, number.begin() + last, [&](std::uint32_t one, std::uint32_t other) {
                    if (before(context, one, other)) return true;
                    return !before(context, other, one) && one < other;
                });
            for (auto i = first; i + 1 < last; ++i)
                for (auto j = i + 1; j < (before ? i + 2 : last); ++j) visit(context, number[i], number[j]);
            first = last;
        }
}

ENTENTE_INLINE void edge_order::refuse_cycles(pending_ends const& ends, vertex_labels const& labels) const {
    auto const cycle = find_cycle(offsets, sorted ? ends.to : targets, ends.from, ends.to);
    if (!cycle) return;
    // Of a long cycle the ends tell enough.
    constexpr std::size_t shown = 6;
    auto const& all = cycle->vertices;
    std::string path;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all.size() > 2 * shown && i == shown) {
            path += " -> ... (" + std::to_string(all.size() - 2 * shown) + " more)";
            i = all.size() - shown;
        }
        path += (path.empty() ? "" : " -> ") + shown_text(labels(all[i]));
    }
    auto where = vertex_fault(labels.issues, labels(ends.from[cycle->last_edge]));
    where.ordinal = cycle->last_edge;
    throw graph_error(fault_code::cycle, "a relation that may not lead back to itself does so: " + path, std::move(where));
}

ENTENTE_INLINE void edge_order::prepare(pending_ends& ends, bool by_number) {
    if (sorted) {
        trim(ends.to);
    } else if (by_number) {
        auto const number = edge_numbers(ends.from);
        for (std::size_t i = 0; i < number.size(); ++i) reverse[i].edge = number[i];
    }
}

ENTENTE_INLINE void edge_order::finish(pending_ends& ends, edge_rows& rows) noexcept {
    if (sorted) targets = std::move(ends.to);
    for (std::uint32_t s = 0; s + std::size_t{1} < offsets.size(); ++s)
        for (auto e = offsets[s]; e < offsets[s + 1]; ++e) {
            auto const place = reverse_offsets[targets[e] + 1]++;
            reverse[place] = {s, e};
        }
    reverse_offsets.pop_back();
    rows.offsets = std::move(offsets);
    rows.targets = std::move(targets);
    rows.reverse_offsets = std::move(reverse_offsets);
    rows.reverse = std::move(reverse);
}

}  // namespace entente::detail
