// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file text/any_statistic.hpp
/// Any statistic behind one type.

#include <concepts>
#include <cstddef>
#include <memory>
#include <utility>

#include "entente/fold/statistic.hpp"

namespace entente::detail {

/// Any statistic behind one type. What it is made of is known to the measure that made it empty.
class any_statistic {
public:
    /// Of no measure yet: it can be assigned to, and nothing else.
    any_statistic() = default;
    // Asked first whether it is itself: a concept may not depend on what it is asked for.
    template <class Statistic>
        requires(!std::same_as<Statistic, any_statistic>)
    &&dyadic_statistic<Statistic> explicit any_statistic(Statistic s) : held_(new model<Statistic>(std::move(s))) {
        read();
    }
    any_statistic(any_statistic const& o)
        : count(o.count)
        , weight(o.weight)
        , denominator(o.denominator)
        , held_(o.held_ ? o.held_->copy() : nullptr) {}
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
    bool cancelled() const { return held_->cancelled(); }
    bool worn_from(any_statistic const& whole) const { return held_->worn_from(*whole.held_); }
    void measured_from(double x, double y, issue_column const& issue) { held_->measured_from(x, y, issue); }
    /// Precondition: it holds a Statistic.
    template <class Statistic>
    Statistic const& as() const {
        return static_cast<model<Statistic> const&>(*held_).s;
    }

    std::size_t count = 0;
    double weight = 0, denominator = 0;

private:
    struct any_held {
        any_held() = default;
        any_held(any_held const&) = default;
        any_held& operator=(any_held const&) = delete;
        virtual ~any_held() = default;
        virtual std::unique_ptr<any_held> copy() const = 0;
        virtual void add(double x, double y, double w, issue_column const& issue) = 0;
        virtual void plus(any_held const& o) = 0;
        virtual void minus(any_held const& o) = 0;
        virtual void read(any_statistic& into) const = 0;
        virtual bool cancelled() const = 0;
        virtual bool worn_from(any_held const& whole) const = 0;
        virtual void measured_from(double x, double y, issue_column const& issue) = 0;
    };
    template <class Statistic>
    struct model final : any_held {
        explicit model(Statistic statistic) : s(std::move(statistic)) {}
        std::unique_ptr<any_held> copy() const override { return std::unique_ptr<any_held>(new model(*this)); }
        void add(double x, double y, double w, issue_column const& issue) override { s.add(x, y, w, issue); }
        void plus(any_held const& o) override { s += static_cast<model const&>(o).s; }
        void minus(any_held const& o) override { s -= static_cast<model const&>(o).s; }
        bool cancelled() const override {
            if constexpr (measured_anew<Statistic>)
                return s.cancelled();
            else
                return false;
        }
        bool worn_from(any_held const& whole) const override {
            return statistic_traits<Statistic>::worn(static_cast<model const&>(whole).s, s);
        }
        void measured_from([[maybe_unused]] double x, [[maybe_unused]] double y,
                           [[maybe_unused]] issue_column const& issue) override {
            if constexpr (measured_anew<Statistic>) s.measured_from(x, y, issue);
        }
        void read(any_statistic& into) const override {
            into.count = s.count, into.weight = s.weight,
            into.denominator = statistic_traits<Statistic>::denominator(s);
        }
        Statistic s;
    };
    void read() { held_->read(*this); }

    std::unique_ptr<any_held> held_;
};

}  // namespace entente::detail
