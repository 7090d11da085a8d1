// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/coded_statements.hpp
/// The statements that count as numbers: of whom, on what, which of them are one.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "entente/config.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/projection_options.hpp"
#include "entente/model/time.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <numeric>
#include <span>

#include "entente/base/finite.hpp"
#include "entente/discourse/number_pairs.hpp"
#include "entente/error.hpp"
#include "entente/model/level.hpp"
#include "entente/model/scale.hpp"
#include "entente/positions/ids.hpp"
#endif

namespace entente::detail {

/// Statements by node, item (what ties nodes) and position: a cell is a triple of them that occurs.
///
/// Positions of one item are alike by w(x, y) = step (range - |x - y|), or unit where equal on a nominal scale; w /
/// unit is s of `tie_aggregation`. Where `exact`, all of these are whole numbers, and so is every sum of them.
struct coded_statements {
    struct cell {
        std::uint32_t node = 0, item = 0;
        std::uint32_t level = 0;  ///< the same where positions are
        std::uint32_t pair = 0;   ///< of node and item
        double position = 0;
    };
    struct item_scale {
        double range = 1, step = 1;
        bool nominal = false;
    };

    std::vector<std::uint32_t> nodes{};    ///< ids of what nodes are, ascending, isolates among them where wanted
    std::vector<std::uint32_t> numbers{};  ///< of the statements in the corpus, ascending
    std::vector<time_point> at{};          ///< of each of these, ascending
    std::vector<std::uint32_t> cell_of{};  ///< of each
    std::vector<std::uint32_t> key_of{};   ///< statements of one key are one
    std::vector<cell> cells{};
    std::vector<item_scale> scales{};  ///< by item
    std::vector<char> isolates{};      ///< by node: wanted without statements
    std::size_t items = 0, pairs = 0, keys = 0;
    double unit = 1;
    bool exact = true;     ///< and what leaves can be taken away
    bool nominal = false;  ///< whether all scales are

    std::size_t size() const { return numbers.size(); }
};

/// Throws as select_statements does; error(invalid_argument) for a share of `ignore`; scale_error(incompatible_scales)
/// where issues of different scales are to be compared, or nominal and other scales are as Discourse Network
/// Analyzer has one. O(statements of the corpus), on average.
coded_statements code_statements(corpus const& c, projection_options const& options);

#if ENTENTE_DEFINES(discourse)

/// By node, the number among `nodes`, sorted; ids of nodes.
ENTENTE_INLINE std::vector<std::uint32_t> used_ids(std::span<std::uint32_t const> of,
                                                   std::vector<std::uint32_t> const& statements, std::size_t ids,
                                                   std::vector<std::uint32_t>& place) {
    std::vector<char> used(ids, 0);
    for (auto const s : statements) used[of[s]] = 1;
    std::vector<std::uint32_t> all;
    place.assign(ids, corpus::no_name);
    for (std::size_t i = 0; i < ids; ++i)
        if (used[i]) place[i] = static_cast<std::uint32_t>(all.size()), all.push_back(static_cast<std::uint32_t>(i));
    return all;
}

/// What statements have to share to be one, beside what they say.
ENTENTE_INLINE std::uint32_t time_unit_of(time_point t, duplicate_statements by) {
    using namespace std::chrono;
    auto const midnight = floor<days>(t);
    auto const since_0 = (midnight - sys_days(year(0) / January / 1)).count();
    if (by == duplicate_statements::day) return static_cast<std::uint32_t>(since_0);
    // The first of January 0 was a Saturday.
    if (by == duplicate_statements::week) return static_cast<std::uint32_t>((since_0 + 5) / 7);
    year_month_day const on(midnight);
    auto const y = static_cast<std::uint32_t>(static_cast<int>(on.year()));
    if (by == duplicate_statements::year) return y;
    if (by == duplicate_statements::month) return y * 12 + static_cast<unsigned>(on.month()) - 1;
    return 0;
}

/// How alike positions of items are. The unit is that of the whole corpus, so that a part of it has the same bits.
ENTENTE_INLINE void scale_items(corpus const& c, projection_options const& options, coded_statements& coded,
                                std::vector<std::uint32_t> const& issues) {
    double least = 0, greatest = 0;
    bool any = false, whole = true, all_nominal = true, some_nominal = false;
    for (auto const x : c.positions()) {
        if (is_nan(x)) continue;
        least = any ? (std::min)(least, x) : x, greatest = any ? (std::max)(greatest, x) : x, any = true;
        whole = whole && x == std::trunc(x);
    }
    auto const scale_of_issue = [&](std::size_t i) {
        scale const& on = c[issue_id(i)].scale;
        coded_statements::item_scale s;
        s.nominal = on.measurement() == level::nominal;
        s.range = s.nominal ? 1 : options.dna_compatible ? greatest - least : on.upper() - on.lower();
        if (s.range == 0) s.range = 1;  // all positions are one
        return s;
    };
    std::uint64_t unit = 1;
    for (std::size_t i = 0; i < c.issues() && whole; ++i) {
        double const range = scale_of_issue(i).range;
        whole = range == std::trunc(range) && range < 1e6;
        if (whole) unit = std::lcm(unit, static_cast<std::uint64_t>(range));
        whole = whole && unit < 1'000'000;
    }
    coded.exact = whole;
    coded.unit = whole ? static_cast<double>(unit) : 1;
    coded.scales.clear();
    for (auto const i : issues) {
        auto s = scale_of_issue(i);
        s.step = coded.unit / s.range;
        all_nominal = all_nominal && s.nominal;
        some_nominal = some_nominal || s.nominal;
        coded.scales.push_back(s);
    }
    coded.nominal = all_nominal;
    if (options.dna_compatible && some_nominal && !all_nominal)
        throw scale_error(fault_code::incompatible_scales,
                          "as Discourse Network Analyzer has it, either all issues are nominal or none is");
}

ENTENTE_INLINE coded_statements code_statements(corpus const& c, projection_options const& options) {
    bool const by_position = options.aggregate != tie_aggregation::ignore;
    bool const jaccard = options.normalize == tie_normalization::jaccard;
    if (!by_position && options.normalize == tie_normalization::share)
        throw error(fault_code::invalid_argument,
                    "a share is of congruence, conflict or subtract: all of ignore is all of it");
    coded_statements coded;
    coded.numbers = select_statements(c, options.statements);
    bool const of_issues = options.nodes == discourse_nodes::issue;
    auto const actors = options.nodes == discourse_nodes::speaker ? c.speaker_numbers() : c.actor_numbers();
    auto const actor_count = options.nodes == discourse_nodes::speaker ? c.speakers() : c.actors();
    auto const node_numbers = of_issues ? c.issue_numbers() : actors,
               item_numbers = of_issues ? actors : c.issue_numbers();
    auto const node_count = of_issues ? c.issues() : actor_count, item_count = of_issues ? actor_count : c.issues();

    if (by_position) std::erase_if(coded.numbers, [&](auto s) { return is_nan(c.positions()[s]); });
    std::vector<std::uint32_t> node_place, item_place, everyone;
    if (options.isolates) {
        auto const range = c.in(options.statements.within);
        everyone.resize(range.size());
        std::iota(everyone.begin(), everyone.end(), static_cast<std::uint32_t>(range.first));
    }
    coded.nodes = used_ids(node_numbers, options.isolates ? everyone : coded.numbers, node_count, node_place);
    coded.isolates.assign(coded.nodes.size(), options.isolates);
    auto const items = used_ids(item_numbers, coded.numbers, item_count, item_place);
    coded.items = items.size();

    // Cells, and which statements are one.
    number_pairs pairs(coded.size()), levels, cells(coded.size()), keys(coded.size());
    constexpr std::uint64_t without_document = std::uint64_t{1} << 40;
    std::size_t kept = 0;
    for (auto const s : coded.numbers) {
        auto const node = node_place[node_numbers[s]], item = item_place[item_numbers[s]];
        auto const pair = pairs.number(node, item);
        double const position = c.positions()[s];
        // Where positions are ignored a cell is an item of a node, but for jaccard, which asks for positions.
        auto const level =
            !by_position && !jaccard
                ? 0
                : levels.number(is_nan(position) ? ~std::uint64_t{0}
                                                 : std::bit_cast<std::uint64_t>(position == 0 ? 0.0 : position),
                                0);
        auto const cell = cells.number(pair, level);
        if (cell == coded.cells.size()) coded.cells.push_back({node, item, level, pair, position});
        if (options.duplicates != duplicate_statements::include) {
            std::uint64_t const what = by_position ? cell : pair;
            auto const document = c.document_numbers()[s];
            auto const key = options.duplicates != duplicate_statements::document
                                 ? keys.number(what, time_unit_of(c.times()[s], options.duplicates))
                             : document == corpus::no_name ? keys.number(without_document, s)
                                                           : keys.number(what, document);
            if (options.dna_compatible && key < coded.keys) continue;
            coded.keys = keys.size();
            coded.key_of.push_back(key);
        }
        coded.numbers[kept++] = s;
        coded.cell_of.push_back(cell);
        coded.at.push_back(c.times()[s]);
    }
    coded.numbers.resize(kept);
    if (options.dna_compatible) coded.key_of.clear();
    coded.pairs = pairs.size();

    auto const issues = of_issues ? coded.nodes : items;
    if (of_issues && by_position)
        for (auto const i : issues)
            if (!(c[issue_id(i)].scale == c[issue_id(issues.front())].scale))
                throw scale_error(fault_code::incompatible_scales, "issues are compared by positions on one scale only",
                                  {.issue = c.name(issue_id(i))});
    coded.scales.resize(coded.items);
    // Counts alone are whole numbers. Only where the position of the first of some duplicates counts, it is not
    // enough to know that one of them leaves.
    coded.exact = !jaccard || by_position || options.duplicates == duplicate_statements::include;
    if (!by_position) return coded;
    scale_items(c, options, coded, issues);
    if (of_issues) {
        auto const one = coded.scales.empty() ? coded_statements::item_scale{} : coded.scales.front();
        coded.scales.assign(coded.items, one);
    }
    return coded;
}

#endif

}  // namespace entente::detail
