// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/record.hpp
/// Records of a table, whatever the format of its file: fields by column, each with the place where it stands.

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

class record_source;

/// One record: its fields without their quotes, and where each of them stands.
///
/// Fields point into the text of the file; only a field that holds an escape is copied, into storage of the record. A
/// record that `record_source::next` returns is valid until the next call.
class record {
public:
    record(record const&) = delete;
    record& operator=(record const&) = delete;

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

    /// The name of the file.
    std::string const& file() const noexcept { return source_.name(); }

    /// Where field `i` begins (its opening quote, when it has one); the end of the record for i >= size().
    /// Complexity: linear in the record; meant for messages.
    text_position where(std::size_t i) const {
        char const* at = last_;
        if (i < fields_.size()) at = fields_[i].raw.data() - (fields_[i].quoted ? 1 : 0);
        // What a record shares with others may stand before it.
        if (at < first_) return detail::position_in(source_.text().data(), at);
        auto place = detail::position_in(first_, at, line_);
        if (place.line == line_) place.column += before_;
        return place;
    }

    /// Refuses the file for what field `i` holds.
    /// Throws `Error` with file, line, column and the text of the field.
    template <class Error = io_error>
    [[noreturn]] void refuse(std::size_t i, fault_code code, std::string message, std::string actor = {},
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
    friend class record_source;

    explicit record(source_text source) : source_(std::move(source)) {}

    source_text source_;
    std::vector<detail::csv_field> fields_;
    std::string unescaped_;
    char const* first_ = nullptr;
    char const* last_ = nullptr;
    std::size_t line_ = 1;
    std::size_t before_ = 0;  // characters of its line before it
};

/// A table as records, one after the other: what every reader of stances asks of a format. `csv_reader` is one.
///
/// A format derives from it. It fills `columns()` with the names of the columns before anybody asks for them, calls
/// `index_columns`, and makes the next record in `advance`: in `parts`, the parts of a record, each field has its place
/// in the text of the file (`raw`) and its value, which points into that text or into `parts::unescaped`.
class record_source {
public:
    record_source(record_source const&) = delete;
    record_source& operator=(record_source const&) = delete;
    virtual ~record_source() = default;

    /// The names of the columns.
    record const& header() const noexcept { return header_; }
    /// The text that the records are read from.
    source_text const& source() const noexcept { return record_.source_; }

    /// The index of the column of that name, or none.
    /// Complexity: logarithmic in the columns.
    boost::optional<std::size_t> column(std::string_view name) const {
        auto const found = by_name_.find(name);
        if (found == by_name_.end()) return boost::none;
        return found->second;
    }

    /// The next record, or none after the last. The record is valid until the next call.
    /// Throws `io_error` where the text breaks the format, with file, line, column and text. A call after that goes on
    /// behind the record at fault, where the format tells where that is (`may_go_on`).
    boost::optional<record const&> next() {
        if (!advance()) return boost::none;
        return record_;
    }
    /// Whether there may be records behind one that was refused.
    virtual bool may_go_on() const noexcept { return false; }
    /// About how many records there are, for who makes room for them.
    virtual std::size_t expected_size() const {
        auto const text = source().text();
        return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }
    /// Begins again with the first record.
    virtual void rewind() = 0;

protected:
    /// What a record is made of.
    struct parts {
        std::vector<detail::csv_field>& fields;
        std::string& unescaped;  ///< for values that are not in the text as they are
        char const*& first;      ///< where the record begins in the text,
        char const*& last;       ///< and ends
        std::size_t& line;       ///< the line on which it begins
        std::size_t& before;     ///< how many characters of that line are before it
    };

    explicit record_source(source_text source) : header_(source), record_(std::move(source)) {}

    /// Makes the next record; false after the last.
    virtual bool advance() = 0;

    static parts parts_of(record& r) { return {r.fields_, r.unescaped_, r.first_, r.last_, r.line_, r.before_}; }
    record& columns() noexcept { return header_; }
    record& current() noexcept { return record_; }
    /// Makes columns findable by name. Throws io_error (`duplicate`) where two have one name; those without are passed
    /// over.
    void index_columns() {
        by_name_.clear();
        for (std::size_t i = 0; i != header_.size(); ++i)
            if (!header_[i].empty() && !by_name_.emplace(header_[i], i).second)
                header_.refuse(i, fault_code::duplicate, "two columns have the same name");
    }

private:
    record header_;
    record record_;
    std::map<std::string_view, std::size_t> by_name_;
};

}  // namespace entente::io
