// SPDX-License-Identifier: BSL-1.0
// entente: what the library computes, for the shell. Each subcommand is a file of its name in entente/.

#include <CLI/CLI.hpp>

#include <exception>
#include <functional>
#include <iostream>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/subcommand.hpp"
#include "entente/version.hpp"

namespace {

enum exit_status { answered = 0, failed = 1, bad_input = 2 };

/// Runs a subcommand, and says what was wrong.
exit_status run(std::string const& name, std::function<void()> const& work) {
    auto const say = [&](char const* what, exit_status status) {
        std::cerr << "entente " << name << ": " << what << '\n';
        return status;
    };
    try {
        work();
        return answered;
    } catch (entente::error const& e) {
        return say(e.what(), bad_input);
    } catch (std::bad_alloc const&) {
        return say("out of memory", failed);
    } catch (std::exception const& e) {
        return say(e.what(), failed);
    }
}

}  // namespace

int main(int argc, char** argv) {
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
        sub->footer("Example:\n\n" + example + "\n\n" + (*s.footer ? s.footer + std::string("\n\n") : "") + status);
        work.emplace_back(sub, s.add(*sub));
        examples += example + '\n';
    }
    app.footer("Examples:\n\n" + examples + "\nMore: entente SUBCOMMAND --help. " + status);

    try {
        app.parse(argc, argv);
    } catch (CLI::RequiredError const& e) {
        auto const others = app.remaining();
        if (others.empty() || others.front().starts_with('-')) return app.exit(e), bad_input;
        std::cerr << "entente: " << others.front() << " is no subcommand\nRun with --help for more information.\n";
        return bad_input;
    } catch (CLI::ParseError const& e) {
        return app.exit(e) == 0 ? answered : bad_input;
    }
    for (auto const& [sub, task] : work)
        if (sub->parsed()) return run(sub->get_name(), task);
    return failed;
}
