// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conflict/stability.hpp
/// In which states of a conflict would each party stay, by how far it looks ahead; and what keeps it there.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/negotiation/conflict/model.hpp"
#include "entente/negotiation/conflict/solution.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>

#include "entente/negotiation/conflict/stability_search.hpp"
#endif

namespace entente {

namespace detail {
class stability_search;
}

/// Which parties are stable in which states, under one solution concept. Copies share it.
class stability_table {
public:
    stability_table(conflict_model model, solution_concept solution);

    solution_concept solution() const { return solution_; }
    conflict_model const& model() const { return model_; }
    /// Whether a party is stable in a state. O(1).
    stability at(std::size_t party, std::size_t state) const { return stable_[party * model_.states() + state]; }
    /// The improvement that breaks the stability of a party, or may: of those without a sanction the one to
    /// the state that it likes best, of several the first. None where it is always stable. O(1).
    boost::optional<conflict_move> broken_by(std::size_t party, std::size_t state) const;
    /// Every improvement of a party from a state with a witness of its sanction, in the order of the states
    /// that they lead to. Of what is unknown whatever is worst for stability is taken: each move that may be
    /// an improvement of the party is one, no state sanctions that the party may prefer, and under SEQ no
    /// other makes a move that may be none for it.
    /// O(improvements * length of the sequences); where an order of this state is unknown, and a search of
    /// O(states * parties) rows.
    std::vector<sanction> sanctions(std::size_t party, std::size_t state) const;
    /// Whether all parties are stable in a state: always where each is always; never where no way in which
    /// unknown preferences turn out makes it so. O(parties); under SEQ with unknown preferences as
    /// `find_stability`.
    stability equilibrium(std::size_t state) const;
    /// The states in which all parties are always stable, ascending.
    std::vector<std::uint32_t> equilibria() const;

    /// Row by row: by state, then party.
    std::vector<stability_row> rows() const;
    std::vector<equilibrium_row> equilibrium_rows() const;

private:
    conflict_model model_;
    solution_concept solution_;
    bool all_known_ = true;
    std::vector<stability> stable_{};                                   // by party, then state
    std::vector<std::uint32_t> broken_by_{};                            // likewise
    std::shared_ptr<detail::stability_search const> worst_{}, best_{};  // as unknown preferences may turn out
};

/// In which states each party of a conflict would stay.
///
/// With unknown preferences the answer is over all ways in which the unknown pairs may turn out, each pair by
/// itself. Exact: of a party's own pairs only those with the state asked about count, and stability falls
/// with each that is preferred to it; under SEQ stability rises with each improvement of the others, and
/// where a sanction would need both of two states to be preferred to the other, the pair is settled one way
/// and then the other.
/// Throws error(too_large) where that takes more than 10^5 such cases.
///
/// Precondition: the model has states. O(states * parties^2) rows of states / 64 words; for each state that
/// is in an unknown pair of a party, O(states * parties) rows more. Memory: two more sets of rows than the
/// model has.
/// Source: Nash (1950); Howard (1971), general and symmetric metarationality; Fraser and Hipel (1984),
/// sequential stability; Fang, Hipel and Kilgour (1993), n parties.
inline stability_table find_stability(conflict_model model, solution_concept solution) {
    return stability_table(std::move(model), solution);
}

#if ENTENTE_DEFINES(negotiation)

ENTENTE_INLINE stability_table::stability_table(conflict_model model, solution_concept solution)
    : model_(std::move(model))
    , solution_(solution)
    , all_known_(!model_.has_unknown())
    , stable_(model_.states() * model_.parties(), stability::always)
    , broken_by_(stable_.size(), detail::stability_search::none) {
    worst_ = std::make_shared<detail::stability_search>(model_, solution, false);
    if (!all_known_) best_ = std::make_shared<detail::stability_search>(model_, solution, true);
    for (std::uint32_t p = 0; p < model_.parties(); ++p)
        for (std::uint32_t s = 0; s < model_.states(); ++s) {
            auto const at = p * model_.states() + s;
            broken_by_[at] = worst_->breaking(p, s);
            if (broken_by_[at] == detail::stability_search::none) continue;
            stable_[at] = stability::never;
            if (all_known_) continue;
            auto const always = best_->breaking(p, s);
            if (always != detail::stability_search::none)
                broken_by_[at] = always;
            else if (solution != solution_concept::seq || best_->may_hold(s, {p}))
                stable_[at] = stability::depends;
        }
}

ENTENTE_INLINE boost::optional<conflict_move> stability_table::broken_by(std::size_t party, std::size_t state) const {
    auto const to = broken_by_[party * model_.states() + state];
    if (to == detail::stability_search::none) return boost::none;
    return conflict_move{static_cast<std::uint32_t>(party), static_cast<std::uint32_t>(state), to};
}

ENTENTE_INLINE std::vector<sanction> stability_table::sanctions(std::size_t party, std::size_t state) const {
    return worst_->sanctions(static_cast<std::uint32_t>(party), static_cast<std::uint32_t>(state));
}

ENTENTE_INLINE stability stability_table::equilibrium(std::size_t state) const {
    auto least = stability::always;
    std::vector<std::uint32_t> all;
    for (std::uint32_t p = 0; p < model_.parties(); ++p) {
        least = (std::min)(least, at(p, state));
        all.push_back(p);
    }
    // The others' improvements that keep one party where it is may be those that another would make.
    if (least == stability::depends && solution_ == solution_concept::seq &&
        !best_->may_hold(static_cast<std::uint32_t>(state), all))
        return stability::never;
    return least;
}

ENTENTE_INLINE std::vector<std::uint32_t> stability_table::equilibria() const {
    std::vector<std::uint32_t> found;
    for (std::uint32_t s = 0; s < model_.states(); ++s)
        if (equilibrium(s) == stability::always) found.push_back(s);
    return found;
}

ENTENTE_INLINE std::vector<stability_row> stability_table::rows() const {
    std::vector<stability_row> all;
    for (std::uint32_t s = 0; s < model_.states(); ++s)
        for (std::uint32_t p = 0; p < model_.parties(); ++p) all.push_back({solution_, s, p, {at(p, s), all_known_}});
    return all;
}

ENTENTE_INLINE std::vector<equilibrium_row> stability_table::equilibrium_rows() const {
    std::vector<equilibrium_row> all;
    for (std::uint32_t s = 0; s < model_.states(); ++s) all.push_back({solution_, s, {equilibrium(s), all_known_}});
    return all;
}

#endif

}  // namespace entente
