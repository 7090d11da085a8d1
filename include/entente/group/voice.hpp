// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/voice.hpp
/// Does a group speak with one voice, on which issues not, and who dissents?

#include <boost/optional.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/group/lines.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"

namespace entente {

/// How a group speaks on an issue.
enum class unison : unsigned char {
    one_voice,  ///< nobody who speaks breaks ranks with the line
    dissent,    ///< there is a line, and some break ranks with it
    divided,    ///< the most held positions tie: there is no line
    silent      ///< nobody speaks who weighs something
};

constexpr std::string_view to_string(unison u) {
    constexpr std::string_view names[] = {"one_voice", "dissent", "divided", "silent"};
    return names[static_cast<int>(u)];
}

/// How a group speaks on one issue, and who does not.
struct group_voice {
    issue_id issue{};
    unison speaks = unison::silent;
    boost::optional<double> line{};  ///< none where the group is divided or silent
    std::size_t members = 0;         ///< of the group
    std::size_t spoke = 0;           ///< of these, how many hold a position
    std::vector<actor_id> dissenters{};
    std::string dissent{};  ///< their names, with commas between them

    template <class Row = group_voice>
    static auto fields() {
        return std::tuple(make_field<Row>("issue", "", "on which", &Row::issue),
                          make_field<Row>("voice", "", "one_voice, dissent, divided or silent",
                                          [](Row const& r) { return to_string(r.speaks); }),
                          make_field<Row>("line", issue_units, "the position of the group", &Row::line),
                          make_field<Row>("members", "actors", "of the group", &Row::members),
                          make_field<Row>("spoke", "actors", "of these, with a position", &Row::spoke),
                          make_field<Row>("dissenters", "", "who break ranks with the line", &Row::dissent));
    }
};

/// How some rows of a matrix speak on each issue, in the order of issues: a party, or the members of an alliance. A line
/// and who breaks ranks with it are as `lines` says. One who speaks alone speaks with one voice; who is silent neither
/// joins nor dissents. Throws as `lines` does. O(cells log cells).
/// ```
/// for (auto const& v : group_voices(matrix, rows))
///     if (v.speaks == unison::dissent) std::cout << matrix.issue(v.issue.value).name << ": " << v.dissent << '\n';
/// ```
std::vector<group_voice> group_voices(position_matrix const& matrix, std::span<std::size_t const> rows,
                                      line_rule rule = line_rule::majority,
                                      group_weights weights = group_weights::none);

#if ENTENTE_DEFINES(group)

ENTENTE_INLINE std::vector<group_voice> group_voices(position_matrix const& matrix, std::span<std::size_t const> rows,
                                                     line_rule rule, group_weights weights) {
    auto const line = lines(matrix, rows, rule, weights);
    std::vector<group_voice> result;
    for (auto const& l : line) {
        auto const speaks = l.tied        ? unison::divided
                            : !l.position ? unison::silent
                            : l.rebels    ? unison::dissent
                                          : unison::one_voice;
        result.push_back({l.issue, speaks, l.position, l.members, l.spoke, {}, {}});
    }
    detail::visit_lines(matrix, rows, line, [&](std::size_t r, cell const& c) {
        if (!detail::breaks_ranks(matrix.issue(c.issue), c.position, *line[c.issue].position, rule)) return;
        auto& v = result[c.issue];
        v.dissenters.push_back(matrix.actor(rows[r]));
        v.dissent += (v.dissent.empty() ? "" : ", ") + matrix.actor_name(rows[r]);
    });
    return result;
}

#endif

}  // namespace entente
