// SPDX-License-Identifier: BSL-1.0
// The kernels, for every instruction set.
#define ENTENTE_SOURCE kernels
#include <entente/src.hpp>
