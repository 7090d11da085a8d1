// SPDX-License-Identifier: BSL-1.0
// Statements over time.
#define ENTENTE_SOURCE discourse
#include <entente/src.hpp>
