// SPDX-License-Identifier: BSL-1.0
#pragma once

// What is fuzzed. A target takes any bytes; the first of them says which of its parts they are for, so that few
// programs serve for many readers. It throws what it finds. tests/fuzz/replay.cpp runs the files in corpus/<target>
// and changed copies of them as a test; with libFuzzer each target is a program (preset `fuzz`).

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace fuzz {

/// What became of the bytes; anything else is thrown.
enum class outcome { accepted, refused };

outcome readers(std::string_view bytes);  ///< tables of stances, actors, issues, relations, scores, statements; CSV
outcome texts(std::string_view bytes);    ///< dates, conditions, scales, lists, numbers, options, measures by name
outcome outputs(std::string_view bytes);  ///< rows, graphs and networks whose names are hostile, in every format
outcome pairs(std::string_view bytes);    ///< all pairs, instruction sets, updates and bounds against one comparison

struct target {
    char const* name;
    outcome (*run)(std::string_view);
};
inline constexpr std::array<target, 4> targets{
    {{"readers", readers}, {"texts", texts}, {"outputs", outputs}, {"pairs", pairs}}};

/// What should hold does not.
[[noreturn]] inline void violated(std::string const& what, std::string const& shown = {}) {
    throw std::logic_error(what + (shown.empty() ? "" : ":\n" + shown));
}

/// What is shown to people on a terminal moves no cursor there and ends somewhere.
inline void require_showable(std::string_view message) {
    if (message.size() > 100000) violated("a message without end");
    for (char const c : message)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F)
            violated("a message with control characters", std::string(message));
}

/// Takes the first byte off. One of the letters chooses the part that it stands for; any other byte chooses a part too,
/// so that none is wasted.
inline char part(std::string_view letters, std::string_view& bytes) {
    if (bytes.empty()) return letters.front();
    char const first = bytes.front();
    bytes.remove_prefix(1);
    if (letters.find(first) != letters.npos) return first;
    return letters[static_cast<unsigned char>(first) % letters.size()];
}

/// Bytes taken one after the other as choices; zeros once they have run out.
class choices {
public:
    explicit choices(std::string_view bytes) : rest_(bytes) {}

    bool done() const { return rest_.empty(); }
    unsigned byte() {
        if (rest_.empty()) return 0;
        auto const b = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        return b;
    }
    unsigned below(unsigned n) { return byte() % n; }
    template <class T, std::size_t N>
    T const& one_of(T const (&all)[N]) {
        return all[below(static_cast<unsigned>(N))];
    }
    std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

/// Eight bytes, or fewer, as the number that has these bits.
inline double bits_as_number(std::string_view bytes) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i != 8 && i != bytes.size(); ++i)
        bits |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
    return std::bit_cast<double>(bits);
}

}  // namespace fuzz
