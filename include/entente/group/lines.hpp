// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/lines.hpp
/// What line does a group take on each issue, who keeps to it, and where do two groups differ?

#include <boost/optional.hpp>

#include <cstddef>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/sort_stably.hpp"
#include "entente/config.hpp"
#include "entente/group/column.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/matrix.hpp"

#if ENTENTE_DEFINES(group)
#include <algorithm>
#include <cmath>
#include <string>

#include "entente/error.hpp"
#include "entente/fold/units.hpp"
#include "entente/group/measures/formulas.hpp"
#endif

namespace entente {

/// What makes the line of a group.
enum class line_rule : unsigned char {
    majority,  ///< the position that most of the weight holds; none on a tie
    mean       ///< the mean position; needs interval scales
};

/// The line of a group on one issue, and how the group stands to it.
struct group_line {
    issue_id issue{};
    boost::optional<double> position{};  ///< none where nobody speaks, or the most held positions tie
    bool tied = false;                   ///< whether it is none because of a tie
    std::size_t members = 0;             ///< of the group
    std::size_t spoke = 0;               ///< of these, how many hold a position
    boost::optional<double> support{};   ///< share of the weight of those who spoke that holds the most held position
    boost::optional<double> margin{};    ///< that share less the share of the next position; 0 on a tie
    std::size_t rebels = 0;              ///< how many break ranks

    boost::optional<double> turnout() const {
        if (!members) return boost::none;
        return static_cast<double>(spoke) / static_cast<double>(members);
    }
    template <class Row = group_line>
    static auto fields() {
        return std::tuple(
            make_field<Row>("issue", "", "on which", &Row::issue),
            make_field<Row>("line", issue_units, "the position of the group; none on a tie", &Row::position),
            make_field<Row>("tied", "", "whether the most held positions tie", &Row::tied),
            make_field<Row>("members", "actors", "of the group", &Row::members),
            make_field<Row>("spoke", "actors", "of these, with a position", &Row::spoke),
            make_field<Row>("turnout", "share", "of members who spoke", &Row::turnout),
            make_field<Row>("support", "share", "of weight that holds the most held position", &Row::support),
            make_field<Row>("margin", "share", "of it above the next position", &Row::margin),
            make_field<Row>("rebels", "actors", "who break ranks", &Row::rebels));
    }
};

/// How far one actor keeps to a line.
struct loyalty {
    actor_id actor{};
    std::size_t issues = 0;              ///< on which both the actor and the line have a position
    std::size_t kept = 0;                ///< of these, on which it does not break ranks
    boost::optional<double> share{};     ///< kept / issues
    boost::optional<double> nearness{};  ///< 1 less the mean distance to the line, in shares of the scale

    template <class Row = loyalty>
    static auto fields() {
        return std::tuple(
            make_field<Row>("actor", "", "who", &Row::actor),
            make_field<Row>("issues", "issues", "on which it and the line have a position", &Row::issues),
            make_field<Row>("kept", "issues", "on which it keeps to the line", &Row::kept),
            make_field<Row>("loyalty", "share", "kept of issues", &Row::share),
            make_field<Row>("nearness", "share of the scale", "1 less the mean distance to the line", &Row::nearness));
    }
};

/// One actor that breaks ranks on one issue.
struct rebellion {
    issue_id issue{};
    actor_id actor{};
    double position = 0;  ///< its own
    double line = 0;      ///< that of its group

    template <class Row = rebellion>
    static auto fields() {
        return std::tuple(make_field<Row>("issue", "", "on which", &Row::issue),
                          make_field<Row>("actor", "", "who breaks ranks", &Row::actor),
                          make_field<Row>("position", issue_units, "its own", &Row::position),
                          make_field<Row>("line", issue_units, "that of its group", &Row::line));
    }
};

/// The line of some rows of a matrix on each issue, in the order of issues.
///
/// Majority: the position that most of the weight holds, of categories or not; on a tie, to 1e-12 of the weight, there
/// is none, and neither yes nor no is preferred. Mean: sum w x / sum w. An actor breaks ranks where it holds another
/// position than the line (majority), or stands on the other side of the middle of the scale (mean); nobody does where
/// there is no line, or the line is in the middle. Members that weigh nothing count as members and not for the line.
/// Throws error(unknown_name) for a row that the matrix has not got, and scale_error on a mean of a scale below interval.
/// O(cells log cells).
std::vector<group_line> lines(position_matrix const& matrix, std::span<std::size_t const> rows,
                              line_rule rule = line_rule::majority, group_weights weights = group_weights::none);

/// How far some actors keep to a line, of their own group or of another. In the order of rows. Lines are of all issues of
/// the matrix, as `lines` gives them. O(cells).
std::vector<loyalty> loyalties(position_matrix const& matrix, std::span<std::size_t const> rows,
                               std::span<group_line const> line, line_rule rule = line_rule::majority);

/// Who of some actors breaks ranks with a line, and on which issues: by issue, then in the order of rows. O(cells log
/// cells).
std::vector<rebellion> rebellions(position_matrix const& matrix, std::span<std::size_t const> rows,
                                  std::span<group_line const> line, line_rule rule = line_rule::majority);

/// By what issues are ranked.
enum class issue_order : unsigned char {
    closeness,  ///< least margin first
    turnout,    ///< greatest turnout first
    rebels      ///< most rebels first
};

constexpr std::string_view to_string(issue_order o) {
    constexpr std::string_view names[] = {"closeness", "turnout", "rebels"};
    return names[static_cast<int>(o)];
}

/// The same lines, ranked; ties in the order of issues, those without what is ranked by last. O(issues log issues).
std::vector<group_line> ranked(std::vector<group_line> lines, issue_order by);

/// The places in two lists of lines, of one matrix, where both groups have a line and hold different ones (majority), or
/// stand on different sides of the middle (mean). O(issues).
std::vector<std::size_t> where_lines_differ(position_matrix const& matrix, std::span<group_line const> a,
                                            std::span<group_line const> b, line_rule rule = line_rule::majority);

/// How often each member of a group keeps to its line where the lines of two groups differ: party unity, as of
/// Congressional Quarterly. In the order of rows. O(cells).
std::vector<loyalty> party_unity(position_matrix const& matrix, std::span<std::size_t const> rows,
                                 std::span<group_line const> own, std::span<group_line const> other,
                                 line_rule rule = line_rule::majority);

#if ENTENTE_DEFINES(group)

namespace detail {

ENTENTE_INLINE bool breaks_ranks(issue_column const& issue, double position, double line, line_rule rule) {
    if (rule == line_rule::majority) return position != line;
    return issue.side_of_middle(position) * issue.side_of_middle(line) < 0;
}

ENTENTE_INLINE void check_lines(position_matrix const& matrix, std::span<group_line const> line) {
    if (line.size() != matrix.issues())
        throw error(fault_code::invalid_argument, "a line is of each issue of the matrix",
                    {.value = std::to_string(line.size())});
}

template <class Visit>
void visit_lines(position_matrix const& matrix, std::span<std::size_t const> rows, std::span<group_line const> line,
                 Visit&& visit) {
    check_lines(matrix, line);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        if (rows[r] >= matrix.actors())
            throw error(fault_code::unknown_name, "the matrix has no such actor", {.actor = '#' + std::to_string(rows[r])});
        for (auto const& c : matrix.row(rows[r]))
            if (c.known && line[c.issue].position) visit(r, c);
    }
}

}  // namespace detail

ENTENTE_INLINE std::vector<group_line> lines(position_matrix const& matrix, std::span<std::size_t const> rows,
                                             line_rule rule, group_weights weights) {
    std::vector<group_line> result;
    for (std::size_t i = 0; i < matrix.issues(); ++i) {
        group_column const column(matrix, i, rows, weights);
        auto const& issue = column.scale();
        group_line line;
        line.issue = matrix.issue_id_of(i);
        line.spoke = column.members().size();
        line.members = line.spoke + column.silent().size();
        auto const held = fold(column).by_position();
        if (!held.empty()) {
            if (rule == line_rule::mean && issue.measurement < level::interval)
                throw scale_error(fault_code::level_too_low, "a mean line needs interval scales", {.issue = issue.name});
            double const all = detail::total(held);
            double most = 0, next = 0, position = 0;
            for (auto const& h : held) {
                if (h.weight > most)
                    next = most, most = h.weight, position = h.position;
                else
                    next = (std::max)(next, h.weight);
            }
            // 0.1 + 0.2 and 0.3 are a tie.
            bool const tied = most - next <= 1e-12 * all;
            line.support = most / all;
            line.margin = tied ? 0 : (most - next) / all;
            line.tied = rule == line_rule::majority && tied;
            if (rule == line_rule::mean)
                line.position = detail::deviations(held).mean();
            else if (!line.tied)
                line.position = position;
            if (line.position)
                for (auto const& m : column.members())
                    line.rebels += detail::breaks_ranks(issue, m.position, *line.position, rule);
        }
        result.push_back(line);
    }
    return result;
}

ENTENTE_INLINE std::vector<loyalty> loyalties(position_matrix const& matrix, std::span<std::size_t const> rows,
                                              std::span<group_line const> line, line_rule rule) {
    std::vector<loyalty> result(rows.size());
    std::vector<double> apart(rows.size(), 0.0);
    detail::visit_lines(matrix, rows, line, [&](std::size_t r, cell const& c) {
        auto const& issue = matrix.issue(c.issue);
        double const to = *line[c.issue].position;
        ++result[r].issues;
        result[r].kept += !detail::breaks_ranks(issue, c.position, to, rule);
        // On a nominal scale positions are alike or not.
        apart[r] +=
            issue.measurement == level::nominal ? c.position != to : (std::abs)(c.position - to) / issue.length();
    });
    for (std::size_t r = 0; r < rows.size(); ++r) {
        result[r].actor = matrix.actor(rows[r]);
        if (!result[r].issues) continue;
        auto const n = static_cast<double>(result[r].issues);
        result[r].share = static_cast<double>(result[r].kept) / n;
        result[r].nearness = 1 - apart[r] / n;
    }
    return result;
}

ENTENTE_INLINE std::vector<rebellion> rebellions(position_matrix const& matrix, std::span<std::size_t const> rows,
                                                 std::span<group_line const> line, line_rule rule) {
    std::vector<rebellion> result;
    detail::visit_lines(matrix, rows, line, [&](std::size_t r, cell const& c) {
        double const to = *line[c.issue].position;
        if (detail::breaks_ranks(matrix.issue(c.issue), c.position, to, rule))
            result.push_back({line[c.issue].issue, matrix.actor(rows[r]), c.position, to});
    });
    detail::sort_stably(result, [](rebellion const& a, rebellion const& b) { return a.issue < b.issue; });
    return result;
}

ENTENTE_INLINE std::vector<group_line> ranked(std::vector<group_line> lines, issue_order by) {
    auto const key = [by](group_line const& l) -> boost::optional<double> {
        switch (by) {
        case issue_order::closeness:
            return l.margin;
        case issue_order::turnout: {
            auto const t = l.turnout();
            return t ? boost::optional<double>(-*t) : boost::none;
        }
        case issue_order::rebels:
            return l.position ? boost::optional<double>(-static_cast<double>(l.rebels)) : boost::none;
        }
        return boost::none;
    };
    detail::sort_stably(lines, [&](group_line const& a, group_line const& b) {
        auto const p = key(a), q = key(b);
        return p && (!q || *p < *q);
    });
    return lines;
}

ENTENTE_INLINE std::vector<std::size_t> where_lines_differ(position_matrix const& matrix, std::span<group_line const> a,
                                                           std::span<group_line const> b, line_rule rule) {
    detail::check_lines(matrix, a);
    detail::check_lines(matrix, b);
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (a[i].position && b[i].position &&
            detail::breaks_ranks(matrix.issue(i), *a[i].position, *b[i].position, rule))
            places.push_back(i);
    return places;
}

ENTENTE_INLINE std::vector<loyalty> party_unity(position_matrix const& matrix, std::span<std::size_t const> rows,
                                                std::span<group_line const> own, std::span<group_line const> other,
                                                line_rule rule) {
    std::vector<group_line> divided(own.begin(), own.end());
    auto const places = where_lines_differ(matrix, own, other, rule);
    std::size_t next = 0;
    for (std::size_t i = 0; i < divided.size(); ++i) {
        if (next < places.size() && places[next] == i)
            ++next;
        else
            divided[i].position = boost::none;
    }
    return loyalties(matrix, rows, divided, rule);
}

#endif

}  // namespace entente
