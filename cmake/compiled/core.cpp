// SPDX-License-Identifier: BSL-1.0
// Graphs: their freezing, whatever they are of, and all of it for the default one.
#define ENTENTE_SOURCE core
#include <entente/src.hpp>
