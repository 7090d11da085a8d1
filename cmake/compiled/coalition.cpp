// SPDX-License-Identifier: BSL-1.0
// Structure among actors.
#define ENTENTE_SOURCE coalition
#include <entente/src.hpp>
