// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file dyadic/any_measure.hpp
/// A measure chosen at run time, by its name. Opt-in: it instantiates every measure.

#include <boost/optional.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "entente/dyadic/bounds.hpp"
#include "entente/dyadic/compare.hpp"
#include "entente/dyadic/explain.hpp"
#include "entente/dyadic/measures.hpp"
#include "entente/dyadic/pairwise.hpp"

namespace entente {

/// Any measure behind one type. Cheap to copy; each call is that of the measure itself.
class any_measure {
public:
    /// An executor behind one type.
    using executor = std::function<void(std::size_t, std::function<void(std::size_t)> const&)>;

    template <dyadic_measure Measure>
    explicit any_measure(Measure m) : any_measure(std::string(Measure::description.name), std::move(m)) {}
    /// Under a name of the caller's, such as the text it was made from.
    template <dyadic_measure Measure>
    any_measure(std::string name, Measure m) : name_(std::move(name)), held_(std::make_shared<model<Measure>>(std::move(m))) {}

    std::string const& name() const { return name_; }
    measure_description description() const { return held_->description(); }
    bool symmetric(compare_options const& o) const { return held_->symmetric(o); }

    comparison compare(position_matrix const& matrix, std::size_t a, std::size_t b, compare_options const& o = {}) const {
        return held_->compare(matrix, a, b, o);
    }
    dyad_matrix pairwise(position_matrix const& matrix, compare_options const& o = {}, executor const& e = serial_executor{}) const {
        return held_->pairwise(matrix, o, e);
    }
    explanation explain(position_matrix const& matrix, std::size_t a, std::size_t b, compare_options const& o = {}) const {
        return held_->explain(matrix, a, b, o);
    }
    value_bounds bounds(position_matrix const& matrix, std::size_t a, std::size_t b, bounds_options const& o = {}) const {
        return held_->bounds(matrix, a, b, o);
    }

private:
    struct interface {
        virtual ~interface() = default;
        virtual measure_description description() const = 0;
        virtual bool symmetric(compare_options const&) const = 0;
        virtual comparison compare(position_matrix const&, std::size_t, std::size_t, compare_options const&) const = 0;
        virtual dyad_matrix pairwise(position_matrix const&, compare_options const&, executor const&) const = 0;
        virtual explanation explain(position_matrix const&, std::size_t, std::size_t, compare_options const&) const = 0;
        virtual value_bounds bounds(position_matrix const&, std::size_t, std::size_t, bounds_options const&) const = 0;
    };
    template <class Measure>
    struct model final : interface {
        explicit model(Measure measure) : m(std::move(measure)) {}
        measure_description description() const override { return Measure::description; }
        bool symmetric(compare_options const& o) const override { return is_symmetric(m, o); }
        comparison compare(position_matrix const& x, std::size_t a, std::size_t b, compare_options const& o) const override {
            return entente::compare(x, a, b, m, o);
        }
        dyad_matrix pairwise(position_matrix const& x, compare_options const& o, executor const& e) const override {
            return entente::pairwise(x, m, o, e);
        }
        explanation explain(position_matrix const& x, std::size_t a, std::size_t b, compare_options const& o) const override {
            return entente::explain(x, a, b, m, o);
        }
        value_bounds bounds(position_matrix const& x, std::size_t a, std::size_t b, bounds_options const& o) const override {
            return entente::bounds(x, a, b, m, o);
        }
        Measure m;
    };

    std::string name_;
    std::shared_ptr<interface const> held_;
};

/// The measure that a text names: NAME or NAME:ARGUMENT. Throws error on an unknown name or argument.
inline any_measure parse_measure(std::string_view text) {
    boost::optional<any_measure> found;
    visit_measure(text, [&](auto const& m) { found.emplace(std::string(text), m); });
    return *found;
}

}  // namespace entente
