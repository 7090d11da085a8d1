// SPDX-License-Identifier: BSL-1.0
// entente: what the library computes, for the shell. Each subcommand is a file of its name in entente/.

#include <CLI/CLI.hpp>

#include <exception>
#include <fcntl.h>
#include <functional>
#include <iostream>
#include <new>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/output_file.hpp"
#include "entente/subcommand.hpp"
#include "entente/version.hpp"

namespace {

enum exit_status { answered = 0, failed = 1, bad_input = 2 };

/// Runs what a command line asks for, and says what was wrong. What is said may hold names from anywhere.
exit_status run(std::string const& name, std::function<void()> const& work) {
    auto const say = [&](std::string_view what, exit_status status) {
        std::cerr << name << ": " << entente_program::shown_lines(std::string(what)) << '\n';
        return status;
    };
    try {
        work();
        return answered;
    } catch (entente::error const& e) {
        return say(e.what(), bad_input);
    } catch (std::bad_alloc const&) {
        return say("out of memory", failed);
    } catch (std::length_error const&) {  // more than any memory has
        return say("out of memory", failed);
    } catch (std::exception const& e) {
        return say(e.what(), failed);
    }
}

/// Standard streams that are closed are opened, so that none of the files takes their place, and its text; but not so
/// that they could be read from or written to.
void fill_standard_streams() {
    for (int const d : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(d, F_GETFD) < 0) open("/dev/null", d == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int answer_to(int argc, char** argv) {
    using namespace entente_program;
#define ENTENTE_SUBCOMMAND(NAME) NAME##_subcommand(),
    subcommand const all[] = {
#include "entente/subcommands.inc"
    };
#undef ENTENTE_SUBCOMMAND

    CLI::App app("Who holds which position, how far apart, on what: actors and their stances, from files.", "entente");
    app.set_version_flag("--version", ENTENTE_VERSION_STRING);
    app.require_subcommand(1);
    std::string const status =
        "Exit status: 0; 2 for bad input and 1 for what else fails, with a message on standard error.";
    std::string examples;
    std::vector<std::pair<CLI::App*, std::function<void()>>> work;
    for (auto const& s : all) {
        auto const example = "  entente " + std::string(s.name) + ' ' + s.example;
        auto* const sub = app.add_subcommand(s.name, s.says);
        sub->set_version_flag("--version", ENTENTE_VERSION_STRING);
        sub->footer("Example:\n\n" + example + "\n\n" + (*s.footer ? s.footer + std::string("\n\n") : "") + status);
        work.emplace_back(sub, s.add(command_line(*sub)));
        examples += example + '\n';
    }
    app.footer("Examples:\n\n" + examples + "\nMore: entente SUBCOMMAND --help. " + status);

    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& e) {
        std::ostringstream answer, complaint;
        if (app.exit(e, answer, complaint) == 0)  // --help, --version
            return run("entente", [&] {
                output_file out("-");
                out.stream() << answer.str();
                out.commit();
            });
        auto const others = app.remaining();
        bool const unknown =
            dynamic_cast<CLI::RequiredError const*>(&e) && !others.empty() && !others.front().starts_with('-');
        std::cerr << shown_lines(unknown ? "entente: " + others.front() +
                                               " is no subcommand\nRun with --help for more information.\n"
                                         : complaint.str());
        return bad_input;
    }
    for (auto const& [sub, task] : work)
        if (sub->parsed()) return run("entente " + sub->get_name(), task);
    return failed;
}

}  // namespace

int main(int argc, char** argv) {
    fill_standard_streams();
    int status = failed;
    auto const ended = run("entente", [&] { status = answer_to(argc, argv); });
    return ended == answered ? status : ended;
}
