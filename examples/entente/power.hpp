// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "entente/negotiation/pivots.hpp"
#include "sources.hpp"

namespace entente_program {

/// Finds an actor by its name.
using actor_finder = std::function<boost::optional<std::size_t>(std::string const&)>;

/// Reads the power of each actor from a CSV file with the columns actor and power; none where the
/// file does not name an actor. Throws io_error with file, line, column and text: a file that is
/// not CSV or lacks a column, an actor that is unknown or stands there twice, a power that is no
/// number of at least 0.
std::vector<boost::optional<double>> read_power(std::string const& file, sources& from, std::size_t actors,
                                                actor_finder const& find);

/// A quota: a share up to 1 of all capability, a share with a %, or more capability than 1. Throws error otherwise.
entente::quota quota_of(std::string const& text);

}  // namespace entente_program
