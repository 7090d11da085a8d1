// SPDX-License-Identifier: BSL-1.0
#include "comparing.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "entente/error.hpp"
#include "entente/text/option_text.hpp"
#include "measures.hpp"
#include "names.hpp"
#include "power.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

void comparing::add_options(command_line app, bool with_power) {
    app.add_option("--measure", measures_, "NAME or NAME:ARGUMENT, again for more; see --list-measures")
        .type_name("MEASURE")
        .again()
        .default_str("city_block");
    if (with_power)
        app.add_option("--power", power_, "CSV file: actor,power; for convergence:3 and divergence:3")
            .type_name("FILE");
    app.add_option("--missing", missing_,
                   "missing positions: pairwise, neutral, opposite_extreme, expected, rated, penalty:X; with :second, "
                   "fill in for the second only")
        .type_name("POLICY")
        .default_str("pairwise");
    app.add_count("--min-overlap", min_overlap_, "fewer shared issues than this: undefined").default_str("1");
    app.add_option("--weights", weights_, "none, issue, or the salience of: first, second, mean, product, min, max")
        .type_name("WEIGHTS")
        .default_str("none");
    app.add_flag("--confidence", confidence_, "weigh by the confidence of both stances too");
}

compare_options comparing::options() const {
    compare_options o;
    o.missing = parse_missing_policy(missing_);
    o.weights = parse_weighting(weights_);
    o.min_overlap = min_overlap_;
    o.weigh_confidence = confidence_;
    return o;
}

std::vector<any_measure> comparing::measures(graph const& g, position_matrix& matrix, sources& from) const {
    std::vector<double> power;
    if (!power_.empty()) power = power_of_actors(g, matrix, from);
    if (!power.empty()) matrix = matrix.with_actor_weights(power);
    bool known = !power.empty(), used = false;
    for (std::size_t a = 0; a < matrix.actors(); ++a)
        known = known || matrix.weight(a) != 1;  // capabilities are powers
    auto const power_for = [&](std::string const& measure) {
        if (!known) refuse("the measure weighs by the power of the actors: give it by --power", measure);
        used = true;
    };
    std::vector<any_measure> found;
    for (auto const& text : measures_) {
        if (std::count(measures_.begin(), measures_.end(), text) > 1) refuse("the measure is named twice", text);
        found.push_back(find_measure(text, power_for, from));
    }
    if (measures_.empty()) found.push_back(find_measure("city_block", power_for, from));
    if (!power.empty() && !used) refuse("--power is for the measures convergence:3 and divergence:3");
    return found;
}

/// The power of each actor: of all that have a stance, or are given one by the policy for missing positions; what
/// others have does not matter.
std::vector<double> comparing::power_of_actors(graph const& g, position_matrix const& matrix, sources& from) const {
    auto const found =
        read_power(power_, from, g.size<actor>(), [&](std::string const& name) -> boost::optional<std::size_t> {
            auto const a = g.find<actor>(name);
            if (!a) return boost::none;
            return a->value;
        });
    bool const filled_in = options().missing.what != missing_policy::rule::pairwise;
    for (std::size_t a = 0; a < matrix.actors(); ++a)
        if (!found[a] && (filled_in || !matrix.row(a).empty()))
            throw io_error(fault_code::unknown_name, "the file gives this actor no power",
                           {.actor = std::string(matrix.actor_name(a)), .file = power_});
    std::vector<double> power;
    for (auto const& p : found) power.push_back(p.value_or(0));
    return power;
}

void selection::add_options(command_line app) {
    app.add_option("--pair", pairs_, "only this pair, A,B; again for more").type_name("A,B").again();
    app.add_option("--reference", reference_, "only this actor with all others, nearest first").type_name("ACTOR");
    app.add_count("--top", top_, "only the nearest K").check([](std::string const& k) {
        return k == "0" ? std::string("a whole number of at least 1 was expected, not 0") : std::string();
    });
}

void selection::check(bool ranked) const {
    if (top_ && reference_.empty() && !ranked) refuse("--top is of a ranking: give --reference or --rank-by");
    if (!pairs_.empty() && !reference_.empty()) refuse("give --pair or --reference, not both");
}

std::vector<selection::pair> selection::pairs(graph const& g) const {
    std::vector<pair> found;
    for (auto const& text : pairs_) {
        auto const names = split(text);
        if (names.size() != 2) refuse("a pair is written A,B", text);
        found.push_back({find_actor(g, names[0]), find_actor(g, names[1])});
        auto const& [a, b] = found.back();
        if (a == b) refuse("a pair is of two different actors", text);
        for (std::size_t i = 0; i + 1 < found.size(); ++i)
            if (found[i].first == a && found[i].second == b) refuse("the pair is named twice", text);
    }
    return found;
}

boost::optional<actor_id> selection::reference(graph const& g) const {
    if (reference_.empty()) return boost::none;
    return find_actor(g, reference_);
}

}  // namespace entente_program
