// SPDX-License-Identifier: BSL-1.0
// The entry of libFuzzer for the one target that ENTENTE_FUZZ_TARGET names; in the tests nothing.
#ifdef ENTENTE_FUZZ_TARGET

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    fuzz::ENTENTE_FUZZ_TARGET({reinterpret_cast<char const*>(data), size});
    return 0;
}

#endif
