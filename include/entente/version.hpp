// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file version.hpp
/// The one place that names the version: CMake, pkg-config and the package config read these three lines.

#define ENTENTE_VERSION_MAJOR 0
#define ENTENTE_VERSION_MINOR 1
#define ENTENTE_VERSION_PATCH 0

/// One number to compare with in #if: 100 for 0.1.0, 10203 for 1.2.3.
#define ENTENTE_VERSION (ENTENTE_VERSION_MAJOR * 10000 + ENTENTE_VERSION_MINOR * 100 + ENTENTE_VERSION_PATCH)

#define ENTENTE_DETAIL_STRINGIZE_(x) #x
#define ENTENTE_DETAIL_STRINGIZE(x) ENTENTE_DETAIL_STRINGIZE_(x)

/// "0.1.0", a string literal.
#define ENTENTE_VERSION_STRING                                                                                         \
    ENTENTE_DETAIL_STRINGIZE(ENTENTE_VERSION_MAJOR)                                                                    \
    "." ENTENTE_DETAIL_STRINGIZE(ENTENTE_VERSION_MINOR) "." ENTENTE_DETAIL_STRINGIZE(ENTENTE_VERSION_PATCH)
