// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/shared_numbers.hpp
/// Numbers that all copies hold together.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace entente {

/// A vector of numbers to read, which its copies share: a thousand issues on one scale hold its categories once. What
/// is added to a copy is added to it alone. Copying is O(1); copies may be read from many threads at once.
class shared_numbers {
public:
    using value_type = double;
    using const_iterator = double const*;
    using iterator = const_iterator;

    shared_numbers() = default;
    shared_numbers(std::vector<double> all)
        : all_(all.empty() ? nullptr : std::make_shared<std::vector<double>>(std::move(all))) {}
    shared_numbers(std::initializer_list<double> all) : shared_numbers(std::vector<double>(all)) {}

    std::size_t size() const { return all_ ? all_->size() : 0; }
    bool empty() const { return size() == 0; }
    double const* data() const { return all_ ? all_->data() : nullptr; }
    const_iterator begin() const { return data(); }
    const_iterator end() const { return data() + size(); }
    /// Preconditions: there is such a number.
    double operator[](std::size_t k) const { return (*all_)[k]; }
    double front() const { return all_->front(); }
    double back() const { return all_->back(); }

    operator std::vector<double>() const { return {begin(), end()}; }

    void clear() { all_.reset(); }
    /// O(1) on average where no copy shares the numbers, else O(size()).
    void push_back(double x) {
        if (!all_ || all_.use_count() != 1) all_ = std::make_shared<std::vector<double>>(begin(), end());
        std::atomic_thread_fence(std::memory_order_acquire);  // a copy that is gone may have been read in another thread
        all_->push_back(x);
    }

    friend bool operator==(shared_numbers const& a, shared_numbers const& b) {
        return a.all_ == b.all_ || std::equal(a.begin(), a.end(), b.begin(), b.end());
    }
    friend bool operator<(shared_numbers const& a, shared_numbers const& b) {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
    }

private:
    std::shared_ptr<std::vector<double>> all_;
};

}  // namespace entente
