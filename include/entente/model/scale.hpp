// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file model/scale.hpp
/// Scales: what the numbers of an issue mean. Static scales are types, the dynamic `scale` is a value.

#include <boost/optional.hpp>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/base/finite.hpp"
#include "entente/base/number_text.hpp"
#include "entente/base/parse_number.hpp"
#include "entente/base/shared_numbers.hpp"
#include "entente/base/weight.hpp"
#include "entente/config.hpp"
#include "entente/error.hpp"
#include "entente/model/level.hpp"

namespace entente {

/// A scale answers for its level, its bounds and its categories.
///
/// `lower() < upper()`, both finite. `categories()` is 0 on a continuous scale; otherwise `value(k)` is the position of
/// category k, ascending in k. `contains(x)` tells whether a position is on the scale.
template <class Scale>
concept scale_like = std::copyable<Scale> && requires(Scale const& s, double x, std::size_t k) {
    { s.measurement() } -> std::same_as<level>;
    { s.lower() } -> std::convertible_to<double>;
    { s.upper() } -> std::convertible_to<double>;
    { s.categories() } -> std::convertible_to<std::size_t>;
    { s.value(k) } -> std::convertible_to<double>;
    { s.contains(x) } -> std::same_as<bool>;
};

/// A scale whose level is known at compile time.
template <class Scale>
concept static_scale = scale_like<Scale> && requires {
    typename std::bool_constant<(Scale::measurement(), true)>;
};

/// A scale that is known, or may turn out, to be of a level or higher. A static scale that is too low fails to compile.
template <class Scale, level Level>
concept measured_at_least = scale_like<Scale> &&(!static_scale<Scale> || [] {
    if constexpr (static_scale<Scale>)
        return Scale::measurement() >= Level;
    else
        return true;
}());

/// Categories Lower, Lower + 1, ..., Upper, equally spaced.
template <level Level, int Lower, int Upper>
struct integer_scale {
    static_assert(Lower < Upper, "a scale has at least two categories");
    static constexpr level measurement() { return Level; }
    static constexpr double lower() { return Lower; }
    static constexpr double upper() { return Upper; }
    static constexpr std::size_t categories() {
        return static_cast<std::size_t>(static_cast<long long>(Upper) - Lower + 1);
    }
    static constexpr double value(std::size_t k) { return Lower + static_cast<double>(k); }
    static constexpr bool contains(double x) {
        return x >= Lower && x <= Upper && x == static_cast<double>(static_cast<int>(x));
    }
    friend bool operator==(integer_scale, integer_scale) = default;
};

/// Degrees of agreement 1 ... K (Likert, 1932): ordinal.
template <int K>
struct likert : integer_scale<level::ordinal, 1, K> {};

/// One of K unordered options, numbered 1 ... K: nominal.
template <int K>
struct choice : integer_scale<level::nominal, 1, K> {};

/// Against (-1), neutral (0), in favour (+1): ordinal.
struct approval : integer_scale<level::ordinal, -1, 1> {};

/// Any number from Lower to Upper: interval, or ratio on request.
template <int Lower, int Upper, level Level = level::interval>
struct bounded {
    static_assert(Lower < Upper, "a scale has a lower bound below its upper bound");
    static_assert(Level == level::interval || Level == level::ratio, "continuous scales are interval or ratio scales");
    static_assert(Level != level::ratio || Lower >= 0, "a ratio scale has no negative values");
    static constexpr level measurement() { return Level; }
    static constexpr double lower() { return Lower; }
    static constexpr double upper() { return Upper; }
    static constexpr std::size_t categories() { return 0; }
    static constexpr double value(std::size_t) { return Lower; }
    static constexpr bool contains(double x) { return x >= Lower && x <= Upper; }
    friend bool operator==(bounded, bounded) = default;
};

/// A scale known at run time, for graphs whose issues differ. Copies share their labels.
///
/// A category has a label and a value. Values are 1, 2, ... in the order of the labels unless they are given; they
/// are the positions of the stances. Categories are kept in ascending order of their values, however they come.
class scale {
public:
    struct category {
        std::string label;
        double value;
        friend bool operator==(category const&, category const&) = default;
    };

    /// Unordered options. Throws scale_error on fewer than two, or on a repeated or empty label.
    static scale nominal(std::vector<std::string> labels);
    /// Ordered options, equally spaced: the first label is the least.
    static scale ordinal(std::vector<std::string> labels);
    /// Ordered options with given values, in any order: `ordinal({{"low", 0}, {"high", 9}})`. Throws
    /// scale_error on repeated values too.
    static scale ordinal(std::initializer_list<category> categories);
    /// The same from a vector. A template, so that a list in braces is never taken for one.
    template <std::same_as<std::vector<category>> Categories>
    static scale ordinal(Categories categories) {
        return labelled(level::ordinal, std::move(categories));
    }
    /// Integers lower ... upper, equally spaced, labelled by themselves.
    static scale ordinal(int lower, int upper);
    /// Any number from lower to upper. Throws scale_error unless both are finite and lower < upper.
    static scale interval(double lower, double upper);
    /// Some numbers only, whose differences count: `interval({{"-1", -1}, {"0.5", 0.5}})`. Throws as ordinal does.
    static scale interval(std::initializer_list<category> categories) { return labelled(level::interval, categories); }
    template <std::same_as<std::vector<category>> Categories>
    static scale interval(Categories categories) {
        return labelled(level::interval, std::move(categories));
    }
    /// Any number from lower to upper, with a zero that means nothing-of-it; lower >= 0.
    static scale ratio(double lower, double upper);
    /// Some numbers only, none of them negative: counts, `ratio({{"none", 0}, {"one", 1}, {"two", 2}})`. Throws as
    /// ordinal does.
    static scale ratio(std::initializer_list<category> categories) { return labelled(level::ratio, categories); }
    template <std::same_as<std::vector<category>> Categories>
    static scale ratio(Categories categories) {
        return labelled(level::ratio, std::move(categories));
    }
    /// The dynamic scale that says the same as a static one.
    template <static_scale Scale>
    static scale from(Scale const& s) {
        if (!s.categories()) return continuous(s.measurement(), s.lower(), s.upper());
        std::vector<category> all;
        for (std::size_t k = 0; k < s.categories(); ++k) all.push_back({detail::number_label(s.value(k)), s.value(k)});
        return labelled(s.measurement(), std::move(all));
    }

    level measurement() const { return level_; }
    double lower() const { return lower_; }
    double upper() const { return upper_; }
    std::size_t categories() const { return categories_ ? categories_->all.size() : 0; }
    /// The positions of all categories, ascending, which copies of the scale share; empty on a continuous scale. O(1).
    shared_numbers values() const { return categories_ ? categories_->values : shared_numbers(); }
    /// Whether each label says the position of its category, as a number; true on a continuous scale. O(1).
    bool labels_are_values() const {
        return !categories_ || (categories_->by_number.size() == categories_->all.size() && !categories_->displaced);
    }
    double value(std::size_t k) const { return categories_->all[k].value; }
    std::string const& label(std::size_t k) const { return categories_->all[k].label; }

    bool contains(double x) const {
        if (!categories_) return x >= lower_ && x <= upper_;
        return static_cast<bool>(category_of(x));
    }
    /// The category at a position, or none. O(log categories).
    boost::optional<std::size_t> category_of(double x) const {
        if (!categories_) return boost::none;
        auto const& all = categories_->all;
        auto const at =
            std::lower_bound(all.begin(), all.end(), x, [](category const& c, double v) { return c.value < v; });
        if (at == all.end() || at->value != x) return boost::none;
        return static_cast<std::size_t>(at - all.begin());
    }
    /// The position that a label stands for, or none. O(log categories).
    boost::optional<double> position_of(std::string_view label) const;
    /// The point that a text names, by one rule for labels, codes and values, or none:
    /// 1. a label is the position that it stands for;
    /// 2. a number is the label that it equals as a number, however both are spelled: `1.0` and `+1` are the label `1`;
    /// 3. any other number is itself, unless labels are numbers that stand elsewhere: `2` on `10|20|30` is none.
    /// It need not be a position: with the labels `1|2|3` the text `1.5` is the point 1.5, an end of a range.
    /// O(length of the text + log categories).
    boost::optional<double> point_of(std::string_view text) const;

    friend bool operator==(scale const& a, scale const& b);

private:
    scale(level l, double lower, double upper) : level_(l), lower_(lower), upper_(upper) {}

    /// Categories, and what makes texts into their positions.
    struct category_table {
        std::vector<category> all;                                // by value
        shared_numbers values;                                    // theirs
        std::vector<std::uint32_t> by_label;                      // numbers of categories
        std::vector<std::pair<double, std::uint32_t>> by_number;  // of those whose label is a number
        bool displaced = false;  // whether one of these stands elsewhere than at its number
    };

    static std::vector<category> number(std::vector<std::string> labels);
    static scale continuous(level l, double lower, double upper);
    static scale labelled(level l, std::vector<category> all);

    level level_;
    double lower_, upper_;
    std::shared_ptr<category_table const> categories_;
};

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE scale scale::nominal(std::vector<std::string> labels) {
    return labelled(level::nominal, number(std::move(labels)));
}

ENTENTE_INLINE scale scale::ordinal(std::vector<std::string> labels) {
    return labelled(level::ordinal, number(std::move(labels)));
}

ENTENTE_INLINE scale scale::ordinal(std::initializer_list<category> categories) {
    return labelled(level::ordinal, categories);
}

ENTENTE_INLINE scale scale::ordinal(int lower, int upper) {
    if (lower >= upper)
        throw scale_error(fault_code::invalid_scale, "an ordinal scale needs a lower bound below its upper bound",
                          {.value = std::to_string(lower) + ".." + std::to_string(upper)});
    std::vector<category> all;
    for (int v = lower;; ++v) {
        all.push_back({std::to_string(v), static_cast<double>(v)});
        if (v == upper) break;
    }
    return labelled(level::ordinal, std::move(all));
}

ENTENTE_INLINE scale scale::interval(double lower, double upper) {
    return continuous(level::interval, lower, upper);
}

ENTENTE_INLINE scale scale::ratio(double lower, double upper) {
    if (lower < 0)
        throw scale_error(fault_code::invalid_scale, "a ratio scale has no negative values",
                          {.value = detail::number_text(lower)});
    return continuous(level::ratio, lower, upper);
}

ENTENTE_INLINE boost::optional<double> scale::position_of(std::string_view label) const {
    if (!categories_) return boost::none;
    auto const& all = categories_->all;
    auto const& by_label = categories_->by_label;
    auto const at = std::lower_bound(by_label.begin(), by_label.end(), label,
                                     [&](std::uint32_t k, std::string_view text) { return all[k].label < text; });
    if (at == by_label.end() || all[*at].label != label) return boost::none;
    return all[*at].value;
}

ENTENTE_INLINE boost::optional<double> scale::point_of(std::string_view text) const {
    auto const number = detail::parse_number(text);
    if (!categories_) return number;
    auto const& all = categories_->all;
    auto const& by_number = categories_->by_number;
    bool const displaced = categories_->displaced;
    // Most often a number is the label of its own category: then labels need not be searched.
    if (number && !displaced)
        if (auto const k = category_of(*number); k && all[*k].label == text) return number;
    if (auto const labelled = position_of(text)) return labelled;
    if (!number || by_number.empty()) return number;
    auto const at = std::lower_bound(by_number.begin(), by_number.end(), std::pair(*number, std::uint32_t{0}));
    bool const equal = at != by_number.end() && at->first == *number;
    // Of two labels that are one number, `1` and `1.0`, neither is meant more than the other.
    if (equal && (at + 1 == by_number.end() || (at + 1)->first != *number)) return all[at->second].value;
    return equal || displaced ? boost::none : number;
}

ENTENTE_INLINE bool operator==(scale const& a, scale const& b) {
    return a.level_ == b.level_ && a.lower_ == b.lower_ && a.upper_ == b.upper_ &&
           (a.categories_ == b.categories_ ||
            (a.categories_ && b.categories_ && a.categories_->all == b.categories_->all));
}

ENTENTE_INLINE std::vector<scale::category> scale::number(std::vector<std::string> labels) {
    std::vector<category> all;
    for (auto& l : labels) all.push_back({std::move(l), static_cast<double>(all.size() + 1)});
    return all;
}

ENTENTE_INLINE scale scale::continuous(level l, double lower, double upper) {
    if (!detail::is_finite(lower) || !detail::is_finite(upper) || !(lower < upper) || !detail::is_finite(upper - lower))
        throw scale_error(fault_code::invalid_scale, "a scale needs a finite lower bound below a finite upper bound",
                          {.value = detail::number_text(lower) + ".." + detail::number_text(upper)});
    if (upper - lower < least_length)
        throw scale_error(fault_code::invalid_scale, "a scale is at least 1e-280 long: use another unit",
                          {.value = detail::number_text(lower) + ".." + detail::number_text(upper)});
    return scale(l, lower, upper);
}

ENTENTE_INLINE scale scale::labelled(level l, std::vector<category> all) {
    if (all.size() < 2)
        throw scale_error(fault_code::invalid_scale, "a scale needs at least two categories",
                          {.value = all.empty() ? std::string() : all.front().label});
    for (auto const& c : all) {
        if (c.label.empty()) throw scale_error(fault_code::invalid_scale, "a category needs a label");
        if (!detail::is_finite(c.value))
            throw scale_error(fault_code::invalid_scale, "a category needs a finite value", {.value = c.label});
        if (l == level::ratio && c.value < 0)
            throw scale_error(fault_code::invalid_scale, "a ratio scale has no negative values", {.value = c.label});
    }
    std::vector<category*> order;  // pointers, so that both orders are one instantiation of a sort that moves little
    for (auto& c : all) order.push_back(&c);
    using before = bool (*)(category const*, category const*);
    auto const sort = [&](before less) { std::sort(order.begin(), order.end(), less); };
    auto const refuse_repeated = [&](before same, char const* message) {
        auto const twice = std::adjacent_find(order.begin(), order.end(), same);
        if (twice != order.end()) throw scale_error(fault_code::invalid_scale, message, {.value = (*twice)->label});
    };
    sort([](category const* a, category const* b) { return a->label < b->label; });
    refuse_repeated([](category const* a, category const* b) { return a->label == b->label; }, "a label is repeated");
    sort([](category const* a, category const* b) {
        return a->value < b->value || (a->value == b->value && a->label < b->label);
    });
    refuse_repeated([](category const* a, category const* b) { return a->value == b->value; },
                    "two categories have one value");
    std::vector<category> ascending;
    ascending.reserve(all.size());
    for (auto* const c : order) ascending.push_back(std::move(*c));
    all = std::move(ascending);
    if (!detail::is_finite(all.back().value - all.front().value))
        throw scale_error(
            fault_code::invalid_scale, "a scale needs a finite length",
            {.value = detail::number_text(all.front().value) + ".." + detail::number_text(all.back().value)});
    scale s(l, all.front().value, all.back().value);
    std::vector<double> values;
    values.reserve(all.size());
    for (auto const& c : all) values.push_back(c.value);
    category_table table{std::move(all), std::move(values), {}, {}};
    table.by_label.resize(table.all.size());
    for (std::uint32_t k = 0; k < table.by_label.size(); ++k) {
        table.by_label[k] = k;
        if (auto const x = detail::parse_number(table.all[k].label)) {
            table.by_number.emplace_back(*x, k);
            table.displaced = table.displaced || *x != table.all[k].value;
        }
    }
    std::sort(table.by_label.begin(), table.by_label.end(),
              [&](std::uint32_t a, std::uint32_t b) { return table.all[a].label < table.all[b].label; });
    std::sort(table.by_number.begin(), table.by_number.end());
    s.categories_ = std::make_shared<category_table const>(std::move(table));
    return s;
}
#endif

}  // namespace entente
