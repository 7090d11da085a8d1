// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <entente/entente.hpp>

#include <boost/optional.hpp>

using claims = entente::stance_graph<entente::likert<5>>;

claims make_claims();
boost::optional<double> distance_of_first_two(claims const& c);
