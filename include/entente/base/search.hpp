// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/search.hpp
/// Searches that may take long: how far they may go, what they say on the way, and what they found.

#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace entente {

/// Where a search stands.
struct search_progress {
    std::uint64_t steps = 0;             ///< done
    std::chrono::nanoseconds elapsed{};  ///< since it began
    double value = 0;                    ///< best so far
    double bound = 0;                    ///< what nothing can be better than
};

/// How long a search may go on. Without limits it goes on until it has proved what it found.
///
/// What a step is, each search says. The same `steps` give the same result on every machine; `time`
/// and a `progress` that returns false end a search between two steps and change nothing else, so
/// that what it gives then depends on the machine, and says so.
struct search_limits {
    std::uint64_t steps = (std::numeric_limits<std::uint64_t>::max)();
    std::chrono::nanoseconds time = (std::chrono::nanoseconds::max)();
    /// Called now and then, from the thread that searches; false ends the search.
    std::function<bool(search_progress const&)> progress{};
};

/// Why a search ended.
enum class search_end : unsigned char { proved, steps, time, stopped };

constexpr std::string_view to_string(search_end e) {
    constexpr std::string_view names[] = {"proved", "steps", "time", "stopped"};
    return names[static_cast<int>(e)];
}

/// What a search found. The bound is on the side of what is sought: never above `value` where the
/// least is sought, never below it where the greatest is. `proved` when they meet, within the
/// tolerance that the search states.
template <class Solution>
struct search_result {
    Solution solution{};
    double value = 0;  ///< of the solution
    double bound = 0;  ///< no solution is better
    bool proved = false;
    search_end ended = search_end::proved;
    std::uint64_t steps = 0;  ///< done
};

/// Counts the steps of a search and says when its limits end it. One for a search, on one thread.
///
/// ```
/// search_watch watch(limits);
/// while (!done && watch.step(best, bound)) ...;
/// result.ended = watch.ended();
/// ```
class search_watch {
public:
    /// The limits must outlive it.
    explicit search_watch(search_limits const& limits)
        : limits_(&limits)
        , timed_(limits.time != (std::chrono::nanoseconds::max)() || limits.progress) {
        if (timed_) began_ = std::chrono::steady_clock::now();
    }
    explicit search_watch(search_limits&&) = delete;

    /// Whether one more step may be made, counted if so. The clock is read, and progress told, once
    /// in `interval` steps, the first included. O(1).
    bool step(double value, double bound) {
        if (ended_) return false;
        if (steps_ >= limits_->steps) return end(search_end::steps);
        if (timed_ && steps_ % interval == 0) {
            auto const elapsed = std::chrono::steady_clock::now() - began_;
            if (elapsed >= limits_->time) return end(search_end::time);
            if (limits_->progress && !limits_->progress({steps_, elapsed, value, bound}))
                return end(search_end::stopped);
        }
        ++steps_;
        return true;
    }

    std::uint64_t steps() const { return steps_; }
    /// What ended it; `proved` while nothing did.
    search_end ended() const { return ended_.value_or(search_end::proved); }

    static constexpr std::uint64_t interval = 256;

private:
    bool end(search_end why) {
        ended_ = why;
        return false;
    }

    search_limits const* limits_;
    bool timed_;
    std::chrono::steady_clock::time_point began_{};
    std::uint64_t steps_ = 0;
    std::optional<search_end> ended_{};
};

}  // namespace entente
