// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/measures/cohesion.hpp
/// Does a group vote together: yes, no, or abstaining?

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include "entente/error.hpp"
#include "entente/fold/measure.hpp"
#include "entente/group/holdings.hpp"

namespace entente {

/// Which positions of a scale are yes, no and to abstain. What is not said is told by order: the last category
/// is yes, the first no, and of three the one between is to abstain.
struct ballot {
    boost::optional<double> yes{}, no{}, abstain{};
};

namespace detail {

/// What those weigh who voted yes, no, or abstained.
struct votes_cast {
    double yes = 0, no = 0, abstain = 0;

    double all() const { return yes + no + abstain; }
    double most() const { return (std::max)({yes, no, abstain}); }
};

/// Throws scale_error unless the ballot says what every category of the issue is, each once.
inline void require_ballot(ballot const& b, issue_column const& issue) {
    auto const refuse = [&](char const* message) {
        throw scale_error(fault_code::incompatible_scales, message, {.issue = issue.name});
    };
    auto const n = issue.categories.size();
    if (n < 2 || n > 3) refuse("votes need a scale of yes and no, with or without an abstention");
    std::size_t unsaid = 0;
    for (auto const& p : {b.yes, b.no, b.abstain}) {
        if (p && !issue.contains(*p)) refuse("the scale has no such vote");
        unsaid += !p;
    }
    if ((b.yes && b.yes == b.no) || (b.yes && b.yes == b.abstain) || (b.no && b.no == b.abstain))
        refuse("yes, no and abstention are different votes");
    if (unsaid != 3 && unsaid > 3 - n) refuse("where one vote is named, all are");
}

inline votes_cast count_votes(ballot const& b, statistics::holdings const& s) {
    auto const& categories = s.issue->categories;
    double const yes = b.yes.value_or(categories.back()), no = b.no.value_or(categories.front());
    votes_cast v;
    for (auto const& k : s.kinds) {
        double const w = k.weight * static_cast<double>(k.actors);
        (k.position == yes ? v.yes : k.position == no ? v.no : v.abstain) += w;
    }
    return v;
}

}  // namespace detail

namespace group_measures {

/// How far does the majority of those who said yes or no outweigh the minority?
///
/// Formula: |Y - N| / (Y + N). Range [0, 1], agreement. Abstentions do not count. Needs a scale of yes and no,
/// with or without an abstention. None where nobody said yes or no. O(kinds).
/// Source: Rice (1928).
struct rice {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "rice",
        .form = measure_form::other,
        .formula = "|Y - N| / (Y + N)",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
        .undefined = "nobody says yes or no",
        .source = "Rice 1928",
        .also_called = "Rice index of cohesion",
    };
    ballot votes{};
    void require_scale(issue_column const& issue) const { detail::require_ballot(votes, issue); }
    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        auto const v = detail::count_votes(votes, s);
        if (!(v.yes + v.no > 0)) return boost::none;
        return (std::abs)(v.yes - v.no) / (v.yes + v.no);
    }
};

/// Does the group agree, with abstaining as a third way to vote?
///
/// Formula: (M - (T - M) / 2) / T, M the greatest of Y, N and A, T their sum. Range [0, 1], agreement; 0 where
/// each is a third. With two ways to vote it lies in [1/4, 1] and is (1 + 3 rice) / 4. None where nobody votes.
/// O(kinds).
/// Source: Hix, Noury and Roland (2005).
struct agreement_index {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "agreement_index",
        .form = measure_form::other,
        .formula = "(M - (T - M) / 2) / T, M = max(Y, N, A)",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
        .source = "Hix, Noury and Roland 2005",
        .also_called = "AI",
    };
    ballot votes{};
    void require_scale(issue_column const& issue) const { detail::require_ballot(votes, issue); }
    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        auto const v = detail::count_votes(votes, s);
        double const rest = v.all() - v.most();
        return (v.most() - rest / 2) / v.all();
    }
};

/// The same, with all who are not of the majority against it.
///
/// Formula: (M - (T - M)) / T. Range [-1/3, 1], agreement; agreement_index is (1 + 3 attina) / 4. None where
/// nobody votes. O(kinds).
/// Source: Attina (1990).
struct attina {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "attina",
        .form = measure_form::other,
        .formula = "(M - (T - M)) / T, M = max(Y, N, A)",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = -1.0 / 3,
        .greatest = 1,
        .source = "Attina 1990",
        .also_called = "index of agreement IA",
    };
    ballot votes{};
    void require_scale(issue_column const& issue) const { detail::require_ballot(votes, issue); }
    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight > 0)) return boost::none;
        auto const v = detail::count_votes(votes, s);
        return (2 * v.most() - v.all()) / v.all();
    }
};

/// How large is the majority of the group among all its members, those too who did not vote?
///
/// Formula: |Y - N| / members, by weight. Range [0, 1], agreement. None where the group weighs nothing.
/// O(kinds).
/// Source: Carey (2007).
struct unity {
    using statistic = statistics::holdings;
    static constexpr bool linear = false;
    static constexpr bool counts_silence = true;
    static constexpr measure_description description{
        .name = "unity",
        .form = measure_form::other,
        .formula = "|Y - N| / members",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
        .source = "Carey 2007",
        .also_called = "UNITY",
    };
    ballot votes{};
    void require_scale(issue_column const& issue) const { detail::require_ballot(votes, issue); }
    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.weight + s.silent_weight() > 0)) return boost::none;
        auto const v = detail::count_votes(votes, s);
        // Summed as the votes are, so that who all say one thing say it together to the last bit.
        return (std::abs)(v.yes - v.no) / (v.all() + s.silent_weight());
    }
};

}  // namespace group_measures
}  // namespace entente
