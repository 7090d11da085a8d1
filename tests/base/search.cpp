// SPDX-License-Identifier: BSL-1.0
#include "entente/base/search.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace entente;
using namespace std::chrono_literals;

namespace {

std::uint64_t steps_until_the_end(search_watch& watch) {
    std::uint64_t n = 0;
    while (n < 10'000 && watch.step(0, 0)) ++n;
    return n;
}

}  // namespace

TEST_CASE("without limits a search goes on") {
    search_limits const limits;
    search_watch watch(limits);
    CHECK(steps_until_the_end(watch) == 10'000);
    CHECK(watch.ended() == search_end::proved);
}

TEST_CASE("steps end a search at their number, and for good") {
    search_limits const limits{.steps = 1'000};
    search_watch watch(limits);
    CHECK(steps_until_the_end(watch) == 1'000);
    CHECK(watch.steps() == 1'000);
    CHECK(watch.ended() == search_end::steps);
    CHECK_FALSE(watch.step(0, 0));
}

TEST_CASE("no time is no step") {
    search_limits const limits{.time = 0ns};
    search_watch watch(limits);
    CHECK(steps_until_the_end(watch) == 0);
    CHECK(watch.ended() == search_end::time);
}

TEST_CASE("progress is told where the search stands, and may stop it") {
    std::vector<search_progress> told;
    search_limits const limits{.progress = [&](search_progress const& p) {
        told.push_back(p);
        return told.size() < 3;
    }};
    search_watch watch(limits);
    std::uint64_t n = 0;
    while (watch.step(5 - 1.0 * static_cast<double>(n), 1)) ++n;
    CHECK(n == 2 * search_watch::interval);
    CHECK(watch.ended() == search_end::stopped);
    REQUIRE(told.size() == 3);
    CHECK(told[0].steps == 0);
    CHECK(told[1].steps == search_watch::interval);
    CHECK(told[1].value == 5 - 1.0 * static_cast<double>(search_watch::interval));
    CHECK(told[1].bound == 1);
}

TEST_CASE("ends have names") {
    CHECK(to_string(search_end::proved) == "proved");
    CHECK(to_string(search_end::steps) == "steps");
    CHECK(to_string(search_end::time) == "time");
    CHECK(to_string(search_end::stopped) == "stopped");
}
