// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/id.hpp
/// Strong names of vertices.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace entente {

/// Names a vertex of kind `Vertex` in one graph: dense, from 0, in the order of addition.
/// Ids of different kinds do not mix, so that an edge drawn the wrong way round does not compile.
template <class Vertex>
struct id {
    using vertex = Vertex;
    std::uint32_t value{};

    friend constexpr auto operator<=>(id, id) = default;
};

}  // namespace entente

template <class Vertex>
struct std::hash<entente::id<Vertex>> {
    std::size_t operator()(entente::id<Vertex> i) const noexcept { return i.value; }
};
