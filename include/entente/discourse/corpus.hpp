// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/corpus.hpp
/// Statements over time: checked, in the order of their dates, with names as numbers.

#include <boost/optional.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/discourse/name_table.hpp"
#include "entente/discourse/statement.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/time.hpp"
#include "entente/positions/ids.hpp"

#if ENTENTE_DEFINES(discourse)
#include <algorithm>

#include "entente/base/finite.hpp"
#endif

namespace entente {

/// A statement of a corpus.
struct stated {
    statement_id id{};
    statement_date date{};
    boost::optional<document_id> document{};  ///< none where none is named
    speaker_id speaker{};
    actor_id actor{};  ///< on whose behalf
    issue_id issue{};
    boost::optional<double> position{};  ///< none: withheld
    double salience = 1, confidence = 1;
    std::string_view source{};  ///< lasts as long as the corpus
    std::size_t line = 0;       ///< in its file; 0: nowhere
};

/// Statements `first` up to `last`, without it, in the order of dates.
struct statement_range {
    std::size_t first = 0, last = 0;

    std::size_t size() const { return last - first; }
    bool empty() const { return first == last; }
    friend bool operator==(statement_range, statement_range) = default;
};

/// Statements that do not change, sorted by the beginning of their dates; those of one date stay in the order in which
/// they came. Copies share their data.
///
/// Statement i is `statement_id(i)`. Actors, speakers, documents and issues are numbered in the order of the bytes of
/// their names, so that results in the order of ids are sorted. An actor is whoever a statement is made on behalf of; a
/// speaker who speaks for nobody else is an actor of its own name.
///
/// Memory: 37 bytes a statement for date, document, speaker, actor, issue, position and line, 12 to find those of an
/// actor, a speaker and an issue; 8 for saliences and 8 for confidences where any is not 1, 4 for sources where there
/// are any, 4 for each further column; and every name once.
class corpus {
public:
    class builder;

    /// Of no statements.
    corpus() : data_(std::make_shared<data>()) {}

    std::size_t size() const { return data_->at.size(); }
    std::size_t actors() const { return data_->actors.size(); }
    std::size_t speakers() const { return data_->speakers.size(); }
    std::size_t documents() const { return data_->documents.size(); }
    std::size_t issues() const { return data_->issues.size(); }

    std::string const& name(actor_id a) const { return data_->actors[a.value]; }
    std::string const& name(speaker_id s) const { return data_->speakers[s.value]; }
    std::string const& name(document_id d) const { return data_->documents[d.value]; }
    std::string const& name(issue_id i) const { return data_->issues[i.value].name; }
    basic_issue<scale> const& operator[](issue_id i) const { return data_->issues[i.value]; }

    /// By name, or none. O(log names).
    boost::optional<actor_id> find_actor(std::string_view name) const;
    boost::optional<speaker_id> find_speaker(std::string_view name) const;
    boost::optional<document_id> find_document(std::string_view name) const;
    boost::optional<issue_id> find_issue(std::string_view name) const;

    /// A statement. Precondition: its number is below size(). O(1).
    stated operator[](statement_id s) const;
    /// Whether the speaker spoke for itself: has the name of the actor. O(1), but for comparing names.
    bool is_own(statement_id s) const { return name(speaker_of(s)) == name(actor_of(s)); }
    actor_id actor_of(statement_id s) const { return actor_id(data_->actor[s.value]); }
    speaker_id speaker_of(statement_id s) const { return speaker_id(data_->speaker[s.value]); }

    /// Those whose date begins within a period: [from, to). O(log statements).
    statement_range in(period const& p) const;
    statement_range all() const { return {0, size()}; }
    /// Those of an actor, of a speaker, on an issue: numbers of statements, ascending, and so in the order of dates.
    std::span<std::uint32_t const> of(actor_id a) const { return data_->by_actor.of(a.value); }
    std::span<std::uint32_t const> of(speaker_id s) const { return data_->by_speaker.of(s.value); }
    std::span<std::uint32_t const> on(issue_id i) const { return data_->by_issue.of(i.value); }

    // By number of statement, for those that go through many.
    std::span<time_point const> times() const { return data_->at; }
    std::span<date_precision const> precisions() const { return data_->precision; }
    std::span<std::uint32_t const> actor_numbers() const { return data_->actor; }
    std::span<std::uint32_t const> speaker_numbers() const { return data_->speaker; }
    std::span<std::uint32_t const> document_numbers() const { return data_->document; }  ///< `no_name` where none
    std::span<std::uint32_t const> issue_numbers() const { return data_->issue; }
    std::span<double const> positions() const { return data_->position; }  ///< NaN where withheld

    /// For numbers of names: there is none.
    static constexpr std::uint32_t no_name = static_cast<std::uint32_t>(-1);

    /// What else is known of the statements, by column: its name, and a text for each statement.
    std::size_t columns() const { return data_->columns.size(); }
    std::string const& column_name(std::size_t column) const { return data_->columns[column].name; }
    boost::optional<std::size_t> find_column(std::string_view name) const;
    /// The text of a statement in a column. Preconditions: both are there.
    std::string const& text(std::size_t column, statement_id s) const {
        auto const& c = data_->columns[column];
        return c.values[c.of[s.value]];
    }
    /// Texts of a column in the order of bytes, and the number of the text of each statement.
    std::span<std::string const> column_values(std::size_t column) const { return data_->columns[column].values; }
    std::span<std::uint32_t const> column_numbers(std::size_t column) const { return data_->columns[column].of; }
    /// The numbers of statements' sources, and their texts; both empty where no statement has a source.
    std::span<std::uint32_t const> source_numbers() const { return data_->source; }
    std::span<std::string const> sources() const { return data_->sources; }

private:
    struct column_data {
        std::string name;
        std::vector<std::string> values{};
        std::vector<std::uint32_t> of{};
    };
    struct data {
        std::vector<time_point> at{};
        std::vector<date_precision> precision{};
        std::vector<std::uint32_t> document{}, speaker{}, actor{}, issue{}, line{};
        std::vector<double> position{};
        std::vector<double> salience{}, confidence{};  // empty where all are 1
        std::vector<std::uint32_t> source{};           // empty where none has one
        std::vector<std::string> actors{}, speakers{}, documents{}, sources{};
        std::vector<basic_issue<scale>> issues{};
        std::vector<column_data> columns{};
        detail::number_index by_actor{}, by_speaker{}, by_issue{};
    };
    explicit corpus(std::shared_ptr<data const> d) : data_(std::move(d)) {}

    std::shared_ptr<data const> data_;
};

#if ENTENTE_DEFINES(discourse)

namespace detail {

template <class Id>
boost::optional<Id> place_in(std::vector<std::string> const& sorted, std::string_view name) {
    auto const at = std::lower_bound(sorted.begin(), sorted.end(), name);
    if (at == sorted.end() || *at != name) return boost::none;
    return Id(static_cast<std::size_t>(at - sorted.begin()));
}

}  // namespace detail

ENTENTE_INLINE boost::optional<actor_id> corpus::find_actor(std::string_view name) const {
    return detail::place_in<actor_id>(data_->actors, name);
}
ENTENTE_INLINE boost::optional<speaker_id> corpus::find_speaker(std::string_view name) const {
    return detail::place_in<speaker_id>(data_->speakers, name);
}
ENTENTE_INLINE boost::optional<document_id> corpus::find_document(std::string_view name) const {
    return detail::place_in<document_id>(data_->documents, name);
}
ENTENTE_INLINE boost::optional<issue_id> corpus::find_issue(std::string_view name) const {
    auto const& all = data_->issues;
    auto const at = std::lower_bound(all.begin(), all.end(), name,
                                     [](auto const& i, std::string_view text) { return i.name < text; });
    if (at == all.end() || at->name != name) return boost::none;
    return issue_id(static_cast<std::size_t>(at - all.begin()));
}
ENTENTE_INLINE boost::optional<std::size_t> corpus::find_column(std::string_view name) const {
    for (std::size_t i = 0; i < columns(); ++i)
        if (column_name(i) == name) return i;
    return boost::none;
}

ENTENTE_INLINE stated corpus::operator[](statement_id s) const {
    auto const& d = *data_;
    auto const i = s.value;
    ENTENTE_ASSERT(i < size());
    stated result;
    result.id = s;
    result.date = {d.at[i], d.precision[i]};
    if (d.document[i] != no_name) result.document = document_id(d.document[i]);
    result.speaker = speaker_id(d.speaker[i]);
    result.actor = actor_id(d.actor[i]);
    result.issue = issue_id(d.issue[i]);
    if (!detail::is_nan(d.position[i])) result.position = d.position[i];
    if (!d.salience.empty()) result.salience = d.salience[i];
    if (!d.confidence.empty()) result.confidence = d.confidence[i];
    if (!d.source.empty() && d.source[i] != no_name) result.source = d.sources[d.source[i]];
    result.line = d.line[i];
    return result;
}

ENTENTE_INLINE statement_range corpus::in(period const& p) const {
    auto const& at = data_->at;
    auto const place = [&](time_point t) {
        return static_cast<std::size_t>(std::lower_bound(at.begin(), at.end(), t) - at.begin());
    };
    auto const first = place(p.from);
    return {first, (std::max)(first, place(p.to))};
}

#endif

}  // namespace entente
