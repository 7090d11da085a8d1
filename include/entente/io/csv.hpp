// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/csv.hpp
/// Comma-separated files: records, and graphs of stances read and written.

#include "entente/io/csv_grammar.hpp"
#include "entente/io/csv_options.hpp"
#include "entente/io/csv_writer.hpp"
#include "entente/io/read_stances.hpp"
#include "entente/io/write_stances.hpp"
