// SPDX-License-Identifier: BSL-1.0
// Measures by name.
#define ENTENTE_SOURCE text
#include <entente/src.hpp>
