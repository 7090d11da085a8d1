// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file coalition/signed_graph.hpp
/// Actors and what they are to each other, for or against: what balance, camps and backbones are found in.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/config.hpp"
#include "entente/fold/measure.hpp"
#include "entente/model/network.hpp"
#include "entente/pairs/dyad_matrix.hpp"

#if ENTENTE_DEFINES(coalition)
#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "entente/base/number_text.hpp"
#include "entente/base/size_product.hpp"
#include "entente/base/weight.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// A tie of two actors, a < b: for each other above zero, against each other below.
struct signed_tie {
    std::uint32_t a = 0, b = 0;
    double weight = 1;

    friend bool operator==(signed_tie const&, signed_tie const&) = default;
};

/// Actors and the ties between them, each pair once, none of weight 0. It does not change.
///
/// An actor without ties belongs to it, and counts where a measure counts actors: whoever wants it not to leaves it out.
class signed_graph {
public:
    struct neighbour {
        std::uint32_t actor = 0;
        double weight = 0;
    };

    signed_graph() = default;
    /// Throws error where an end is no actor, a tie leads to itself, a weight, without its sign, is neither 0 nor from
    /// least_weight to greatest_weight, or a pair comes twice; ties of weight 0 are left out.
    /// O(actors + ties log ties).
    signed_graph(std::size_t actors, std::vector<signed_tie> ties);

    std::size_t size() const { return offsets_.empty() ? 0 : offsets_.size() - 1; }
    std::span<signed_tie const> ties() const { return ties_; }
    /// Ascending.
    std::span<neighbour const> neighbours(std::size_t actor) const {
        return std::span(neighbours_).subspan(offsets_[actor], offsets_[actor + 1] - offsets_[actor]);
    }
    /// The weight of a pair; 0 where it has no tie. O(log neighbours).
    double weight(std::size_t a, std::size_t b) const;
    /// Row by row, both halves. O(actors^2).
    std::vector<double> dense() const;

private:
    std::vector<signed_tie> ties_{};
    std::vector<std::size_t> offsets_{};
    std::vector<neighbour> neighbours_{};
};

/// The camp of each actor, from 0. The first actor is in camp 0, and each further camp begins with its first actor.
using camps = std::vector<std::uint32_t>;

/// The ties of a network, by the order of its nodes. In a directed network the ties of a pair both ways are added: what
/// cancels is no tie. Of ties with times those valid at a time count; without one all must be.
/// Throws as signed_graph does, and error(duplicate) where a pair has ties at several times and none was chosen.
signed_graph make_signed_graph(network const& n);

/// Which pairs are for each other, and which against: an agreement at least `high` or at most `low`, a distance at most
/// `low` or at least `high`.
struct sign_cut {
    double low = 0, high = 1;
};

/// Pairs cut by value: ties of weight 1 and -1; those between, and those without a value, have none. Of measures that are
/// not symmetric both values must say the same. Throws error(invalid_argument) unless low < high. O(actors^2).
signed_graph make_signed_graph(dyad_matrix const& pairs, orientation direction, sign_cut const& cut);

#if ENTENTE_DEFINES(coalition)

ENTENTE_INLINE signed_graph::signed_graph(std::size_t actors, std::vector<signed_tie> ties) : ties_(std::move(ties)) {
    auto const named = [](signed_tie const& t) {
        return fault{.actor = '#' + std::to_string(t.a), .value = '#' + std::to_string(t.b)};
    };
    for (auto& t : ties_) {
        if (t.a >= actors || t.b >= actors) throw error(fault_code::unknown_name, "a tie ends at nobody", named(t));
        if (t.a == t.b) throw error(fault_code::self_relation, "a tie leads from an actor to itself", named(t));
        if (!detail::is_finite(t.weight))
            throw error(fault_code::not_a_number, "the weight of a tie is not finite", named(t));
        if (!detail::is_weight((std::abs)(t.weight)))
            throw error(fault_code::out_of_range, detail::weight_too_far, named(t));
        if (t.b < t.a) std::swap(t.a, t.b);
    }
    std::sort(ties_.begin(), ties_.end(),
              [](auto const& p, auto const& q) { return std::tie(p.a, p.b) < std::tie(q.a, q.b); });
    for (std::size_t i = 1; i < ties_.size(); ++i)
        if (ties_[i].a == ties_[i - 1].a && ties_[i].b == ties_[i - 1].b)
            throw error(fault_code::duplicate, "two ties of one pair", named(ties_[i]));
    std::erase_if(ties_, [](signed_tie const& t) { return t.weight == 0; });
    offsets_.assign(actors + 1, 0);
    for (auto const& t : ties_) ++offsets_[t.a + 1], ++offsets_[t.b + 1];
    for (std::size_t i = 0; i < actors; ++i) offsets_[i + 1] += offsets_[i];
    neighbours_.resize(offsets_.back());
    auto next = offsets_;
    // Lesser neighbours first, then greater: both in ascending order.
    for (auto const& t : ties_) neighbours_[next[t.b]++] = {t.a, t.weight};
    for (auto const& t : ties_) neighbours_[next[t.a]++] = {t.b, t.weight};
}

ENTENTE_INLINE double signed_graph::weight(std::size_t a, std::size_t b) const {
    auto const all = neighbours(a);
    auto const at =
        std::lower_bound(all.begin(), all.end(), b, [](auto const& n, std::size_t x) { return n.actor < x; });
    return at != all.end() && at->actor == b ? at->weight : 0.0;
}

ENTENTE_INLINE std::vector<double> signed_graph::dense() const {
    auto const n = size();
    std::vector<double> m(detail::size_product(n, n, "a table of so many actors cannot be"), 0.0);
    for (auto const& t : ties_) m[t.a * n + t.b] = m[t.b * n + t.a] = t.weight;
    return m;
}

ENTENTE_INLINE signed_graph make_signed_graph(network const& n) {
    std::vector<signed_tie> ties;
    n.graph.for_each_edge<network_tie>([&](auto const& e) {
        signed_tie const t{(std::min)(e.source.value, e.target.value), (std::max)(e.source.value, e.target.value),
                           e.edge.weight};
        ties.push_back(t);
    });
    if (n.directed) {
        std::sort(ties.begin(), ties.end(),
                  [](auto const& p, auto const& q) { return std::tie(p.a, p.b) < std::tie(q.a, q.b); });
        std::size_t kept = 0;
        for (std::size_t i = 0; i < ties.size(); ++i) {
            if (kept && ties[kept - 1].a == ties[i].a && ties[kept - 1].b == ties[i].b)
                ties[kept - 1].weight += ties[i].weight;
            else
                ties[kept++] = ties[i];
        }
        ties.resize(kept);
    }
    return {n.size(), std::move(ties)};
}

ENTENTE_INLINE signed_graph make_signed_graph(dyad_matrix const& pairs, orientation direction, sign_cut const& cut) {
    if (!(cut.low < cut.high))
        throw error(fault_code::invalid_argument, "a cut is from a lower value to a higher one",
                    {.value = detail::number_text(cut.low) + ',' + detail::number_text(cut.high)});
    auto const sign = [&](boost::optional<double> const& v) {
        if (!v) return 0;
        int const high = *v >= cut.high ? 1 : *v <= cut.low ? -1 : 0;
        return direction == orientation::agreement ? high : -high;
    };
    std::vector<signed_tie> ties;
    for (std::uint32_t a = 0; a < pairs.actors(); ++a)
        for (auto b = a + 1; b < pairs.actors(); ++b) {
            int const s = sign(pairs(a, b));
            if (s != 0 && s == sign(pairs(b, a))) ties.push_back({a, b, static_cast<double>(s)});
        }
    return {pairs.actors(), std::move(ties)};
}

#endif

}  // namespace entente
