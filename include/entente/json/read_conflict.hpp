// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file json/read_conflict.hpp
/// Conflict models and boards of options from JSON.

#include <boost/optional.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/io/source_text.hpp"
#include "entente/io/text_position.hpp"
#include "entente/negotiation/conflict/model.hpp"
#include "entente/negotiation/dilemmas.hpp"

namespace entente::io {

namespace detail {

/// A JSON text that knows what it is called, and says what is wrong with it.
class json_source {
public:
    /// Throws io_error with line and column for what is no JSON, and for a key that an object has twice.
    explicit json_source(source_text const& from) : name_(from.name()) {
        auto const text = from.text();
        std::vector<std::set<std::string>> keys;
        auto const keep = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
            using parse_event_t = nlohmann::json::parse_event_t;
            // What is read needs few; what shows a value in a message takes stack for each.
            if (depth > 64) refuse(fault_code::too_large, "lists or objects within more than 64 others", {});
            if (event == parse_event_t::object_start) keys.emplace_back();
            if (event == parse_event_t::object_end) keys.pop_back();
            if (event == parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second)
                refuse(fault_code::duplicate, "a key stands twice in one object", {}, parsed);
            return true;
        };
        try {
            root_ = nlohmann::json::parse(text.begin(), text.end(), keep);
        } catch (nlohmann::json::parse_error const& e) {
            auto const at = (std::min)(e.byte ? e.byte - 1 : 0, text.size());
            auto const place = position_in(text.data(), text.data() + at);
            io_error what(fault_code::syntax, "this is no JSON");
            what.locate(name_, place.line, place.column,
                        excerpt(text.substr(at, (std::min)(text.find('\n', at) - at, std::size_t{20}))));
            throw what;
        } catch (nlohmann::json::out_of_range const&) {
            refuse(fault_code::out_of_range, "a number that is beyond the greatest", {});
        }
        if (!root_.is_object()) refuse(fault_code::syntax, "an object is expected", {}, root_);
    }

    nlohmann::json const& root() const { return root_; }
    std::string const& name() const { return name_; }

    [[noreturn]] void refuse(fault_code code, std::string message, std::string party,
                             nlohmann::json const& value = {}) const {
        auto text =
            value.is_null() ? std::string() : value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        io_error what(code, std::move(message), {.actor = std::move(party), .value = excerpt(text)});
        what.locate(name_, 0);
        throw what;
    }
    /// A member, of a kind. Throws where it is not there, or of another kind.
    nlohmann::json const& member(nlohmann::json const& of, std::string const& key, bool (nlohmann::json::*is)() const,
                                 char const* kind, std::string const& whose = {}) const {
        auto const found = of.find(key);
        if (found == of.end()) refuse(fault_code::unknown_name, "the key \"" + key + "\" is missing", whose);
        if (!((*found).*is)()) refuse(fault_code::syntax, "\"" + key + "\" is " + kind, whose, *found);
        return *found;
    }
    std::string text(nlohmann::json const& value, std::string const& what) const {
        if (!value.is_string()) refuse(fault_code::syntax, what + " is a text", {}, value);
        return value.get<std::string>();
    }
    bool is_array(nlohmann::json const& value, std::size_t size) const {
        return value.is_array() && (!size || value.size() == size);
    }

private:
    nlohmann::json root_{};
    std::string name_;
};

/// A list of names, each once.
inline std::vector<std::string> names_in(json_source const& from, std::string const& key) {
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (auto const& n : from.member(from.root(), key, &nlohmann::json::is_array, "a list of names")) {
        names.push_back(from.text(n, "a name in \"" + key + "\""));
        if (!seen.insert(names.back()).second)
            from.refuse(fault_code::duplicate, "\"" + key + "\" has a name twice", names.back());
    }
    return names;
}

/// Which of the parties a name is.
class party_numbers {
public:
    party_numbers(json_source const& from, std::vector<std::string> const& parties) : from_(from) {
        for (std::uint32_t p = 0; p < parties.size(); ++p) numbers_.emplace(parties[p], p);
    }
    std::uint32_t operator()(std::string const& name, std::string const& what) const {
        auto const at = numbers_.find(name);
        if (at == numbers_.end()) from_.refuse(fault_code::unknown_name, what + " is none of the parties", name);
        return at->second;
    }

private:
    json_source const& from_;
    std::map<std::string, std::uint32_t> numbers_;
};

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
    using nlohmann::json;
    detail::json_source const from(text);
    auto const& root = from.root();
    auto const& count = from.member(root, "states", &json::is_number_unsigned, "a whole number of states");
    auto const states = count.get<std::uint64_t>();
    auto const names = detail::names_in(from, "decision_makers");
    try {
        entente::detail::require_conflict_size(
            static_cast<std::size_t>((std::min)(states, std::uint64_t{conflict_model::most_pairs})), names.size());

        detail::party_numbers const number_of(from, names);
        std::vector<conflict_party> parties;
        for (auto const& n : names) parties.push_back({n, {}, {}, {}});
        auto const each = [&](char const* key, bool required, auto&& take) {
            if (!required && !root.contains(key)) return;
            auto const what = "a party in \"" + std::string(key) + '"';
            for (auto const& [name, lists] : from.member(root, key, &json::is_object, "an object of parties").items()) {
                auto& party = parties[number_of(name, what)];
                if (!lists.is_array())
                    from.refuse(fault_code::syntax, '"' + std::string(key) + "\" of a party is a list of lists", name,
                                lists);
                for (auto const& list : lists) take(party, list);
            }
        };
        auto const state = [&](char const* key, std::string const& party, json const& value) {
            if (!value.is_number_unsigned() && !value.is_number_integer())
                from.refuse(fault_code::syntax, "a state in \"" + std::string(key) + "\" is a whole number", party,
                            value);
            if (!value.is_number_unsigned() || value.get<std::uint64_t>() < 1 || value.get<std::uint64_t>() > states)
                from.refuse(fault_code::unknown_name,
                            "a state in \"" + std::string(key) + "\" that is none from 1 to " + std::to_string(states),
                            party, value);
            return static_cast<std::uint32_t>(value.get<std::uint64_t>() - 1);
        };
        auto const set = [&](char const* key, std::string const& party, json const& list) {
            if (!list.is_array())
                from.refuse(fault_code::syntax, '"' + std::string(key) + "\" of a party is a list of lists", party,
                            list);
            std::vector<std::uint32_t> of;
            for (auto const& s : list) of.push_back(state(key, party, s));
            return of;
        };
        each("moves", true, [&](conflict_party& p, json const& move) {
            if (!from.is_array(move, 2))
                from.refuse(fault_code::syntax, "a move in \"moves\" is [from, to]", p.name, move);
            p.moves.emplace_back(state("moves", p.name, move[0]), state("moves", p.name, move[1]));
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
/// Other keys are not read. Throws io_error as `read_conflict_model`, with the option, too_large for more than 10^8
/// views, options times parties, and as `find_dilemmas`. O(text log parties + options * parties).
inline option_board read_option_board(source_text const& text) {
    using nlohmann::json;
    detail::json_source const from(text);
    option_board board;
    board.parties = detail::names_in(from, "parties");
    detail::party_numbers const number_of(from, board.parties);
    auto const truth = [&](json const& value, std::string const& what, std::string const& party) {
        if (value.is_null()) return boost::optional<bool>();
        if (!value.is_boolean()) from.refuse(fault_code::syntax, what + " is true, false or null", party, value);
        return boost::optional<bool>(value.get<bool>());
    };
    auto const& options = from.member(from.root(), "options", &json::is_array, "a list of options");
    // A view of each party on each option is kept, whether or not the text says one.
    constexpr std::size_t most_views = 100'000'000;
    if (!options.empty() && board.parties.size() > most_views / options.size())
        from.refuse(fault_code::too_large, "a board of more than 100,000,000 views, options times parties", {});
    for (auto const& o : options) {
        if (!o.is_object()) from.refuse(fault_code::syntax, "an option is an object", {}, o);
        board_option option;
        option.name = from.member(o, "name", &json::is_string, "a text").get<std::string>();
        try {
            auto const of = [&](char const* key) { return '"' + std::string(key) + "\" of an option"; };
            auto const party = [&](json const& name, char const* key) {
                return number_of(from.text(name, "a party in " + of(key)), "a party in " + of(key));
            };
            option.owner = party(from.member(o, "owner", &json::is_string, "the name of a party"), "owner");
            option.position.resize(board.parties.size());
            for (auto const& [name, value] :
                 from.member(o, "position", &json::is_object, "an object of parties").items())
                option.position[party(name, "position")] = truth(value, of("position"), name);
            auto const intention = o.find("intention");
            if (intention == o.end()) from.refuse(fault_code::unknown_name, "the key \"intention\" is missing", {});
            option.intention = truth(*intention, of("intention"), {});
            if (o.contains("doubted_by"))
                for (auto const& name : from.member(o, "doubted_by", &json::is_array, "a list of parties"))
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
