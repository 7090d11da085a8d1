// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file mpi/same_inputs.hpp
/// Do all processes compute the same? Asked before they share the work.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "entente/dyadic/options.hpp"
#include "entente/mpi/together.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente::mpi::detail {

/// A number that two different inputs share by rare accident only.
class fingerprint {
public:
    fingerprint& operator<<(std::uint64_t x) {
        state_ = (state_ ^ x) * 0x9e3779b97f4a7c15;  // 2^64 over the golden ratio
        state_ ^= state_ >> 32;
        return *this;
    }
    fingerprint& operator<<(double x) { return *this << std::bit_cast<std::uint64_t>(x); }
    fingerprint& operator<<(std::string_view text) {
        *this << std::uint64_t{text.size()};
        for (char const c : text) *this << std::uint64_t{static_cast<unsigned char>(c)};
        return *this;
    }
    std::uint64_t value() const { return state_; }

private:
    std::uint64_t state_ = 0xcbf29ce484222325;
};

inline std::uint64_t fingerprint_of(position_matrix const& matrix) {
    fingerprint f;
    for (std::size_t k = 0; k < matrix.issues(); ++k) {
        auto const& i = matrix.issue(k);
        f << i.name << static_cast<std::uint64_t>(i.measurement) << i.lower << i.upper << i.weight
          << std::uint64_t{i.categories.size()};
        for (double const c : i.categories) f << c;
        for (std::size_t l = 0; i.labelled && l < i.labelled->categories(); ++l) f << i.labelled->label(l);
        f << std::uint64_t{matrix.issue_id_of(k).value};
    }
    for (std::size_t a = 0; a < matrix.actors(); ++a) {
        f << matrix.actor_name(a) << std::uint64_t{matrix.row(a).size()} << std::uint64_t{matrix.actor(a).value};
        f << matrix.weight(a);
        for (std::size_t k = 0; k < matrix.row(a).size(); ++k) f << matrix.weight_of(a, k);
        for (auto const& c : matrix.row(a))
            f << std::uint64_t{c.issue} << std::uint64_t{c.known} << c.position << c.salience << c.confidence;
    }
    return f.value();
}

inline std::uint64_t fingerprint_of(std::string_view measure, compare_options const& o) {
    fingerprint f;
    f << measure << static_cast<std::uint64_t>(o.missing.what) << o.missing.amount
      << static_cast<std::uint64_t>(o.missing.whose) << static_cast<std::uint64_t>(o.weights)
      << std::uint64_t{o.min_overlap} << std::uint64_t{o.weigh_confidence};
    return f.value();
}

/// Throws, on all processes, unless all hold the same matrix. O(stances).
inline void require_same(team const& t, position_matrix const& matrix) {
    auto const found =
        t.extremes_of<4>({matrix.actors(), matrix.issues(), matrix.cells().size(), fingerprint_of(matrix)});
    constexpr char const* words[] = {" actors", " issues", " stances"};
    for (std::size_t k = 0; k < 3; ++k)
        if (!found[k].same())
            throw error(fault_code::invalid_argument, "the processes hold different matrices: from " +
                                                    std::to_string(found[k].least) + " to " +
                                                    std::to_string(found[k].greatest) + words[k]);
    if (!found[3].same())
        throw error(fault_code::invalid_argument, "the processes hold different matrices, of the same size");
}

/// Throws, on all processes, unless all were asked for the same. `number` is a further argument of the call.
inline void require_same(team const& t, std::string_view measure, compare_options const& options,
                         std::size_t number = 0) {
    auto const [call, further] = t.extremes_of<2>({fingerprint_of(measure, options), number});
    if (!call.same() || !further.same())
        throw error(fault_code::invalid_argument, "the processes are asked for different measures or options");
}

}  // namespace entente::mpi::detail
