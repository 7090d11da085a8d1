// SPDX-License-Identifier: BSL-1.0
// Ordinary code of a user who writes three using directives. The names of the README are free of ambiguity.
#include <entente/entente.hpp>
#include <entente/io/read_stances.hpp>

#include <boost/graph/adjacency_list.hpp>
#include <boost/range.hpp>

#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <ranges>
#include <string>
#include <vector>

using namespace std;
using namespace boost;
using namespace entente;

struct mediates {};
using with_mediators = extended_stance_graph<likert<5>, typed_relation<actor, mediates, actor>>;

int main() {
    with_mediators::builder().add(actor{"A"});
    stance_graph<scale>::builder build;
    auto const a = build.add(actor{"A"}), b = build.add(actor{"B"});
    auto const q = build.add(basic_issue<scale>{"q", scale::ordinal(1, 5)});
    stance_on<scale> s{};
    s.position = 2, s.status = stance_status::stated, s.acceptable = interval{1, 3};
    build.relate(a, q, s);
    build.relate(b, q, s);
    build.relate(a, b, speaks_for{});
    auto const g = std::move(build).freeze();
    auto const c = compare(g, a, b, measures::city_block{});
    auto const m = make_position_matrix(g);
    auto const all = all_pairs(m, measures::share_identical{});
    auto const near_a = nearest(m, 0, 1, measures::city_block{});
    auto const z = zone_of_agreement(g, q, {a, b});
    period const year{day(2022, 1, 1), day(2023, 1, 1)};
    try {
        io::parse_stances({.stances = io::source_text("actor,issue,position\n")});
    } catch (graph_error const&) {
    } catch (io_error const& e) {
        cout << (e.code() == fault_code::syntax);
    } catch (error const&) {}
    cout << c.shared << all.actors() << near_a.size() << z.provisional() << year.empty();
}
