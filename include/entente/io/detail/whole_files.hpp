// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/whole_files.hpp
/// Files that are there whole or not at all.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "entente/config.hpp"
#include "entente/error.hpp"

namespace entente::io::detail {

/// Files are written beside their places, under other names, and put there when all of them are whole. What is not put
/// there is removed, and what was there before stays. A link stays a link; what is no ordinary file, such as a pipe, is
/// written to at once.
class whole_files {
public:
    whole_files() = default;
    whole_files(whole_files const&) = delete;
    whole_files& operator=(whole_files const&) = delete;
    ~whole_files() {
        for (auto const& f : files_)
            if (!f.beside.empty()) std::remove(f.beside.c_str());
    }

    /// Throws io_error (file_access).
    void write(std::string const& name, std::string_view text) {
        namespace fs = std::filesystem;
        std::error_code ignored;
        auto& f = files_.emplace_back();
        f.name = name;
        auto const status = fs::status(name, ignored);
        bool const ordinary = !fs::exists(status) || fs::is_regular_file(status);
        if (!ordinary) return write_to(name, name, text);
        // What may not be written to is not replaced either.
        if (fs::exists(status) && !std::ofstream(name, std::ios::binary | std::ios::app)) refuse(name);
        auto const place = fs::weakly_canonical(name, ignored);
        f.place = ignored ? name : place.string();
        auto beside = beside_of(f.place);
        f.beside.swap(beside);  // from here on it is removed
        write_to(f.beside, name, text);
        if (fs::exists(status)) fs::permissions(f.beside, status.permissions(), ignored);
    }
    /// One after the other. Throws io_error (file_access); those before are in their places then.
    void put_in_place() {
        for (auto& f : files_) {
            if (f.beside.empty()) continue;
            if (std::error_code failed; std::filesystem::rename(f.beside, f.place, failed), failed) refuse(f.name);
            f.beside.clear();
        }
    }

private:
    struct file {
        std::string name{}, place{}, beside{};
    };

    [[noreturn]] static void refuse(std::string const& name) {
        throw io_error(fault_code::file_access, "the file cannot be written", {.file = name});
    }
    static void write_to(std::string const& file, std::string const& name, std::string_view text) {
        std::ofstream out(file, std::ios::binary);
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        out.close();  // a disk may be found full only now
        if (!out) refuse(name);
    }
    /// A name that no file has.
    static std::string beside_of(std::string const& place) {
        auto number = static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
        for (;; ++number) {
            auto name = place + ".entente-" + std::to_string(number);
            if (std::error_code ignored; !std::filesystem::exists(name, ignored)) return name;
        }
    }

    std::vector<file> files_;
};

}  // namespace entente::io::detail
