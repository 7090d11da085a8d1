// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace entente_program {

/// An option that takes a count: digits and nothing else. CLI11 by itself would take -1 for a very
/// large number, and 010 for eight.
inline CLI::Option* add_count(CLI::App& app, std::string const& name, std::size_t& value, std::string const& says,
                              std::size_t most = 1'000'000'000'000, std::size_t least = 0) {
    return app.add_option(name, value, says)
        ->transform(CLI::Validator(
            [most, least](std::string& text) {
                auto const whole = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
                auto const first = std::min(text.find_first_not_of('0'), text.size() - 1);
                if (whole) text.erase(0, first);
                if (whole && text.size() <= 15 && std::stoull(text) <= most && std::stoull(text) >= least)
                    return std::string();
                return "a whole number from " + std::to_string(least) + " to " + std::to_string(most) + " was expected, not " + text;
            },
            ""))
        ->type_name("COUNT");
}

}  // namespace entente_program
