// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file error.hpp
/// One hierarchy for bad data. Absence is `boost::optional`; a broken precondition is ENTENTE_ASSERT.

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "entente/config.hpp"

namespace entente {

/// What is wrong with the data.
enum class fault_code {
    invalid_scale,        ///< a scale that cannot exist: empty, reversed or repeated labels
    off_scale,            ///< a position that the issue's scale does not have
    not_a_number,         ///< NaN or infinity where a number is needed
    negative_weight,      ///< a negative salience, capability, weight or count
    out_of_range,         ///< a number outside of the interval that its meaning allows
    empty_range,          ///< an acceptable range, condition or period that holds nothing
    inconsistent_status,  ///< a withheld stance with a position, a stated one without
    duplicate,            ///< two vertices of one name, or two edges where one may be
    unknown_name,         ///< an actor, issue, relation or column that is not there
    self_relation,        ///< an edge from a vertex to itself where that has no meaning
    cycle,                ///< a membership, spokesmanship or part that leads back to itself
    level_too_low,        ///< a measure that needs a higher level of measurement
    incompatible_scales,  ///< a measure that needs the same categories, or labels, on every issue
    invalid_argument,     ///< a parameter of a call that has no meaning
    too_large,            ///< more than the library can number
    syntax,               ///< text that does not follow the grammar of its format
    file_access,          ///< a file that cannot be opened, read or written
    communication,  ///< processes that do not come together: MPI failed, or one of them threw what is no error of this hierarchy
};

/// Where the fault lies. Members that do not apply are empty (0 for numbers, `npos` for the ordinal).
struct fault {
    static constexpr std::size_t npos = static_cast<std::size_t>(-1);

    std::string actor{};     ///< the actor at fault, or the source of the edge at fault
    std::string issue{};     ///< the issue at fault, or the target of the edge at fault
    std::string value{};     ///< the offending value or text
    std::string file{};      ///< the file being read
    std::size_t line = 0;    ///< from 1
    std::size_t column = 0;  ///< from 1, in characters
    /// From 0: which vertex of its kind, or which edge of its relation, in the order of addition. Only where it
    /// was refused as one of them.
    std::size_t ordinal = npos;
    std::size_t earlier = npos;  ///< of a duplicate: the other one, likewise
};

namespace detail {

/// A character of UTF-8: its code point, and of how many bytes it is; of none where it is malformed.
struct character {
    unsigned code = 0;
    std::size_t bytes = 0;
    /// Whether it is not seen but does something: a control character, a separator of lines, or one that turns the
    /// direction of text. On a terminal it could move the cursor, or hide what follows.
    bool acts() const;
};
/// Precondition: the text is not empty.
character first_character(std::string_view text);

/// A text as it is shown to people: of at most so many characters, with those that act, and bytes that are no UTF-8,
/// written out as \\n, \\x1b and \\u202e.
std::string shown_text(std::string_view text, std::size_t most = 100);

}  // namespace detail

/// Bad data. `what()` reads `FILE:LINE:COLUMN: MESSAGE (actor "A", issue "I", value "V")`, each as
/// `shown_text` has it; the members of `where()` are whole.
///
/// Of all names of the library this one alone is a name of the C library as well: where <error.h> of GNU is included, it is
/// written `entente::error`, whatever is being used. So is `entente::io` beside `using namespace boost`, which has an `io`.
class error : public std::exception {
public:
    ENTENTE_COLD error(fault_code code, std::string message, fault where = {});
    ENTENTE_COLD error(fault_code code, char const* message, fault where = {});

    error(error const&);
    error(error&&) noexcept;
    error& operator=(error const&);
    error& operator=(error&&) noexcept;
    ENTENTE_INLINE ~error() override;

    fault_code code() const noexcept { return code_; }
    fault const& where() const noexcept { return where_; }
    /// The sentence alone, without the place.
    std::string const& message() const noexcept { return message_; }
    char const* what() const noexcept override { return text_.c_str(); }

    /// Adds the place in a file to an error that came from below; what is already known stays.
    void locate(std::string const& file, std::size_t line, std::size_t column = 0, std::string const& value = {});
    /// Adds what else is wrong, as `what()` of another error; `what()` then has it on a line of its own.
    void add_further(std::string const& what);
    /// Adds whose fault it is, and which of many, to an error that came from below; what is already known stays.
    void attribute(fault whose);

private:
    void compose();

    fault_code code_;
    std::string message_;
    fault where_;
    std::string text_;
    std::string further_;
};

// The class of an error says what is at fault, its code what is wrong with it: one fault has one class, wherever it is
// found. What is at fault in a call, and nothing below, is an `error`.

/// A scale that cannot exist, a position off its scale, or a level of measurement too low for a measure.
class scale_error : public error {
    using error::error;
};

/// Actors, issues or relations that cannot be: without a name, twice, unknown, in a circle, of a weight, capability or
/// strength that is no number of at least 0.
class graph_error : public error {
    using error::error;
};

/// A stance that cannot be held: not a number, negative salience, empty range, unknown condition.
class stance_error : public error {
    using error::error;
};

/// Text that does not follow its format, or a file that cannot be read or written.
class io_error : public error {
    using error::error;
};

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE error::error(fault_code code, std::string message, fault where)
    : code_(code)
    , message_(std::move(message))
    , where_(std::move(where)) {
    compose();
}
ENTENTE_INLINE error::error(fault_code code, char const* message, fault where)
    : error(code, std::string(message), std::move(where)) {}

ENTENTE_INLINE error::error(error const&) = default;
ENTENTE_INLINE error::error(error&&) noexcept = default;
ENTENTE_INLINE error& error::operator=(error const&) = default;
ENTENTE_INLINE error& error::operator=(error&&) noexcept = default;
ENTENTE_INLINE error::~error() = default;

ENTENTE_INLINE bool detail::character::acts() const {
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x61C || code == 0x200E || code == 0x200F ||
        (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

ENTENTE_INLINE detail::character detail::first_character(std::string_view text) {
    auto const byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
    auto const first = byte(0);
    if (first < 0x80) return {first, 1};
    std::size_t const bytes = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    unsigned code = first & (0x7Fu >> bytes);
    for (std::size_t k = 1; k < bytes; ++k) {
        if ((byte(k) & 0xC0u) != 0x80u) return {};
        code = code << 6 | (byte(k) & 0x3Fu);
    }
    // No longer than it needs to be, no half of a pair of UTF-16, and not beyond the last.
    constexpr unsigned least[] = {0x80, 0x800, 0x10000};
    if (first < 0xC0 || code < least[bytes - 2] || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF || first > 0xF4)
        return {};
    return {code, bytes};
}

ENTENTE_COLD ENTENTE_INLINE std::string detail::shown_text(std::string_view text, std::size_t most) {
    constexpr char digits[] = "0123456789abcdef";
    std::string shown;
    for (std::size_t characters = 0; !text.empty(); ++characters) {
        if (characters == most) return shown + "...";
        auto const c = first_character(text);
        auto const code = c.bytes ? c.code : static_cast<unsigned char>(text[0]);
        if (c.bytes && !c.acts()) {
            shown += text.substr(0, c.bytes);
        } else if (code == '\n' || code == '\r' || code == '\t') {
            shown += code == '\n' ? "\\n" : code == '\r' ? "\\r" : "\\t";
        } else {
            shown += code < 0x100 ? "\\x" : "\\u";
            if (code >= 0x100) shown += {digits[code >> 12], digits[(code >> 8) & 15u]};
            shown += {digits[(code >> 4) & 15u], digits[code & 15u]};
        }
        text.remove_prefix(c.bytes ? c.bytes : 1);
    }
    return shown;
}

ENTENTE_INLINE void error::locate(std::string const& file, std::size_t line, std::size_t column,
                                  std::string const& value) {
    if (where_.file.empty()) {
        where_.file = file;
        where_.line = line;
        where_.column = column;
    }
    if (where_.value.empty()) where_.value = value;
    compose();
}

ENTENTE_INLINE void error::add_further(std::string const& what) {
    further_ += '\n' + what;
    compose();
}

ENTENTE_INLINE void error::attribute(fault whose) {
    if (where_.actor.empty() && where_.issue.empty()) {
        where_.actor = std::move(whose.actor);
        where_.issue = std::move(whose.issue);
    }
    if (where_.ordinal == fault::npos) where_.ordinal = whose.ordinal, where_.earlier = whose.earlier;
    compose();
}

ENTENTE_COLD ENTENTE_INLINE void error::compose() {
    text_.clear();
    if (!where_.file.empty()) {
        text_ += detail::shown_text(where_.file, 300);
        if (where_.line) text_ += ':' + std::to_string(where_.line);
        if (where_.line && where_.column) text_ += ':' + std::to_string(where_.column);
        text_ += ": ";
    }
    text_ += detail::shown_text(message_, 500);
    char const* lead = " (";
    auto const name = [&](char const* what, std::string const& value) {
        if (value.empty()) return;
        text_ += lead;
        text_ += what;
        text_ += " \"" + detail::shown_text(value) + '"';
        lead = ", ";
    };
    name("actor", where_.actor);
    name("issue", where_.issue);
    name("value", where_.value);
    if (lead[0] == ',') text_ += ')';
    text_ += further_;
}
#endif

}  // namespace entente
