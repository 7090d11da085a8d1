// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/selection.hpp
/// Which statements of a corpus count.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "entente/config.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/model/time.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <span>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/discourse/statement.hpp"
#include "entente/error.hpp"
#include "entente/positions/ids.hpp"
#endif

namespace entente {

/// Statements by what stands in a column: actor, speaker, document, issue, position, source, or a further column.
struct column_filter {
    std::string column;
    std::vector<std::string> values;  ///< any of them; a position by its label or number; "" where nothing stands
    bool keep = false;                ///< whether these alone count, or all but these
};

/// Which statements count: those whose date begins within the period, and that every column lets through.
struct statement_filter {
    period within{};
    std::vector<column_filter> columns{};
};

/// The numbers of the statements that count, ascending, and so in the order of dates. Throws error(unknown_name) for a
/// column that is not there, and for a value that no statement of the corpus has in it. O(statements of the period x
/// columns, log statements).
std::vector<std::uint32_t> select_statements(corpus const& c, statement_filter const& filter);

#if ENTENTE_DEFINES(discourse)

namespace detail {

[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void refuse_value(std::string const& column, std::string const& value) {
    throw error(fault_code::unknown_name, "no statement has this value in the column " + column, {.value = value});
}

/// Marks numbers of names; `empty` is whether nothing at all is meant, too.
struct name_mask {
    std::vector<char> of{};
    bool empty = false;
    bool contains(std::uint32_t n) const { return n == corpus::no_name ? empty : of[n] != 0; }
};

template <class NameOf>
name_mask mask_of(column_filter const& f, std::size_t names, bool may_be_empty, NameOf name_of) {
    name_mask mask{std::vector<char>(names, 0)};
    for (auto const& value : f.values) {
        bool found = value.empty() && may_be_empty;
        if (found) mask.empty = true;
        for (std::size_t n = 0; n < names; ++n)
            if (name_of(n) == value) mask.of[n] = found = true;
        if (!found) refuse_value(f.column, value);
    }
    return mask;
}

ENTENTE_INLINE bool has_position(corpus const& c, std::uint32_t s, std::string const& value) {
    double const x = c.positions()[s];
    if (is_nan(x)) return value.empty();
    auto const& on = c[issue_id(c.issue_numbers()[s])].scale;
    if (auto const k = on.category_of(x); k && on.label(*k) == value) return true;
    return number_text(x) == value || number_label(x) == value;
}

/// Takes out of `kept`, which begins with statement `first`, what a column does not let through.
ENTENTE_INLINE void apply(corpus const& c, column_filter const& f, std::size_t first, std::vector<char>& kept) {
    auto const by_mask = [&](std::span<std::uint32_t const> numbers, name_mask const& mask) {
        for (std::size_t i = 0; i < kept.size(); ++i)
            if (mask.contains(numbers[first + i]) != f.keep) kept[i] = 0;
    };
    if (f.column == "actor")
        return by_mask(c.actor_numbers(),
                       mask_of(f, c.actors(), false, [&](std::size_t n) { return c.name(actor_id(n)); }));
    if (f.column == "speaker")
        return by_mask(c.speaker_numbers(),
                       mask_of(f, c.speakers(), false, [&](std::size_t n) { return c.name(speaker_id(n)); }));
    if (f.column == "document")
        return by_mask(c.document_numbers(),
                       mask_of(f, c.documents(), true, [&](std::size_t n) { return c.name(document_id(n)); }));
    if (f.column == "issue")
        return by_mask(c.issue_numbers(),
                       mask_of(f, c.issues(), false, [&](std::size_t n) { return c.name(issue_id(n)); }));
    if (f.column == "source") {
        auto const mask = mask_of(f, c.sources().size(), true, [&](std::size_t n) { return c.sources()[n]; });
        if (!c.sources().empty()) return by_mask(c.source_numbers(), mask);
        if (mask.empty != f.keep) std::fill(kept.begin(), kept.end(), char{0});
        return;
    }
    if (f.column == "position") {
        for (auto const& value : f.values) {
            bool found = false;
            for (std::uint32_t s = 0; s < c.size() && !found; ++s) found = has_position(c, s, value);
            if (!found) refuse_value(f.column, value);
        }
        for (std::size_t i = 0; i < kept.size(); ++i) {
            auto const s = static_cast<std::uint32_t>(first + i);
            bool const any = std::any_of(f.values.begin(), f.values.end(),
                                         [&](auto const& value) { return has_position(c, s, value); });
            if (any != f.keep) kept[i] = 0;
        }
        return;
    }
    auto const column = c.find_column(f.column);
    if (!column) throw error(fault_code::unknown_name, "statements have no such column", {.value = f.column});
    auto const values = c.column_values(*column);
    by_mask(c.column_numbers(*column), mask_of(f, values.size(), false, [&](std::size_t n) { return values[n]; }));
}

}  // namespace detail

ENTENTE_INLINE std::vector<std::uint32_t> select_statements(corpus const& c, statement_filter const& filter) {
    auto const range = c.in(filter.within);
    std::vector<char> kept(range.size(), 1);
    for (auto const& f : filter.columns) detail::apply(c, f, range.first, kept);
    std::vector<std::uint32_t> numbers;
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (kept[i]) numbers.push_back(static_cast<std::uint32_t>(range.first + i));
    return numbers;
}

#endif

}  // namespace entente
