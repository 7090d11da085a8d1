// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace entente_compare {

/// A cell of the output: nothing, text, a number, or a count.
using value = std::variant<std::monostate, std::string, double, std::size_t>;

inline value number(boost::optional<double> const& x) { return x ? value(*x) : value(); }

/// A column of the output; the width is that of its widest cell, for tables.
struct column {
    std::string name;
    std::size_t width = 0;
};

/// Writes records, one a row, in one of the formats.
class record_writer {
public:
    virtual ~record_writer() = default;
    virtual void write(std::vector<value> const& record) = 0;
    /// Call once, after the last record.
    virtual void finish() {}
};

/// `format` is table, csv, json or, for text alone, markdown.
std::unique_ptr<record_writer> make_writer(std::string const& format, std::vector<column> columns, std::ostream& out);

/// The characters that a UTF-8 text shows.
std::size_t display_width(std::string const& text);

}  // namespace entente_compare
