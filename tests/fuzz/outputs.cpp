// SPDX-License-Identifier: BSL-1.0
// Whatever names say, what is written has the structure that it has with harmless names: no cell becomes two, no name
// a tag, an attribute or a command to a terminal.
#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/graphml.hpp"
#include "entente/io/graphviz.hpp"
#include "entente/io/rows.hpp"
#include "entente/model/network.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance_graph.hpp"
#include "fuzz/targets.hpp"

namespace fuzz {
namespace {

using namespace entente;

/// Texts separated by `~`.
std::vector<std::string> names_in(std::string_view bytes) {
    std::vector<std::string> all;
    while (all.size() != 12) {
        auto const end = bytes.find('~');
        all.emplace_back(bytes.substr(0, end));
        if (end == bytes.npos) break;
        bytes.remove_prefix(end + 1);
    }
    return all;
}

std::vector<std::string> harmless(std::size_t count) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i != count; ++i) all.push_back("n" + std::to_string(i));
    return all;
}

/// A row for each name: the name, a number, and the name again under a name of its own.
std::string rows_of(std::vector<std::string> const& names, io::row_format format, bool guard_formulas = false) {
    std::ostringstream out;
    io::record_writer writer(out, {"name", "number", names.front()},
                             {.format = format, .guard_formulas = guard_formulas});
    auto const no_ids = [](row_id) { return std::string(); };
    for (std::size_t i = 0; i != names.size(); ++i) {
        writer.field(names[i], no_ids);
        writer.field(static_cast<double>(i) / 3, no_ids);
        writer.field(names[i], no_ids);
        writer.end_record();
    }
    writer.finish();
    return out.str();
}

/// The tags of a document, but for those that end a line within a cell.
std::string tags_of(std::string_view html) {
    std::string tags;
    for (std::size_t at = 0; (at = html.find('<', at)) != html.npos; ++at) {
        auto const tag = html.substr(at, html.find('>', at) - at);
        if (tag != "<br") tags += std::string(tag) + '>';
    }
    return tags;
}

/// How many bars that end a cell each line has.
std::vector<std::size_t> bars_of(std::string_view markdown) {
    std::vector<std::size_t> bars{0};
    for (std::size_t i = 0; i != markdown.size(); ++i) {
        if (markdown[i] == '\\')
            ++i;
        else if (markdown[i] == '|')
            ++bars.back();
        else if (markdown[i] == '\n')
            bars.push_back(0);
    }
    return bars;
}

void write_rows(std::vector<std::string> const& names) {
    auto const plain = harmless(names.size());
    using format = io::row_format;

    auto const html = rows_of(names, format::html);
    if (tags_of(html) != tags_of(rows_of(plain, format::html))) violated("a name is a tag", html);

    auto const markdown = rows_of(names, format::markdown);
    if (bars_of(markdown) != bars_of(rows_of(plain, format::markdown))) violated("a name is two cells", markdown);

    auto const table = rows_of(names, format::table);
    if (std::ranges::count(table, '\n') != static_cast<std::ptrdiff_t>(names.size()) + 1)
        violated("a name is two lines", table);
    for (char const c : table)
        if (c != '\n' && (static_cast<unsigned char>(c) < 0x20 || c == 0x7F))
            violated("a name commands the terminal", table);

    auto const csv = rows_of(names, format::csv);
    bool const is_column = names.front() != "name" && names.front() != "number" && !names.front().empty();
    if (is_column) {
        io::csv_reader reader{io::source_text(csv)};
        if (reader.header()[2] != names.front()) violated("another name of a column", csv);
        for (auto const& name : names) {
            auto const record = reader.next();
            if (!record || (*record)[0] != name || (*record)[2] != name) violated("another field", csv);
        }
        if (reader.next()) violated("a name is two rows", csv);
    }

    if (auto const guarded = rows_of(names, format::csv, true); is_column) {
        io::csv_reader reader{io::source_text(guarded)};
        for (auto const& name : names) {
            auto const record = reader.next();
            if (!record) violated("a row is missing", guarded);
            auto const field = (*record)[0];
            if (!field.empty() && std::string_view("=+-@\t\r\n").find(field.front()) != field.npos)
                violated("a name is a formula", guarded);
            if (field != name && field != '\'' + name) violated("a guarded name is another", guarded);
        }
    }

    auto const json = rows_of(names, format::json);
    auto const read = nlohmann::json::parse(json, nullptr, false);
    if (read.is_discarded() || read.size() != names.size()) violated("no JSON", json);
    if (names.front() != "name" && names.front() != "number")
        for (std::size_t i = 0; i != names.size(); ++i)
            if (read[i]["name"] != names[i] || read[i][names.front()] != names[i]) violated("another text", json);
}

/// What the file of a graph says beside its quoted texts, in which no quote ends early.
std::string unquoted(std::string const& dot) {
    std::string rest;
    bool within = false;
    for (std::size_t i = 0; i != dot.size(); ++i) {
        if (within && dot[i] == '\\')
            ++i;
        else if (dot[i] == '"')
            within = !within;
        else if (!within)
            rest += dot[i];
        else if (static_cast<unsigned char>(dot[i]) < 0x20)
            violated("a control character in a label", dot);
    }
    return rest;
}

std::string graph_of(std::vector<std::string> const& names) {
    stance_graph<scale>::builder build;
    auto const issue = build.add(basic_issue<scale>{names.front(), scale::nominal(names)});
    for (std::size_t i = 0; i != names.size(); ++i)
        build.relate(build.add(actor{names[i]}), issue, stance_on<scale>{.position = 1.0 + static_cast<double>(i)});
    std::ostringstream out;
    io::write_graphviz(out, std::move(build).freeze());
    return out.str();
}

/// The tags of an XML document, with nothing between their quotes.
std::string structure_of(std::string const& xml) {
    std::string structure;
    for (std::size_t at = 0; (at = xml.find('<', at)) != xml.npos; ++at) {
        bool within = false;
        for (; at != xml.size() && (within || xml[at] != '>'); ++at) {
            if (xml[at] == '"') within = !within;
            if (!within)
                structure += xml[at];
            else if (static_cast<unsigned char>(xml[at]) < 0x20)
                violated("an attribute that is read as another", xml);
        }
        structure += '>';
    }
    return structure;
}

std::string network_of(std::vector<std::string> const& names) {
    std::vector<network_node> nodes;
    std::vector<network_edge> ties;
    for (std::size_t i = 0; i != names.size(); ++i) {
        nodes.push_back({names[i], "m", {{names.front(), names[i]}}});
        if (i) ties.push_back({i - 1, i, {.attributes = {{names.back(), names.front()}}}});
    }
    std::ostringstream out;
    io::write_graphml(out, make_network(std::move(nodes), std::move(ties)));
    return out.str();
}

}  // namespace

outcome outputs(std::string_view bytes) {
    try {
        char const which = part("rgx", bytes);
        auto const names = names_in(bytes);
        if (which == 'r') {
            write_rows(names);
        } else if (which == 'x') {
            auto const xml = network_of(names);
            if (structure_of(xml) != structure_of(network_of(harmless(names.size()))))
                violated("a name is more than a text", xml);
        } else {
            auto const dot = graph_of(names);
            if (unquoted(dot) != unquoted(graph_of(harmless(names.size()))))
                violated("a name is more than a label", dot);
        }
    } catch (error const& e) {
        require_showable(e.what());
        return outcome::refused;
    }
    return outcome::accepted;
}

}  // namespace fuzz
