// SPDX-License-Identifier: BSL-1.0
// What the library's results are called when they are written: names of fields are contract.
#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/dyadic/inference.hpp"
#include "entente/dyadic/themes.hpp"
#include "entente/io/rows.hpp"
#include "entente/measures/all.hpp"
#include "entente/measures/city_block.hpp"
#include "entente/measures/cohen_kappa.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/negotiation/zone.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/nearest.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/positions/row_names.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

using graph = stance_graph<scale>;

graph small() {
    typename graph::builder b;
    auto const north = b.add(actor{.name = "North, the"}), south = b.add(actor{.name = "South"});
    auto const talks = b.add(basic_issue<scale>{.name = "talks", .scale = scale::ordinal(1, 5)});
    auto const road = b.add(basic_issue<scale>{.name = "road", .scale = scale::ordinal(1, 5)});
    auto const bridge = b.add(basic_issue<scale>{.name = "bridge", .scale = scale::ordinal(1, 5)});
    b.relate<part_of>(road, talks);
    b.relate<part_of>(bridge, talks);
    b.relate(north, road, stance_on<scale>{.position = 1.0, .acceptable = {1, 3}});
    b.relate(south, road, stance_on<scale>{.position = 3.0});
    b.relate(north, bridge, stance_on<scale>{.position = 5.0});
    return b.freeze();
}

template <class Rows, class NameOf>
std::string csv(Rows const& rows, NameOf const& name_of) {
    std::ostringstream out;
    io::write_rows(out, rows, {.format = io::row_format::csv}, name_of);
    return out.str();
}

template <class Row>
std::string heading() {
    std::string all;
    for (auto const name : field_names<Row>()) all += (all.empty() ? "" : ",") + std::string(name);
    return all;
}

}  // namespace

TEST_CASE("comparisons, explanations, bounds, neighbours and pairs, with the names of the graph or of the matrix") {
    auto const g = small();
    auto const m = make_position_matrix(g);
    CHECK(csv(compare(m, 0, 1, city_block{}), names_of(m)) ==
          "value,shared,weight,reason,coverage,observed\n0.5,1,1,,0.5,\n");
    for (auto const& text :
         {csv(explain(m, 0, 1, city_block{}), names_of(m)), csv(explain(m, 0, 1, city_block{}), names_of(g))})
        CHECK(text == "issue,first,second,weight,value,share,influence\nroad,1,3,1,0.5,0.5,\n");
    // Half the scale on the road; nothing to all of it on the two others.
    CHECK(csv(bounds(m, 0, 1, city_block{}, {.open = bounds_options::open_positions::missing}), names_of(m)) ==
          "lower,upper,open,exact,shared\n0.16666666666666666,0.8333333333333334,2,true,1\n");
    CHECK(csv(nearest(m, 0, 5, city_block{}), names_of(g)) == "actor,value,shared,weight\nSouth,0.5,1,1\n");
    CHECK(csv(all_pairs(m, city_block{}), names_of(m)) ==
          "a,b,value,shared,weight,reason,coverage\n\"North, the\",South,0.5,1,1,,0.5\n");
}

TEST_CASE("themes and zones") {
    auto const g = small();
    auto const north = *g.find<actor>("North, the"), south = *g.find<actor>("South");
    CHECK(csv(compare_by_theme(g, north, south, city_block{}), names_of(g)) ==
          "theme,issues,theme_weight,value,shared,weight,reason,coverage,observed\ntalks,2,1,0.5,1,1,,0.5,\n");
    auto const road = *g.find<basic_issue<scale>>("road"), bridge = *g.find<basic_issue<scale>>("bridge");
    CHECK(csv(zone_of_agreement(g, road, {north, south}), names_of(g)) ==
          "lower,upper,gap,blocked_by_low,blocked_by_high,bounded,silent,provisional\n1,3,,,,1,0,false\n");
    CHECK(csv(zone_of_agreement(g, bridge, {north, south}), names_of(g)) ==
          "lower,upper,gap,blocked_by_low,blocked_by_high,bounded,silent,provisional\n1,5,,,,0,1,true\n");
}

TEST_CASE("estimates") {
    CHECK(heading<jackknife_estimate>() ==
          "value,shared,weight,reason,bias,standard_error,acceleration,units,undefined");
    CHECK(heading<bootstrap_estimate>() == "value,shared,weight,reason,bias,standard_error,resamples,undefined");
    CHECK(heading<linearised_estimate>() == "value,shared,weight,reason,standard_error,units");
    CHECK(heading<wilson_estimate>() == "value,shared,weight,reason,trials,lower,upper");
    CHECK(heading<confidence_interval>() == "lower,upper");
    auto const g = small();
    auto const m = make_position_matrix(g);
    auto const j = jackknife(m, 0, 1, city_block{});
    CHECK(csv(j, names_of(m)) == heading<jackknife_estimate>() + "\n0.5,1,1,,,,,1,1\n");
    CHECK(csv(j.left_out, names_of(m)) == "issue,value\nroad,\n");
    CHECK(csv(wilson(m, 0, 1), names_of(m)).starts_with(heading<wilson_estimate>() + "\n0,1,1,,1,0,0.79"));
}

TEST_CASE("the table of measures, whole") {
    CHECK(heading<measure_description>() ==
          "name,argument,level,range,orientation,symmetric,formula,undefined,source,also_called");
    CHECK(csv(std::vector<measure_description>{city_block::description}, number_of_id())
              .find("\ncity_block,,ordinal,\"[0, 1]\",distance,yes,") != std::string::npos);
}
