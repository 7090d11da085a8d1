// SPDX-License-Identifier: BSL-1.0
#include "names.hpp"

#include "entente/error.hpp"

namespace entente_program {

using namespace entente;

actor_id find_actor(graph const& g, std::string const& name) {
    auto const found = g.find<actor>(name);
    if (!found) throw error(fault_code::unknown_name, "no actor has this name", {.actor = name});
    return *found;
}

issue_id find_issue(graph const& g, std::string const& name) {
    auto const found = g.find<issue_t<graph>>(name);
    if (!found) throw error(fault_code::unknown_name, "no issue has this name", {.issue = name});
    return *found;
}

double find_outcome(graph const& g, issue_id issue, std::string const& text) {
    auto const& on = g[static_cast<id_of<issue_t<graph>>>(issue)];
    auto const outcome = on.scale.point_of(text);
    if (!outcome || !on.scale.contains(*outcome))
        throw scale_error(fault_code::off_scale, "an outcome is a position of its issue's scale",
                          {.issue = on.name, .value = text});
    return *outcome;
}

}  // namespace entente_program
