// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/reading_progress.hpp
/// Tells how far a file has been read.

#include <cstddef>
#include <functional>

#include "entente/base/cancelled.hpp"

namespace entente::io::detail {

/// Counts records, and reports every 65,536th.
class reading_progress {
public:
    reading_progress(std::function<bool(std::size_t, std::size_t)> const& report, std::size_t expected)
        : report_(report)
        , expected_(expected) {}

    void step() {
        if (++done_ % 65536 != 0 || !report_) return;
        if (!report_(done_, done_ < expected_ ? expected_ : done_)) throw cancelled();
    }

private:
    std::function<bool(std::size_t, std::size_t)> const& report_;
    std::size_t expected_, done_ = 0;
};

}  // namespace entente::io::detail
