// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/id_of.hpp
/// Strong names of vertices.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace entente {

/// Names a vertex of kind `Vertex` in one graph: dense, from 0, in the order of addition.
/// Ids of different kinds do not mix, so that an edge drawn the wrong way round does not compile.
template <class Vertex>
struct id_of {
    using vertex = Vertex;
    std::uint32_t value{};

    friend constexpr auto operator<=>(id_of, id_of) = default;
};

}  // namespace entente

template <class Vertex>
struct std::hash<entente::id_of<Vertex>> {
    std::size_t operator()(entente::id_of<Vertex> i) const noexcept { return i.value; }
};
