// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file text/any_formula.hpp
/// What the library asks of a measure, as an interface.

#include <boost/optional.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "entente/dyadic/options.hpp"
#include "entente/fold/traits.hpp"
#include "entente/pairs/stream.hpp"
#include "entente/text/any_statistic.hpp"

namespace entente::detail {

/// A pair_engine behind one type: it fills in whole tiles.
class any_engine {
public:
    virtual ~any_engine() = default;
    virtual bool has_kernel() const = 0;
    virtual void evaluate(tile_values& into) const = 0;
};

/// What a pair_engine is made of, but for the measure.
struct any_engine_inputs {
    position_matrix const &rows, &columns;
    compare_options const& options;
    kernels::isa which;
};

/// What the library asks of a measure: each function is implemented by measure_traits of the measure inside.
struct any_formula {
    any_formula(measure_description const& d, measure_facts const& f) : description(d), facts(f) {}
    virtual ~any_formula() = default;

    measure_description description;
    measure_facts facts;

    virtual any_statistic empty(std::span<issue_column const> columns) const = 0;
    virtual boost::optional<double> value(any_statistic const& s) const = 0;
    virtual boost::optional<double> uncorrected(any_statistic const& s) const = 0;
    virtual undefined_reason why_none(any_statistic const& s) const = 0;
    virtual void require_scale(issue_column const& issue) const = 0;
    /// The formula for two actors; null where it is this one for all.
    virtual std::shared_ptr<any_formula const> for_pair(compared_actor a, compared_actor b) const = 0;
    virtual boost::optional<enclosed_value> enclose(any_statistic const& known, std::span<open_issue const> open,
                                                    std::span<issue_column const> columns) const = 0;
    virtual void append_stationary(double other, issue_column const& issue, std::vector<double>& out) const = 0;
    /// All pairs of two matrices by the kernels of the measure's own statistic.
    virtual std::unique_ptr<any_engine> engine(any_engine_inputs const& in) const = 0;
};

}  // namespace entente::detail
