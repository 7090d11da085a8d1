// SPDX-License-Identifier: BSL-1.0
// What gdb is asked to print: see ../gdb.cmake.
#include <array>
#include <limits>

#include "entente/measures/city_block.hpp"
#include "entente/model/stance_graph.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/positions/from_array.hpp"

using namespace entente;

#if defined(__GNUC__)
__attribute__((noinline))
#endif
void here() {
    static int volatile reached = 0;
    reached = 1;
}

int main() {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    id_of<actor> const vertex{3};
    issue_id const issue(std::size_t{7});
    scale const labelled = scale::ordinal({{"against", -1.0}, {"for", 1.0}});
    scale const continuous = scale::interval(0, 2.5);
    interval const acceptable{1, 4};
    stance_on<scale> const said{.position = 2.5, .salience = 3.0, .acceptable = {1, 4}};
    stance_on<scale> const withheld{};
    position_matrix const matrix =
        make_position_matrix({"North", "South"}, {{.name = "border", .upper = 4}, {.name = "tariff", .upper = 4}},
                             std::array{1.0, 2.0, 3.0, none});
    dyad_matrix const pairs = all_pairs(matrix, measures::city_block{});
    here();
    return (vertex.value + issue.value + pairs.actors() + (said.position && !withheld.position) + labelled.categories() +
            continuous.categories() + acceptable.contains(2)) == 0;
}
