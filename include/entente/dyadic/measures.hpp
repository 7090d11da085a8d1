// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/measures.hpp
/// All measures, and what they say of themselves.

#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "entente/dyadic/measures/city_block.hpp"
#include "entente/dyadic/measures/cosine.hpp"
#include "entente/dyadic/measures/directional.hpp"
#include "entente/dyadic/measures/euclidean.hpp"
#include "entente/dyadic/measures/share_identical.hpp"
#include "entente/dyadic/measures/signorino_ritter.hpp"
#include "entente/error.hpp"

namespace entente {

/// The measures of the library, in the order in which tables list them. A new measure is added here.
using measure_list = std::tuple<share_identical, city_block, euclidean, directional, cosine, signorino_ritter>;

namespace detail {

template <class... Measures>
std::vector<measure_description> descriptions(std::type_identity<std::tuple<Measures...>>) {
    return {Measures::description...};
}

/// Calls `visit(measure)` when the name is that of Measure; a measure with parameters has `static Measure parse(text)`.
template <class Measure, class Visit>
bool visit_if_named(std::string_view name, std::string_view argument, Visit& visit) {
    if (name != Measure::description.name) return false;
    if constexpr (requires { { Measure::parse(argument) } -> std::same_as<Measure>; }) {
        visit(Measure::parse(argument));
    } else {
        if (!argument.empty())
            throw error(errc::invalid_argument, std::string(name) + " takes no argument", {.value = std::string(argument)});
        visit(Measure{});
    }
    return true;
}

template <class... Measures, class Visit>
bool visit_named(std::type_identity<std::tuple<Measures...>>, std::string_view name, std::string_view argument, Visit& visit) {
    return (visit_if_named<Measures>(name, argument, visit) || ...);
}

}  // namespace detail

/// What each measure says of itself, in the order of measure_list.
inline std::vector<measure_description> describe_measures() {
    return detail::descriptions(std::type_identity<measure_list>{});
}

/// Calls `visit(measure)` with the measure that a text names: NAME or NAME:ARGUMENT. Throws error on an unknown name or argument.
template <class Visit>
void visit_measure(std::string_view text, Visit&& visit) {
    auto const colon = text.find(':');
    auto const name = text.substr(0, colon);
    auto const argument = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    if (!detail::visit_named(std::type_identity<measure_list>{}, name, argument, visit))
        throw error(errc::unknown_name, "no measure has this name", {.value = std::string(name)});
}

}  // namespace entente
