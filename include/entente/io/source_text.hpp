// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/source_text.hpp
/// The text of one file: read once, checked to be UTF-8, shared by everything that points into it.

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "entente/config.hpp"
#include "entente/io/detail/text_encoding.hpp"
#include "entente/io/text_position.hpp"

namespace entente::io {

namespace detail {

/// The bytes as UTF-8. Throws io_error where they are no text of the encoding, with line and column.
std::string utf8_of(std::string bytes, text_encoding encoding, std::string const& name);

/// The first byte in [first, last) that is NUL or no part of well-formed UTF-8; `last` when there is none.
char const* find_malformed(char const* first, char const* last);

/// The bytes of a file. Throws io_error when it cannot be read, with what the system says of it.
std::string file_text(std::string const& file);

/// Throws io_error with the place of the first byte that is NUL or not UTF-8.
void require_utf8(std::string_view text, std::string const& name);

}  // namespace detail

class record_source;
class source_text;

/// Makes the records of a text that is not of separated values; see `json_records`.
using record_format = std::function<std::unique_ptr<record_source>(source_text const&)>;

/// The text of a file and the name that messages give it.
///
/// Copies share the text, so a reader may outlive the object it was made from. A byte order mark is dropped.
/// Throws `io_error`: `file_access` when the file cannot be read, `syntax` with line and column at the first byte that
/// is NUL or not well-formed UTF-8 (overlong forms and surrogates are not), or no text of the encoding that was said.
/// Places are those of the text as it is in UTF-8, by characters.
/// Complexity: linear; the text is held once.
class source_text {
public:
    /// Text that is already in memory.
    explicit source_text(std::string text, std::string name = "(text)", text_encoding encoding = text_encoding::utf8)
        : state_(std::make_shared<state>(state{detail::utf8_of(std::move(text), encoding, name), name})) {
        check_text();
    }

    /// Reads a file, or a stream such as /dev/stdin, to its end.
    static source_text read(std::string const& file, text_encoding encoding = text_encoding::utf8) {
        return source_text(detail::file_text(file), file, encoding);
    }

    /// The text without a byte order mark.
    std::string_view text() const noexcept { return std::string_view(state_->text).substr(state_->begin); }
    std::string const& name() const noexcept { return state_->name; }

    /// The same text as records of another format than that of separated values.
    /// Example: `io::source_text::read("votes.json").as(io::json_records("/votes/*"))`
    source_text as(record_format format) const {
        auto made = *this;
        made.format_ = format ? std::make_shared<record_format const>(std::move(format)) : nullptr;
        return made;
    }
    /// How it is made into records; null: as separated values.
    record_format const* format() const noexcept { return format_.get(); }

private:
    struct state {
        std::string text;
        std::string name;
        std::size_t begin = 0;
    };

    void check_text() {
        if (state_->text.starts_with("\xEF\xBB\xBF")) state_->begin = 3;
        detail::require_utf8(text(), name());
    }

    std::shared_ptr<state> state_;
    std::shared_ptr<record_format const> format_;
};

}  // namespace entente::io

#ifndef ENTENTE_SEPARATE_COMPILATION
#include "entente/io/src/source_text.hpp"
#endif
