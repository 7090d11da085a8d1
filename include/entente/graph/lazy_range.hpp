// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file graph/lazy_range.hpp
/// A random-access range whose elements are made from their index. It serves C++20 ranges and Boost alike.

#include <compare>
#include <cstddef>
#include <iterator>
#include <span>  // declares enable_borrowed_range too, at a tenth of the cost of <ranges>
#include <type_traits>
#include <utility>

namespace entente {

/// Elements `get(first) ... get(last - 1)`, made on demand (prvalues).
/// `Get` is a small copyable function object.
template <class Get>
class lazy_range {
public:
    class iterator {
    public:
        // A prvalue reference is no C++17 forward iterator, but a full C++20 random access one.
        using iterator_concept = std::random_access_iterator_tag;
        using iterator_category = std::input_iterator_tag;
        using reference = decltype(std::declval<Get const&>()(std::size_t{}));
        using value_type = std::remove_cvref_t<reference>;
        using difference_type = std::ptrdiff_t;
        using pointer = void;

        iterator() = default;
        iterator(Get get, std::size_t at) : get_(get), at_(at) {}

        reference operator*() const { return get_(at_); }
        reference operator[](difference_type n) const { return *(*this + n); }
        iterator& operator++() { return ++at_, *this; }
        iterator& operator--() { return --at_, *this; }
        iterator operator++(int) {
            auto old = *this;
            ++at_;
            return old;
        }
        iterator operator--(int) {
            auto old = *this;
            --at_;
            return old;
        }
        iterator& operator+=(difference_type n) {
            at_ += static_cast<std::size_t>(n);
            return *this;
        }
        iterator& operator-=(difference_type n) {
            at_ -= static_cast<std::size_t>(n);
            return *this;
        }
        friend iterator operator+(iterator i, difference_type n) { return i += n; }
        friend iterator operator+(difference_type n, iterator i) { return i += n; }
        friend iterator operator-(iterator i, difference_type n) { return i -= n; }
        friend difference_type operator-(iterator const& a, iterator const& b) {
            return static_cast<difference_type>(a.at_) - static_cast<difference_type>(b.at_);
        }
        friend bool operator==(iterator const& a, iterator const& b) { return a.at_ == b.at_; }
        friend std::strong_ordering operator<=>(iterator const& a, iterator const& b) { return a.at_ <=> b.at_; }

    private:
        Get get_{};
        std::size_t at_ = 0;
    };
    using const_iterator = iterator;

    lazy_range() = default;
    lazy_range(Get get, std::size_t first, std::size_t last) : get_(get), first_(first), last_(last) {}

    iterator begin() const { return {get_, first_}; }
    iterator end() const { return {get_, last_}; }
    std::size_t size() const { return last_ - first_; }
    bool empty() const { return first_ == last_; }
    auto operator[](std::size_t n) const { return get_(first_ + n); }
    auto front() const { return get_(first_); }
    auto back() const { return get_(last_ - 1); }

private:
    Get get_{};
    std::size_t first_ = 0, last_ = 0;
};

}  // namespace entente

// Iterators carry what they need: they outlive the range that they came from.
template <class Get>
inline constexpr bool std::ranges::enable_borrowed_range<entente::lazy_range<Get>> = true;
