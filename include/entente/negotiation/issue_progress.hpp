// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file negotiation/issue_progress.hpp
/// How an issue stands among parties, and how firmly: see negotiation/progress.hpp.

#include <boost/optional.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "entente/base/field.hpp"
#include "entente/negotiation/trade.hpp"
#include "entente/negotiation/zone.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

/// How an issue stands. Of what could be said of one, the first of: blocked, undisclosed, agreed, convergent,
/// tradable, opposed.
enum class issue_standing : unsigned char {
    agreed,       ///< all hold one position
    convergent,   ///< all on the same side of the middle of the scale, or all have said what they accept, and it meets
    tradable,     ///< two could give way, one here and one on another issue, and both gain
    opposed,      ///< none of these: nothing rules out an agreement, and nothing leads to one
    blocked,      ///< red lines exclude every outcome
    undisclosed,  ///< a party declined to say, or fewer than two hold a position
};

constexpr std::string_view to_string(issue_standing s) {
    constexpr std::string_view names[] = {"agreed", "convergent", "tradable", "opposed", "blocked", "undisclosed"};
    return names[static_cast<int>(s)];
}

/// How an issue stands among parties, and why.
struct issue_progress {
    issue_id issue{};
    issue_standing standing = issue_standing::undisclosed;
    /// Whether it matters to all who have a stance on it: to each more than a share of what matters to it most.
    bool main = false;
    boost::optional<double> least{}, greatest{};  ///< position held, in the issue's units
    /// Those nearer to the least position, and as near to both; those nearer to the greatest. In the order of parties.
    std::vector<actor_id> low_side{}, high_side{};
    boost::optional<double> low_salience{}, high_salience{};  ///< mean of the side; none where nobody is on it
    std::vector<actor_id> withheld{};                         ///< who declined to say
    std::vector<actor_id> on_condition{};                     ///< whose stance hangs on what is unresolved
    zone found{};
    boost::optional<trade> best_trade{};  ///< of most gain among those about this issue, red lines kept
    std::string reason{};                 ///< for the standing, in words

    template <class Row = issue_progress>
    static auto fields() {
        return std::tuple(
            make_field<Row>("issue", "", "what is negotiated", &Row::issue),
            make_field<Row>("standing", "", "how it stands", &Row::standing),
            make_field<Row>("main", "", "whether it matters to all who have a stance", &Row::main),
            make_field<Row>("least", issue_units, "position held", &Row::least),
            make_field<Row>("greatest", issue_units, "position held", &Row::greatest),
            make_field<Row>("low_salience", "", "mean, of those nearer to the least", &Row::low_salience),
            make_field<Row>("high_salience", "", "mean, of those nearer to the greatest", &Row::high_salience),
            make_field<Row>("withheld", "parties", "that declined to say",
                            [](Row const& r) { return r.withheld.size(); }),
            make_field<Row>("on_condition", "parties", "whose stance hangs on what is unresolved",
                            [](Row const& r) { return r.on_condition.size(); }),
            make_field<Row>("reason", "", "in words", &Row::reason));
    }
};

/// Which number an answer hangs on.
enum class varied_number : unsigned char { salience, capability, position };

constexpr std::string_view to_string(varied_number n) {
    constexpr std::string_view names[] = {"salience", "capability", "position"};
    return names[static_cast<int>(n)];
}

/// A number, and from where to where nothing changes.
struct progress_range {
    varied_number varied = varied_number::salience;
    actor_id actor{};
    boost::optional<issue_id> issue{};  ///< none for a capability that holds on every issue
    boost::optional<double> value{};    ///< now; none for a position that is withheld
    boost::optional<double> lower{};    ///< the answer is the same from here on
    boost::optional<double> upper{};    ///< to here; none where there is no end
    std::string says{};                 ///< what is the answer below, above or within, in words

    template <class Row = progress_range>
    static auto fields() {
        return std::tuple(make_field<Row>("varied", "", "which number", &Row::varied),
                          make_field<Row>("actor", "", "whose", &Row::actor),
                          make_field<Row>("issue", "", "on what; everywhere where empty", &Row::issue),
                          make_field<Row>("value", "", "now", &Row::value),
                          make_field<Row>("lower", "", "the answer is the same from here", &Row::lower),
                          make_field<Row>("upper", "", "to here; without end where empty", &Row::upper),
                          make_field<Row>("says", "", "what changes, in words", &Row::says));
    }
};

/// How issues are sorted.
struct progress_options {
    /// An issue is a main one to a party where its salience is more than this share of its greatest, in [0, 1).
    double main_above = 0.5;
    double least_gain = 1e-10;  ///< trades of less gain are none
};

}  // namespace entente
