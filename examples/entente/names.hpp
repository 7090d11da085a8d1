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
/// What a text says of an issue's outcome, by the rule by which cells of files are read: a label, a number that one is,
/// or a number of the scale. Throws entente::scale_error (off_scale).
double find_outcome(graph const& g, entente::issue_id issue, std::string const& text);

}  // namespace entente_program
