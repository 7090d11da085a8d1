// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <span>
#include <string>

#include "entente/fold/measure.hpp"
#include "output.hpp"

namespace entente_program {

/// Writes what measures say of themselves: as a table in short, as Markdown under headings for documents, otherwise field
/// by field.
void write_measure_list(std::span<entente::measure_description const> all, std::string const& format, answer& out);

}  // namespace entente_program
