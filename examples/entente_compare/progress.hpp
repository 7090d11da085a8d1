// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <string>

namespace entente_compare {

/// A bar on a terminal, for work that takes longer than a moment; silent elsewhere.
class progress_bar {
public:
    bool operator()(std::size_t done, std::size_t total) {
        using namespace std::chrono;
        auto const now = steady_clock::now();
        if (!terminal_ || now - begun_ < milliseconds(700) || (now - drawn_ < milliseconds(100) && done < total)) return true;
        drawn_ = now;
        std::size_t const width = 40, filled = total ? width * done / total : width;
        std::fprintf(stderr, "\r[%s%s] %3zu %%", std::string(filled, '#').c_str(), std::string(width - filled, ' ').c_str(),
                     total ? 100 * done / total : 100);
        if (done == total) std::fprintf(stderr, "\r%*s\r", static_cast<int>(width + 8), "");
        std::fflush(stderr);
        return true;
    }

private:
    bool terminal_ = isatty(STDERR_FILENO) != 0;
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now(), drawn_{};
};

}  // namespace entente_compare
