// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/pending_relation.hpp
/// Edges read before their vertices are all known.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/io/record.hpp"
#include "entente/io/text_position.hpp"
#include "entente/model/time.hpp"

namespace entente::io::detail {

/// Relations among actors and among issues that wait until all vertices are known, each with the place it came from.
class pending_relations {
public:
    void add(table_relation kind, record const& from_row, std::size_t column, std::string const& file,
             std::uint32_t from, std::uint32_t to, double strength = 1, period const& valid = {}) {
        of(kind).push_back({from, to, strength, valid, &file, from_row.where(column), excerpt(from_row[column])});
    }

    void relate(row_sink& sink) const {
        for (auto const kind : kinds)
            for (auto const& each : of(kind)) {
                try {
                    sink.relate(kind, each.from, each.to, each.strength, each.valid);
                } catch (error& refusal) {
                    locate(refusal, each);
                    throw;
                }
            }
    }

    /// Whether an error of freezing is of one of these relations; if so, its place is added.
    bool locate(error& refusal) const {
        auto const& where = refusal.where();
        for (auto const kind : kinds) {
            bool const of_issues = kind == table_relation::part_of;
            auto const& rows = of(kind);
            if (where.ordinal >= rows.size() || !(of_issues ? where.actor : where.issue).empty()) continue;
            bool const at_fault = refusal.code() == fault_code::duplicate ? is_repeated(rows, where.ordinal)
                                  : refusal.code() == fault_code::cycle   ? leads_back(rows, where.ordinal)
                                                                          : false;
            if (at_fault) {
                locate(refusal, rows[where.ordinal]);
                return true;
            }
        }
        return false;
    }

private:
    struct row {
        std::uint32_t from, to;
        double strength;
        period valid;
        std::string const* file;
        text_position where;
        std::string text;
    };
    using rows_of_kind = std::vector<row>;
    static constexpr std::array kinds{table_relation::member_of, table_relation::speaks_for, table_relation::influences,
                                      table_relation::part_of};

    rows_of_kind& of(table_relation kind) { return rows_[static_cast<std::size_t>(kind)]; }
    rows_of_kind const& of(table_relation kind) const { return rows_[static_cast<std::size_t>(kind)]; }

    static bool is_repeated(rows_of_kind const& rows, std::size_t i) {
        auto const last = rows.begin() + static_cast<std::ptrdiff_t>(i);
        return std::any_of(rows.begin(), last, [&](row const& r) {
            return r.from == last->from && r.to == last->to && r.valid.overlaps(last->valid);
        });
    }

    /// Whether the far end of an edge leads to its near one.
    static bool leads_back(rows_of_kind const& rows, std::size_t i) {
        if (rows[i].from == rows[i].to) return true;
        std::uint32_t greatest = 0;
        for (auto const& r : rows) greatest = (std::max)({greatest, r.from, r.to});
        // The edges that leave a vertex, by vertex: first[v] is where they begin, once they are counted in.
        std::vector<std::size_t> first(std::size_t{greatest} + 3, 0), targets(rows.size());
        for (auto const& r : rows) ++first[r.from + 2];
        for (std::size_t v = 2; v != first.size(); ++v) first[v] += first[v - 1];
        for (auto const& r : rows) targets[first[r.from + 1]++] = r.to;
        std::vector<char> seen(std::size_t{greatest} + 1);
        std::vector<std::size_t> open{rows[i].to};
        while (!open.empty()) {
            auto const at = open.back();
            open.pop_back();
            if (at == rows[i].from) return true;
            if (std::exchange(seen[at], char{1})) continue;
            for (auto e = first[at]; e != first[at + 1]; ++e) open.push_back(targets[e]);
        }
        return false;
    }

    static void locate(error& refusal, row const& at) {
        refusal.locate(*at.file, at.where.line, at.where.column, at.text);
    }

    std::array<rows_of_kind, kinds.size()> rows_;
};

}  // namespace entente::io::detail
