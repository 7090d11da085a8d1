// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file text/any_measure.hpp
/// A measure chosen at run time, by its name. Opt-in: it instantiates every measure.

#include <boost/optional.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/measures/all.hpp"
#include "entente/pairs/all_pairs.hpp"

// What is compiled once, once for each statistic, and once for each measure:
// * once: comparing, explaining and bounding a pair, over any_statistic;
// * for each statistic: its operations, and all pairs at once where it has a kernel;
// * for each measure: its formula and its requirements.
namespace entente::detail {

/// Any statistic behind one type.
class any_statistic {
public:
    // Asked first whether it is itself: a concept may not depend on what it is asked for.
    template <class Statistic>
        requires(!std::same_as<Statistic, any_statistic>) && dyadic_statistic<Statistic>
    explicit any_statistic(Statistic s) : held_(new model<Statistic>(std::move(s))) {
        read();
    }
    any_statistic(any_statistic const& o) : shared(o.shared), weight(o.weight), mass(o.mass), held_(o.held_->copy()) {}
    any_statistic(any_statistic&&) noexcept = default;
    any_statistic& operator=(any_statistic const& o) { return *this = any_statistic(o); }
    any_statistic& operator=(any_statistic&&) noexcept = default;
    ~any_statistic() = default;

    void add(double x, double y, double w, issue_column const& issue) {
        held_->add(x, y, w, issue);
        read();
    }
    /// Precondition of both: the other holds a statistic of the same type.
    any_statistic& operator+=(any_statistic const& o) {
        held_->plus(*o.held_);
        read();
        return *this;
    }
    any_statistic& operator-=(any_statistic const& o) {
        held_->minus(*o.held_);
        read();
        return *this;
    }
    bool subtraction_is_exact() const { return held_->subtraction_is_exact(); }
    /// Precondition: it holds a Statistic.
    template <class Statistic>
    Statistic const& as() const {
        return static_cast<model<Statistic> const&>(*held_).s;
    }

    std::size_t shared = 0;
    double weight = 0, mass = 0;

private:
    struct interface {
        virtual ~interface() = default;
        virtual std::unique_ptr<interface> copy() const = 0;
        virtual void add(double x, double y, double w, issue_column const& issue) = 0;
        virtual void plus(interface const& o) = 0;
        virtual void minus(interface const& o) = 0;
        virtual bool subtraction_is_exact() const = 0;
        virtual void read(any_statistic& into) const = 0;
    };
    template <class Statistic>
    struct model final : interface {
        explicit model(Statistic statistic) : s(std::move(statistic)) {}
        std::unique_ptr<interface> copy() const override { return std::unique_ptr<interface>(new model(*this)); }
        void add(double x, double y, double w, issue_column const& issue) override { s.add(x, y, w, issue); }
        void plus(interface const& o) override { s += static_cast<model const&>(o).s; }
        void minus(interface const& o) override { s -= static_cast<model const&>(o).s; }
        bool subtraction_is_exact() const override { return subtracts_exactly(s); }
        void read(any_statistic& into) const override {
            into.shared = s.shared, into.weight = s.weight, into.mass = detail::mass(s);
        }
        Statistic s;
    };
    void read() { held_->read(*this); }

    std::unique_ptr<interface> held_;
};

/// What the measures made here say of themselves: nothing that would restrict them. The measure behind is asked first.
constexpr measure_description unrestricted(bool symmetric) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return {.name = "any measure",
            .argument = {},
            .formula = {},
            .needs = level::nominal,
            .direction = orientation::agreement,
            .least = -infinity,
            .greatest = infinity,
            .symmetric = symmetric,
            .undefined = {},
            .source = {}};
}

using any_executor = std::function<void(std::size_t, std::function<void(std::size_t)> const&)>;

/// What the library asks of a measure.
struct any_formula {
    virtual ~any_formula() = default;
    virtual measure_description description() const = 0;
    virtual bool symmetric(compare_options const& o) const = 0;
    virtual void require(std::span<issue_column const> columns, compare_options const& o) const = 0;
    /// The formula for two actors; null where it is this one for all.
    virtual std::shared_ptr<any_formula const> between(std::size_t a, std::size_t b) const = 0;
    virtual dyad_matrix all_pairs(position_matrix const& x, compare_options const& o, any_executor const& e) const = 0;
    virtual bool separable() const = 0;
    virtual double exponent() const = 0;
    virtual double least() const = 0;
    virtual any_statistic any_initial(std::span<issue_column const> columns) const = 0;
    virtual boost::optional<double> any_value(any_statistic const& s) const = 0;
    virtual boost::optional<double> any_observed(any_statistic const& s) const = 0;
    virtual maybe_interval any_enclosure(any_statistic const& known, std::span<open_issue const> open,
                                         std::span<issue_column const> columns) const = 0;
    virtual void append_stationary(double other, issue_column const& issue, std::vector<double>& out) const = 0;

    /// With one type of control block for all.
    template <class Formula, class Measure>
    static std::shared_ptr<any_formula const> make(Measure m) {
        return std::unique_ptr<any_formula const>(new Formula(std::move(m)));
    }
};

/// A formula as a measure over any statistic.
class measure_over_any {
public:
    using statistic = any_statistic;
    static constexpr measure_description description = unrestricted(false);
    static constexpr bool rates_silence = true;

    explicit measure_over_any(any_formula const& f) : f_(&f) {}

    double least_value() const { return f_->least(); }
    statistic initial(std::span<issue_column const> columns) const { return f_->any_initial(columns); }
    boost::optional<double> operator()(statistic const& s) const { return f_->any_value(s); }
    boost::optional<double> observed(statistic const& s) const { return f_->any_observed(s); }
    void append_stationary(double other, issue_column const& issue, std::vector<double>& out) const {
        f_->append_stationary(other, issue, out);
    }
    friend maybe_interval enclosure(measure_over_any const& m, any_statistic const& known, std::span<open_issue const> open,
                                    std::span<issue_column const> columns) {
        return m.f_->any_enclosure(known, open, columns);
    }

private:
    any_formula const* f_;
};

/// The same, when it is a mean over issues.
struct mean_over_any : measure_over_any {
    explicit mean_over_any(any_formula const& f) : measure_over_any(f), exponent(f.exponent()) {}
    double exponent;
};

/// The formulas over one statistic.
template <dyadic_statistic Statistic>
struct formula_over : any_formula {
    virtual Statistic initial(std::span<issue_column const> columns) const = 0;
    virtual boost::optional<double> value(Statistic const& s) const = 0;
    virtual boost::optional<double> observed(Statistic const& s) const = 0;

    any_statistic any_initial(std::span<issue_column const> columns) const final { return any_statistic(initial(columns)); }
    boost::optional<double> any_value(any_statistic const& s) const final { return value(s.as<Statistic>()); }
    boost::optional<double> any_observed(any_statistic const& s) const final { return observed(s.as<Statistic>()); }
};

/// A formula as a measure over its own statistic.
template <dyadic_statistic Statistic, bool Symmetric>
class measure_over {
public:
    using statistic = Statistic;
    static constexpr measure_description description = unrestricted(Symmetric);
    static constexpr bool rates_silence = true;

    explicit measure_over(formula_over<Statistic> const& f) : f_(&f) {}

    statistic initial(std::span<issue_column const> columns) const { return f_->initial(columns); }
    boost::optional<double> operator()(statistic const& s) const { return f_->value(s); }

private:
    formula_over<Statistic> const* f_;
};

template <class Measure>
concept differs_by_actor = requires(Measure const m, std::size_t actor) { { m.between(actor, actor) } -> std::same_as<Measure>; };

/// A measure's formula and requirements.
template <dyadic_measure Measure>
struct formula_of final : formula_over<typename Measure::statistic> {
    using statistic = typename Measure::statistic;

    explicit formula_of(Measure measure) : m(std::move(measure)) {}

    measure_description description() const override { return Measure::description; }
    bool symmetric(compare_options const& o) const override { return is_symmetric(m, o); }
    void require(std::span<issue_column const> columns, compare_options const& o) const override { require_meaning(m, columns, o); }
    std::shared_ptr<any_formula const> between(std::size_t a, std::size_t b) const override {
        if constexpr (differs_by_actor<Measure>)
            return any_formula::make<formula_of>(m.between(a, b));
        else
            return nullptr;
    }
    dyad_matrix all_pairs(position_matrix const& x, compare_options const& o, any_executor const& e) const override {
        if constexpr (differs_by_actor<Measure>) {
            return entente::all_pairs(x, m, o, e);
        } else {
            require(x.columns(), o);
            return entente::all_pairs(x, measure_over<statistic, Measure::description.symmetric>(*this), o, e);
        }
    }
    bool separable() const override { return separable_measure<Measure>; }
    double exponent() const override {
        if constexpr (separable_measure<Measure>)
            return m.exponent;
        else
            return 1;
    }
    double least() const override { return least_value(m); }
    statistic initial(std::span<issue_column const> columns) const override { return initial_statistic(m, columns); }
    boost::optional<double> value(statistic const& s) const override { return value_of(m, s); }
    boost::optional<double> observed(statistic const& s) const override {
        if constexpr (requires { { m.observed(s) } -> std::same_as<boost::optional<double>>; })
            return m.observed(s);
        else
            return boost::none;
    }
    maybe_interval any_enclosure(any_statistic const& known, std::span<open_issue const> open,
                                 std::span<issue_column const> columns) const override {
        if constexpr (separable_measure<Measure>)
            return boost::none;  // not asked for
        else
            return enclosure(m, known.as<statistic>(), open, columns);
    }
    void append_stationary(double other, issue_column const& issue, std::vector<double>& out) const override {
        if constexpr (requires { m.append_stationary(other, issue, out); }) m.append_stationary(other, issue, out);
    }

    Measure m;
};

}  // namespace entente::detail

namespace entente {

/// Any measure behind one type. Cheap to copy; each result is that of the measure itself, to the last bit.
class any_measure {
public:
    /// An executor behind one type.
    using executor = detail::any_executor;

    template <class Measure>
        requires(!std::same_as<Measure, any_measure>) && dyadic_measure<Measure>
    explicit any_measure(Measure m) : any_measure(std::string(Measure::description.name), std::move(m)) {}
    /// Under a name of the caller's, such as the text it was made from.
    template <class Measure>
        requires(!std::same_as<Measure, any_measure>) && dyadic_measure<Measure>
    any_measure(std::string name, Measure m)
        : name_(std::move(name)), formula_(detail::any_formula::make<detail::formula_of<Measure>>(std::move(m))) {}

    std::string const& name() const { return name_; }
    measure_description description() const { return formula_->description(); }
    bool symmetric(compare_options const& o) const { return formula_->symmetric(o); }

    comparison compare(position_matrix const& matrix, std::size_t a, std::size_t b, compare_options const& o = {}) const {
        formula_->require(matrix.columns(), o);
        return entente::compare(matrix, a, b, detail::measure_over_any(*between(a, b)), o);
    }
    dyad_matrix all_pairs(position_matrix const& matrix, compare_options const& o = {}, executor const& e = serial_executor{}) const {
        return formula_->all_pairs(matrix, o, e);
    }
    explanation explain(position_matrix const& matrix, std::size_t a, std::size_t b, compare_options const& o = {}) const {
        formula_->require(matrix.columns(), o);
        auto const f = between(a, b);
        if (f->separable()) return entente::explain(matrix, a, b, detail::mean_over_any(*f), o);
        return entente::explain(matrix, a, b, detail::measure_over_any(*f), o);
    }
    value_bounds bounds(position_matrix const& matrix, std::size_t a, std::size_t b, bounds_options const& o = {}) const {
        auto compare_by = o.compare;
        compare_by.missing = missing_policy::pairwise();
        formula_->require(matrix.columns(), compare_by);
        auto const f = between(a, b);
        auto found = f->separable() ? entente::bounds(matrix, a, b, detail::mean_over_any(*f), o)
                                    : entente::bounds(matrix, a, b, detail::measure_over_any(*f), o);
        for (auto* end : {&found.lower, &found.upper})
            if (*end) **end = std::clamp(**end, f->least(), description().greatest);
        return found;
    }

private:
    std::shared_ptr<detail::any_formula const> between(std::size_t a, std::size_t b) const {
        auto f = formula_->between(a, b);
        return f ? f : formula_;
    }

    std::string name_;
    std::shared_ptr<detail::any_formula const> formula_;
};

/// The measure that a text names: NAME or NAME:ARGUMENT. Throws error on an unknown name or argument.
inline any_measure parse_measure(std::string_view text) {
    boost::optional<any_measure> found;
    visit_measure(text, [&](auto const& m) { found.emplace(std::string(text), m); });
    return *found;
}

}  // namespace entente
