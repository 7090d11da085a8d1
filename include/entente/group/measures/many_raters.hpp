// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file group/measures/many_raters.hpp
/// Do many actors agree over many issues, beyond what chance would give? Tables of categories, with any weighting of
/// disagreements and model of chance.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/fold/measure.hpp"
#include "entente/group/ratings.hpp"
#include "entente/measures/chance/disagreement.hpp"

namespace entente {

/// How agreement of many actors by chance is expected.
enum class chance_among_many : unsigned char { none, uniform, pooled, by_rater, gwet };

/// Agreement among many, with what it is made of.
struct agreement_among_many {
    boost::optional<double> value{};           ///< (p_a - p_e) / (1 - p_e); none where p_e is 1 or nothing is compared
    boost::optional<double> observed{};        ///< p_a
    boost::optional<double> expected{};        ///< p_e
    boost::optional<double> standard_error{};  ///< linearised, issues as a sample of many; none with fewer than two
    std::size_t units = 0, compared = 0;       ///< issues with a rating, and with two or more

    template <class Row = agreement_among_many>
    static auto fields() {
        return std::tuple(make_field<Row>("value", "of the measure", "none where undefined", &Row::value),
                          make_field<Row>("observed", "share", "agreement", &Row::observed),
                          make_field<Row>("expected", "share", "agreement by chance", &Row::expected),
                          make_field<Row>("standard_error", "of the measure", "linearised", &Row::standard_error),
                          make_field<Row>("issues", "issues", "with a position", &Row::units),
                          make_field<Row>("compared", "issues", "with two positions or more", &Row::compared));
    }
};

/// Agreement among many over the issues of a statistic.
///
/// With r_ik the number of actors that put issue i in category k, r_i their sum, r*_ik = sum_l a_kl r_il and a = 1 - d
/// the agreements of two categories: p_a is the mean over issues with r_i >= 2 of sum_k r_ik (r*_ik - 1) / (r_i (r_i -
/// 1)); pi_k the mean over all issues with a rating of r_ik / r_i. p_e: pooled sum a pi pi (Fleiss), gwet sum a sum
/// pi (1 - pi) / (q (q - 1)), uniform sum a / q^2, by_rater the mean over pairs of actors of sum a p_gk p_hl (Conger).
/// The standard error is that of the linearised value over issues. O(ratings + issues q + q^2), with a weighting
/// O(ratings + issues q^2); by_rater raters q^2 more.
/// Source: Gwet (2014).
agreement_among_many agreement_of_many(statistics::rated_units const& s, disagreement_weighting const& by,
                                       chance_among_many chance);

namespace detail {

/// Throws scale_error unless the issues have categories that the weighting has a meaning on.
void require_rated(std::string_view measure, disagreement_weighting const& by, issue_column const& scale);

}  // namespace detail

/// What measures of agreement among many have in common; each adds its name and description.
template <class Measure, chance_among_many Chance>
class many_raters_measure {
public:
    using statistic = statistics::rated_units;
    static constexpr chance_among_many chance = Chance;

    many_raters_measure() = default;
    many_raters_measure(disagreement_weighting by) : by_(std::move(by)) {
        if (by_.kind() == disagreement::midrank)
            throw error(fault_code::invalid_argument, "the weighting midrank belongs to krippendorff_alpha");
    }
    many_raters_measure(disagreement by) : many_raters_measure(disagreement_weighting(by)) {}
    static Measure parse(std::string_view weighting_name) {
        return Measure(disagreement_weighting::parse(weighting_name));
    }

    disagreement_weighting const& weighted_by() const { return by_; }
    void require_scale(issue_column const& scale) const { detail::require_rated(Measure::description.name, by_, scale); }

    boost::optional<double> operator()(statistic const& s) const { return agreement_of_many(s, by_, Chance).value; }
    boost::optional<double> uncorrected(statistic const& s) const requires(Chance != chance_among_many::none) {
        return agreement_of_many(s, by_, Chance).observed;
    }

private:
    disagreement_weighting by_{};
};

namespace group_measures {

/// On what share of the pairs of actors do positions agree, issue by issue?
///
/// Formula: p_a of `agreement_of_many`. Range [0, 1], agreement. None where no issue has two positions.
struct percent_agreement : many_raters_measure<percent_agreement, chance_among_many::none> {
    using many_raters_measure::many_raters_measure;
    static constexpr bool linear = false;
    static constexpr measure_description description{
        .name = "percent_agreement",
        .form = measure_form::other,
        .argument = "WEIGHTING; identity",
        .formula = "mean over issues of sum_k r_k (r*_k - 1) / (r (r - 1))",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
        .source = "Gwet 2014",
        .also_called = "pairwise agreement",
    };
};

/// Do actors agree beyond what their pooled positions would give by chance?
///
/// Formula: (p_a - p_e) / (1 - p_e), p_e = sum a pi pi. At most 1, agreement. None where no issue has two positions or
/// all positions are alike.
/// Source: Fleiss (1971); with missing positions and weightings Gwet (2014).
struct fleiss_kappa : many_raters_measure<fleiss_kappa, chance_among_many::pooled> {
    using many_raters_measure::many_raters_measure;
    static constexpr measure_description description{
        .name = "fleiss_kappa",
        .form = measure_form::chance,
        .argument = "WEIGHTING; identity",
        .formula = "(p_a - p_e) / (1 - p_e), p_e = sum a pi_k pi_l",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .greatest = 1,
        .undefined = "no issue with two positions, or all positions alike",
        .source = "Fleiss 1971; Gwet 2014",
        .also_called = "generalised Scott's pi",
    };
};

/// Do actors agree beyond what each one's own use of the categories would give by chance?
///
/// Formula: (p_a - p_e) / (1 - p_e), p_e the mean over pairs of actors of sum a p_gk p_hl. At most 1, agreement. None
/// where no issue has two positions, or chance alone agrees.
/// Source: Conger (1980); Gwet (2014).
struct conger_kappa : many_raters_measure<conger_kappa, chance_among_many::by_rater> {
    using many_raters_measure::many_raters_measure;
    static constexpr measure_description description{
        .name = "conger_kappa",
        .form = measure_form::chance,
        .argument = "WEIGHTING; identity",
        .formula = "(p_a - p_e) / (1 - p_e), p_e = mean over pairs g, h of sum a p_gk p_hl",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .greatest = 1,
        .undefined = "no issue with two positions, or each actor holds one and the same everywhere",
        .source = "Conger 1980; Gwet 2014",
        .also_called = "exact Fleiss kappa, generalised Cohen's kappa",
    };
};

/// Do actors agree beyond chance, where chance is what those would do who cannot decide?
///
/// Formula: (p_a - p_e) / (1 - p_e), p_e = sum a sum pi (1 - pi) / (q (q - 1)). At most 1, agreement. None where no
/// issue has two positions.
/// Source: Gwet (2008), AC1; with a weighting AC2 (2014).
struct gwet_ac : many_raters_measure<gwet_ac, chance_among_many::gwet> {
    using many_raters_measure::many_raters_measure;
    static constexpr measure_description description{
        .name = "gwet_ac",
        .form = measure_form::chance,
        .argument = "WEIGHTING; identity",
        .formula = "(p_a - p_e) / (1 - p_e), p_e = sum a sum pi (1 - pi) / (q (q - 1))",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .greatest = 1,
        .source = "Gwet 2008, 2014",
        .also_called = "AC1, AC2",
    };
};

/// Do actors agree beyond choosing categories at random?
///
/// Formula: (p_a - p_e) / (1 - p_e), p_e = sum a / q^2. At most 1, agreement. None where no issue has two positions.
/// Source: Brennan and Prediger (1981).
struct brennan_prediger : many_raters_measure<brennan_prediger, chance_among_many::uniform> {
    using many_raters_measure::many_raters_measure;
    static constexpr measure_description description{
        .name = "brennan_prediger",
        .form = measure_form::chance,
        .argument = "WEIGHTING; identity",
        .formula = "(p_a - p_e) / (1 - p_e), p_e = sum a / q^2",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .greatest = 1,
        .source = "Brennan and Prediger 1981",
        .also_called = "S, free-marginal kappa",
    };
};

}  // namespace group_measures

#if ENTENTE_DEFINES(group)

namespace detail {

ENTENTE_INLINE void require_rated(std::string_view measure, disagreement_weighting const& by,
                                  issue_column const& scale) {
    if (scale.categories.size() < 2)
        throw scale_error(fault_code::incompatible_scales, std::string(measure) + " needs scales of categories",
                          {.issue = scale.name});
    require_tabulated(measure, scale);
    by.require_scale(measure, scale);
}

/// The tables that agreement among many is made of.
struct rated_table {
    std::size_t q = 0;
    std::vector<double> apart{};     // d_kl = 1 - a_kl: an agreement near 1 has lost the digits of it
    std::vector<double> pooled{};    // pi_k
    std::vector<double> by_rater{};  // p_gk, rows of q
    std::vector<double> rated_by{};  // n_g
    double units = 0, compared = 0;

    double weighted(std::size_t k, double const* with) const {
        double sum = 0;
        for (std::size_t l = 0; l < q; ++l) sum += apart[k * q + l] * with[l];
        return sum;
    }
};

}  // namespace detail

ENTENTE_INLINE agreement_among_many agreement_of_many(statistics::rated_units const& s,
                                                      disagreement_weighting const& by, chance_among_many chance) {
    auto const& all = *s.of;
    auto const& values = all.scale().categories;
    agreement_among_many result;
    if (values.empty()) return result;  // nothing is rated
    detail::rated_table t{.q = values.size()};
    auto const q = t.q;
    t.apart = by(values, {});
    t.pooled.assign(q, 0.0);
    bool const raters = chance == chance_among_many::by_rater;
    if (raters) t.by_rater.assign(all.raters() * q, 0.0), t.rated_by.assign(all.raters(), 0.0);

    // How often each category was taken, issue by issue; those taken are listed, so that a long scale costs nothing.
    std::vector<double> counts(q, 0.0);
    std::vector<std::size_t> taken;
    auto const visit_units = [&](auto&& visit) {
        for (std::size_t u = 0; u < all.size(); ++u) {
            auto const unit = all.unit(u);
            if (!s.times[u] || unit.empty()) continue;
            for (auto const& x : unit) {
                auto const k = all.scale().category_of(x.position);
                if (counts[k]++ == 0) taken.push_back(k);
            }
            visit(u, unit, static_cast<double>(s.times[u]), static_cast<double>(unit.size()));
            for (auto const k : taken) counts[k] = 0;
            taken.clear();
        }
    };
    // 1 - sum_k r_k (r*_k - 1) / (r (r - 1)) of the issue at hand.
    auto const disagreed = [&](double r) {
        double sum = 0;
        for (auto const k : taken) {
            double with = 0;
            for (auto const l : taken) with += t.apart[k * q + l] * counts[l];
            sum += counts[k] * with;
        }
        return sum / (r * (r - 1));
    };
    double observed = 0;
    visit_units([&](std::size_t, auto const& unit, double times, double r) {
        t.units += times;
        for (auto const k : taken) t.pooled[k] += times * counts[k] / r;
        if (raters)
            for (auto const& x : unit) {
                t.by_rater[x.rater * q + all.scale().category_of(x.position)] += times;
                t.rated_by[x.rater] += times;
            }
        if (r < 2) return;
        t.compared += times;
        observed += times * disagreed(r);
    });
    result.units = static_cast<std::size_t>(t.units);
    result.compared = static_cast<std::size_t>(t.compared);
    if (!(t.compared > 0)) return result;
    observed /= t.compared;
    result.observed = 1 - observed;
    for (double& p : t.pooled) p /= t.units;

    double all_apart = 0;
    for (double const x : t.apart) all_apart += x;
    auto const Q = static_cast<double>(q), all_agreements = Q * Q - all_apart;
    // Of actors: their shares, and the sum of them over all actors.
    std::vector<double> shares(raters ? q : 0, 0.0);
    double active = 0;
    double expected = 1, rounding = 0;  // of 1 - p_e
    constexpr double hair = 4 * std::numeric_limits<double>::epsilon();
    switch (chance) {
    case chance_among_many::none:
        break;
    case chance_among_many::uniform:
        expected = all_apart / (Q * Q);
        break;
    case chance_among_many::pooled:
        expected = 0;
        for (std::size_t k = 0; k < q; ++k) expected += t.pooled[k] * t.weighted(k, t.pooled.data());
        break;
    case chance_among_many::gwet: {
        double undecided = 0;
        for (std::size_t k = 0; k < q; ++k) undecided += t.pooled[k] * (1 - t.pooled[k]);
        expected = 1 - undecided * all_agreements / (Q * (Q - 1)), rounding = hair;
        break;
    }
    case chance_among_many::by_rater: {
        double own = 0, every = 0;
        for (std::size_t g = 0; g < t.rated_by.size(); ++g) {
            if (!(t.rated_by[g] > 0)) continue;
            ++active;
            double* const p = &t.by_rater[g * q];
            for (std::size_t k = 0; k < q; ++k) shares[k] += (p[k] /= t.rated_by[g]);
            for (std::size_t k = 0; k < q; ++k) own += p[k] * t.weighted(k, p);
        }
        for (std::size_t k = 0; k < q; ++k) every += shares[k] * t.weighted(k, shares.data());
        expected = (every - own) / (active * (active - 1)), rounding = hair * every;
        break;
    }
    }
    double const p_e = 1 - expected;
    result.expected = p_e;
    // There is nothing to disagree on where chance alone agrees; one hair of rounding is none.
    if (!(expected > rounding)) return result;
    double const value = (expected - observed) / expected;
    result.value = value;
    if (t.units < 2) return result;

    // The linearised value of each issue. expected_beyond is half of what p_e would change by.
    std::vector<double> with_pooled(q), with_others;
    for (std::size_t k = 0; k < q; ++k) with_pooled[k] = t.weighted(k, t.pooled.data());
    if (raters) {
        // Of each actor: its agreement with what all others hold.
        with_others.resize(t.by_rater.size());
        std::vector<double> others(q);
        for (std::size_t g = 0; g < t.rated_by.size(); ++g) {
            for (std::size_t k = 0; k < q; ++k) others[k] = shares[k] - t.by_rater[g * q + k];
            for (std::size_t k = 0; k < q; ++k) with_others[g * q + k] = t.weighted(k, others.data());
        }
    }
    auto const expected_beyond = [&](auto const& unit, double r) {
        double sum = 0;
        switch (chance) {
        case chance_among_many::pooled:
            for (auto const k : taken) sum += with_pooled[k] * counts[k] / r;
            return expected - sum;
        case chance_among_many::gwet:
            for (auto const k : taken) sum += counts[k] / r * (1 - t.pooled[k]);
            return sum * all_agreements / (Q * (Q - 1)) - p_e;
        case chance_among_many::by_rater:
            for (auto const& x : unit) {
                double const* const w = &with_others[x.rater * q];
                double mean = 0;
                for (std::size_t k = 0; k < q; ++k) mean += t.by_rater[x.rater * q + k] * w[k];
                sum += (w[all.scale().category_of(x.position)] - mean) * t.units / t.rated_by[x.rater];
            }
            return -sum / (active * (active - 1));
        default:
            return 0.0;
        }
    };
    double squares = 0;
    visit_units([&](std::size_t, auto const& unit, double times, double r) {
        double const own = r < 2 ? 0 : t.units / t.compared * (expected - disagreed(r)) / expected;
        double const linear = own - 2 * (1 - value) * expected_beyond(unit, r) / expected;
        squares += times * (linear - value) * (linear - value);
    });
    result.standard_error = std::sqrt(squares / (t.units * (t.units - 1)));
    return result;
}

#endif

}  // namespace entente
