// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/field.hpp
/// What a result says of itself: what its fields are called, and where they are.
///
/// ```
/// struct verdict {
///     boost::optional<double> value;
///     std::size_t votes = 0;
///     static auto fields() {
///         return std::tuple(make_field<verdict>("value", "share of the scale", "how far apart",
///                                               &verdict::value),
///                           make_field<verdict>("votes", "", "on how many votes", &verdict::votes));
///     }
/// };
/// ```
/// Those who read fields, or write them, include base/row.hpp and io/rows.hpp. The library's own
/// results say `template <class Row = verdict> static auto fields()`: it is called alike, and costs
/// those who never call it nothing to compile.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace entente {

/// Names something by a number, of some kind. What it is called, only the caller knows: rows are
/// written with a function that gives names to these. A type that stands for such a name has a
/// function `row_id to_row_id(T)` beside it.
struct row_id {
    std::string_view kind;  ///< what is numbered: "actor", "issue"; a literal
    std::uint32_t number = 0;
    friend constexpr bool operator==(row_id const&, row_id const&) = default;
};

/// The unit of positions. A number in it is written by the label that the scale of the row's issue has for it.
inline constexpr std::string_view issue_units = "issue's units";

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

/// The value of a field of a member that is a row itself.
template <class Whole, class Part, class Get>
struct get_within {
    Part Whole::*part;
    Get get;
    decltype(auto) operator()(Whole const& row) const { return get_from(get, row.*part); }
};

template <class Whole, class Part, std::size_t... I>
auto fields_within(Part Whole::*part, std::index_sequence<I...>) {
    auto const fields = Part::fields();
    auto const within = [&]<class Get>(row_field<Part, Get> const& f) {
        return make_field<Whole>(f.name, f.unit, f.says, get_within<Whole, Part, Get>{part, f.get});
    };
    return std::tuple(within(std::get<I>(fields))...);
}

}  // namespace detail

/// How many fields a row has.
template <class Row>
inline constexpr std::size_t field_count = std::tuple_size_v<decltype(Row::fields())>;

/// The first `Count` fields of a member that is a row itself, or all of them, as fields of the row
/// that it is a member of.
/// ```
/// static auto fields() {
///     return std::tuple_cat(std::tuple(make_field<dyad>("a", "", "an actor", &dyad::a)),
///                           fields_within(&dyad::result));
/// }
/// ```
template <std::size_t Count, class Whole, class Part>
    requires(Count <= field_count<Part>)
auto fields_within(Part Whole::*part) {
    return detail::fields_within(part, std::make_index_sequence<Count>());
}
template <class Whole, class Part>
auto fields_within(Part Whole::*part) {
    return detail::fields_within(part, std::make_index_sequence<field_count<Part>>());
}

}  // namespace entente
