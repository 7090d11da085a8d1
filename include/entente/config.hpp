// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file config.hpp
/// Macros that a user may define before the first include of the library.
///
/// | macro                 | meaning                                                                |
/// |-----------------------|------------------------------------------------------------------------|
/// | ENTENTE_ASSERT(c)     | what a broken precondition does; by default `assert(c)`                |
/// | ENTENTE_NO_SIMD       | use the portable kernels only, whatever the processor offers           |
/// | ENTENTE_NO_HUGE_PAGES | ask the system for no large pages for large arrays                     |
/// | ENTENTE_SEPARATE_COMPILATION | what is no template is declared; <entente/src.hpp> in one file defines it |

#ifndef ENTENTE_ASSERT
#include <cassert>
#define ENTENTE_ASSERT(condition) assert(condition)
#endif

#if defined(__GNUC__)
#define ENTENTE_ALWAYS_INLINE inline __attribute__((always_inline))
#elif defined(_MSC_VER)
#define ENTENTE_ALWAYS_INLINE __forceinline
#else
#define ENTENTE_ALWAYS_INLINE inline
#endif

// How a function that is no template is defined: in every file that calls it, or once.
#ifndef ENTENTE_INLINE
#ifdef ENTENTE_SEPARATE_COMPILATION
#define ENTENTE_INLINE
#else
#define ENTENTE_INLINE inline
#endif
#endif
