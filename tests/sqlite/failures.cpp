// SPDX-License-Identifier: BSL-1.0
// Every allocation of SQLite fails in its turn: what comes out is std::bad_alloc or the right answer.
#include <doctest/doctest.h>

#include <exception>
#include <filesystem>
#include <new>
#include <sqlite3.h>
#include <string>
#include <system_error>

#include "entente/sqlite/read_query.hpp"

using namespace entente;

namespace {

sqlite3_mem_methods theirs;
long until_failure = -1;

void* take(int bytes) {
    return until_failure >= 0 && until_failure-- == 0 ? nullptr : theirs.xMalloc(bytes);
}
void* take_again(void* block, int bytes) {
    return until_failure >= 0 && until_failure-- == 0 ? nullptr : theirs.xRealloc(block, bytes);
}

/// SQLite's own allocator again, with its end.
struct failing_allocator {
    failing_allocator() {
        sqlite3_shutdown();
        REQUIRE(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &theirs) == SQLITE_OK);
        auto ours = theirs;
        ours.xMalloc = take, ours.xRealloc = take_again;
        REQUIRE(sqlite3_config(SQLITE_CONFIG_MALLOC, &ours) == SQLITE_OK);
    }
    ~failing_allocator() {
        sqlite3_shutdown();
        sqlite3_config(SQLITE_CONFIG_MALLOC, &theirs);
    }
};

}  // namespace

TEST_CASE("a query whose memory fails") {
    failing_allocator const allocator;
    auto const file = (std::filesystem::temp_directory_path() / "entente_sqlite_failures.db").string();
    std::filesystem::remove(file);
    sqlite3* opened = nullptr;
    REQUIRE(sqlite3_open(file.c_str(), &opened) == SQLITE_OK);
    REQUIRE(sqlite3_exec(opened,
                         "create table votes (\"an actor of a long name\" text, n integer, x real);"
                         "insert into votes values ('somebody of a long name', 1, 2.5), ('b', null, 1e300);",
                         nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(opened);

    std::string const query =
        "select \"an actor of a long name\" as actor, n || ' and more of it', x from votes order by x";
    auto const wanted = std::string(io::sqlite_query(file, query).text());
    auto const before = sqlite3_memory_used();
    int thrown = 0;
    bool failed = true;
    for (long n = 0; failed; ++n) {
        std::string got, stranger;
        until_failure = n;
        try {
            got = io::sqlite_query(file, query).text();
        } catch (std::bad_alloc const&) {
            ++thrown;
        } catch (std::exception const& e) {
            stranger = e.what();
        }
        failed = until_failure < 0;
        until_failure = -1;
        CAPTURE(n);
        CHECK(stranger == "");
        if (!got.empty()) CHECK(got == wanted);
        CHECK(sqlite3_memory_used() == before);
    }
    CHECK(thrown > 20);
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
}
