// SPDX-License-Identifier: BSL-1.0
#include "measure_list.hpp"

#include <tuple>

#include "entente/base/row.hpp"

namespace entente_program {
namespace {

using namespace entente;

/// A measure in the list for people: its argument stands with its name.
struct short_line {
    measure_description measure;
    static std::string name(measure_description const& d) {
        return std::string(d.name) + (d.argument.empty() ? "" : ':' + std::string(d.argument));
    }
    static auto fields() {
        using row = short_line;
        return std::tuple(make_field<row>("name", "", "", [](row const& r) { return name(r.measure); }),
                          make_field<row>("level", "", "", [](row const& r) { return r.measure.needs; }),
                          make_field<row>("range", "", "", [](row const& r) { return r.measure.range_text(); }),
                          make_field<row>("orientation", "", "", [](row const& r) { return r.measure.direction; }),
                          make_field<row>("symmetric", "", "", [](row const& r) { return r.measure.symmetric; }),
                          make_field<row>("source", "", "", [](row const& r) { return r.measure.source; }));
    }
};

/// The same for documents: all that is known, under headings.
struct document_line {
    short_line in_short;
    static auto fields() {
        using row = document_line;
        auto const first = fields_within<5>(&row::in_short);
        return std::tuple_cat(
            first,
            std::tuple(
                make_field<row>("formula", "", "", [](row const& r) { return r.in_short.measure.formula; }),
                make_field<row>("undefined when", "", "", [](row const& r) { return r.in_short.measure.undefined; }),
                make_field<row>("source", "", "", [](row const& r) { return r.in_short.measure.source; }),
                make_field<row>("also called", "", "", [](row const& r) { return r.in_short.measure.also_called; })));
    }
};

template <class Line>
void write_as(std::span<measure_description const> all, answer& out) {
    auto to = out.rows<Line>(number_of_id());
    for (auto const& d : all) to.write(Line{{d}});
    to.finish();
}

}  // namespace

void write_measure_list(std::span<measure_description const> all, std::string const& format, answer& out) {
    if (format == "table") return write_as<short_line>(all, out);
    if (format == "markdown") return write_as<document_line>(all, out);
    auto to = out.rows<measure_description>(number_of_id());
    for (auto const& d : all) to.write(d);
    to.finish();
}

}  // namespace entente_program
