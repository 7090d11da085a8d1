// SPDX-License-Identifier: BSL-1.0
// entente conflict: in which states of a conflict would the parties stay, from a model in JSON.

#include "conflict.hpp"

#include <boost/optional.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/json/read_conflict.hpp"
#include "entente/negotiation/conflict/stability.hpp"
#include "output.hpp"
#include "sources.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

std::vector<solution_concept> solutions_named(std::vector<std::string> const& names) {
    std::vector<solution_concept> all;
    for (auto const c : {solution_concept::nash, solution_concept::gmr, solution_concept::smr, solution_concept::seq})
        if (names.empty() || std::find(names.begin(), names.end(), to_string(c)) != names.end()) all.push_back(c);
    return all;
}

void add_solutions(command_line app, std::vector<std::string>& names) {
    app.add_option("--solution", names, "nash, gmr, smr or seq; again for more; without it all four")
        .one_of({"nash", "gmr", "smr", "seq"})
        .type_name("CONCEPT");
}

namespace {

struct settings {
    std::string model;
    std::vector<std::string> solutions;
    bool equilibria = false, witness = false;
    output_options out;
};

/// An improvement of a party and the sequence that sanctions it; or that a party is stable, having none.
struct witness_row {
    stability_row of{};
    boost::optional<std::uint32_t> improvement{};
    std::string sanction{};

    static auto fields() {
        return std::tuple_cat(
            fields_within(&witness_row::of),
            std::tuple(make_field<witness_row>("improvement", "", "state that the party would move to",
                                               [](witness_row const& r) -> boost::optional<row_id> {
                                                   if (!r.improvement) return boost::none;
                                                   return row_id{"state", *r.improvement};
                                               }),
                       make_field<witness_row>("sanction", "", "moves of the others that sanction it",
                                               &witness_row::sanction)));
    }
};

void write_witnesses(stability_table const& table,
                     io::row_writer<witness_row, std::function<std::string(row_id)>>& to) {
    auto const& model = table.model();
    for (auto const& row : table.rows()) {
        auto const all = table.sanctions(row.party, row.state);
        if (all.empty()) to.write({row, boost::none, {}});
        for (auto const& s : all) {
            std::string moves;
            for (auto const& m : s.sequence)
                moves += (moves.empty() ? "" : "; ") + model.party_name(m.party) + " to " + model.state_name(m.to);
            to.write({row, s.improvement.to, std::move(moves)});
        }
    }
}

void run(settings const& s) {
    if (s.equilibria && s.witness) refuse("--witness is of single parties: not with --equilibria");
    sources from;
    answer out(s.out);
    auto const model = io::read_conflict_model(from.read(s.model));
    std::function<std::string(row_id)> const names = [of = names_of(model)](row_id id) { return std::string(of(id)); };
    auto const each = [&](auto&& take) {
        for (auto const c : solutions_named(s.solutions)) take(find_stability(model, c));
    };
    if (s.equilibria) {
        auto to = out.rows<equilibrium_row>(names);
        each([&](stability_table const& table) {
            for (auto const& row : table.equilibrium_rows()) to.write(row);
        });
        to.finish();
    } else if (s.witness) {
        auto to = out.rows<witness_row>(names);
        each([&](stability_table const& table) { write_witnesses(table, to); });
        to.finish();
    } else {
        auto to = out.rows<stability_row>(names);
        each([&](stability_table const& table) {
            for (auto const& row : table.rows()) to.write(row);
        });
        to.finish();
    }
    out.done();
}

std::function<void()> add(command_line app) {
    auto const s = std::make_shared<settings>();
    app.add_option("model", s->model, "the model, in JSON; - is the standard input").required().type_name("FILE");
    add_solutions(app, s->solutions);
    app.add_flag("--equilibria", s->equilibria, "only whether all parties are stable");
    app.add_flag("--witness", s->witness, "each improvement of a party, and the moves of others that sanction it");
    s->out.add_options(app);
    return [s] { run(*s); };
}

}  // namespace

subcommand conflict_subcommand() {
    return {
        "conflict", "in which states of a conflict all parties would stay (graph model)",
        "model.json --solution seq --equilibria",
        "A party is stable in a state by nash: it has no move to a better one; by gmr: after each such move the others "
        "can go where it is no better off; by smr: and whence it cannot get away; by seq: by moves that are better "
        "for who makes them.\n\n"
        "The model is an object with the keys states (a number: they are 1, 2, ...), decision_makers (names), moves "
        "({party: [[from, to], ...]}), preference ({party: [[best, as good], ..., [worst]]}) and, where the order of "
        "some states is not known, unknown ({party: [[state, state], ...]}).\n\n"
        "Columns: solution,state,party,stable; with --witness also improvement,sanction; with --equilibria "
        "solution,state,equilibrium. stable and equilibrium are 1 or 0; where an order is unknown always, never or "
        "depends. Without a sanction an improvement breaks the stability.",
        add};
}

}  // namespace entente_program
