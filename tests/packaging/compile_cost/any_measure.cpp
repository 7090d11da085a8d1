// SPDX-License-Identifier: BSL-1.0
// A measure by its name, for one pair and for all.
#include <entente/dyadic/compare.hpp>
#include <entente/pairs/all_pairs.hpp>
#include <entente/text/parse_measure.hpp>

entente::any_measure chosen(char const* name) {
    return entente::parse_measure(name);
}
boost::optional<double> apart(entente::position_matrix const& matrix, entente::any_measure const& m) {
    return entente::compare(matrix, 0, 1, m).value;
}
entente::dyad_matrix distances(entente::position_matrix const& matrix, entente::any_measure const& m) {
    return entente::all_pairs(matrix, m);
}
