// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file src.hpp
/// The definitions of what can be compiled once, for one translation unit of a program that is compiled with
/// ENTENTE_SEPARATE_COMPILATION: that one includes this header before any other of the library.
/// (CMake's target `entente::compiled` does so, a part a file.) Without the macro every header has its own definitions,
/// and this one adds nothing.

#if defined(ENTENTE_SEPARATE_COMPILATION)
#if defined(ENTENTE_INLINE)
#error "entente/src.hpp comes before every other header of the library, or these have been declarations only"
#endif
#if !defined(ENTENTE_SOURCE)
#define ENTENTE_SOURCE all
#endif
#endif

#include "entente/config.hpp"

#if ENTENTE_DEFINES(core)
#include "entente/base/parse_number.hpp"
#include "entente/base/symmetric_eigen.hpp"
#include "entente/graph/src/edge_order.hpp"
#include "entente/model/network.hpp"
#include "entente/positions/attribution.hpp"
#include "entente/positions/from_array.hpp"
#include "entente/positions/position_matrix.hpp"
#include "entente/positions/row_ref.hpp"
#include "entente/positions/submatrix.hpp"
#endif

#if ENTENTE_DEFINES(measures)
#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/congruence.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/dyadic/themes.hpp"
#include "entente/measures/all.hpp"
#include "entente/pairs/ambivalence.hpp"
#include "entente/pairs/clusters.hpp"
#include "entente/pairs/distance_table.hpp"
#include "entente/pairs/kernel_layouts.hpp"
#include "entente/pairs/medoids.hpp"
#include "entente/pairs/nearest.hpp"
#endif

#if ENTENTE_DEFINES(group)
#include "entente/group/column.hpp"
#include "entente/group/lines.hpp"
#include "entente/group/measures/krippendorff_alpha.hpp"
#include "entente/group/measures/many_raters.hpp"
#include "entente/group/ratings.hpp"
#include "entente/group/spread.hpp"
#include "entente/group/voice.hpp"
#endif

#if ENTENTE_DEFINES(coalition)
#include "entente/coalition/backbone.hpp"
#include "entente/coalition/balance.hpp"
#include "entente/coalition/camps.hpp"
#include "entente/coalition/influence.hpp"
#include "entente/coalition/power.hpp"
#include "entente/coalition/signed_graph.hpp"
#include "entente/coalition/triad_census.hpp"
#include "entente/coalition/src/frustration.hpp"
#include "entente/coalition/src/influence.hpp"
#endif

#if ENTENTE_DEFINES(negotiation)
#include "entente/negotiation/compromise.hpp"
#include "entente/negotiation/conditions.hpp"
#include "entente/negotiation/conflict/options.hpp"
#include "entente/negotiation/conflict/reachable.hpp"
#include "entente/negotiation/conflict/stability.hpp"
#include "entente/negotiation/conflict/stance_conflict.hpp"
#include "entente/negotiation/contest.hpp"
#include "entente/negotiation/dilemmas.hpp"
#include "entente/negotiation/median.hpp"
#include "entente/negotiation/opposition.hpp"
#include "entente/negotiation/pivots.hpp"
#include "entente/negotiation/src/bargaining_solutions.hpp"
#include "entente/negotiation/src/mutual_conditions.hpp"
#include "entente/negotiation/src/packages.hpp"
#include "entente/negotiation/src/progress.hpp"
#include "entente/negotiation/src/progress_ranges.hpp"
#include "entente/negotiation/src/realised_trades.hpp"
#include "entente/negotiation/src/trades.hpp"
#include "entente/negotiation/standing.hpp"
#include "entente/negotiation/utility_table.hpp"
#include "entente/negotiation/win_probability.hpp"
#include "entente/negotiation/zone.hpp"
#include "entente/negotiation/zone_changes.hpp"
#endif

#if ENTENTE_DEFINES(discourse)
#include "entente/discourse/attribution.hpp"
#include "entente/discourse/change.hpp"
#include "entente/discourse/coded_statements.hpp"
#include "entente/discourse/collapse.hpp"
#include "entente/discourse/corpus.hpp"
#include "entente/discourse/corpus_builder.hpp"
#include "entente/discourse/history.hpp"
#include "entente/discourse/issue_backbone.hpp"
#include "entente/discourse/name_table.hpp"
#include "entente/discourse/pair_counts.hpp"
#include "entente/discourse/pair_network.hpp"
#include "entente/discourse/polarization.hpp"
#include "entente/discourse/projection.hpp"
#include "entente/discourse/selection.hpp"
#include "entente/discourse/series.hpp"
#include "entente/discourse/since.hpp"
#include "entente/discourse/statement.hpp"
#include "entente/discourse/time_kernel.hpp"
#include "entente/discourse/two_mode.hpp"
#include "entente/discourse/window.hpp"
#endif

#if ENTENTE_DEFINES(kernels)
#include "entente/kernels/contingency.hpp"
#include "entente/kernels/differences.hpp"
#include "entente/kernels/lookup.hpp"
#include "entente/kernels/moments.hpp"
#include "entente/kernels/ordinal.hpp"
#include "entente/kernels/overlap.hpp"
#include "entente/kernels/smallest.hpp"
#include "entente/kernels/valence.hpp"
#endif

#if ENTENTE_DEFINES(text)
#include "entente/text/src/adapted_formula.hpp"
#include "entente/text/src/parse_measure.hpp"
#endif

#if ENTENTE_DEFINES(io)
#include "entente/io/graphml.hpp"
#include "entente/io/src/condition_text.hpp"
#include "entente/io/src/csv_grammar.hpp"
#include "entente/io/src/date.hpp"
#include "entente/io/src/extra_columns.hpp"
#include "entente/io/src/read_stances.hpp"
#include "entente/io/src/read_statements.hpp"
#include "entente/io/src/reading_options.hpp"
#include "entente/io/src/scale_text.hpp"
#include "entente/io/src/score_table.hpp"
#include "entente/io/src/source_text.hpp"
#include "entente/io/src/write_stances.hpp"
#endif
