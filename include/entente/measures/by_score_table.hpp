// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/fold/measure.hpp"
#include "entente/measures/score_table.hpp"
#include "entente/measures/score_table_presets.hpp"
#include "entente/measures/statistics/tabulated_scores.hpp"
#include "entente/positions/issue_column.hpp"

namespace entente::measures {

/// How much do two actors agree, when a table says what each pair of answers scores?
///
/// Formula: sum w score(x, y) / sum w max(x), with max(x) what the first actor's answer could have scored. Range [0,
/// 1], agreement; not symmetric, unless the table is. Any level, but every issue's categories must be answers of the
/// table, or of one of several: scale_error otherwise, also when a policy for missing positions fills in a position
/// that is no answer. With `missing_policy::rated` silence scores 0 out of the points that the table gives it. None
/// where no answer could have scored anything. The tables of Wahl-O-Mat, OpenElectionCompass and SVT are
/// `table:wahl_o_mat`, `table:open_election_compass`, `table:open_election_compass_hybrid`, `table:svt_propositions`
/// and `table:svt_range`; `+` joins several; `io::read_score_table` reads others.
/// Source: the scoring of voting-advice applications; Louwerse and Rosema (2014).
struct by_score_table {
    using statistic = statistics::tabulated_scores;
    static constexpr measure_description description{
        .name = "table",
        .form = measure_form::mean,
        .argument = "preset or file",
        .formula = "sum w score(x, y) / sum w max(x)",
        .needs = level::nominal,
        .direction = orientation::agreement,
        .least = 0,
        .greatest = 1,
        .symmetric = false,
        .undefined = "no answer that could have scored",
        .source = "voting-advice applications; Louwerse and Rosema 2014",
        .also_called = "similarity matrix",
    };

    /// Each issue is scored by the first of the tables that fits it. Precondition: there is one.
    explicit by_score_table(std::vector<score_table> tables)
        : tables_(std::make_shared<std::vector<score_table> const>(std::move(tables))) {
        ENTENTE_ASSERT(!tables_->empty());
    }
    explicit by_score_table(score_table one) : by_score_table(std::vector<score_table>{std::move(one)}) {}

    /// Throws error unless the text names a preset, or several joined by `+`.
    static by_score_table parse(std::string_view text) {
        std::vector<score_table> tables;
        for (auto rest = text;;) {
            auto const plus = rest.find('+');
            auto preset = find_score_table(rest.substr(0, plus));
            if (!preset) {
                std::string names;
                for (auto const& p : score_table_presets) names += (names.empty() ? "" : ", ") + std::string(p.name);
                throw error(fault_code::unknown_name, "no table has this name; there are " + names,
                            {.value = std::string(rest.substr(0, plus))});
            }
            tables.push_back(*std::move(preset));
            if (plus == rest.npos) return by_score_table(std::move(tables));
            rest.remove_prefix(plus + 1);
        }
    }

    std::vector<score_table> const& tables() const { return *tables_; }

    /// Throws scale_error when the categories of an issue are no answers of the table, or called like others than those
    /// that they would be taken for.
    void require_scale(issue_column const& issue) const { empty({}).table_for(issue).require_labels(issue); }

    statistic empty(std::span<issue_column const>) const {
        statistic s;
        s.tables = tables_;
        return s;
    }

    boost::optional<double> operator()(statistic const& s) const {
        if (!(s.denominator > 0)) return boost::none;
        return s.score / s.denominator;
    }

private:
    std::shared_ptr<std::vector<score_table> const> tables_;
};

}  // namespace entente::measures
