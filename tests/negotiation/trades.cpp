// SPDX-License-Identifier: BSL-1.0
// Trades: found as the definition says, of equal gain, within their bounds; and realised one after the other.
#include <entente/negotiation/trades.hpp>

#include <boost/optional.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/negotiation/compromise.hpp"
#include "entente/negotiation/realised_trades.hpp"
#include "entente/positions/matrix.hpp"

namespace {

using namespace entente;

/// What an actor holds, on issues from -1 to 3, where it holds anything.
struct held {
    bool known = true;
    double position = 0, salience = 1, capability = 1;
    interval acceptable{};
};
using table = std::vector<std::vector<held>>;  // actors by issues

position_matrix matrix_of(table const& t, level measurement = level::interval) {
    std::vector<std::string> names;
    std::vector<issue_column> issues(t.empty() ? 0 : t[0].size());
    for (std::size_t i = 0; i < issues.size(); ++i) {
        issues[i].name = "issue " + std::to_string(i);
        issues[i].lower = -1, issues[i].upper = 3, issues[i].measurement = measurement;
        if (measurement == level::nominal) issues[i].categories = {-1, 3};
    }
    std::vector<std::size_t> offsets{0};
    std::vector<cell> cells;
    std::vector<double> capability;
    std::vector<interval> acceptable;
    for (auto const& row : t) {
        names.push_back("actor " + std::to_string(names.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i].known) continue;
            cells.push_back({static_cast<std::uint32_t>(i), true, row[i].position, row[i].salience, 1});
            capability.push_back(row[i].capability);
            acceptable.push_back(row[i].acceptable);
        }
        offsets.push_back(cells.size());
    }
    return {std::move(names), std::move(issues),     std::move(offsets),
            std::move(cells), std::move(acceptable), std::move(capability)};
}

table random_table(std::mt19937& random, std::size_t actors, std::size_t issues, bool even) {
    auto const below = [&](unsigned n) { return static_cast<double>(random() % n); };
    table t(actors, std::vector<held>(issues));
    for (auto& row : t)
        for (auto& h : row) {
            h.known = below(6) > 0;
            h.position = even ? below(5) - 1 : below(4001) / 1000 - 1;
            h.salience = even ? below(4) / 4 : below(1000) / 1000;
            h.capability = even ? below(3) : 0.1 + below(1000) / 500;
        }
    return t;
}

/// Half of what is held gets a range that is accepted, with the position in it.
void add_red_lines(std::mt19937& random, table& t) {
    for (auto& row : t)
        for (auto& h : row)
            if (random() % 2)
                h.acceptable = {std::max(-1.0, h.position - static_cast<double>(random() % 4)),
                                std::min(3.0, h.position + static_cast<double>(random() % 4))};
}

/// Loss of an actor at an outcome, by definition.
double loss(held const& h, double outcome) {
    return h.known ? std::abs(outcome - h.position) / 4 * 100 * h.salience : 0;
}
double outcome_of(table const& t, std::size_t issue) {
    double sum = 0, weight = 0;
    for (auto const& row : t)
        if (row[issue].known) {
            weight += row[issue].salience * row[issue].capability;
            sum += row[issue].salience * row[issue].capability * row[issue].position;
        }
    return weight > 0 ? sum / weight : std::numeric_limits<double>::quiet_NaN();
}

/// Of two actors and two issues the gain of the trade in which i shifts on q and j on p, found by trying
/// sizes: the largest shift of j for which i's equal-gain shift is still within its bounds.
double gain_by_bisection(table const& t, std::size_t i, std::size_t j, std::size_t p, std::size_t q) {
    auto const &ip = t[i][p], &iq = t[i][q], &jp = t[j][p], &jq = t[j][q];
    if (!ip.known || !iq.known || !jp.known || !jq.known) return 0;
    double const op = outcome_of(t, p), oq = outcome_of(t, q);
    if (!(ip.salience * ip.capability > 0 && iq.salience * iq.capability > 0 && jp.salience * jp.capability > 0 &&
          jq.salience * jq.capability > 0))
        return 0;
    if ((ip.position <= op) == (jp.position <= op) || (iq.position <= oq) == (jq.position <= oq)) return 0;
    // The outcome after a share of j's way to i, and the shift of i's that gains j as much as i: found by
    // bisection.
    auto const after = [&](std::size_t issue, std::size_t who, double to) {
        auto copy = t;
        copy[who][issue].position = to;
        return outcome_of(copy, issue);
    };
    auto const gains = [&](double share_j, double share_i) {
        double const new_p = after(p, j, jp.position + share_j * (ip.position - jp.position));
        double const new_q = after(q, i, iq.position + share_i * (jq.position - iq.position));
        return std::pair((loss(ip, op) - loss(ip, new_p)) + (loss(iq, oq) - loss(iq, new_q)),
                         (loss(jp, op) - loss(jp, new_p)) + (loss(jq, oq) - loss(jq, new_q)));
    };
    auto const passes = [&](double share_j, double share_i) {
        double const new_p = after(p, j, jp.position + share_j * (ip.position - jp.position));
        double const new_q = after(q, i, iq.position + share_i * (jq.position - iq.position));
        if ((ip.position - op) * (ip.position - new_p) < 0 || (jq.position - oq) * (jq.position - new_q) < 0)
            return true;
        auto const crosses = [](held const& h, double to, double before, double outcome) {
            return !h.acceptable.contains(to) || (h.acceptable.contains(before) && !h.acceptable.contains(outcome));
        };
        return crosses(jp, jp.position + share_j * (ip.position - jp.position), op, new_p) ||
               crosses(iq, iq.position + share_i * (jq.position - iq.position), oq, new_q);
    };
    double low = 0, high = 1, best = 0;
    for (int step = 0; step < 60; ++step) {
        double const share_j = (low + high) / 2;
        // As far as i may go; up to there it gains the less, and j the more, the further it does.
        double least = 0, most = 1;
        if (passes(share_j, 1))
            for (int s = 0; s < 60; ++s) (passes(share_j, (least + most) / 2) ? most : least) = (least + most) / 2;
        least = 0;
        for (int s = 0; s < 60; ++s) {
            double const share_i = (least + most) / 2;
            auto const [gain_i, gain_j] = gains(share_j, share_i);
            (gain_i > gain_j ? least : most) = share_i;
        }
        auto const [gain_i, gain_j] = gains(share_j, least);
        bool const fits = std::abs(gain_i - gain_j) < 1e-9 && !passes(share_j, least);
        if (fits) best = gain_i;
        (fits ? low : high) = share_j;
    }
    return std::max(best, 0.0);
}

fault_code code_of(auto&& call) {
    try {
        call();
    } catch (error const& e) {
        return e.code();
    }
    FAIL("nothing was thrown");
    return fault_code::syntax;
}

double gain_in(position_matrix const& m, trade const& t, actor_id who) {
    for (auto const& e : externalities(m, t))
        if (e.actor == who) return e.gain;
    FAIL("not among those concerned");
    return 0;
}

}  // namespace

TEST_CASE("Two actors who care for different things give each other what costs little") {
    // 0 cares for the first issue, 1 for the second; on each they stand at opposite ends.
    auto const m = matrix_of({{{true, -1, 1}, {true, -1, 0.5}}, {{true, 3, 0.5}, {true, 3, 1}}});
    auto const found = find_trades(m);
    REQUIRE(found.size() == 1);
    auto const& t = found[0];
    CHECK(t.a == actor_id(std::size_t{0}));
    CHECK(t.b == actor_id(std::size_t{1}));
    CHECK(t.issue_a_concedes == issue_id(std::size_t{1}));
    CHECK(t.issue_b_concedes == issue_id(std::size_t{0}));
    // Each goes all the way: the outcome moves by a third of the scale on both, worth 1 to one and 1/2 to
    // the other.
    CHECK(t.gain == doctest::Approx(100.0 / 3 * 0.5));
    CHECK(t.shift_a_concedes == 4);
    CHECK(t.shift_b_concedes == -4);
    CHECK(t.outcome_b_concedes.before == doctest::Approx(1.0 / 3));
    CHECK(t.outcome_b_concedes.after == doctest::Approx(-1));
    CHECK_FALSE(t.capped);
}

TEST_CASE("Nothing is traded without opposition, with the same priorities, or with nothing to give") {
    auto const none = [](table const& t) { return find_trades(matrix_of(t)).empty(); };
    held const low{true, -1, 1}, high{true, 3, 1}, low_half{true, -1, 0.5}, high_half{true, 3, 0.5};
    CHECK_FALSE(none({{low, low_half}, {high_half, high}}));
    CHECK(none({{low, low_half}, {low_half, high}}));             // of one mind on the first
    CHECK(none({{low, low_half}, {high, high_half}}));            // the same ratio of saliences
    CHECK(none({{low, {true, -1, 0}}, {high_half, high}}));       // the second does not matter to it
    CHECK(none({{low, {true, -1, 0.5, 0}}, {high_half, high}}));  // no weight there
    CHECK(none({{low, {false}}, {high_half, high}}));             // no position there
    CHECK(none({{low}, {high}}));                                 // one issue
    CHECK(none({}));
    // Where all who weigh hold the outcome already, nobody demands anything.
    CHECK(none({{low, low_half}, {low_half, low}}));
}

TEST_CASE("An outcome does not pass who demands it, and a demand that is met asks for nothing") {
    // Actor 2 keeps the outcome of the first issue low: were 1 to go all the way to 0, it would pass 0's wish.
    table const t{
        {{true, 0.5, 1, 0.2}, {true, -1, 0.2, 10}}, {{true, 3, 0.4, 4}, {true, 3, 1, 1}}, {{true, -1}, {false}}};
    auto const m = matrix_of(t);
    std::size_t capped = 0;
    for (auto const& found : find_trades(m)) {
        auto const between = [&](outcome_shift const& o, double wish) {
            return (wish - o.before) * (wish - o.after) >= -1e-12;
        };
        CHECK(between(found.outcome_b_concedes, t[found.a.value][found.issue_b_concedes.value].position));
        CHECK(between(found.outcome_a_concedes, t[found.b.value][found.issue_a_concedes.value].position));
        capped += found.capped;
    }
    CHECK(capped > 0);
    // 1 stands at the outcome of the first issue (which counts as below it): 2's shift would move it away
    // from there.
    auto const met =
        matrix_of({{{true, -1, 1}, {true, -1, 1}}, {{true, 1, 1}, {true, 3, 0.5}}, {{true, 3, 1}, {true, -1, 2}}});
    for (auto const& found : find_trades(met)) {
        CHECK(gain_in(met, found, found.a) > 0);
        CHECK(gain_in(met, found, found.b) > 0);
    }
}

TEST_CASE("A trade stops where it would push an actor out of what it accepts, unless that is allowed") {
    auto const with = [](interval first, interval second) {
        return matrix_of({{{true, -1, 1}, {true, -1, 0.5, 1, second}}, {{true, 3, 0.5, 1, first}, {true, 3, 1}}});
    };
    // Each goes all the way, to the other end of the scale, or as far as its red line lets it, and the other no further.
    double const all = find_trades(with({}, {})).at(0).gain;
    CHECK(find_trades(with({-1, 3}, {-1, 3})).at(0).gain == all);
    auto const half = find_trades(with({1, 3}, {})).at(0);
    CHECK(half.gain == doctest::Approx(all / 2));
    CHECK(half.shift_b_concedes == -2);
    CHECK(half.shift_a_concedes == doctest::Approx(2));
    CHECK(half.capped);
    CHECK(find_trades(with({}, {-1, 0})).at(0).shift_a_concedes == 1);
    CHECK(find_trades(with({3, 3}, {})).empty());
    CHECK(find_trades(with({}, {-1, -1}), {.top = 3}).empty());
    CHECK(find_trades(with({3, 3}, {}), {.past_red_lines = true}).at(0).gain == all);
    CHECK(realise_trades(with({3, 3}, {})).solution.empty());
    CHECK(realise_trades(with({3, 3}, {}), {.past_red_lines = true}).solution.size() == 1);
    // The outcome of the first issue is 1/3; one who accepts it keeps it acceptable, whatever it stands for.
    auto const outcome = find_trades(with({0, 3}, {})).at(0);
    CHECK(outcome.outcome_b_concedes.after == doctest::Approx(0));
    CHECK(find_trades(with({0.25, 3}, {})).at(0).outcome_b_concedes.after == doctest::Approx(0.25));
}

TEST_CASE("Property: all trades are those of the definition, tried pair by pair; both are better off by the same") {
    std::mt19937 random(31);
    std::size_t trades = 0, capped = 0, losers = 0;
    for (int round = 0; round < 100; ++round) {
        auto t = random_table(random, 2 + random() % 4, 2 + random() % 3, round % 2 == 0);
        if (round % 3 == 0) add_red_lines(random, t);
        auto const m = matrix_of(t);
        auto const found = find_trades(m);
        std::vector<trade> left = found;
        for (std::size_t p = 0; p < m.issues(); ++p)
            for (std::size_t q = p + 1; q < m.issues(); ++q)
                for (std::size_t i = 0; i < m.actors(); ++i)
                    for (std::size_t j = 0; j < m.actors(); ++j) {
                        if (i == j) continue;
                        auto const at = std::find_if(left.begin(), left.end(), [&](trade const& x) {
                            return x.a.value == i && x.b.value == j && x.issue_a_concedes.value == q &&
                                   x.issue_b_concedes.value == p;
                        });
                        double const expected = gain_by_bisection(t, i, j, p, q);
                        double const ours = at == left.end() ? 0 : at->gain;
                        CHECK(std::abs(ours - expected) < 1e-5);
                        if (at != left.end()) left.erase(at);
                    }
        CHECK(left.empty());
        for (auto const& x : found) {
            CHECK(gain_in(m, x, x.a) == doctest::Approx(x.gain));
            CHECK(gain_in(m, x, x.b) == doctest::Approx(x.gain));
            CHECK(x.gain > 0);
            capped += x.capped;
            for (auto const& e : externalities(m, x)) {
                double by_definition = 0;
                for (auto const& [issue, shift] : {std::pair(x.issue_a_concedes, x.outcome_a_concedes),
                                                   std::pair(x.issue_b_concedes, x.outcome_b_concedes)})
                    by_definition += loss(t[e.actor.value][issue.value], shift.before) -
                                     loss(t[e.actor.value][issue.value], shift.after);
                CHECK(std::abs(e.gain - by_definition) < 1e-9);
                CHECK((e.role == trade_role::own) == (e.actor == x.a || e.actor == x.b));
                losers += e.gain < 0;
            }
        }
        CHECK(
            std::is_sorted(found.begin(), found.end(), [](trade const& x, trade const& y) { return x.gain > y.gain; }));
        trades += found.size();
        // The best few are the first few of all.
        for (std::size_t const top : {1u, 3u, 10u}) {
            auto const best = find_trades(m, {.top = top});
            REQUIRE(best.size() == std::min(top, found.size()));
            for (std::size_t k = 0; k < best.size(); ++k)
                CHECK(std::tie(best[k].gain, best[k].a, best[k].b, best[k].issue_a_concedes,
                               best[k].issue_b_concedes) == std::tie(found[k].gain, found[k].a, found[k].b,
                                                                     found[k].issue_a_concedes,
                                                                     found[k].issue_b_concedes));
        }
    }
    CHECK(trades > 100);
    CHECK(capped > 10);
    CHECK(losers > 50);
}

TEST_CASE("Property: the order of actors does not matter") {
    std::mt19937 random(6);
    for (int round = 0; round < 40; ++round) {
        auto const t = random_table(random, 5, 4, false);
        std::vector<std::size_t> order{0, 1, 2, 3, 4};
        std::shuffle(order.begin(), order.end(), random);
        table other;
        for (auto const o : order) other.push_back(t[o]);
        auto const ours = find_trades(matrix_of(t)), theirs = find_trades(matrix_of(other));
        REQUIRE(ours.size() == theirs.size());
        for (auto const& x : ours)
            CHECK(std::any_of(theirs.begin(), theirs.end(), [&](trade const& y) {
                return order[y.a.value] == x.a.value && order[y.b.value] == x.b.value &&
                       y.issue_a_concedes == x.issue_a_concedes && y.issue_b_concedes == x.issue_b_concedes &&
                       std::abs(x.gain - y.gain) < 1e-9;
            }));
    }
}

TEST_CASE("Property: what is realised leaves both better off, in one direction, until nothing is left") {
    std::mt19937 random(77);
    std::size_t realised = 0;
    for (int round = 0; round < 80; ++round) {
        auto t = random_table(random, 3 + random() % 4, 2 + random() % 4, round % 2 == 0);
        if (round % 3 == 0) add_red_lines(random, t);
        auto const m = matrix_of(t);
        auto const course = realise_trades(m);
        CHECK(course.proved);
        CHECK(course.ended == search_end::proved);
        CHECK(course.solution.empty() == find_trades(m).empty());
        auto stands = t;
        double total = 0;
        for (auto const& x : course.solution) {
            total += x.gain;
            CHECK(gain_in(m, x, x.a) == doctest::Approx(x.gain).epsilon(1e-6));
            CHECK(gain_in(m, x, x.b) == doctest::Approx(x.gain).epsilon(1e-6));
            for (auto const& [who, issue, shift, outcome] :
                 {std::tuple(x.a, x.issue_a_concedes, x.shift_a_concedes, x.outcome_a_concedes),
                  std::tuple(x.b, x.issue_b_concedes, x.shift_b_concedes, x.outcome_b_concedes)}) {
                CHECK(std::abs(outcome_of(stands, issue.value) - outcome.before) < 1e-9);
                auto& now = stands[who.value][issue.value].position;
                double const wanted = t[who.value][issue.value].position;
                CHECK((now - wanted) * shift >= 0);  // it never takes back what it has given
                now += shift;
                CHECK((now >= -1 - 1e-9 && now <= 3 + 1e-9));
                auto const& accepts = t[who.value][issue.value].acceptable;
                CHECK((now >= accepts.lower - 1e-9 && now <= accepts.upper + 1e-9));
                CHECK(std::abs(outcome_of(stands, issue.value) - outcome.after) < 1e-9);
            }
        }
        CHECK(course.value == doctest::Approx(total));
        CHECK(course.steps == course.solution.size());
        realised += course.solution.size();
        // The same again, and as far as the limit goes.
        auto const first = realise_trades(m, {.limits = {.steps = 1}});
        if (course.solution.size() > 1) {
            REQUIRE(first.solution.size() == 1);
            CHECK(first.solution[0].gain == course.solution[0].gain);
            CHECK_FALSE(first.proved);
            CHECK(first.ended == search_end::steps);
        }
        CHECK(realise_trades(m, {.knowledge = trade_knowledge::exchange_model}).proved);
    }
    CHECK(realised > 100);
}

TEST_CASE("Property: a course is the same in a mirror, whatever each trade is made to know") {
    struct part {  // what one of the two gives, as it stood in the table before it was mirrored
        std::size_t who, issue;
        double shift, before, after;
    };
    std::mt19937 random(5);
    std::size_t trades = 0, differ = 0;
    for (int round = 0; round < 60; ++round) {
        CAPTURE(round);
        auto const issues = 2 + random() % 4;  // one after the other: arguments are computed in any order
        auto const actors = 4 + random() % 4;
        auto t = random_table(random, actors, issues, false);
        if (round % 3 == 0) add_red_lines(random, t);
        std::size_t lengths[2] = {0, 0};
        for (auto const knowledge : {trade_knowledge::outcomes, trade_knowledge::exchange_model}) {
            auto const course = [&](bool of_actors, bool of_issues, bool of_scales) {
                auto seen = t;
                if (of_actors) std::reverse(seen.begin(), seen.end());
                for (auto& row : seen) {
                    if (of_issues) std::reverse(row.begin(), row.end());
                    if (!of_scales) continue;
                    for (auto& h : row) {
                        h.position = 2 - h.position;
                        h.acceptable = {2 - h.acceptable.upper, 2 - h.acceptable.lower};
                    }
                }
                auto const found = realise_trades(matrix_of(seen), {.knowledge = knowledge});
                CHECK(found.proved);
                std::vector<std::pair<double, std::array<part, 2>>> all;
                for (auto const& x : found.solution) {
                    std::array<part, 2> parts{{{x.a.value, x.issue_a_concedes.value, x.shift_a_concedes,
                                                x.outcome_a_concedes.before, x.outcome_a_concedes.after},
                                               {x.b.value, x.issue_b_concedes.value, x.shift_b_concedes,
                                                x.outcome_b_concedes.before, x.outcome_b_concedes.after}}};
                    for (auto& each : parts) {
                        if (of_actors) each.who = t.size() - 1 - each.who;
                        if (of_issues) each.issue = t[0].size() - 1 - each.issue;
                        if (!of_scales) continue;
                        each.shift = -each.shift, each.before = 2 - each.before, each.after = 2 - each.after;
                    }
                    if (parts[0].issue < parts[1].issue) std::swap(parts[0], parts[1]);
                    all.emplace_back(x.gain, parts);
                }
                return all;
            };
            auto const plain = course(false, false, false);
            lengths[knowledge == trade_knowledge::outcomes] = plain.size();
            trades += plain.size();
            // The exchange model's books know up from down.
            for (int mirror = 1; mirror < (knowledge == trade_knowledge::outcomes ? 8 : 4); ++mirror) {
                CAPTURE(mirror);
                auto const seen = course(mirror & 1, mirror & 2, mirror & 4);
                REQUIRE(seen.size() == plain.size());
                for (std::size_t k = 0; k < plain.size(); ++k) {
                    CHECK(seen[k].first == doctest::Approx(plain[k].first).epsilon(1e-6));
                    for (std::size_t side = 0; side < 2; ++side) {
                        auto const &x = seen[k].second[side], &y = plain[k].second[side];
                        CHECK(x.who == y.who);
                        CHECK(x.issue == y.issue);
                        CHECK(std::abs(x.shift - y.shift) < 1e-6);
                        CHECK(std::abs(x.before - y.before) < 1e-6);
                        CHECK(std::abs(x.after - y.after) < 1e-6);
                    }
                }
            }
        }
        differ += lengths[0] != lengths[1];
    }
    CHECK(trades > 200);
    CHECK(differ > 10);
}

TEST_CASE("Of trades that tie, the first by issues and then by actors is taken") {
    // Two pairs that are mirror images: all four trades across them gain the same.
    held const a{true, -1, 1}, b{true, -1, 0.5}, c{true, 3, 0.5}, d{true, 3, 1};
    auto const m = matrix_of({{a, b}, {a, b}, {c, d}, {c, d}});
    auto const found = find_trades(m);
    REQUIRE(found.size() == 4);
    CHECK(found[0].gain == found[3].gain);
    std::array<std::pair<std::uint32_t, std::uint32_t>, 4> const expected{{{0, 2}, {0, 3}, {1, 2}, {1, 3}}};
    for (std::size_t k = 0; k < 4; ++k) CHECK(std::pair(found[k].a.value, found[k].b.value) == expected[k]);
    auto const course = realise_trades(m);
    REQUIRE(!course.solution.empty());
    CHECK(std::pair(course.solution[0].a.value, course.solution[0].b.value) == expected[0]);
}

TEST_CASE("What cannot be asked is refused") {
    table const t{{{true, -1, 1}, {true, -1, 0.5}}, {{true, 3, 0.5}, {true, 3, 1}}};
    CHECK(code_of([&] { find_trades(matrix_of(t, level::nominal)); }) == fault_code::level_too_low);
    for (double const least : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
        CHECK(code_of([&] { find_trades(matrix_of(t), {.least_gain = least}); }) == fault_code::out_of_range);
        CHECK(code_of([&] { realise_trades(matrix_of(t), {.least_gain = least}); }) == fault_code::out_of_range);
    }
    auto x = find_trades(matrix_of(t))[0];
    x.issue_a_concedes = issue_id(std::size_t{9});
    CHECK(code_of([&] { externalities(matrix_of(t), x); }) == fault_code::unknown_name);
}
