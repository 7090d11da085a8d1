// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>
#include <unistd.h>

namespace entente_program {

/// A bar on the standard error, for work that takes longer than a moment; silent where that is no terminal.
class progress_bar {
public:
    /// `wanted`: false where the bar would come in between lines that are written to the same terminal.
    explicit progress_bar(bool wanted = true) : terminal_(wanted && isatty(STDERR_FILENO) != 0) {}
    ~progress_bar() { clear(); }
    progress_bar(progress_bar const&) = delete;
    progress_bar& operator=(progress_bar const&) = delete;

    bool operator()(std::size_t done, std::size_t total) {
        using namespace std::chrono;
        auto const now = steady_clock::now();
        if (!terminal_ || now - begun_ < milliseconds(700) || (now - drawn_ < milliseconds(100) && done < total))
            return true;
        if (done >= total) {
            clear();
            return true;
        }
        drawn_ = now;
        std::size_t const filled = width * done / total;
        std::fprintf(stderr, "\r[%s%s] %3zu %%", std::string(filled, '#').c_str(),
                     std::string(width - filled, ' ').c_str(), 100 * done / total);
        std::fflush(stderr);
        shown_ = true;
        return true;
    }

private:
    static constexpr std::size_t width = 40;

    void clear() {
        if (!shown_) return;
        std::fprintf(stderr, "\r%*s\r", static_cast<int>(width + 8), "");
        std::fflush(stderr);
        shown_ = false;
    }

    bool terminal_, shown_ = false;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now(), drawn_{};
};

}  // namespace entente_program
