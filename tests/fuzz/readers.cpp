// SPDX-License-Identifier: BSL-1.0
// Any bytes are read or refused with an entente::error, and what was read is written and reads back as it was.
#include <boost/optional.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/discourse/collapse.hpp"
#include "entente/discourse/projection.hpp"
#include "entente/discourse/series.hpp"
#include "entente/error.hpp"
#include "entente/io/csv.hpp"
#include "entente/io/graphml.hpp"
#include "entente/io/read_statements.hpp"
#include "entente/io/score_table.hpp"
#include "entente/json/records.hpp"
#include "entente/measures/by_score_table.hpp"
#include "entente/positions/issue_column.hpp"
#include "fuzz/targets.hpp"

namespace fuzz {
namespace {

using namespace entente;
using graph = stance_graph<scale>;

bool same_value(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

template <class Edge>
bool same_edges(graph const& a, graph const& b) {
    if (a.edge_count<Edge>() != b.edge_count<Edge>()) return false;
    for (std::size_t i = 0; i != a.edge_count<Edge>(); ++i) {
        auto const x = a.edge<Edge>(i), y = b.edge<Edge>(i);
        if (x.source != y.source || x.target != y.target || !(x.edge == y.edge)) return false;
    }
    return true;
}

bool same_graph(graph const& a, graph const& b) {
    return std::ranges::equal(a.vertices<actor>(), b.vertices<actor>()) &&
           std::ranges::equal(a.vertices<basic_issue<scale>>(), b.vertices<basic_issue<scale>>()) &&
           same_edges<stance_on<scale>>(a, b) && same_edges<member_of>(a, b) && same_edges<speaks_for>(a, b) &&
           same_edges<influences>(a, b) && same_edges<part_of>(a, b);
}

void require_round_trip(graph const& g) {
    std::string tables[4];
    std::string all;
    auto const write = [&](std::size_t k, auto write_table) {
        std::ostringstream out;
        write_table(out, g);
        tables[k] = out.str();
        all += tables[k] + "--\n";
    };
    try {
        write(0, io::write_stance_table<graph>);
        write(1, io::write_issue_table<graph>);
        write(2, io::write_actor_table<graph>);
        write(3, io::write_relation_table<graph>);
    } catch (io_error const& e) {
        // The one thing that can be read and not written: a bound between categories that is written like the label of
        // one.
        if (e.code() != fault_code::syntax) throw;
        return;
    }
    boost::optional<graph> again;
    try {
        io::stance_texts texts{io::source_text(tables[0])};
        texts.issues = io::source_text(tables[1]);
        texts.actors = io::source_text(tables[2]);
        texts.relations = io::source_text(tables[3]);
        again = io::parse_stances(texts, {.may_be_empty = true});
    } catch (error const& e) {
        violated(std::string("what was written is refused: ") + e.what(), all);
    }
    if (!same_graph(g, *again)) violated("what was written reads back as another graph", all);
}

scale default_scale(unsigned which) {
    switch (which % 7) {
    case 0:
        return scale::ordinal(-2, 2);
    case 1:
        return scale::nominal({"yes", "no", "NA"});
    case 2:
        return scale::interval(-1e300, 5e299);
    case 3:
        return scale::ordinal({{"low", -5e-324}, {"3", 0.0}, {"high|=\\", 1e9}});
    case 4:
        return scale::ratio(0, 1e-3);
    case 5:
        return scale::ordinal({{"10", 1}, {"20", 2}, {"30", 3}});
    default:
        return scale::ordinal({"a,b", "\"", " c"});
    }
}

/// How a byte lays the file out. '0' is a file on a scale from -2 to 2, without further ado.
io::csv_options options_of(unsigned byte, bool wide) {
    io::csv_options options;
    options.wide = wide;
    options.default_scale = default_scale(byte & 7u);
    if (byte & 8u) options.withheld = "W";
    if (byte & 64u) options.missing = {"", "NA", "99"};
    if (byte & 128u && wide) options.ignored_columns = {"x"};
    if (byte & 128u && !wide) options.columns = {{"actor", "who"}};
    return options;
}

/// Any options that there are, of the first bytes; most of them leave most things as they are.
io::reading_options options_from(choices& from) {
    io::reading_options options;
    auto const shape = from.byte();
    options.wide = shape & 1u;
    options.transposed = (shape & 6u) == 2;
    options.decimal_comma = shape & 8u;
    options.ignore_case = shape & 16u;
    options.may_be_empty = shape & 32u;
    options.default_scale = default_scale(shape >> 6);
    constexpr char delimiters[] = {0, 0, ',', ';', '\t', '|', ' ', '"', 'a'};
    constexpr char thousands[] = {0, 0, 0, ',', '.', ' ', '\''};
    options.delimiter = from.one_of(delimiters);
    options.thousands = from.one_of(thousands);
    auto const lines = from.byte();
    options.skipped_lines = lines < 200 ? 0 : lines % 4;
    options.header_rows = lines % 8 == 7 ? 0 : lines % 8 == 6 ? 2 : 1;
    if (lines % 5 == 4) options.comment = "#";
    options.dates = static_cast<io::date_form>(from.below(7));
    options.repeated = static_cast<io::repeated_stances>(from.below(8));
    options.most_faults = from.below(4) == 3 ? 1 : 20;
    auto const names = from.byte();
    if (names % 4 == 1) options.columns = {{"actor", "#1"}, {"issue", "issue+x"}};
    if (names % 4 == 2) options.columns = {{"position", "{issue} p"}, {"salience", "{issue} s"}};
    if (names % 4 == 3) options.columns = {{"position", "{issue}_{answer}"}};
    if (names & 4u) options.issue_columns = {"q*", "#3-"};
    if (names & 8u) options.ignored_columns = {"[x-z]?", "note"};
    if (names & 16u) options.answers = {{"yes", "1"}, {"no", "-1"}};
    if (names & 32u) options.counts = {{"for", "2"}, {"against", "-2"}};
    if (names & 64u) options.column_names = {"actor", "issue", "position", "from"};
    auto const values = from.byte();
    if (values & 1u) options.values = {{"for", "1"}, {"1", "2", "q1"}, {"none"}};
    if (values & 2u) options.withheld = "W";
    if (values & 4u) options.also_withheld = {"-", "refused"};
    if (values & 8u) options.missing = {"", "99"};
    if (values & 16u) options.actor_names = {"key", "name"};
    return options;
}

/// Tables are separated by lines of `--`: stances, then issues, actors, relations, names of actors, more stances and names
/// of issues, as far as they are there.
io::stance_texts tables_in(std::string_view bytes) {
    auto const next = [&]() -> boost::optional<io::source_text> {
        if (bytes.empty()) return boost::none;
        auto const end = bytes.find("\n--\n");
        auto const table = bytes.substr(0, end);
        bytes = end == bytes.npos ? std::string_view{} : bytes.substr(end + 4);
        if (table.empty() && end != bytes.npos) return boost::none;
        io::source_text text(std::string(table), "fuzz.csv");
        return text;
    };
    auto stances = next();
    io::stance_texts texts{stances ? *stances : io::source_text(std::string())};
    texts.issues = next();
    texts.actors = next();
    texts.relations = next();
    texts.actor_names = next();
    if (auto more = next()) texts.more.push_back(*more);
    texts.issue_names = next();
    return texts;
}

void read_tables(std::string_view bytes, bool wide) {
    auto const options = options_of(bytes.empty() ? '0' : static_cast<unsigned char>(bytes.front()), wide);
    if (!bytes.empty()) bytes.remove_prefix(1);
    require_round_trip(io::parse_stances(tables_in(bytes), options));
}

void read_freely(std::string_view bytes) {
    choices from(bytes);
    auto const options = options_from(from);
    auto const texts = tables_in(from.rest());
    io::reading_report report;
    auto const g = io::parse_stances(texts, options, report);
    require_showable(io::to_text(report));
    require_round_trip(g);
}

using rows = std::vector<std::vector<std::string>>;

rows rows_of(std::string_view text) {
    rows all;
    io::csv_reader reader{io::source_text(std::string(text))};
    auto const take = [&](io::csv_record const& record) {
        auto& row = all.emplace_back();
        for (std::size_t i = 0; i <= record.size(); ++i) {
            if (i != record.size()) row.emplace_back(record[i]);
            if (auto const at = record.where(i); at.line == 0 || at.column == 0) violated("a field without a place");
        }
    };
    take(reader.header());
    while (auto const record = reader.next()) take(*record);
    return all;
}

void read_records(std::string_view bytes) {
    auto const all = rows_of(bytes);
    for (auto const end : {io::csv_writer::line_end::lf, io::csv_writer::line_end::crlf}) {
        std::ostringstream out;
        io::csv_writer writer(out, end);
        for (auto const& row : all) {
            for (auto const& field : row) writer.field(field);
            writer.end_record();
        }
        boost::optional<rows> again;
        try {
            again = rows_of(out.str());
        } catch (error const& e) {
            violated(std::string("records that were written are refused: ") + e.what(), out.str());
        }
        if (*again != all) violated("records read back otherwise", out.str());
    }
}

void read_scores(std::string_view bytes) {
    auto const table = io::read_score_table(io::source_text(std::string(bytes)));
    for (std::size_t k = 0; k != table.answers(); ++k)
        for (std::size_t l = 0; l != table.answers(); ++l)
            if (!(table.score(k, l) >= 0 && table.score(k, l) <= table.maximum(k))) violated("a score off its maximum");
    // On a scale it fits or is refused; read by the labels of a scale it fits that scale.
    for (unsigned which = 0; which != 7; ++which) {
        auto const issue = make_issue_column(basic_issue<scale>{"q", default_scale(which)});
        try {
            measures::by_score_table(table).require_scale(issue);
        } catch (scale_error const&) {}
        boost::optional<score_table> labelled;
        try {
            labelled = io::read_score_table(io::source_text(std::string(bytes)), default_scale(which));
        } catch (error const& e) {
            require_showable(e.what());
        }
        if (labelled && labelled->fits(issue)) labelled->require_labels(issue);
    }
}

/// Records of a document, whose fields stand somewhere, and stances from them.
void read_json(std::string_view bytes) {
    choices from(bytes);
    constexpr char const* paths[] = {"", "/*", "/*/*", "/a/*/b/*", "/a"};
    std::string const path = from.one_of(paths);
    auto const how = from.byte();
    auto const text = io::source_text(std::string(from.rest()), "fuzz.json")
                          .as(how & 1u ? io::json_lines(path) : io::json_records(path));
    auto const reader = (*text.format())(text);
    while (auto const record = reader->next())
        for (std::size_t i = 0; i <= record->size(); ++i)
            if (auto const at = record->where(i); at.line == 0 || at.column == 0) violated("a field without a place");
    io::reading_options options;
    options.default_scale = default_scale(0);
    options.wide = how & 2u;
    if (how & 4u) options.columns = {{"actor", "@key"}};
    require_round_trip(io::parse_stances({.stances = text}, options));
}

/// Networks of what was said: each value is one, and bounded where it says so; the window of all is the whole.
void tie(corpus const& said, unsigned how) {
    projection_options options;
    options.nodes = static_cast<discourse_nodes>(how % 3);
    options.aggregate = static_cast<tie_aggregation>(how / 3 % 4);
    options.normalize = static_cast<tie_normalization>(how / 12 % 6);
    options.duplicates = static_cast<duplicate_statements>(how % 7);
    pair_network whole;
    try {
        whole = project(said, options);
    } catch (error const& e) {
        if (e.code() != fault_code::invalid_argument && e.code() != fault_code::incompatible_scales) throw;
        return;
    }
    bool const bounded =
        options.normalize == tie_normalization::share || options.normalize == tie_normalization::true_cosine;
    for (double const v : whole.values)
        if (!std::isnan(v) && !(std::isfinite(v) && (!bounded || std::abs(v) <= 1 + 1e-12)))
            violated("a tie that is no number");
    std::size_t windows = 0;
    for_each_event_window(said, options, whole.statements ? whole.statements : 1, 1, [&](timed_network const& n) {
        ++windows;
        if (n.network.nodes != whole.nodes || n.network.values.size() != whole.values.size())
            violated("a window of all that is not the whole");
        for (std::size_t k = 0; k != whole.values.size(); ++k)
            if (!same_value(n.network.values[k], whole.values[k])) violated("a window of all that is not the whole");
    });
    if (windows != (whole.statements ? 1u : 0u)) violated("a window of all that is not one");
    std::ostringstream out;
    io::write_graphml(out, make_network(said, whole));
}

/// Statements are in the order of their dates, each found by who made it and what it is about; what they come to is
/// written and read as any other positions are.
void read_statements(std::string_view bytes) {
    choices from(bytes);
    auto const how = from.byte();
    auto const rule = static_cast<collapse_rule>(how % 5);
    auto options = options_from(from);
    auto const texts = tables_in(from.rest());
    io::reading_report report;
    auto const read = io::parse_statements(
        {texts.stances, texts.issues, texts.actors, texts.relations, texts.more, texts.actor_names, texts.issue_names},
        options, how < 128 ? std::vector<std::string>{} : std::vector<std::string>{"note"}, &report);
    require_showable(io::to_text(report));
    auto const& said = read.statements;
    std::size_t by_actor = 0, by_issue = 0;
    for (std::uint32_t a = 0; a != said.actors(); ++a) by_actor += said.of(actor_id(a)).size();
    for (std::uint32_t i = 0; i != said.issues(); ++i) by_issue += said.on(issue_id(i)).size();
    if (by_actor != said.size() || by_issue != said.size()) violated("statements that nobody made, or on nothing");
    if (!std::ranges::is_sorted(said.times())) violated("statements out of the order of their dates");
    using namespace std::chrono_literals;
    tie(said, how);
    try {
        require_round_trip(collapse(said, {.rule = rule, .center = day(2010, 1, 1), .bandwidth = 1000h}));
        require_round_trip(stances_over_time(said));
    } catch (scale_error const& e) {
        if (e.code() != fault_code::level_too_low) throw;
    }
}

/// Well-formed UTF-8 without NUL, said another way: what decodes and encodes to the same bytes.
bool is_text(std::string_view bytes) {
    std::string again;
    for (std::size_t i = 0; i < bytes.size();) {
        auto const lead = static_cast<unsigned char>(bytes[i]);
        std::size_t const length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        std::uint32_t code = length == 1 ? lead : lead & (0x7Fu >> length);
        for (std::size_t k = 1; k != length; ++k)
            code = code << 6 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) & 0x3Fu : 0u);
        i += length;
        if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
        if (code < 0x80) {
            again += static_cast<char>(code);
            continue;
        }
        int const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        again += static_cast<char>((0xFF00u >> (more + 1) & 0xFFu) | code >> (6 * more));
        for (int k = more; k-- != 0;) again += static_cast<char>(0x80u | (code >> (6 * k) & 0x3Fu));
    }
    return again == bytes;
}

/// Bytes of any encoding are text, or refused.
void read_encoded(std::string_view bytes) {
    choices from(bytes);
    auto const encoding = static_cast<io::text_encoding>(from.below(6));
    if (io::parse_encoding(io::to_string(encoding)) != encoding)
        violated("an encoding of another name", io::to_string(encoding));
    io::source_text const source(std::string(from.rest()), "fuzz.csv", encoding);
    if (!is_text(source.text())) violated("what was decoded is no text");
}

void read_source(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return read_encoded(std::string(1, 0) += bytes);
    auto const body = bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes;
    bool const good = is_text(body);
    try {
        if (io::source_text(std::string(bytes)).text() != body) violated("a text that is not what it was");
    } catch (error const& e) {
        if (good) violated("text is refused");
        if (e.where().line == 0 || e.where().column == 0) violated("malformed text without a place");
        throw;
    }
    if (!good) violated("malformed text is taken");
}

}  // namespace

outcome readers(std::string_view bytes) {
    try {
        switch (part("lwoecpujs", bytes)) {
        case 'l':
            read_tables(bytes, false);
            break;
        case 'w':
            read_tables(bytes, true);
            break;
        case 'o':
            read_freely(bytes);
            break;
        case 'e':
            read_encoded(bytes);
            break;
        case 'c':
            read_records(bytes);
            break;
        case 'p':
            read_scores(bytes);
            break;
        case 'j':
            read_json(bytes);
            break;
        case 's':
            read_statements(bytes);
            break;
        default:
            read_source(bytes);
        }
    } catch (error const& e) {
        require_showable(e.what());
        return outcome::refused;
    }
    return outcome::accepted;
}

}  // namespace fuzz
