// SPDX-License-Identifier: BSL-1.0
#include "group_pairs.hpp"

#include <string_view>
#include <tuple>

#include "entente/error.hpp"
#include "entente/group/spread.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/positions/submatrix.hpp"
#include "entente/text/parse_measure.hpp"

namespace entente_program {
namespace {

using namespace entente;

struct within_line {
    std::string_view measure, group, other;
    group_pair found{};
    static auto fields() {
        using row = within_line;
        return std::tuple_cat(std::tuple(make_field<row>("measure", "", "", &row::measure),
                                         make_field<row>("group", "", "", &row::group),
                                         make_field<row>("other", "", "the same within a group", &row::other)),
                              fields_within(&row::found));
    }
};
struct spread_line {
    std::string_view measure, group;
    opinion_spread found{};
    static auto fields() {
        using row = spread_line;
        return std::tuple_cat(std::tuple(make_field<row>("measure", "", "", &row::measure),
                                         make_field<row>("group", "", "", &row::group)),
                              fields_within(&row::found));
    }
};

/// The distances of the members of a group.
distance_table distances_in(position_matrix const& members, any_measure const& distance) {
    auto const pairs = all_pairs(members, distance);
    for (std::size_t a = 0; a < members.actors(); ++a)
        for (std::size_t b = 0; b < a; ++b)
            if (auto const c = pairs.at(b, a); !c.value)
                throw error(fault_code::invalid_argument,
                            "two members of a group have no distance (" + std::string(to_string(c.reason)) +
                                "): its camps are not known",
                            {.actor = members.actor_name(b), .value = members.actor_name(a)});
    return make_distances(pairs, distance.described());
}

}  // namespace

void write_within(position_matrix const& matrix, std::vector<named_group> const& groups, std::string const& measure,
                  answer& out) {
    auto const m = parse_measure(measure);
    std::vector<std::vector<std::size_t>> rows;
    for (auto const& g : groups) rows.push_back(g.rows);
    std::vector<within_line> lines;
    for (auto const& found : within_and_between(all_pairs(matrix, m), rows))
        lines.push_back({measure, groups[found.first].name, groups[found.second].name, found});
    out.write(lines, number_of_id());
}

void write_spread(position_matrix const& matrix, std::vector<named_group> const& groups, std::string const& measure,
                  answer& out) {
    auto const distance = as_distance(parse_measure(measure));
    std::vector<spread_line> lines;
    for (auto const& g : groups) {
        std::vector<actor_id> members;
        for (auto const row : g.rows) members.push_back(matrix.actor(row));
        lines.push_back({measure, g.name, spread_of(distances_in(select_actors(matrix, members), distance))});
    }
    out.write(lines, number_of_id());
}

}  // namespace entente_program
