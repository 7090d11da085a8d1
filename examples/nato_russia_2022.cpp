// SPDX-License-Identifier: BSL-1.0
//
// The written responses of January 2022: the United States and NATO answered Russia. Who agrees with whom, on
// what, how far apart, since when, and what could be agreed? The positions are in data/nato_russia_2022, five
// points from -2 (rejects) to +2 (demands); this program asks the questions, one call each.

#include <entente/entente.hpp>
#include <entente/io/read_stances.hpp>
#include <entente/negotiation/progress.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>
#include <string>
#include <vector>

using namespace entente;
using namespace entente::measures;
using graph = stance_graph<scale>;
using who = id_of<actor>;
using what = id_of<basic_issue<scale>>;

namespace {

void heading(char const* text) {
    std::printf("\n%s\n", text);
}

std::string position(boost::optional<double> const& p) {
    if (!p) return "withheld";
    std::array<char, 16> text;
    std::snprintf(text.data(), text.size(), "%+g", *p);
    return text.data();
}

void how_far_apart(graph const& g, who a, who b) {
    auto const plain = compare(g, a, b, city_block{});
    auto const salient = compare(g, a, b, city_block{}, {.weights = weighting::mean});
    auto const alike = compare(g, a, b, share_identical{});
    auto const s = compare(g, a, b, signorino_ritter{}, {.weights = weighting::mean});
    std::printf("  %-13s and %-13s  %8.2f  %13.2f  %9.2f  %15.2f  %6zu\n", g[a].name.c_str(), g[b].name.c_str(),
                plain.value.value(), salient.value.value(), alike.value.value(), s.value.value(), plain.shared);
}

void on_what(graph const& g, who a, who b) {
    std::printf("  %s and %s\n", g[a].name.c_str(), g[b].name.c_str());
    for (auto const& i : explain(g, a, b, city_block{}, {.weights = weighting::mean}).issues) {
        auto const issue = what(issue_id(i.issue));
        std::printf("    %-38s %+3g against %+3g   share %.2f\n", g[issue].name.c_str(), *i.first, *i.second,
                    i.share.value());
    }
}

void what_is_left_open(graph const& g, who a, who b) {
    auto const b_ = bounds(g, a, b, city_block{}, {.compare = {.weights = weighting::mean}});
    std::printf("  %-13s and %-13s  from %.2f to %.2f, by %zu withheld\n", g[a].name.c_str(), g[b].name.c_str(),
                b_.lower.value(), b_.upper.value(), b_.open);
}

void one_voice(graph const& g, who a, who b) {
    auto const alike = compare(g, a, b, share_identical{});
    std::printf(
        "  They hold the same position on %.0f %% of the %zu issues on which both speak, %.0f %% of those on which "
        "one of them does.\n",
        100 * alike.value.value(), alike.shared, 100 * alike.coverage);
}

void zones(graph const& g, std::vector<issue_progress> const& issues) {
    auto const list = [&](std::vector<actor_id> const& actors) {
        for (auto const a : actors) std::printf(" %s%s", g[who(a)].name.c_str(), a == actors.back() ? "" : ",");
    };
    for (auto const& i : issues) {
        auto const& z = i.found;
        std::printf("  %-38s ", g[what(i.issue)].name.c_str());
        if (!z.common)
            std::printf("none: red lines of");
        else if (z.red_lines.empty())
            std::printf("no red line known");
        else
            std::printf("%+g to %+g by", z.common->lower, z.common->upper);
        list(z.red_lines);
        if (!z.silent.empty()) std::printf("; silent:");
        list(z.silent);
        std::printf("\n");
    }
}

void standings(graph const& g, std::vector<issue_progress> issues) {
    std::stable_sort(issues.begin(), issues.end(),
                     [](auto const& a, auto const& b) { return a.standing < b.standing; });
    for (auto const& i : issues)
        std::printf("  %-11s  %-9s  %-38s %s\n", std::string(to_string(i.standing)).c_str(),
                    i.main ? "main" : "secondary", g[what(i.issue)].name.c_str(), i.reason.c_str());
}

void disclosures(graph const& g, std::vector<progress_range> const& ranges) {
    for (auto const& r : ranges)
        if (r.varied == varied_number::position)
            std::printf("  %-13s  at %+g to %+g  %s\n", g[who(r.actor)].name.c_str(), *r.lower, *r.upper,
                        r.says.c_str());
}

}  // namespace

int main() try {
    std::string const data = std::string(ENTENTE_EXAMPLES_DATA_DIR) + "/nato_russia_2022/";
    auto const g = io::read_stances({.stances = data + "stances.csv",
                                     .issues = data + "issues.csv",
                                     .actors = data + "actors.csv",
                                     .relations = data + "relations.csv"});
    auto const actor_named = [&](char const* name) { return g.find<actor>(name).value(); };
    auto const issue_named = [&](char const* name) { return g.find<basic_issue<scale>>(name).value(); };
    auto const russia = actor_named("Russia"), nato = actor_named("NATO"), states = actor_named("United States");

    std::printf("The written responses of January 2022: %zu actors, %zu issues, %zu stances.\n", g.size<actor>(),
                g.size<basic_issue<scale>>(), g.edge_count<stance_on<scale>>());

    heading("How far apart? Distance from 0 (same) to 1 (opposite ends); S from -1 to 1.");
    std::printf("  %-31s  %8s  %13s  %9s  %15s  %6s\n", "", "distance", "with salience", "identical", "S with salience",
                "issues");
    how_far_apart(g, russia, nato);
    how_far_apart(g, russia, states);
    how_far_apart(g, states, nato);

    heading("On what? Each issue's share of the distance, salience counted.");
    on_what(g, russia, nato);
    on_what(g, russia, states);

    heading("And if only the secondary issues counted?");
    auto const secondary = select_issues(make_position_matrix(g), parts_of(g, issue_named("secondary issues")));
    for (auto const other : {nato, states}) {
        auto const apart = compare(secondary, *secondary.row_of(russia), *secondary.row_of(other), city_block{});
        std::printf("  Russia and %-13s  %.2f on %zu shared\n", g[other].name.c_str(), apart.value.value(),
                    apart.shared);
    }

    heading("What do the withheld positions leave open?");
    what_is_left_open(g, russia, nato);
    what_is_left_open(g, russia, states);
    what_is_left_open(g, states, nato);

    heading("Do the United States and NATO speak with one voice?");
    one_voice(g, states, nato);

    heading("Which outcomes would Russia, the United States and NATO all accept?");
    auto const issues = room_for_progress(g, {russia, states, nato});
    zones(g, issues);

    heading("What if indivisible security is not honoured? Russia's right to choose alliances depends on it.");
    stance_options<graph> const not_honoured{.outcomes = {{issue_named("indivisible security"), -2.0}}};
    auto const choice = issue_named("right to choose alliances");
    std::printf("  Russia's position is then %s (before: %s); its distance to NATO %.2f (before: %.2f)\n",
                position(held_by(g, russia, choice, not_honoured)->position).c_str(),
                position(held_by(g, russia, choice)->position).c_str(),
                compare(g, russia, nato, city_block{}, {}, not_honoured).value.value(),
                compare(g, russia, nato, city_block{}).value.value());

    heading("Since when? Stances known at the end of the year.");
    for (int const year : {1999, 2010, 2022}) {
        auto const then = make_position_matrix<graph>(g, {.at = day(year, 12, 31)});
        std::printf("  %d ", year);
        for (auto const a : {russia, states, nato})
            std::printf("  %s %zu", g[a].name.c_str(), then.row(*then.row_of(a)).size());
        std::printf("\n");
    }

    heading("Where is there room for progress?");
    standings(g, issues);

    heading("What if those who declined to say held this? One at a time, the other left out.");
    disclosures(g, progress_ranges(select_actors(make_position_matrix(g), {russia, states, nato})));
    return 0;
} catch (error const& e) {
    std::cerr << e.what() << '\n';
    return 2;
}
