// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <entente/io/read_stances.hpp>
#include <entente/json/records.hpp>

entente::io::source_text answers();
