// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/condition_text.hpp
/// Definitions of io/condition_text.hpp.

#include <boost/optional/optional.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "entente/config.hpp"
#include "entente/io/condition_term.hpp"

namespace entente::io {

namespace detail {

/// Each reads one part of a condition and steps behind it; false when the text does not go on so. No character is looked
/// at more than a few times, whatever runs of blanks there are.
struct condition_parser {
    char const*& at;
    char const* const last;

    void blanks() const { at = after_blanks(at); }
    bool skip(char c) const {
        if (at == last || *at != c) return false;
        ++at;
        return true;
    }
    /// ` in [`
    bool in() const {
        auto const end = in_at(at);
        if (end) at = end;
        return end;
    }
    bool quoted(std::string& text) const {
        for (++at; at != last; ++at) {
            if (*at == '"' && (++at == last || *at != '"')) return true;  // a quote inside is doubled
            text += *at;
        }
        return false;
    }
    bool issue(std::string& text) const {
        if (at != last && *at == '"') return quoted(text);
        while (at != last) {
            auto const word = after_blanks(at);
            if (word != at && in_at(at, word)) break;
            if (word == at)
                ++at, text += at[-1];
            else
                text.append(at, word), at = word;
        }
        return !text.empty();
    }
    bool bound(std::string& text) const {
        blanks();
        if (at != last && *at == '"') {
            if (!quoted(text)) return false;
            blanks();
            return true;
        }
        while (at != last && !is_one_of(*at, "\",[]")) {
            auto const word = after_blanks(at);
            if (word == last || is_one_of(*word, ",]")) break;  // the blanks behind it are not of it
            if (word == at)
                ++at, text += at[-1];
            else
                text.append(at, word), at = word;
        }
        blanks();
        return true;
    }
    bool term(condition_term_text& to) const {
        return issue(to.issue) && in() && bound(to.lower) && skip(',') && bound(to.upper) && skip(']');
    }

private:
    static bool is_one_of(char c, std::string_view all) { return all.find(c) != all.npos; }
    char const* after_blanks(char const* from) const {
        while (from != last && *from == ' ') ++from;
        return from;
    }
    /// Behind ` in [`, which begins with the blanks before `word`; null where it does not stand there.
    char const* in_at(char const* from) const { return in_at(from, after_blanks(from)); }
    char const* in_at(char const* from, char const* word) const {
        if (word == from || last - word < 2 || word[0] != 'i' || word[1] != 'n') return nullptr;
        word = after_blanks(word + 2);
        return word != last && *word == '[' ? word + 1 : nullptr;
    }
};

}  // namespace detail

ENTENTE_INLINE boost::optional<std::vector<condition_term_text>> parse_condition(std::string_view text) {
    char const* at = text.data();
    detail::condition_parser const next{at, at + text.size()};
    std::vector<condition_term_text> terms;
    do {
        next.blanks();
        if (!next.term(terms.emplace_back())) return boost::none;
        next.blanks();
    } while (next.skip('&'));
    if (at != next.last) return boost::none;
    return terms;
}

ENTENTE_INLINE std::string condition_text(std::vector<condition_term_text> const& terms) {
    auto const append = [](std::string& text, std::string const& word, bool plain) {
        if (plain && !word.starts_with('"') && !word.starts_with(' ') && !word.ends_with(' ')) {
            text += word;
            return;
        }
        text += '"';
        for (char const c : word) text.append(c == '"' ? 2 : 1, c);
        text += '"';
    };
    std::string text;
    for (auto const& term : terms) {
        if (!text.empty()) text += " & ";
        append(text, term.issue, term.issue.find('[') == term.issue.npos);
        text += " in [";
        append(text, term.lower, term.lower.find_first_of("\",[]") == term.lower.npos);
        text += ',';
        append(text, term.upper, term.upper.find_first_of("\",[]") == term.upper.npos);
        text += ']';
    }
    return text;
}

}  // namespace entente::io
