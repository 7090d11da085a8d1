// SPDX-License-Identifier: BSL-1.0
// entente negotiate: where there is room for progress.

#include "entente/negotiation/progress.hpp"
#include "negotiating.hpp"

namespace entente_program {

using namespace entente;

void answer_progress(negotiation const& n, answer& to) {
    write_lines(to, n, room_for_progress(n.stances, n.who, n.when));
}

void answer_sensitivity(negotiation const& n, answer& to) {
    write_lines(to, n, progress_ranges(n.parties));
}

}  // namespace entente_program
