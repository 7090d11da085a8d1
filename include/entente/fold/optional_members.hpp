// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/optional_members.hpp
/// Whether a measure has one of the members that it may have. Asked by fold/traits.hpp alone.

#include <boost/optional.hpp>

#include <concepts>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/fold/enclosure.hpp"
#include "entente/fold/measure.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

/// One of the two actors that are compared: who it is, and what it weighs.
struct compared_actor {
    actor_id id{};
    double weight = 1;
};

/// A measure that converts the values of another: `inner()`, and `convert(value)`, monotone. What it does not
/// say itself is what the inner one says, trait by trait, in measure_traits: an adaptor forwards nothing by
/// hand, and so forgets nothing.
template <class Measure>
concept measure_adaptor = measure_like<Measure> && requires(Measure const m, double v) {
    requires measure_like<std::remove_cvref_t<decltype(m.inner())>>;
    { m.convert(v) } -> std::same_as<double>;
};

namespace detail {

template <class Measure>
struct inner_type : std::type_identity<Measure> {};
template <measure_adaptor Measure>
struct inner_type<Measure>
    : std::type_identity<std::remove_cvref_t<decltype(std::declval<Measure const&>().inner())>> {};

// Whether there is a member of that name, whatever its type: then it has to be the right one. (Of an overloaded
// name no address can be taken: it is there if a call fits.)
template <class M>
concept has_exponent = requires(M const m) {
    m.exponent;
}
|| requires {
    &M::exponent;
};
template <class M>
concept has_linear = requires {
    M::linear;
}
|| requires {
    &M::linear;
};
template <class M>
concept has_uncorrected = requires {
    &M::uncorrected;
}
|| requires(M const m, typename M::statistic const s) {
    m.uncorrected(s);
};
template <class M>
concept has_why_none = requires {
    &M::why_none;
}
|| requires(M const m, typename M::statistic const s) {
    m.why_none(s);
};
template <class M>
concept has_for_pair = requires {
    &M::for_pair;
}
|| requires(M const m, compared_actor a) {
    m.for_pair(a, a);
};
template <class M>
concept has_empty = requires {
    &M::empty;
}
|| requires(M const m, std::span<issue_column const> c) {
    m.empty(c);
};
template <class M>
concept has_range = requires {
    &M::range;
}
|| requires(M const m) {
    m.range();
};
template <class M>
concept has_require = requires {
    &M::require_scale;
}
|| requires(M const m, issue_column const c) {
    m.require_scale(c);
};
template <class M>
concept has_enclose = requires {
    &M::enclose;
}
|| requires(M const m, typename M::statistic const s, std::span<open_issue const> o, std::span<issue_column const> c) {
    m.enclose(s, o, c);
};
template <class M>
concept has_stationary = requires {
    &M::append_stationary;
}
|| requires(M const m, issue_column const c, std::vector<double>& out) {
    m.append_stationary(0.0, c, out);
};

// Names that are easily written instead of the right ones.
template <class M>
concept misspells_a_member = requires(M const m) {
    m.exponents;
}
|| requires {
    &M::exponents;
}
|| requires {
    M::is_linear;
}
|| requires {
    &M::is_linear;
}
|| requires {
    &M::observed;
}
|| requires {
    &M::least_value;
}
|| requires {
    &M::initial;
}
|| requires {
    &M::between;
}
|| requires {
    &M::enclosure;
}
|| requires {
    M::rates_silence;
}
|| requires {
    &M::rates_silence;
}
|| requires {
    M::common_categories;
}
|| requires {
    &M::common_categories;
};

}  // namespace detail

}  // namespace entente
