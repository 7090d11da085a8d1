// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/src/extra_columns.hpp
/// Definitions of io/extra_columns.hpp.

#include <string>
#include <string_view>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/io/record.hpp"
#include "entente/io/detail/csv_columns.hpp"

namespace entente::io::detail {

[[noreturn]] ENTENTE_INLINE void refuse_missing_column(record_source const& reader, std::string_view name) {
    auto const& header = reader.header();
    csv_columns(reader).required(name);
    header.refuse(header.size(), fault_code::unknown_name, "the column " + std::string(name) + " is missing");
}

}  // namespace entente::io::detail
