// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "command_line.hpp"

/// What the program is made of. A subcommand is a file of its name: read (`input`), one call of the library, write
/// (`answer`).
namespace entente_program {

/// What the user is told that is no fault of the input: a disk that is full, a file that cannot be
/// written. Exit status 1.
class failure : public std::runtime_error {
    using runtime_error::runtime_error;
};

struct subcommand {
    char const* name;
    char const* says;     ///< in one line, for the list of all
    char const* example;  ///< one command line
    char const* footer;   ///< what its --help ends with; may be empty
    /// Adds the options to the app of the subcommand; what it returns is called when they are read.
    /// It throws entente::error where the input is at fault, and failure otherwise.
    std::function<void()> (*add)(command_line app);
};

// Each defines its function NAME_subcommand().
#define ENTENTE_SUBCOMMAND(NAME) subcommand NAME##_subcommand();
#include "subcommands.inc"
#undef ENTENTE_SUBCOMMAND

/// A message of several lines as a terminal may show it: see entente::detail::shown_text.
std::string shown_lines(std::string const& text);

/// Throws entente::error (invalid_argument).
[[noreturn]] void refuse(std::string message, std::string text = {});

/// A list separated by commas; a field with a comma in it stands in quotes. Throws entente::error.
std::vector<std::string> split(std::string const& text);

}  // namespace entente_program
