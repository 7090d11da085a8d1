// SPDX-License-Identifier: BSL-1.0
#include "entente/io/csv_writer.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <sstream>
#include <string>

using entente::fault_code;
using entente::io::csv_writer;

namespace {

template <class Write>
std::string written(Write write) {
    std::ostringstream out;
    csv_writer writer(out);
    write(writer);
    return out.str();
}

}  // namespace

TEST_CASE("csv_writer quotes where it must and nowhere else") {
    CHECK(written([](csv_writer& w) { w.field("plain").field("a b").field("#").field("").end_record(); }) ==
          "plain,a b,#,\n");
    CHECK(written([](csv_writer& w) { w.field("a,b").field("c\nd").field("e\rf").field("g\"h").end_record(); }) ==
          "\"a,b\",\"c\nd\",\"e\rf\",\"g\"\"h\"\n");
    CHECK(written([](csv_writer& w) { w.field("").end_record(); }) == "\"\"\n");
    // A reader drops a byte order mark at the beginning, and takes one further on for two files joined.
    CHECK(written([](csv_writer& w) { w.field("\xEF\xBB\xBF").field("a\xEF\xBB\xBF").end_record(); }) ==
          "\"\xEF\xBB\xBF\",\"a\xEF\xBB\xBF\"\n");
    CHECK(written([](csv_writer& w) { w.field("").field("").end_record(); }) == ",\n");
}

TEST_CASE("csv_writer writes numbers in shortest form that reads back exactly") {
    CHECK(written([](csv_writer& w) { w.field(0.1).field(-3.0).field(1e300).field(1.0 / 3).end_record(); }) ==
          "0.1,-3,1e+300,0.3333333333333333\n");
    CHECK(written([](csv_writer& w) { w.field(-3).field(42u).field(std::size_t{7}).end_record(); }) == "-3,42,7\n");
    for (double x :
         {std::numeric_limits<double>::denorm_min(), std::numeric_limits<double>::max(), std::nextafter(1.0, 2.0)}) {
        auto const text = written([&](csv_writer& w) { w.field(x).end_record(); });
        CHECK(std::strtod(text.c_str(), nullptr) == x);
    }
}

TEST_CASE("csv_writer leaves a field empty where there is no value") {
    boost::optional<double> const none, some = 2.5;
    CHECK(written([&](csv_writer& w) { w.field(none).field(some).end_record(); }) == ",2.5\n");
}

TEST_CASE("csv_writer ends records in LF or CRLF") {
    std::ostringstream out;
    csv_writer writer(out, csv_writer::line_end::crlf);
    writer.field("a").end_record();
    writer.field("b").end_record();
    CHECK(out.str() == "a\r\nb\r\n");
}

TEST_CASE("csv_writer refuses what could not be read back, and leaves the record as it was") {
    auto const code = [](auto write) {
        std::ostringstream out;
        csv_writer writer(out);
        writer.field("a");
        try {
            write(writer);
        } catch (entente::io_error const& e) {
            writer.field("b").end_record();
            CHECK(out.str() == "a,b\n");
            return e.code();
        }
        FAIL("accepted");
        return fault_code::cycle;
    };
    CHECK(code([](csv_writer& w) { w.field(std::string(1, '\0')); }) == fault_code::syntax);
    CHECK(code([](csv_writer& w) { w.field("\xFF"); }) == fault_code::syntax);
    CHECK(code([](csv_writer& w) { w.field(std::nan("")); }) == fault_code::not_a_number);
    CHECK(code([](csv_writer& w) { w.field(std::numeric_limits<double>::infinity()); }) == fault_code::not_a_number);
}

TEST_CASE("csv_writer reports a stream that fails") {
    std::ostringstream out;
    out.setstate(std::ios::failbit);
    csv_writer writer(out);
    writer.field("a");
    CHECK_THROWS_AS(writer.end_record(), entente::io_error);
}
