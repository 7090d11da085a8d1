// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

/// The face of CLI11 that subcommands see. Its headers stand in command_line.cpp alone: in each of twenty files they would
/// take longer to compile than the file.
namespace entente_program {

/// An option of a subcommand. What it says of itself is said one after the other: `.type_name("FILE").required()`.
class option {
public:
    explicit option(CLI::Option* of) : of_(of) {}

    option type_name(std::string const& what) const;
    option default_str(std::string const& value) const;  ///< shown by --help
    option capture_default_str() const;                  ///< shows the value that it has now
    option group(std::string const& name) const;
    option required() const;
    option one_of(std::vector<std::string> words) const;
    /// What is wrong with a text, or an empty one.
    option check(std::function<std::string(std::string const&)> fault) const;
    option needs(option other) const;
    option needs(std::string const& other) const;
    option excludes(option other) const;
    option excludes(std::string const& other) const;
    /// Takes so many texts each time that it is there.
    option expected(int least, int most) const;
    /// Takes one text each time that it is there, and may be there several times.
    option again() const;

    bool given() const;  ///< once the command line is read
    std::string name() const;

private:
    CLI::Option* of_;
};

/// What a subcommand can be asked. Values are there once the command line is read.
class command_line {
public:
    explicit command_line(CLI::App& of) : of_(&of) {}

    option add_option(std::string const& name, std::string& value, std::string const& says) const;
    option add_option(std::string const& name, std::vector<std::string>& values, std::string const& says) const;
    option add_option(std::string const& name, std::function<void(std::string const&)> take,
                      std::string const& says) const;
    option add_flag(std::string const& name, bool& value, std::string const& says) const;
    option add_flag(std::string const& name, std::function<void()> take, std::string const& says) const;
    /// An option that takes a count: digits and nothing else. CLI11 by itself would take -1 for a very large number,
    /// and 010 for eight.
    option add_count(std::string const& name, std::size_t& value, std::string const& says,
                     std::size_t most = 1'000'000'000'000, std::size_t least = 0) const;

    option get_option(std::string const& name) const;
    std::vector<option> options() const;
    /// Done when the command line is read, before it is checked.
    void when_read(std::function<void()> work) const;
    /// What it is made of, for what reads the whole of it.
    CLI::App& app() const { return *of_; }

private:
    CLI::App* of_;
};

}  // namespace entente_program
