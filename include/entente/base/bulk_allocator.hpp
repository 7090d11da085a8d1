// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file base/bulk_allocator.hpp
/// Memory for arrays of many megabytes, which asks the system for large pages.

#include <algorithm>
#include <cstddef>
#include <limits>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#if defined(__linux__) && !defined(ENTENTE_NO_HUGE_PAGES)
#include <sys/mman.h>
#endif

namespace entente::detail {

/// As std::allocator; but a block of 4 MiB or more begins at a multiple of 2 MiB, and on Linux asks for pages of that size. Then filling it
/// touches 512 times fewer pages, each of which costs about as much time as the work on what is in it. Only whole pages of 2 MiB
/// are asked for: no memory beyond the block is taken. Where the system does not give them, nothing is different.
/// All blocks begin at a multiple of `Alignment`, and as T asks.
/// The macro ENTENTE_NO_HUGE_PAGES, defined in every translation unit of a program or in none, switches it off.
template <class T, std::size_t Alignment = 1>
struct bulk_allocator {
    using value_type = T;
    static constexpr std::size_t page = std::size_t{1} << 21, bulk = 2 * page;

    bulk_allocator() = default;
    template <class U>
    bulk_allocator(bulk_allocator<U, Alignment> const&) noexcept {}
    template <class U>
    struct rebind {
        using other = bulk_allocator<U, Alignment>;
    };

    T* allocate(std::size_t n) {
        if (n > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_array_new_length();
        auto const at = alignment(n);
        void* const block =
            at <= usual ? ::operator new(n * sizeof(T)) : ::operator new (n * sizeof(T), std::align_val_t{at});
#if defined(MADV_HUGEPAGE) && !defined(ENTENTE_NO_HUGE_PAGES)
        // Advice: its failure is no error.
        if (n * sizeof(T) >= bulk) ::madvise(block, n * sizeof(T) / page * page, MADV_HUGEPAGE);
#endif
        return static_cast<T*>(block);
    }
    void deallocate(T* block, std::size_t n) noexcept {
        if (auto const at = alignment(n); at <= usual)
            ::operator delete(block);
        else
            ::operator delete (block, std::align_val_t{at});
    }
    /// resize() leaves numbers as they are: they are written anyway.
    template <class U>
    void construct(U* p) noexcept(std::is_nothrow_default_constructible_v<U>) {
        ::new (static_cast<void*>(p)) U;
    }
    template <class U, class... Args>
    void construct(U* p, Args&&... args) {
        ::new (static_cast<void*>(p)) U(std::forward<Args>(args)...);
    }
    template <class U>
    friend bool operator==(bulk_allocator const&, bulk_allocator<U, Alignment> const&) noexcept {
        return true;
    }

private:
    static constexpr std::size_t usual = __STDCPP_DEFAULT_NEW_ALIGNMENT__;
    static constexpr std::size_t alignment([[maybe_unused]] std::size_t n) {
        std::size_t const least = std::max(Alignment, alignof(T));
#if defined(MADV_HUGEPAGE) && !defined(ENTENTE_NO_HUGE_PAGES)
        if (n * sizeof(T) >= bulk) return std::max(least, page);
#endif
        return least;
    }
};

template <class T>
using bulk = std::vector<T, bulk_allocator<T>>;

/// Room for a number of objects that go without being destroyed.
template <class T>
class raw_array {
public:
    raw_array() = default;
    explicit raw_array(std::size_t size) : begin_(bulk_allocator<T>().allocate(size)), size_(size) {}
    raw_array(raw_array&& o) noexcept : begin_(std::exchange(o.begin_, nullptr)), size_(o.size_) {}
    raw_array& operator=(raw_array o) noexcept {
        std::swap(begin_, o.begin_);
        std::swap(size_, o.size_);
        return *this;
    }
    ~raw_array() {
        if (begin_) bulk_allocator<T>().deallocate(begin_, size_);
    }
    void construct(std::size_t i, T const& value) { ::new (static_cast<void*>(begin_ + i)) T(value); }
    T const& operator[](std::size_t i) const { return begin_[i]; }

private:
    T* begin_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace entente::detail
