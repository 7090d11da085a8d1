// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file io/detail/row_sink.hpp
/// Between the rows of tables, which no template reads, and the builder of a graph of any types.

#include <boost/optional/optional.hpp>

#include <cstddef>
#include <cstdint>

#include "entente/io/csv_options.hpp"
#include "entente/io/extra_columns.hpp"
#include "entente/model/actor.hpp"
#include "entente/model/issue.hpp"
#include "entente/model/scale.hpp"
#include "entente/model/stance.hpp"
#include "entente/model/time.hpp"

namespace entente::io::detail {

/// What the actors, issues and stances of a graph can hold, beside names, scales and positions. A column for which
/// there is no room is one that the library does not read.
struct held_columns {
    bool salience = true, confidence = true, status = true, acceptable = true, valid = true, condition = true,
         source = true, capability = true;                                        // of stances
    bool actor_capability = true, issue_weight = true;                            // of vertices
    bool member_of = true, speaks_for = true, influences = true, part_of = true;  // relations of the schema
};

/// A relation that a table can name.
enum class table_relation : unsigned char { member_of, speaks_for, influences, part_of };

/// Takes what tables say, as the library's own types, in the order of ids.
class row_sink {
public:
    row_sink(row_sink const&) = delete;
    row_sink& operator=(row_sink const&) = delete;

    /// The scale of every issue, where the type of the issues decides it.
    boost::optional<scale> fixed_scale{};
    held_columns holds{};
    /// Whether rows of actors, issues and stances are wanted with their extra columns.
    bool more_of_actors = false, more_of_issues = false, more_of_stances = false;

    // Extra columns are null where they are not wanted, and where an actor or issue has no row of its own.
    virtual void add(actor&& who, extra_columns const* more) = 0;
    virtual void add(basic_issue<scale>&& what, extra_columns const* more) = 0;
    virtual void reserve(std::size_t stances) = 0;
    virtual void relate(std::uint32_t who, std::uint32_t on, stance_on<scale>&& held, extra_columns const* more) = 0;
    virtual void relate(table_relation kind, std::uint32_t from, std::uint32_t to, double strength,
                        period const& valid) = 0;
    /// Whether a stance may be held. Asked after one was refused.
    virtual bool accepts(std::uint32_t who, std::uint32_t on, stance_on<scale> const& held) const = 0;
    virtual void freeze() = 0;

protected:
    row_sink() = default;
    ~row_sink() = default;
};

/// Reads tables into a sink and freezes it. What was read as what is added to the report.
void read_tables(stance_texts const& texts, reading_options const& options, row_sink& sink,
                 reading_report* report = nullptr);

/// The texts of files.
stance_texts read_files(stance_files const& files, reading_options const& options);

}  // namespace entente::io::detail
