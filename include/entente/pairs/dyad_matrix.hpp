// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file pairs/dyad_matrix.hpp
/// The values of all pairs.

#include <boost/optional.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "entente/base/bulk_allocator.hpp"
#include "entente/base/field.hpp"
#include "entente/base/finite.hpp"
#include "entente/base/size_product.hpp"
#include "entente/config.hpp"
#include "entente/dyadic/comparison.hpp"
#include "entente/error.hpp"
#include "entente/positions/ids.hpp"

namespace entente {

namespace detail {

/// Numbers the pairs of different actors: those with a < b where order does not matter, all where it does.
struct pair_slots {
    std::size_t actors = 0;
    bool symmetric = true;

    std::size_t size() const {
        if (actors < 2) return 0;
        return symmetric ? actors * (actors - 1) / 2 : actors * (actors - 1);
    }
    /// Precondition: a != b, and a < b where order does not matter.
    std::size_t operator()(std::size_t a, std::size_t b) const {
        if (!symmetric) return a * (actors - 1) + b - (b > a);
        return a * (2 * actors - a - 1) / 2 + (b - a - 1);
    }
};

}  // namespace detail

/// Two actors and how they compare: a row of a dyad_matrix.
struct dyad_row {
    actor_id a{}, b{};
    comparison result{};

    template <class Row = dyad_row>
    static auto fields() {
        return std::tuple_cat(std::tuple(make_field<Row>("a", "", "the first actor", &Row::a),
                                         make_field<Row>("b", "", "the second actor", &Row::b)),
                              fields_within<5>(&Row::result));
    }
};

/// A value for each pair of different actors: n (n - 1) / 2 of them where the measure and its weights are
/// symmetric, n (n - 1) where they are not. Whoever makes one sets every pair. 12 bytes a pair, 20 where
/// weights differ from counts. Throws error(too_large) where pairs of so many actors cannot be numbered, and
/// std::bad_alloc where there is no memory for them: `stream_pairs_in_order` needs little.
class dyad_matrix {
public:
    dyad_matrix() = default;
    dyad_matrix(std::size_t actors, bool symmetric, bool with_weights, std::size_t issues_held)
        : slot_{checked(actors), symmetric}
        , issues_held_(issues_held) {
        values_.resize(pairs());
        shared_.resize(pairs());
        if (with_weights) weights_.resize(pairs());
    }

    std::size_t actors() const { return slot_.actors; }
    bool symmetric() const { return slot_.symmetric; }
    std::size_t pairs() const { return slot_.size(); }

    /// The value of a pair, or none. Precondition: a != b, both below actors().
    boost::optional<double> operator()(std::size_t a, std::size_t b) const {
        double const v = values_[place(a, b)];
        if (detail::is_nan(v)) return boost::none;
        return v;
    }
    /// Issues on which both hold positions.
    std::size_t shared(std::size_t a, std::size_t b) const { return shared_[place(a, b)]; }
    /// The whole comparison of a pair, but for the observed agreement.
    comparison at(std::size_t a, std::size_t b) const {
        auto const p = place(a, b);
        comparison c;
        c.shared = shared_[p];
        c.weight = weights_.empty() ? static_cast<double>(c.shared) : weights_[p];
        c.coverage = issues_held_ ? static_cast<double>(c.shared) / static_cast<double>(issues_held_) : 0.0;
        c.reason = reason_of(values_[p]);
        if (c.reason == undefined_reason::defined) c.value = values_[p];
        return c;
    }
    /// Calls `visit(a, b, comparison)` for each pair in the order of ids.
    template <class Visit>
    void for_each(Visit&& visit) const {
        for (std::size_t a = 0; a < actors(); ++a)
            for (std::size_t b = symmetric() ? a + 1 : 0; b < actors(); ++b)
                if (a != b) visit(a, b, at(a, b));
    }

    /// All pairs as rows, in the order of ids; made as they are asked for.
    class pair_rows {
    public:
        class iterator {
        public:
            using value_type = dyad_row;
            using difference_type = std::ptrdiff_t;
            using reference = dyad_row;
            using pointer = void;
            using iterator_category = std::input_iterator_tag;

            iterator() = default;
            dyad_row operator*() const { return {actor_id(a_), actor_id(b_), matrix_->at(a_, b_)}; }
            iterator& operator++() {
                ++b_;
                settle();
                return *this;
            }
            iterator operator++(int) {
                auto const before = *this;
                ++*this;
                return before;
            }
            friend bool operator==(iterator const& i, iterator const& j) { return i.a_ == j.a_ && i.b_ == j.b_; }

        private:
            friend pair_rows;
            iterator(dyad_matrix const& matrix, std::size_t a) : matrix_(&matrix), a_(a) {
                if (matrix.symmetric()) b_ = a_ + 1;
                settle();
            }
            /// From a place that may be no pair on to the next that is; past the last to (actors, 0).
            void settle() {
                auto const n = matrix_->actors();
                if (b_ == a_) ++b_;
                if (a_ < n && b_ >= n) b_ = matrix_->symmetric() ? ++a_ + 1 : (++a_, 0);
                if (a_ >= n || b_ >= n) a_ = n, b_ = 0;
            }
            dyad_matrix const* matrix_ = nullptr;
            std::size_t a_ = 0, b_ = 0;
        };
        iterator begin() const { return iterator(*matrix_, 0); }
        iterator end() const { return iterator(*matrix_, matrix_->actors()); }
        std::size_t size() const { return matrix_->pairs(); }

    private:
        friend dyad_matrix;
        explicit pair_rows(dyad_matrix const& matrix) : matrix_(&matrix) {}
        dyad_matrix const* matrix_;
    };
    /// The matrix must outlive what this gives: of one that nobody keeps there are none.
    pair_rows rows() const& { return pair_rows(*this); }
    pair_rows rows() const&& = delete;

    /// The pairs of an actor with others, to be set.
    class row_writer {
    public:
        /// Sets the pair with another actor, one of a greater id where the matrix is symmetric.
        void set(std::size_t b, value_or_reason const& o, std::size_t shared, double weight) const {
            auto const p = first_ + b - (skips_ < b);
            values_[p] = o.value ? *o.value : nan_for(o.reason);
            shared_[p] = static_cast<std::uint32_t>(shared);
            if (weights_) weights_[p] = weight;
        }

    private:
        friend dyad_matrix;
        std::size_t first_, skips_;
        double* values_;
        std::uint32_t* shared_;
        double* weights_;
    };
    /// For those that compute. Different pairs may be set by different threads.
    row_writer row(std::size_t a) {
        row_writer w;
        // Places ascend with b from here on: unsigned numbers may pass through below zero.
        w.first_ = symmetric() ? slot_(a, a + 1) - (a + 1) : a * (actors() - 1);
        w.skips_ = symmetric() ? static_cast<std::size_t>(-1) : a;
        w.values_ = values_.data(), w.shared_ = shared_.data(),
        w.weights_ = weights_.empty() ? nullptr : weights_.data();
        return w;
    }
    /// Sets a pair, a < b where the matrix is symmetric.
    void set(std::size_t a, std::size_t b, value_or_reason const& o, std::size_t shared, double weight) {
        ENTENTE_ASSERT(a < actors() && b < actors() && (symmetric() ? a < b : a != b));
        row(a).set(b, o, shared, weight);
    }

    /// Writes all values as a square table, row by row: `out[a * actors() + b]`. NaN where a pair has no value.
    /// An actor is not compared with itself: what stands on the diagonal is the caller's to say, such as 0 for
    /// a distance. Throws error(invalid_argument) unless there is room for exactly actors()^2 numbers.
    /// O(actors^2).
    void copy_dense(std::span<double> out, double diagonal = std::numeric_limits<double>::quiet_NaN()) const {
        require_room(out.size(), actors() * actors());
        for (std::size_t a = 0; a < actors(); ++a)
            for (std::size_t b = 0; b < actors(); ++b) out[a * actors() + b] = a == b ? diagonal : number(a, b);
    }
    /// Writes the values of the pairs a < b, by a, then b: the order of SciPy's `pdist` and `squareform` and of
    /// R's `dist`. NaN where a pair has no value. Throws error(invalid_argument) unless there is room for
    /// exactly pairs() numbers, and where order matters. O(pairs).
    void copy_condensed(std::span<double> out) const {
        if (!symmetric())
            throw error(fault_code::invalid_argument, "values that depend on who comes first have no condensed form");
        require_room(out.size(), pairs());
        for (std::size_t p = 0; p < out.size(); ++p) out[p] = number_at(p);
    }

    /// The place of a pair in the order of for_each.
    std::size_t place(std::size_t a, std::size_t b) const {
        ENTENTE_ASSERT(a != b && a < actors() && b < actors());
        if (symmetric() && b < a) std::swap(a, b);
        return slot_(a, b);
    }

private:
    // An undefined value is kept as a quiet NaN that carries its reason in the last bits; it never leaves this class.
    static constexpr std::uint64_t quiet_nan = 0x7ff8000000000000;
    static double nan_for(undefined_reason r) {
        return std::bit_cast<double>(quiet_nan | static_cast<std::uint64_t>(r));
    }
    static undefined_reason reason_of(double v) {
        if (!detail::is_nan(v)) return undefined_reason::defined;
        return static_cast<undefined_reason>(std::bit_cast<std::uint64_t>(v) & 0xff);
    }

    // The square that places are reckoned with has to be a size, and so has what any of the arrays takes in bytes.
    static std::size_t checked(std::size_t actors) {
        constexpr char const* too_many = "pairs of so many actors cannot be numbered";
        detail::size_product(detail::size_product(actors, actors, too_many), 32, too_many);
        return actors;
    }
    double number_at(std::size_t p) const {
        return detail::is_nan(values_[p]) ? std::numeric_limits<double>::quiet_NaN()
                                          : values_[p];  // the reason stays here
    }
    double number(std::size_t a, std::size_t b) const { return number_at(place(a, b)); }
    static void require_room(std::size_t given, std::size_t needed) {
        if (given != needed)
            throw error(fault_code::invalid_argument,
                        "values of pairs are copied to where there is room for exactly " + std::to_string(needed),
                        {.value = std::to_string(given)});
    }

    detail::pair_slots slot_;
    std::size_t issues_held_ = 0;
    // Not filled when they are made: all are written before they are read, by the threads that write them.
    detail::bulk<double> values_;
    detail::bulk<std::uint32_t> shared_;
    detail::bulk<double> weights_;
};

}  // namespace entente
