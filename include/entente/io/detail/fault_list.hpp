// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/fault_list.hpp
/// What is wrong with a file, as much of it as people mend at once.

#include <cstddef>
#include <exception>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "entente/error.hpp"

namespace entente::io::detail {

/// Collects errors and throws them as one: of the class, code and place of the first, with what the others say.
class fault_list {
public:
    explicit fault_list(std::size_t most) : most_(most) {}

    /// The error that is being handled. Throws when there are as many as are told; that one goes on through.
    void add() {
        if (told_all_) throw;
        try {
            throw;
        } catch (error const& e) {
            add(e, std::current_exception());
        }
    }
    template <class Error>
    void add(Error const& e) {
        add(e, std::make_exception_ptr(e));
    }

    /// Throws what there is.
    void refuse() {
        if (!first_) return;
        told_all_ = true;
        try {
            std::rethrow_exception(std::exchange(first_, nullptr));
        } catch (error& e) {
            for (auto const& text : further_) e.add_further(text);
            throw;
        }
    }

private:
    void add(error const& e, std::exception_ptr const& thrown) {
        // What is wrong in one place is told once, and so is a name that many rows have.
        auto const& where = e.where();
        bool const name = e.code() == fault_code::unknown_name || e.code() == fault_code::invalid_scale;
        if (!told_.insert(name ? e.message() + '\n' + where.actor + '\n' + where.issue + '\n' + where.value : e.what())
                 .second)
            return;
        if (!first_)
            first_ = thrown;
        else
            further_.emplace_back(e.what());
        if (further_.size() + 1 < most_) return;
        if (most_ > 1) further_.emplace_back("these are the first " + std::to_string(most_) + " faults");
        refuse();
    }

    std::size_t most_;
    bool told_all_ = false;
    std::exception_ptr first_;
    std::vector<std::string> further_;
    std::set<std::string> told_;
};

}  // namespace entente::io::detail
