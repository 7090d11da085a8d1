// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>

#include "entente/pairs/stream.hpp"
#include "entente/text/any_measure.hpp"

// The calls of the library, for a measure chosen at run time. Everything that this program computes
// goes through these.
namespace entente_program {

using entente::any_measure;
using entente::position_matrix;

inline std::string const& name_of(any_measure const& m) {
    return m.name();
}
inline entente::orientation direction_of(any_measure const& m) {
    return m.description().direction;
}
inline bool is_symmetric(any_measure const& m, entente::compare_options const& o) {
    return m.symmetric(o);
}

inline entente::comparison compare(position_matrix const& matrix, entente::actor_id a, entente::actor_id b,
                                   any_measure const& m, entente::compare_options const& o) {
    return m.compare(matrix, a.value, b.value, o);
}
inline entente::explanation explain(position_matrix const& matrix, entente::actor_id a, entente::actor_id b,
                                    any_measure const& m, entente::compare_options const& o) {
    return m.explain(matrix, a.value, b.value, o);
}
inline entente::value_bounds bounds(position_matrix const& matrix, entente::actor_id a, entente::actor_id b,
                                    any_measure const& m, entente::bounds_options const& o) {
    return m.bounds(matrix, a.value, b.value, o);
}

template <class Visit, class Executor>
void stream_pairs_in_order(position_matrix const& matrix, any_measure const& m, entente::compare_options const& o,
                           Visit&& visit, Executor const& execute) {
    auto const by = [&execute](std::size_t count, std::function<void(std::size_t)> const& piece) {
        execute(count, piece);
    };
    m.all_pairs(matrix, o, by).for_each([&](std::size_t a, std::size_t b, entente::comparison const& c) {
        visit(a, b, entente::tile_value{{c.value, c.reason}, c.shared, c.weight});
    });
}

}  // namespace entente_program
