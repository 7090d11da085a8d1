// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file model/stance.hpp
/// Stances: what an actor holds on an issue.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/weight.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/graph/id_of.hpp"
#include "entente/model/interval.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/time.hpp"

namespace entente {

/// Anything with an optional position can be a stance. Members named as in `stance` are used where they are there.
template <class Stance>
concept stance_like = std::copyable<Stance> && requires(Stance const& s) {
    { s.position } -> std::convertible_to<boost::optional<double>>;
};

/// How the position came to be known.
enum class stance_status : unsigned char {
    stated,      ///< the actor said it
    attributed,  ///< from members, spokespeople, conduct or earlier declarations
    withheld,    ///< asked, and declined to say: there is no position
};

constexpr std::string_view to_string(stance_status s) {
    switch (s) {
    case stance_status::stated:
        return "stated";
    case stance_status::attributed:
        return "attributed";
    case stance_status::withheld:
        return "withheld";
    }
    return "?";
}

/// When a stance holds: the outcome of each issue named lies in its interval (a conjunction).
template <class Issue>
struct condition_on {
    struct term {
        id_of<Issue> issue;
        interval outcome;
        friend bool operator==(term const&, term const&) = default;
    };
    std::vector<term> terms{};
    boost::optional<double> fallback{};  ///< the position held when it fails; none = not known

    friend bool operator==(condition_on const&, condition_on const&) = default;
};

/// What an actor holds on an issue.
///
/// An edge with a position is a known stance, an edge without one is a *withheld* stance ("declined to say"), and no
/// edge is no known stance. Neutral is a position like any other.
template <class Issue>
struct basic_stance {
    boost::optional<double> position{};  ///< in the issue's units
    boost::optional<double> salience{};  ///< how much it matters to the actor, >= 0; not stated counts as 1
    double confidence = 1;               ///< how sure the position is, in [0, 1]
    stance_status status = position ? stance_status::stated : stance_status::withheld;
    interval acceptable{};                                    ///< outside of it lies a red line
    period valid{};                                           ///< when it was held
    std::shared_ptr<condition_on<Issue> const> depends_on{};  ///< null = unconditional
    std::string source{};                                     ///< who said so, where
    boost::optional<double> capability{};  ///< what the actor weighs on this issue, >= 0; not stated: as everywhere

    /// Two stances of one actor on one issue exclude each other when their periods overlap.
    bool overlaps(basic_stance const& o) const { return valid.overlaps(o.valid); }
    bool begins_before(basic_stance const& o) const { return valid.from < o.valid.from; }

    friend bool operator==(basic_stance const& a, basic_stance const& b) {
        return a.position == b.position && a.salience == b.salience && a.confidence == b.confidence &&
               a.status == b.status && a.acceptable == b.acceptable && a.valid == b.valid && a.source == b.source &&
               a.capability == b.capability &&
               (a.depends_on == b.depends_on || (a.depends_on && b.depends_on && *a.depends_on == *b.depends_on));
    }
};

/// The stance on an issue of a scale.
template <scale_like Scale>
using stance_on = basic_stance<basic_issue<Scale>>;

namespace detail {

template <class Edge>
concept has_validity = requires(Edge const& e) {
    { e.valid } -> std::convertible_to<period>;
};

}  // namespace detail

/// What the library reads of a stance beside its position, in one place: every member is optional, and what a
/// type of one's own lacks has the value that is said here. Nobody asks a stance for these members but here.
template <stance_like Stance>
struct stance_traits {
    static constexpr bool has_status = requires(Stance const& s) {
        { s.status } -> std::convertible_to<stance_status>;
    };
    static constexpr bool has_acceptable = requires(Stance const& s) {
        { s.acceptable } -> std::convertible_to<interval>;
    };
    static constexpr bool has_validity = detail::has_validity<Stance>;
    static constexpr bool has_condition = requires(Stance const& s) {
        s.depends_on->terms;
        s.depends_on->fallback;
    };

    static boost::optional<double> position(Stance const& s) { return s.position; }
    /// How much the issue matters to the actor; none where it is not stated.
    static boost::optional<double> salience([[maybe_unused]] Stance const& s) {
        if constexpr (requires {
                          { s.salience } -> std::convertible_to<boost::optional<double>>;
                      })
            return s.salience;
        else
            return boost::none;
    }
    /// How sure the position is; 1 where the type does not say.
    static double confidence([[maybe_unused]] Stance const& s) {
        if constexpr (requires {
                          { s.confidence } -> std::convertible_to<double>;
                      })
            return s.confidence;
        else
            return 1;
    }
    /// What the actor weighs on this issue; none where it is not stated.
    static boost::optional<double> capability([[maybe_unused]] Stance const& s) {
        if constexpr (requires {
                          { s.capability } -> std::convertible_to<boost::optional<double>>;
                      })
            return s.capability;
        else
            return boost::none;
    }
    /// How the position came to be known; where the type does not say, stated, or withheld where there is none.
    static stance_status status(Stance const& s) {
        if constexpr (has_status)
            return s.status;
        else
            return position(s) ? stance_status::stated : stance_status::withheld;
    }
    /// Outside of it lies a red line; everything where the type does not say.
    static interval acceptable([[maybe_unused]] Stance const& s) {
        if constexpr (has_acceptable)
            return s.acceptable;
        else
            return {};
    }
    /// When it is held; always where the type does not say.
    static period valid([[maybe_unused]] Stance const& s) {
        if constexpr (has_validity)
            return s.valid;
        else
            return {};
    }
    /// A pointer to the condition, with its `terms` and `fallback`; null where there is none.
    static auto condition([[maybe_unused]] Stance const& s) {
        if constexpr (has_condition)
            return s.depends_on ? std::addressof(*s.depends_on) : nullptr;
        else
            return nullptr;
    }
};

namespace detail {

/// Whether a scale has a position in a range.
template <scale_like Scale>
bool holds_position(Scale const& scale, interval const& r) {
    if (r.empty() || r.lower > scale.upper() || r.upper < scale.lower()) return false;
    if (!scale.categories()) return true;
    for (std::size_t k = 0; k < scale.categories(); ++k)
        if (r.contains(scale.value(k))) return true;
    return false;
}

/// Whether a range names an end that the scale does not reach. An infinite end names none.
template <scale_like Scale>
bool ends_beyond(Scale const& scale, interval const& r) {
    return (is_finite(r.lower) && r.lower < scale.lower()) || (is_finite(r.upper) && r.upper > scale.upper());
}

inline constexpr char const* acceptable_beyond_scale =
    "the acceptable range ends beyond the issue's scale; leave an end out where it is open";

std::string interval_text(interval const& r);

/// Whose stance on what an error is about. The ends are read only when there is something to say.
struct stance_at_fault {
    std::string_view actor, issue;

    [[noreturn]] void refuse(fault_code code, char const* message, std::string value) const;
    [[noreturn]] void off_scale(char const* message, double position) const;
    [[noreturn]] void not_a_position(double position) const;
    [[noreturn]] void wrong_weight(double weight, char const* not_finite, char const* negative) const;
    [[noreturn]] void wrong_confidence(double confidence) const;
    [[noreturn]] void wrong_status(stance_status status) const;
    [[noreturn]] void accepts_nothing(interval const& acceptable) const;
    [[noreturn]] void accepts_beyond(interval const& acceptable) const;
    [[noreturn]] void own_position_refused(double position, interval const& acceptable) const;
    [[noreturn]] void no_time(period const& valid) const;
    [[noreturn]] void unknown_condition(std::uint32_t issue) const;
    [[noreturn]] void own_condition(std::string_view issue) const;
    [[noreturn]] void impossible_condition(std::string_view issue, interval const& outcome) const;
    [[noreturn]] void condition_beyond(std::string_view issue, interval const& outcome) const;
};

}  // namespace detail

/// Refuses a stance that cannot be held, of the library's type or of a user's: what a user's stance does not
/// have is not checked. Part of building: a graph has only valid stances.
///
/// Throws scale_error when the position or fallback is off the issue's scale, or an end of the acceptable range
/// or of a condition's outcome is finite and beyond it; stance_error for NaN or infinite numbers, a negative salience or capability, a confidence outside [0, 1], a status at odds with the position,
/// an acceptable range that is empty on the scale or does not hold the actor's own position, an empty period,
/// and a condition that is empty, names an unknown issue or the stance's own, or cannot be met. Each error
/// names the actor, the issue and the value.
///
/// `validate` below calls it. A stance type with a `validate` of its own replaces that one, and calls this first.
template <stance_like Stance, class Actor, issue_like Issue, class Builder>
void validate_stance(Stance const& s, id_of<Actor> who, id_of<Issue> on, Builder const& b) {
    auto const& scale = b[on].scale;
    auto const where = [&] {
        return detail::stance_at_fault{std::string_view(b[who].name), std::string_view(b[on].name)};
    };
    auto const check_position = [&](boost::optional<double> const& x, char const* message) {
        if (!x) return;
        if (!detail::is_finite(*x)) where().not_a_position(*x);
        if (!scale.contains(*x)) where().off_scale(message, *x);
    };
    auto const check_weight = [&](boost::optional<double> const& x, char const* not_finite, char const* negative) {
        if (x && !detail::is_weight(*x)) where().wrong_weight(*x, not_finite, negative);
    };

    using traits = stance_traits<Stance>;
    auto const position = traits::position(s);
    check_position(position, "the position is not on the issue's scale");
    check_weight(traits::salience(s), "a salience is a finite number", "a salience is at least 0");
    check_weight(traits::capability(s), "a capability is a finite number", "a capability is at least 0");
    double const confidence = traits::confidence(s);
    if (!detail::is_confidence(confidence)) where().wrong_confidence(confidence);
    auto const status = traits::status(s);
    if (static_cast<bool>(position) == (status == stance_status::withheld)) where().wrong_status(status);
    if constexpr (traits::has_acceptable) {
        auto const acceptable = traits::acceptable(s);
        if (!detail::holds_position(scale, acceptable)) where().accepts_nothing(acceptable);
        if (detail::ends_beyond(scale, acceptable)) where().accepts_beyond(acceptable);
        if (position && !acceptable.contains(*position)) where().own_position_refused(*position, acceptable);
    }
    auto const valid = traits::valid(s);
    if (valid.empty()) where().no_time(valid);
    if constexpr (traits::has_condition) {
        auto const* const condition = traits::condition(s);
        if (!condition) return;
        auto const& terms = condition->terms;
        if (terms.empty()) where().refuse(fault_code::empty_range, "a condition needs at least one term", "");
        // Several terms on one issue hold together or not at all.
        std::vector<std::remove_cvref_t<decltype(terms.front())> const*> sorted;
        for (auto const& t : terms) {
            if (t.issue.value >= b.template size<Issue>()) where().unknown_condition(t.issue.value);
            if (t.issue == on) where().own_condition(std::string_view(b[t.issue].name));
            sorted.push_back(&t);
        }
        std::sort(sorted.begin(), sorted.end(),
                  [](auto* x, auto* y) { return x->issue == y->issue ? x < y : x->issue < y->issue; });
        for (std::size_t i = 0; i < sorted.size();) {
            auto const& first = *sorted[i];
            auto outcome = first.outcome;
            for (; i < sorted.size() && sorted[i]->issue == first.issue; ++i) {
                auto const& also = sorted[i]->outcome;
                if (outcome.empty()) continue;
                outcome = also.empty()
                              ? also
                              : interval{(std::max)(outcome.lower, also.lower), (std::min)(outcome.upper, also.upper)};
            }
            auto const& asked = b[first.issue];
            if (!detail::holds_position(asked.scale, outcome))
                where().impossible_condition(std::string_view(asked.name), first.outcome);
            if (detail::ends_beyond(asked.scale, outcome))
                where().condition_beyond(std::string_view(asked.name), outcome);
        }
        check_position(condition->fallback, "the fallback position is not on the issue's scale");
    }
}

/// What a graph builder asks of every stance that has no `validate` of its own.
template <stance_like Stance, class Actor, issue_like Issue, class Builder>
void validate(Stance const& s, id_of<Actor> who, id_of<Issue> on, Builder const& b) {
    validate_stance(s, who, on, b);
}

#if ENTENTE_DEFINES(core)
namespace detail {

ENTENTE_COLD ENTENTE_INLINE std::string interval_text(interval const& r) {
    return '[' + number_text(r.lower) + ", " + number_text(r.upper) + ']';
}

[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::refuse(fault_code code, char const* message,
                                                                      std::string value) const {
    throw stance_error(code, message,
                       {.actor = std::string(actor), .issue = std::string(issue), .value = std::move(value)});
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::off_scale(char const* message, double position) const {
    throw scale_error(fault_code::off_scale, message,
                      {.actor = std::string(actor), .issue = std::string(issue), .value = number_text(position)});
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::not_a_position(double position) const {
    refuse(fault_code::not_a_number, "a position is a finite number", number_text(position));
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::wrong_weight(double weight, char const* not_finite,
                                                                            char const* negative) const {
    if (!detail::is_finite(weight)) refuse(fault_code::not_a_number, not_finite, number_text(weight));
    if (weight < 0) refuse(fault_code::negative_weight, negative, number_text(weight));
    refuse(fault_code::out_of_range, weight_too_far, number_text(weight));
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::wrong_confidence(double confidence) const {
    refuse(detail::is_finite(confidence) ? fault_code::out_of_range : fault_code::not_a_number,
           confidence > 0 && confidence < least_confidence ? "a confidence that is not 0 is at least 1e-15"
                                                           : "a confidence lies in [0, 1]",
           number_text(confidence));
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::wrong_status(stance_status status) const {
    refuse(fault_code::inconsistent_status, "a stance is withheld exactly when it has no position",
           std::string(to_string(status)));
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::accepts_nothing(interval const& acceptable) const {
    refuse(fault_code::empty_range, "the acceptable range holds nothing of the issue's scale", interval_text(acceptable));
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::accepts_beyond(interval const& acceptable) const {
    throw scale_error(
        fault_code::off_scale, acceptable_beyond_scale,
        {.actor = std::string(actor), .issue = std::string(issue), .value = interval_text(acceptable)});
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::own_position_refused(double position,
                                                                                    interval const& acceptable) const {
    refuse(fault_code::out_of_range, "an actor's own position lies in its acceptable range",
           number_text(position) + " not in " + interval_text(acceptable));
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::no_time(period const& valid) const {
    refuse(fault_code::empty_range, "the validity period holds no time", period_text(valid));
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::unknown_condition(std::uint32_t number) const {
    refuse(fault_code::unknown_name, "a condition names an unknown issue", '#' + std::to_string(number));
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::own_condition(std::string_view name) const {
    refuse(fault_code::self_relation, "a stance cannot depend on the outcome of its own issue", std::string(name));
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::impossible_condition(std::string_view name,
                                                                                    interval const& outcome) const {
    refuse(fault_code::empty_range, "a condition that no outcome can meet",
           std::string(name) + " in " + interval_text(outcome));
}
[[noreturn]] ENTENTE_COLD ENTENTE_INLINE void stance_at_fault::condition_beyond(std::string_view name,
                                                                                interval const& outcome) const {
    throw scale_error(fault_code::off_scale, "the outcome of a condition ends beyond its issue's scale",
                      {.actor = std::string(actor),
                       .issue = std::string(issue),
                       .value = std::string(name) + " in " + interval_text(outcome)});
}

}  // namespace detail
#endif

}  // namespace entente
