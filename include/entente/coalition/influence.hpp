// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file coalition/influence.hpp
/// Who influences whom, directly and through others, and what power that gives: the MACTOR method.

#include <boost/optional.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/base/size_product.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/model/stance_graph.hpp"

namespace entente {

/// A square table of influences among actors: the row influences the column.
class influence_matrix {
public:
    influence_matrix() = default;
    /// Row by row. Throws error(invalid_argument) unless there is a number for each pair, and error that names both
    /// actors where one is neither 0 nor from least_weight to greatest_weight, or an actor influences itself.
    influence_matrix(std::vector<std::string> actors, std::vector<double> values);

    std::size_t actors() const { return names_.size(); }
    std::string const& name(std::size_t i) const { return names_[i]; }
    std::vector<std::string> const& names() const { return names_; }
    double operator()(std::size_t from, std::size_t to) const { return values_[from * actors() + to]; }

    friend bool operator==(influence_matrix const&, influence_matrix const&) = default;

private:
    friend influence_matrix influence_through_others(influence_matrix const&, std::size_t);
    friend influence_matrix strongest_influence(influence_matrix const&, std::size_t);
    struct whole_t {};
    influence_matrix(whole_t, std::vector<std::string> actors, std::vector<double> values);

    std::vector<std::string> names_{};
    std::vector<double> values_{};
};

/// The direct influences of a graph: the strength of `influences`, 0 where there is none. Parallel ones cannot be.
/// O(actors^2 + influences).
template <stance_graph_like Graph>
    requires(Graph::template has_relation<influences>)
influence_matrix direct_influence(Graph const& g) {
    auto const n = g.template size<actor_t<Graph>>();
    std::vector<std::string> names;
    for (auto const& a : g.template vertices<actor_t<Graph>>()) names.emplace_back(std::string_view(a.name));
    std::vector<double> values(detail::size_product(n, n, "a table of so many actors cannot be"), 0.0);
    g.template for_each_edge<influences>(
        [&](auto const& e) { values[e.source.value * n + e.target.value] = e.edge.strength; });
    return {std::move(names), std::move(values)};
}

/// How much does each actor influence each other, directly and through others?
///
/// Formula: MDII = M + M o M + ... to paths of `length` ties, (A o B)_ij = sum_k min(A_ik, B_kj), A the sum of paths of
/// one tie less. The diagonal is what comes back to an actor. Length 2 is MACTOR's MDII, 1 the direct influences.
/// O(length * actors^3); where nobody leads back to anybody, no longer than the longest way.
/// Throws error(invalid_argument) on length 0.
/// Source: Godet (1991).
influence_matrix influence_through_others(influence_matrix const& direct, std::size_t length = 2);

/// How strong is the strongest way by which each actor influences each other?
///
/// Formula: the greatest, over paths of up to `length` ties, of the least tie on the path; 0 on the diagonal. Length 2
/// is MACTOR's MMDII. From length actors - 1 on nothing changes: passing an actor twice never helps.
/// O(length * actors^3). Throws error(invalid_argument) on length 0.
/// Source: Godet (1991); Pollack (1960) for the widest path.
influence_matrix strongest_influence(influence_matrix const& direct, std::size_t length = 2);

/// What influence makes of one actor.
struct influence_power {
    double influence = 0;   ///< I: on all others
    double dependence = 0;  ///< D: on all others
    double power = 0;       ///< R, its mean over actors is 1
    double peak = 0;        ///< Q, the same from strongest influences
    double net = 0;         ///< influence less dependence
    bool isolated = false;  ///< neither influences nor is influenced: R and Q are 0 because nothing is known of it

    template <class Row = influence_power>
    static auto fields() {
        return std::tuple(make_field<Row>("I", "influence", "on all others", &Row::influence),
                          make_field<Row>("D", "influence", "of all others on it", &Row::dependence),
                          make_field<Row>("R", "", "power; its mean is 1", &Row::power),
                          make_field<Row>("Q", "", "power from strongest influences; its mean is 1", &Row::peak),
                          make_field<Row>("net", "influence", "I less D", &Row::net));
    }
};

/// What influences make of all actors.
struct influence_balance {
    std::vector<influence_power> actors{};
    /// 100 sum |I - D| / (2 sum I): 100 where each only influences or only depends, 0 where all is returned. None where
    /// nobody influences anybody.
    boost::optional<double> stability{};
    /// Whether all influence comes back to where it came from, so that R is 0 for all.
    bool all_returned = false;
};

/// How powerful is each actor?
///
/// Formula: r = (I - MDII_ii) / sum I * I / (I + D), R = n r / sum r; q = I' / sum I' * I' / (I' + D') on strongest
/// influences, Q = n q / sum q. An actor without any influence in or out has R = Q = 0 and is said to be isolated; it
/// leaves the others' values defined. Where r is 0 for all, R is. O(length * actors^3).
/// Source: Godet (1991).
influence_balance balance_of_influence(influence_matrix const& direct, std::size_t length = 2);

/// How experts' answers become one table.
enum class expert_rule : unsigned char {
    mean,           ///< their mean
    median,         ///< the median; of two middle ones their mean
    cautious_mode,  ///< the most frequent; of several the nearest to 0, of two as near the negative one
};

/// One table of several experts', answer by answer; NaN is no answer. None of an answer that nobody gave is NaN.
/// Preconditions: tables of one size. The order of experts does not matter. O(experts log experts * answers).
std::vector<double> aggregate_experts(std::span<std::vector<double> const> answers, expert_rule rule);

/// Where opinions come to rest when each actor moves to the mean of those who influence it.
///
/// Formula: z = (I - S W)^-1 (I - S) x, W the influences on each actor with shares that sum to 1, S how far it lets itself
/// be moved, in [0, 1], x its own position (Friedkin and Johnsen). An actor that nobody influences keeps its own. With
/// S = 1 for all it is DeGroot's model, whose rest is defined where the actors' own positions count in the end: none is
/// returned where the equation has no single solution, as where a closed group lets itself be moved wholly.
/// Throws error(invalid_argument) unless there is a position and a number in [0, 1] for each actor. O(actors^3).
/// Source: Friedkin and Johnsen (1990).
boost::optional<std::vector<double>> friedkin_johnsen(influence_matrix const& direct, std::span<double const> positions,
                                                      std::span<double const> moved);

/// Where opinions come to when each actor moves to the mean of those who influence it and of itself, for ever.
///
/// Formula: the limit of z := W z, W the influences on each actor and its own weight, with shares that sum to 1. It is
/// computed by squaring W until rows stop changing by more than 1e-14 of the greatest position. None where it does not
/// settle, as where opinions go around. Throws error(invalid_argument) unless there is a position, and a weight >= 0 of
/// itself, for each actor. O(actors^3 log(mixing time)).
/// Source: DeGroot (1974).
boost::optional<std::vector<double>> de_groot(influence_matrix const& direct, std::span<double const> positions,
                                              std::span<double const> own_weight);

}  // namespace entente

#if !defined(ENTENTE_SEPARATE_COMPILATION)
#include "entente/coalition/src/influence.hpp"
#endif
