// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/condition_term.hpp
/// One term of a condition in words.

#include <string>

namespace entente::io {

/// One term of a condition in words: the issue, and the bounds of its outcome as they are written (empty: unbounded).
struct condition_term_text {
    std::string issue;
    std::string lower;
    std::string upper;

    friend bool operator==(condition_term_text const&, condition_term_text const&) = default;
};

}  // namespace entente::io
