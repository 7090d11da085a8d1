// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file text/src/parse_measure.hpp
/// Definition of text/parse_measure.hpp. It instantiates every measure.

#include <boost/optional.hpp>

#include <string>
#include <string_view>

#include "entente/config.hpp"
#include "entente/text/any_measure.hpp"
#include "entente/text/measure_names.hpp"

namespace entente {

ENTENTE_INLINE any_measure parse_measure(std::string_view text) {
    boost::optional<any_measure> found;
    visit_measure(text, [&](auto const& m) { found.emplace(std::string(text), m); });
    return *found;
}

}  // namespace entente
