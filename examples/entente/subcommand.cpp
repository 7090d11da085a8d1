// SPDX-License-Identifier: BSL-1.0
#include "subcommand.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"

namespace entente_program {

std::string shown_lines(std::string const& text) {
    std::string shown;
    for (std::size_t from = 0; from < text.size();) {
        auto const end = std::min(text.find('\n', from), text.size());
        shown += entente::detail::shown_text(std::string_view(text).substr(from, end - from), text.size());
        if (end < text.size()) shown += '\n';
        from = end + 1;
    }
    return shown;
}

void refuse(std::string message, std::string text) {
    throw entente::error(entente::fault_code::invalid_argument, std::move(message), {.value = std::move(text)});
}

std::vector<std::string> split(std::string const& text) try {
    // What stands behind the first line would not be looked at.
    bool quoted = false;
    for (char const c : text) {
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r')) refuse("names are one line: a name that has more stands in quotes", text);
    }
    entente::io::csv_reader const reader{entente::io::source_text(text)};
    std::vector<std::string> fields;
    for (std::size_t i = 0; i < reader.header().size(); ++i) fields.emplace_back(reader.header()[i]);
    return fields;
} catch (entente::error const& e) {
    refuse(e.code() == entente::fault_code::duplicate ? "the same name stands there twice" : e.message(), text);
}

}  // namespace entente_program
