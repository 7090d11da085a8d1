// SPDX-License-Identifier: BSL-1.0
#pragma once

// doctest prints ids, and optional ids, with this.
#include <entente/graph/id_of.hpp>

#include <boost/optional/optional_io.hpp>

#include <ostream>

namespace entente {

template <class Vertex>
std::ostream& operator<<(std::ostream& to, id_of<Vertex> v) {
    return to << '#' << v.value;
}

}  // namespace entente
