// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/csv_grammar.hpp
/// Records of comma-separated values as RFC 4180 has them, read from a text in memory.

#include <boost/optional/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/io/detail/csv_field.hpp"
#include "entente/io/source_text.hpp"
#include "entente/io/text_position.hpp"

namespace entente::io {

class csv_reader;

/// One record: its fields without their quotes, and where each of them stands.
///
/// Fields point into the text of the file; only a field that holds doubled quotes is copied, into storage of the
/// record. A record that `csv_reader::next` returns is valid until the next call.
class csv_record {
public:
    csv_record(csv_record const&) = delete;
    csv_record& operator=(csv_record const&) = delete;

    std::size_t size() const noexcept { return fields_.size(); }

    /// The value of field `i`. Precondition: i < size().
    /// Complexity: constant.
    std::string_view operator[](std::size_t i) const {
        ENTENTE_ASSERT(i < fields_.size());
        return fields_[i].value;
    }

    /// Whether field `i` stands in quotes. Precondition: i < size().
    bool is_quoted(std::size_t i) const {
        ENTENTE_ASSERT(i < fields_.size());
        return fields_[i].quoted;
    }

    /// The line on which the record begins.
    std::size_t line() const noexcept { return line_; }

    /// Where field `i` begins (its opening quote, when it has one); the end of the record for i >= size().
    /// Complexity: linear in the record; meant for messages.
    text_position where(std::size_t i) const {
        char const* at = last_;
        if (i < fields_.size()) at = fields_[i].raw.data() - (fields_[i].quoted ? 1 : 0);
        return detail::position_in(first_, at, line_);
    }

    /// Refuses the file for what field `i` holds.
    /// Throws `Error` with file, line, column and the text of the field.
    template <class Error = io_error>
    [[noreturn]] void refuse(std::size_t i, errc code, std::string message, std::string actor = {},
                             std::string issue = {}) const {
        fault fault_at;
        fault_at.actor = std::move(actor);
        fault_at.issue = std::move(issue);
        Error refusal(code, std::move(message), std::move(fault_at));
        locate(refusal, i);
        throw refusal;
    }

    /// Adds the place and text of field `i` to an error that was found by someone else.
    void locate(error& refusal, std::size_t i) const {
        auto const place = where(i);
        std::string_view text(first_, static_cast<std::size_t>(last_ - first_));
        if (i < fields_.size()) text = fields_[i].value;
        refusal.locate(source_.name(), place.line, place.column, detail::excerpt(text));
    }

private:
    friend class csv_reader;

    explicit csv_record(source_text source) : source_(std::move(source)) {}

    source_text source_;
    std::vector<detail::csv_field> fields_;
    std::string unescaped_;
    char const* first_ = nullptr;
    char const* last_ = nullptr;
    std::size_t line_ = 1;
};

/// Reads the records of a comma-separated text whose first record names the columns (RFC 4180).
///
/// Lines end in CRLF or LF; a field in quotes may hold commas, doubled quotes and line ends; white space belongs to the
/// field; empty lines after the last record are skipped. There are no comment lines.
/// Throws `io_error` (`syntax`) with file, line, column and text: a missing header, an unnamed or repeated column,
/// another number of fields than the header has, an unterminated quote, a quote inside of an unquoted field, text after
/// a closing quote, a carriage return without line feed. `source_text` has refused NUL and what is not UTF-8.
/// Complexity: linear in the text, with no allocation per field.
/// Example:
/// @code
/// csv_reader reader(source_text("actor,note\nRussia,\"says \"\"no\"\"\"\n"));
/// while (auto record = reader.next()) use((*record)[0], (*record)[1]);    // Russia, says "no"
/// @endcode
class csv_reader {
public:
    explicit csv_reader(source_text source) : header_(source), record_(std::move(source)) {
        auto const text = header_.source_.text();
        next_ = text.data();
        last_ = text.data() + text.size();
        while (last_ != next_ && last_[-1] == '\n') {  // empty lines after the last record
            --last_;
            if (last_ != next_ && last_[-1] == '\r') --last_;
        }
        header_.first_ = header_.last_ = next_;
        if (next_ == last_)
            header_.refuse(0, errc::syntax, "the text is empty; a row with the names of the columns was expected");
        parse(header_);
        name_columns();
        record_.fields_.reserve(header_.size());
    }

    /// The names of the columns.
    csv_record const& header() const noexcept { return header_; }

    /// The index of the column of that name, or none.
    /// Complexity: logarithmic in the columns.
    boost::optional<std::size_t> column(std::string_view name) const {
        auto const found = by_name_.find(name);
        if (found == by_name_.end()) return boost::none;
        return found->second;
    }

    /// The next record, or none after the last. The record is valid until the next call.
    boost::optional<csv_record const&> next() {
        if (next_ == last_) return boost::none;
        parse(record_);
        if (record_.size() != header_.size()) {
            auto const extra = (std::min)(header_.size(), record_.size());
            record_.refuse(extra, errc::syntax,
                           "fields in the record: " + std::to_string(record_.size()) +
                               ", in the header: " + std::to_string(header_.size()));
        }
        return record_;
    }

private:
    void name_columns() {
        for (std::size_t i = 0; i != header_.size(); ++i)
            if (header_[i].empty()) header_.refuse(i, errc::syntax, "column " + std::to_string(i + 1) + " has no name");
        for (std::size_t i = 0; i != header_.size(); ++i)
            if (!by_name_.emplace(header_[i], i).second)
                header_.refuse(i, errc::duplicate, "two columns have the same name");
    }

    void parse(csv_record& record) {
        record.fields_.clear();
        record.first_ = next_;
        record.last_ = last_;
        record.line_ = line_;
        if (char const* const broken = detail::parse_csv_record(next_, last_, record.fields_)) refuse(record, broken);
        finish(record);
    }

    /// Steps over the line end, counts lines, and copies the fields that hold doubled quotes.
    void finish(csv_record& record) {
        auto const& back = record.fields_.back();
        record.last_ = back.raw.data() + back.raw.size() + (back.quoted ? 1 : 0);
        ++line_;
        std::size_t doubled = 0;
        for (auto const& field : record.fields_) {
            if (!field.quoted) continue;
            line_ += static_cast<std::size_t>(std::count(field.raw.begin(), field.raw.end(), '\n'));
            if (field.raw.find('"') != field.raw.npos) doubled += field.raw.size();
        }
        if (doubled == 0) return;
        record.unescaped_.clear();
        record.unescaped_.reserve(doubled);  // so that what points into it stays
        for (auto& field : record.fields_) {
            if (!field.quoted || field.raw.find('"') == field.raw.npos) continue;
            auto const size = record.unescaped_.size();
            detail::append_unescaped(field.raw, record.unescaped_);
            field.value = std::string_view(record.unescaped_).substr(size);
        }
    }

    [[noreturn]] void refuse(csv_record& record, char const* at) const {
        auto const& back = record.fields_.back();
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
        record.fields_.assign(1, {text, text, false});
        record.refuse(0, errc::syntax, message);
    }

    csv_record header_;
    csv_record record_;
    std::map<std::string_view, std::size_t> by_name_;
    char const* next_ = nullptr;
    char const* last_ = nullptr;
    std::size_t line_ = 1;
};

}  // namespace entente::io

#ifndef ENTENTE_SEPARATE_COMPILATION
#include "entente/io/src/csv_grammar.hpp"
#endif
