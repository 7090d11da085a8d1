// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/row_builder.hpp
/// The rows of a matrix while they are put together.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/model/actor.hpp"
#include "entente/model/interval.hpp"
#include "entente/positions/cell.hpp"
#include "entente/positions/held_stance.hpp"
#include "entente/positions/issue_column.hpp"
#include "entente/positions/matrix.hpp"

namespace entente::detail {

/// The rows of a matrix while they are put together, from what actors hold.
class row_builder {
public:
    void add(std::uint32_t issue, held_stance const& held);
    template <actor_like Actor>
    void end_row(Actor const& actor) {
        validate_actor(actor);  // an actor type of one's own may not have asked it
        end_row(std::string_view(actor.name), actor_traits<Actor>::capability(actor));
    }
    void reserve(std::size_t cells) { cells_.reserve(cells); }

    position_matrix matrix(std::vector<issue_column> columns) &&;

private:
    void end_row(std::string_view name, double weight);

    std::vector<std::string> names_;
    std::vector<double> weights_;
    std::vector<std::size_t> offsets_{0};
    std::vector<cell> cells_;
    std::vector<interval> acceptable_;
    std::vector<double> capability_;
};

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE void row_builder::add(std::uint32_t issue, held_stance const& held) {
    cells_.push_back(
        {issue, held.position.has_value(), held.position.value_or(0.0), held.salience.value_or(1.0), held.confidence});
    // These stay as they are until a stance states one, and are then filled up to its cell.
    if (held.acceptable != interval{}) acceptable_.resize(cells_.size()), acceptable_.back() = held.acceptable;
    if (held.capability) capability_.resize(cells_.size(), no_capability), capability_.back() = *held.capability;
}

ENTENTE_INLINE void row_builder::end_row(std::string_view name, double weight) {
    names_.emplace_back(name);
    offsets_.push_back(cells_.size());
    weights_.push_back(weight);
}

ENTENTE_INLINE position_matrix row_builder::matrix(std::vector<issue_column> columns) && {
    if (!acceptable_.empty()) acceptable_.resize(cells_.size());
    if (!capability_.empty()) capability_.resize(cells_.size(), no_capability);
    return position_matrix(unchecked, std::move(names_), std::move(columns), std::move(offsets_), std::move(cells_),
                           std::move(acceptable_), std::move(capability_))
        .with_actor_weights(weights_);
}
#endif

}  // namespace entente::detail
