// SPDX-License-Identifier: BSL-1.0
// What a benchmark does to the memory of the process. Elsewhere than on Linux all is 0.
#pragma once

#include <benchmark/benchmark.h>

#include <fstream>
#include <limits>
#include <string>

#ifdef __linux__
#include <malloc.h>
#include <sys/resource.h>
#endif

namespace benchmarks {

/// Bytes of this process, as the system names them: VmRSS now, VmHWM at most.
inline double process_bytes(std::string const& name) {
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word; status.ignore(std::numeric_limits<std::streamsize>::max(), '\n'))
        if (double kib = 0; word == name + ':' && status >> kib) return kib * 1024;
    return 0;
}

/// What is in use now; what has been freed is given back first.
inline double resident_bytes() {
#ifdef __linux__
    malloc_trim(0);
#endif
    return process_bytes("VmRSS");
}

inline double minor_faults() {
#ifdef __linux__
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_minflt);
#else
    return 0;
#endif
}

/// Made before the loop. `report` after it sets the counters `faults`, minor page faults of an iteration, and
/// `bytes/pair`, the most that the loop added to the memory: results and scratch.
class memory_watch {
public:
    memory_watch() {
        bytes_ = resident_bytes();
        std::ofstream("/proc/self/clear_refs") << 5;  // forgets the peak
        faults_ = minor_faults();
    }
    void report(benchmark::State& state, double pairs) const {
        state.counters["faults"] = benchmark::Counter(minor_faults() - faults_, benchmark::Counter::kAvgIterations);
        state.counters["bytes/pair"] = (process_bytes("VmHWM") - bytes_) / pairs;
    }

private:
    double bytes_ = 0, faults_ = 0;
};

}  // namespace benchmarks
