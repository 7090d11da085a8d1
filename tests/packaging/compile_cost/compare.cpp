// SPDX-License-Identifier: BSL-1.0
// A graph built and frozen, and two of its actors compared.
#include <entente/dyadic/compare.hpp>
#include <entente/measures/city_block.hpp>
#include <entente/model/stance_graph.hpp>

using namespace entente;

boost::optional<double> apart(double first, double second) {
    stance_graph<scale>::builder build;
    auto const left = build.add(actor{"left"}), right = build.add(actor{"right"});
    auto const tax = build.add(basic_issue<scale>{"tax", scale::ordinal(1, 5)});
    build.relate(left, tax, stance_on<scale>{.position = first});
    build.relate(right, tax, stance_on<scale>{.position = second});
    return compare(std::move(build).freeze(), left, right, measures::city_block{}).value;
}
