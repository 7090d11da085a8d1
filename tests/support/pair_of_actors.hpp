// SPDX-License-Identifier: BSL-1.0
#pragma once

// Two actors on issues of one scale, from two lists of positions; and files of other tools' answers.

#include <boost/optional.hpp>
#include <boost/optional/optional_io.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "entente/dyadic/compare.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/scale.hpp"
#include "entente/positions/position_matrix.hpp"

namespace entente_test {

using positions = std::vector<boost::optional<double>>;

inline entente::issue_column column_of(entente::scale const& s) {
    return make_issue_column(entente::basic_issue<entente::scale>{"issue", s});
}

/// A column of categories with the values given.
inline entente::issue_column column_of(entente::level measurement, std::vector<double> values) {
    entente::issue_column c;
    c.name = "issue";
    c.measurement = measurement;
    c.lower = values.front();
    c.upper = values.back();
    c.categories = std::move(values);
    return c;
}

/// Issue i is of the column's scale and has weight i of the weights, 1 where there are none.
inline entente::position_matrix pair_of_actors(entente::issue_column const& scale, positions const& x,
                                               positions const& y, std::vector<double> const& weights = {}) {
    std::vector<entente::issue_column> columns;
    std::vector<entente::cell> cells;
    for (std::size_t i = 0; i < x.size(); ++i) {
        columns.push_back(scale);
        columns.back().name = "issue " + std::to_string(i);
        if (!weights.empty()) columns.back().weight = weights[i];
        if (x[i]) cells.push_back({static_cast<std::uint32_t>(i), true, *x[i], 1, 1});
    }
    auto const middle = cells.size();
    for (std::size_t i = 0; i < y.size(); ++i)
        if (y[i]) cells.push_back({static_cast<std::uint32_t>(i), true, *y[i], 1, 1});
    std::vector<std::size_t> offsets{0, middle, cells.size()};
    return {{"first", "second"}, std::move(columns), std::move(offsets), std::move(cells)};
}

inline entente::position_matrix pair_of_actors(entente::scale const& s, positions const& x, positions const& y,
                                               std::vector<double> const& weights = {}) {
    return pair_of_actors(column_of(s), x, y, weights);
}

template <class Measure>
boost::optional<double> value_of(entente::position_matrix const& m, Measure const& measure,
                                 entente::compare_options const& o = {}) {
    return entente::compare(m, 0, 1, measure, o).value;
}

/// |a - b| as a share of the greater; differences below 1e-14 are rounding around 0.
inline double relative_error(double a, double b) {
    double const difference = std::abs(a - b);
    return difference < 1e-14 ? 0.0 : difference / std::max(std::abs(a), std::abs(b));
}

/// The path of a file of the reference, or none, after saying that the test is skipped.
inline boost::optional<std::string> reference_file(std::string const& path) {
    std::string const folder = ENTENTE_REFERENCE_DIR;
    if (!folder.empty() && std::filesystem::exists(folder + "/" + path)) return folder + "/" + path;
    MESSAGE("skipped: needs " << path << " in ENTENTE_REFERENCE_DIR");
    return boost::none;
}

/// The records of a CSV file whose quoted fields hold neither commas nor quotes.
inline std::vector<std::vector<std::string>> simple_csv(std::string const& path) {
    std::vector<std::vector<std::string>> records;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        std::vector<std::string> record;
        std::istringstream fields(line);
        for (std::string field; std::getline(fields, field, ',');) {
            std::erase_if(field, [](char c) { return c == '"' || c == '\r'; });
            record.push_back(std::move(field));
        }
        records.push_back(std::move(record));
    }
    return records;
}

}  // namespace entente_test
