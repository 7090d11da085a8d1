// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/row.hpp
/// Results as rows: reads what they say of themselves (base/field.hpp), field by field.

#include <boost/optional/optional.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

#include "entente/base/field.hpp"

namespace entente {

/// What a field may hold. Undefined is none, the first: an empty field, null, or "-" in a table,
/// and never a number.
using field_value =
    std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double, std::string_view, std::string, row_id>;

// What becomes a field, and how. For a type of one's own, a function `to_field` beside it is found
// by its arguments. All are declared before the first is defined, since one of an optional calls
// any of the others.
template <std::integral Number>
constexpr field_value to_field(Number x);
template <std::floating_point Number>
constexpr field_value to_field(Number x);
template <class Enum>
    requires std::is_enum_v<Enum>
constexpr field_value to_field(Enum e);
inline field_value to_field(char const* text) {
    return std::string_view(text);
}
inline field_value to_field(std::string_view text) {
    return text;
}
/// Lasts as long as the string does, which is that of the row.
inline field_value to_field(std::string const& text) {
    return std::string_view(text);
}
inline field_value to_field(std::string&& text) {
    return std::move(text);
}
inline field_value to_field(row_id id) {
    return id;
}
/// By the `to_row_id` beside its type.
template <class Id>
    requires requires(Id id) {
        { to_row_id(id) } -> std::same_as<row_id>;
    }
field_value to_field(Id id) {
    return to_row_id(id);
}
template <class T>
field_value to_field(boost::optional<T> const& x) {
    return x ? to_field(*x) : field_value();
}
template <class T>
field_value to_field(boost::optional<T>&& x) {
    return x ? to_field(std::move(*x)) : field_value();
}
template <std::integral Number>
constexpr field_value to_field(Number x) {
    if constexpr (std::same_as<Number, bool>)
        return x;
    else if constexpr (std::signed_integral<Number>)
        return std::int64_t{x};
    else
        return std::uint64_t{x};
}
/// Not a number is none.
template <std::floating_point Number>
constexpr field_value to_field(Number x) {
    if (x != x) return {};
    return static_cast<double>(x);
}
/// By its `to_string`.
template <class Enum>
    requires std::is_enum_v<Enum>
constexpr field_value to_field(Enum e) {
    return to_field(to_string(e));
}

namespace detail {

template <class Field, class Row>
concept field_of = requires(Field const f, Row const& row) {
    { f.name } -> std::convertible_to<std::string_view>;
    { to_field(get_from(f.get, row)) } -> std::same_as<field_value>;
};

template <class Row, class Fields>
inline constexpr bool are_fields = false;
template <class Row, class... Fields>
inline constexpr bool are_fields<Row, std::tuple<Fields...>> = (field_of<Fields, Row> && ...);

}  // namespace detail

/// A result that says once what its fields are: `static auto fields()`, a tuple of them in the
/// order in which they are written.
template <class Row>
concept described_row = detail::are_fields<Row, decltype(Row::fields())>;

/// A result of many rows: `rows()`.
template <class Result>
concept has_rows = requires(Result const& result) {
    std::end(result.rows());
    requires described_row<std::remove_cvref_t<decltype(*std::begin(result.rows()))>>;
};

/// The names of the fields of a row, in their order.
template <described_row Row>
std::array<std::string_view, field_count<Row>> field_names() {
    return std::apply([](auto const&... f) { return std::array<std::string_view, field_count<Row>>{f.name...}; },
                      Row::fields());
}

/// Calls `visit(name, value)` for each field, in their order. A value may refer to the row, and is
/// over when `visit` returns.
/// Complexity: O(fields).
template <described_row Row, class Visit>
void for_each_field(Row const& row, Visit&& visit) {
    std::apply(
        [&](auto const&... f) { (visit(std::string_view(f.name), to_field(detail::get_from(f.get, row))), ...); },
        Row::fields());
}

/// The units of the fields of a row, in their order.
template <described_row Row>
std::array<std::string_view, field_count<Row>> field_units() {
    return std::apply([](auto const&... f) { return std::array<std::string_view, field_count<Row>>{f.unit...}; },
                      Row::fields());
}

/// Names for those who have none: the number.
struct number_of_id {
    std::string operator()(row_id id) const { return std::to_string(id.number); }
};

}  // namespace entente
