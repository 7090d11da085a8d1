// SPDX-License-Identifier: BSL-1.0
// Any text is read, or refused as its parser says, and what was read has a text that reads back as the same.
#include <boost/optional.hpp>

#include <bit>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "entente/base/number_text.hpp"
#include "entente/error.hpp"
#include "entente/io/condition_text.hpp"
#include "entente/io/date.hpp"
#include "entente/io/number.hpp"
#include "entente/json/read_conflict.hpp"
#include "entente/io/scale_text.hpp"
#include "entente/model/time.hpp"
#include "entente/negotiation/conflict/stability.hpp"
#include "entente/negotiation/dilemmas.hpp"
#include "entente/text/option_text.hpp"
#include "entente/text/parse_measure.hpp"
#include "fuzz/targets.hpp"

namespace fuzz {
namespace {

using namespace entente;

bool same_bits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool date(std::string_view text) {
    auto const at = io::parse_date(text);
    if (!at) return false;
    auto const again = io::date_text(*at);
    if (io::parse_date(again) != at) violated("a date reads back as another", again);
    return true;
}

/// The same in another form, which the first byte chooses.
bool date_of_form(std::string_view text) {
    choices from(text);
    auto const form = static_cast<io::date_form>(from.below(7));
    if (io::parse_date_form(io::to_string(form)) != form) violated("a form of another name", io::to_string(form));
    auto const at = io::parse_date(from.rest(), form);
    if (!at) return false;
    if (io::parse_date(io::date_text(*at)) != at) violated("a date reads back as another", io::date_text(*at));
    return true;
}

/// A moment that a number of seconds names, for years that no text has too.
bool moment(std::string_view bytes) {
    std::int64_t const seconds = std::bit_cast<std::int64_t>(bits_as_number(bytes)) >> (bytes.size() % 40);
    if (std::abs(static_cast<double>(seconds)) > 8e12) return false;
    time_point const at{std::chrono::seconds(seconds)};
    auto const text = io::date_text(at);
    if (io::parse_date(text) != at) violated("a moment reads back as another", text);
    return true;
}

bool condition(std::string_view text) {
    auto const terms = io::parse_condition(text);
    if (!terms) return false;
    for (auto const& term : *terms)
        if (term.issue.empty()) return true;  // cannot be written, as condition_text says
    auto const again = io::condition_text(*terms);
    auto const read = io::parse_condition(again);
    if (!read || *read != *terms) violated("a condition reads back as another", again);
    return true;
}

/// Terms of any texts; a line each, or empty.
bool terms(std::string_view bytes) {
    std::vector<io::condition_term_text> all;
    while (!bytes.empty()) {
        auto const line = [&] {
            auto const end = bytes.find('\n');
            std::string text(bytes.substr(0, end));
            bytes.remove_prefix(end == bytes.npos ? bytes.size() : end + 1);
            return text;
        };
        auto& term = all.emplace_back();
        term.issue = line();
        term.lower = line();
        term.upper = line();
        if (term.issue.empty()) all.pop_back();
    }
    if (all.empty()) return false;
    auto const text = io::condition_text(all);
    auto const read = io::parse_condition(text);
    if (!read || *read != all) violated("terms read back as others", text);
    return true;
}

bool scale_of(std::string_view text) {
    auto const read = io::parse_scale(text);
    auto const again = io::scale_text(read);
    if (!(io::parse_scale(again) == read)) violated("a scale reads back as another", again);
    // A hundred thousand categories, of which nine bytes ask, are looked at here and there: sanitizers are slow.
    for (std::size_t k = 0, step = 1 + read.categories() / 1000; k < read.categories(); k += step) {
        if (read.category_of(read.value(k)) != boost::make_optional(k)) violated("a category is not found", again);
        if (read.position_of(read.label(k)) != boost::make_optional(read.value(k))) violated("a label is lost", again);
        if (read.point_of(read.label(k)) != boost::make_optional(read.value(k))) violated("a label is no point", again);
        if (k && !(read.value(k - 1) < read.value(k))) violated("categories out of order", again);
    }
    return true;
}

bool list(std::string_view text) {
    auto const names = io::parse_list(text);
    if (names.size() == 1 && names.front().empty()) return false;
    auto const again = io::list_text(names);
    if (io::parse_list(again) != names) violated("a list reads back as another", again);
    return true;
}

bool number(std::string_view text) {
    auto const x = io::parse_number(text);
    auto const digits = text.starts_with('+') ? text.substr(1) : text;
    double wanted = 0;
    auto const [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), wanted);
    bool const whole = status == std::errc{} && end == digits.data() + digits.size() && std::isfinite(wanted) &&
                       !digits.starts_with('+') && !(text.starts_with('+') && digits.starts_with('-'));
    if (x.has_value() != whole)
        violated(whole ? "a number is refused" : "what is no number is read", std::string(text));
    if (x && !same_bits(*x, wanted)) violated("another number", std::string(text));
    return whole;
}

/// A number of any bits as text.
bool number_written(std::string_view bytes) {
    double const x = bits_as_number(bytes);
    auto const text = detail::number_text(x), label = detail::number_label(x);
    auto const decimals = static_cast<int>(bytes.size() % 20);
    auto const fixed = detail::fixed_text(x, decimals);
    if (!std::isfinite(x)) {
        if (io::parse_number(text)) violated("what is no finite number reads as one", text);
        return false;
    }
    char printed[400];
    std::snprintf(printed, sizeof printed, "%.*f", decimals, x);
    if (fixed != printed) violated("not what printf writes", fixed + " and " + printed);
    for (auto const& each : {text, label, detail::json_number(x)}) {
        auto const read = io::parse_number(each);
        if (!read || *read != x) violated("a number reads back as another", each);
    }
    return true;
}

bool weights(std::string_view text) {
    if (to_string(parse_weighting(text)) != text) violated("weights of another name", std::string(text));
    return true;
}

bool missing(std::string_view text) {
    auto const policy = parse_missing_policy(text);
    if (!(policy.amount >= 0 && policy.amount <= 1)) violated("no share", std::string(text));
    return true;
}

bool measure(std::string_view text) {
    auto const m = parse_measure(text);
    if (m.name() != text) violated("another name", m.name());
    if (text.substr(0, text.find(':')) != m.described().name) violated("another measure", m.name());
    auto const again = parse_measure(m.name());
    if (again.facts().form != m.facts().form || again.facts().range != m.facts().range ||
        !same_bits(again.facts().exponent, m.facts().exponent))
        violated("one name, two measures", m.name());
    if (!(m.facts().range.least < m.facts().range.greatest)) violated("a measure without a range", m.name());
    return true;
}

/// A model of a conflict in JSON: who is stable by less is stable by more.
bool conflict(std::string_view text) {
    auto const model = io::read_conflict_model(io::source_text(std::string(text)));
    if (model.states() > 200) return true;
    auto const nash = find_stability(model, solution_concept::nash), gmr = find_stability(model, solution_concept::gmr),
               smr = find_stability(model, solution_concept::smr), seq = find_stability(model, solution_concept::seq);
    for (std::size_t p = 0; p < model.parties(); ++p)
        for (std::size_t s = 0; s < model.states(); ++s)
            if (nash.at(p, s) > smr.at(p, s) || smr.at(p, s) > gmr.at(p, s) || nash.at(p, s) > seq.at(p, s) ||
                seq.at(p, s) > gmr.at(p, s))
                violated("stable by less and not by more", model.party_name(p));
    return true;
}

/// A board of options in JSON: whoever has a dilemma has a way out.
bool board(std::string_view text) {
    auto const read = io::read_option_board(io::source_text(std::string(text)));
    for (auto const& d : find_dilemmas(read))
        if (ways_out(read, d).empty()) violated("a dilemma without a way out", read.options[d.option].name);
    return true;
}

}  // namespace

outcome texts(std::string_view bytes) {
    auto const run = [](char part, std::string_view text) {
        switch (part) {
        case 'd':
            return date(text);
        case 'f':
            return date_of_form(text);
        case 't':
            return moment(text);
        case 'c':
            return condition(text);
        case 'k':
            return terms(text);
        case 's':
            return scale_of(text);
        case 'l':
            return list(text);
        case 'n':
            return number(text);
        case 'b':
            return number_written(text);
        case 'w':
            return weights(text);
        case 'p':
            return missing(text);
        case 'g':
            return conflict(text);
        case 'o':
            return board(text);
        default:
            return measure(text);
        }
    };
    try {
        char const which = part("dftckslnbwpgom", bytes);
        return run(which, bytes) ? outcome::accepted : outcome::refused;
    } catch (error const& e) {
        require_showable(e.what());
        return outcome::refused;
    }
}

}  // namespace fuzz
