// SPDX-License-Identifier: BSL-1.0
// Names of members of the library's nouns, options and results stay usable in templates after
// `using namespace entente`: in `l.issue < r.issue` with a dependent `l`, a class template `issue`
// that can be seen would be taken, and `<` for the beginning of its arguments; clang takes concepts
// and variable templates so, too. Hence none of them has the name of a member. (`relation`,
// `likert`, `choice` and `bounded` are such templates, and no members.)
#include <entente/base/parallel.hpp>
#include <entente/bgl/graph_view.hpp>
#include <entente/dyadic/inference.hpp>
#include <entente/entente.hpp>

using namespace entente;
using namespace entente::measures;

namespace {

struct with_members {
    // what is stated
    int name, actor, actors, issue, issues, stance, scale, weight, position, salience, confidence, status, acceptable,
        valid, depends_on, source, capability, terms, fallback, outcome, outcomes, condition, strength, lower, upper,
        measurement, categories, label, from, to, at;
    // what is asked for
    int options, missing, weights, min_overlap, weigh_confidence, spokespeople, members, proposal, order, power,
        exponent, argument;
    // what is found
    int id, actor_ids, issue_ids, row, column, cell, field, unit, value, reason, shared, coverage, first, second, share,
        influence, exact, open, range, interval, measure, statistic, form, description, direction, needs, least,
        greatest, symmetric, formula, whole, group, theme, comparison, uncorrected, distance, agreement, neighbour,
        pair, dyad, tile, common, red_lines, silent, held, through, since, before, after, change, unsettled, steps,
        estimate, standard_error, bias, count, sum, denominator, observed, expected, code, where, file, line, ordinal,
        index, target, edge, graph, matrix, zone, reading, single, folded, rank, side, level, table, known, enclosure,
        party, outside, moments, overlap, bound, proved, solution;
};

constexpr auto by_every_member = [](auto const& l, auto const& r) {
    return l.name < r.name || l.actor < r.actor || l.actors < r.actors || l.issue < r.issue || l.issues < r.issues ||
           l.stance < r.stance || l.scale < r.scale || l.weight < r.weight || l.position < r.position ||
           l.salience < r.salience || l.confidence < r.confidence || l.status < r.status ||
           l.acceptable < r.acceptable || l.valid < r.valid || l.depends_on < r.depends_on || l.source < r.source ||
           l.capability < r.capability || l.terms < r.terms || l.fallback < r.fallback || l.outcome < r.outcome ||
           l.outcomes < r.outcomes || l.condition < r.condition || l.strength < r.strength || l.lower < r.lower ||
           l.upper < r.upper || l.measurement < r.measurement || l.categories < r.categories || l.label < r.label ||
           l.from < r.from || l.to < r.to || l.at < r.at || l.options < r.options || l.missing < r.missing ||
           l.weights < r.weights || l.min_overlap < r.min_overlap || l.weigh_confidence < r.weigh_confidence ||
           l.spokespeople < r.spokespeople || l.members < r.members || l.proposal < r.proposal || l.order < r.order ||
           l.power < r.power || l.exponent < r.exponent || l.argument < r.argument || l.id < r.id ||
           l.actor_ids < r.actor_ids || l.issue_ids < r.issue_ids || l.row < r.row || l.column < r.column ||
           l.cell < r.cell || l.field < r.field || l.unit < r.unit || l.value < r.value || l.reason < r.reason ||
           l.shared < r.shared || l.coverage < r.coverage || l.first < r.first || l.second < r.second ||
           l.share < r.share || l.influence < r.influence || l.exact < r.exact || l.open < r.open ||
           l.range < r.range || l.interval < r.interval || l.measure < r.measure || l.statistic < r.statistic ||
           l.form < r.form || l.description < r.description || l.direction < r.direction || l.needs < r.needs ||
           l.least < r.least || l.greatest < r.greatest || l.symmetric < r.symmetric || l.formula < r.formula ||
           l.whole < r.whole || l.group < r.group || l.theme < r.theme || l.comparison < r.comparison ||
           l.uncorrected < r.uncorrected || l.distance < r.distance || l.agreement < r.agreement ||
           l.neighbour < r.neighbour || l.pair < r.pair || l.dyad < r.dyad || l.tile < r.tile || l.common < r.common ||
           l.red_lines < r.red_lines || l.silent < r.silent || l.held < r.held || l.through < r.through ||
           l.since < r.since || l.before < r.before || l.after < r.after || l.change < r.change ||
           l.unsettled < r.unsettled || l.steps < r.steps || l.estimate < r.estimate ||
           l.standard_error < r.standard_error || l.bias < r.bias || l.count < r.count || l.sum < r.sum ||
           l.denominator < r.denominator || l.observed < r.observed || l.expected < r.expected || l.code < r.code ||
           l.where < r.where || l.file < r.file || l.line < r.line || l.ordinal < r.ordinal || l.index < r.index ||
           l.target < r.target || l.edge < r.edge || l.graph < r.graph || l.matrix < r.matrix || l.zone < r.zone ||
           l.reading < r.reading || l.single < r.single || l.folded < r.folded || l.rank < r.rank || l.side < r.side ||
           l.level < r.level || l.table < r.table || l.known < r.known || l.enclosure < r.enclosure ||
           l.party < r.party || l.outside < r.outside || l.moments < r.moments || l.overlap < r.overlap ||
           l.bound < r.bound || l.proved < r.proved || l.solution < r.solution;
};
static_assert(!by_every_member(with_members{}, with_members{}));

}  // namespace
