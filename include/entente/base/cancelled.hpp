// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/cancelled.hpp
/// What ends a call whose caller wanted no more of it.

#include <exception>

namespace entente {

/// Thrown out of a call whose progress callback said stop.
class cancelled : public std::exception {
public:
    char const* what() const noexcept override { return "cancelled"; }
};

}  // namespace entente
