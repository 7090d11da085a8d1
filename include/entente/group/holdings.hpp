// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/holdings.hpp
/// What many actors hold on one issue: the statistic that every measure of one issue is a formula over.

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/deviations.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::statistics {

/// How many actors hold which position, with which weight; and what those who hold none weigh.
///
/// Numbers of actors are added and subtracted, and nothing else is, so that what is left after a
/// subtraction is exactly what was never added. Formulas read it by position (`by_position`) or by
/// category (`by_category`). Actors that weigh nothing do not count.
///
/// Adding in the order of positions and weights takes O(1), in any other O(kinds), where a kind is
/// a position with a weight.
struct holdings {
    static constexpr bool subtracts_exactly = true;

    /// Actors of one position and one weight.
    struct kind {
        double position = 0;
        double weight = 0;  ///< of each
        std::size_t actors = 0;

        friend bool operator==(kind const&, kind const&) = default;
    };
    /// A position, and what all weigh that hold it.
    using held = detail::weighed_point;

    std::vector<kind> kinds{};                             ///< by position, then weight
    std::size_t count = 0;                                 ///< actors with a position
    double weight = 0;                                     ///< theirs
    std::vector<std::pair<double, std::size_t>> silent{};  ///< weights of those without, and how many weigh that
    issue_column const* issue = nullptr;  ///< none until the first is added; must outlive the statistic

    void add(double position, double each, issue_column const& on) {
        issue = &on;
        if (each > 0) insert({position, each, 1});
    }
    void add_silent(double each, issue_column const& on) {
        issue = &on;
        if (each > 0) insert_silent(each, 1);
    }

    holdings& operator+=(holdings const& o) {
        if (!issue) issue = o.issue;
        for (auto const& k : o.kinds) insert(k);
        for (auto const& [each, actors] : o.silent) insert_silent(each, actors);
        return *this;
    }
    holdings& operator-=(holdings const& o) {
        for (auto const& k : o.kinds) {
            auto const at = std::lower_bound(kinds.begin(), kinds.end(), k, before);
            at->actors -= k.actors;
            count -= k.actors;
            if (!at->actors) kinds.erase(at);
        }
        for (auto const& [each, actors] : o.silent) {
            auto const at = std::lower_bound(silent.begin(), silent.end(), std::pair(each, std::size_t{0}));
            at->second -= actors;
            if (!at->second) silent.erase(at);
        }
        // Made anew from what is there: a sum that was added to and subtracted from keeps residues.
        weight = 0;
        for (auto const& k : kinds) weight += k.weight * static_cast<double>(k.actors);
        return *this;
    }

    /// What those weigh who hold no position.
    double silent_weight() const {
        double sum = 0;
        for (auto const& [each, actors] : silent) sum += each * static_cast<double>(actors);
        return sum;
    }
    /// Positions that are held, ascending, each once. O(kinds).
    std::vector<held> by_position() const {
        std::vector<held> all;
        for (auto const& k : kinds) {
            if (all.empty() || all.back().position != k.position) all.push_back({k.position, 0});
            all.back().weight += k.weight * static_cast<double>(k.actors);
        }
        return all;
    }
    /// What those weigh who hold each category of the scale, in its order, 0 where nobody does.
    /// O(kinds log categories + categories). Precondition: the scale has categories.
    std::vector<double> by_category() const {
        std::vector<double> all(issue->categories.size(), 0.0);
        for (auto const& k : kinds) all[issue->category_of(k.position)] += k.weight * static_cast<double>(k.actors);
        return all;
    }

    friend bool operator==(holdings const& a, holdings const& b) {
        return a.kinds == b.kinds && a.silent == b.silent && a.issue == b.issue;
    }

private:
    static bool before(kind const& a, kind const& b) {
        return std::tie(a.position, a.weight) < std::tie(b.position, b.weight);
    }
    void insert(kind const& k) {
        count += k.actors;
        weight += k.weight * static_cast<double>(k.actors);
        if (kinds.empty() || before(kinds.back(), k)) {
            kinds.push_back(k);
            return;
        }
        auto const at = std::lower_bound(kinds.begin(), kinds.end(), k, before);
        if (at != kinds.end() && at->position == k.position && at->weight == k.weight)
            at->actors += k.actors;
        else
            kinds.insert(at, k);
    }
    void insert_silent(double each, std::size_t actors) {
        auto const at = std::lower_bound(silent.begin(), silent.end(), std::pair(each, std::size_t{0}));
        if (at != silent.end() && at->first == each)
            at->second += actors;
        else
            silent.insert(at, {each, actors});
    }
};

}  // namespace entente::statistics
