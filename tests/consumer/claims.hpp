// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <entente/entente.hpp>

using claims = entente::stance_graph<entente::likert<5>>;

claims make_claims();
boost::optional<double> distance_of_first_two(claims const& c);
