// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "entente/config.hpp"
#include "entente/fold/enclosure.hpp"
#include "entente/fold/traits.hpp"
#include "entente/measures/argument.hpp"
#include "entente/measures/enclosure/ratio.hpp"
#include "entente/measures/statistics/affinities.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::measures {

/// How much is the first actor drawn to the second?
///
/// Formula: (eta + sum_J |a| G + sum_L M (G - w D)) / (eta + sum_J |a| G + sum_L M (1 + w D)), with a, b in [-1, 1]
/// times the relevance of the issue, G = sqrt(a b) on the same side and 0 otherwise, D = |a - b| / 2, M = max(|a|, D)
/// and eta = gamma * commonality * (relevance of all issues). Range [-1, 1], agreement, not symmetric.
/// * Relevance is the weight of the issue, as a share of the greatest where one is above 1.
/// * w, the weight of the comparison, says how much more the first actor minds to disagree on the issue than it likes
///   to agree. With `weighting::first` it is the actor's salience, 1 where not stated. In terms of an emphasis e on
///   agreement in [0, 1]: w = (1 - e) / e.
/// * J are the decisive issues, those with w > 999: a difference on one of them is -1, whatever else. L are all others.
/// * gamma is what all actors have in common beyond the issues, commonality in [0, 1] how much of that an actor
///   shares; in a pair, the lesser. With gamma = 0 only the issues count.
/// An actor's affinity for itself is below 1 where its positions are not at an extreme, unless gamma makes up for it. A
/// missing position is taken as neutral with `missing_policy::neutral()`, as the source does; `expected` is refused,
/// since w D is no mean. None where both are neutral on all that is shared and gamma gives nothing in common.
/// Source: the Mars affinity model of the Athena simulation (Jet Propulsion Laboratory).
struct mars_affinity {
    using statistic = statistics::affinities;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "mars_affinity",
        .form = measure_form::other,
        .argument = "gamma in [0, 1e6]; 0",
        .formula = "(eta + sum M (G - w D)) / (eta + sum M (1 + w D))",
        .needs = level::ordinal,
        .direction = orientation::agreement,
        .least = -1,
        .greatest = 1,
        .symmetric = false,
        .undefined = "both neutral on all that is shared, without common ground",
        .source = "Athena simulation, Mars affinity model",
        .also_called = "affinity",
    };

    static constexpr detail::parameter_range gammas{"mars_affinity", 0, 1e6};
    double gamma = 0;                   ///< common ground beyond the issues, in [0, 1e6]
    std::vector<double> commonality{};  ///< of each actor, in [0, 1]; empty: 1 for all
    double of_pair = 1;                 ///< the commonality of the two compared, once they are known

    /// Throws error unless the text is a number in [0, 1e6]; 0 where it is empty.
    static mars_affinity parse(std::string_view text) { return {.gamma = gammas.parse(text, 0)}; }
    void require_scale(issue_column const&) const { gammas.require_value(gamma); }

    /// Looks up the commonality of two actors. Precondition: of all, or of none.
    mars_affinity for_pair(compared_actor a, compared_actor b) const {
        if (commonality.empty()) return *this;
        ENTENTE_ASSERT(a.id.value < commonality.size() && b.id.value < commonality.size());
        return {.gamma = gamma, .of_pair = (std::min)(commonality[a.id.value], commonality[b.id.value])};
    }

    statistic empty(std::span<issue_column const> columns) const {
        statistic s;
        for (auto const& c : columns) s.unit = (std::max)(s.unit, c.weight), s.relevance += c.weight;
        s.relevance /= s.unit;
        return s;
    }

    boost::optional<double> operator()(statistic const& s) const {
        if (s.conflicts) return -1.0;
        double const always = gamma * of_pair * s.relevance + s.decisive;
        double const most = always + s.strength + s.repulsion;
        if (!(most > 0)) return boost::none;
        // Rounding may lead a hair beyond the bounds.
        return std::clamp((always + s.attraction - s.repulsion) / most, -1.0, 1.0);
    }

    /// Bounds where positions are open: a ratio of sums over issues, -1 where a decisive issue divides; exact
    /// on scales with categories.
    boost::optional<enclosed_value> enclose(statistic const& known, std::span<open_issue const> open,
                                            std::span<issue_column const> columns) const {
        if (known.conflicts) return enclosed_value{-1, -1, true};
        if (!std::all_of(open.begin(), open.end(), [](open_issue const& o) { return o.countable(); }))
            return boost::none;
        auto empty = known;
        empty -= known;
        auto const term = [](statistic const& s) {
            return detail::ratio_term{s.decisive + s.attraction - s.repulsion, s.decisive + s.strength + s.repulsion};
        };
        std::vector<std::vector<detail::ratio_term>> options;
        bool conflict = false, agreed = true;
        for (auto const& o : open) {
            options.emplace_back();
            for (double const x : o.first.categories)
                for (double const y : o.second.categories) {
                    auto one = empty;
                    one.add(x, y, o.weight, columns[o.issue]);
                    if (one.conflicts)
                        conflict = true;
                    else
                        options.back().push_back(term(one));
                }
            agreed = agreed && !options.back().empty();
        }
        if (!agreed) return enclosed_value{-1, -1, true};
        auto base = term(known);
        double const eta = gamma * of_pair * known.relevance;
        base.numerator += eta, base.denominator += eta;
        enclosed_value v;
        v.exact = true;
        if (conflict) v.take(-1);
        for (double const sign : {1.0, -1.0})
            if (auto const end = detail::extreme_ratio(base, options, sign)) v.take(*end);
        return v;
    }
};

}  // namespace entente::measures
