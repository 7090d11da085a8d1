// SPDX-License-Identifier: BSL-1.0
// The umbrella, and nothing used.
#include <entente/entente.hpp>
