// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/csv_writer.hpp
/// Records of comma-separated values as RFC 4180 has them, written to a stream.

#include <boost/optional/optional.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/source_text.hpp"

namespace entente::io {

/// Writes records that `csv_reader` reads back field by field.
///
/// A field is quoted where it must be: when it holds a comma, a quote or a line end, when `read_stances` would read it
/// otherwise without (blanks around it, `1.0`, a byte order mark), or is the only field of its record and empty. Numbers
/// are in their shortest form that reads back exactly, whatever the locale. Records end in LF
/// (`csv_writer::line_end::crlf` for CRLF).
/// Throws `io_error`: `syntax` for text that is not UTF-8 or holds NUL, `not_a_number`, `file_access` when the stream
/// fails at the end of a record.
/// Complexity: linear in the text; memory for one record.
/// Example:
/// @code
/// csv_writer out(std::cout);
/// out.field("actor").field("position").end_record();
/// out.field("says \"no\"").field(0.1).end_record();    // "says ""no""",0.1
/// @endcode
class csv_writer {
public:
    enum class line_end { lf, crlf };

    explicit csv_writer(std::ostream& out, line_end end = line_end::lf) : out_(out), end_(end) {}

    csv_writer& field(std::string_view text) {
        char const* const last = text.data() + text.size();
        if (char const* const bad = detail::find_malformed(text.data(), last); bad != last)
            throw io_error(fault_code::syntax,
                           *bad ? "text that is not UTF-8 cannot be written" : "a NUL character cannot be written");
        separate();
        if (!detail::needs_quotes(text)) {
            record_ += text;
            return *this;
        }
        record_ += '"';
        for (char const c : text) record_.append(c == '"' ? 2 : 1, c);
        record_ += '"';
        return *this;
    }

    /// A number that has its text already, with the decimals that were asked for: 4.00 is no name, and not quoted.
    csv_writer& number(std::string_view digits) {
        separate();
        record_ += digits;
        return *this;
    }

    csv_writer& field(char const* text) { return field(std::string_view(text)); }

    template <std::floating_point Number>
    csv_writer& field(Number value) {
        if (!entente::detail::is_finite(value))
            throw io_error(fault_code::not_a_number, "a number that is not finite cannot be written");
        separate();
        record_ += entente::detail::number_text(static_cast<double>(value));
        return *this;
    }

    template <std::integral Number>
        requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
    csv_writer& field(Number value) {
        separate();
        record_ += std::to_string(value);
        return *this;
    }

    /// An empty field where there is no value.
    template <class T>
    csv_writer& field(boost::optional<T> const& value) {
        return value ? field(*value) : field(std::string_view{});
    }

    void end_record() {
        if (record_.empty()) record_ = "\"\"";
        if (end_ == line_end::crlf) record_ += '\r';
        record_ += '\n';
        out_.write(record_.data(), static_cast<std::streamsize>(record_.size()));
        if (!out_) throw io_error(fault_code::file_access, "the text cannot be written");
        record_.clear();
        fields_ = 0;
    }

private:
    void separate() {
        if (fields_++) record_ += ',';
    }

    std::ostream& out_;
    line_end end_;
    std::string record_;
    std::size_t fields_ = 0;
};

}  // namespace entente::io
