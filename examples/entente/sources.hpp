// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "entente/io/source_text.hpp"

namespace entente_program {

/// Reads what the command line names: files, and `-`, the standard input, which can be read once only.
class sources {
public:
    /// Throws entente::error for what cannot be read, for a second `-`, and for the file of the answer.
    entente::io::source_text read(std::string const& file,
                                  entente::io::text_encoding encoding = entente::io::text_encoding::utf8) {
        refuse_output(file);
        return file == "-" ? entente::io::source_text(take_standard_input(), "standard input", encoding)
                           : entente::io::source_text::read(file, encoding);
    }
    /// The same, of a file that is read more than once: the standard input is kept.
    entente::io::source_text read_again(std::string const& file);
    /// Reads the standard input to its end.
    std::string take_standard_input();

    /// Throws entente::error where the answer would replace what it is computed from.
    static void refuse_output(std::string const& file);

private:
    bool taken_ = false;
};

}  // namespace entente_program
