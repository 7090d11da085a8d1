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

#include "entente/config.hpp"

#if ENTENTE_DEFINES(core) && defined(__linux__) && !defined(ENTENTE_NO_HUGE_PAGES)
#include <sys/mman.h>
#endif

namespace entente::detail {

inline constexpr std::size_t huge_page = std::size_t{1} << 21, least_huge_block = 2 * huge_page;

/// The blocks of bulk_allocator.
void* new_block(std::size_t bytes, std::size_t alignment);
void delete_block(void* block, std::size_t bytes, std::size_t alignment) noexcept;

/// As std::allocator; but a block of 4 MiB or more begins at a multiple of 2 MiB, and on Linux asks for pages
/// of that size. Then filling it touches 512 times fewer pages, each of which costs about as much time as the
/// work on what is in it. Only whole pages of 2 MiB are asked for: no memory beyond the block is taken. Where
/// the system does not give them, nothing is different. All blocks begin at a multiple of `Alignment`, and as T
/// asks. The macro ENTENTE_NO_HUGE_PAGES, defined in every translation unit of a program or in none, switches
/// it off.
template <class T, std::size_t Alignment = 1>
struct bulk_allocator {
    using value_type = T;
    static constexpr std::size_t bulk = least_huge_block;

    bulk_allocator() = default;
    template <class U>
    bulk_allocator(bulk_allocator<U, Alignment> const&) noexcept {}
    template <class U>
    struct rebind {
        using other = bulk_allocator<U, Alignment>;
    };

    T* allocate(std::size_t n) {
        if (n > (std::numeric_limits<std::size_t>::max)() / sizeof(T)) throw std::bad_array_new_length();
        return static_cast<T*>(new_block(n * sizeof(T), least));
    }
    void deallocate(T* block, std::size_t n) noexcept { delete_block(block, n * sizeof(T), least); }
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
    static constexpr std::size_t least = (std::max)(Alignment, alignof(T));
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

#if ENTENTE_DEFINES(core)
inline constexpr std::size_t usual_alignment = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

ENTENTE_INLINE std::size_t alignment_of_block([[maybe_unused]] std::size_t bytes, std::size_t least) {
#if defined(MADV_HUGEPAGE) && !defined(ENTENTE_NO_HUGE_PAGES)
    if (bytes >= least_huge_block) return (std::max)(least, huge_page);
#endif
    return least;
}
ENTENTE_INLINE void* new_block(std::size_t bytes, std::size_t alignment) {
    auto const at = alignment_of_block(bytes, alignment);
    void* const block = at <= usual_alignment ? ::operator new(bytes) : ::operator new (bytes, std::align_val_t{at});
#if defined(MADV_HUGEPAGE) && !defined(ENTENTE_NO_HUGE_PAGES)
    // Advice: its failure is no error.
    if (bytes >= least_huge_block) ::madvise(block, bytes / huge_page * huge_page, MADV_HUGEPAGE);
#endif
    return block;
}
ENTENTE_INLINE void delete_block(void* block, std::size_t bytes, std::size_t alignment) noexcept {
    if (auto const at = alignment_of_block(bytes, alignment); at <= usual_alignment)
        ::operator delete(block);
    else
        ::operator delete (block, std::align_val_t{at});
}
#endif

}  // namespace entente::detail
