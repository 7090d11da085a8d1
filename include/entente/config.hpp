// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file config.hpp
/// Macros that a user may define before the first include of the library.
///
/// | macro                        | meaning                                                                |
/// |------------------------------|------------------------------------------------------------------------|
/// | ENTENTE_ASSERT(c)            | what a broken precondition does; by default `assert(c)`                |
/// | ENTENTE_NO_SIMD              | use the portable kernels only, whatever the processor offers           |
/// | ENTENTE_NO_HUGE_PAGES        | ask the system for no large pages for large arrays                     |
/// | ENTENTE_SEPARATE_COMPILATION | headers declare what can be compiled once, and do not define it        |
/// | ENTENTE_ALLOW_FINITE_MATH    | compile under -ffinite-math-only, a part of -ffast-math: see below     |
///
/// Undefined values and positions that are not known are NaN in arrays of numbers, open intervals end at infinity. Under
/// -ffinite-math-only a compiler may take it that there are none, so that the library does not compile there:
/// -fno-finite-math-only after -ffast-math is enough (the last digits of sums are then as the compiler has them). g++ takes
/// ENTENTE_ALLOW_FINITE_MATH for leave: what is NaN or infinite is told by its bits, is refused in input, and undefined values
/// stay undefined, with their reasons; all pairs are folded one by one, for kernels need NaN in arithmetic; no two values
/// are the same to the last bit any more. NaN that the caller's own code has computed or handed on under these flags may
/// be any number before the library sees it. clang++ gives infinity no meaning there, and is refused all the same.
///
/// Without RTTI (-fno-rtti) all headers work but io/graphviz.hpp, since Boost's own does not. Without exceptions
/// (-fno-exceptions) none does, and on 32-bit x86 none without -msse2 -mfpmath=sse: an #error says so.
///
/// All but ENTENTE_ASSERT are defined in every translation unit of a program, or in none.
///
/// Without ENTENTE_SEPARATE_COMPILATION the library is headers only. With it one translation unit of the program says
/// `#include <entente/src.hpp>`, before any other header of the library, and has the definitions. In CMake linking
/// `entente::compiled` does both.

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

// What runs before an error only: compiled for size, which takes a compiler less time too.
#if defined(__GNUC__)
#define ENTENTE_COLD __attribute__((cold))
#else
#define ENTENTE_COLD
#endif

#if !defined(__cpp_exceptions) && !defined(_MSC_VER)
#error "entente reports what is wrong by exceptions: compile without -fno-exceptions (-fno-rtti is possible)"
#endif

// The x87 unit of 32-bit processors keeps more digits than a double has, for as long as the compiler likes: one pair and many
// would differ in the last bit.
#if defined(__FLT_EVAL_METHOD__)
#if __FLT_EVAL_METHOD__ == 2 || __FLT_EVAL_METHOD__ < 0
#error "entente gives the same bits however it computes: on a 32-bit x86 processor compile with -msse2 -mfpmath=sse"
#endif
#endif

// Spirit asks to be told.
#if !defined(__cpp_rtti) && !defined(_MSC_VER) && !defined(BOOST_SPIRIT_X3_NO_RTTI)
#define BOOST_SPIRIT_X3_NO_RTTI
#endif

#if defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__
#define ENTENTE_FINITE_MATH 1
#else
#define ENTENTE_FINITE_MATH 0
#endif
#if ENTENTE_FINITE_MATH && (!defined(ENTENTE_ALLOW_FINITE_MATH) || defined(__clang__))
#error                                                                                                                 \
    "entente tells what is undefined by NaN: compile without -ffast-math and -ffinite-math-only (-fno-finite-math-only after them is enough), or with g++ define ENTENTE_ALLOW_FINITE_MATH and read what config.hpp says of it"
#endif

// For the library's own headers. A header folder/x.hpp declares what is no template; folder/src/x.hpp defines it as
// ENTENTE_INLINE, with whatever it needs to include, but not folder/x.hpp, which ends with
//     #if !defined(ENTENTE_SEPARATE_COMPILATION)
//     #include "entente/folder/src/x.hpp"
//     #endif
// (A class whose members src/x.hpp defines stands in a header that both include.)
// Where the definitions need little beside the header's own includes, they stand at its end, within
//     #if ENTENTE_DEFINES(part)
//     #endif
// entente/src.hpp includes all of these and all folder/src/*.hpp, each in one of the parts core, measures, kernels,
// text and io. Each part is a file of `entente::compiled`, so that several processors share the work. (Kernels are
// templates: see ENTENTE_KERNEL. So is what many programs ask of the default graph: there the part has the explicit
// instantiation, and all others an `extern template`.)
#if !defined(ENTENTE_SEPARATE_COMPILATION)
#define ENTENTE_INLINE inline
#define ENTENTE_DEFINES(part) 1
#elif !defined(ENTENTE_SOURCE)
#define ENTENTE_INLINE
#define ENTENTE_DEFINES(part) 0
#else  // in entente/src.hpp: ENTENTE_SOURCE is the part that is compiled, or all
#define ENTENTE_DETAIL_PART_all 0
#define ENTENTE_DETAIL_PART_core 1
#define ENTENTE_DETAIL_PART_kernels 2
#define ENTENTE_DETAIL_PART_text 3
#define ENTENTE_DETAIL_PART_io 4
#define ENTENTE_DETAIL_PART_measures 5
#define ENTENTE_DETAIL_PART_group 6
#define ENTENTE_DETAIL_PART_coalition 7
#define ENTENTE_DETAIL_PART_negotiation 8
#define ENTENTE_DETAIL_PART_discourse 9
#define ENTENTE_DETAIL_NUMBER_OF_(part) ENTENTE_DETAIL_PART_##part
#define ENTENTE_DETAIL_NUMBER_OF(part) ENTENTE_DETAIL_NUMBER_OF_(part)
#define ENTENTE_INLINE
#define ENTENTE_DEFINES(part)                                                                                          \
    (ENTENTE_DETAIL_NUMBER_OF(ENTENTE_SOURCE) == ENTENTE_DETAIL_PART_all ||                                            \
     ENTENTE_DETAIL_NUMBER_OF(ENTENTE_SOURCE) == ENTENTE_DETAIL_PART_##part)
#endif
