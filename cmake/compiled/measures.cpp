// SPDX-License-Identifier: BSL-1.0
// What measures, comparisons and pairs do that is no loop over cells or pairs.
#define ENTENTE_SOURCE measures
#include <entente/src.hpp>
