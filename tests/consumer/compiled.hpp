// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "claims.hpp"

#if !defined(ENTENTE_SEPARATE_COMPILATION)
#error "the target entente::compiled says how it is to be used"
#endif

boost::optional<double> distance_by_kernel(entente::position_matrix const& matrix);
