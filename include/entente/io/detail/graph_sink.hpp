// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/graph_sink.hpp
/// Rows of tables to the builder of a graph whose actors, issues and stances are of any types.

#include <boost/optional/optional.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/io/detail/row_sink.hpp"
#include "entente/io/extra_columns.hpp"
#include "entente/model/stance_graph.hpp"

namespace entente::io::detail {

// ---- what members of a user's types take ------------------------------------------------------------------------

template <class Member>
concept takes_optional_number = !std::is_arithmetic_v<Member> && requires(Member & m, boost::optional<double> x) {
    m = x;
};

/// A number, or an optional one.
template <class Member>
concept takes_number = takes_optional_number<Member> || requires(Member& m, double x) {
    m = x;
};

/// False when the number is none of the member's.
template <class Member>
bool assign_number(Member& to, double x) {
    if constexpr (std::is_integral_v<Member>) {
        // Both ends are powers of two or zero, and so are exact.
        constexpr double end = 2.0 * static_cast<double>((std::numeric_limits<Member>::max)() / 2 + 1);
        if (x != std::trunc(x) || x < static_cast<double>((std::numeric_limits<Member>::min)()) || x >= end)
            return false;
        to = static_cast<Member>(x);
    } else if constexpr (std::is_floating_point_v<Member>) {
        if ((std::abs)(x) > static_cast<double>((std::numeric_limits<Member>::max)())) return false;
        to = static_cast<Member>(x);
    } else {
        to = x;
    }
    return true;
}

/// What is not stated leaves a member that is no optional as it is.
template <class Member>
bool assign_number(Member& to, boost::optional<double> const& x) {
    if constexpr (takes_optional_number<Member>) {
        to = x;
        return true;
    } else {
        return !x || assign_number(to, *x);
    }
}

template <class Member>
concept owns_text = std::assignable_from<Member&, std::string> && !std::is_trivially_copyable_v<Member>;

// ---- making vertices ----------------------------------------------------------------------------------------------

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"  // what is not named has its default
#endif

/// A vertex of a name.
template <class Vertex>
Vertex make_named(std::string name) {
    static_assert(owns_text<std::remove_cvref_t<decltype(std::declval<Vertex&>().name)>>,
                  "the names of actors and issues that are read from files are kept by them, in a std::string");
    if constexpr (std::default_initializable<Vertex>) {
        Vertex made{};
        made.name = std::move(name);
        return made;
    } else {
        static_assert(std::constructible_from<Vertex, std::string>,
                      "an actor that is read from a file is made without arguments, or from its name");
        return Vertex(std::move(name));
    }
}

template <class Issue>
concept named_then_scaled = requires(std::string n, scale_of<Issue> s) {
    Issue{.name = std::move(n), .scale = std::move(s)};
};
template <class Issue>
concept scaled_then_named = requires(std::string n, scale_of<Issue> s) {
    Issue{.scale = std::move(s), .name = std::move(n)};
};

/// An issue of a name and scale.
template <class Issue>
Issue make_issue(std::string name, scale_of<Issue> on) {
    static_assert(owns_text<std::remove_cvref_t<decltype(std::declval<Issue&>().name)>>,
                  "the names of actors and issues that are read from files are kept by them, in a std::string");
    if constexpr (named_then_scaled<Issue>) {
        return Issue{.name = std::move(name), .scale = std::move(on)};
    } else if constexpr (scaled_then_named<Issue>) {
        return Issue{.scale = std::move(on), .name = std::move(name)};
    } else if constexpr (std::constructible_from<Issue, std::string, scale_of<Issue>>) {
        return Issue(std::move(name), std::move(on));
    } else {
        static_assert(
            std::default_initializable<Issue> && std::is_copy_assignable_v<scale_of<Issue>>,
            "an issue that is read from a file is an aggregate, made from a name and a scale, or made without "
            "arguments");
        Issue made{};
        made.name = std::move(name);
        if constexpr (requires { made.scale = std::move(on); }) made.scale = std::move(on);
        return made;
    }
}

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

// ---- scales -------------------------------------------------------------------------------------------------------

/// Scales that differ from issue to issue: they come from the tables.
template <class Scale>
concept scale_of_tables = std::same_as<Scale, scale> ||
    (!static_scale<Scale> && std::constructible_from<Scale, scale const&>);

/// The dynamic scale that says the same as one that its type decides, with its labels where it has them.
template <static_scale Scale>
scale fixed_scale_of(Scale const& s) {
    if constexpr (requires(std::size_t k) {
                      { s.label(k) } -> std::convertible_to<std::string_view>;
                  }) {
        std::vector<std::string> labels;
        std::vector<scale::category> categories;
        bool numbered = true;
        for (std::size_t k = 0; k != s.categories(); ++k) {
            labels.emplace_back(std::string_view(s.label(k)));
            categories.push_back({labels.back(), s.value(k)});
            numbered = numbered && s.value(k) == static_cast<double>(k + 1);
        }
        if (s.measurement() == level::nominal && numbered) return scale::nominal(std::move(labels));
        if (s.measurement() == level::ordinal) return scale::ordinal(std::move(categories));
    }
    return scale::from(s);
}

// ---- the sink -----------------------------------------------------------------------------------------------------

template <class Fill, class Kind>
concept fills = std::invocable<Fill const&, Kind&, extra_columns const&>;

/// A relation of the library's between two vertices of one kind.
template <class Graph, class Edge, class Vertex>
inline constexpr bool relates_within = [] {
    if constexpr (Graph::template has_relation<Edge>)
        return std::is_same_v<typename Graph::template source_of<Edge>, Vertex> &&
               std::is_same_v<typename Graph::template target_of<Edge>, Vertex>;
    else
        return false;
}();

/// Fills the builder of a graph; `Fill` are functions that take a vertex or stance and its extra columns.
template <stance_graph_like Graph, class... Fill>
class graph_sink final : public row_sink {
    using actor_type = actor_t<Graph>;
    using issue_type = issue_t<Graph>;
    using stance_type = stance_t<Graph>;
    using scale_type = scale_of<issue_type>;
    using condition_type = condition_on<issue_type>;

    static_assert(scale_of_tables<scale_type> || static_scale<scale_type>,
                  "a scale of an issue that is read from a file is static, or can be made from an entente::scale");
    static_assert(((fills<Fill, actor_type> || fills<Fill, issue_type> || fills<Fill, stance_type>)&&...),
                  "a function that takes extra columns is called with an actor, issue or stance of the graph, by "
                  "reference, and extra_columns const&");

    static constexpr bool holds_shared_condition = requires(stance_type & s, std::shared_ptr<condition_type const> c) {
        s.depends_on = std::move(c);
    };
    static constexpr bool holds_condition = holds_shared_condition || requires(stance_type & s, condition_type c) {
        s.depends_on = std::move(c);
    };

public:
    explicit graph_sink(Fill const&... fill) : fill_(fill...) {
        if constexpr (!scale_of_tables<scale_type>) fixed_scale = fixed_scale_of(scale_type{});
        holds.salience = requires(stance_type & s) {
            requires takes_number<decltype(s.salience)>;
        };
        holds.confidence = requires(stance_type & s) {
            requires takes_number<decltype(s.confidence)>;
        };
        holds.status = requires(stance_type & s) {
            s.status = stance_status{};
        };
        holds.acceptable = requires(stance_type & s) {
            s.acceptable = interval{};
        };
        holds.valid = requires(stance_type & s) {
            s.valid = period{};
        };
        holds.condition = holds_condition;
        holds.source = requires(stance_type & s) {
            requires owns_text<decltype(s.source)>;
        };
        holds.capability = requires(stance_type & s) {
            requires takes_number<decltype(s.capability)>;
        };
        holds.actor_capability = requires(actor_type & a) {
            requires takes_number<decltype(a.capability)>;
        };
        holds.issue_weight = requires(issue_type & i) {
            requires takes_number<decltype(i.weight)>;
        };
        holds.member_of = relates_within<Graph, entente::member_of, actor_type>;
        holds.speaks_for = relates_within<Graph, entente::speaks_for, actor_type>;
        holds.influences = relates_within<Graph, entente::influences, actor_type>;
        holds.part_of = relates_within<Graph, entente::part_of, issue_type>;
        more_of_actors = (fills<Fill, actor_type> || ...);
        more_of_issues = (fills<Fill, issue_type> || ...);
        more_of_stances = (fills<Fill, stance_type> || ...);
    }

    /// The graph that was read. Precondition: it is frozen.
    Graph take() { return *std::move(graph_); }

    void add(actor&& who, extra_columns const* more) override {
        if constexpr (std::same_as<actor_type, actor> && sizeof...(Fill) == 0) {
            builder_.add(std::move(who));
        } else {
            auto made = make_named<actor_type>(std::move(who.name));
            if constexpr (requires { requires takes_number<decltype(made.capability)>; })
                if (!assign_number(made.capability, who.capability))
                    refuse_number<graph_error>("the actors of this graph hold no such capability", who.capability,
                                               {.actor = std::string(std::string_view(made.name))});
            fill(made, more);
            builder_.add(std::move(made));
        }
    }

    void add(basic_issue<scale>&& what, extra_columns const* more) override {
        if constexpr (std::same_as<issue_type, basic_issue<scale>> && sizeof...(Fill) == 0) {
            builder_.add(std::move(what));
        } else {
            auto made = make_issue<issue_type>(std::move(what.name), scale_for(what.scale));
            if constexpr (requires { requires takes_number<decltype(made.weight)>; })
                if (!assign_number(made.weight, what.weight))
                    refuse_number<graph_error>("the issues of this graph hold no such weight", what.weight,
                                               {.issue = std::string(std::string_view(made.name))});
            fill(made, more);
            builder_.add(std::move(made));
        }
    }

    void reserve(std::size_t stances) override { builder_.template reserve<stance_type>(stances); }

    void relate(std::uint32_t who, std::uint32_t on, stance_on<scale>&& held, extra_columns const* more) override {
        auto made = stance_of({who}, {on}, std::move(held));
        fill(made, more);
        builder_.relate(id_of<actor_type>{who}, id_of<issue_type>{on}, std::move(made));
    }

    void relate(table_relation kind, std::uint32_t from, std::uint32_t to, double strength,
                period const& valid) override {
        switch (kind) {
        case table_relation::member_of:
            return relate_within<actor_type>(from, to, member_of{valid});
        case table_relation::speaks_for:
            return relate_within<actor_type>(from, to, speaks_for{valid});
        case table_relation::influences:
            return relate_within<actor_type>(from, to, influences{strength});
        case table_relation::part_of:
            return relate_within<issue_type>(from, to, part_of{});
        }
    }

    bool accepts(std::uint32_t who, std::uint32_t on, stance_on<scale> const& held) const override {
        try {
            auto const made = stance_of({who}, {on}, stance_on<scale>(held));
            validate(made, id_of<actor_type>{who}, id_of<issue_type>{on}, builder_);
        } catch (error const&) {
            return false;
        }
        return true;
    }

    void freeze() override { graph_ = std::move(builder_).freeze(); }

private:
    template <class Error>
    [[noreturn]] static void refuse_number(char const* message, double x, fault where) {
        where.value = entente::detail::number_text(x);
        throw Error(fault_code::out_of_range, message, std::move(where));
    }
    fault fault_of(id_of<actor_type> who, id_of<issue_type> on) const {
        return {.actor = std::string(std::string_view(builder_[who].name)),
                .issue = std::string(std::string_view(builder_[on].name))};
    }

    static scale_type scale_for(scale const& s) {
        if constexpr (scale_of_tables<scale_type>)
            return scale_type(s);
        else
            return scale_type{};
    }

    stance_type stance_of(id_of<actor_type> who, id_of<issue_type> on, stance_on<scale>&& held) const {
        if constexpr (std::same_as<stance_type, stance_on<scale>>) {
            return std::move(held);
        } else {
            stance_type made{};
            if constexpr (!takes_optional_number<decltype(made.position)>)
                if (!held.position)
                    throw stance_error(fault_code::inconsistent_status, "the stances of this graph all have a position",
                                       fault_of(who, on));
            if (!assign_number(made.position, held.position)) {
                auto where = fault_of(who, on);
                where.value = entente::detail::number_text(*held.position);
                throw scale_error(fault_code::off_scale, "the stances of this graph hold no such position",
                                  std::move(where));
            }
            assign_members(who, on, made, held);
            return made;
        }
    }

    void assign_members(id_of<actor_type> who, id_of<issue_type> on, stance_type& made, stance_on<scale>& held) const {
        auto const number = [&](auto& to, boost::optional<double> const& x, char const* message) {
            if (!assign_number(to, x)) refuse_number<stance_error>(message, *x, fault_of(who, on));
        };
        if constexpr (requires { requires takes_number<decltype(made.salience)>; })
            number(made.salience, held.salience, "the stances of this graph hold no such salience");
        if constexpr (requires { requires takes_number<decltype(made.confidence)>; })
            number(made.confidence, held.confidence, "the stances of this graph hold no such confidence");
        if constexpr (requires { made.status = held.status; }) made.status = held.status;
        if constexpr (requires { made.acceptable = held.acceptable; }) made.acceptable = held.acceptable;
        if constexpr (requires { made.valid = held.valid; }) made.valid = held.valid;
        if constexpr (requires { requires owns_text<decltype(made.source)>; }) made.source = std::move(held.source);
        if constexpr (requires { requires takes_number<decltype(made.capability)>; })
            number(made.capability, held.capability, "the stances of this graph hold no such capability");
        if constexpr (holds_condition)
            if (held.depends_on) {
                condition_type when;
                for (auto const& term : held.depends_on->terms)
                    when.terms.push_back({{term.issue.value}, term.outcome});
                when.fallback = held.depends_on->fallback;
                if constexpr (holds_shared_condition)
                    made.depends_on = std::make_shared<condition_type const>(std::move(when));
                else
                    made.depends_on = std::move(when);
            }
    }

    template <class Made>
    void fill(Made& made, extra_columns const* more) const {
        if (!more) return;
        try {
            std::apply([&](auto const&... each) { (fill_by(each, made, *more), ...); }, fill_);
        } catch (error& refusal) {
            more->locate(refusal);
            throw;
        }
    }
    template <class Each, class Made>
    static void fill_by(Each const& each, Made& made, extra_columns const& more) {
        if constexpr (fills<Each, Made>) each(made, more);
    }

    template <class Vertex, class Edge>
    void relate_within(std::uint32_t from, std::uint32_t to, Edge edge) {
        if constexpr (relates_within<Graph, Edge, Vertex>)
            builder_.relate(id_of<Vertex>{from}, id_of<Vertex>{to}, std::move(edge));
    }

    typename Graph::builder builder_;
    boost::optional<Graph> graph_;
    std::tuple<Fill const&...> fill_;
};

}  // namespace entente::io::detail
