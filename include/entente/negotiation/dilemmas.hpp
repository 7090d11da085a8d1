// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/dilemmas.hpp
/// Over what that a party says it will do, or will not do, is another at odds with it, and what would end
/// that?

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"

#if ENTENTE_DEFINES(negotiation)
#include <algorithm>
#include <set>
#include <utility>

#include "entente/error.hpp"
#endif

namespace entente {

/// Something that its owner can do or not do, and what is said of it. Parties are numbers of those of the
/// board.
struct board_option {
    std::string name{};
    std::uint32_t owner = 0;
    std::vector<boost::optional<bool>> position{};  ///< by party: should it be done? none: no view
    boost::optional<bool> intention{};              ///< what the owner says it will do; none: it has not said
    std::vector<std::uint32_t> doubted_by{};        ///< parties that do not believe it
};

/// Who says what about which options.
struct option_board {
    std::vector<std::string> parties{};
    std::vector<board_option> options{};
};

enum class dilemma_kind : unsigned char {
    persuasion,  ///< the owner intends what another is against, and this one believes it: it has to persuade the owner
    rejection,   ///< the owner intends it, and is not believed: it has to make its refusal or threat credible
    trust,       ///< the owner intends what another wants, and this one does not believe it
    undeclared,  ///< the owner has not said what it will do, and another has a view
};

constexpr std::string_view to_string(dilemma_kind k) {
    constexpr std::string_view names[] = {"persuasion", "rejection", "trust", "undeclared"};
    return names[static_cast<int>(k)];
}

/// A dilemma that a party has with another over an option.
struct dilemma {
    std::uint32_t option = 0;
    dilemma_kind kind{};
    std::uint32_t who = 0, with = 0;
    friend bool operator==(dilemma const&, dilemma const&) = default;

    template <class Row = dilemma>
    static auto fields() {
        return std::tuple(make_field<Row>("option", "", "",
                                          [](Row const& d) {
                                              return row_id{"option", d.option};
                                          }),
                          make_field<Row>("kind", "", "persuasion, rejection, trust or undeclared", &Row::kind),
                          make_field<Row>("who", "", "who has it",
                                          [](Row const& d) {
                                              return row_id{"party", d.who};
                                          }),
                          make_field<Row>("with", "", "", [](Row const& d) {
                              return row_id{"party", d.with};
                          }));
    }
};

/// The dilemmas of a board: for each option and each party with a view on it that is not its owner,
///
/// | the owner says that it will      | the party believes it             | the party doubts it               |
/// |----------------------------------|-----------------------------------|-----------------------------------|
/// | go against the party's position  | persuasion, of the party          | rejection, of the owner           |
/// | act in accord with it            | none                              | trust, of the party               |
/// | nothing                          | undeclared, of the party          | undeclared, of the party          |
///
/// In the order of options, then of parties with a view. The conflict is resolved where there are none.
/// Throws graph_error for a party or option without a name or with that of another; an owner, or one who
/// doubts, that is none of the parties (unknown_name); an owner that doubts itself (self_relation), who
/// doubts twice (duplicate); error(invalid_argument) for positions of other than all parties. O(options *
/// (parties + doubts)).
/// Source: Howard (1971, 1994), metagames and drama theory; Bryant (2015), confrontation analysis.
std::vector<dilemma> find_dilemmas(option_board const& board);

namespace detail {

/// Throws for what is no board: see find_dilemmas.
void check_board(option_board const& board);

}  // namespace detail

/// What one party could change.
enum class board_change : unsigned char {
    accept,    ///< its position, to what the owner intends
    drop,      ///< its position, to no view
    agree,     ///< as owner its intention, to what the other wants
    convince,  ///< as owner nothing, but so that the other believes it
};

constexpr std::string_view to_string(board_change c) {
    constexpr std::string_view names[] = {"accept", "drop", "agree", "convince"};
    return names[static_cast<int>(c)];
}

/// A change that ends a dilemma, and the dilemmas over the same option that it begins.
struct way_out {
    board_change change{};
    std::uint32_t by = 0;
    std::vector<dilemma> opens{};
};

/// The single changes of position, intention or doubt that end a dilemma: each is made on the board, and what
/// then is there over the option and was not before is what it opens. In the order of `board_change`. An
/// option of a new kind, which may end any dilemma, is for people to find.
/// Precondition: the dilemma is one of this board. O(parties).
std::vector<way_out> ways_out(option_board const& board, dilemma const& of);

/// A way out of a dilemma as a row.
struct way_out_row {
    dilemma of{};
    way_out way{};
    std::string opens{};  ///< as text, "trust of A with B; ..."; empty where it opens none

    template <class Row = way_out_row>
    static auto fields() {
        return std::tuple_cat(fields_within(&Row::of),
                              std::tuple(make_field<Row>("change", "", "accept, drop, agree or convince",
                                                         [](Row const& r) { return r.way.change; }),
                                         make_field<Row>("by", "", "who makes it",
                                                         [](Row const& r) {
                                                             return row_id{"party", r.way.by};
                                                         }),
                                         make_field<Row>("opens", "", "dilemmas that it begins", &Row::opens)));
    }
};

/// All ways out of all dilemmas of a board. Throws as `find_dilemmas`. O(dilemmas * parties).
std::vector<way_out_row> all_ways_out(option_board const& board);

/// Gives the options and parties of rows their names. The board must outlive the function.
inline auto names_of(option_board const& board) {
    return [&board](row_id id) -> std::string_view {
        return id.kind == "party" ? board.parties[id.number] : board.options[id.number].name;
    };
}

#if ENTENTE_DEFINES(negotiation)

namespace detail {

ENTENTE_INLINE void check_board(option_board const& board) {
    auto const count = board.parties.size();
    std::set<std::string_view> parties, options;
    for (auto const& party : board.parties) {
        if (party.empty()) throw graph_error(fault_code::unknown_name, "a party needs a name");
        if (!parties.insert(party).second)
            throw graph_error(fault_code::duplicate, "two parties of one name", {.actor = party});
    }
    auto const number = [](std::uint32_t p) { return '#' + std::to_string(p); };
    std::vector<std::size_t> doubts(count, 0);  // the option that a party was last seen to doubt, from 1
    for (std::size_t o = 0; o < board.options.size(); ++o) {
        auto const& option = board.options[o];
        if (option.name.empty()) throw graph_error(fault_code::unknown_name, "an option needs a name");
        if (!options.insert(option.name).second)
            throw graph_error(fault_code::duplicate, "two options of one name", {.issue = option.name});
        if (option.owner >= count)
            throw graph_error(fault_code::unknown_name, "the owner of an option is none of the parties",
                              {.issue = option.name, .value = number(option.owner)});
        if (option.position.size() != count)
            throw error(fault_code::invalid_argument, "every party has a position on an option, or no view",
                        {.issue = option.name, .value = std::to_string(option.position.size())});
        for (auto const who : option.doubted_by) {
            if (who >= count)
                throw graph_error(fault_code::unknown_name, "who doubts an intention is none of the parties",
                                  {.issue = option.name, .value = number(who)});
            if (who == option.owner)
                throw graph_error(fault_code::self_relation, "an owner does not doubt what it says itself",
                                  {.actor = board.parties[who], .issue = option.name});
            if (std::exchange(doubts[who], o + 1) == o + 1)
                throw graph_error(fault_code::duplicate, "a party doubts an intention once",
                                  {.actor = board.parties[who], .issue = option.name});
        }
    }
}

/// The dilemmas over one option.
ENTENTE_INLINE void append_dilemmas(board_option const& o, std::uint32_t number, std::vector<dilemma>& to) {
    std::vector<bool> doubts(o.position.size(), false);
    for (auto const who : o.doubted_by) doubts[who] = true;
    for (std::uint32_t a = 0; a < o.position.size(); ++a) {
        if (a == o.owner || !o.position[a]) continue;
        bool const doubted = doubts[a];
        if (!o.intention)
            to.push_back({number, dilemma_kind::undeclared, a, o.owner});
        else if (*o.intention == *o.position[a]) {
            if (doubted) to.push_back({number, dilemma_kind::trust, a, o.owner});
        } else if (doubted)
            to.push_back({number, dilemma_kind::rejection, o.owner, a});
        else
            to.push_back({number, dilemma_kind::persuasion, a, o.owner});
    }
}

}  // namespace detail

ENTENTE_INLINE std::vector<dilemma> find_dilemmas(option_board const& board) {
    detail::check_board(board);
    std::vector<dilemma> all;
    for (std::uint32_t o = 0; o < board.options.size(); ++o) detail::append_dilemmas(board.options[o], o, all);
    return all;
}

ENTENTE_INLINE std::vector<way_out> ways_out(option_board const& board, dilemma const& of) {
    auto const& option = board.options[of.option];
    auto const other = of.who == option.owner ? of.with : of.who;  // who has the view
    std::vector<dilemma> before;
    detail::append_dilemmas(option, of.option, before);
    // Who has a view has one dilemma over an option at most: what was there is found by whose view it is about.
    auto const view_of = [&](dilemma const& d) { return d.who == option.owner ? d.with : d.who; };
    std::vector<dilemma const*> of_view(option.position.size(), nullptr);
    for (auto const& d : before) of_view[view_of(d)] = &d;
    std::vector<way_out> ways;
    auto const attempt = [&](board_change change, std::uint32_t by, board_option const& changed) {
        std::vector<dilemma> after;
        detail::append_dilemmas(changed, of.option, after);
        if (std::find(after.begin(), after.end(), of) != after.end()) return;
        way_out way{change, by, {}};
        for (auto const& d : after)
            if (auto const* const was = of_view[view_of(d)]; !was || !(*was == d)) way.opens.push_back(d);
        ways.push_back(std::move(way));
    };
    auto changed = option;
    if (option.intention) {
        changed.position[other] = option.intention;
        attempt(board_change::accept, other, changed);
    }
    changed = option;
    changed.position[other] = boost::none;
    attempt(board_change::drop, other, changed);
    changed = option;
    changed.intention = option.position[other];
    attempt(board_change::agree, option.owner, changed);
    changed = option;
    changed.doubted_by.erase(std::remove(changed.doubted_by.begin(), changed.doubted_by.end(), other),
                             changed.doubted_by.end());
    attempt(board_change::convince, option.owner, changed);
    return ways;
}

ENTENTE_INLINE std::vector<way_out_row> all_ways_out(option_board const& board) {
    std::vector<way_out_row> rows;
    for (auto const& d : find_dilemmas(board))
        for (auto& way : ways_out(board, d)) {
            std::string opens;
            for (auto const& o : way.opens)
                opens += (opens.empty() ? "" : "; ") + std::string(to_string(o.kind)) + " of " + board.parties[o.who] +
                         " with " + board.parties[o.with];
            rows.push_back({d, std::move(way), std::move(opens)});
        }
    return rows;
}

#endif

}  // namespace entente
