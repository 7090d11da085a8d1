// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

#include "entente/dyadic/options.hpp"
#include "entente/io/csv_options.hpp"

namespace entente_compare {

/// What the command line asks for.
struct settings {
    entente::io::stance_files files;
    entente::io::csv_options csv;
    entente::compare_options compare;
    std::string scale, columns, at, format = "table";
    std::string missing = "pairwise", weights = "none", bounds, withheld, reference, power;
    std::vector<std::string> measures, pairs;
    std::size_t top = 0, threads = 1;
    bool explain = false, list_measures = false;
};

/// Runs the program; returns its exit status.
int run(settings s, std::ostream& out, std::ostream& err);

}  // namespace entente_compare
