// SPDX-License-Identifier: BSL-1.0
#include <entente/entente.hpp>

#include <iostream>

using namespace entente;
using namespace entente::measures;

int main() {
    // A graph whose issues share one scale: 1 (against) to 5 (in favour). Scales may also differ from issue to issue.
    using graph = stance_graph<likert<5>>;
    using held = stance_on<likert<5>>;
    graph::builder build;
    auto const north = build.add(actor{"North"}), south = build.add(actor{"South"}), union_ = build.add(actor{"Union"});
    auto const border = build.add(basic_issue<likert<5>>{"open border"}), tariff = build.add(basic_issue<likert<5>>{"tariff"}),
               treaty = build.add(basic_issue<likert<5>>{"arms treaty"});

    build.relate(north, border, held{.position = 5.0, .salience = 3.0, .acceptable = {4, 5}});
    build.relate(south, border, held{.position = 1.0, .salience = 2.0, .acceptable = {1, 3}});
    build.relate(north, tariff, held{.position = 2.0, .salience = 1.0});
    build.relate(south, tariff, held{.position = 3.0, .salience = 1.0});
    build.relate(north, treaty, held{.position = 4.0});
    build.relate(south, treaty, held{});  // asked, and declined to say
    build.relate(north, union_, member_of{});

    graph const g = std::move(build).freeze();  // checked as a whole, and immutable from here on

    auto const apart = compare(g, north, south, city_block{}, {.weights = weighting::mean});
    std::cout << "distance " << *apart.value << " on " << apart.shared << " issues\n";

    for (auto const& part : explain(g, north, south, city_block{}, {.weights = weighting::mean}).issues)
        std::cout << "  of it " << *part.share << " by " << g[part.issue].name << '\n';

    auto const open = bounds(g, north, south, city_block{}, {.compare = {.weights = weighting::mean}});
    std::cout << "South's silence leaves open " << *open.lower << " to " << *open.upper << '\n';

    auto const zone = zone_of_agreement(g, border, {north, south});
    std::cout << (zone.common ? "a zone exists" : "red lines exclude a zone") << " on " << g[border].name << '\n';
}
