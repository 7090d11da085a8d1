// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file text/any_measure.hpp
/// Any measure behind one type. It is a measure itself: whatever takes a measure takes it. By name:
/// text/parse_measure.hpp.

#include <boost/optional.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "entente/config.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/pairs/all_pairs.hpp"
#include "entente/pairs/pair_engine.hpp"
#include "entente/text/adapted_formula.hpp"
#include "entente/text/any_formula.hpp"
#include "entente/text/formula_of.hpp"

namespace entente {

/// Any measure behind one type. Cheap to copy; each result is that of the measure itself, to the last bit.
/// ```
/// std::vector<any_measure> const asked{any_measure(measures::city_block{}), parse_measure("minkowski:3")};
/// for (auto const& m : asked) std::cout << m.name() << ' ' << compare(matrix, 0, 1, m).value << '\n';
/// ```
class any_measure {
public:
    using statistic = detail::any_statistic;

    // Asked first whether it is itself: a concept may not depend on what it is asked for.
    template <class Measure>
        requires(!std::same_as<Measure, any_measure>)
    &&dyadic_measure<Measure> explicit any_measure(Measure m)
        : any_measure(std::string(Measure::description.name), std::move(m)) {}
    /// Under a name of the caller's, such as the text it was made from.
    template <class Measure>
        requires(!std::same_as<Measure, any_measure>)
    &&dyadic_measure<Measure> any_measure(std::string name, Measure m)
        : name_(std::move(name))
    , formula_(detail::make_any_formula(std::move(m))) {}

    std::string const& name() const { return name_; }
    measure_description const& described() const { return formula_->description; }
    measure_facts const& facts() const { return formula_->facts; }

    boost::optional<double> operator()(statistic const& s) const { return formula_->value(s); }
    boost::optional<double> uncorrected(statistic const& s) const { return formula_->uncorrected(s); }
    undefined_reason why_none(statistic const& s) const { return formula_->why_none(s); }
    statistic empty(std::span<issue_column const> columns) const { return formula_->empty(columns); }
    void require_scale(issue_column const& issue) const { formula_->require_scale(issue); }
    any_measure for_pair(compared_actor a, compared_actor b) const {
        if (!facts().differs_by_pair) return *this;
        auto of_pair = *this;
        of_pair.formula_ = formula_->for_pair(a, b);
        return of_pair;
    }
    boost::optional<enclosed_value> enclose(statistic const& known, std::span<open_issue const> open,
                                            std::span<issue_column const> columns) const {
        return formula_->enclose(known, open, columns);
    }
    void append_stationary(double other, issue_column const& issue, std::vector<double>& out) const {
        formula_->append_stationary(other, issue, out);
    }

    /// Part of the implementation.
    detail::any_formula const& formula() const { return *formula_; }

    friend any_measure as_distance(any_measure m);
    friend any_measure as_agreement(any_measure m);

private:
    std::string name_;
    std::shared_ptr<detail::any_formula const> formula_;
};

/// The measure as a distance in [0, 1], under the same name: what `any_measure(as_distance(m))` is (measures/adapted.hpp),
/// with the kernels of m. Throws error(invalid_argument) where it has no finite least and greatest value, as convergence.
inline any_measure as_distance(any_measure m) {
    m.formula_ = detail::adapted_formula(std::move(m.formula_), orientation::distance);
    return m;
}
/// The same as an agreement.
inline any_measure as_agreement(any_measure m) {
    m.formula_ = detail::adapted_formula(std::move(m.formula_), orientation::agreement);
    return m;
}

/// The engine of a measure chosen at run time hands tiles over to that of the measure's own statistic.
template <>
class pair_engine<any_measure> {
public:
    pair_engine(position_matrix const& rows, position_matrix const& columns, any_measure const& m,
                compare_options const& options, kernels::isa which = kernels::best_isa())
        : rows_(rows)
        , columns_(columns)
        , m_(m)
        , options_(options)
        , engine_(m_.formula().engine({rows, columns, options, which})) {}

    any_measure const& measure() const { return m_; }
    bool has_kernel() const { return engine_->has_kernel(); }

    /// Pair by pair: for those who want the statistics themselves.
    template <class Take>
    void run(pair_tile const& t, Take&& take) const {
        for (std::size_t r = t.row_begin; r < t.row_end; ++r)
            for (std::size_t c = t.first_column(r); c < t.column_end; ++c)
                take(r, c,
                     fold(rows_.row(r), columns_.row(c), columns_.columns(), options_,
                          detail::for_pair(m_, rows_, r, columns_, c).empty(columns_.columns())));
    }
    /// As run, and pairs whose sums have cancelled are left as they are: to be mended further.
    template <class Take>
    void run_once(pair_tile const& t, Take&& take) const {
        for (std::size_t r = t.row_begin; r < t.row_end; ++r)
            for (std::size_t c = t.first_column(r); c < t.column_end; ++c)
                take(r, c,
                     fold_once(rows_.row(r), columns_.row(c), columns_.columns(), options_,
                               detail::for_pair(m_, rows_, r, columns_, c).empty(columns_.columns())));
    }
    /// Calls `take(row, column, value_or_reason, evidence)`, where the evidence has `shared` and `statistic.weight`.
    template <class Take>
    void evaluate(pair_tile const& t, Take&& take) const {
        struct {
            std::size_t shared;
            struct {
                double weight;
            } statistic;
        } evidence{};
        tile_values values(t);
        engine_->evaluate(values);
        for (std::size_t r = t.row_begin; r < t.row_end; ++r)
            for (std::size_t c = t.first_column(r); c < t.column_end; ++c) {
                auto const& v = values(r, c);
                evidence.shared = v.shared, evidence.statistic.weight = v.weight;
                take(r, c, v.result, std::as_const(evidence));
            }
    }

private:
    position_matrix const &rows_, &columns_;
    any_measure m_;
    compare_options options_;
    std::unique_ptr<detail::any_engine> engine_;
};

// What is asked of it most is compiled once.
#if defined(ENTENTE_SEPARATE_COMPILATION)
#if ENTENTE_DEFINES(text)
#define ENTENTE_DETAIL_EXTERN
#else
#define ENTENTE_DETAIL_EXTERN extern
#endif
ENTENTE_DETAIL_EXTERN template comparison detail::compare_pair(detail::two_actors const&, any_measure const&,
                                                               compare_options const&);
ENTENTE_DETAIL_EXTERN template dyad_matrix all_pairs(position_matrix const&, any_measure const&, compare_options const&,
                                                     serial_executor const&, kernels::isa);
#undef ENTENTE_DETAIL_EXTERN
#endif

}  // namespace entente
