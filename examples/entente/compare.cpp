// SPDX-License-Identifier: BSL-1.0
// entente compare: agreement and distance of actors, from a file of stances.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "comparing.hpp"
#include "entente/base/display_width.hpp"
#include "entente/base/parallel.hpp"
#include "entente/base/size_product.hpp"
#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/dyadic/inference/interval.hpp"
#include "entente/pairs/stream_in_order.hpp"
#include "entente/positions/row_names.hpp"
#include "input.hpp"
#include "measure_list.hpp"
#include "measures.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "subcommand.hpp"
#include "threads.hpp"

namespace entente_program {
namespace {

using namespace entente;
using pair = selection::pair;

struct settings {
    input from;
    comparing by;
    selection whom;
    output_options out;
    std::string bounds, rank_by;
    std::size_t threads = 1;
    bool explain = false, list_measures = false;
};

/// A line of the answer: two actors, and what is found of them.
struct pair_line {
    std::string_view measure;
    actor_id a{}, b{};
    comparison result{};

    template <class Line>
    static auto names() {
        return std::tuple(make_field<Line>("measure", "", "as it was asked for", &Line::measure),
                          make_field<Line>("a", "", "an actor", &Line::a),
                          make_field<Line>("b", "", "another", &Line::b));
    }
    static auto fields() { return std::tuple_cat(names<pair_line>(), fields_within<4>(&pair_line::result)); }
};
struct bounds_line {
    std::string_view measure;
    actor_id a{}, b{};
    comparison result{};
    value_bounds limits{};
    static auto fields() {
        return std::tuple_cat(pair_line::names<bounds_line>(), fields_within<4>(&bounds_line::result),
                              fields_within<3>(&bounds_line::limits));
    }
};
/// A pair in a ranking, with the interval that it was ranked by.
struct ranked_line {
    std::string_view measure;
    actor_id a{}, b{};
    comparison result{};
    boost::optional<double> lower{}, upper{};
    static auto fields() {
        using row = ranked_line;
        return std::tuple_cat(pair_line::names<row>(), fields_within<4>(&row::result),
                              std::tuple(make_field<row>("lower", "of the measure", "lower end", &row::lower),
                                         make_field<row>("upper", "of the measure", "upper end", &row::upper)));
    }
};
struct issue_line {
    std::string_view measure;
    actor_id a{}, b{};
    issue_share part{};
    static auto fields() { return std::tuple_cat(pair_line::names<issue_line>(), fields_within(&issue_line::part)); }
};

/// Compares what is asked for, and writes it measure by measure.
class comparer {
public:
    comparer(settings const& s, answer& out) : s_(s), out_(out), pool_(pool_of(s.threads)) {
        // All that can be refused comes before the first line of output.
        s.whom.check(!s.rank_by.empty());
        options_ = s.by.options();
        sources from;
        auto const g = s.from.read(from);
        matrix_ = s.from.positions(g);
        measures_ = s.by.measures(g, matrix_, from);
        pairs_ = s.whom.pairs(g);
        reference_ = s.whom.reference(g);
        if (matrix_.actors() < 2)
            refuse("a comparison is of two actors at least", "actors: " + std::to_string(matrix_.actors()));
        bounds_.compare = options_;
        bounds_.open =
            s.bounds == "missing" ? bounds_options::open_positions::missing : bounds_options::open_positions::withheld;
    }

    void write() {
        if (!s_.rank_by.empty())
            write_ranking();
        else if (s_.explain)
            write_lines<issue_line>({widest_issue(), 8, 8, 8, 8, 8, 8}, matrix_.columns().size(),
                                    [&](auto const& m, pair p, auto& lines) {
                                        for (auto const& part : explain(matrix_, p.first, p.second, m, options_).issues)
                                            lines.push_back({m.name(), p.first, p.second, part});
                                    });
        else if (!s_.bounds.empty())
            write_lines<bounds_line>({8, 4, 8, 8, 8, 8, 4}, 1, [&](auto const& m, pair p, auto& lines) {
                lines.push_back({m.name(), p.first, p.second, compare(matrix_, p.first, p.second, m, options_),
                                 bounds(matrix_, p.first, p.second, m, bounds_)});
            });
        else
            write_lines<pair_line>({8, 4, 8, 8}, 1, [&](auto const& m, pair p, auto& lines) {
                lines.push_back({m.name(), p.first, p.second, compare(matrix_, p.first, p.second, m, options_)});
            });
    }

private:
    /// `make(measure, pair, lines)` adds the lines of a pair.
    template <class Line, class Make>
    void write_lines(std::vector<std::size_t> widths, std::size_t lines_a_pair, Make const& make) {
        std::size_t measure_width = 0, actor_width = 0;
        for (auto const& m : measures_) measure_width = std::max(measure_width, display_width(m.name()));
        for (std::size_t a = 0; a < matrix_.actors(); ++a)
            actor_width = std::max(actor_width, display_width(matrix_.actor_name(a)));
        widths.insert(widths.begin(), {measure_width, actor_width, actor_width});
        std::size_t bytes = 0, pairs = 0;
        for (auto const w : widths) bytes += w + sizeof(std::uint32_t);
        for (auto const& m : measures_) pairs += pairs_to_write(m);
        out_.require_room(entente::detail::size_product(pairs, lines_a_pair, "an answer of so many lines cannot be"),
                          bytes);
        auto to = out_.rows<Line>(names_of(matrix_), std::move(widths));
        for (auto const& m : measures_) {
            if (reference_)
                write_each(m, nearest_first(m, *reference_), make, to);
            else if (!pairs_.empty())
                write_each(m, pairs_, make, to);
            else
                write_all<Line>(m, make, to);
        }
        to.finish();
    }

    /// The closest pairs first: by value, or by the end of its interval that speaks less well of the pair, so that few
    /// issues do not beat many. Those without such an end come after the others, undefined pairs last; ties in the order
    /// of the file.
    void write_ranking() {
        bool const by_interval = s_.rank_by == "lower";
        std::size_t pairs = 0;
        for (auto const& m : measures_) pairs += pairs_to_write(m);
        out_.require_room(pairs, sizeof(ranked));
        auto to = out_.rows<ranked_line>(names_of(matrix_));
        for (auto const& m : measures_) {
            auto all = pairs_to_rank(m);
            pool_(all.size(), [&](std::size_t i) {
                auto& [of, found] = all[i];
                if (by_interval)
                    found = compare_with_interval(matrix_, of.first, of.second, m, options_);
                else
                    found.whole = compare(matrix_, of.first, of.second, m, options_);
            });
            bool const distance = m.described().direction == orientation::distance;
            auto const better = [&](boost::optional<double> const& x, boost::optional<double> const& y) {
                return !y ? bool(x) : x && (distance ? *x < *y : *y < *x);
            };
            std::stable_sort(all.begin(), all.end(), [&](ranked const& p, ranked const& q) {
                auto const x = p.found.cautious(m.described().direction), y = q.found.cautious(m.described().direction);
                if (by_interval && x != y) return better(x, y);
                return better(p.found.whole.value, q.found.whole.value);
            });
            if (s_.whom.top() && all.size() > s_.whom.top()) all.resize(s_.whom.top());
            for (auto const& [of, found] : all)
                to.write({m.name(), of.first, of.second, found.whole,
                          found.interval ? boost::optional<double>(found.interval->lower) : boost::none,
                          found.interval ? boost::optional<double>(found.interval->upper) : boost::none});
        }
        to.finish();
    }
    struct ranked {
        pair of{};
        sure_comparison found{};
    };
    std::vector<ranked> pairs_to_rank(any_measure const& m) const {
        std::vector<ranked> all;
        for (auto const& p : pairs_) all.push_back({p});
        if (!all.empty()) return all;
        bool const both = !is_symmetric(m, options_) && !reference_;
        for (std::size_t a = 0; a < matrix_.actors(); ++a) {
            if (reference_ && *reference_ != actor_id(a)) continue;
            for (std::size_t b = both || reference_ ? 0 : a + 1; b < matrix_.actors(); ++b)
                if (a != b) all.push_back({{actor_id(a), actor_id(b)}});
        }
        return all;
    }

    std::size_t widest_issue() const {
        std::size_t width = 0;
        for (auto const& c : matrix_.columns()) width = std::max(width, display_width(c.name));
        return width;
    }
    /// No more than 2^32 actors have a name in a graph: the product is a size.
    std::size_t pairs_of_all(any_measure const& m) const {
        auto const n = matrix_.actors();
        return is_symmetric(m, options_) ? n * (n - 1) / 2 : n * (n - 1);
    }
    std::size_t pairs_to_write(any_measure const& m) const {
        if (!pairs_.empty()) return pairs_.size();
        if (!reference_) return pairs_of_all(m);
        auto const others = matrix_.actors() - 1;
        return s_.whom.top() ? std::min(s_.whom.top(), others) : others;
    }

    /// Nearest first; undefined last; ties in the order of the file.
    std::vector<pair> nearest_first(any_measure const& m, actor_id reference) const {
        std::vector<std::pair<pair, boost::optional<double>>> others;
        for (std::size_t i = 0; i < matrix_.actors(); ++i)
            if (actor_id const b(i); b != reference)
                others.push_back({{reference, b}, compare(matrix_, reference, b, m, options_).value});
        bool const distance = m.described().direction == orientation::distance;
        std::stable_sort(others.begin(), others.end(), [&](auto const& p, auto const& q) {
            auto const &x = p.second, &y = q.second;
            if (!x || !y) return x && !y;
            return distance ? *x < *y : *y < *x;
        });
        if (s_.whom.top() && others.size() > s_.whom.top()) others.resize(s_.whom.top());
        std::vector<pair> pairs;
        for (auto const& o : others) pairs.push_back(o.first);
        return pairs;
    }

    /// The lines of so many pairs are kept at a time.
    static constexpr std::size_t pairs_at_once = 1024;

    template <class Make, class Line, class NameOf>
    void write_each(any_measure const& m, std::vector<pair> const& pairs, Make const& make,
                    io::row_writer<Line, NameOf>& to) {
        for (std::size_t first = 0; first < pairs.size(); first += pairs_at_once) {
            std::vector<std::vector<Line>> lines(std::min(pairs_at_once, pairs.size() - first));
            pool_(lines.size(), [&](std::size_t i) { make(m, pairs[first + i], lines[i]); });
            for (auto const& of_pair : lines)
                for (auto const& line : of_pair) to.write(line);
        }
    }

    template <class Line, class Make, class Writer>
    void write_all(any_measure const& m, Make const& make, Writer& to) {
        progress_bar bar(!out_.shows_lines());
        auto const total = pairs_of_all(m);
        std::size_t done = 0;
        if constexpr (std::is_same_v<Line, pair_line>) {
            stream_pairs_in_order(
                matrix_, m, options_,
                [&](std::size_t a, std::size_t b, tile_value const& v) {
                    comparison c;
                    c.value = v.result.value, c.reason = v.result.reason, c.shared = v.shared, c.weight = v.weight;
                    to.write({m.name(), actor_id(a), actor_id(b), c});
                    if (++done % 4096 == 0 || done == total) bar(done, total);
                },
                pool_);
        } else {
            bool const both = !is_symmetric(m, options_);
            std::vector<pair> some;
            auto const write_some = [&] {
                write_each(m, some, make, to);
                bar(done += some.size(), total);
                some.clear();
            };
            for (std::size_t a = 0; a < matrix_.actors(); ++a)
                for (std::size_t b = both ? 0 : a + 1; b < matrix_.actors(); ++b) {
                    if (a != b) some.push_back({actor_id(a), actor_id(b)});
                    if (some.size() == pairs_at_once) write_some();
                }
            write_some();
        }
    }

    settings const& s_;
    answer& out_;
    thread_pool pool_;
    compare_options options_{};
    bounds_options bounds_{};
    position_matrix matrix_{};
    std::vector<any_measure> measures_;
    std::vector<pair> pairs_;
    boost::optional<actor_id> reference_;
};

void run(settings const& s) {
    answer out(s.out);
    if (s.list_measures)
        write_measure_list(list_measures(), s.out.format, out);
    else
        comparer(s, out).write();
    out.done();
}

std::function<void()> add(command_line app) {
    auto const s = std::make_shared<settings>();
    s->from.add_options(app);
    s->by.add_options(app);
    s->whom.add_options(app);
    auto const explain = app.add_flag("--explain", s->explain, "what each issue contributes");
    app.add_option("--bounds", s->bounds,
                   "add the least and greatest value that positions leave open: withheld, missing")
        .excludes(explain)
        .one_of({"withheld", "missing"});
    app.add_option("--rank-by", s->rank_by,
                   "the closest pairs first: by value, or by the lower end of its interval at 95 % (of a distance the "
                   "upper), so that few shared issues do not beat many")
        .excludes(explain)
        .excludes("--bounds")
        .one_of({"value", "lower"});
    add_threads(app, s->threads);
    s->out.add_options(app);
    app.add_flag("--list-measures", s->list_measures, "list the measures and exit");
    return [s] { run(*s); };
}

}  // namespace

subcommand compare_subcommand() {
    return {"compare", "agreement and distance of actors, from a file of stances",
            "stances.csv --scale ordinal:1..5 --measure city_block",
            "Stances are rows actor,issue,position (or a wide table with one column an issue). An empty position is a "
            "withheld stance.\n"
            "Every issue needs a scale, from --issues or --scale: ranges are never guessed from data.\n\n"
            "  entente compare votes.csv --wide --scale 'ordinal:N|A|Y' --measure city_block --format csv\n"
            "  entente compare stances.csv --issues issues.csv --reference c0 --top 10 --measure city_block --measure "
            "directional\n"
            "  entente compare stances.csv --issues issues.csv --pair Russia,NATO --weights mean --explain",
            add};
}

}  // namespace entente_program
