// SPDX-License-Identifier: BSL-1.0
// entente completion: what a shell needs to complete command lines, made from the options themselves.

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/dyadic/options.hpp"
#include "measures.hpp"
#include "output.hpp"
#include "subcommand.hpp"

namespace entente_program {
namespace {

using entente::weighting;

/// The words that a value of a type can be; none where it can be any.
std::vector<std::string> words_of_type(std::string_view type) {
    std::vector<std::string> words;
    if (auto const open = type.find('{'); open != type.npos) {  // the choices of an option, as CLI11 lists them
        auto const close = type.find('}', open);
        for (auto rest = type.substr(open + 1, close - open - 1); !rest.empty();) {
            auto const comma = rest.find(',');
            words.emplace_back(rest.substr(0, comma));
            rest = comma == rest.npos ? std::string_view() : rest.substr(comma + 1);
        }
    } else if (type == "MEASURE") {
        for (auto const& d : list_measures()) words.emplace_back(d.name);
    } else if (type == "WEIGHTS") {
        for (auto w : {weighting::none, weighting::issue, weighting::first, weighting::second, weighting::mean,
                       weighting::product, weighting::min, weighting::max})
            words.emplace_back(to_string(w));
    } else if (type == "POLICY") {
        words = {"pairwise", "neutral", "opposite_extreme", "expected", "rated", "penalty:"};
    }
    return words;
}

std::string joined(std::vector<std::string> const& words, char const* between = " ") {
    std::string all;
    for (auto const& w : words) all += (all.empty() ? "" : between) + w;
    return all;
}

std::vector<std::string> names_of_option(CLI::Option const& o) {
    std::vector<std::string> names;
    for (auto const& n : o.get_snames()) names.push_back("-" + n);
    for (auto const& n : o.get_lnames()) names.push_back("--" + n);
    return names;
}

/// What stands behind an option: nothing, a file, some words, or anything at all.
std::string action_for(CLI::Option const& o) {
    auto const type = o.get_type_name();
    if (type == "FILE") return "files=1";
    return "words='" + joined(words_of_type(type)) + "'";
}

std::string cases_of(CLI::App const& app, std::string const& indent) {
    std::vector<std::string> all;
    std::string cases, rest = "words=";
    for (auto const* o : app.get_options()) {
        auto const names = names_of_option(*o);
        if (names.empty()) {
            rest = action_for(*o);
            continue;
        }
        all.insert(all.end(), names.begin(), names.end());
        if (o->get_items_expected_max() > 0) cases += indent + joined(names, "|") + ") " + action_for(*o) + " ;;\n";
    }
    for (auto const* sub : app.get_subcommands([](CLI::App const*) { return true; }))
        rest += (rest.back() == '=' ? "'" : " ") + sub->get_name();
    if (!app.get_subcommands([](CLI::App const*) { return true; }).empty()) rest += "'";
    return cases + indent + "*) case $current in -*) words='" + joined(all) + "' ;; *) " + rest + " ;; esac ;;\n";
}

std::string bash_completion(CLI::App const& app) {
    auto const subcommands = app.get_subcommands([](CLI::App const*) { return true; });
    std::vector<std::string> names;
    std::string cases;
    for (auto const* sub : subcommands) {
        names.push_back(sub->get_name());
        cases += "    " + sub->get_name() + ")\n        case $previous in\n" + cases_of(*sub, "        ") +
                 "        esac ;;\n";
    }
    return "# Completes the command lines of entente in bash. Made by: entente completion bash\n"
           "_entente() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} subcommand= words= files= "
           "i\n"
           "    if [[ $current == '=' ]]; then current=\n"
           "    elif [[ $previous == '=' ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}\n"
           "    fi\n"
           "    for ((i = 1; i < COMP_CWORD; ++i)); do\n"
           "        case ${COMP_WORDS[i]} in " +
           joined(names, "|") +
           ") subcommand=${COMP_WORDS[i]}; break ;; esac\n"
           "    done\n"
           "    case $subcommand in\n" +
           cases + "    *)\n        case $previous in\n" + cases_of(app, "        ") +
           "        esac ;;\n"
           "    esac\n"
           "    if [[ $files ]]; then\n"
           "        compopt -o filenames 2>/dev/null\n"
           "        mapfile -t COMPREPLY <<< \"$(compgen -f -- \"$current\")\"\n"
           "    else\n"
           "        mapfile -t COMPREPLY <<< \"$(compgen -W \"$words\" -- \"$current\")\"\n"
           "    fi\n"
           "    [[ ${COMPREPLY[0]} ]] || COMPREPLY=()\n"  // of nothing, a line of nothing was read
           "}\n"
           "complete -F _entente entente\n";
}

struct settings {
    std::string shell;
    output_options out;
};

std::function<void()> add(command_line app) {
    auto const s = std::make_shared<settings>();
    app.add_option("shell", s->shell, "the shell to complete in").one_of({"bash"}).required();
    add_output_file(app, s->out.file);
    return [s, app] {
        output_file out(s->out.file);
        out.stream() << bash_completion(*app.app().get_parent());
        out.commit();
    };
}

}  // namespace

subcommand completion_subcommand() {
    return {"completion", "a script that completes command lines in a shell",
            "bash -o ~/.local/share/bash-completion/completions/entente",
            "For this shell alone:\n\n  source <(entente completion bash)", add};
}

}  // namespace entente_program
