// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/corpus_builder.hpp
/// Makes a corpus, from statements as they come.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/name_table.hpp"
#include "entente/discourse/statement.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/scale.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <numeric>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/weight.hpp"
#include "entente/error.hpp"
#endif

namespace entente {

/// Takes statements in, each checked as it comes, and makes a corpus of them. Where something cannot be added, for lack of
/// memory too, the builder is as it was.
///
/// ```
/// corpus::builder build(scale::ordinal(-2, 2));
/// build.add({.date = date_of(2022, 1, 26), .document = "reply", .speaker = "Blinken", .on_behalf_of = "United States",
///            .issue = "open door", .position = 2});
/// auto const said = std::move(build).freeze();
/// ```
class corpus::builder {
public:
    /// Issues that are not added have the scale; without one they are refused.
    explicit builder(boost::optional<scale> default_scale = {});

    /// An issue with a scale of its own, before the first statement on it. Throws as `validate` does, and
    /// graph_error(duplicate) for a second of its name.
    void add(basic_issue<scale> i);
    /// Columns of further texts, which each statement has then. Throws error(duplicate) for a second of one name, and
    /// error(invalid_argument) after the first statement.
    void add_column(std::string name);
    /// A statement; `more` are its texts in the further columns, in their order.
    ///
    /// Throws graph_error(unknown_name) where it names neither speaker nor actor, no issue, or an issue without a
    /// scale; stance_error for a position, salience or confidence that is no number or out of range,
    /// scale_error(off_scale) for a position that the scale of the issue does not have, error(out_of_range) for a
    /// date that does not begin where its precision says or lies outside of the years 0 to 9999, and
    /// error(invalid_argument) where texts of columns are missing. The error has the line of the statement, and
    /// `ordinal`, its place among those added. Nothing is added then. Amortised O(length of its texts).
    void add(statement const& s, std::span<std::string_view const> more = {});
    std::size_t size() const { return made_.at.size(); }

    /// O(n log n) in statements, and sorts names.
    corpus freeze() &&;

private:
    /// Adds all of something, or nothing.
    template <class Add>
    void add_whole(Add const& add);
    void append(statement const& s, std::string_view actor, double position, scale const& on,
                std::span<std::string_view const> more);

    data made_{};
    boost::optional<scale> default_scale_;
    detail::name_table actors_{}, speakers_{}, documents_{}, issues_{}, sources_{};
    std::vector<detail::name_table> columns_{};
    bool any_salience_ = false, any_confidence_ = false;
};

/// A corpus of a range of statements, on issues given or on one scale. Throws as the builder does.
template <class Statements>
corpus make_corpus(Statements const& statements, boost::optional<scale> default_scale,
                   std::vector<basic_issue<scale>> issues = {}) {
    corpus::builder build(std::move(default_scale));
    for (auto& i : issues) build.add(std::move(i));
    for (auto const& s : statements) build.add(s);
    return std::move(build).freeze();
}

#if ENTENTE_DEFINES(discourse)

namespace detail {

template <class T>
void reorder(std::vector<T>& v, std::vector<std::uint32_t> const& order) {
    if (v.empty()) return;
    std::vector<T> sorted;
    sorted.reserve(v.size());
    for (auto const i : order) sorted.push_back(v[i]);
    v = std::move(sorted);
}

ENTENTE_INLINE void renumber(std::vector<std::uint32_t>& numbers, std::vector<std::uint32_t> const& place) {
    for (auto& n : numbers)
        if (n != corpus::no_name) n = place[n];
}

/// Why a date cannot be one, or null.
ENTENTE_INLINE char const* fault_of(statement_date const& d) {
    using namespace std::chrono;
    if (d.at < sys_days(year(0) / January / 1) || d.at >= sys_days(year(10000) / January / 1))
        return "a statement has a date in the years 0 to 9999";
    auto const midnight = floor<days>(d.at);
    year_month_day const on(midnight);
    bool const begins = d.precision == date_precision::time ||
                        (d.at == midnight && (d.precision == date_precision::day || on.day() == std::chrono::day(1)) &&
                         (d.precision != date_precision::year || on.month() == January));
    return begins ? nullptr : "a date that is known to the year, month or day is its beginning";
}

}  // namespace detail

ENTENTE_INLINE corpus::builder::builder(boost::optional<scale> default_scale)
    : default_scale_(std::move(default_scale)) {}

ENTENTE_INLINE void corpus::builder::add(basic_issue<scale> i) {
    validate(i);
    if (issues_.find(i.name)) throw graph_error(fault_code::duplicate, "two issues have one name", {.issue = i.name});
    add_whole([&] {
        issues_.number(i.name);
        made_.issues.push_back(std::move(i));
    });
}

ENTENTE_INLINE void corpus::builder::add_column(std::string name) {
    if (size())
        throw error(fault_code::invalid_argument, "columns are named before the first statement", {.value = name});
    for (auto const& c : made_.columns)
        if (c.name == name) throw error(fault_code::duplicate, "two columns have one name", {.value = name});
    add_whole([&] {
        made_.columns.push_back({std::move(name)});
        columns_.emplace_back();
    });
}

template <class Add>
void corpus::builder::add_whole(Add const& add) {
    auto const of_all_names = [&](auto const& call) {
        for (auto* const names : {&actors_, &speakers_, &documents_, &issues_, &sources_}) call(*names);
        for (auto& names : columns_) call(names);
    };
    std::size_t const n = size(), columns = columns_.size();
    try {
        add();
    } catch (...) {
        auto const shorten = [](auto& v, std::size_t to) {
            if (v.size() > to) v.erase(v.begin() + static_cast<std::ptrdiff_t>(to), v.end());
        };
        shorten(columns_, columns), shorten(made_.columns, columns);
        of_all_names([](auto& names) { names.forget_others(); });
        shorten(made_.issues, issues_.size());
        shorten(made_.at, n), shorten(made_.precision, n);
        for (auto* const column :
             {&made_.document, &made_.speaker, &made_.actor, &made_.issue, &made_.line, &made_.source})
            shorten(*column, n);
        for (auto* const column : {&made_.position, &made_.salience, &made_.confidence}) shorten(*column, n);
        for (auto& column : made_.columns) shorten(column.of, n);
        throw;
    }
    of_all_names([](auto& names) { names.keep(); });
}

ENTENTE_INLINE void corpus::builder::add(statement const& s, std::span<std::string_view const> more) {
    auto const& actor = s.on_behalf_of.empty() ? s.speaker : s.on_behalf_of;
    fault where{.actor = actor, .issue = s.issue, .line = s.line, .ordinal = size()};
    auto const valued = [&](double x) {
        auto f = where;
        f.value = detail::number_text(x);
        return f;
    };
    if (actor.empty()) throw graph_error(fault_code::unknown_name, "a statement needs a speaker or an actor", where);
    if (s.issue.empty()) throw graph_error(fault_code::unknown_name, "a statement needs an issue", where);
    if (auto const* const wrong = detail::fault_of(s.date)) {
        where.value = detail::time_text(s.date.at);
        throw error(fault_code::out_of_range, wrong, where);
    }
    if (!detail::is_finite(s.salience))
        throw stance_error(fault_code::not_a_number, "a salience is a finite number", valued(s.salience));
    if (s.salience < 0) throw stance_error(fault_code::negative_weight, "a salience is at least 0", valued(s.salience));
    if (!detail::is_weight(s.salience))
        throw stance_error(fault_code::out_of_range, detail::weight_too_far, valued(s.salience));
    if (!detail::is_finite(s.confidence))
        throw stance_error(fault_code::not_a_number, "a confidence is a finite number", valued(s.confidence));
    if (s.confidence < 0 || s.confidence > 1)
        throw stance_error(fault_code::out_of_range, "a confidence lies between 0 and 1", valued(s.confidence));
    if (more.size() != columns_.size())
        throw error(fault_code::invalid_argument, "a statement has a text for each further column", where);
    if (size() >= no_name || s.line >= no_name)
        throw error(fault_code::too_large, "a corpus holds fewer than 2^32 - 1 statements and lines", where);

    auto const known = issues_.find(s.issue);
    if (!known && !default_scale_)
        throw graph_error(fault_code::unknown_name, "an issue needs a scale: add the issue, or give a scale for all",
                          where);
    scale const& on = known ? made_.issues[*known].scale : *default_scale_;
    double position = std::numeric_limits<double>::quiet_NaN();
    if (!s.position.is_withheld()) {
        if (s.position.is_number()) {
            position = s.position.number();
            if (!detail::is_finite(position))
                throw stance_error(fault_code::not_a_number, "a position is a finite number", valued(position));
            if (!on.contains(position))
                throw scale_error(fault_code::off_scale, "a position must lie on the scale of its issue",
                                  valued(position));
        } else {
            auto const point = on.point_of(s.position.label());
            if (!point || !on.contains(*point)) {
                where.value = s.position.label();
                throw scale_error(fault_code::off_scale, "a position must lie on the scale of its issue", where);
            }
            position = *point;
        }
        position += 0.0;  // not -0
    }

    // From here on nothing is refused.
    add_whole([&] { append(s, actor, position, on, more); });
    any_salience_ = any_salience_ || s.salience != 1;
    any_confidence_ = any_confidence_ || s.confidence != 1;
}

ENTENTE_INLINE void corpus::builder::append(statement const& s, std::string_view actor, double position,
                                            scale const& on, std::span<std::string_view const> more) {
    auto const number = issues_.number(s.issue);
    if (number == made_.issues.size()) made_.issues.push_back({s.issue, on});
    made_.at.push_back(s.date.at);
    made_.precision.push_back(s.date.precision);
    made_.document.push_back(s.document.empty() ? no_name : documents_.number(s.document));
    made_.speaker.push_back(speakers_.number(s.speaker.empty() ? actor : std::string_view(s.speaker)));
    made_.actor.push_back(actors_.number(actor));
    made_.issue.push_back(number);
    made_.line.push_back(static_cast<std::uint32_t>(s.line));
    made_.position.push_back(position);
    made_.salience.push_back(s.salience);
    made_.confidence.push_back(s.confidence);
    made_.source.push_back(s.source.empty() ? no_name : sources_.number(s.source));
    for (std::size_t c = 0; c < columns_.size(); ++c) made_.columns[c].of.push_back(columns_[c].number(more[c]));
}

ENTENTE_INLINE corpus corpus::builder::freeze() && {
    auto& d = made_;
    auto const n = size();
    if (!any_salience_) d.salience.clear();
    if (!any_confidence_) d.confidence.clear();
    if (!sources_.size()) d.source.clear();

    std::vector<std::uint32_t> place;
    d.actors = actors_.take_sorted(place), detail::renumber(d.actor, place);
    d.speakers = speakers_.take_sorted(place), detail::renumber(d.speaker, place);
    d.documents = documents_.take_sorted(place), detail::renumber(d.document, place);
    d.sources = sources_.take_sorted(place), detail::renumber(d.source, place);
    for (std::size_t c = 0; c < columns_.size(); ++c)
        d.columns[c].values = columns_[c].take_sorted(place), detail::renumber(d.columns[c].of, place);
    issues_.take_sorted(place), detail::renumber(d.issue, place);
    std::vector<std::uint32_t> from(place.size());
    for (std::size_t i = 0; i < place.size(); ++i) from[place[i]] = static_cast<std::uint32_t>(i);
    detail::reorder(d.issues, from);

    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    if (!std::is_sorted(d.at.begin(), d.at.end()))
        std::sort(order.begin(), order.end(),
                  [&](auto a, auto b) { return d.at[a] < d.at[b] || (d.at[a] == d.at[b] && a < b); });
    detail::reorder(d.at, order), detail::reorder(d.precision, order);
    for (auto* const column : {&d.document, &d.speaker, &d.actor, &d.issue, &d.line, &d.source})
        detail::reorder(*column, order);
    for (auto* const column : {&d.position, &d.salience, &d.confidence}) detail::reorder(*column, order);
    for (auto& column : d.columns) detail::reorder(column.of, order);

    d.by_actor = {d.actor, d.actors.size()};
    d.by_speaker = {d.speaker, d.speakers.size()};
    d.by_issue = {d.issue, d.issues.size()};
    return corpus(std::make_shared<data const>(std::move(d)));
}

#endif

}  // namespace entente
