// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file positions/layout_store.hpp
/// Layouts for fast computation, kept with the matrix that they are derived from.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "entente/config.hpp"

namespace entente {

namespace detail {

/// Its address names a type of layout, without RTTI. No constant: those of one value may share an address.
template <class Layout>
inline char layout_tag = 0;

/// What has been derived from a matrix so far, each layout made once, when it is first asked for.
class layout_store {
public:
    /// The layout of a type and variant, made by `make()` when it is not there yet. Other threads
    /// wait meanwhile.
    template <class Layout, class Make>
    Layout const& get(int variant, Make const& make, bool depends_on_weights = false) {
        std::lock_guard lock(mutex_);
        auto& slot = slot_of(reinterpret_cast<std::uintptr_t>(&layout_tag<Layout>), variant);
        if (!slot.layout) slot = {std::make_shared<Layout const>(make()), depends_on_weights};
        return *static_cast<Layout const*>(slot.layout.get());
    }
    /// Those made so far that serve whatever the issues weigh; shared with this one.
    std::shared_ptr<layout_store> for_other_weights() const;

private:
    struct made {
        std::shared_ptr<void const> layout{};
        bool depends_on_weights = false;
    };
    /// The slot of a layout, empty where it is new. Slots stay where they are.
    made& slot_of(std::uintptr_t tag, int variant);

    mutable std::mutex mutex_;
    std::map<std::pair<std::uintptr_t, int>, made> made_;
};

#if ENTENTE_DEFINES(core)
ENTENTE_INLINE layout_store::made& layout_store::slot_of(std::uintptr_t tag, int variant) {
    return made_[{tag, variant}];
}

ENTENTE_INLINE std::shared_ptr<layout_store> layout_store::for_other_weights() const {
    auto others = std::make_shared<layout_store>();
    std::lock_guard lock(mutex_);
    for (auto const& [key, slot] : made_)
        if (!slot.depends_on_weights) others->made_.emplace(key, slot);
    return others;
}
#endif

}  // namespace detail
}  // namespace entente
