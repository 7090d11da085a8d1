// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <exception>
#include <string>
#include <vector>

#include "command_line.hpp"
#include "entente/io/csv_options.hpp"
#include "sources.hpp"

namespace entente_program {

/// How files of stances are read: the options of all subcommands that read them, and of all that they mean.
class reading {
public:
    void add_options(command_line app);
    /// What was said, checked, and kept in a profile where that was asked for. Throws entente::error for what cannot be,
    /// and failure where the profile cannot be written.
    entente::io::reading_options options(sources& from) const;
    /// The texts of the tables. Throws entente::error.
    entente::io::stance_texts texts(entente::io::reading_options const& options, sources& from) const;
    bool has_scale() const { return !scale_.empty() || !issues_.empty(); }
    std::string const& actors() const { return actors_; }
    /// Tells what was read as what on the standard error: all where it was asked for, else what was guessed or left out.
    void tell(entente::io::reading_report const& report) const;

private:
    /// An option that profiles keep, and where its value is: one of the three.
    struct kept {
        char const* name;
        std::string reading::*text = nullptr;
        bool reading::*flag = nullptr;
        std::size_t reading::*count = nullptr;
    };
    static std::vector<kept> const& all_kept();
    entente::io::reading_options parsed(sources& from) const;
    void load_profile(command_line app);
    void save_profile() const;

    std::vector<std::string> stances_;
    std::string issues_, actors_, relations_, actor_names_, issue_names_;
    std::string scale_, columns_, ignored_, issue_columns_, missing_, withheld_, values_, value_file_, answers_,
        counts_;
    std::string column_names_, delimiter_, thousands_, encoding_, dates_, repeated_, join_ = "/", comment_;
    std::size_t skipped_lines_ = 0, header_rows_ = 1;
    std::string format_, records_, profile_, saved_profile_;
    std::exception_ptr profile_fault_;
    bool wide_ = false, transposed_ = false, decimal_comma_ = false, ignore_case_ = false, explain_ = false;
};

}  // namespace entente_program
