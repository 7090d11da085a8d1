// SPDX-License-Identifier: BSL-1.0
#pragma once

// Runs the built example programs, as a user would from a shell.

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <string>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace entente_test {

struct program_run {
    int status = -1;
    std::string output;  // standard output
};

inline std::string quoted(std::string const& argument) {
    std::string text = "'";
    for (char const c : argument) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + '\'';
}

/// A program of the examples, for a command line of the shell.
inline std::string quoted_program(std::string const& name) {
    std::string const program = std::string(ENTENTE_EXAMPLES_BINARY_DIR) + '/' + name;
    REQUIRE_MESSAGE(std::filesystem::exists(program), "the examples are not built: no " << program);
    return quoted(program);
}

/// Runs a command line of the shell; its standard error is that of the test.
inline program_run run_command(std::string const& command) {
    program_run run;
    auto* const pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    char buffer[65536];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) run.output.append(buffer, n);
    int const status = pclose(pipe);
    run.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return run;
}

/// Runs a program of the examples; its standard error is that of the test.
template <class... Arguments>
program_run run_program(std::string const& name, Arguments const&... arguments) {
    std::string command = quoted_program(name);
    ((command += ' ' + quoted(arguments)), ...);
    return run_command(command);
}

inline std::string example_data(std::string const& path) {
    return std::string(ENTENTE_EXAMPLES_DATA_DIR) + '/' + path;
}

/// A file name that no other test uses; the file is removed at the end.
class scratch_file {
public:
    explicit scratch_file(std::string const& name)
        : path_((std::filesystem::temp_directory_path() / ("entente_" + std::to_string(getpid()) + '_' + name))
                    .string()) {}
    ~scratch_file() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    scratch_file(scratch_file const&) = delete;
    scratch_file& operator=(scratch_file const&) = delete;
    std::string const& path() const { return path_; }

private:
    std::string path_;
};

/// A folder that no other test uses, empty; it is gone at the end.
class scratch_folder {
public:
    explicit scratch_folder(std::string const& name)
        : path_(std::filesystem::temp_directory_path() / ("entente_" + std::to_string(getpid()) + '_' + name)) {
        std::filesystem::create_directory(path_);
    }
    ~scratch_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;
    std::string operator/(std::string const& name) const { return (path_ / name).string(); }
    std::size_t files() const {
        using each = std::filesystem::directory_iterator;
        return static_cast<std::size_t>(std::distance(each(path_), each()));
    }
    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

}  // namespace entente_test
