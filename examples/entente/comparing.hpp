// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/optional.hpp>

#include <cstddef>
#include <string>
#include <vector>

#include "command_line.hpp"
#include "entente/dyadic/options.hpp"
#include "entente/positions/ids.hpp"
#include "entente/text/any_measure.hpp"
#include "input.hpp"
#include "sources.hpp"

namespace entente_program {

/// What every subcommand that compares actors asks: by which measures, and how.
class comparing {
public:
    /// Without a file of power where the option means something else.
    void add_options(command_line app, bool with_power = true);
    /// Throws entente::error for options that have no meaning.
    entente::compare_options options() const;
    /// The measures asked for, city_block if none is. Throws entente::error, for one that is named twice too.
    std::vector<entente::any_measure> measures(graph const& g, entente::position_matrix& matrix, sources& from) const;

private:
    std::vector<double> power_of_actors(graph const& g, entente::position_matrix const& matrix, sources& from) const;

    std::vector<std::string> measures_;
    std::string power_, missing_ = "pairwise", weights_ = "none";
    std::size_t min_overlap_ = 1;
    bool confidence_ = false;
};

/// Which pairs are compared: all, some by name, or one actor with all others.
class selection {
public:
    struct pair {
        entente::actor_id first, second;
    };

    void add_options(command_line app);
    /// Throws entente::error for options that do not go together; `ranked`: whether pairs are put in an order.
    void check(bool ranked) const;
    /// The pairs asked for by name. Throws entente::error for what is no pair of known actors, or named twice.
    std::vector<pair> pairs(graph const& g) const;
    boost::optional<entente::actor_id> reference(graph const& g) const;
    /// 0: all of them.
    std::size_t top() const { return top_; }

private:
    std::vector<std::string> pairs_;
    std::string reference_;
    std::size_t top_ = 0;
};

}  // namespace entente_program
