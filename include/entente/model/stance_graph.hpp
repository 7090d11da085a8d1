// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file model/stance_graph.hpp
/// The graph of actors, issues and stances, ready made; and what algorithms ask of any such graph.

#include <boost/optional.hpp>

#include <cstdint>
#include <tuple>
#include <type_traits>
#include <vector>

#include "entente/graph/builder.hpp"
#include "entente/graph/typed_graph.hpp"
#include "entente/model/actor.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance.hpp"
#include "entente/model/time.hpp"

namespace entente {

/// Actors and issues of one kind of scale, with the relations of the field.
/// With further relations: `extended_stance_graph<likert<5>, typed_relation<actor, sanctions, actor>>`.
template <scale_like Scale, class... More>
using extended_stance_graph =
    typed_graph<typed_relation<actor, stance_on<Scale>, basic_issue<Scale>>, typed_relation<actor, member_of, actor>,
                typed_relation<actor, speaks_for, actor>, typed_relation<actor, influences, actor>,
                typed_relation<basic_issue<Scale>, part_of, basic_issue<Scale>>, More...>;

template <scale_like Scale>
using stance_graph = extended_stance_graph<Scale>;

namespace detail {

template <class R>
inline constexpr bool is_stance_relation =
    actor_like<typename R::from>&& stance_like<typename R::edge>&& issue_like<typename R::to>;

template <class Relations>
struct stance_relation {};
template <class R, class... Rs>
struct stance_relation<std::tuple<R, Rs...>>
    : std::conditional_t<is_stance_relation<R>, std::type_identity<R>, stance_relation<std::tuple<Rs...>>> {};

}  // namespace detail

/// The relation of a schema that holds its stances: the first from an actor_like over a stance_like to an issue_like.
template <class Graph>
using stance_relation_t = typename detail::stance_relation<typename Graph::relations>::type;
template <class Graph>
using actor_t = typename stance_relation_t<Graph>::from;
template <class Graph>
using stance_t = typename stance_relation_t<Graph>::edge;
template <class Graph>
using issue_t = typename stance_relation_t<Graph>::to;

/// A typed graph with stances in it, of the library's types or of the user's.
template <class Graph>
concept stance_graph_like = requires {
    typename stance_relation_t<Graph>;
};

namespace detail {

/// Whether a stance is the one to read at a time, given the best one so far among the parallel ones.
template <stance_like Stance>
bool supersedes(Stance const& s, boost::optional<Stance const&> best, boost::optional<time_point> at) {
    using traits = stance_traits<Stance>;
    if constexpr (traits::has_validity) {
        if (at && !traits::valid(s).contains(*at)) return false;
        return !best || traits::valid(*best).from <= traits::valid(s).from;
    } else {
        return true;
    }
}

}  // namespace detail

/// The stance of an actor on an issue at a time, or none. Without a time, the one that began last. O(log
/// out-degree + parallel stances).
template <stance_graph_like Graph>
boost::optional<stance_t<Graph> const&> find_stance(Graph const& g, id_of<actor_t<Graph>> who, id_of<issue_t<Graph>> on,
                                                    boost::optional<time_point> at = boost::none) {
    boost::optional<stance_t<Graph> const&> found;
    for (auto const& out : g.template between<stance_t<Graph>>(who, on))
        if (detail::supersedes(out.edge, found, at)) found = out.edge;
    return found;
}

// The default graph is built and frozen by what is compiled once, and what graphs of any scale have in common.
#if defined(ENTENTE_SEPARATE_COMPILATION)
#if ENTENTE_DEFINES(core)
#define ENTENTE_DETAIL_EXTERN
#else
#define ENTENTE_DETAIL_EXTERN extern
#endif
namespace detail {
ENTENTE_DETAIL_EXTERN template struct frozen_edges<member_of>;
ENTENTE_DETAIL_EXTERN template struct frozen_edges<speaks_for>;
ENTENTE_DETAIL_EXTERN template struct frozen_edges<influences>;
ENTENTE_DETAIL_EXTERN template struct frozen_edges<part_of>;
ENTENTE_DETAIL_EXTERN template std::uint32_t add_vertex(std::vector<actor>&, actor&&);
ENTENTE_DETAIL_EXTERN template void add_edge(pending_edges<member_of>&, std::uint32_t, std::uint32_t, member_of&&);
ENTENTE_DETAIL_EXTERN template void add_edge(pending_edges<speaks_for>&, std::uint32_t, std::uint32_t, speaks_for&&);
ENTENTE_DETAIL_EXTERN template void add_edge(pending_edges<influences>&, std::uint32_t, std::uint32_t, influences&&);
ENTENTE_DETAIL_EXTERN template void add_edge(pending_edges<part_of>&, std::uint32_t, std::uint32_t, part_of&&);
}  // namespace detail
ENTENTE_DETAIL_EXTERN template id_of<actor> stance_graph<scale>::builder::add(actor);
ENTENTE_DETAIL_EXTERN template id_of<basic_issue<scale>> stance_graph<scale>::builder::add(basic_issue<scale>);
ENTENTE_DETAIL_EXTERN template void stance_graph<scale>::builder::relate(id_of<actor>, id_of<basic_issue<scale>>,
                                                                         stance_on<scale>);
ENTENTE_DETAIL_EXTERN template void stance_graph<scale>::builder::relate(id_of<actor>, id_of<actor>, member_of);
ENTENTE_DETAIL_EXTERN template void stance_graph<scale>::builder::relate(id_of<actor>, id_of<actor>, speaks_for);
ENTENTE_DETAIL_EXTERN template void stance_graph<scale>::builder::relate(id_of<actor>, id_of<actor>, influences);
ENTENTE_DETAIL_EXTERN template void stance_graph<scale>::builder::relate(id_of<basic_issue<scale>>,
                                                                         id_of<basic_issue<scale>>, part_of);
ENTENTE_DETAIL_EXTERN template stance_graph<scale> stance_graph<scale>::builder::freeze_in_place();
#undef ENTENTE_DETAIL_EXTERN
#endif

}  // namespace entente
