// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conflict/options.hpp
/// A conflict from options: who owns which, and what each party wants, most important first.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/negotiation/conflict/model.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <limits>

#include "entente/error.hpp"
#endif

namespace entente {

/// Which changes of an option its owner can make.
enum class option_changes : unsigned char {
    both_ways,
    only_to_yes,  ///< once taken it cannot be taken back
    only_to_no,   ///< once given up it cannot be taken again
};

/// Something that one party does or does not do.
struct conflict_option {
    std::string name{};
    std::string owner{};
    option_changes changes = option_changes::both_ways;
};

/// Says of a choice of options whether something is so: of which option it is, by its number, or of what it
/// is made of.
/// ```
/// option_statement const withdraw(2), strike(0);
/// auto const wanted = withdraw && !strike;
/// ```
class option_statement {
public:
    /// That an option is taken.
    explicit option_statement(std::size_t option) : least_options_(option + 1) {
        holds_ = [option](std::uint64_t choice) { return (choice >> option & 1u) != 0; };
    }
    /// Whether it holds of a choice: bit i says whether option i is taken.
    bool holds(std::uint64_t choice) const { return holds_(choice); }
    /// How many options there must be: one more than the greatest that is named.
    std::size_t least_options() const { return least_options_; }

    friend option_statement operator!(option_statement const& a) {
        return {[a](std::uint64_t c) { return !a.holds(c); }, a.least_options_};
    }
    friend option_statement operator&&(option_statement const& a, option_statement const& b) {
        return both(a, b, [](bool x, bool y) { return x && y; });
    }
    friend option_statement operator||(option_statement const& a, option_statement const& b) {
        return both(a, b, [](bool x, bool y) { return x || y; });
    }
    /// "a if b": a, or not b.
    friend option_statement holds_if(option_statement const& a, option_statement const& b) { return a || !b; }
    /// "a if and only if b".
    friend option_statement holds_exactly_if(option_statement const& a, option_statement const& b) {
        return both(a, b, [](bool x, bool y) { return x == y; });
    }

private:
    option_statement(std::function<bool(std::uint64_t)> holds, std::size_t least_options)
        : holds_(std::move(holds))
        , least_options_(least_options) {}
    static option_statement both(option_statement const& a, option_statement const& b, bool (*how)(bool, bool)) {
        return {[a, b, how](std::uint64_t c) { return how(a.holds(c), b.holds(c)); },
                a.least_options_ > b.least_options_ ? a.least_options_ : b.least_options_};
    }

    std::function<bool(std::uint64_t)> holds_;
    std::size_t least_options_ = 0;
};

/// What a party wants: statements, most important first. One that holds outweighs all after it.
struct option_priorities {
    std::string party{};
    std::vector<option_statement> wanted{};
};

/// The graph model of a conflict over options.
///
/// States are the choices of all options for which no statement of `infeasible` holds, in the order of their
/// binary numbers in which the first option is the lowest digit; they are called "YNN...". A party can move
/// between two states that differ only in options of its own, each in a direction in which it can be changed.
/// Value of a state: the sum of 2^(m - j) over the statements j = 1 .. m that hold; states of one value are
/// equally preferred. Parties are those of `priorities`, in that order.
///
/// Throws graph_error for an option whose owner is none of the parties (unknown_name), and as
/// `conflict_model` does; error(unknown_name) for a statement on an option that is not there;
/// error(invalid_argument) where no choice is feasible; error(too_large) for more than 24 options, more than
/// 64 statements of a party, and beyond the limit of `conflict_model`.
/// O(2^options * statements + parties * states^2).
/// Source: Howard (1971), options; Peng, Hipel and Kilgour (1997), option prioritizing.
conflict_model make_conflict_model(std::vector<conflict_option> const& options,
                                   std::vector<option_priorities> const& priorities,
                                   std::vector<option_statement> const& infeasible = {});

namespace detail {

/// Ranks of values: 0 for the greatest, equal values alike.
std::vector<std::uint32_t> ranks_of(std::vector<std::uint64_t> const& values);

}  // namespace detail

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE std::vector<std::uint32_t> detail::ranks_of(std::vector<std::uint64_t> const& values) {
    auto sorted = values;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    std::vector<std::uint32_t> ranks;
    for (auto const v : values)
        ranks.push_back(static_cast<std::uint32_t>(std::lower_bound(sorted.begin(), sorted.end(), v, std::greater<>()) -
                                                   sorted.begin()));
    return ranks;
}

ENTENTE_INLINE conflict_model make_conflict_model(std::vector<conflict_option> const& options,
                                                  std::vector<option_priorities> const& priorities,
                                                  std::vector<option_statement> const& infeasible) {
    auto const count = options.size();
    if (count > 24)
        throw error(fault_code::too_large, "a conflict has at most 24 options", {.value = std::to_string(count)});
    auto const known = [&](option_statement const& s, std::string const& whose) {
        if (s.least_options() > count)
            throw error(fault_code::unknown_name, "a statement on an option that is not there",
                        {.actor = whose, .value = '#' + std::to_string(s.least_options() - 1)});
    };
    for (auto const& s : infeasible) known(s, {});
    for (auto const& p : priorities) {
        for (auto const& s : p.wanted) known(s, p.party);
        if (p.wanted.size() > 64)
            throw error(fault_code::too_large, "a party has at most 64 statements",
                        {.actor = p.party, .value = std::to_string(p.wanted.size())});
    }
    for (auto const& o : options)
        if (std::none_of(priorities.begin(), priorities.end(),
                         [&](option_priorities const& p) { return p.party == o.owner; }))
            throw graph_error(fault_code::unknown_name, "the owner of an option is none of the parties",
                              {.actor = o.owner, .issue = o.name});

    std::vector<std::uint64_t> choices;
    for (std::uint64_t c = 0; c < std::uint64_t{1} << count; ++c)
        if (std::none_of(infeasible.begin(), infeasible.end(), [&](auto const& s) { return s.holds(c); }))
            choices.push_back(c);
    if (choices.empty()) throw error(fault_code::invalid_argument, "no choice of options is feasible");
    detail::require_conflict_size(choices.size(), priorities.size());

    std::vector<std::string> names;
    for (auto const c : choices) {
        std::string name;
        for (std::size_t o = 0; o < count; ++o) name += c >> o & 1u ? 'Y' : 'N';
        names.push_back(std::move(name));
    }
    std::vector<detail::conflict_side> sides;
    for (auto const& p : priorities) {
        detail::conflict_side side{p.party, detail::bit_rows(choices.size()), {}, {}};
        std::uint64_t own = 0, never_to_yes = 0, never_to_no = 0;
        for (std::size_t o = 0; o < count; ++o) {
            auto const bit = std::uint64_t{1} << o;
            if (options[o].owner == p.party) own |= bit;
            if (options[o].changes == option_changes::only_to_yes) never_to_no |= bit;
            if (options[o].changes == option_changes::only_to_no) never_to_yes |= bit;
        }
        for (std::size_t s = 0; s < choices.size(); ++s)
            for (std::size_t t = 0; t < choices.size(); ++t) {
                auto const changed = choices[s] ^ choices[t];
                if (changed && !(changed & ~own) && !(changed & choices[t] & never_to_yes) &&
                    !(changed & choices[s] & never_to_no))
                    side.moves.add(s, t);
            }
        std::vector<std::uint64_t> values;
        for (auto const c : choices) {
            std::uint64_t value = 0;
            for (auto const& s : p.wanted) value = value << 1 | std::uint64_t{s.holds(c)};
            values.push_back(value);
        }
        side.rank = detail::ranks_of(values);
        sides.push_back(std::move(side));
    }
    return conflict_model(std::move(sides), std::move(names));
}

#endif

}  // namespace entente
