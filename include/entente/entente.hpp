// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file entente.hpp
/// Everything that needs Boost headers only, without what costs more to compile: files (io/), views for
/// Boost.Graph (bgl/), inference (dyadic/inference.hpp), measures by name (dyadic/any_measure.hpp), threads (parallel.hpp).

#include "entente/config.hpp"
#include "entente/dyadic/ambivalence.hpp"
#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/dyadic/congruence.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/dyadic/groups.hpp"
#include "entente/dyadic/live_dyads.hpp"
#include "entente/dyadic/measures.hpp"
#include "entente/dyadic/nearest.hpp"
#include "entente/dyadic/oriented.hpp"
#include "entente/dyadic/pairwise.hpp"
#include "entente/dyadic/single_precision.hpp"
#include "entente/dyadic/stream.hpp"
#include "entente/error.hpp"
#include "entente/graph/typed_graph.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/negotiation/zone.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/positions/position_table.hpp"
#include "entente/positions/select.hpp"
#include "entente/version.hpp"
