// expect: continuous scales are interval or ratio scales
// SPDX-License-Identifier: BSL-1.0
// Ordinal scales have categories.
#include <entente/model/scale.hpp>

using namespace entente;

#ifdef ENTENTE_POSITIVE_CONTROL
constexpr auto of = bounded<0, 5, level::interval>::measurement();
#else
constexpr auto of = bounded<0, 5, level::ordinal>::measurement();
#endif
