// SPDX-License-Identifier: BSL-1.0
// What the umbrella leaves out, beside it: whatever options the consumer compiles with, all of it is accepted. (But for
// io/graphviz.hpp: without RTTI Boost's own header is not.)
#include <entente/base/parallel.hpp>
#include <entente/bgl/components.hpp>
#include <entente/bgl/flow.hpp>
#include <entente/bgl/graph_view.hpp>
#include <entente/bgl/undirected_view.hpp>
#include <entente/dyadic/inference.hpp>
#include <entente/entente.hpp>
#include <entente/io/csv.hpp>
#include <entente/text/parse_measure.hpp>

// The kernels, and the layouts that a matrix keeps.
boost::optional<double> by_kernel(entente::position_matrix const& matrix) {
    return entente::all_pairs(matrix, entente::measures::percent_agreement{}).at(0, 1).value;
}
