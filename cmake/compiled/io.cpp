// SPDX-License-Identifier: BSL-1.0
// Files.
#define ENTENTE_SOURCE io
#include <entente/src.hpp>
