// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/repeated.hpp
/// What becomes of several stances of one actor on one issue.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/io/detail/reading_choices.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance.hpp"
#include "entente/model/time.hpp"

namespace entente::io::detail {

/// A stance that cannot be beside an earlier one. Both by their number in the order of the files.
struct repeated_stance {
    std::size_t ordinal, earlier;
    std::string message;
};

inline constexpr char const* has_stance_already = "the actor has a stance on the issue at that time already";

/// Collects what there is of each actor on each issue, and says of each stance whether it counts, and as what.
/// Memory is linear in stances, whatever their order.
class repeated_decisions {
public:
    void clear() { *this = {}; }

    void add(std::uint32_t who, std::uint32_t on, stance_on<scale> const& held) {
        keys_.push_back({who, on, held.position.has_value(), held.salience.has_value(), held.position.value_or(0),
                         held.salience.value_or(0), held.confidence, held.valid});
    }

    /// Decides; the stances that are refused.
    std::vector<repeated_stance> decide(repeated_stances policy) {
        counts_.assign(keys_.size(), state::counts);
        std::vector<repeated_stance> refused;
        for_each_group([&](auto first, auto last) {
            if (last - first == 1 && policy != repeated_stances::count) return;
            switch (policy) {
            case repeated_stances::refuse:
                break;
            case repeated_stances::first:
                keep(first, last, *first);
                break;
            case repeated_stances::last:
                keep(first, last, *(last - 1));
                break;
            case repeated_stances::latest:
                keep_latest(first, last, refused);
                break;
            case repeated_stances::succession:
                let_follow(first, last, refused);
                break;
            case repeated_stances::mean:
            case repeated_stances::sum:
            case repeated_stances::count:
                fold(first, last, policy, refused);
            }
        });
        std::ranges::sort(changes_, {}, &change::ordinal);
        return refused;
    }

    /// Whether a stance counts; it is changed to what it counts as.
    bool apply(std::size_t ordinal, stance_on<scale>& held) const {
        if (counts_[ordinal] == state::drops) return false;
        if (counts_[ordinal] == state::counts) return true;
        auto const& as = *std::ranges::lower_bound(changes_, ordinal, {}, &change::ordinal);
        held.valid.to = as.to;
        if (!as.folded) return true;
        held.position = as.held.position;
        held.salience = as.held.salience;
        held.confidence = as.held.confidence;
        held.status = held.position ? (held.status == stance_status::withheld ? stance_status::stated : held.status)
                                    : stance_status::withheld;
        return true;
    }

    /// Stances that overlap in time with an earlier one.
    std::vector<repeated_stance> overlapping() const {
        std::vector<repeated_stance> refused;
        for_each_group([&](auto first, auto last) {
            by_time(first, last);
            for (auto at = first; at != last && at + 1 != last; ++at)
                if (keys_[*at].valid.overlaps(keys_[*(at + 1)].valid))
                    refused.push_back({(std::max)(*at, *(at + 1)), (std::min)(*at, *(at + 1)), has_stance_already});
        });
        return refused;
    }

private:
    struct key {
        std::uint32_t who, on;
        bool has_position, has_salience;
        double position, salience, confidence;
        period valid;
    };
    struct folded_stance {
        boost::optional<double> position{}, salience{};
        double confidence = 1;
    };
    struct change {
        std::size_t ordinal;
        time_point to;
        bool folded;
        folded_stance held;
    };
    enum class state : unsigned char { drops, counts, changes };
    using places = std::vector<std::size_t>::iterator;

    /// Calls with the numbers of the stances of one actor on one issue, ascending.
    template <class Call>
    void for_each_group(Call const& call) const {
        std::vector<std::size_t> order(keys_.size());
        for (std::size_t i = 0; i != order.size(); ++i) order[i] = i;
        sort_stably(order, &key::on);
        sort_stably(order, &key::who);
        for (auto first = order.begin(); first != order.end();) {
            auto last = first + 1;
            while (last != order.end() && keys_[*last].who == keys_[*first].who && keys_[*last].on == keys_[*first].on)
                ++last;
            call(first, last);
            first = last;
        }
    }
    /// By counting: names are numbered from 0 without gaps, and rows come in any order.
    void sort_stably(std::vector<std::size_t>& order, std::uint32_t key::*number) const {
        std::size_t most = 0;
        for (auto const& each : keys_) most = (std::max)(most, std::size_t{each.*number});
        std::vector<std::size_t> next(most + 2, 0), sorted(order.size());
        for (auto const& each : keys_) ++next[each.*number + std::size_t{1}];
        for (std::size_t k = 1; k != next.size(); ++k) next[k] += next[k - 1];
        for (auto const i : order) sorted[next[keys_[i].*number]++] = i;
        order.swap(sorted);
    }
    void by_time(places first, places last) const {
        std::sort(first, last, [&](std::size_t a, std::size_t b) {
            return std::tie(keys_[a].valid.from, a) < std::tie(keys_[b].valid.from, b);
        });
    }

    void keep(places first, places last, std::size_t kept) {
        for (auto at = first; at != last; ++at)
            if (*at != kept) counts_[*at] = state::drops;
    }

    void keep_latest(places first, places last, std::vector<repeated_stance>& refused) {
        by_time(first, last);
        auto const latest = *(last - 1), before = *(last - 2);
        if (keys_[latest].valid.from == keys_[before].valid.from)
            refused.push_back({(std::max)(latest, before), (std::min)(latest, before),
                               "two stances of the actor on the issue are the latest"});
        keep(first, last, latest);
    }

    void let_follow(places first, places last, std::vector<repeated_stance>& refused) {
        by_time(first, last);
        for (auto at = first; at + 1 != last; ++at) {
            auto const& valid = keys_[*at].valid;
            auto const& next = keys_[*(at + 1)].valid;
            if (valid.from == next.from)
                refused.push_back({(std::max)(*at, *(at + 1)), (std::min)(*at, *(at + 1)),
                                   "two stances of the actor on the issue begin at one time"});
            if (valid.to != (time_point::max)()) continue;
            counts_[*at] = state::changes;
            changes_.push_back({*at, next.from, false, {}});
        }
    }

    void fold(places first, places last, repeated_stances policy, std::vector<repeated_stance>& refused) {
        double positions = 0, saliences = 0, confidence = 0;
        std::size_t with_position = 0, with_salience = 0;
        for (auto at = first; at != last; ++at) {
            auto const& each = keys_[*at];
            if (!(each.valid == keys_[*first].valid)) {
                refused.push_back({*at, *first,
                                   "stances at different times are not taken together; switch the columns from and to "
                                   "off to do so"});
                return;
            }
            if (each.has_position) positions += each.position, ++with_position;
            if (each.has_salience) saliences += each.salience, ++with_salience;
            confidence += each.confidence;
        }
        folded_stance made;
        auto const rows = static_cast<double>(last - first);
        if (policy == repeated_stances::count)
            made.position = rows;
        else if (with_position != 0)
            made.position =
                policy == repeated_stances::sum ? positions : positions / static_cast<double>(with_position);
        if (with_salience != 0) made.salience = saliences / static_cast<double>(with_salience);
        made.confidence = confidence / rows;
        keep(first, last, *first);
        counts_[*first] = state::changes;
        changes_.push_back({*first, keys_[*first].valid.to, true, made});
    }

    std::vector<key> keys_;
    std::vector<state> counts_;
    std::vector<change> changes_;  // by ordinal
};

}  // namespace entente::io::detail
