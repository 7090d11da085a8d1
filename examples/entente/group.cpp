// SPDX-License-Identifier: BSL-1.0
// entente group: what many actors hold together, from a file of stances.

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/group/evaluate.hpp"
#include "entente/group/lines.hpp"
#include "entente/group/measures/all.hpp"
#include "entente/group/measures/krippendorff_alpha.hpp"
#include "entente/group/measures/many_raters.hpp"
#include "entente/group/voice.hpp"
#include "entente/io/date.hpp"
#include "entente/io/number.hpp"
#include "entente/positions/held_by.hpp"
#include "entente/positions/row_names.hpp"
#include "entente/text/measure_names.hpp"
#include "group_pairs.hpp"
#include "input.hpp"
#include "measure_list.hpp"
#include "names.hpp"
#include "output.hpp"
#include "subcommand.hpp"

namespace entente_program {
namespace {

using namespace entente;

/// Measures of many actors over all issues.
using over_issues = std::tuple<group_measures::krippendorff_alpha, group_measures::percent_agreement,
                               group_measures::fleiss_kappa, group_measures::conger_kappa, group_measures::gwet_ac,
                               group_measures::brennan_prediger, group_measures::kendall_w>;

struct settings {
    input from;
    output_options out;
    std::vector<std::string> measures;
    std::string weights = "none", groups, per = "issue", rank, rebels, within, spread, yes, no, abstain,
                line_rule = "majority";
    std::size_t most_ways = 1'000'000;
    bool bounds = false, lines = false, loyalty = false, voice = false, list_measures = false;
};

struct value_line {
    std::string_view measure, issue, group;
    group_value result{};

    template <class Line = value_line>
    static auto names() {
        return std::tuple(make_field<Line>("measure", "", "as it was asked for", &Line::measure),
                          make_field<Line>("issue", "", "empty: over all issues", &Line::issue),
                          make_field<Line>("group", "", "empty: all actors", &Line::group));
    }
    static auto fields() { return std::tuple_cat(names(), fields_within(&value_line::result)); }
};
struct bounds_line {
    std::string_view measure, issue, group;
    group_value result{};
    group_bounds limits{};
    bool exact = true;

    static auto fields() {
        return std::tuple_cat(
            value_line::names<bounds_line>(), fields_within(&bounds_line::result),
            std::tuple(
                make_field<bounds_line>("lower", "", "", [](bounds_line const& l) { return l.limits.lower; }),
                make_field<bounds_line>("upper", "", "", [](bounds_line const& l) { return l.limits.upper; }),
                make_field<bounds_line>("exact", "", "whether every way to speak was tried", &bounds_line::exact)));
    }
};
struct line_line {
    std::string_view group;
    group_line of{};
    static auto fields() {
        return std::tuple_cat(std::tuple(make_field<line_line>("group", "", "", &line_line::group)),
                              fields_within(&line_line::of));
    }
};
struct voice_line {
    std::string_view group;
    group_voice of{};
    static auto fields() {
        return std::tuple_cat(std::tuple(make_field<voice_line>("group", "", "", &voice_line::group)),
                              fields_within(&voice_line::of));
    }
};
struct rebel_line {
    std::string_view group;
    rebellion of{};
    std::string since{};
    static auto fields() {
        return std::tuple_cat(std::tuple(make_field<rebel_line>("group", "", "", &rebel_line::group)),
                              fields_within(&rebel_line::of),
                              std::tuple(make_field<rebel_line>(
                                  "since", "", "when it began to hold it; empty: not dated", &rebel_line::since)));
    }
};
struct loyalty_line {
    std::string_view group;
    bool member = false;
    loyalty of{};
    static auto fields() {
        return std::tuple_cat(
            std::tuple(make_field<loyalty_line>("group", "", "", &loyalty_line::group)),
            fields_within<1>(&loyalty_line::of),
            std::tuple(
                make_field<loyalty_line>("member", "", "of the group", &loyalty_line::member),
                make_field<loyalty_line>("issues", "", "", [](loyalty_line const& l) { return l.of.issues; }),
                make_field<loyalty_line>("kept", "", "", [](loyalty_line const& l) { return l.of.kept; }),
                make_field<loyalty_line>("loyalty", "", "", [](loyalty_line const& l) { return l.of.share; }),
                make_field<loyalty_line>("nearness", "", "", [](loyalty_line const& l) { return l.of.nearness; })));
    }
};

std::string lower(std::string_view text) {
    std::string all;
    for (char const c : text) all += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return all;
}

/// What is asked of a group, on its issues.
class asker {
public:
    asker(settings const& s, answer& out) : s_(s), out_(out) {
        sources from;
        graph_ = s.from.read(from);
        matrix_ = s.from.positions(graph_);
        choose_weights();
        choose_groups();
        rule_ = s.line_rule == "mean" ? line_rule::mean : line_rule::majority;
    }

    void write() {
        int const asked = s_.lines + s_.loyalty + s_.voice + !s_.rank.empty() + !s_.rebels.empty() +
                          !s_.measures.empty() + !s_.within.empty() + !s_.spread.empty();
        if (asked > 1)
            refuse("give one of --measure, --lines, --voice, --rebels, --loyalty, --rank-issues, --within, --spread");
        if (asked == 0)
            refuse("what is asked? give --measure, --lines, --voice, --rebels, --loyalty, --rank-issues, --within or "
                   "--spread");
        if (!s_.within.empty())
            write_within(matrix_, groups_, s_.within, out_);
        else if (!s_.spread.empty())
            write_spread(matrix_, groups_, s_.spread, out_);
        else if (s_.voice)
            write_voices();
        else if (s_.measures.empty())
            write_lines();
        else if (s_.bounds)
            write_values<bounds_line>();
        else
            write_values<value_line>();
    }

private:
    void choose_weights() {
        if (s_.weights == "none") return;
        if (s_.weights == "salience") {
            weights_ = group_weights::salience;
            return;
        }
        weights_ = group_weights::capability;
        if (s_.weights == "capability") return;
        auto const column = s_.from.actor_column(graph_, s_.weights);
        std::vector<double> weights;
        for (std::size_t a = 0; a < matrix_.actors(); ++a) {
            auto const number = io::parse_number(column[a]);
            if (!number)
                throw graph_error(fault_code::not_a_number,
                                  "the column " + s_.weights + " of the actor table has no number here",
                                  {.actor = matrix_.actor_name(a), .value = column[a]});
            weights.push_back(*number);
        }
        matrix_ = matrix_.with_actor_weights(weights);
    }
    void choose_groups() {
        std::vector<std::size_t> all(matrix_.actors());
        for (std::size_t a = 0; a < all.size(); ++a) all[a] = a;
        if (s_.groups.empty()) {
            groups_.push_back({"", std::move(all)});
        } else if (s_.groups == "member_of") {
            for (auto const a : graph_.ids<actor>()) {
                named_group g{std::string(graph_[a].name), {}};
                std::vector<bool> seen(all.size(), false);
                std::vector<id_of<actor>> open{a};
                while (!open.empty()) {
                    auto const whole = open.back();
                    open.pop_back();
                    for (auto const& m : graph_.in<member_of>(whole))
                        if (!seen[m.source.value]) {
                            seen[m.source.value] = true;
                            g.rows.push_back(m.source.value);
                            open.push_back(m.source);
                        }
                }
                std::sort(g.rows.begin(), g.rows.end());
                if (!g.rows.empty()) groups_.push_back(std::move(g));
            }
            if (groups_.empty()) refuse("no actor is a member of another", "member_of");
        } else {
            auto const column = s_.from.actor_column(graph_, s_.groups);
            std::map<std::string, std::size_t> places;
            for (auto const a : all) {
                if (column[a].empty()) continue;
                auto const [at, added] = places.emplace(column[a], groups_.size());
                if (added) groups_.push_back({column[a], {}});
                groups_[at->second].rows.push_back(a);
            }
            if (groups_.empty()) refuse("the column names no group", s_.groups);
        }
    }

    /// Which vote is which, by the options, else by labels that say it, else by order.
    ballot ballot_of(scale const& s) const {
        auto const named = [&](std::string const& label) -> boost::optional<double> {
            if (label.empty()) return boost::none;
            auto const found = s.point_of(label);
            if (!found || !s.contains(*found)) refuse("the scale has no such vote", label);
            return found;
        };
        if (!s_.yes.empty() || !s_.no.empty() || !s_.abstain.empty())
            return {.yes = named(s_.yes), .no = named(s_.no), .abstain = named(s_.abstain)};
        constexpr std::array<std::string_view, 8> yes{"yes", "y", "yea", "aye", "for", "pro", "in favour", "in favor"},
            no{"no", "n", "nay", "against", "contra", "con", "opposed", "reject"},
            abstain{"abstain", "a", "abstention", "abstained", "abstaining", "present", "blank", "abs"};
        ballot b;
        std::size_t found = 0;
        for (std::size_t k = 0; k < s.categories(); ++k) {
            auto const label = lower(s.label(k));
            auto const is = [&](auto const& words) {
                return std::find(words.begin(), words.end(), label) != words.end();
            };
            found += is(yes) || is(no) || is(abstain);
            if (is(yes)) b.yes = s.value(k);
            if (is(no)) b.no = s.value(k);
            if (is(abstain)) b.abstain = s.value(k);
        }
        return found == s.categories() ? b : ballot{};
    }

    template <class Line>
    void write_values() {
        std::vector<Line> lines;
        for (auto const& text : s_.measures) {
            auto const colon = text.find(':');
            auto const name = std::string_view(text).substr(0, colon);
            auto const argument = colon == text.npos ? std::string_view() : std::string_view(text).substr(colon + 1);
            auto const on_issues = [&](auto m) { evaluate_on_issues(text, m, lines); };
            auto const on_all = [&](auto const& m) { evaluate_over_issues(text, m, lines); };
            bool known;
            if (s_.per == "all") {
                known = detail::visit_named(std::type_identity<over_issues>{}, name, argument, on_all);
                auto const of_one = [](auto const&) {};
                if (!known && detail::visit_named(std::type_identity<group_measure_list>{}, name, argument, of_one))
                    refuse("this measure is of one issue: --per issue", text);
            } else {
                known = detail::visit_named(std::type_identity<group_measure_list>{}, name, argument, on_issues);
                auto const of_all = [](auto const&) {};
                if (!known && detail::visit_named(std::type_identity<over_issues>{}, name, argument, of_all))
                    refuse("this measure is over all issues: --per all", text);
            }
            if (!known)
                throw entente::error(fault_code::unknown_name,
                                     "no measure of many actors has this name; see --list-measures",
                                     {.value = std::string(name)});
        }
        out_.write(lines, names_of(matrix_));
    }
    template <class Measure, class Line>
    void evaluate_on_issues(std::string_view text, Measure m, std::vector<Line>& lines) const {
        for (std::size_t i = 0; i < matrix_.issues(); ++i)
            for (auto const& g : groups_) {
                if constexpr (requires { m.votes; })
                    m.votes = ballot_of(graph_[id_of<basic_issue<scale>>{static_cast<std::uint32_t>(i)}].scale);
                group_column const column(matrix_, i, g.rows, weights_);
                Line line{text, matrix_.issue(i).name, g.name, evaluate(column, m)};
                if constexpr (requires { line.limits; }) {
                    search_limits const limits{.steps = s_.most_ways};
                    auto const found = bounds(column, m, limits);
                    line.exact = found.proved;
                    if (found.proved) line.limits = found.solution;
                }
                lines.push_back(line);
            }
    }
    template <class Measure, class Line>
    void evaluate_over_issues(std::string_view text, Measure const& m, std::vector<Line>& lines) const {
        if (s_.bounds) refuse("bounds are of measures of one issue", std::string(text));
        if (s_.weights != "none")
            refuse("over all issues actors count alike: --weights has no effect", std::string(text));
        for (auto const& g : groups_) lines.push_back({text, {}, g.name, evaluate(ratings(matrix_, g.rows), m)});
    }

    void write_voices() {
        std::vector<voice_line> voices;
        for (auto const& g : groups_)
            for (auto& v : group_voices(matrix_, g.rows, rule_, weights_)) voices.push_back({g.name, std::move(v)});
        out_.write(voices, names_of(matrix_));
    }
    void write_lines() {
        std::vector<line_line> of_issues;
        std::vector<rebel_line> rebels;
        std::vector<loyalty_line> loyal;
        std::vector<std::size_t> all(matrix_.actors());
        for (std::size_t a = 0; a < all.size(); ++a) all[a] = a;
        boost::optional<issue_id> only;
        if (!s_.rebels.empty() && s_.rebels != "*") only = find_issue(graph_, s_.rebels);
        for (auto const& g : groups_) {
            auto line = entente::lines(matrix_, g.rows, rule_, weights_);
            for (auto const& r : rebellions(matrix_, g.rows, line, rule_))
                if (!only || r.issue == *only) rebels.push_back({g.name, r, since_when(r)});
            if (s_.loyalty)
                for (auto const& l : loyalties(matrix_, all, line, rule_))
                    loyal.push_back({g.name, std::binary_search(g.rows.begin(), g.rows.end(), l.actor.value), l});
            if (!s_.rank.empty())
                line = ranked(std::move(line), s_.rank == "closeness" ? issue_order::closeness
                                               : s_.rank == "turnout" ? issue_order::turnout
                                                                      : issue_order::rebels);
            for (auto const& l : line) of_issues.push_back({g.name, l});
        }
        if (s_.loyalty)
            out_.write(loyal, names_of(matrix_));
        else if (!s_.rebels.empty())
            // That nobody breaks ranks is an answer: the heading alone.
            write_all(rebels);
        else
            out_.write(of_issues, names_of(matrix_));
    }
    /// Since when a rebel holds what it holds; empty where its stance has no date.
    std::string since_when(rebellion const& r) const {
        id_of<basic_issue<scale>> const issue{r.issue.value};
        auto const held = held_by(graph_, id_of<actor>{r.actor.value}, issue, s_.from.held_when());
        return held && held->since != (time_point::min)() ? io::date_text(held->since) : std::string();
    }
    template <class Line>
    void write_all(std::vector<Line> const& lines) {
        auto to = out_.rows<Line>(names_of(matrix_));
        for (auto const& l : lines) to.write(l);
        to.finish();
    }

    settings const& s_;
    answer& out_;
    graph graph_{};
    position_matrix matrix_{};
    group_weights weights_ = group_weights::none;
    line_rule rule_ = line_rule::majority;
    std::vector<named_group> groups_;
};

void run(settings const& s) {
    answer out(s.out);
    if (s.list_measures) {
        auto all = detail::descriptions(std::type_identity<group_measure_list>{});
        for (auto const& d : detail::descriptions(std::type_identity<over_issues>{})) all.push_back(d);
        write_measure_list(all, s.out.format, out);
    } else {
        asker(s, out).write();
    }
    out.done();
}

std::function<void()> add(command_line app) {
    auto const s = std::make_shared<settings>();
    s->from.add_options(app);
    app.add_option("--measure", s->measures, "NAME or NAME:ARGUMENT, again for more; see --list-measures")
        .type_name("MEASURE")
        .again();
    app.add_option("--per", s->per, "issue: each by itself; all: over all issues")
        .one_of({"issue", "all"})
        .default_str("issue");
    app.add_option("--groups", s->groups, "a column of the actor table, or member_of; without it all actors are one")
        .type_name("COLUMN");
    app.add_option("--weights", s->weights, "none, capability, salience, or a column of the actor table")
        .type_name("WEIGHTS")
        .default_str("none");
    app.add_flag("--bounds", s->bounds, "add the least and greatest value that the silence of members leaves open");
    app.add_count("--most-ways", s->most_ways, "ways to speak that --bounds tries before it gives up")
        .default_str("1000000");
    app.add_flag("--lines", s->lines, "the line of each group on each issue");
    app.add_flag("--voice", s->voice,
                 "whether each group speaks with one voice on each issue, with dissent, divided, or not at all");
    auto const rebels = app.add_option("--rebels", s->rebels, "who breaks ranks, on all issues or on this one")
                            .type_name("ISSUE")
                            .expected(0, 1);
    app.add_flag("--loyalty", s->loyalty, "how far every actor keeps to the line of every group");
    app.add_option("--rank-issues", s->rank, "lines, ranked by closeness, turnout or rebels")
        .one_of({"closeness", "turnout", "rebels"});
    app.add_option("--within", s->within, "the mean of a measure of pairs, within each group and between groups")
        .type_name("MEASURE");
    app.add_option("--spread", s->spread,
                   "by a measure of pairs, over all issues: agreement, diversity, and polarization into camps")
        .type_name("MEASURE");
    app.add_option("--line", s->line_rule, "what makes a line: majority or mean")
        .one_of({"majority", "mean"})
        .default_str("majority");
    app.add_option("--yes", s->yes, "the label that is a vote for; without it told by the labels, else by their order")
        .type_name("LABEL");
    app.add_option("--no", s->no, "the label that is a vote against").type_name("LABEL");
    app.add_option("--abstain", s->abstain, "the label that is an abstention").type_name("LABEL");
    for (auto const* const of_measures : {"--per", "--bounds", "--yes", "--no", "--abstain"})
        app.get_option(of_measures).needs("--measure");
    app.get_option("--most-ways").needs("--bounds");
    app.get_option("--line").excludes("--measure");
    for (auto const* const of_pairs : {"--within", "--spread"})
        for (auto const* const other : {"--line", "--weights"}) app.get_option(of_pairs).excludes(other);
    s->out.add_options(app);
    app.add_flag("--list-measures", s->list_measures, "list the measures and exit");
    return [s, rebels] {
        if (rebels.given() && s->rebels.empty()) s->rebels = "*";
        run(*s);
    };
}

}  // namespace

subcommand group_subcommand() {
    return {"group", "what many actors hold together: agreement, polarization, lines and rebels",
            "stances.csv --scale ordinal:1..5 --measure van_der_eijk",
            "Columns of --measure: measure,issue,group,value,actors,weight,reason; of --lines and --rank-issues: "
            "group,issue,line,tied,members,spoke,turnout,support,margin,rebels; of --voice: "
            "group,issue,voice,line,members,spoke,dissenters; of --rebels: "
            "group,issue,actor,position,line,since; of --loyalty: group,actor,member,issues,kept,loyalty,nearness; of "
            "--within: "
            "measure,group,other,value,pairs,undefined; of --spread: "
            "measure,group,agreement,diversity,polarization,least_diversity,proved.\n\n"
            "  entente group votes.csv --wide --scale 'nominal:no|abstain|yes' --actors members.csv --groups party "
            "--measure rice\n"
            "  entente group answers.csv --wide --scale ordinal:1..5 --per all --measure krippendorff_alpha:ordinal",
            add};
}

}  // namespace entente_program
