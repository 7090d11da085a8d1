// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/tile_kernels.hpp
/// Which kernel serves which statistic. A kernel belongs to a statistic and so serves every measure over it.

#include "entente/dyadic/tile_kernels/contingency.hpp"
#include "entente/dyadic/tile_kernels/differences.hpp"
#include "entente/dyadic/tile_kernels/kernel.hpp"
#include "entente/dyadic/tile_kernels/moments.hpp"
#include "entente/dyadic/tile_kernels/overlap.hpp"
#include "entente/dyadic/tile_kernels/valence.hpp"
