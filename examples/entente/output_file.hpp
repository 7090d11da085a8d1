// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>
#include <ostream>
#include <string>

namespace entente_program {

/// Where the answer goes: the standard output, or a file that is there whole or not at all. Until
/// `commit` a file is written beside its place under another name; whatever ends the program before
/// that, an interrupt included, leaves what was there before.
class output_file {
public:
    /// `name`: empty or `-` for the standard output. Throws failure where the file cannot be made:
    /// before any work is done.
    explicit output_file(std::string const& name);
    ~output_file();
    output_file(output_file const&) = delete;
    output_file& operator=(output_file const&) = delete;

    /// Throws failure, with the reason, out of the call that writes what cannot be written.
    std::ostream& stream();
    bool is_terminal() const;
    /// All has been written: puts the file into its place. Throws failure.
    void commit();

private:
    class buffer;
    std::unique_ptr<buffer> buffer_;
    std::ostream stream_;
    std::string place_, beside_;  // empty where nothing has to be renamed
};

/// Whether a file is one that is being written, which then replaces it.
bool is_being_written(std::string const& file);

}  // namespace entente_program
