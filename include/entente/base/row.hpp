// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/row.hpp
/// Results as rows: each says once what its fields are called and where they are, and is then
/// written in every format.
///
/// ```
/// struct verdict {
///     boost::optional<double> value;
///     std::size_t votes = 0;
///     static auto fields() {
///         return std::tuple(make_field<verdict>("value", "share of the scale", "how far apart",
///                                           &verdict::value),
///                           make_field<verdict>("votes", "", "on how many votes", &verdict::votes));
///     }
/// };
/// ```

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

namespace entente {

/// Names something by a number, of some kind. What it is called, only the caller knows: rows are
/// written with a function that gives names to these.
struct row_id {
    std::string_view kind;  ///< what is numbered: "actor", "issue"; a literal
    std::uint32_t number = 0;
    friend constexpr bool operator==(row_id const&, row_id const&) = default;
};

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

/// One named value of a row of results. `get` is a member of the row, or a function of it.
template <class Row, class Get>
struct row_field {
    std::string_view name;  ///< as in CSV and JSON: snake_case, changed only with a word in CHANGELOG.md
    std::string_view unit;  ///< what one of it is: "", "share of the scale", "issues"
    std::string_view says;  ///< one line for those who read the documentation
    Get get;
};

template <class Row, class Get>
constexpr row_field<Row, Get> make_field(std::string_view name, std::string_view unit, std::string_view says, Get get) {
    return {name, unit, says, std::move(get)};
}

namespace detail {

/// std::invoke, without what its header costs.
template <class Get, class Row>
decltype(auto) get_from(Get const& get, Row const& row) {
    if constexpr (std::is_member_object_pointer_v<Get>)
        return (row.*get);
    else if constexpr (std::is_member_function_pointer_v<Get>)
        return (row.*get)();
    else
        return get(row);
}

template <class Field, class Row>
concept field_of = requires(Field const f, Row const& row) {
    { f.name } -> std::convertible_to<std::string_view>;
    { to_field(get_from(f.get, row)) } -> std::same_as<field_value>;
};

template <class Row, class Fields>
inline constexpr bool are_fields = false;
template <class Row, class... Fields>
inline constexpr bool are_fields<Row, std::tuple<Fields...>> = (field_of<Fields, Row> && ...);

/// The value of a field of a member that is a row itself.
template <class Whole, class Part, class Get>
struct get_within {
    Part Whole::*part;
    Get get;
    decltype(auto) operator()(Whole const& row) const { return get_from(get, row.*part); }
};

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

/// How many fields a row has.
template <described_row Row>
inline constexpr std::size_t field_count = std::tuple_size_v<decltype(Row::fields())>;

/// The names of the fields of a row, in their order.
template <described_row Row>
std::array<std::string_view, field_count<Row>> field_names() {
    return std::apply([](auto const&... f) { return std::array<std::string_view, field_count<Row>>{f.name...}; },
                      Row::fields());
}

/// Calls `visit(name, value)` for each field, in their order. A value may refer to the row, and is
/// over when `visit` returns. Complexity: O(fields).
template <described_row Row, class Visit>
void for_each_field(Row const& row, Visit&& visit) {
    std::apply(
        [&](auto const&... f) { (visit(std::string_view(f.name), to_field(detail::get_from(f.get, row))), ...); },
        Row::fields());
}

/// The first `Count` fields of a member that is a row itself, or all of them, as fields of the row
/// that it is a member of.
/// ```
/// static auto fields() {
///     return std::tuple_cat(std::tuple(make_field<dyad>("a", "", "an actor", &dyad::a)),
///                           fields_within(&dyad::result));
/// }
/// ```
template <std::size_t Count, class Whole, described_row Part>
    requires(Count <= field_count<Part>)
auto fields_within(Part Whole::*part) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const fields = Part::fields();
        auto const within = [&]<class Get>(row_field<Part, Get> const& f) {
            return make_field<Whole>(f.name, f.unit, f.says, detail::get_within<Whole, Part, Get>{part, f.get});
        };
        return std::tuple(within(std::get<I>(fields))...);
    }
    (std::make_index_sequence<Count>{});
}
template <class Whole, described_row Part>
auto fields_within(Part Whole::*part) {
    return fields_within<field_count<Part>>(part);
}

/// Names for those who have none: the number.
struct number_of_id {
    std::string operator()(row_id id) const { return std::to_string(id.number); }
};

}  // namespace entente
