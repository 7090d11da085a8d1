// expect: a ratio scale has no negative values
// SPDX-License-Identifier: BSL-1.0
// Zero means nothing-of-it: there is nothing below.
#include <entente/model/scale.hpp>

using namespace entente;

#ifdef ENTENTE_POSITIVE_CONTROL
constexpr double bottom = bounded<0, 5, level::ratio>::lower();
#else
constexpr double bottom = bounded<-5, 5, level::ratio>::lower();
#endif
