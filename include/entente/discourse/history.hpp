// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file discourse/history.hpp
/// What an actor said on an issue over time, and where it changed.

#include <boost/optional.hpp>

#include <string>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/config.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/statement.hpp"
#include "entente/model/time.hpp"
#include "entente/positions/ids.hpp"

#if ENTENTE_DEFINES(discourse)
#include <cstddef>
#include <cstdint>

#include "entente/model/level.hpp"
#endif

namespace entente {

/// A statement in the history of an actor's position on an issue.
struct history_entry {
    statement_date date{};
    statement_id statement{};
    speaker_id speaker{};
    boost::optional<document_id> document{};
    boost::optional<double> position{};  ///< none: withheld
    /// What the actor held before the date: the position of its last earlier date with one. None where there is none,
    /// or where statements of that date differ.
    boost::optional<double> before{};
    bool changed = false;  ///< whether the position is another than the one before
    /// The position less the one before, in units of the issue; none where either is not there, and on a nominal scale.
    boost::optional<double> change{};
    boost::optional<double> share{};  ///< the size of the change as a share of the scale, in [0, 1]
    bool contested = false;           ///< another statement of the date has another position

    std::string date_text() const { return date.text(); }

    template <class Row = history_entry>
    static auto fields() {
        return std::tuple(
            make_field<Row>("date", "", "when, as far as it is known", &Row::date_text),
            make_field<Row>("speaker", "", "who said so", &Row::speaker),
            make_field<Row>("document", "", "where", &Row::document),
            make_field<Row>("position", "units of the issue", "none where withheld", &Row::position),
            make_field<Row>("before", "units of the issue", "what was held before the date", &Row::before),
            make_field<Row>("changed", "", "whether the position is another than before", &Row::changed),
            make_field<Row>("change", "units of the issue", "the position less the one before", &Row::change),
            make_field<Row>("share", "share of the scale", "the size of the change", &Row::share),
            make_field<Row>("contested", "", "whether another statement of the date differs", &Row::contested),
            make_field<Row>("statement", "", "which statement", &Row::statement));
    }
};

/// What was said on an actor's behalf on an issue, in the order of dates, with each change, its size and date.
///
/// A withheld statement changes nothing, and takes nothing back. Preconditions: the ids are of the corpus. Empty where
/// nothing was said. O(statements of the actor).
/// ```
/// for (auto const& h : history(said, *said.find_actor("United States"), *said.find_issue("indivisible security")))
///     if (h.changed) std::cout << h.date.text() << ": " << *h.change << '\n';
/// ```
std::vector<history_entry> history(corpus const& said, actor_id actor, issue_id issue, period const& window = {});

#if ENTENTE_DEFINES(discourse)

ENTENTE_INLINE std::vector<history_entry> history(corpus const& said, actor_id actor, issue_id issue,
                                                  period const& window) {
    auto const& scale = said[issue].scale;
    bool const counts = scale.measurement() != level::nominal;
    std::vector<history_entry> all;
    boost::optional<double> before;
    // Those of one date: what was held before is the same for all of them.
    auto const end_date = [&](std::size_t first) {
        boost::optional<double> held;
        bool differ = false;
        for (auto i = first; i < all.size(); ++i) {
            auto const& x = all[i].position;
            differ = differ || (x && held && *x != *held);
            if (x) held = x;
        }
        for (auto i = first; i < all.size(); ++i) {
            auto& h = all[i];
            h.before = before;
            if (!h.position) continue;
            h.contested = differ;
            if (!before) continue;
            h.changed = *h.position != *before;
            if (!counts) continue;
            h.change = *h.position - *before;
            h.share = (*h.change < 0 ? -*h.change : *h.change) / (scale.upper() - scale.lower());
        }
        if (differ)
            before = boost::none;
        else if (held)
            before = held;
    };
    std::size_t first = 0;
    for (auto const number : said.of(actor)) {
        auto const s = said[statement_id(number)];
        if (s.issue != issue || !window.contains(s.date.at)) continue;
        if (first < all.size() && all[first].date.at != s.date.at) {
            end_date(first);
            first = all.size();
        }
        all.push_back({s.date, s.id, s.speaker, s.document, s.position});
    }
    end_date(first);
    return all;
}

#endif

}  // namespace entente
