// SPDX-License-Identifier: BSL-1.0
// The operator new of this program, which fails when it is asked to.
#include "failures/injection.hpp"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace entente_test {

std::atomic<long> live = 0, until_failure = -1;
std::atomic<bool> armed = false;

}  // namespace entente_test

namespace {

using namespace entente_test;

void* take(std::size_t bytes, std::size_t alignment) {
    if (armed && until_failure.fetch_sub(1) == 0) throw std::bad_alloc();
    void* const block = alignment ? std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment)
                                  : std::malloc(bytes ? bytes : 1);
    if (!block) throw std::bad_alloc();
    ++live;
    return block;
}
void* take_or_not(std::size_t bytes) noexcept {
    try {
        return take(bytes, 0);
    } catch (std::bad_alloc const&) {
        return nullptr;
    }
}
void give_back(void* block) noexcept {
    if (block) --live;
    std::free(block);
}

}  // namespace

void* operator new(std::size_t n) {
    return take(n, 0);
}
void* operator new[](std::size_t n) {
    return take(n, 0);
}
void* operator new(std::size_t n, std::align_val_t a) {
    return take(n, static_cast<std::size_t>(a));
}
void* operator new[](std::size_t n, std::align_val_t a) {
    return take(n, static_cast<std::size_t>(a));
}
void* operator new(std::size_t n, std::nothrow_t const&) noexcept {
    return take_or_not(n);
}
void* operator new[](std::size_t n, std::nothrow_t const&) noexcept {
    return take_or_not(n);
}
void operator delete(void* p) noexcept {
    give_back(p);
}
void operator delete[](void* p) noexcept {
    give_back(p);
}
void operator delete(void* p, std::size_t) noexcept {
    give_back(p);
}
void operator delete[](void* p, std::size_t) noexcept {
    give_back(p);
}
void operator delete(void* p, std::align_val_t) noexcept {
    give_back(p);
}
void operator delete[](void* p, std::align_val_t) noexcept {
    give_back(p);
}
void operator delete(void* p, std::size_t, std::align_val_t) noexcept {
    give_back(p);
}
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept {
    give_back(p);
}
void operator delete(void* p, std::nothrow_t const&) noexcept {
    give_back(p);
}
void operator delete[](void* p, std::nothrow_t const&) noexcept {
    give_back(p);
}
