// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file mpi/packed.hpp
/// Numbers and texts as bytes and back, between processes of one kind of machine.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/config.hpp"

namespace entente::mpi::detail {

class packer {
public:
    template <class T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T> packer& operator<<(T x) { return append(&x, sizeof x); }
    packer& operator<<(std::string_view text) {
        *this << text.size();
        return append(text.data(), text.size());
    }
    std::vector<std::byte> take() && { return std::move(bytes_); }

private:
    packer& append(void const* from, std::size_t count) {
        auto const* first = static_cast<std::byte const*>(from);
        bytes_.insert(bytes_.end(), first, first + count);
        return *this;
    }
    std::vector<std::byte> bytes_;
};

/// Reads in the order of packing. Precondition: nothing is read that has not been packed.
class unpacker {
public:
    explicit unpacker(std::span<std::byte const> bytes) : rest_(bytes) {}

    template <class T>
    requires std::is_arithmetic_v<T> || std::is_enum_v<T> unpacker& operator>>(T& x) {
        std::memcpy(&x, next(sizeof x), sizeof x);
        return *this;
    }
    unpacker& operator>>(std::string& text) {
        auto const size = number<std::size_t>();
        text.assign(reinterpret_cast<char const*>(next(size)), size);
        return *this;
    }
    template <class T>
    T number() {
        T x;
        *this >> x;
        return x;
    }

private:
    std::byte const* next(std::size_t count) {
        ENTENTE_ASSERT(count <= rest_.size());
        auto const* first = rest_.data();
        rest_ = rest_.subspan(count);
        return first;
    }
    std::span<std::byte const> rest_;
};

}  // namespace entente::mpi::detail
