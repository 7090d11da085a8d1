// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/by_kernel.hpp
/// Which kernel serves which statistic. A kernel belongs to a statistic and so serves every measure over it.

#include "entente/pairs/by_kernel/contingency.hpp"
#include "entente/pairs/by_kernel/differences.hpp"
#include "entente/pairs/by_kernel/kernel.hpp"
#include "entente/pairs/by_kernel/moments.hpp"
#include "entente/pairs/by_kernel/overlap.hpp"
#include "entente/pairs/by_kernel/valence.hpp"
