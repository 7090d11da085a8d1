// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file json/detail/document_path.hpp
/// Paths in a document of JSON.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "entente/error.hpp"

namespace entente::io::detail {

/// The parts of a path as `/content/theses/*`: a JSON Pointer (RFC 6901) in which `*` stands for all members.
struct json_path {
    std::vector<std::string> parts{};

    std::size_t stars() const { return static_cast<std::size_t>(std::ranges::count(parts, "*")); }

    /// Throws error (`invalid_argument`) for what does not begin with a slash.
    static json_path parse(std::string_view text) {
        if (!text.starts_with('/'))
            throw error(fault_code::invalid_argument, "a path to records begins with a slash, as /votes/* does",
                        {.value = std::string(text)});
        json_path made;
        for (std::size_t from = 1; from <= text.size();) {
            auto const end = (std::min)(text.find('/', from), text.size());
            made.parts.push_back(plain(text.substr(from, end - from)));
            from = end + 1;
        }
        return made;
    }

    /// A name as part of a path.
    static std::string escaped(std::string_view name) {
        std::string made;
        for (char const c : name) {
            if (c == '~' || c == '/')
                made += c == '~' ? "~0" : "~1";
            else
                made += c;
        }
        return made;
    }

private:
    static std::string plain(std::string_view part) {
        std::string made;
        for (std::size_t i = 0; i != part.size(); ++i) {
            bool const escape = part[i] == '~' && i + 1 != part.size() && (part[i + 1] == '0' || part[i + 1] == '1');
            made += !escape ? part[i] : part[++i] == '0' ? '~' : '/';
        }
        return made;
    }
};

}  // namespace entente::io::detail
