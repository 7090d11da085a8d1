// SPDX-License-Identifier: BSL-1.0
// What the views model, checked by the compiler alone.
#include <entente/bgl/graph_view.hpp>
#include <entente/bgl/undirected_view.hpp>

#include <boost/concept_check.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/property_map/property_map.hpp>

#include <type_traits>

#include "sample.hpp"

namespace {

using namespace entente;

template <class View>
struct models_all {
    using vertex = typename boost::graph_traits<View>::vertex_descriptor;
    using edge = typename boost::graph_traits<View>::edge_descriptor;
    BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<View>));
    BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<View>));
    BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<View>));
    BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<View>));
    BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<View>));
    BOOST_CONCEPT_ASSERT((boost::AdjacencyMatrixConcept<View>));
    BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<View, vertex, boost::vertex_index_t>));
    BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<View, vertex, boost::vertex_name_t>));
    BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<View, edge, boost::edge_index_t>));
    static_assert(boost::is_bidirectional_graph<View>::value && boost::is_vertex_list_graph<View>::value &&
                  boost::is_edge_list_graph<View>::value && boost::is_incidence_graph<View>::value &&
                  boost::is_adjacency_matrix<View>::value);
    static_assert(
        std::is_same_v<typename boost::graph_traits<View>::edge_parallel_category, boost::allow_parallel_edge_tag>);
    static_assert(std::is_copy_constructible_v<View> && std::is_nothrow_move_constructible_v<View>);
    static constexpr bool value = true;
};

template <class... Edges>
using plain_view = bgl::graph_view<sample::plain, Edges...>;
template <class... Edges>
using extended_view = bgl::graph_view<sample::extended, Edges...>;

using whole = decltype(bgl::make_view(sample::plain()));
using whole_extended = decltype(bgl::make_view(sample::extended()));
static_assert(models_all<whole>::value && models_all<whole_extended>::value);
static_assert(models_all<plain_view<influences>>::value);
static_assert(models_all<plain_view<sample::stance_type>>::value);
static_assert(models_all<plain_view<member_of, speaks_for>>::value);
static_assert(models_all<extended_view<sample::sanctions>>::value);
static_assert(models_all<extended_view<sample::signed_by, sample::stance_type>>::value);
static_assert(models_all<bgl::undirected_view<whole_extended>>::value);
static_assert(models_all<bgl::undirected_view<plain_view<influences>>>::value);
static_assert(boost::is_directed_graph<whole>::value);
static_assert(boost::is_undirected_graph<bgl::undirected_view<whole>>::value);

// The descriptor of a view of one kind is the number of the id.
static_assert(std::is_same_v<boost::graph_traits<plain_view<influences>>::vertex_descriptor, std::size_t>);
static_assert(std::is_same_v<plain_view<influences>::vertex_kinds, std::tuple<actor>>);
static_assert(std::is_same_v<plain_view<sample::stance_type>::vertex_kinds, std::tuple<actor, sample::issue_type>>);
static_assert(std::is_same_v<extended_view<sample::signed_by>::vertex_kinds, std::tuple<sample::treaty, actor>>);
static_assert(std::is_same_v<extended_view<part_of, influences, sample::signed_by>::vertex_kinds,
                             std::tuple<sample::issue_type, actor, sample::treaty>>);

// Bundles, and their members, over a single kind or relation.
using influence_view = plain_view<influences>;
using edge = bgl::edge_descriptor;
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<influence_view, std::size_t, boost::vertex_bundle_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<influence_view, edge, boost::edge_bundle_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<influence_view, edge, double influences::*>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<influence_view, std::size_t, double actor::*>));
BOOST_CONCEPT_ASSERT(
    (boost::ReadablePropertyMapConcept<bgl::edge_function_map<influence_view, double influences::*>, edge>));

// A member of some of the edges only is no map over all of them.
static_assert(bgl::edge_function<double influences::*, influence_view>);
static_assert(!bgl::edge_function<double influences::*, whole>);
static_assert(bgl::vertex_function<std::string actor::*, influence_view>);
static_assert(!bgl::vertex_function<std::string actor::*, plain_view<sample::stance_type>>);

}  // namespace
