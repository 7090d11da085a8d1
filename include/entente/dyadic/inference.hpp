// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/inference.hpp
/// How sure is a comparison? Standard errors and intervals. Opt-in: it includes Boost.Math.
///
/// | question                                                          | function     | for                                       |
/// |-------------------------------------------------------------------|--------------|-------------------------------------------|
/// | what do single issues do to it; standard error, bias              | jackknife    | every measure                             |
/// | how would it come out on other issues; intervals                  | bootstrap    | every measure                             |
/// | standard error and interval from a formula                        | linearised   | agreement beyond chance, means over issues |
/// | interval of a share                                               | wilson       | share_identical                           |
/// | an interval in any case: of a share wilson's, else jackknife's    | compare_with_interval | every measure                    |
///
/// All take issues as drawn from the issues that there might be, and a comparison of exactly these issues has
/// no such error.

#include "entente/dyadic/inference/bootstrap.hpp"
#include "entente/dyadic/inference/confidence.hpp"
#include "entente/dyadic/inference/interval.hpp"
#include "entente/dyadic/inference/jackknife.hpp"
#include "entente/dyadic/inference/linearised.hpp"
#include "entente/dyadic/inference/wilson.hpp"
