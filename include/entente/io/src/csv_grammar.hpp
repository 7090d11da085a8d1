// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/csv_grammar.hpp
/// Definitions of io/csv_grammar.hpp.

#include <boost/optional/optional.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/io/csv_dialect.hpp"
#include "entente/io/detail/csv_field.hpp"
#include "entente/io/detail/csv_reader.hpp"
#include "entente/io/record.hpp"
#include "entente/io/source_text.hpp"
#include "entente/io/text_position.hpp"

namespace entente::io {

namespace detail {

ENTENTE_INLINE char const* parse_csv_record(char const*& next, char const* last, char delimiter,
                                            std::vector<csv_field>& fields) {
    auto const add = [&](char const* first, bool quoted) {
        std::string_view const text(first, static_cast<std::size_t>(next - first));
        fields.push_back({text, text, quoted});
    };
    char const* at = next;  // a local, which stays in a register
    for (;;) {
        char const* const first = at;
        if (at != last && *at == '"') {
            for (++at;; at += 2) {
                auto const* const quote =
                    static_cast<char const*>(std::memchr(at, '"', static_cast<std::size_t>(last - at)));
                if (!quote) {
                    next = last;
                    add(first + 1, true);
                    return last;
                }
                at = quote;
                if (at + 1 == last || at[1] != '"') break;
            }
            next = at;
            add(first + 1, true);
            ++at;
        } else {
            while (at != last && *at != delimiter && *at != '\n' && *at != '\r' && *at != '"') ++at;
            next = at;
            add(first, false);
        }
        if (at != last && *at == delimiter) {
            ++at;
            continue;
        }
        if (at == last || *at == '\n') {
            next = at == last ? at : at + 1;
            return nullptr;
        }
        if (*at == '\r' && at + 1 != last && at[1] == '\n') {
            next = at + 2;
            return nullptr;
        }
        return next = at;
    }
}

ENTENTE_INLINE void append_unescaped(std::string_view raw, std::string& text) {
    for (std::size_t i = 0; i < raw.size(); ++i) {
        text += raw[i];
        if (raw[i] == '"') ++i;  // over its double
    }
}

ENTENTE_INLINE boost::optional<std::string_view> whole_number(std::string_view text) {
    auto const point = (std::min)(text.find('.'), text.size());
    auto digits = text.substr(0, point);
    if (digits.starts_with('-')) digits.remove_prefix(1);
    auto const all = [](std::string_view of, char least, char greatest) {
        return std::ranges::all_of(of, [&](char c) { return c >= least && c <= greatest; });
    };
    if (digits.empty() || !all(digits, '0', '9') || (digits.size() > 1 && digits[0] == '0')) return boost::none;
    if (point == text.size()) return text;
    auto const fraction = text.substr(point + 1);
    if (fraction.empty() || !all(fraction, '0', '0')) return boost::none;
    return text.substr(0, point);
}

ENTENTE_INLINE bool needs_quotes(std::string_view field) {
    if (field.find_first_of("\",\r\n") != field.npos || trimmed(field).size() != field.size()) return true;
    if (field.find("\xEF\xBB\xBF") != field.npos) return true;
    auto const number = field.ends_with('0') || field.ends_with('.') ? whole_number(field) : boost::none;
    return number && number->size() != field.size();
}

ENTENTE_INLINE std::string_view trimmed(std::string_view text) {
    constexpr std::string_view no_break = "\xC2\xA0";
    auto const blank = [](char c) { return c == ' ' || c == '\t'; };
    for (bool more = true; more && !text.empty();) {
        more = false;
        if (blank(text.front())) text.remove_prefix(1), more = true;
        if (text.starts_with(no_break)) text.remove_prefix(2), more = true;
    }
    for (bool more = true; more && !text.empty();) {
        more = false;
        if (blank(text.back())) text.remove_suffix(1), more = true;
        if (text.ends_with(no_break)) text.remove_suffix(2), more = true;
    }
    return text;
}

/// Steps over lines that are not of the table.
ENTENTE_INLINE void skip_lines(char const*& at, char const* last, std::size_t& line, csv_dialect const& dialect,
                               std::size_t count) {
    auto const rest = [&] { return std::string_view(at, static_cast<std::size_t>(last - at)); };
    while (at != last) {
        bool const comment = !dialect.comment.empty() && rest().starts_with(dialect.comment);
        bool const blank = dialect.lenient && (*at == '\n' || rest().starts_with("\r\n"));
        if (count == 0 && !comment && !blank) break;
        if (count != 0) --count;
        at = std::find(at, last, '\n');
        if (at != last) ++at;
        ++line;
    }
}

ENTENTE_INLINE delimiter_guess guess_delimiter(source_text const& source, csv_dialect dialect) {
    constexpr std::array marks{',', ';', '\t', '|'};
    constexpr std::size_t most_records = 25;
    auto const text = source.text();
    std::size_t of_comma = 0, most = 0, candidates = 0;
    delimiter_guess guess;
    for (char const mark : marks) {
        char const* at = text.data();
        char const* const last = at + text.size();
        std::size_t line = 1, width = 0;
        skip_lines(at, last, line, dialect, dialect.skipped_lines);
        bool fits = true;
        std::vector<csv_field> fields;
        for (std::size_t k = 0; fits && k != most_records && at != last; ++k) {
            fields.clear();
            fits = !parse_csv_record(at, last, mark, fields);
            if (k == 0) {
                width = fields.size();
                fits = fits && width > 1;
                if (fits && fields.back().value.empty() && !fields.back().quoted) --width;
            } else {
                bool const open = !fields.back().quoted && fields.back().value.empty();
                fits = fits && (fields.size() == width || (open && fields.size() == width + 1));
            }
            skip_lines(at, last, line, dialect, 0);
        }
        if (!fits || width == 0) continue;
        ++candidates;
        if (mark == ',') of_comma = width;
        if (width > most) most = width, guess.delimiter = mark;
    }
    // A comma needs no more than to fit; what has more fields is no less likely.
    if (candidates > 1) guess.certain = of_comma == most;
    if (of_comma && guess.certain) guess.delimiter = ',';
    return guess;
}

}  // namespace detail

ENTENTE_INLINE csv_dialect guess_dialect(source_text const& source) {
    csv_dialect dialect{.lenient = true};
    auto const guess = detail::guess_delimiter(source, dialect);
    if (!guess.certain)
        throw io_error(fault_code::syntax, "the fields may be separated by more than one mark",
                       {.file = source.name(), .line = 1});
    dialect.delimiter = guess.delimiter;
    return dialect;
}

ENTENTE_INLINE csv_reader::csv_reader(source_text source, csv_dialect dialect)
    : record_source(std::move(source))
    , dialect_(std::move(dialect)) {
    auto const text = this->source().text();
    next_ = text.data();
    last_ = text.data() + text.size();
    while (last_ != next_ && last_[-1] == '\n') {  // empty lines after the last record
        --last_;
        if (last_ != next_ && last_[-1] == '\r') --last_;
    }
    marked_ = dialect_.lenient && text.find("\xEF\xBB\xBF") != text.npos;
    auto const header = parts_of(columns());
    header.first = header.last = next_;
    detail::skip_lines(next_, last_, line_, dialect_, dialect_.skipped_lines);
    if (next_ == last_)
        columns().refuse(0, fault_code::syntax, "the text is empty; a row with the names of the columns was expected");
    if (dialect_.header_rows != 0) {
        parse(columns());
        for (std::size_t row = 1; row < dialect_.header_rows && next_ != last_; ++row) {
            detail::skip_lines(next_, last_, line_, dialect_, 0);
            parse(current());
        }
    } else {
        auto const [first, line] = std::pair(next_, line_);
        parse(current());  // tells how many columns there are
        next_ = first;
        line_ = line;
        header.first = header.last = first;
        header.line = line;
        header.fields.assign(current().size(), {std::string_view(first, 0), {}, false});
    }
    if (dialect_.header_rows == 0 || !dialect_.column_names.empty()) give_names();
    begin_ = next_;
    begin_line_ = line_;
    if (!dialect_.lenient)
        for (std::size_t i = 0; i != columns().size(); ++i)
            if (columns()[i].empty())
                columns().refuse(i, fault_code::syntax, "column " + std::to_string(i + 1) + " has no name");
    index_columns();
    parts_of(current()).fields.reserve(columns().size());
}

ENTENTE_INLINE void csv_reader::give_names() {
    auto& names = dialect_.column_names;
    auto const size = columns().size();
    if (names.empty())
        for (std::size_t i = 0; i != size; ++i) names.push_back(std::to_string(i + 1));
    if (names.size() > size)
        columns().refuse(size, fault_code::syntax,
                         "names of columns: " + std::to_string(names.size()) + ", columns: " + std::to_string(size));
    auto const header = parts_of(columns());
    for (std::size_t i = 0; i != size; ++i)
        header.fields[i].value = i < names.size() ? std::string_view(names[i]) : std::string_view{};
}

ENTENTE_INLINE bool csv_reader::advance() {
    for (;;) {
        if (dialect_.lenient || !dialect_.comment.empty()) detail::skip_lines(next_, last_, line_, dialect_, 0);
        if (next_ == last_) return false;
        parse(current());
        auto const& made = current();
        if (made.size() != columns().size()) {
            auto const expected = columns().size();
            // A header that ends in a comma names no column with it.
            if (dialect_.lenient && made.size() + 1 == expected && columns()[made.size()].empty()) {
                char const* const end = parts_of(current()).last;
                parts_of(current()).fields.push_back({std::string_view(end, 0), {}, false});
                return true;
            }
            if (dialect_.lenient && is_blank(made)) continue;
            made.refuse((std::min)(expected, made.size()), fault_code::syntax,
                        "fields in the record: " + std::to_string(made.size()) +
                            ", in the header: " + std::to_string(expected));
        }
        if (dialect_.lenient && made[0].empty() && made.size() > 1 && is_blank(made)) continue;
        return true;
    }
}

ENTENTE_INLINE bool csv_reader::is_blank(record const& r) {
    for (std::size_t i = 0; i != r.size(); ++i)
        if (!r[i].empty() || r.is_quoted(i)) return false;
    return true;
}

ENTENTE_INLINE void csv_reader::parse(record& to) {
    auto const made = parts_of(to);
    made.fields.clear();
    made.first = next_;
    made.last = last_;
    made.line = line_;
    broken_ = true;
    if (char const* const broken = detail::parse_csv_record(next_, last_, dialect_.delimiter, made.fields))
        refuse(to, broken);
    broken_ = false;
    finish(to);
}

/// Counts lines, copies the fields that hold doubled quotes, and cuts the blanks around the others.
ENTENTE_INLINE void csv_reader::finish(record& of) {
    auto const made = parts_of(of);
    auto const& back = made.fields.back();
    made.last = back.raw.data() + back.raw.size() + (back.quoted ? 1 : 0);
    ++line_;
    std::size_t doubled = 0;
    for (auto& field : made.fields) {
        if (!field.quoted) {
            if (dialect_.lenient && !field.raw.empty()) {
                auto const ends = [](char c) { return c == ' ' || c == '\t' || static_cast<signed char>(c) < 0; };
                if (ends(field.raw.front()) || ends(field.raw.back())) field.value = detail::trimmed(field.raw);
            }
            continue;
        }
        line_ += static_cast<std::size_t>(std::count(field.raw.begin(), field.raw.end(), '\n'));
        if (field.raw.find('"') != field.raw.npos) doubled += field.raw.size();
    }
    if (doubled != 0) {
        made.unescaped.clear();
        made.unescaped.reserve(doubled);  // so that what points into it stays
        for (auto& field : made.fields) {
            if (!field.quoted || field.raw.find('"') == field.raw.npos) continue;
            auto const size = made.unescaped.size();
            detail::append_unescaped(field.raw, made.unescaped);
            field.value = std::string_view(made.unescaped).substr(size);
        }
    }
    if (!marked_) return;
    for (std::size_t i = 0; i != made.fields.size(); ++i)
        if (!made.fields[i].quoted && made.fields[i].raw.find("\xEF\xBB\xBF") != std::string_view::npos)
            of.refuse(i, fault_code::syntax,
                      "an invisible byte order mark inside of the text, as where files were joined: read them as "
                      "several files, or put the field in quotes");
}

[[noreturn]] ENTENTE_INLINE void csv_reader::refuse(record& at_fault, char const* at) const {
    auto const made = parts_of(at_fault);
    auto const& back = made.fields.back();
    char const* const end = back.raw.data() + back.raw.size();
    char const* from = at;
    char const* message = "a carriage return without a line feed";
    if (back.quoted && at == end) {
        message = "a quote is not closed";
        from = back.raw.data() - 1;
    } else if (back.quoted) {
        message = "text after a closing quote";
    } else if (*at == '"') {
        message = "a quote inside of a field that does not begin with one";
        from = back.raw.data();
    }
    char const* until = std::find(from, last_, '\n');
    if (until != last_ && until != from && until[-1] == '\r') --until;
    // One field that begins where the fault is carries place and text.
    std::string_view const text(from, static_cast<std::size_t>(until - from));
    made.fields.assign(1, {text, text, false});
    at_fault.refuse(0, fault_code::syntax, message);
}

}  // namespace entente::io
