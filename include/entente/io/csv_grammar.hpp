// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/csv_grammar.hpp
/// Records of comma-separated values as RFC 4180 has them, read from a text in memory.

#include "entente/config.hpp"
#include "entente/io/detail/csv_reader.hpp"
#include "entente/io/record.hpp"

namespace entente::io {

using csv_record = record;

}  // namespace entente::io

#ifndef ENTENTE_SEPARATE_COMPILATION
#include "entente/io/src/csv_grammar.hpp"
#endif
