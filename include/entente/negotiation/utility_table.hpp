// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/utility_table.hpp
/// What each of some outcomes is worth to each of some parties, whoever has computed it.

#include <cstddef>
#include <span>
#include <vector>

#include "entente/config.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <string>
#include <utility>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// Utilities of outcomes to parties: any finite numbers, more is better.
class utility_table {
public:
    utility_table() = default;
    /// Outcome by outcome: the utility to the first party, to the second, and so on. Throws error(invalid_argument)
    /// without parties or with half an outcome, error(not_a_number) for what is no finite number.
    utility_table(std::size_t parties, std::vector<double> values);

    std::size_t parties() const { return parties_; }
    std::size_t outcomes() const { return parties_ ? values_.size() / parties_ : 0; }
    /// What an outcome is worth to each. Precondition: it is below outcomes().
    std::span<double const> operator[](std::size_t outcome) const {
        ENTENTE_ASSERT(outcome < outcomes());
        return {values_.data() + outcome * parties_, parties_};
    }

private:
    std::size_t parties_ = 0;
    std::vector<double> values_{};
};

#if ENTENTE_DEFINES(negotiation)
ENTENTE_INLINE utility_table::utility_table(std::size_t parties, std::vector<double> values)
    : parties_(parties)
    , values_(std::move(values)) {
    if (parties == 0 || values_.size() % parties != 0)
        throw error(fault_code::invalid_argument, "each outcome needs a utility to each of the parties",
                    {.value = std::to_string(values_.size()) + " to " + std::to_string(parties)});
    for (std::size_t i = 0; i < values_.size(); ++i)
        if (!detail::is_finite(values_[i]))
            throw error(fault_code::not_a_number, "a utility is a finite number",
                        {.actor = '#' + std::to_string(i % parties),
                         .value = detail::number_text(values_[i]),
                         .ordinal = i / parties});
}
#endif

}  // namespace entente
