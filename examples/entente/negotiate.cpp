// SPDX-License-Identifier: BSL-1.0
// entente negotiate: what could be agreed, from a file of stances.

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/io/number.hpp"
#include "entente/negotiation/compromise.hpp"
#include "entente/negotiation/contest.hpp"
#include "entente/negotiation/median.hpp"
#include "entente/negotiation/pivots.hpp"
#include "entente/negotiation/trades.hpp"
#include "entente/negotiation/win_probability.hpp"
#include "entente/negotiation/zone.hpp"
#include "entente/positions/row_names.hpp"
#include "entente/positions/submatrix.hpp"
#include "input.hpp"
#include "names.hpp"
#include "negotiating.hpp"
#include "output.hpp"
#include "power.hpp"
#include "subcommand.hpp"

namespace entente_program {
namespace {

using namespace entente;

struct settings {
    input from;
    output_options out;
    std::string parties, rule = "proportional", victory = "linear";
    std::size_t top = 0, levels = 5, steps = 10'000'000;
    bool past_red_lines = false;
    conflict_questions blocking;
    std::map<std::string, std::string> asked;  // the questions, by their options, with what was given to them
};

/// The value of an enumeration of this name, of those from 0 to `last`. Throws entente::error.
template <class Enum>
Enum named(std::string const& text, Enum last, char const* what) {
    for (int k = 0; k <= static_cast<int>(last); ++k)
        if (to_string(static_cast<Enum>(k)) == text) return static_cast<Enum>(k);
    refuse("there is no " + std::string(what) + " of this name", text);
}

/// The names of an enumeration.
template <class Enum>
std::string names_to(Enum last) {
    std::string all;
    for (int k = 0; k <= static_cast<int>(last); ++k)
        all += (k ? ", " : "") + std::string(to_string(static_cast<Enum>(k)));
    return all;
}

/// What one contest comes to.
struct contest_line {
    actor_id proposal{}, against{};
    contest_result of{};
    boost::optional<double> probability{};

    static auto fields() {
        using line = contest_line;
        auto const count = [](vote_side side) { return [side](line const& l) { return l.of.coalition(side).size(); }; };
        return std::tuple(
            make_field<line>("proposal", "", "whose", &line::proposal),
            make_field<line>("against", "", "what it would replace", &line::against),
            make_field<line>("for", "actors", "", count(vote_side::for_it)),
            make_field<line>("opposed", "actors", "", count(vote_side::against)),
            make_field<line>("indifferent", "actors", "", count(vote_side::indifferent)),
            make_field<line>("silent", "actors", "", count(vote_side::silent)),
            make_field<line>("strength_for", "", "", [](line const& l) { return l.of.strength_for; }),
            make_field<line>("strength_against", "", "", [](line const& l) { return l.of.strength_against; }),
            make_field<line>("probability", "probability", "that the proposal wins", &line::probability));
    }
};

/// Answers one question about the parties.
class negotiator {
public:
    negotiator(settings const& s, answer& out) : s_(s), out_(out) {
        votes_.rule = named(s.rule, voting_rule::asymmetric, "rule of voting");
        victory_ = named(s.victory, victory_rule::binary, "rule of victory");
        sources from;
        n_.stances = s.from.read(from), n_.when = s.from.held_when();
        n_.whole = s.from.positions(n_.stances);
        if (s.parties.empty()) {
            for (std::size_t a = 0; a < n_.whole.actors(); ++a)
                if (!n_.whole.row(a).empty()) n_.who.emplace_back(a);
        } else {
            for (auto const& name : split(s.parties)) n_.who.push_back(find_actor(n_.stances, name));
        }
        n_.named = !s.parties.empty();
        n_.levels = s.levels, n_.steps = s.steps, n_.past_red_lines = s.past_red_lines;
        n_.blocking = s.blocking;
        n_.parties = select_actors(n_.whole, n_.who);
    }

    void zone(std::string const&) { write(zones_of_agreement(n_.parties)); }
    void compromise(std::string const&) { write(compromises(n_.parties)); }
    void median(std::string const&) { write(weighted_medians(n_.parties)); }
    void trades(std::string const&) {
        write(find_trades(n_.parties, {.top = s_.top, .past_red_lines = s_.past_red_lines}));
    }
    void pivots(std::string const& text) { write(entente::pivots(n_.parties, quota_of(text))); }
    void votes(std::string const& text) {
        auto const names = split(text);
        if (names.size() == 1)
            write(verdicts(n_.parties, held_by_actor(names[0])));
        else if (names.size() == 2)
            write(contest(n_.parties, held_by_actor(names[0]), held_by_actor(names[1]), votes_).votes);
        else
            refuse("votes are on the proposal of one actor, or between those of two: A or A,B", text);
    }
    void result(std::string const& text) {
        auto const names = split(text);
        if (names.size() != 2) refuse("a contest is between the proposals of two actors: A,B", text);
        contest_line line{find_actor(n_.stances, names[0]), find_actor(n_.stances, names[1]),
                          contest(n_.parties, held_by_actor(names[0]), held_by_actor(names[1]), votes_)};
        line.probability = win_probability(line.of, victory_);
        write(std::vector{line});
    }
    void chances(std::string const&) {
        auto const found = win_probabilities(n_.parties, {.votes = votes_, .victory = victory_});
        if (!found) refuse("no proposal can win: each has one that it cannot beat");
        write(*found);
    }

    void effective(std::string const& text) { answer_effective(n_, text, out_); }
    void conditions(std::string const&) { answer_conditions(n_, out_); }
    void fixed_points(std::string const&) { answer_fixed_points(n_, out_); }
    void largest_zone(std::string const&) { answer_largest_zone(n_, out_); }
    void packages(std::string const&) { answer_packages(n_, out_); }
    void progress(std::string const&) { answer_progress(n_, out_); }
    void sensitivity(std::string const&) { answer_sensitivity(n_, out_); }
    void conflict(std::string const&) { answer_conflict(n_, out_); }
    void dilemmas(std::string const&) { answer_dilemmas(n_, out_); }

private:
    template <class Line>
    void write(std::vector<Line> const& lines) {
        write_lines(out_, n_, lines);
    }

    /// What an actor holds, as a proposal; it need not be one of the parties.
    proposal held_by_actor(std::string const& name) const {
        auto const row = find_actor(n_.stances, name).value;
        proposal held;
        for (auto const& c : n_.whole.row(row))
            if (c.known) held.push_back({n_.whole.issue_id_of(c.issue), c.position, c.salience});
        if (held.empty())
            throw error(fault_code::unknown_name, "this actor holds no position that could be a proposal",
                        {.actor = name});
        return held;
    }

    settings const& s_;
    answer& out_;
    negotiation n_{};
    contest_options votes_{};
    victory_rule victory_{};
};

/// What can be asked, one of these a call: its option, what that takes (empty: nothing), the first line of its help,
/// the columns of its answer, and who answers it.
struct question {
    char const *option, *takes, *says, *columns;
    void (negotiator::*answer)(std::string const&);
};

constexpr std::array questions{
    question{"--zone", "", "which outcomes no party has ruled out, or who blocks",
             "issue,lower,upper,gap,blocked_by_low,blocked_by_high", &negotiator::zone},
    question{"--compromise", "", "where each issue would be settled by weight", "issue,value,dispersion,weight",
             &negotiator::compromise},
    question{"--median", "", "which outcomes no majority of weight would change", "issue,lower,upper",
             &negotiator::median},
    question{"--votes", "A,B", "how each votes between what A and B hold; A alone: who could live with it",
             "actor,side,weight,vote,utility,utility_against; of A alone actor,side,weight,red_line",
             &negotiator::votes},
    question{"--contest", "A,B", "how strong the two sides are, and how likely A's is to win",
             "proposal,against,for,opposed,indifferent,silent,strength_for,strength_against,probability",
             &negotiator::result},
    question{"--chances", "", "how likely what each holds is to prevail over all others", "actor,probability,holders",
             &negotiator::chances},
    question{"--pivots", "Q", "under a quota Q of capability: who is pivotal, and what is gridlocked",
             "issue,lower,upper,lower_pivot,upper_pivot,weight,quota,reason", &negotiator::pivots},
    question{"--trades", "", "which two could each give way on one issue and gain on another",
             "actor_a,actor_b,issue_a_concedes,issue_b_concedes,gain,shift_a_concedes,shift_b_concedes",
             &negotiator::trades},
    question{"--packages", "", "the efficient packages over all issues, and which bargaining theory would choose",
             "package,outcomes,utilities,welfare,nash,kalai,kalai_smorodinsky,max_welfare,max_relative_welfare,"
             "egalitarian,proved",
             &negotiator::packages},
    question{"--progress", "", "how each issue stands: agreed, convergent, tradable, blocked ..., and why",
             "issue,standing,main,least,greatest,low_salience,high_salience,withheld,on_condition,reason",
             &negotiator::progress},
    question{"--sensitivity", "", "from where to where each number leaves the answer of --progress as it is",
             "varied,actor,issue,value,lower,upper,says", &negotiator::sensitivity},
    question{"--effective", "ISSUE=VALUE,...",
             "what each holds under these outcomes; the name of an actor: under what it holds",
             "actor,issue,position,condition,if_met,if_failed", &negotiator::effective},
    question{"--conditions", "", "which conditions bind: the zone when each is met, and when it fails",
             "actor,issue,condition,binds,met_lower,met_upper,failed_lower,failed_upper", &negotiator::conditions},
    question{"--fixed-points", "", "in which ways conditions that hang on one another come to rest",
             "fixed_point,actor,issue,condition,position", &negotiator::fixed_points},
    question{"--largest-zone", "", "which conditions to meet, so that most can be agreed",
             "actor,issue,met,lower,upper", &negotiator::largest_zone},
    question{"--conflict", "", "in which outcomes of the issues of --controls all would stay",
             "state,nash,gmr,smr,seq,reached", &negotiator::conflict},
    question{"--dilemmas", "", "who is at odds with whom over what the other says it will do", "option,kind,who,with",
             &negotiator::dilemmas},
};

void run(settings const& s) {
    std::vector<question const*> asked;
    std::string all;
    for (auto const& q : questions) {
        if (s.asked.contains(q.option)) asked.push_back(&q);
        all += (all.empty() ? "" : ", ") + std::string(q.option);
    }
    if (asked.size() != 1) refuse((asked.empty() ? "what is asked? give one of " : "give only one of ") + all);
    std::string_view const option = asked[0]->option;
    if (s.top && option != "--trades") refuse("--top is for --trades");
    if (s.levels != 5 && option != "--packages" && option != "--conflict")
        refuse("--levels is for --packages and --conflict");
    s.blocking.check(option);
    if (s.past_red_lines && option != "--trades" && option != "--packages")
        refuse("--past-red-lines is for --trades and --packages");
    answer out(s.out);
    negotiator n(s, out);
    (n.*asked[0]->answer)(s.asked.at(asked[0]->option));
    out.done();
}

std::function<void()> add(command_line app) {
    auto const s = std::make_shared<settings>();
    s->from.add_options(app);
    for (auto const& q : questions) {
        auto const keep = [s, option = std::string(q.option)](std::string const& text) { s->asked[option] = text; };
        if (*q.takes)
            app.add_option(q.option, keep, q.says).type_name(q.takes);
        else
            app.add_flag(
                q.option, [keep] { keep(""); }, q.says);
    }
    app.add_option("--parties", s->parties, "the actors that negotiate, A,B,...; without it all that have a stance")
        .type_name("A,B,...");
    app.add_count("--top", s->top, "only the best so many trades; 0: all").default_str("0");
    app.add_count("--levels", s->levels,
                  "of an issue without categories, for --packages and --conflict, both ends among them", 1000)
        .default_str("5");
    app.add_count("--steps", s->steps, "steps after which a search ends, proved or not").default_str("10000000");
    app.add_flag("--past-red-lines", s->past_red_lines, "trades and packages, too, that somebody has ruled out");
    s->blocking.add_options(app);
    app.add_option("--rule", s->rule, "how votes are cast: " + names_to(voting_rule::asymmetric))
        .type_name("RULE")
        .default_str("proportional");
    app.add_option("--victory", s->victory, "how strength wins: " + names_to(victory_rule::binary))
        .type_name("RULE")
        .default_str("linear");
    s->out.add_options(app);
    return [s] { run(*s); };
}

/// Kept for as long as the program runs: the help refers to it.
std::string const& footer() {
    static std::string const text = [] {
        std::string t =
            "Weights are capability (a column of the actor table, or of the stances for one issue) times salience; of "
            "votes and pivots capability alone. Gains are in per cent of the scale times salience, shifts in the "
            "issue's units. What is undefined is empty. A quota of up to 1 is a share of the capability of those with "
            "a position, as is 67%; above 1 it is capability.\n\nColumns:\n";
        for (auto const& q : questions) t += "  " + std::string(q.option) + ": " + q.columns + "\n";
        return t + "\n  entente negotiate stances.csv --scale interval:0..100 --trades --top 10 --format csv\n"
                   "  entente negotiate stances.csv --issues issues.csv --parties Russia,NATO --zone";
    }();
    return text;
}

}  // namespace

subcommand negotiate_subcommand() {
    return {"negotiate", "what could be agreed: zones, compromises, votes, trades, packages, progress",
            "stances.csv --scale interval:0..100 --compromise", footer().c_str(), add};
}

}  // namespace entente_program
