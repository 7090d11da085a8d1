// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file text/measure_names.hpp
/// From NAME:ARGUMENT to a measure.

#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "entente/error.hpp"
#include "entente/measures/all.hpp"

namespace entente {

namespace detail {

template <class... Measures>
std::vector<measure_description> descriptions(std::type_identity<std::tuple<Measures...>>) {
    return {Measures::description...};
}

template <class Measure>
concept parses = requires(std::string_view text) {
    { Measure::parse(text) } -> std::same_as<Measure>;
};

/// Calls `visit(measure)` when the name is that of Measure; a measure with parameters has `static Measure parse(text)`.
template <class Measure, class Visit>
bool visit_if_named(std::string_view name, std::string_view argument, Visit& visit) {
    if (name != Measure::description.name) return false;
    static_assert(
        parses<Measure> == !Measure::description.argument.empty(),
        "a measure whose description names an argument has static Measure parse(std::string_view), and no other has");
    if constexpr (parses<Measure>) {
        visit(Measure::parse(argument));
    } else {
        if (!argument.empty())
            throw error(fault_code::invalid_argument, std::string(name) + " takes no argument",
                        {.value = std::string(argument)});
        visit(Measure{});
    }
    return true;
}

template <class... Measures, class Visit>
bool visit_named(std::type_identity<std::tuple<Measures...>>, std::string_view name, std::string_view argument,
                 Visit& visit) {
    return (visit_if_named<Measures>(name, argument, visit) || ...);
}

}  // namespace detail

/// What each measure says of itself, in the order of measure_list.
inline std::vector<measure_description> describe_measures() {
    return detail::descriptions(std::type_identity<measure_list>{});
}

/// Calls `visit(measure)` with the measure that a text names: NAME or NAME:ARGUMENT. Throws error on an unknown
/// name or argument.
template <class Visit>
void visit_measure(std::string_view text, Visit&& visit) {
    auto const colon = text.find(':');
    auto const name = text.substr(0, colon);
    auto const argument = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    if (!detail::visit_named(std::type_identity<measure_list>{}, name, argument, visit))
        throw error(fault_code::unknown_name, "no measure has this name", {.value = std::string(name)});
}

}  // namespace entente
