// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file entente.hpp
/// Everything that needs Boost headers only, without what costs more to compile: files (io/), views for
/// Boost.Graph (bgl/), inference (dyadic/inference.hpp), measures by name (text/parse_measure.hpp), threads
/// (base/parallel.hpp).

#include "entente/config.hpp"
#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/dyadic/congruence.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/dyadic/themes.hpp"
#include "entente/error.hpp"
#include "entente/graph/typed_graph.hpp"
#include "entente/measures/adapted.hpp"
#include "entente/measures/all.hpp"
#include "entente/measures/single_precision.hpp"
#include "entente/model/parts.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/negotiation/zone.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/ambivalence.hpp"
#include "entente/pairs/incremental_pairs.hpp"
#include "entente/pairs/nearest.hpp"
#include "entente/pairs/stream.hpp"
#include "entente/positions/attribution.hpp"
#include "entente/positions/difference.hpp"
#include "entente/positions/from_array.hpp"
#include "entente/positions/held_by.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/positions/settled.hpp"
#include "entente/positions/submatrix.hpp"
#include "entente/version.hpp"
