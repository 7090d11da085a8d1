// SPDX-License-Identifier: BSL-1.0
//
// Any bytes either read as a graph or are refused with an entente::error; a graph that was read is written and reads
// back.
//
// As a test, the inputs below are replayed. As a fuzzer:
//   clang++ -std=c++20 -g -O1 -DENTENTE_LIBFUZZER -fsanitize=fuzzer,address,undefined -I include
//       tests/fuzz/csv_fuzz.cpp -o csv_fuzz

#include <cstddef>
#include <cstdint>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "entente/io/csv.hpp"

namespace {

enum class outcome { read, refused };

using graph = entente::stance_graph<entente::scale>;

/// Tables are separated by lines of `--`: stances, then issues, actors, relations as far as they are there. A first
/// byte of `w` says that the stances are wide.
graph read(std::string_view bytes) {
    using namespace entente;
    auto const table = [&]() -> boost::optional<io::source_text> {
        if (bytes.empty()) return boost::none;
        auto const end = bytes.find("\n--\n");
        io::source_text text(std::string(bytes.substr(0, end)), "fuzz.csv");
        bytes = end == bytes.npos ? std::string_view{} : bytes.substr(end + 4);
        return text;
    };
    io::csv_options options;
    options.default_scale = scale::ordinal(-2, 2);
    options.wide = bytes.starts_with('w');
    if (options.wide) bytes.remove_prefix(1);
    auto stances = table();
    io::stance_texts texts{stances ? *stances : io::source_text(std::string())};
    texts.issues = table();
    texts.actors = table();
    texts.relations = table();
    return io::parse_stances(texts, options);
}

graph written_and_read(graph const& g) {
    using namespace entente;
    auto const written = [&](auto write) {
        std::ostringstream out;
        write(out, g);
        return io::source_text(out.str());
    };
    io::stance_texts texts{written(io::write_stance_table<graph>)};
    texts.issues = written(io::write_issue_table<graph>);
    texts.actors = written(io::write_actor_table<graph>);
    texts.relations = written(io::write_relation_table<graph>);
    return io::parse_stances(texts);
}

outcome read_or_refuse(std::string_view bytes) {
    boost::optional<graph> g;
    try {
        g = read(bytes);
    } catch (entente::error const&) {
        return outcome::refused;
    }
    try {
        using stance = entente::stance_on<entente::scale>;
        if (written_and_read(*g).edge_count<stance>() != g->edge_count<stance>())
            throw std::logic_error("what was written reads back otherwise");
    } catch (entente::io_error const& e) {
        // The one thing that can be read and not written: a bound between categories that is written like the label of
        // one.
        if (e.code() != entente::errc::syntax) throw std::logic_error(e.what());
    } catch (entente::error const& e) {
        throw std::logic_error(e.what());
    }
    return outcome::read;
}

}  // namespace

#ifdef ENTENTE_LIBFUZZER

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    read_or_refuse({reinterpret_cast<char const*>(data), size});
    return 0;
}

#else

#include <doctest/doctest.h>

#include <random>
#include <vector>

namespace {

std::vector<std::string> const& corpus() {
    static std::vector<std::string> const all{
        "actor,issue,position\nA,x,1\nB,x,\n",
        "wactor,q1,q2\nA,1,-2\nB,NA,\n",
        "actor,issue,position,from,to,condition,fallback\nA,x,1,1999,2022-01-26T12:00:00Z,\"y in [-1,2] & z in "
        "[,0]\",0\nA,y,2,,,,\nA,z,0,,,,\n",
        "actor,issue,position,accept_from,accept_to,salience,confidence,status,source,capability\nA,x,1,0,2,0.5,0.3,"
        "attributed,\"s, \"\"t\"\"\",2\n",
        "actor,issue,position\nA,x,N\n\n--\nissue,level,lower,upper,labels,weight,part_of\nx,ordinal,,,N|A=\\|Y,,\n",
        "actor,issue,position\nA,x,N\n--\nissue,level,lower,upper,labels,weight,part_of\nx,ordinal,,,N|A|Y,2,y\ny,"
        "interval,0,1e3,,,\n--\n"
        "actor,capability,member_of\nA,1,B|C\nB,,\nC,,B\n--\nfrom,relation,to,strength\nA,speaks_for,B,\nA,influences,"
        "C,0.5\n",
        "\xEF\xBB\xBF"
        "actor,issue,position\r\n\"A\r\nB\",x,1\r\n\r\n",
    };
    return all;
}

}  // namespace

TEST_CASE("well-formed inputs are read, and written graphs read back") {
    CHECK(read_or_refuse(corpus()[0]) == outcome::read);
    CHECK(read_or_refuse(corpus()[1]) == outcome::read);
    CHECK(read_or_refuse(corpus()[2]) == outcome::read);
    CHECK(read_or_refuse(corpus()[3]) == outcome::read);
    CHECK(read_or_refuse(corpus()[5]) == outcome::read);
    CHECK(read_or_refuse(corpus()[6]) == outcome::read);
}

TEST_CASE("nasty inputs are refused with an error of the library") {
    std::vector<std::string> const nasty{
        "",
        "\n",
        "\r",
        "\r\r\n",
        ",",
        "\"",
        "\"\"",
        "\"\"\"",
        "\"\"\"\"",
        "w",
        "w,",
        "--",
        "\n--\n",
        "\n--\n\n--\n\n--\n",
        std::string(1, '\0'),
        std::string("actor,issue,position\nA,x,1\0", 28),
        "\xEF\xBB",
        "\xEF\xBB\xBF",
        "\xFF\xFE"
        "a\0c\0",
        "actor,issue,position\nA,x",
        "actor,issue,position\nA,x,1,",
        "actor,issue,position\nA,x,\"1",
        "actor,issue,position\nA,x,\"1\"\"",
        "actor,issue,position\nA,x,\"1\"1\n",
        "actor,issue,position\nA,x,1\rB,x,1\n",
        "actor,issue,position\n\xC0\x80,x,1\n",
        "actor,issue,position\n\xED\xBF\xBF,x,1\n",
        "actor,issue,position\nA,x,1e999999999999\n",
        "actor,issue,position\nA,x,0x1p3\n",
        "actor,issue,position\nA,x,-nan(7)\n",
        "actor,issue,position,salience\nA,x,1,1e-\n",
        "actor,issue,position,from\nA,x,1,99999999999999999999\n",
        "actor,issue,position,from\nA,x,1,2022-01-26T12:00:00+99:99\n",
        "actor,issue,position,condition\nA,x,1,\"x in [1,2]\"\n",
        "actor,issue,position,condition\nA,x,1,\"\"\"y in [\"\n",
        "actor,issue,position\nA,x,1\n--\nissue,level,lower,upper\nx,ordinal,-1000000000,1000000000\n",
        "actor,issue,position\nA,x,1\n--\nissue,level,labels\nx,ordinal,|||||\n",
        "actor,issue,position\nA,x,1\n--\nissue,level,labels\nx,ordinal,a=|b=\n",
        "actor,issue,position\nA,x,1\n--\nissue,level,lower,upper,part_of\nx,ordinal,1,2,x\n",
        "actor,issue,position\nA,x,1\nA,x,1\n",
        "wactor,actor\n",
        "wa\n1\n1\n",
    };
    for (auto const& input : nasty) {
        CAPTURE(input);
        CHECK(read_or_refuse(input) == outcome::refused);
    }
}

TEST_CASE("inputs cut short or changed anywhere do no harm") {
    std::mt19937 random(2022);
    std::size_t read = 0, refused = 0;
    auto const count = [&](std::string const& input) { ++(read_or_refuse(input) == outcome::read ? read : refused); };
    std::string const bytes = ",\"\n\r|\\=-wx0\xC3\xFF[]& .";
    for (auto const& whole : corpus()) {
        for (std::size_t length = 0; length < whole.size(); ++length) count(whole.substr(0, length));
        for (int round = 0; round != 150; ++round) {
            auto changed = whole;
            for (auto n = 1 + random() % 3; n-- != 0;)
                changed[random() % changed.size()] = bytes[random() % bytes.size()];
            count(changed);
        }
    }
    CHECK(read > 100);
    CHECK(refused > 500);
}

#endif
