// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/csv_grammar.hpp
/// The grammar behind io/csv_grammar.hpp.

#include <boost/spirit/home/x3/auxiliary/attr.hpp>
#include <boost/spirit/home/x3/auxiliary/eoi.hpp>
#include <boost/spirit/home/x3/char/char.hpp>
#include <boost/spirit/home/x3/char/char_set.hpp>
#include <boost/spirit/home/x3/char/negated_char_parser.hpp>
#include <boost/spirit/home/x3/core/action.hpp>
#include <boost/spirit/home/x3/core/parse.hpp>
#include <boost/spirit/home/x3/directive/expect.hpp>
#include <boost/spirit/home/x3/directive/raw.hpp>
#include <boost/spirit/home/x3/directive/with.hpp>
#include <boost/spirit/home/x3/operator/alternative.hpp>
#include <boost/spirit/home/x3/operator/kleene.hpp>
#include <boost/spirit/home/x3/operator/list.hpp>
#include <boost/spirit/home/x3/operator/optional.hpp>
#include <boost/spirit/home/x3/operator/sequence.hpp>
#include <boost/spirit/home/x3/string/literal_string.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/config.hpp"
#include "entente/io/detail/csv_field.hpp"

namespace entente::io::detail {

struct csv_fields_tag;

template <bool Quoted>
struct add_csv_field {
    template <class Context>
    void operator()(Context const& context) const {
        auto const& range = boost::spirit::x3::_attr(context);
        std::string_view const text(range.begin(), range.size());
        boost::spirit::x3::get<csv_fields_tag>(context).get().push_back({text, text, Quoted});
    }
};

ENTENTE_INLINE char const* parse_csv_record(char const*& next, char const* last, std::vector<csv_field>& fields) {
    using namespace boost::spirit::x3;
    static auto const escaped = ('"' >> raw[*(~char_('"') | "\"\"")][add_csv_field<true>{}]) > '"';
    static auto const plain = raw[*~char_("\",\r\n")][add_csv_field<false>{}];
    static auto const line_end = (-lit('\r') >> '\n') | eoi;
    static auto const record = ((escaped | plain) % ',') > line_end;
    try {
        parse(next, last, with<csv_fields_tag>(std::ref(fields))[record]);
    } catch (expectation_failure<char const*> const& failure) {
        return failure.where();
    }
    return nullptr;
}

ENTENTE_INLINE void append_unescaped(std::string_view raw_text, std::string& text) {
    using namespace boost::spirit::x3;
    static auto const unescaped = *(~char_('"') | ("\"\"" >> attr('"')));
    parse(raw_text.begin(), raw_text.end(), unescaped, text);
}

}  // namespace entente::io::detail
