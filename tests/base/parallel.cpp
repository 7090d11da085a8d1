// SPDX-License-Identifier: BSL-1.0 Built with the thread sanitizer by the preset tsan, too.
#include "entente/base/parallel.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

// Sanitizers reserve more addresses than a limit of these allows.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define ENTENTE_TEST_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ENTENTE_TEST_SANITIZED 1
#endif
#if defined(__linux__) && !defined(ENTENTE_TEST_SANITIZED)
#define ENTENTE_TEST_FEW_ADDRESSES 1
#include <cstdio>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#endif

using namespace entente;

namespace {

/// Runs `one(k)` for k = 0 ... count - 1, each in a thread of its own.
template <class One>
void at_once(std::size_t count, One const& one) {
    std::vector<std::thread> all;
    for (std::size_t k = 0; k < count; ++k) all.emplace_back([&one, k] { one(k); });
    for (auto& t : all) t.join();
}

}  // namespace

TEST_CASE("a pool runs each piece once, and what pieces wrote is there when it returns") {
    for (std::size_t const threads : {1u, 2u, 4u}) {
        thread_pool const pool(threads);
        CHECK(pool.threads() == threads);
        for (std::size_t const count : {0u, 1u, 3u, 500u}) {
            std::vector<int> runs(count);  // not atomic: each piece has an element of its own
            pool(count, [&](std::size_t i) { ++runs[i]; });
            CHECK(std::all_of(runs.begin(), runs.end(), [](int n) { return n == 1; }));
        }
    }
}

TEST_CASE("calls of one pool from several threads take turns") {
    thread_pool const pool(3);
    std::vector<std::size_t> sums(6);
    at_once(sums.size(), [&](std::size_t k) {
        for (int round = 0; round < 50; ++round) {
            std::vector<std::size_t> parts(20);
            pool(parts.size(), [&](std::size_t i) { parts[i] = k * i; });
            for (auto const part : parts) sums[k] += part;
        }
    });
    for (std::size_t k = 0; k < sums.size(); ++k) CHECK(sums[k] == 50 * 190 * k);
}

TEST_CASE("a piece may use another pool") {
    thread_pool const outer(3), shared(2);
    std::vector<std::size_t> sums(40);
    outer(sums.size(), [&](std::size_t i) {
        std::vector<std::size_t> parts(10);
        auto const part = [&](std::size_t k) { parts[k] = i + k; };
        if (i % 2)
            shared(parts.size(), part);  // one for all pieces
        else
            thread_pool(2)(parts.size(), part);  // one of its own
        for (auto const p : parts) sums[i] += p;
    });
    for (std::size_t i = 0; i < sums.size(); ++i) CHECK(sums[i] == 10 * i + 45);
}

TEST_CASE("an exception of a piece ends its own call, whoever else asks the pool") {
    thread_pool const pool(4);
    std::atomic<int> caught{0}, whole{0};
    at_once(4, [&](std::size_t k) {
        for (int round = 0; round < 25; ++round) {
            std::atomic<std::size_t> begun{0};
            try {
                pool(200, [&](std::size_t i) {
                    ++begun;
                    if (k % 2 && i % 50 == 7) throw std::runtime_error("piece " + std::to_string(i));
                });
                if (begun == 200) ++whole;
            } catch (std::runtime_error const& e) {
                if (std::string(e.what()).starts_with("piece ")) ++caught;
            }
        }
    });
    CHECK(caught == 50);
    CHECK(whole == 50);
}

TEST_CASE("a report ends a call: by false, or by an exception of its own") {
    thread_pool const pool(3);
    for (int round = 0; round < 20; ++round) {
        std::size_t reports = 0;  // not atomic: reports come one at a time
        std::atomic<std::size_t> begun{0};
        auto const piece = [&](std::size_t) { ++begun; };
        with_progress const stopped(pool, [&](std::size_t done, std::size_t) {
            ++reports;
            return done < 5;
        });
        CHECK_THROWS_AS(stopped(1000, piece), cancelled);
        CHECK(reports >= 5);
        CHECK(begun < 1000);
        with_progress const broken(pool, [](std::size_t done, std::size_t) {
            if (done == 5) throw std::runtime_error("cannot report");
            return true;
        });
        CHECK_THROWS_WITH_AS(broken(1000, piece), "cannot report", std::runtime_error);
        begun = 0;
        with_progress const last(pool, [](std::size_t done, std::size_t count) { return done < count; });
        last(100, piece);  // all were done when it said stop
        CHECK(begun == 100);
    }
}

#ifdef ENTENTE_TEST_FEW_ADDRESSES
TEST_CASE("a pool whose threads cannot all be made says so, and stops those that were") {
    // Of ways to end: 0, refused as it should be; 1, a pool of 500 stacks in 400 MB; 2, another exception; a signal, after
    // 30 seconds of waiting for threads that nobody stops.
    auto const child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        alarm(30);
        rlimit const addresses{400u << 20, 400u << 20};
        int ending = setrlimit(RLIMIT_AS, &addresses) == 0 ? 1 : 3;
        try {
            if (ending == 1) thread_pool const pool(500);
        } catch (std::system_error const& e) {
            ending = e.code() == std::errc::resource_unavailable_try_again ? 0 : 2;
        } catch (...) {
            ending = 2;
        }
        // Nothing runs any more that was made: the directory of threads holds this one alone.
        if (ending == 0 && access("/proc/self/task", F_OK) == 0) {
            char name[64];
            int threads = 0;
            for (int k = 0; k < 2000; ++k) {
                std::snprintf(name, sizeof name, "/proc/self/task/%d", static_cast<int>(getpid()) + k);
                threads += access(name, F_OK) == 0;
            }
            if (threads != 1) ending = 4;
        }
        _exit(ending);
    }
    int status = -1;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}
#endif
