// SPDX-License-Identifier: BSL-1.0
#include "sources.hpp"

#include <boost/optional.hpp>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <unistd.h>

#include "entente/error.hpp"
#include "output_file.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

void sources::refuse_output(std::string const& file) {
    if (file != "-" && is_being_written(file))
        refuse("the answer would replace the file that it is computed from; give -o another name", file);
}

entente::io::source_text sources::read_again(std::string const& file) {
    static boost::optional<io::source_text> standard_input;  // there is one only
    if (file != "-") return read(file);
    if (!standard_input) standard_input = read(file);
    return *standard_input;
}

std::string sources::take_standard_input() {
    if (taken_) refuse("the standard input can be read once only, for one file", "-");
    taken_ = true;
    constexpr std::size_t block = std::size_t{1} << 18;
    std::string text;
    for (;;) {
        auto const size = text.size();
        text.resize(size + block);
        auto const n = ::read(STDIN_FILENO, text.data() + size, block);
        text.resize(size + static_cast<std::size_t>(n > 0 ? n : 0));
        if (n == 0) return text;
        // By way of std::cin a folder, or an input that is closed, would be an empty text.
        if (n < 0 && errno != EINTR)
            throw io_error(fault_code::file_access,
                           std::string("the standard input cannot be read: ") + std::strerror(errno));
    }
}

}  // namespace entente_program
