// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file text/src/adapted_formula.hpp
/// Definitions of text/adapted_formula.hpp.

#include <boost/optional.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/text/any_formula.hpp"

namespace entente::detail {

/// As measures/adapted.hpp: the same arithmetic on the same numbers.
struct range_to_unit {
    value_range from;
    bool flips;

    double operator()(double v) const {
        return (flips ? from.greatest - v : v - from.least) / (from.greatest - from.least);
    }
    boost::optional<double> operator()(boost::optional<double> const& v) const {
        if (!v) return v;
        return (*this)(*v);
    }
};

class adapted_engine final : public any_engine {
public:
    adapted_engine(std::unique_ptr<any_engine> inner, range_to_unit const& convert)
        : inner_(std::move(inner))
        , convert_(convert) {}

    bool has_kernel() const override { return inner_->has_kernel(); }
    void evaluate(tile_values& into) const override {
        inner_->evaluate(into);
        auto const& t = into.tile();
        for (std::size_t r = t.row_begin; r < t.row_end; ++r)
            for (std::size_t c = t.first_column(r); c < t.column_end; ++c) {
                auto& value = into(r, c).result.value;
                value = convert_(value);
            }
    }

private:
    std::unique_ptr<any_engine> inner_;
    range_to_unit convert_;
};

struct adapted_formula_of final : any_formula {
    adapted_formula_of(std::shared_ptr<any_formula const> of, measure_description const& d, measure_facts const& f)
        : any_formula(d, f)
        , inner(std::move(of))
        , convert{inner->facts.range, inner->description.direction != d.direction} {}

    any_statistic empty(std::span<issue_column const> columns) const override { return inner->empty(columns); }
    boost::optional<double> value(any_statistic const& s) const override { return convert(inner->value(s)); }
    boost::optional<double> uncorrected(any_statistic const& s) const override { return inner->uncorrected(s); }
    undefined_reason why_none(any_statistic const& s) const override { return inner->why_none(s); }
    void require_scale(issue_column const& issue) const override { inner->require_scale(issue); }
    std::shared_ptr<any_formula const> for_pair(compared_actor a, compared_actor b) const override {
        auto of_pair = inner->for_pair(a, b);
        if (!of_pair) return nullptr;
        return std::make_shared<adapted_formula_of const>(std::move(of_pair), description, facts);
    }
    boost::optional<enclosed_value> enclose(any_statistic const& known, std::span<open_issue const> open,
                                            std::span<issue_column const> columns) const override {
        auto const found = inner->enclose(known, open, columns);
        if (!found) return boost::none;
        double const a = convert(found->lower), b = convert(found->upper);
        return enclosed_value{std::clamp((std::min)(a, b), 0.0, 1.0), std::clamp((std::max)(a, b), 0.0, 1.0),
                              found->exact};
    }
    void append_stationary(double other, issue_column const& issue, std::vector<double>& out) const override {
        inner->append_stationary(other, issue, out);
    }
    std::unique_ptr<any_engine> engine(any_engine_inputs const& in) const override {
        return std::make_unique<adapted_engine>(inner->engine(in), convert);
    }

    std::shared_ptr<any_formula const> inner;
    range_to_unit convert;
};

ENTENTE_INLINE std::shared_ptr<any_formula const> adapted_formula(std::shared_ptr<any_formula const> of,
                                                                  orientation to) {
    auto d = of->description;
    auto f = of->facts;
    bool const flips = d.direction != to;
    if (!f.range.finite())
        throw error(fault_code::invalid_argument, std::string(d.name) +
                                                " has no least and greatest value with these parameters: it cannot be "
                                                "brought to [0, 1]");
    if (!flips && d.least == 0 && d.greatest == 1) return of;
    if (f.form == measure_form::sum || (f.form == measure_form::mean && f.exponent != 1)) f.form = measure_form::other;
    d.form = f.form;
    d.formula = flips ? "(greatest - m) / (greatest - least)" : "(m - least) / (greatest - least)";
    d.direction = to, d.least = 0, d.greatest = 1;
    f.range = {0, 1};
    return std::make_shared<adapted_formula_of const>(std::move(of), d, f);
}

}  // namespace entente::detail
