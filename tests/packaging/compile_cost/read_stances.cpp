// SPDX-License-Identifier: BSL-1.0
// The default graph from files.
#include <entente/io/read_stances.hpp>

entente::stance_graph<entente::scale> read(char const* stances, char const* issues) {
    return entente::io::read_stances({.stances = stances, .issues = issues});
}
