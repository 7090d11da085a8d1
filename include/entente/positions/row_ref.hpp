// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/row_ref.hpp
/// An actor of a matrix, by its row or by its id.

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/positions/ids.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente {

/// Which actor of a matrix is meant: a row, as a plain number, or an actor's id. Made implicitly from either,
/// and from a graph's id of an actor.
/// ```
/// compare(matrix, 0, 2, city_block{});            // rows
/// compare(matrix, russia, nato, city_block{});    // ids that the graph's builder gave
/// ```
class row_ref {
public:
    constexpr row_ref(std::size_t row) : number_(row), by_id_(false) {}
    constexpr row_ref(actor_id id) : number_(id.value), by_id_(true) {}
    template <class Vertex>
        requires(detail::actor_role::names<Vertex>)
    constexpr row_ref(id_of<Vertex> id) : row_ref(actor_id(id)) {}

    /// The row in a matrix. Throws error(unknown_name) for an id that the matrix has not got. Precondition: a
    /// row is below actors().
    std::size_t in(position_matrix const& matrix) const {
        if (by_id_) {
            auto const row = matrix.row_of(actor_id(number_));
            if (!row) refuse();
            return *row;
        }
        ENTENTE_ASSERT(number_ < matrix.actors());
        return number_;
    }

private:
    [[noreturn]] void refuse() const;

    std::size_t number_;
    bool by_id_;
};

namespace detail {

/// Refuses two matrices whose issues are not the same, in the same order.
void require_same_issues(position_matrix const& a, position_matrix const& b);

/// A row of one's own on the issues of a matrix, checked.
position_matrix own_row(std::span<cell const> row, position_matrix const& issues_of);

}  // namespace detail

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE void row_ref::refuse() const {
    throw error(fault_code::unknown_name, "the matrix has no such actor", {.actor = '#' + std::to_string(number_)});
}

namespace detail {
ENTENTE_INLINE void require_same_issues(position_matrix const& a, position_matrix const& b) {
    auto const x = a.columns(), y = b.columns();
    if (x.data() == y.data() && x.size() == y.size()) return;
    auto const [here, there] = std::mismatch(x.begin(), x.end(), y.begin(), y.end());
    if (here == x.end() && there == y.end()) return;
    throw scale_error(fault_code::incompatible_scales,
                      "actors of two matrices compare on the same issues, of the same scales and weights",
                      {.issue = here != x.end() ? here->name : there->name});
}

ENTENTE_INLINE position_matrix own_row(std::span<cell const> row, position_matrix const& issues_of) {
    return position_matrix::on_issues_of(issues_of, {"the row"}, {0, row.size()}, {row.begin(), row.end()});
}
}  // namespace detail
#endif

}  // namespace entente
