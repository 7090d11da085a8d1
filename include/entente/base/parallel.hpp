// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/parallel.hpp
/// Executors beyond the serial one: a pool of threads, and progress with cancellation around any executor.
/// Opt-in: it includes <thread>.
///
/// Users at home in another library bring their own executor, in three lines:
/// ```
/// auto tbb = [](std::size_t count, auto&& piece) { oneapi::tbb::parallel_for(std::size_t{0}, count, piece); };
/// auto omp = [](std::size_t count, auto&& piece) {
/// #pragma omp parallel for schedule(dynamic)
///     for (std::size_t i = 0; i < count; ++i) piece(i);
/// };
/// ```

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "entente/base/cancelled.hpp"
#include "entente/base/executor.hpp"
#include "entente/error.hpp"

namespace entente {

/// A pool of threads that wait between calls. An exception of a piece ends the call: pieces not yet begun are
/// left out and the first exception is rethrown. Calls from several threads take turns; a call from inside a
/// piece would wait for itself: precondition, it is not made.
class thread_pool {
public:
    /// `threads` workers, the calling thread being one of them; 0 takes what the hardware offers. Throws
    /// std::system_error when a thread cannot be made; those that were are stopped.
    explicit thread_pool(std::size_t threads = 0) {
        if (threads == 0) threads = (std::max)(1u, std::thread::hardware_concurrency());
        try {
            for (std::size_t t = 1; t < threads; ++t) workers_.emplace_back([this] { serve(); });
        } catch (...) {
            stop();
            throw;
        }
    }
    ~thread_pool() { stop(); }
    thread_pool(thread_pool const&) = delete;
    thread_pool& operator=(thread_pool const&) = delete;

    std::size_t threads() const { return workers_.size() + 1; }

    /// Runs piece(0) ... piece(count - 1), each once, and returns when all are done.
    template <class Piece>
    void operator()(std::size_t count, Piece&& piece) const {
        std::lock_guard turn(call_);
        auto call = std::function<void(std::size_t)>(std::ref(piece));
        {
            std::lock_guard lock(mutex_);
            job_ = &call;
            count_ = count;
            next_.store(0);
            error_ = nullptr;
            busy_ = workers_.size();
            ++generation_;
        }
        wake_.notify_all();
        work(call, count);
        std::unique_lock lock(mutex_);
        done_.wait(lock, [&] { return busy_ == 0; });
        job_ = nullptr;
        if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
    }

private:
    void stop() {
        {
            std::lock_guard lock(mutex_);
            stop_ = true;
        }
        wake_.notify_all();
        for (auto& w : workers_) w.join();
    }
    void work(std::function<void(std::size_t)> const& piece, std::size_t count) const {
        for (std::size_t i; (i = next_.fetch_add(1)) < count;) {
            try {
                piece(i);
            } catch (...) {
                std::lock_guard lock(mutex_);
                if (!error_) error_ = std::current_exception();
                next_.store(count);
            }
        }
    }
    void serve() const {
        std::size_t seen = 0;
        for (;;) {
            std::function<void(std::size_t)> const* piece;
            std::size_t count;
            {
                std::unique_lock lock(mutex_);
                wake_.wait(lock, [&] { return stop_ || generation_ != seen; });
                if (stop_) return;
                seen = generation_;
                piece = job_;
                count = count_;
            }
            work(*piece, count);
            std::lock_guard lock(mutex_);
            if (--busy_ == 0) done_.notify_one();
        }
    }

    std::vector<std::thread> workers_;
    mutable std::mutex call_, mutex_;
    mutable std::condition_variable wake_, done_;
    mutable std::function<void(std::size_t)> const* job_ = nullptr;
    mutable std::size_t count_ = 0, busy_ = 0, generation_ = 0;
    mutable std::atomic<std::size_t> next_{0};
    mutable std::exception_ptr error_;
    bool stop_ = false;
};

/// Runs an executor's pieces and reports after each: `report(done, count)`; when it returns false no further
/// piece begins and the call throws `cancelled`. Reports come one at a time, from the thread that did the
/// piece.
template <executor_like Executor, class Report>
class with_progress {
public:
    with_progress(Executor const& execute, Report report) : execute_(execute), report_(std::move(report)) {}

    template <class Piece>
    void operator()(std::size_t count, Piece&& piece) const {
        std::mutex mutex;
        std::size_t done = 0;
        bool stop = false;
        execute_(count, [&](std::size_t i) {
            {
                std::lock_guard lock(mutex);
                if (stop) throw cancelled();
            }
            piece(i);
            std::lock_guard lock(mutex);
            if (!report_(++done, count)) stop = true;
        });
        if (stop && done < count) throw cancelled();
    }

private:
    Executor const& execute_;
    Report report_;
};

}  // namespace entente
