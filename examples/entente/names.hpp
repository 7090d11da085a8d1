// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "entente/positions/ids.hpp"
#include "input.hpp"

namespace entente_program {

/// The actor of this name. Throws entente::error (unknown_name).
entente::actor_id find_actor(graph const& g, std::string const& name);
/// The issue of this name. Throws entente::error (unknown_name).
entente::issue_id find_issue(graph const& g, std::string const& name);

}  // namespace entente_program
