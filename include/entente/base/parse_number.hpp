// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/parse_number.hpp
/// Numbers from text: the one place where it becomes one. Locales have no say, and every number is rounded correctly.

#include <boost/optional/optional.hpp>

#include <string_view>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"

#if ENTENTE_DEFINES(core)
#include <charconv>
#include <cmath>
#include <system_error>
#include <version>

// Where the standard library does not read floating-point numbers (libc++ before 20), fast_float does, which rounds
// correctly, too.
#if defined(__cpp_lib_to_chars) || defined(_MSC_VER)
#define ENTENTE_DETAIL_FROM_CHARS std::from_chars
#elif __has_include(<fast_float/fast_float.h>)
#include <fast_float/fast_float.h>
#define ENTENTE_DETAIL_FROM_CHARS fast_float::from_chars
#else
#error "this standard library reads no floating-point numbers: install fast_float (Debian: libfast-float-dev)"
#endif
#endif

namespace entente::detail {

/// The number that the whole of a text spells, as `-2`, `+2`, `0.5` or `1e-3`. None when it is no number, NaN or
/// infinite, or too large or too small for a double. O(length).
boost::optional<double> parse_number(std::string_view text);

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE boost::optional<double> parse_number(std::string_view text) {
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    double value = 0;
    auto const [end, status] = ENTENTE_DETAIL_FROM_CHARS(text.data(), text.data() + text.size(), value);
    if (status != std::errc{} || end != text.data() + text.size() || !detail::is_finite(value)) return boost::none;
    return value;
}
#undef ENTENTE_DETAIL_FROM_CHARS
#endif

}  // namespace entente::detail
