// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file fold/traits.hpp
/// All that the library asks of a measure beyond its concept. Nobody asks a measure for an optional member but
/// this header.

#include <boost/optional.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

#include "entente/fold/enclosure.hpp"
#include "entente/fold/measure.hpp"
#include "entente/fold/optional_members.hpp"
#include "entente/fold/undefined_reason.hpp"

namespace entente {

/// The traits of a measure. What it may say, all optional:
///
/// | member                                                              | meaning                                                |
/// |---------------------------------------------------------------------|--------------------------------------------------------|
/// | `double exponent`                                                   | form mean: the power of the mean; 1 without it         |
/// | `static constexpr bool linear`                                      | whether the statistic may be averaged over positions, see below; form other has to say |
/// | `optional<double> uncorrected(statistic) const`                     | form chance: the agreement without the correction      |
/// | `undefined_reason why_none(statistic) const`                        | why there is none where the formula gives none; `no_variation` without it |
/// | `value_range range() const`                                         | least and greatest value, where parameters decide      |
/// | `statistic empty(std::span<issue_column const>) const`              | the empty statistic, where parameters or scales decide |
/// | `void require_scale(issue_column const&) const`                           | refuses a scale that the parameters have no meaning on |
/// | `Measure for_pair(compared_actor, compared_actor) const`            | the measure for two actors, where parameters differ by actor |
/// | `optional<enclosed_value> enclose(known, open, columns) const`      | bounds, where the form does not give them              |
/// | `void append_stationary(other, issue, out) const`                   | further positions at which one issue's value is extreme |
/// | `static Measure parse(std::string_view)`                            | the measure of NAME:ARGUMENT, see text/measure_names.hpp |
///
/// A member of one of these names and another type does not compile.
///
/// What may be averaged. `missing_policy::expected` puts in every position of the scale for a missing one, each
/// with its share of the weight, and so averages the statistic and not the value. That has a meaning where the
/// value is a mean or a sum over the issues, or one function of a mean; and where it is agreement beyond
/// chance: the table is then the joint distribution to be expected. It has none
/// * of the form association: positions that nobody holds would give the silent actor a spread;
/// * of the form extreme, and where what an issue adds is not proportional to its weight (`proportional` of the
///   statistic);
/// * where positions are counted and not weighed, as in the sample size of krippendorff_alpha, which says so itself.
template <measure_like Measure>
struct measure_traits {
    using statistic = typename Measure::statistic;
    using of_statistic = statistic_traits<statistic>;
    using inner_of = typename detail::inner_type<Measure>::type;  ///< Measure itself, unless it is an adaptor

    static constexpr bool known_now = described_now<Measure>;
    static constexpr measure_description const& describe([[maybe_unused]] Measure const& m) {
        if constexpr (known_now)
            return Measure::description;
        else
            return m.described();
    }
    /// Whether a measure of this type can be of a form: for what is decided while compiling.
    static constexpr bool may_be([[maybe_unused]] measure_form f) {
        if constexpr (known_now)
            return Measure::description.form == f;
        else
            return true;
    }
    static constexpr measure_form form(Measure const& m) { return describe(m).form; }
    static constexpr bool symmetric(Measure const& m) { return describe(m).symmetric; }

    // From the form.

    /// Precondition: the form is mean.
    static constexpr double exponent([[maybe_unused]] Measure const& m) {
        if constexpr (detail::has_exponent<Measure>)
            return m.exponent;
        else if constexpr (!known_now)
            return m.facts().exponent;
        else if constexpr (measure_adaptor<Measure>)
            return measure_traits<inner_of>::exponent(m.inner());
        else
            return 1;
    }
    static constexpr bool linear(Measure const& m) {
        if constexpr (detail::has_linear<Measure>)
            return Measure::linear;
        else if constexpr (!known_now)
            return m.facts().linear;
        else if constexpr (measure_adaptor<Measure>)
            return measure_traits<inner_of>::linear(m.inner());
        else
            return of_statistic::proportional && form(m) != measure_form::association &&
                   form(m) != measure_form::extreme;
    }

    // From the statistic.

    static constexpr bool counts_categories([[maybe_unused]] Measure const& m) {
        if constexpr (known_now)
            return of_statistic::counts_categories;
        else
            return m.facts().counts_categories;
    }
    static constexpr bool rates_silence([[maybe_unused]] Measure const& m) {
        if constexpr (known_now)
            return of_statistic::rates_silence;
        else
            return m.facts().rates_silence;
    }
    static constexpr bool own_weights([[maybe_unused]] Measure const& m) {
        if constexpr (known_now)
            return of_statistic::own_weights;
        else
            return m.facts().own_weights;
    }
    static constexpr bool subtracts_exactly([[maybe_unused]] Measure const& m) {
        if constexpr (known_now)
            return of_statistic::subtracts_exactly;
        else
            return m.facts().subtracts_exactly;
    }
    static statistic empty([[maybe_unused]] Measure const& m, [[maybe_unused]] std::span<issue_column const> columns) {
        if constexpr (detail::has_empty<Measure>)
            return m.empty(columns);
        else if constexpr (measure_adaptor<Measure>)
            return measure_traits<inner_of>::empty(m.inner(), columns);
        else if constexpr (std::constructible_from<statistic, std::span<issue_column const>>)
            return statistic(columns);
        else
            return {};
    }

    // Said by the measure, where its parameters matter.

    /// Least and greatest value with these parameters; what the description says where the measure says nothing else.
    static constexpr value_range range(Measure const& m) {
        if constexpr (detail::has_range<Measure>)
            return m.range();
        else if constexpr (!known_now)
            return m.facts().range;
        else if constexpr (measure_adaptor<Measure>)
            return ends_of(m, measure_traits<inner_of>::range(m.inner()));
        else
            return {Measure::description.least, Measure::description.greatest};
    }
    static void require_scale([[maybe_unused]] Measure const& m, [[maybe_unused]] issue_column const& issue) {
        if constexpr (detail::has_require<Measure>) m.require_scale(issue);
        if constexpr (measure_adaptor<Measure>) measure_traits<inner_of>::require_scale(m.inner(), issue);
    }
    /// Whether measures of this type may have parameters that differ by actor.
    static constexpr bool may_differ_by_pair = [] {
        if constexpr (detail::has_for_pair<Measure>)
            return true;
        else if constexpr (measure_adaptor<Measure>)
            return measure_traits<inner_of>::may_differ_by_pair;
        else
            return false;
    }();
    static constexpr bool differs_by_pair([[maybe_unused]] Measure const& m) {
        if constexpr (known_now)
            return may_differ_by_pair;
        else
            return m.facts().differs_by_pair;
    }
    /// The measure for two actors; the measure itself where they make no difference.
    static decltype(auto) for_pair(Measure const& m, [[maybe_unused]] compared_actor a,
                                   [[maybe_unused]] compared_actor b) {
        if constexpr (detail::has_for_pair<Measure>)
            return m.for_pair(a, b);
        else if constexpr (measure_adaptor<Measure> && may_differ_by_pair)
            return m.around(measure_traits<inner_of>::for_pair(m.inner(), a, b));
        else
            return (m);
    }
    /// The agreement without the correction for chance.
    static boost::optional<double> uncorrected([[maybe_unused]] Measure const& m, [[maybe_unused]] statistic const& s) {
        if constexpr (detail::has_uncorrected<Measure>)
            return m.uncorrected(s);
        else if constexpr (measure_adaptor<Measure>)
            return measure_traits<inner_of>::uncorrected(m.inner(), s);
        else
            return boost::none;
    }
    /// Why there is no value. Precondition: the formula gives none.
    static undefined_reason why_none([[maybe_unused]] Measure const& m, [[maybe_unused]] statistic const& s) {
        if constexpr (detail::has_why_none<Measure>)
            return m.why_none(s);
        else if constexpr (measure_adaptor<Measure>)
            return measure_traits<inner_of>::why_none(m.inner(), s);
        else
            return undefined_reason::no_variation;
    }
    /// Whether there may be an uncorrected value.
    static constexpr bool may_be_corrected = detail::has_uncorrected<Measure> || [] {
        if constexpr (measure_adaptor<Measure>)
            return measure_traits<inner_of>::may_be_corrected;
        else
            return false;
    }();
    /// What the measure itself knows about bounds. None: ask the form; and where that knows nothing, the range.
    static boost::optional<enclosed_value> enclose([[maybe_unused]] Measure const& m,
                                                   [[maybe_unused]] statistic const& known,
                                                   [[maybe_unused]] std::span<open_issue const> open,
                                                   [[maybe_unused]] std::span<issue_column const> columns) {
        if constexpr (detail::has_enclose<Measure>) {
            return m.enclose(known, open, columns);
        } else if constexpr (measure_adaptor<Measure>) {
            auto const inner = measure_traits<inner_of>::enclose(m.inner(), known, open, columns);
            if (!inner) return boost::none;
            auto const limits = range(m);
            auto const ends = ends_of(m, {inner->lower, inner->upper});
            return enclosed_value{std::clamp(ends.least, limits.least, limits.greatest),
                                  std::clamp(ends.greatest, limits.least, limits.greatest), inner->exact};
        } else {
            return boost::none;
        }
    }
    static void append_stationary([[maybe_unused]] Measure const& m, [[maybe_unused]] double other,
                                  [[maybe_unused]] issue_column const& issue,
                                  [[maybe_unused]] std::vector<double>& out) {
        if constexpr (detail::has_stationary<Measure>)
            m.append_stationary(other, issue, out);
        else if constexpr (measure_adaptor<Measure>)
            measure_traits<inner_of>::append_stationary(m.inner(), other, issue, out);
    }

    static constexpr measure_facts facts(Measure const& m) {
        if constexpr (known_now)
            return {form(m),          range(m),
                    exponent(m),      symmetric(m),
                    linear(m),        counts_categories(m),
                    rates_silence(m), differs_by_pair(m),
                    own_weights(m),   subtracts_exactly(m)};
        else
            return m.facts();
    }

private:
    static constexpr value_range ends_of(Measure const& m, value_range r) {
        double const a = m.convert(r.least), b = m.convert(r.greatest);
        return {(std::min)(a, b), (std::max)(a, b)};
    }

    // What contradicts itself does not compile.
    static consteval bool consistent() {
        using columns_t = std::span<issue_column const>;
        static_assert(
            !detail::misspells_a_member<Measure>,
            "a measure has a member that the library does not ask for: see the table of members in fold/traits.hpp");
        if constexpr (detail::has_exponent<Measure>)
            static_assert(
                requires(Measure const m) {
                    { m.exponent } -> std::same_as<double const&>;
                },
                "a measure's exponent is a double");
        if constexpr (detail::has_linear<Measure>)
            static_assert(
                requires { typename std::bool_constant<Measure::linear>; },
                "a measure's linear is a static constexpr bool");
        if constexpr (detail::has_uncorrected<Measure>)
            static_assert(
                requires(Measure const m, statistic const s) {
                    { m.uncorrected(s) } -> std::same_as<boost::optional<double>>;
                },
                "a measure's uncorrected(statistic const&) const gives boost::optional<double>");
        if constexpr (detail::has_why_none<Measure>)
            static_assert(
                requires(Measure const m, statistic const s) {
                    { m.why_none(s) } -> std::same_as<undefined_reason>;
                },
                "a measure's why_none(statistic const&) const gives an undefined_reason");
        if constexpr (detail::has_empty<Measure>)
            static_assert(
                requires(Measure const m, columns_t c) {
                    { m.empty(c) } -> std::same_as<statistic>;
                },
                "a measure's empty(std::span<issue_column const>) const gives its statistic");
        if constexpr (detail::has_range<Measure>)
            static_assert(
                requires(Measure const m) {
                    { m.range() } -> std::same_as<value_range>;
                },
                "a measure's range() const gives a value_range");
        if constexpr (detail::has_require<Measure>)
            static_assert(
                requires(Measure const m, issue_column const c) {
                    { m.require_scale(c) } -> std::same_as<void>;
                },
                "a measure's require_scale(issue_column const&) const throws, and gives nothing");
        if constexpr (detail::has_for_pair<Measure>)
            static_assert(
                requires(Measure const m, compared_actor a) {
                    { m.for_pair(a, a) } -> std::same_as<Measure>;
                },
                "a measure's for_pair(compared_actor, compared_actor) const gives a measure of the same type");
        if constexpr (detail::has_enclose<Measure>)
            static_assert(
                requires(Measure const m, statistic const s, std::span<open_issue const> o, columns_t c) {
                    { m.enclose(s, o, c) } -> std::same_as<boost::optional<enclosed_value>>;
                },
                "a measure's enclose(statistic const&, open issues, columns) const gives "
                "boost::optional<enclosed_value>");
        if constexpr (detail::has_stationary<Measure>)
            static_assert(
                requires(Measure const m, issue_column const c, std::vector<double>& out) {
                    m.append_stationary(0.0, c, out);
                },
                "a measure's append_stationary(double, issue_column const&, std::vector<double>&) const appends "
                "positions");
        if constexpr (known_now) {
            constexpr auto f = Measure::description.form;
            static_assert(f == measure_form::mean || !detail::has_exponent<Measure>,
                          "an exponent belongs to a measure of the form mean");
            static_assert(
                f != measure_form::chance || measure_adaptor<Measure> || detail::has_uncorrected<Measure>,
                "a measure of the form chance says uncorrected(statistic): the agreement without the correction");
            static_assert(f != measure_form::other || measure_adaptor<Measure> || detail::has_linear<Measure>,
                          "a measure of the form other says itself: static constexpr bool linear");
        }
        return true;
    }
    static_assert(consistent());
};

/// A measure that is a mean over issues, so far as is known while compiling.
template <class Measure>
concept mean_measure = measure_like<Measure> && measure_traits<Measure>::may_be(measure_form::mean);

}  // namespace entente
