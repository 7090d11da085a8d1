// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/issue_backbone.hpp
/// Which issues carry the network of a discourse, and which could go.

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/search.hpp"
#include "entente/config.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/projection_options.hpp"
#include "entente/positions/ids.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <utility>

#include "entente/base/drawn_below.hpp"
#include "entente/discourse/change.hpp"
#include "entente/discourse/coded_statements.hpp"
#include "entente/discourse/pair_counts.hpp"
#include "entente/discourse/projection.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// An issue that goes, and what is lost when it has.
struct backbone_step {
    std::size_t step = 0;  ///< from 1; issues of one step go together
    issue_id issue{};
    double backbone_loss = 0;    ///< spectral distance of the network of what is left from that of all issues
    double redundant_loss = 0;   ///< the same for the network of what has gone
    std::size_t statements = 0;  ///< left

    template <class Row = backbone_step>
    static auto fields() {
        return std::tuple(
            make_field<Row>("step", "", "issues of one step go together", &Row::step),
            make_field<Row>("issue", "", "which goes", &Row::issue),
            make_field<Row>("backbone_loss", "", "distance of what is left from all", &Row::backbone_loss),
            make_field<Row>("redundant_loss", "", "distance of what has gone from all", &Row::redundant_loss),
            make_field<Row>("statements", "statements", "left", &Row::statements));
    }
};

/// Issues in the order in which they go: at each step that without which what is left has the least `spectral_distance`
/// from the network of all issues; several as good, to 1e-12, together. The last to go are the backbone of one.
///
/// Throws as `project` does, and error(invalid_argument) where nodes are issues. O(issues^2 nodes^3).
/// Source: Leifeld's nested backbone, with the spectrum of the Laplacian.
std::vector<backbone_step> nested_backbone(corpus const& c, projection_options const& options = {});

struct backbone_options {
    std::size_t size = 1;    ///< of the backbone
    std::uint64_t seed = 1;  ///< of the search, where not every choice is tried
    std::size_t starts = 8;
};

/// The issues, so many, whose network is nearest to that of all: `value` is the spectral distance.
///
/// Exact by trying every choice where there are at most `limits.steps` (a step is a choice; without a limit 10^5 are
/// tried): then `proved`. Else from choices by lot, by exchanging two while that helps; the
/// bound is then 0. Throws as nested_backbone does, and error(invalid_argument) unless the size is from 1 to the
/// number of issues.
search_result<std::vector<issue_id>> issue_backbone(corpus const& c, projection_options const& options,
                                                    backbone_options const& how, search_limits const& limits = {});

#if ENTENTE_DEFINES(discourse)

namespace detail {

/// Spectra of the networks of some of the issues.
class issue_subsets {
public:
    issue_subsets(corpus const& c, projection_options options) : options_(std::move(options)) {
        if (options_.nodes == discourse_nodes::issue)
            throw error(fault_code::invalid_argument, "a backbone is of issues that tie actors or speakers");
        options_.isolates = true;
        coded_ = code_statements(c, options_);
        std::vector<std::uint32_t> place;
        ids_ = used_ids(c.issue_numbers(), coded_.numbers, c.issues(), place);
        weight_.assign(coded_.cells.size(), 0.0);
        std::vector<char> seen(coded_.keys, 0);
        for (std::size_t i = 0; i < coded_.size(); ++i)
            if (seen.empty() || coded_.key_of.empty() || !std::exchange(seen[coded_.key_of[i]], char{1}))
                ++weight_[coded_.cell_of[i]];
        all_ = spectrum(std::vector<char>(issues(), 1));
    }
    std::size_t issues() const { return ids_.size(); }
    issue_id id(std::size_t issue) const { return issue_id(ids_[issue]); }
    std::size_t statements(std::vector<char> const& of) const {
        double sum = 0;
        for (std::size_t k = 0; k < weight_.size(); ++k)
            if (of[coded_.cells[k].item]) sum += weight_[k];
        return static_cast<std::size_t>(sum);
    }
    double loss(std::vector<char> const& of) const { return spectral_distance(spectrum(of), all_); }

private:
    std::vector<double> spectrum(std::vector<char> const& of) const {
        pair_counts counts(coded_, options_);
        for (std::uint32_t k = 0; k < weight_.size(); ++k)
            if (of[coded_.cells[k].item] && weight_[k] > 0) counts.add(k, weight_[k]);
        return laplacian_spectrum(align({counts.network()}).matrices.front(), coded_.nodes.size());
    }

    projection_options options_;
    coded_statements coded_{};
    std::vector<std::uint32_t> ids_{};
    std::vector<double> weight_{}, all_{};
};

}  // namespace detail

ENTENTE_INLINE std::vector<backbone_step> nested_backbone(corpus const& c, projection_options const& options) {
    detail::issue_subsets const subsets(c, options);
    auto const n = subsets.issues();
    std::vector<backbone_step> steps;
    std::vector<char> left(n, 1), gone(n, 0);
    for (std::size_t step = 1, remaining = n; remaining; ++step) {
        double least = std::numeric_limits<double>::infinity();
        std::vector<double> losses(n, least);
        for (std::size_t i = 0; i < n; ++i)
            if (left[i]) {
                left[i] = 0;
                least = (std::min)(least, losses[i] = subsets.loss(left));
                left[i] = 1;
            }
        auto const first = steps.size();
        for (std::size_t i = 0; i < n; ++i)
            if (left[i] && losses[i] <= least + 1e-12) {
                left[i] = 0, gone[i] = 1, --remaining;
                steps.push_back({step, subsets.id(i)});
            }
        double const backbone = subsets.loss(left), redundant = subsets.loss(gone);
        for (auto s = first; s < steps.size(); ++s)
            steps[s].backbone_loss = backbone, steps[s].redundant_loss = redundant,
            steps[s].statements = subsets.statements(left);
    }
    return steps;
}

ENTENTE_INLINE search_result<std::vector<issue_id>> issue_backbone(corpus const& c, projection_options const& options,
                                                                   backbone_options const& how,
                                                                   search_limits const& limits) {
    detail::issue_subsets const subsets(c, options);
    auto const n = subsets.issues(), k = how.size;
    if (k < 1 || k > n)
        throw error(fault_code::invalid_argument, "a backbone is of one issue or more, as many as there are at most",
                    {.value = std::to_string(k)});
    double choices = 1;
    for (std::size_t i = 0; i < k; ++i) choices = choices * static_cast<double>(n - i) / static_cast<double>(i + 1);
    auto const most = limits.steps == search_limits{}.steps ? 1e5 : static_cast<double>(limits.steps);
    bool complete = choices <= most;
    search_watch watch(limits);
    double least = std::numeric_limits<double>::infinity();
    std::vector<char> best;
    auto const take = [&](std::vector<char> const& of, double loss) {
        if (best.empty() || loss < least) least = loss, best = of;
    };
    if (complete) {
        std::vector<char> of(n, 0);
        std::fill(of.begin(), of.begin() + static_cast<std::ptrdiff_t>(k), char{1});
        do {
            if (!watch.step(least, 0)) {
                complete = false;
                break;
            }
            take(of, subsets.loss(of));
        } while (std::prev_permutation(of.begin(), of.end()));
    } else {
        std::mt19937_64 random(how.seed);
        bool more = true;
        for (std::size_t start = 0; more && start < (std::max)(how.starts, std::size_t{1}); ++start) {
            std::vector<std::size_t> order(n);
            std::iota(order.begin(), order.end(), std::size_t{0});
            for (auto i = n; i-- > 1;) std::swap(order[i], order[detail::drawn_below(i + 1, random)]);
            std::vector<char> of(n, 0);
            for (std::size_t i = 0; i < k; ++i) of[order[i]] = 1;
            double now = subsets.loss(of);
            take(of, now);
            for (bool helped = true; helped && more;) {
                helped = false;
                for (std::size_t i = 0; i < n && more; ++i)
                    for (std::size_t j = 0; j < n && more; ++j) {
                        if (!of[i] || of[j]) continue;
                        if (!(more = watch.step(least, 0))) break;
                        std::swap(of[i], of[j]);
                        double const loss = subsets.loss(of);
                        if (loss < now - 1e-12)
                            now = loss, helped = true;
                        else
                            std::swap(of[i], of[j]);
                    }
            }
            take(of, now);
        }
    }
    if (best.empty()) {  // not even one step
        best.assign(n, 0);
        std::fill(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(k), char{1});
        least = subsets.loss(best);
    }
    search_result<std::vector<issue_id>> result;
    for (std::size_t i = 0; i < n; ++i)
        if (best[i]) result.solution.push_back(subsets.id(i));
    result.value = least;
    result.bound = complete ? least : 0;
    result.proved = complete;
    result.ended = complete                              ? search_end::proved
                   : watch.ended() == search_end::proved ? search_end::steps
                                                         : watch.ended();
    result.steps = watch.steps();
    return result;
}

#endif

}  // namespace entente
