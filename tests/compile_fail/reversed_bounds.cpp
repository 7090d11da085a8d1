// expect: a scale has a lower bound below its upper bound
// SPDX-License-Identifier: BSL-1.0
// A continuous scale with its bounds the wrong way round.
#include <entente/model/scale.hpp>

using namespace entente;

#ifdef ENTENTE_POSITIVE_CONTROL
constexpr double top = bounded<0, 100>::upper();
#else
constexpr double top = bounded<100, 0>::upper();
#endif
