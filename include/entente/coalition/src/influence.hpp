// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/size_product.hpp"
#include "entente/base/weight.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"

namespace entente {

ENTENTE_INLINE influence_matrix::influence_matrix(whole_t, std::vector<std::string> actors, std::vector<double> values)
    : names_(std::move(actors))
    , values_(std::move(values)) {}

ENTENTE_INLINE influence_matrix::influence_matrix(std::vector<std::string> actors, std::vector<double> values)
    : names_(std::move(actors))
    , values_(std::move(values)) {
    auto const n = names_.size();
    if (values_.size() != detail::size_product(n, n, "a table of so many actors cannot be"))
        throw error(fault_code::invalid_argument, "a table of influences has a number for each pair of actors",
                    {.value = std::to_string(values_.size()) + " for " + std::to_string(n) + " actors"});
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j) {
            double const x = values_[i * n + j];
            auto const refuse = [&](fault_code code, char const* why) {
                throw error(code, why, {.actor = names_[i], .issue = names_[j], .value = detail::number_text(x)});
            };
            if (!detail::is_finite(x)) refuse(fault_code::not_a_number, "an influence is not finite");
            if (x < 0) refuse(fault_code::negative_weight, "an influence is negative");
            if (!detail::is_weight(x)) refuse(fault_code::out_of_range, detail::weight_too_far);
            if (i == j && x != 0) refuse(fault_code::self_relation, "an actor influences itself");
        }
}

ENTENTE_INLINE influence_matrix influence_through_others(influence_matrix const& direct, std::size_t length) {
    if (!length) throw error(fault_code::invalid_argument, "a path of influence has one tie or more", {.value = "0"});
    auto const n = direct.actors();
    auto all = direct.values_, paths = direct.values_;
    for (std::size_t l = 2; l <= length; ++l) {
        std::vector<double> longer(n * n, 0.0);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t k = 0; k < n; ++k) {
                double const first = paths[i * n + k];
                if (first == 0) continue;
                for (std::size_t j = 0; j < n; ++j) longer[i * n + j] += (std::min)(first, direct(k, j));
            }
        paths = std::move(longer);
        bool any = false;
        for (std::size_t i = 0; i < n * n; ++i) all[i] += paths[i], any = any || paths[i] != 0;
        if (!any) break;  // nobody leads back to anybody: there are no longer ways
    }
    return {influence_matrix::whole_t{}, direct.names_, std::move(all)};
}

ENTENTE_INLINE influence_matrix strongest_influence(influence_matrix const& direct, std::size_t length) {
    if (!length) throw error(fault_code::invalid_argument, "a path of influence has one tie or more", {.value = "0"});
    auto const n = direct.actors();
    auto best = direct.values_;
    for (std::size_t l = 2; l <= (std::min)(length, std::max<std::size_t>(n, 1)); ++l) {
        auto longer = best;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t k = 0; k < n; ++k)
                for (std::size_t j = 0; j < n; ++j)
                    longer[i * n + j] = (std::max)(longer[i * n + j], (std::min)(best[i * n + k], direct(k, j)));
        for (std::size_t i = 0; i < n; ++i) longer[i * n + i] = 0;
        best = std::move(longer);
    }
    return {influence_matrix::whole_t{}, direct.names_, std::move(best)};
}

ENTENTE_INLINE influence_balance balance_of_influence(influence_matrix const& direct, std::size_t length) {
    auto const n = direct.actors();
    influence_balance result{.actors = std::vector<influence_power>(n)};
    // Power of a table: shares of influence, less what comes back, times how little the actor depends.
    auto const powers = [&](influence_matrix const& m, bool returned, auto&& set) {
        std::vector<double> in(n, 0.0), out(n, 0.0), r(n, 0.0);
        double total = 0, sum = 0;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (i != j) out[i] += m(i, j), in[j] += m(i, j), total += m(i, j);
        for (std::size_t i = 0; i < n; ++i) {
            if (total > 0 && out[i] > 0)
                r[i] = (out[i] - (returned ? m(i, i) : 0)) / total * (out[i] / (out[i] + in[i]));
            sum += r[i];
        }
        for (std::size_t i = 0; i < n; ++i) set(i, out[i], in[i], sum > 0 ? static_cast<double>(n) * r[i] / sum : 0.0);
        return std::pair(total, sum);
    };
    double moved = 0;
    auto const [total, sum] =
        powers(influence_through_others(direct, length), true, [&](std::size_t i, double out, double in, double r) {
            auto& a = result.actors[i];
            a.influence = out, a.dependence = in, a.power = r, a.net = out - in, a.isolated = out == 0 && in == 0;
            moved += (std::abs)(out - in);
        });
    powers(strongest_influence(direct, length), false,
           [&](std::size_t i, double, double, double q) { result.actors[i].peak = q; });
    if (total > 0) result.stability = 100 * moved / (2 * total);
    result.all_returned = total > 0 && !(sum > 0);
    return result;
}

ENTENTE_INLINE std::vector<double> aggregate_experts(std::span<std::vector<double> const> answers, expert_rule rule) {
    std::vector<double> result(answers.empty() ? 0 : answers.front().size(), std::numeric_limits<double>::quiet_NaN());
    std::vector<double> given;
    for (std::size_t i = 0; i < result.size(); ++i) {
        given.clear();
        for (auto const& one : answers) {
            if (one.size() != result.size())
                throw error(fault_code::invalid_argument, "experts answer the same questions",
                            {.value = std::to_string(one.size())});
            if (!detail::is_nan(one[i])) given.push_back(one[i]);
        }
        if (given.empty()) continue;
        std::sort(given.begin(), given.end());
        auto const n = given.size();
        switch (rule) {
        case expert_rule::mean: {
            double sum = 0;
            for (double const x : given) sum += x;
            result[i] = sum / static_cast<double>(n);
            break;
        }
        case expert_rule::median:
            result[i] = n % 2 ? given[n / 2] : given[n / 2 - 1] + (given[n / 2] - given[n / 2 - 1]) / 2;
            break;
        case expert_rule::cautious_mode: {
            std::size_t most = 0;
            for (std::size_t k = 0; k < n;) {
                auto end = k;
                while (end < n && given[end] == given[k]) ++end;
                bool const nearer = most == end - k && (std::abs)(given[k]) < (std::abs)(result[i]);
                if (end - k > most || nearer) most = end - k, result[i] = given[k];
                k = end;
            }
            break;
        }
        }
    }
    return result;
}

namespace detail {

/// The solution of A x = b, A row by row; none where A is singular to working precision. Partial pivoting. O(n^3).
ENTENTE_INLINE boost::optional<std::vector<double>> solve(std::vector<double> a, std::vector<double> b) {
    auto const n = b.size();
    double greatest = 0;
    for (double const x : a) greatest = (std::max)(greatest, (std::abs)(x));
    double const least = greatest * static_cast<double>(n) * std::numeric_limits<double>::epsilon();
    for (std::size_t k = 0; k < n; ++k) {
        auto pivot = k;
        for (auto i = k + 1; i < n; ++i)
            if ((std::abs)(a[i * n + k]) > (std::abs)(a[pivot * n + k])) pivot = i;
        if (!((std::abs)(a[pivot * n + k]) > least)) return boost::none;
        if (pivot != k) {
            std::swap_ranges(&a[k * n], &a[k * n] + n, &a[pivot * n]);
            std::swap(b[k], b[pivot]);
        }
        for (auto i = k + 1; i < n; ++i) {
            double const f = a[i * n + k] / a[k * n + k];
            if (f == 0) continue;
            for (auto j = k; j < n; ++j) a[i * n + j] -= f * a[k * n + j];
            b[i] -= f * b[k];
        }
    }
    for (std::size_t k = n; k-- > 0;) {
        for (auto j = k + 1; j < n; ++j) b[k] -= a[k * n + j] * b[j];
        b[k] /= a[k * n + k];
    }
    return b;
}

ENTENTE_INLINE void check_opinions(influence_matrix const& m, std::span<double const> positions,
                                   std::span<double const> numbers, double greatest) {
    if (positions.size() != m.actors() || numbers.size() != m.actors())
        throw error(fault_code::invalid_argument, "each actor has a position and a weight of its own",
                    {.value = std::to_string(positions.size())});
    for (std::size_t i = 0; i < m.actors(); ++i) {
        if (!detail::is_finite(positions[i]))
            throw error(fault_code::not_a_number, "a position is not finite", {.actor = m.name(i)});
        if (!(numbers[i] >= 0 && numbers[i] <= greatest))
            throw error(fault_code::out_of_range, "how far an actor is moved, or what it weighs itself, is out of range",
                        {.actor = m.name(i), .value = detail::number_text(numbers[i])});
    }
}

}  // namespace detail

ENTENTE_INLINE boost::optional<std::vector<double>>
friedkin_johnsen(influence_matrix const& direct, std::span<double const> positions, std::span<double const> moved) {
    detail::check_opinions(direct, positions, moved, 1);
    auto const n = direct.actors();
    std::vector<double> a(n * n, 0.0), b(n);
    for (std::size_t i = 0; i < n; ++i) {
        double in = 0;
        for (std::size_t j = 0; j < n; ++j) in += direct(j, i);
        double const s = in > 0 ? moved[i] : 0;
        a[i * n + i] = 1;
        for (std::size_t j = 0; j < n; ++j)
            if (in > 0) a[i * n + j] -= s * direct(j, i) / in;
        b[i] = (1 - s) * positions[i];
    }
    return detail::solve(std::move(a), std::move(b));
}

ENTENTE_INLINE boost::optional<std::vector<double>>
de_groot(influence_matrix const& direct, std::span<double const> positions, std::span<double const> own_weight) {
    detail::check_opinions(direct, positions, own_weight, (std::numeric_limits<double>::max)());
    auto const n = direct.actors();
    std::vector<double> w(n * n, 0.0);
    double scale = 0;
    for (std::size_t i = 0; i < n; ++i) {
        scale = (std::max)(scale, (std::abs)(positions[i]));
        double in = own_weight[i];
        for (std::size_t j = 0; j < n; ++j) in += direct(j, i);
        for (std::size_t j = 0; j < n; ++j)
            w[i * n + j] = in > 0 ? ((i == j ? own_weight[i] : 0) + direct(j, i)) / in : i == j ? 1 : 0;
    }
    auto const opinions = [&](std::vector<double> const& m) {
        std::vector<double> z(n, 0.0);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) z[i] += m[i * n + j] * positions[j];
        return z;
    };
    // W^(2^k), and one step further: they agree in the end, and only then, where all settles.
    for (int k = 0; k < 64; ++k) {
        auto const now = opinions(w);
        std::vector<double> square(n * n, 0.0);
        for (std::size_t i = 0; i < n; ++i) {
            double row = 0;
            for (std::size_t l = 0; l < n; ++l) {
                double const f = w[i * n + l];
                if (f == 0) continue;
                for (std::size_t j = 0; j < n; ++j) square[i * n + j] += f * w[l * n + j];
            }
            for (std::size_t j = 0; j < n; ++j) row += square[i * n + j];
            for (std::size_t j = 0; j < n; ++j) square[i * n + j] /= row;  // rows stay shares
        }
        w = std::move(square);
        auto const later = opinions(w);
        double change = 0;
        for (std::size_t i = 0; i < n; ++i) {
            double in = own_weight[i], step = own_weight[i] * later[i];
            for (std::size_t j = 0; j < n; ++j) in += direct(j, i), step += direct(j, i) * later[j];
            change = (std::max)(change, (std::abs)(later[i] - now[i]));
            if (in > 0) change = (std::max)(change, (std::abs)(step / in - later[i]));
        }
        if (change <= 1e-14 * scale) return later;
    }
    return boost::none;
}

}  // namespace entente
