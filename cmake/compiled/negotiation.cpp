// SPDX-License-Identifier: BSL-1.0
// What could be agreed, and what stands in the way.
#define ENTENTE_SOURCE negotiation
#include <entente/src.hpp>
