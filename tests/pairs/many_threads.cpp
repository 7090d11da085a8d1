// SPDX-License-Identifier: BSL-1.0 Many threads ask one matrix at once, and each is told what one alone would be. Built with
// the thread sanitizer by the preset tsan, too.
#include <doctest/doctest.h>

#include <atomic>
#include <cstddef>
#include <functional>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "entente/base/parallel.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/measures/city_block.hpp"
#include "entente/measures/cohen_kappa.hpp"
#include "entente/measures/mars_affinity.hpp"
#include "entente/measures/pearson.hpp"
#include "entente/measures/spearman.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/nearest.hpp"
#include "entente/pairs/stream.hpp"
#include "entente/positions/from_array.hpp"

using namespace entente;
using namespace entente::measures;

namespace {

constexpr std::size_t actors = 270, issues = 20;  // more tiles of pairs than a pool here has threads

/// Each call gives a matrix of its own, of which nothing has been derived yet.
position_matrix fresh_matrix() {
    std::mt19937 random(5);
    std::vector<std::string> names;
    for (std::size_t a = 0; a < actors; ++a) names.push_back(std::to_string(a));
    std::vector<issue_column> columns(issues);
    for (std::size_t i = 0; i < issues; ++i) {
        auto& c = columns[i];
        c.name = std::to_string(i), c.lower = 1, c.upper = 5, c.weight = static_cast<double>(1 + i % 3);
        c.categories = {1, 2, 3, 4, 5};
    }
    std::vector<double> positions(actors * issues, std::numeric_limits<double>::quiet_NaN());
    for (auto& x : positions)
        if (random() % 4) x = static_cast<double>(1 + random() % 5);
    return make_position_matrix(names, columns, positions);
}

using numbers = std::vector<double>;
/// A question to a matrix. None is answered by NaN's stand-in, so that answers compare.
using question = std::function<numbers(position_matrix const&)>;

numbers values_of(dyad_matrix const& all) {
    numbers values;
    all.for_each([&](std::size_t, std::size_t, comparison const& c) { values.push_back(c.value ? *c.value : -9); });
    return values;
}
template <class Measure>
question every_pair(Measure m, compare_options options = {}) {
    return [=](position_matrix const& matrix) { return values_of(all_pairs(matrix, m, options)); };
}
template <class Measure>
question closest(Measure m, compare_options options = {}) {
    return [=](position_matrix const& matrix) {
        numbers values;
        for (auto const& list : nearest(matrix, matrix, 3, m, options))
            for (auto const& n : list) values.push_back(n.value);
        return values;
    };
}

std::vector<question> const& questions() {
    static std::vector<question> const all{
        every_pair(city_block{}),
        every_pair(city_block{}, {.weights = weighting::issue}),
        every_pair(city_block{}, {.weights = weighting::mean}),
        every_pair(cohen_kappa{}),
        every_pair(pearson{}),
        every_pair(spearman{}),
        every_pair(mars_affinity{}),
        closest(city_block{}),
        closest(pearson{}, {.weights = weighting::issue}),
        [](position_matrix const& matrix) {
            numbers const weights(matrix.issues(), 2.0);
            return values_of(all_pairs(matrix.reweighted(weights), city_block{}, {.weights = weighting::issue}));
        },
        [](position_matrix const& matrix) {
            position_matrix const copy = matrix;
            return numbers{*compare(copy, 0, 1, city_block{}).value, *compare(copy, 2, 3, cohen_kappa{}).value};
        },
    };
    return all;
}

}  // namespace

TEST_CASE("many threads ask one matrix for different statistics at once") {
    std::vector<numbers> expected;
    for (auto const& ask : questions()) expected.push_back(ask(fresh_matrix()));
    for (int round = 0; round < 4; ++round) {
        auto const matrix = fresh_matrix();
        std::vector<numbers> answers(2 * questions().size());
        std::vector<std::thread> threads;
        std::atomic<std::size_t> waiting{answers.size()};
        for (std::size_t k = 0; k < answers.size(); ++k)
            threads.emplace_back([&, k] {
                for (--waiting; waiting;) std::this_thread::yield();
                answers[k] = questions()[k % questions().size()](matrix);
            });
        for (auto& t : threads) t.join();
        for (std::size_t k = 0; k < answers.size(); ++k) {
            CAPTURE(k % questions().size());
            CHECK(answers[k] == expected[k % questions().size()]);
            CHECK(!answers[k].empty());
        }
    }
}

TEST_CASE("a matrix is asked from within the pieces of a pool, by another pool") {
    auto const matrix = fresh_matrix();
    auto const expected = values_of(all_pairs(matrix, city_block{}));
    thread_pool const outer(3), inner(2);
    std::vector<numbers> answers(6);
    outer(answers.size(), [&](std::size_t i) {
        answers[i] = values_of(i % 2 ? all_pairs(matrix, city_block{}, {}, inner)
                                     : all_pairs(matrix, city_block{}, {}, thread_pool(2)));
    });
    for (auto const& a : answers) CHECK(a == expected);
}

TEST_CASE("a call is cancelled, or ended by an exception of what it calls, while others go on") {
    auto const matrix = fresh_matrix();
    auto const expected = values_of(all_pairs(matrix, cohen_kappa{}));
    thread_pool const pool(3);
    std::atomic<int> ended{0}, right{0};
    std::vector<std::thread> threads;
    threads.emplace_back([&] {
        for (int round = 0; round < 5; ++round) try {
                with_progress const stopped(pool, [](std::size_t, std::size_t) { return false; });
                all_pairs(matrix, city_block{}, {}, stopped);
            } catch (cancelled const&) {
                ++ended;
            }
    });
    threads.emplace_back([&] {
        for (int round = 0; round < 5; ++round) try {
                stream_pairs(
                    matrix, pearson{}, {}, [](tile_values const&) { throw std::runtime_error("cannot write"); }, pool);
            } catch (std::runtime_error const&) {
                ++ended;
            }
    });
    threads.emplace_back([&] {
        for (int round = 0; round < 5; ++round)
            if (values_of(all_pairs(matrix, cohen_kappa{}, {}, pool)) == expected) ++right;
    });
    for (auto& t : threads) t.join();
    CHECK(ended == 10);
    CHECK(right == 5);
}
