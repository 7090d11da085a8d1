// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file bgl/graph_view.hpp
/// Typed graphs as the graphs of Boost.Graph, with their property maps.

#include "entente/bgl/property_maps.hpp"
#include "entente/bgl/view.hpp"
