// expect: a scale has at least two categories
// SPDX-License-Identifier: BSL-1.0
// A scale of one category tells nothing.
#include <entente/model/scale.hpp>

using namespace entente;

#ifdef ENTENTE_POSITIVE_CONTROL
constexpr auto categories = likert<2>::categories();
#else
constexpr auto categories = likert<1>::categories();
#endif
