// SPDX-License-Identifier: BSL-1.0
// entente coalition: structure among actors, from ties or from what they hold.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "comparing.hpp"
#include "entente/coalition/backbone.hpp"
#include "entente/coalition/balance.hpp"
#include "entente/coalition/camps.hpp"
#include "entente/coalition/power.hpp"
#include "entente/coalition/triad_census.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/date.hpp"
#include "entente/io/number.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/clusters.hpp"
#include "entente/pairs/medoids.hpp"
#include "input.hpp"
#include "output.hpp"
#include "power.hpp"
#include "subcommand.hpp"

namespace entente_program {
namespace {

using namespace entente;

struct settings {
    input from;
    comparing by;
    output_options out;
    std::string cut, edges, clusters, backbone, power, index = "banzhaf";
    std::size_t camps = 0, steps = 10'000'000;
    bool directed = false, balance = false, census = false, frustration = false, camps_of = false;
};

/// A number, a flag, or none.
struct any_value {
    field_value held{};

    any_value(boost::optional<double> const& x) {
        if (x) held = *x;
    }
    any_value(double x) : held(x) {}
    any_value(std::uint64_t x) : held(x) {}
    any_value(bool x) : held(x) {}
    friend field_value to_field(any_value const& v) { return v.held; }
};

/// A result by its name.
struct name_value {
    std::string name;
    any_value value;
    static auto fields() {
        return std::tuple(make_field<name_value>("name", "", "", &name_value::name),
                          make_field<name_value>("value", "", "", &name_value::value));
    }
};
struct actor_camp {
    std::string_view actor;
    std::uint64_t camp = 0;
    static auto fields() {
        return std::tuple(make_field<actor_camp>("actor", "", "", &actor_camp::actor),
                          make_field<actor_camp>("camp", "", "", &actor_camp::camp));
    }
};
struct disparity_line {
    std::string_view source, target;
    double weight = 0, p = 1;
    std::string_view sign;
    static auto fields() {
        using row = disparity_line;
        return std::tuple(make_field<row>("source", "", "", &row::source),
                          make_field<row>("target", "", "", &row::target),
                          make_field<row>("weight", "", "", &row::weight), make_field<row>("p", "", "", &row::p),
                          make_field<row>("sign", "", "", &row::sign));
    }
};
struct vigor_line {
    std::string_view source, target;
    double vigor = 0, significance = 0;
    std::string_view sign;
    static auto fields() {
        using row = vigor_line;
        return std::tuple(
            make_field<row>("source", "", "", &row::source), make_field<row>("target", "", "", &row::target),
            make_field<row>("vigor", "", "", &row::vigor), make_field<row>("significance", "", "", &row::significance),
            make_field<row>("sign", "", "", &row::sign));
    }
};
struct power_line {
    std::string_view actor;
    double weight = 0;
    voting_power power{};
    static auto fields() {
        return std::tuple_cat(std::tuple(make_field<power_line>("actor", "", "", &power_line::actor),
                                         make_field<power_line>("weight", "", "", &power_line::weight)),
                              fields_within(&power_line::power));
    }
};

/// Ties of a file: source,target,weight[,from,to]. Nodes in the order in which they are named.
network read_edges(settings const& s, sources& from) {
    auto const text = from.read(s.edges);
    io::csv_reader reader(text, io::guess_dialect(text));
    auto const column = [&](std::initializer_list<char const*> names, bool needed) -> boost::optional<std::size_t> {
        for (auto const* const name : names)
            if (auto const found = reader.column(name)) return found;
        if (needed)
            reader.header().refuse(reader.header().size(), fault_code::unknown_name,
                                   "the column " + std::string(*names.begin()) + " is missing");
        return boost::none;
    };
    auto const source = *column({"source"}, true), target = *column({"target"}, true),
               weight = *column({"weight", "sign"}, true);
    auto const begins = column({"from", "begin"}, false), ends = column({"to", "end"}, false);
    auto const when = s.from.held_when().at;
    std::vector<network_node> nodes;
    std::vector<network_edge> ties;
    std::vector<std::size_t> lines;
    std::map<std::string, std::size_t, std::less<>> places;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> first_lines;
    while (auto const record = reader.next()) {
        auto const node = [&](std::size_t at) {
            if ((*record)[at].empty())
                record->refuse(at, fault_code::unknown_name, "a tie needs an actor at both ends");
            auto const [found, added] = places.emplace(std::string((*record)[at]), nodes.size());
            if (added) nodes.push_back({found->first});
            return found->second;
        };
        network_edge e;
        e.source = node(source), e.target = node(target);
        auto const number = io::parse_number((*record)[weight]);
        if (!number) record->refuse(weight, fault_code::not_a_number, "the weight of a tie is a finite number");
        e.tie.weight = *number;
        auto const date = [&](boost::optional<std::size_t> at, time_point otherwise) {
            if (!at || (*record)[*at].empty()) return otherwise;
            auto const found = io::parse_date((*record)[*at]);
            if (!found) record->refuse(*at, fault_code::syntax, "not a date as in ISO 8601");
            return *found;
        };
        e.tie.valid = {date(begins, period{}.from), date(ends, period{}.to)};
        if (when && !e.tie.valid.contains(*when)) continue;
        auto ends_of = std::pair(e.source, e.target);
        if (!s.directed && ends_of.second < ends_of.first) std::swap(ends_of.first, ends_of.second);
        auto const [earlier, is_first] = first_lines.emplace(ends_of, record->line());
        if (!is_first)
            record->refuse(source, fault_code::duplicate,
                           "a tie of these two stands in line " + std::to_string(earlier->second) +
                               (begins || ends ? "; of ties of several times, --at DATE chooses those of one" : ""),
                           std::string((*record)[source]), std::string((*record)[target]));
        ties.push_back(e);
        lines.push_back(record->line());
    }
    if (ties.empty()) refuse("the file has no ties" + std::string(when ? " at that date" : ""), s.edges);
    // A pair that has ties at several times has one at a time only where a time is chosen.
    try {
        return make_network(std::move(nodes), std::move(ties), s.directed);
    } catch (error& refusal) {
        if (refusal.where().ordinal < lines.size()) refusal.locate(text.name(), lines[refusal.where().ordinal], 0);
        throw;
    }
}

class asker {
public:
    asker(settings const& s, answer& out) : s_(s), out_(out) {
        sources from;
        int const asked =
            s.balance + s.census + s.frustration + !s.clusters.empty() + !s.backbone.empty() + !s.power.empty();
        if (asked != 1) refuse("ask for one of --balance, --census, --frustration, --clusters, --backbone and --power");
        if (!s.edges.empty()) {
            network_ = read_edges(s, from);
            for (std::size_t i = 0; i < network_.size(); ++i)
                names_.push_back(network_.graph[node_id{static_cast<std::uint32_t>(i)}].label);
            return;
        }
        if (s.directed) refuse("--directed is of the ties of --edges");
        auto const g = s.from.read(from);
        matrix_ = s.from.positions(g);
        for (std::size_t a = 0; a < matrix_.actors(); ++a) names_.push_back(matrix_.actor_name(a));
        if (!s.power.empty()) return;
        auto measures = s.by.measures(g, matrix_, from);
        if (measures.size() != 1) refuse("structure is found in the values of one measure");
        measure_.emplace(std::move(measures.front()));
        pairs_.emplace(all_pairs(matrix_, *measure_, s.by.options()));
    }

    void write() {
        search_limits const limits{.steps = s_.steps};
        if (!s_.power.empty())
            write_power();
        else if (!s_.backbone.empty())
            write_backbone();
        else if (s_.balance)
            write_balance();
        else if (s_.census)
            out_.write(pairs_ ? count_triad_classes(ties()) : count_triad_classes(network_), number_of_id());
        else if (s_.frustration)
            write_camps(limits);
        else
            write_clusters(limits);
    }

private:
    signed_graph ties() const {
        if (!pairs_) return make_signed_graph(network_);
        auto const comma = s_.cut.find(',');
        auto const low = io::parse_number(std::string_view(s_.cut).substr(0, comma));
        auto const high =
            comma == s_.cut.npos ? boost::none : io::parse_number(std::string_view(s_.cut).substr(comma + 1));
        if (!low || !high) refuse("who is for whom is cut from values: give --cut LOW,HIGH (or --edges)", s_.cut);
        return make_signed_graph(*pairs_, measure_->described().direction, {*low, *high});
    }
    void write_names(std::vector<name_value> const& lines) { out_.write(lines, number_of_id()); }

    /// The columns are of values alone: why one is missing is a note.
    static void tell_undefined(std::string_view what, boost::optional<double> const& value, std::string_view why) {
        if (!value) std::cerr << "note: " << what << " is undefined: " << why << '\n';
    }
    void write_balance() {
        auto const g = ties();
        auto const c = count_triads(g);
        auto const walks = walk_balance(g).value;
        auto const conflict = algebraic_conflict(g);
        tell_undefined("triangle_balance", c.balance(), "no three actors have ties with each other");
        tell_undefined("walk_balance", walks, g.ties().empty() ? "there are no ties" : "the weights are too great");
        tell_undefined("algebraic_conflict", conflict, g.size() ? "the weights are too great" : "there are no actors");
        write_names({{"triangles_ppp", c.ppp},
                     {"triangles_ppn", c.ppn},
                     {"triangles_pnn", c.pnn},
                     {"triangles_nnn", c.nnn},
                     {"triangle_balance", c.balance()},
                     {"triangle_balance_weak", c.weak_balance()},
                     {"walk_balance", walks},
                     {"algebraic_conflict", conflict}});
    }
    void write_camps(search_limits const& limits) {
        auto const g = ties();
        auto const two = s_.camps == 0 || s_.camps == 2;  // 0: not said
        auto const found = two ? frustration(g, limits) : balanced_camps(g, s_.camps, limits);
        auto const score = two ? frustration_score(g, found.value) : boost::none;
        tell_undefined("score", score, two ? "there are no ties" : "it is of two camps");
        std::vector<name_value> const lines{
            {"cost", found.value}, {"lower_bound", found.bound}, {"proved", found.proved}, {"score", score}};
        if (s_.camps_of)
            write_one_after_other(lines, members(found.solution));
        else
            write_names(lines);
    }
    /// Two tables; in JSON the records of both in one array.
    void write_one_after_other(std::vector<name_value> const& first, std::vector<actor_camp> const& second) {
        auto const text = [&](auto const& lines) {
            std::ostringstream to;
            io::write_rows(to, lines, s_.out.rows(), number_of_id());
            return to.str();
        };
        auto one = text(first), other = text(second);
        if (s_.out.format == "json") {
            one.replace(one.rfind("\n]"), 2, ",");
            other.erase(0, other.find('\n') + 1);
        } else if (s_.out.format != "csv") {
            one += '\n';
        }
        out_.stream() << one << other;
    }
    std::vector<actor_camp> members(std::vector<std::uint32_t> const& of) const {
        std::vector<actor_camp> lines;
        for (std::size_t a = 0; a < names_.size(); ++a) lines.push_back({names_[a], of[a]});
        return lines;
    }
    void write_members(std::vector<std::uint32_t> const& of) { out_.write(members(of), number_of_id()); }
    void write_clusters(search_limits const& limits) {
        if (s_.clusters == "correlation") {
            auto const g = ties();
            return write_members(
                (s_.camps ? balanced_camps(g, s_.camps, limits) : correlation_clusters(g, limits)).solution);
        }
        if (!pairs_) refuse("these clusters are of the values of a measure: give stances and --measure", s_.clusters);
        // The library knows pairs by their numbers.
        for (std::size_t a = 0; a < names_.size(); ++a)
            for (auto b = a + 1; b < names_.size(); ++b)
                if (!(*pairs_)(a, b) || !(*pairs_)(b, a))
                    refuse("clusters are of actors of whom any two have a value, and these have none: give a policy to "
                           "--missing, or leave one out",
                           names_[a] + ", " + names_[b]);
        auto const d = make_distances(*pairs_, measure_->described());
        auto const k = s_.camps ? s_.camps : 2;
        if (s_.clusters == "medoids") return write_members(k_medoids(d, k, limits).solution.cluster);
        auto const how = s_.clusters == "single"     ? linkage::single
                         : s_.clusters == "complete" ? linkage::complete
                         : s_.clusters == "average"  ? linkage::average
                                                     : linkage::ward;
        write_members(cut_tree(hierarchical_clusters(d, how), k));
    }
    void write_backbone() {
        if (pairs_) refuse("a backbone is of the ties of --edges");
        auto const name = [&](node_id id) { return std::string_view(names_[id.value]); };
        auto const sign = [](double x) { return x > 0 ? "positive" : x < 0 ? "negative" : "none"; };
        if (s_.backbone == "disparity") {
            std::vector<disparity_line> lines;
            for (auto const& t : disparity(network_))
                lines.push_back({name(t.source), name(t.target), t.weight, t.p, sign(t.weight)});
            return out_.write(lines, number_of_id());
        }
        std::vector<vigor_line> lines;
        for (auto const& t : signed_backbone(network_))
            lines.push_back({name(t.source), name(t.target), t.vigor, t.significance, sign(t.vigor)});
        out_.write(lines, number_of_id());
    }
    void write_power() {
        if (!s_.edges.empty()) refuse("power is of the capabilities of actors: give stances and --actors");
        std::vector<double> weights;
        for (std::size_t a = 0; a < matrix_.actors(); ++a) weights.push_back(matrix_.weight(a));
        auto const wanted = quota_of(s_.power);
        double quota = wanted.in(std::accumulate(weights.begin(), weights.end(), 0.0));
        if (wanted.share) quota = std::round(quota * 1e9) / 1e9;  // the product of two decimals is one
        weighted_vote const vote(weights, quota);
        auto const found = s_.index == "shapley" ? shapley_shubik(vote) : banzhaf(vote);
        std::vector<power_line> lines;
        for (std::size_t a = 0; a < found.size(); ++a) lines.push_back({names_[a], weights[a], found[a]});
        out_.write(lines, number_of_id());
    }

    settings const& s_;
    answer& out_;
    position_matrix matrix_{};
    std::vector<std::string> names_;
    network network_{};
    boost::optional<any_measure> measure_;
    boost::optional<dyad_matrix> pairs_;
};

std::function<void()> add(command_line app) {
    auto const s = std::make_shared<settings>();
    s->from.add_options(app);
    s->by.add_options(app, false);
    app.add_option(
           "--cut", s->cut,
           "LOW,HIGH: an agreement of at least HIGH is a tie for, of at most LOW one against; a distance the other "
           "way round")
        .type_name("LOW,HIGH");
    // What is of stances has no effect on ties that are given, but for the date.
    auto const of_stances = app.options();
    auto const edges =
        app.add_option(
               "--edges", s->edges,
               "CSV file of ties instead of stances: source,target,weight[,from,to]; with --at those valid then")
            .type_name("FILE");
    for (auto const& each : of_stances)
        if (each.name() != "--help" && each.name() != "--at") each.excludes(edges);
    app.add_flag("--directed", s->directed, "ties of --edges lead one way").needs(edges);
    auto const balance =
        app.add_flag("--balance", s->balance, "triangles by their signs, and how far the whole is in balance");
    auto const census = app.add_flag(
        "--census", s->census, "triples of actors by the directions and signs of their ties, also those without any");
    app.add_flag("--frustration", s->frustration,
                 "the least weight of ties that is in the way of two camps, or of --camps");
    app.add_option("--clusters", s->clusters,
                   "the camp of each actor: correlation, average, complete, single, ward, medoids")
        .one_of({"correlation", "average", "complete", "single", "ward", "medoids"});
    auto const camps = app.add_count("--camps", s->camps, "how many camps or clusters, at most", 1'000'000, 1);
    app.add_flag("--camps-of", s->camps_of, "of --frustration: then the camp of each actor, too")
        .needs("--frustration");
    auto const backbone = app.add_option("--backbone", s->backbone, "ties that stand out: disparity or signed")
                              .one_of({"disparity", "signed"});
    auto const power = app.add_option("--power", s->power,
                                      "voting power by capability, with this quota: up to 1, or with a %, a share")
                           .type_name("QUOTA")
                           .excludes("--cut");
    for (auto const& asked : {balance, census, backbone, power}) camps.excludes(asked);
    app.add_option("--index", s->index, "banzhaf or shapley")
        .one_of({"banzhaf", "shapley"})
        .default_str("banzhaf")
        .needs(power);
    app.add_count("--steps", s->steps, "steps after which a search ends, proved or not").default_str("10000000");
    s->out.add_options(app);
    return [s] {
        answer out(s->out);
        asker(*s, out).write();
        out.done();
    };
}

}  // namespace

subcommand coalition_subcommand() {
    return {"coalition", "structure among actors: balance, camps, clusters, backbones, voting power",
            "--edges ties.csv --frustration",
            "Columns of --balance and --frustration: name,value; of --census: shape,signs,triads; then of --camps-of, "
            "and of --clusters: actor,camp; of "
            "--backbone: "
            "source,target,weight,p,sign or source,target,vigor,significance,sign; of --power: "
            "actor,weight,swings,index,chance.\n\n"
            "  entente coalition stances.csv --scale ordinal:1..5 --measure signorino_ritter --cut -0.2,0.2 --balance\n"
            "  entente coalition stances.csv --scale ordinal:1..5 --actors seats.csv --power 68",
            add};
}

}  // namespace entente_program
