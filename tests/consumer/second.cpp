// SPDX-License-Identifier: BSL-1.0
#include <entente/version.hpp>

#include <string>

std::string version_seen_by_second() { return ENTENTE_VERSION_STRING; }
