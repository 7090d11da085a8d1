// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/condition_text.hpp
/// Definitions of io/condition_text.hpp.

#include <boost/optional/optional.hpp>
#include <boost/spirit/home/x3/auxiliary/eoi.hpp>
#include <boost/spirit/home/x3/auxiliary/eps.hpp>
#include <boost/spirit/home/x3/char/char.hpp>
#include <boost/spirit/home/x3/char/char_set.hpp>
#include <boost/spirit/home/x3/char/negated_char_parser.hpp>
#include <boost/spirit/home/x3/core/action.hpp>
#include <boost/spirit/home/x3/core/parse.hpp>
#include <boost/spirit/home/x3/operator/alternative.hpp>
#include <boost/spirit/home/x3/operator/difference.hpp>
#include <boost/spirit/home/x3/operator/kleene.hpp>
#include <boost/spirit/home/x3/operator/list.hpp>
#include <boost/spirit/home/x3/operator/not_predicate.hpp>
#include <boost/spirit/home/x3/operator/plus.hpp>
#include <boost/spirit/home/x3/operator/sequence.hpp>
#include <boost/spirit/home/x3/string/literal_string.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "entente/config.hpp"
#include "entente/io/condition_term.hpp"

namespace entente::io {

ENTENTE_INLINE boost::optional<std::vector<condition_term_text>> parse_condition(std::string_view text) {
    namespace x3 = boost::spirit::x3;
    std::vector<condition_term_text> terms;
    std::string* part = nullptr;
    auto const open = [&](auto&) { part = &terms.emplace_back().issue; };
    auto const to_lower = [&](auto&) { part = &terms.back().lower; };
    auto const to_upper = [&](auto&) { part = &terms.back().upper; };
    auto const append = [&](auto& context) { *part += x3::_attr(context); };

    auto const blanks = *x3::lit(' ');
    auto const quoted = '"' >> *((x3::lit('"') >> x3::char_('"')[append]) | (~x3::char_('"'))[append]) >> '"';
    auto const in = +x3::lit(' ') >> "in" >> blanks >> '[';
    auto const issue = x3::eps[open] >> (quoted | (!x3::lit('"') >> +(x3::char_ - in)[append]));
    auto const inner_blank = x3::char_(' ') - (blanks >> (x3::lit(',') | ']'));
    auto const bound = blanks >> (quoted | *((~x3::char_("\",[] "))[append] | inner_blank[append])) >> blanks;
    auto const term = issue >> in >> x3::eps[to_lower] >> bound >> ',' >> x3::eps[to_upper] >> bound >> ']';
    auto const condition = blanks >> term % (blanks >> '&' >> blanks) >> blanks >> x3::eoi;
    if (!x3::parse(text.begin(), text.end(), condition)) return boost::none;
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
