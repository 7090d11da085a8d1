// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/condition_text.hpp
/// Definitions of io/condition_text.hpp.

#include <boost/optional/optional.hpp>
#include <boost/spirit/home/x3/char/char.hpp>
#include <boost/spirit/home/x3/char/char_set.hpp>
#include <boost/spirit/home/x3/char/negated_char_parser.hpp>
#include <boost/spirit/home/x3/core/parse.hpp>
#include <boost/spirit/home/x3/operator/alternative.hpp>
#include <boost/spirit/home/x3/operator/difference.hpp>
#include <boost/spirit/home/x3/operator/kleene.hpp>
#include <boost/spirit/home/x3/operator/plus.hpp>
#include <boost/spirit/home/x3/operator/sequence.hpp>
#include <boost/spirit/home/x3/string/literal_string.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "entente/config.hpp"
#include "entente/io/condition_term.hpp"

namespace entente::io {

namespace detail {

/// Each reads one part of a condition and steps behind it; false when the text does not go on so.
struct condition_parser {
    char const*& at;
    char const* const last;

    static auto in() {
        using namespace boost::spirit::x3;
        return +lit(' ') >> "in" >> *lit(' ') >> '[';
    }
    template <class Grammar>
    bool skip(Grammar const& grammar) const {
        return boost::spirit::x3::parse(at, last, grammar);
    }
    bool quoted(std::string& text) const {
        using namespace boost::spirit::x3;
        return parse(at, last, '"' >> *(('"' >> char_('"')) | ~char_('"')) >> '"', text);
    }
    bool issue(std::string& text) const {
        using namespace boost::spirit::x3;
        if (at != last && *at == '"') return quoted(text);
        return parse(at, last, +(char_ - in()), text);
    }
    bool bound(std::string& text) const {
        using namespace boost::spirit::x3;
        skip(*lit(' '));
        if (at != last && *at == '"') {
            if (!quoted(text)) return false;
        } else {
            auto const inner_blank = char_(' ') - (+lit(' ') >> (lit(',') | ']'));
            parse(at, last, *(~char_("\",[] ") | inner_blank), text);
        }
        return skip(*lit(' '));
    }
    bool term(condition_term_text& to) const {
        return issue(to.issue) && skip(in()) && bound(to.lower) && skip(boost::spirit::x3::lit(',')) &&
               bound(to.upper) && skip(boost::spirit::x3::lit(']'));
    }
};

}  // namespace detail

ENTENTE_INLINE boost::optional<std::vector<condition_term_text>> parse_condition(std::string_view text) {
    using namespace boost::spirit::x3;
    char const* at = text.data();
    detail::condition_parser const next{at, at + text.size()};
    std::vector<condition_term_text> terms;
    auto const blanks = *lit(' ');
    do {
        next.skip(blanks);
        if (!next.term(terms.emplace_back())) return boost::none;
        next.skip(blanks);
    } while (next.skip(lit('&')));
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
