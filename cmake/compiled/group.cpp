// SPDX-License-Identifier: BSL-1.0
// Many actors: columns, ratings, and what is measured on them.
#define ENTENTE_SOURCE group
#include <entente/src.hpp>
