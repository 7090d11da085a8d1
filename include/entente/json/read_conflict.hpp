// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file json/read_conflict.hpp
/// Conflict models and boards of options from JSON.

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/io/source_text.hpp"
#include "entente/json/detail/document.hpp"
#include "entente/negotiation/conflict/model.hpp"
#include "entente/negotiation/dilemmas.hpp"

namespace entente::io {

namespace detail {

/// A list of names, each once, and at most so many.
inline std::vector<std::string> names_in(json_source const& from, std::string const& key, std::size_t most) {
    std::vector<std::string> names;
    auto const& list = from.member(from.root(), key, json_value::kind::list, "a list of names");
    if (list.members.size() > most)
        from.refuse(fault_code::too_large, '"' + key + "\" has more than " + std::to_string(most) + " names", {});
    for (auto const& n : list.members) {
        names.push_back(from.text(n, "a name in \"" + key + "\""));
        if (std::find(names.begin(), names.end() - 1, names.back()) != names.end() - 1)
            from.refuse(fault_code::duplicate, "\"" + key + "\" has a name twice", names.back());
    }
    return names;
}

/// Which of the parties a name is.
inline std::uint32_t party_in(json_source const& from, std::vector<std::string> const& parties, std::string const& name,
                              std::string const& what) {
    auto const at = std::find(parties.begin(), parties.end(), name);
    if (at == parties.end()) from.refuse(fault_code::unknown_name, what + " is none of the parties", name);
    return static_cast<std::uint32_t>(at - parties.begin());
}

}  // namespace detail

/// Reads the graph model of a conflict.
///
/// | key               | holds                                                                                |
/// |-------------------|--------------------------------------------------------------------------------------|
/// | `states`          | how many there are; they are numbered from 1                                         |
/// | `decision_makers` | the names of the parties                                                             |
/// | `moves`           | by party: `[[from, to], ...]`; a party that is not there makes none                  |
/// | `preference`      | by party: `[[best, tied with it], ..., [worst]]`, each state once                    |
/// | `unknown`         | by party: `[[state, state, ...], ...]`, sets of states of which no two are in known order; may be missing |
///
/// Other keys are not read. Throws io_error (syntax) with line and column for what is no JSON; otherwise with
/// the key, the party and the value: syntax for what is no such list or number, unknown_name for a missing
/// key, party or state, duplicate for a key, party or state that stands twice; and as the constructor of
/// `conflict_model`, of whose limits `states` is held to before anything of that size is made. O(text +
/// states^2 * parties / 64).
/// ```
/// auto const model = io::read_conflict_model(io::source_text::read("elmira.json"));
/// for (auto const s : find_stability(model, solution_concept::seq).equilibria()) std::cout <<
/// model.state_name(s) << '\n';
/// ```
inline conflict_model read_conflict_model(source_text const& text) {
    using json = detail::json_value;
    detail::json_source const from(text);
    auto const& root = from.root();
    auto const states = from.member(root, "states", json::kind::whole, "a whole number of states").whole;
    auto const names = detail::names_in(from, "decision_makers", conflict_model::most_parties);
    try {
        entente::detail::require_conflict_size(
            static_cast<std::size_t>((std::min)(states, std::uint64_t{conflict_model::most_pairs})), names.size());

        std::vector<conflict_party> parties;
        for (auto const& n : names) parties.push_back({n, {}, {}, {}});
        auto const each = [&](char const* key, bool required, auto&& take) {
            if (!required && !root.find(key)) return;
            auto const what = "a party in \"" + std::string(key) + '"';
            auto const& by_party = from.member(root, key, json::kind::object, "an object of parties");
            for (std::size_t i = 0; i != by_party.members.size(); ++i) {
                auto const& name = by_party.names[i];
                auto const& lists = by_party.members[i];
                auto& party = parties[detail::party_in(from, names, name, what)];
                if (lists.is != json::kind::list)
                    from.refuse(fault_code::syntax, '"' + std::string(key) + "\" of a party is a list of lists", name,
                                lists);
                for (auto const& list : lists.members) take(party, list);
            }
        };
        auto const state = [&](char const* key, std::string const& party, json const& value) {
            if (value.is != json::kind::whole && value.is != json::kind::negative)
                from.refuse(fault_code::syntax, "a state in \"" + std::string(key) + "\" is a whole number", party,
                            value);
            if (value.is != json::kind::whole || value.whole < 1 || value.whole > states)
                from.refuse(fault_code::unknown_name,
                            "a state in \"" + std::string(key) + "\" that is none from 1 to " + std::to_string(states),
                            party, value);
            return static_cast<std::uint32_t>(value.whole - 1);
        };
        auto const set = [&](char const* key, std::string const& party, json const& list) {
            if (list.is != json::kind::list)
                from.refuse(fault_code::syntax, '"' + std::string(key) + "\" of a party is a list of lists", party,
                            list);
            std::vector<std::uint32_t> of;
            for (auto const& s : list.members) of.push_back(state(key, party, s));
            return of;
        };
        each("moves", true, [&](conflict_party& p, json const& move) {
            if (move.is != json::kind::list || move.members.size() != 2)
                from.refuse(fault_code::syntax, "a move in \"moves\" is [from, to]", p.name, move);
            p.moves.emplace_back(state("moves", p.name, move.members[0]), state("moves", p.name, move.members[1]));
        });
        each("preference", true,
             [&](conflict_party& p, json const& list) { p.preference.push_back(set("preference", p.name, list)); });
        each("unknown", false,
             [&](conflict_party& p, json const& list) { p.unknown.push_back(set("unknown", p.name, list)); });
        return conflict_model(static_cast<std::size_t>(states), parties);
    } catch (error& e) {
        e.locate(from.name(), 0);
        throw;
    }
}

/// A text has a board of at most so many parties: on each option each of them has a position.
inline constexpr std::size_t most_board_parties = 1024;

/// Reads a board of options.
///
/// | key                    | holds                                                                           |
/// |------------------------|---------------------------------------------------------------------------------|
/// | `parties`              | their names                                                                     |
/// | `options`              | a list of objects with the keys below                                           |
/// | `name`, `owner`        | what it is called; a party                                                      |
/// | `position`             | by party: true, false or null (no view); a party that is not there has no view  |
/// | `intention`            | true, false or null (not said)                                                  |
/// | `doubted_by`           | parties; may be missing                                                         |
///
/// Other keys are not read. Throws io_error as `read_conflict_model`, with the option; too_large for more than
/// `most_board_parties`; and as `find_dilemmas`. O(text * parties).
inline option_board read_option_board(source_text const& text) {
    using json = detail::json_value;
    detail::json_source const from(text);
    option_board board;
    board.parties = detail::names_in(from, "parties", most_board_parties);
    auto const truth = [&](json const& value, std::string const& what, std::string const& party) {
        if (value.is == json::kind::null) return boost::optional<bool>();
        if (value.is != json::kind::truth)
            from.refuse(fault_code::syntax, what + " is true, false or null", party, value);
        return boost::optional<bool>(value.truth);
    };
    for (auto const& o : from.member(from.root(), "options", json::kind::list, "a list of options").members) {
        if (o.is != json::kind::object) from.refuse(fault_code::syntax, "an option is an object", {}, o);
        board_option option;
        option.name = from.member(o, "name", json::kind::text, "a text").text;
        try {
            auto const of = [&](char const* key) { return '"' + std::string(key) + "\" of an option"; };
            auto const party_of = [&](std::string const& name, char const* key) {
                return detail::party_in(from, board.parties, name, "a party in " + of(key));
            };
            auto const party = [&](json const& name, char const* key) {
                return party_of(from.text(name, "a party in " + of(key)), key);
            };
            option.owner = party(from.member(o, "owner", json::kind::text, "the name of a party"), "owner");
            option.position.resize(board.parties.size());
            auto const& positions = from.member(o, "position", json::kind::object, "an object of parties");
            for (std::size_t i = 0; i != positions.members.size(); ++i) {
                auto const& name = positions.names[i];
                option.position[party_of(name, "position")] = truth(positions.members[i], of("position"), name);
            }
            auto const* const intention = o.find("intention");
            if (!intention) from.refuse(fault_code::unknown_name, "the key \"intention\" is missing", {});
            option.intention = truth(*intention, of("intention"), {});
            if (o.find("doubted_by"))
                for (auto const& name : from.member(o, "doubted_by", json::kind::list, "a list of parties").members)
                    option.doubted_by.push_back(party(name, "doubted_by"));
        } catch (error& e) {
            e.attribute({.issue = option.name});
            throw;
        }
        board.options.push_back(std::move(option));
    }
    try {
        entente::detail::check_board(board);
    } catch (error& e) {
        e.locate(from.name(), 0);
        throw;
    }
    return board;
}

}  // namespace entente::io
