// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file text/formula_of.hpp
/// A measure as any_formula. Compiled once for each measure: its formula and its requirements; once for each
/// statistic: its operations, and all pairs at once by its kernels.

#include <boost/optional.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "entente/pairs/pair_engine.hpp"
#include "entente/text/any_formula.hpp"

namespace entente::detail {

/// The formulas over one statistic.
template <dyadic_statistic Statistic>
struct formula_over : any_formula {
    using any_formula::any_formula;
    virtual Statistic empty_of(std::span<issue_column const> columns) const = 0;
    virtual boost::optional<double> value_of(Statistic const& s) const = 0;
    virtual boost::optional<double> uncorrected_of(Statistic const& s) const = 0;
    virtual undefined_reason why_none_of(Statistic const& s) const = 0;

    any_statistic empty(std::span<issue_column const> columns) const final { return any_statistic(empty_of(columns)); }
    boost::optional<double> value(any_statistic const& s) const final { return value_of(s.as<Statistic>()); }
    boost::optional<double> uncorrected(any_statistic const& s) const final {
        return uncorrected_of(s.as<Statistic>());
    }
    undefined_reason why_none(any_statistic const& s) const final { return why_none_of(s.as<Statistic>()); }
    std::unique_ptr<any_engine> engine(any_engine_inputs const& in) const override;
};

/// A formula as a measure over its own statistic: so the engine is compiled once for each statistic, and not
/// for each measure.
template <dyadic_statistic Statistic>
class measure_over {
public:
    using statistic = Statistic;

    explicit measure_over(formula_over<Statistic> const& f) : f_(&f) {}

    measure_description const& described() const { return f_->description; }
    measure_facts const& facts() const { return f_->facts; }
    statistic empty(std::span<issue_column const> columns) const { return f_->empty_of(columns); }
    boost::optional<double> operator()(statistic const& s) const { return f_->value_of(s); }
    undefined_reason why_none(statistic const& s) const { return f_->why_none_of(s); }
    void require_scale(issue_column const& issue) const { f_->require_scale(issue); }

private:
    formula_over<Statistic> const* f_;
};

template <dyadic_measure Measure>
class engine_of final : public any_engine {
public:
    engine_of(Measure const& m, any_engine_inputs const& in) : engine_(in.rows, in.columns, m, in.options, in.which) {}

    bool has_kernel() const override { return engine_.has_kernel(); }
    void evaluate(tile_values& into) const override {
        engine_.evaluate(into.tile(), [&](std::size_t a, std::size_t b, value_or_reason const& o, auto const& f) {
            into(a, b) = {o, f.shared, f.statistic.weight};
        });
    }

private:
    pair_engine<Measure> engine_;
};

template <dyadic_statistic Statistic>
std::unique_ptr<any_engine> formula_over<Statistic>::engine(any_engine_inputs const& in) const {
    return std::unique_ptr<any_engine>(new engine_of<measure_over<Statistic>>(measure_over<Statistic>(*this), in));
}

template <dyadic_measure Measure>
std::shared_ptr<any_formula const> make_any_formula(Measure m);

/// A measure's formula and requirements.
template <dyadic_measure Measure>
struct formula_of final : formula_over<typename Measure::statistic> {
    using statistic = typename Measure::statistic;
    using traits = measure_traits<Measure>;

    explicit formula_of(Measure measure)
        : formula_over<statistic>(traits::describe(measure), traits::facts(measure))
        , m(std::move(measure)) {}

    statistic empty_of(std::span<issue_column const> columns) const override { return traits::empty(m, columns); }
    boost::optional<double> value_of(statistic const& s) const override { return m(s); }
    boost::optional<double> uncorrected_of(statistic const& s) const override { return traits::uncorrected(m, s); }
    undefined_reason why_none_of(statistic const& s) const override { return traits::why_none(m, s); }
    void require_scale(issue_column const& issue) const override { traits::require_scale(m, issue); }
    std::shared_ptr<any_formula const> for_pair([[maybe_unused]] compared_actor a,
                                                [[maybe_unused]] compared_actor b) const override {
        if constexpr (traits::may_differ_by_pair)
            return make_any_formula<Measure>(traits::for_pair(m, a, b));
        else
            return nullptr;
    }
    boost::optional<enclosed_value> enclose(any_statistic const& known, std::span<open_issue const> open,
                                            std::span<issue_column const> columns) const override {
        return traits::enclose(m, known.as<statistic>(), open, columns);
    }
    void append_stationary(double other, issue_column const& issue, std::vector<double>& out) const override {
        traits::append_stationary(m, other, issue, out);
    }
    std::unique_ptr<any_engine> engine(any_engine_inputs const& in) const override {
        if constexpr (traits::may_differ_by_pair)
            return std::unique_ptr<any_engine>(new engine_of<Measure>(m, in));  // asks the measure of each pair
        else
            return formula_over<statistic>::engine(in);
    }

    Measure m;
};

template <dyadic_measure Measure>
std::shared_ptr<any_formula const> make_any_formula(Measure m) {
    // With one type of control block for all.
    return std::unique_ptr<any_formula const>(new formula_of<Measure>(std::move(m)));
}

}  // namespace entente::detail
