// SPDX-License-Identifier: BSL-1.0
// What is known when this file compiles. There is nothing to run.
#include <entente/entente.hpp>

#include <boost/optional.hpp>

#include <concepts>
#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace entente;
using namespace entente::measures;

// --- scales
// -----------------------------------------------------------------------------------------------------------

static_assert(static_scale<likert<5>>);
static_assert(static_scale<choice<3>>);
static_assert(static_scale<approval>);
static_assert(static_scale<bounded<0, 100>>);
static_assert(scale_like<scale>);
static_assert(!static_scale<scale>);
static_assert(!scale_like<int>);
static_assert(!scale_like<double>);

static_assert(likert<5>::measurement() == level::ordinal);
static_assert(choice<3>::measurement() == level::nominal);
static_assert(approval::measurement() == level::ordinal);
static_assert(bounded<0, 1>::measurement() == level::interval);
static_assert(bounded<0, 1, level::ratio>::measurement() == level::ratio);
static_assert(likert<7>::categories() == 7);
static_assert(
    integer_scale<level::ordinal, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()>::categories() ==
    4294967296u);
static_assert(approval::value(0) == -1 && approval::value(1) == 0 && approval::value(2) == 1);

// A constant expression has no undefined behaviour: numbers beyond every integer are simply not on the scale.
static_assert(likert<5>::contains(1) && likert<5>::contains(5) && !likert<5>::contains(0) && !likert<5>::contains(2.5));
static_assert(!likert<5>::contains(1e300) && !likert<5>::contains(-1e300));
static_assert(!likert<5>::contains(std::numeric_limits<double>::quiet_NaN()));
static_assert(!likert<5>::contains(std::numeric_limits<double>::infinity()));
static_assert(integer_scale<level::ordinal, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()>::contains(
    2147483647.0));
static_assert(!integer_scale<level::ordinal, std::numeric_limits<int>::min(),
                             std::numeric_limits<int>::max()>::contains(2147483648.0));
static_assert(!bounded<0, 100>::contains(std::numeric_limits<double>::quiet_NaN()));
static_assert(bounded<0, 100>::contains(99.5) && !bounded<0, 100>::contains(100.5));

static_assert(measured_at_least<likert<5>, level::ordinal>);
static_assert(!measured_at_least<choice<3>, level::ordinal>);
static_assert(!measured_at_least<likert<5>, level::interval>);
static_assert(measured_at_least<bounded<0, 1, level::ratio>, level::interval>);
static_assert(measured_at_least<scale, level::ratio>);  // may turn out to be
static_assert(!measured_at_least<int, level::nominal>);

// A static scale takes no room in an issue.
static_assert(sizeof(basic_issue<likert<5>>) == sizeof(std::pair<std::string, double>));

// --- model
// ------------------------------------------------------------------------------------------------------------

using likert_graph = stance_graph<likert<5>>;
using choice_graph = stance_graph<choice<3>>;
using any_graph = stance_graph<scale>;

static_assert(actor_like<actor>);
static_assert(issue_like<basic_issue<likert<5>>>);
static_assert(issue_like<basic_issue<scale>>);
static_assert(!issue_like<actor>);
static_assert(!actor_like<int>);
static_assert(stance_like<stance_on<scale>>);
static_assert(!stance_like<member_of>);
static_assert(stance_graph_like<likert_graph>);
static_assert(stance_graph_like<any_graph>);
static_assert(!stance_graph_like<typed_graph<typed_relation<actor, member_of, actor>>>);
static_assert(!stance_graph_like<int>);
static_assert(std::same_as<actor_t<likert_graph>, actor>);
static_assert(std::same_as<stance_t<likert_graph>, stance_on<likert<5>>>);
static_assert(std::same_as<issue_t<any_graph>, basic_issue<scale>>);
static_assert(std::same_as<scale_of<basic_issue<likert<5>>>, likert<5>>);
static_assert(std::same_as<likert_graph::source_of<member_of>, actor>);
static_assert(std::same_as<likert_graph::target_of<part_of>, basic_issue<likert<5>>>);

// A graph is cheap to copy. (An edge drawn the wrong way round is refused with a sentence: tests/compile_fail.)
static_assert(std::copyable<likert_graph> && sizeof(likert_graph) == sizeof(std::shared_ptr<int>));
template <class Builder, class From, class To, class Edge>
concept can_relate = requires(Builder b, From f, To t, Edge e) {
    b.relate(f, t, e);
};
static_assert(can_relate<likert_graph::builder, id_of<actor>, id_of<basic_issue<likert<5>>>, stance_on<likert<5>>>);
static_assert(can_relate<likert_graph::builder, id_of<actor>, id_of<actor>, member_of>);
static_assert(!can_relate<likert_graph::builder, int, int, member_of>);

// What a look-up finds is a reference of the size of a pointer.
static_assert(
    std::same_as<decltype(std::declval<likert_graph>().find<member_of>({}, {})), boost::optional<member_of const&>>);
static_assert(sizeof(boost::optional<member_of const&>) == sizeof(void*));

// --- measures
// ---------------------------------------------------------------------------------------------------------

template <class List>
inline constexpr bool all_are_measures = false;
template <class... Measures>
inline constexpr bool all_are_measures<std::tuple<Measures...>> = (dyadic_measure<Measures> && ...);
static_assert(all_are_measures<measure_list>);
static_assert(!dyadic_measure<int>);
static_assert(!dyadic_measure<statistics::absolute_differences>);

static_assert(measures_on<city_block, likert_graph>);
static_assert(!measures_on<city_block, choice_graph>);
static_assert(measures_on<share_identical, choice_graph>);
static_assert(measures_on<city_block, any_graph>);  // refused, where it must be, at run time
static_assert(!measures_on<city_block, int>);
static_assert(!measures_on<int, likert_graph>);
static_assert(mean_measure<city_block>);
static_assert(mean_measure<euclidean>);
static_assert(!mean_measure<cosine>);

static_assert(is_symmetric(weighting::mean) && !is_symmetric(weighting::first) && !is_symmetric(weighting::second));
static_assert(is_symmetric(city_block{}, compare_options{}));
static_assert(!is_symmetric(city_block{}, compare_options{.weights = weighting::first}));
static_assert(is_symmetric(city_block{}, compare_options{.missing = missing_policy::neutral()}));
static_assert(!is_symmetric(city_block{},
                            compare_options{.missing = missing_policy::neutral(missing_policy::fill::second)}));
static_assert(to_string(weighting::product) == "product");

// --- archetypes: the least that the concepts ask for
// --------------------------------------------------------------------

namespace archetype {

struct scale_type {
    level measurement() const { return level::interval; }
    double lower() const { return 0; }
    double upper() const { return 1; }
    std::size_t categories() const { return 0; }
    double value(std::size_t) const { return 0; }
    bool contains(double) const { return true; }
};
struct actor_type {
    std::string_view name;
};
struct issue_type {
    char const* name;
    scale_type scale;
};
struct stance_type {
    boost::optional<double> position;
};
using graph = typed_graph<typed_relation<actor_type, stance_type, issue_type>>;

struct statistic {
    void add(double, double, double, issue_column const&) {}
    statistic& operator+=(statistic const&) { return *this; }
    statistic& operator-=(statistic const&) { return *this; }
    unsigned count = 0;
    float weight = 0;
};
struct measure {
    using statistic = archetype::statistic;
    static constexpr bool linear = true;
    static constexpr measure_description description{
        .name = "archetype",
        .form = measure_form::other,
        .needs = level::nominal,
        .direction = orientation::distance,
        .least = 0,
        .greatest = 1,
        .symmetric = false,
    };
    boost::optional<double> operator()(statistic const&) const { return boost::none; }
};

static_assert(scale_like<scale_type>);
static_assert(!static_scale<scale_type>);
static_assert(actor_like<actor_type>);
static_assert(issue_like<issue_type>);
static_assert(stance_like<stance_type>);
static_assert(stance_graph_like<graph>);
static_assert(dyadic_statistic<statistic>);
static_assert(dyadic_measure<measure>);
static_assert(measures_on<measure, graph>);

// Everything compiles on them.
[[maybe_unused]] void everything(graph const& g, graph::builder& b) {
    (void)b.relate(b.add(actor_type{"a"}), b.add(issue_type{"i", {}}), stance_type{});
    (void)b.freeze();
    (void)find_stance(g, {}, {});
    (void)make_position_matrix(g);
    (void)compare(g, {}, {}, measure{});
    (void)explain(g, {}, {}, measure{});
    (void)bounds(g, {}, {}, measure{});
    (void)all_pairs(g, measure{});
    (void)all_pairs(g, measure{}, {}, {}, serial_executor{});
}

}  // namespace archetype

}  // namespace
