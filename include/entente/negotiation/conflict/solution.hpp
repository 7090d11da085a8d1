// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/conflict/solution.hpp
/// Solution concepts of the graph model, and answers about them as rows.

#include <cstdint>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/row.hpp"
#include "entente/negotiation/conflict/model.hpp"

namespace entente {

/// When a party is said to be stable in a state k. An improvement is a move of its own to a state that it
/// prefers; a legal sequence one move or more of the others, none of whom moves twice in a row.
enum class solution_concept : unsigned char {
    nash,  ///< it has no improvement from k
    gmr,   ///< after each, a legal sequence can lead to a state that it does not prefer to k (general metarationality)
    smr,   ///< and one from which no move of its own leads to a state that it prefers to k (symmetric metarationality)
    seq,   ///< as gmr, with every move of the sequence an improvement for who makes it (sequential stability)
};

constexpr std::string_view to_string(solution_concept c) {
    constexpr std::string_view names[] = {"nash", "gmr", "smr", "seq"};
    return names[static_cast<int>(c)];
}

/// Over the ways in which unknown preferences may turn out. Where none is unknown it is never or always.
enum class stability : unsigned char { never, depends, always };

constexpr std::string_view to_string(stability s) {
    constexpr std::string_view names[] = {"never", "depends", "always"};
    return names[static_cast<int>(s)];
}

/// An answer of rows: 1 or 0 where all preferences are known, otherwise always, never or depends.
struct stability_answer {
    stability value{};
    bool all_known = true;
};

inline field_value to_field(stability_answer const& a) {
    if (!a.all_known) return to_string(a.value);
    return std::uint64_t{a.value == stability::always};
}

/// Whether a party is stable in a state.
struct stability_row {
    solution_concept solution{};
    std::uint32_t state = 0, party = 0;
    stability_answer stable{};

    template <class Row = stability_row>
    static auto fields() {
        return std::tuple(
            make_field<Row>("solution", "", "solution concept", &Row::solution),
            make_field<Row>("state", "", "", [](Row const& r) { return detail::state_row(r.state); }),
            make_field<Row>("party", "", "", [](Row const& r) { return detail::party_row(r.party); }),
            make_field<Row>("stable", "", "1 or 0; with unknown preferences always, never or depends", &Row::stable));
    }
};

/// Whether all parties are stable in a state.
struct equilibrium_row {
    solution_concept solution{};
    std::uint32_t state = 0;
    stability_answer equilibrium{};

    template <class Row = equilibrium_row>
    static auto fields() {
        return std::tuple(make_field<Row>("solution", "", "solution concept", &Row::solution),
                          make_field<Row>("state", "", "", [](Row const& r) { return detail::state_row(r.state); }),
                          make_field<Row>("equilibrium", "",
                                          "1 or 0; with unknown preferences always, never or depends",
                                          &Row::equilibrium));
    }
};

/// An improvement of a party, and what the others can do about it.
struct sanction {
    conflict_move improvement{};
    /// Whether it is sanctioned. Under Nash none is.
    bool sanctioned = false;
    /// The witness: moves of the others from where the improvement leads, one after the other, to a state
    /// that sanctions it. Empty where it is not sanctioned.
    std::vector<conflict_move> sequence{};
};

}  // namespace entente
