// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include "entente/io/source_text.hpp"

namespace entente_program {

/// Reads what the command line names: files, and `-`, the standard input, which can be read once only.
class sources {
public:
    /// Throws entente::error for what cannot be read, and for a second `-`.
    entente::io::source_text read(std::string const& file,
                                  entente::io::text_encoding encoding = entente::io::text_encoding::utf8) {
        return file == "-" ? entente::io::source_text(take_standard_input(), "standard input", encoding)
                           : entente::io::source_text::read(file, encoding);
    }
    /// Reads the standard input to its end.
    std::string take_standard_input();

private:
    bool taken_ = false;
};

}  // namespace entente_program
