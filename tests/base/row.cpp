// SPDX-License-Identifier: BSL-1.0
#include "entente/base/row.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

using namespace entente;

namespace {

enum class mood { calm, cross };
constexpr std::string_view to_string(mood m) {
    return m == mood::calm ? "calm" : "cross";
}

struct score {
    boost::optional<double> value{};
    std::size_t votes = 0;
    mood how = mood::calm;
    static auto fields() {
        return std::tuple(make_field<score>("value", "share of the scale", "how far apart", &score::value),
                          make_field<score>("votes", "votes", "on how many", &score::votes),
                          make_field<score>("mood", "", "and how", &score::how));
    }
};

struct verdict {
    std::string name{};
    score found{};
    std::string shout() const { return name + '!'; }
    static auto fields() {
        return std::tuple_cat(std::tuple(make_field<verdict>("name", "", "whose", &verdict::name),
                                         make_field<verdict>("shout", "", "louder", &verdict::shout),
                                         make_field<verdict>("long", "", "a name of many letters",
                                                             [](verdict const& v) { return v.name.size() > 4; })),
                              fields_within<2>(&verdict::found));
    }
};

struct many {
    std::vector<score> all{};
    std::vector<score> const& rows() const { return all; }
};

struct no_row {};
struct half_a_row {
    std::vector<int> list{};
    static auto fields() { return std::tuple(make_field<half_a_row>("list", "", "is no field", &half_a_row::list)); }
};

static_assert(described_row<score> && described_row<verdict>);
static_assert(!described_row<no_row> && !described_row<half_a_row> && !described_row<int> && !described_row<many>);
static_assert(has_rows<many> && !has_rows<score> && !has_rows<std::vector<score>>);
static_assert(field_count<score> == 3 && field_count<verdict> == 5);

template <class T>
bool holds(field_value const& f, T const& x) {
    auto const* const held = std::get_if<T>(&f);
    return held && *held == x;
}

template <described_row Row>
std::vector<std::pair<std::string, field_value>> fields_of(Row const& row) {
    std::vector<std::pair<std::string, field_value>> found;
    for_each_field(row, [&](std::string_view name, field_value value) { found.emplace_back(name, std::move(value)); });
    return found;
}

}  // namespace

TEST_CASE("a row hands over its fields by name, in their order, those of a row within it too") {
    verdict const v{"North", {0.25, 7, mood::cross}};
    auto const found = fields_of(v);
    REQUIRE(found.size() == 5);
    auto const names = field_names<verdict>();
    for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i].first == names[i]);
    CHECK(names == std::array<std::string_view, 5>{"name", "shout", "long", "value", "votes"});
    CHECK(holds(found[0].second, std::string_view("North")));
    CHECK(holds(found[1].second, std::string("North!")));  // made on the way, and kept
    CHECK(holds(found[2].second, true));
    CHECK(holds(found[3].second, 0.25));
    CHECK(holds(found[4].second, std::uint64_t{7}));
    CHECK(holds(fields_of(v.found)[2].second, std::string_view("cross")));
    CHECK(holds(fields_of(verdict{})[3].second, std::monostate()));
}

TEST_CASE("units and explanations of fields within a row are those of the row") {
    auto const outer = verdict::fields();
    CHECK(std::get<3>(outer).unit == "share of the scale");
    CHECK(std::get<4>(outer).says == "on how many");
}

TEST_CASE("what becomes a field") {
    CHECK(holds(to_field(-3), std::int64_t{-3}));
    CHECK(holds(to_field(std::numeric_limits<std::int64_t>::min()), std::numeric_limits<std::int64_t>::min()));
    CHECK(holds(to_field(std::numeric_limits<std::uint64_t>::max()), std::numeric_limits<std::uint64_t>::max()));
    CHECK(holds(to_field(static_cast<unsigned char>(9)), std::uint64_t{9}));
    CHECK(holds(to_field(false), false));
    CHECK(holds(to_field(0.5f), 0.5));
    CHECK(holds(to_field("text"), std::string_view("text")));  // and no flag
    CHECK(holds(to_field(std::string("kept")), std::string("kept")));
    CHECK(holds(to_field(mood::calm), std::string_view("calm")));
    CHECK(holds(to_field(row_id{"actor", 4}), row_id{"actor", 4}));
    CHECK(holds(to_field(boost::optional<mood>(mood::cross)), std::string_view("cross")));
    CHECK(holds(to_field(boost::optional<std::string>("kept")), std::string("kept")));
    boost::optional<std::string> const stays("stays");
    CHECK(holds(to_field(stays), std::string_view("stays")));
    CHECK(holds(to_field(boost::optional<double>()), std::monostate()));
}

TEST_CASE("not a number is none, also within an optional; infinity is itself") {
    auto const nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
    CHECK(holds(to_field(nan), std::monostate()));
    CHECK(holds(to_field(boost::optional<double>(nan)), std::monostate()));
    CHECK(holds(to_field(-infinity), -infinity));
}
