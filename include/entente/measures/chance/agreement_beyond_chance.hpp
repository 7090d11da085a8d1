// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file measures/chance/agreement_beyond_chance.hpp
/// The one engine of agreement with and without correction for chance: a weighting of disagreements, and a model of
/// chance.

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/fold/measure.hpp"
#include "entente/measures/chance/chance_model.hpp"
#include "entente/measures/chance/disagreement.hpp"
#include "entente/measures/enclosure/from_table.hpp"
#include "entente/measures/statistics/contingency.hpp"

namespace entente {

/// Disagreement observed and expected. Both are sums of terms >= 0 (with gwet, 1 minus what is at most 1 - 1 / K), so
/// that there is nothing to disagree on exactly where `expected` is 0.
struct disagreements {
    double observed = 0;
    double expected = 0;
};

namespace detail {

/// Room for numbers, for the time of a call: few of them need no memory of their own.
template <std::size_t Few>
class short_numbers {
public:
    explicit short_numbers(std::size_t size) : size_(size) {
        if (size > Few) more_.resize(size);
    }
    double* data() { return size_ > Few ? more_.data() : few_; }
    std::size_t size() const { return size_; }

private:
    double few_[Few];
    std::vector<double> more_{};
    std::size_t size_;
};

/// What a table of q x q is in all, by rows and by columns: first, second and pooled have q numbers. Returns the total,
/// the same to the last bit when rows and columns are exchanged: cells that mirror each other are added first.
inline double sum_margins(statistics::contingency const& s, double* first, double* second, double* pooled) {
    auto const q = s.categories();
    double total = 0;
    for (std::size_t k = 0; k < q; ++k) {
        double row = 0;
        for (std::size_t l = 0; l < q; ++l) {
            double const cell = s.weight_at(k, l);
            row += cell;
            if (l <= k) total += l == k ? cell : cell + s.weight_at(l, k);
            second[l] = k ? second[l] + cell : cell;
        }
        first[k] = row;
    }
    for (std::size_t k = 0; k < q; ++k) pooled[k] = (first[k] + second[k]) / (2 * total);
    return total;
}

/// disagreements_of, with sum(f) for the sum of f(k, l) d(k, l) over all cells, mirrored ones together.
template <class Sum>
disagreements disagreements_by(statistics::contingency const& s, double total, double* first, double* second,
                               double const* pooled, chance_model chance, Sum const& sum) {
    auto const q = s.categories();
    disagreements result{.observed = sum([&](auto k, auto l) { return s.weight_at(k, l); }) / total};
    auto const K = static_cast<double>(q);
    switch (chance) {
    case chance_model::none:
        result.expected = 1;
        break;
    case chance_model::uniform:
        result.expected = sum([](auto, auto) { return 1.0; }) / (K * K);
        break;
    case chance_model::pooled:
        result.expected = sum([&](auto k, auto l) { return pooled[k] * pooled[l]; });
        break;
    case chance_model::marginal:
        for (std::size_t k = 0; k < q; ++k) first[k] /= total, second[k] /= total;
        result.expected = sum([&](auto k, auto l) { return first[k] * second[l]; });
        break;
    case chance_model::gwet: {
        double spread = 0;
        for (std::size_t k = 0; k < q; ++k) spread += pooled[k] * (1 - pooled[k]);
        double const alike = K * K - sum([](auto, auto) { return 1.0; });
        result.expected = 1 - alike * spread / (K * (K - 1));
        break;
    }
    case chance_model::krippendorff: {
        auto const positions = 2 * static_cast<double>(s.pairs());
        result.expected = sum([&](auto k, auto l) { return pooled[k] * pooled[l]; }) * positions / (positions - 1);
        break;
    }
    }
    return result;
}

}  // namespace detail

/// The observed and the expected disagreement of a table, or none where it is empty. Categories that nobody holds
/// count. O(categories^2), without allocation for up to 8 categories.
inline boost::optional<disagreements> disagreements_of(statistics::contingency const& s,
                                                       disagreement_weighting const& by, chance_model chance) {
    auto const q = s.categories();
    detail::short_numbers<24> margins(3 * q);
    auto const first = margins.data(), second = first + q, pooled = second + q;
    double const total = detail::sum_margins(s, first, second, pooled);
    if (!(total > 0)) return boost::none;

    if (by.kind() == disagreement::identity)
        return detail::disagreements_by(s, total, first, second, pooled, chance, [q](auto&& term) {
            double sum = 0;
            for (std::size_t k = 0; k < q; ++k) {
                for (std::size_t l = 0; l < k; ++l) sum += term(k, l) + term(l, k);
            }
            return sum;
        });
    detail::short_numbers<64> table(q * q);
    auto const d = table.data();
    by.write(s.values, {pooled, q}, {d, table.size()});
    return detail::disagreements_by(s, total, first, second, pooled, chance, [q, d](auto&& term) {
        double sum = 0;
        for (std::size_t k = 0; k < q; ++k)
            for (std::size_t l = 0; l <= k; ++l)
                sum += l == k ? term(k, k) * d[k * q + k] : term(k, l) * d[k * q + l] + term(l, k) * d[l * q + k];
        return sum;
    });
}

/// Agreement beyond chance of a table: 1 - D_o / D_e, which is (p_a - p_e) / (1 - p_e) with p_a = 1 - D_o, p_e = 1 -
/// D_e. None where nothing is in the table, and where no disagreement is to be expected.
inline boost::optional<double> agreement_beyond_chance(statistics::contingency const& s,
                                                       disagreement_weighting const& by, chance_model chance) {
    auto const d = disagreements_of(s, by, chance);
    if (!d || !(d->expected > 0)) return boost::none;
    return 1 - d->observed / d->expected;
}

/// What the measures of agreement have in common; each adds its name and description.
///
/// `Measure{}` weighs by identity, `Measure{disagreement::quadratic}` or the text "NAME:quadratic" otherwise. Issues
/// count in one table, with their weights: all need the same categories under the same labels. Categories that nobody holds count, in order
/// of the scale. The number n of Krippendorff's correction for small samples is the number of shared issues of any
/// weight > 0, whatever they weigh: weights say which issues matter, not how many there are.
template <class Measure, chance_model Model>
class agreement_measure {
public:
    using statistic = statistics::contingency;
    static constexpr chance_model model = Model;

    agreement_measure() = default;
    /// Throws error(invalid_argument) on midrank with another measure than krippendorff_alpha: it would make the
    /// agreement of two actors depend on how often categories are used.
    agreement_measure(disagreement_weighting by) : by_(std::move(by)) {
        if (Model != chance_model::krippendorff && by_.kind() == disagreement::midrank)
            throw error(fault_code::invalid_argument, "the weighting midrank belongs to krippendorff_alpha");
    }
    agreement_measure(disagreement by) : agreement_measure(disagreement_weighting(by)) {}
    static Measure parse(std::string_view weighting_name) {
        return Measure(disagreement_weighting::parse(weighting_name));
    }

    disagreement_weighting const& weighted_by() const { return by_; }
    void require_scale(issue_column const& issue) const { by_.require_scale(Measure::description.name, issue); }

    boost::optional<double> operator()(statistic const& s) const {
        auto const value = agreement_beyond_chance(s, by_, Model);
        if (!value) return value;
        return (std::max)(*value, range().least);  // rounding may lead a hair below
    }
    /// The agreement without the correction: 1 - D_o. With midrank, whose differences are relative, the share of equal
    /// positions.
    boost::optional<double> uncorrected(statistic const& s) const requires(Model != chance_model::none) {
        return agreement_beyond_chance(s, by_.kind() == disagreement::midrank ? disagreement::identity : by_,
                                       chance_model::none);
    }
    /// No table has a lower value than the least; minus infinity where that depends on the scale.
    value_range range() const {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        bool const custom = by_.kind() == disagreement::custom, identity = by_.kind() == disagreement::identity;
        switch (Model) {
        case chance_model::none:
            return {0, 1};
        case chance_model::uniform:
        case chance_model::gwet:
            return {identity ? -1 : -infinity, 1};
        default:
            return {custom ? -infinity : -1, 1};
        }
    }
    /// Bounds where positions are open: an interval for the disagreement observed over one for that by chance.
    boost::optional<enclosed_value> enclose(statistic const& known, std::span<open_issue const> open,
                                            std::span<issue_column const> columns) const
        requires(Model != chance_model::none) {
        return detail::enclose_table(known, open, columns, by_, Model);
    }

private:
    disagreement_weighting by_{};
};

}  // namespace entente
