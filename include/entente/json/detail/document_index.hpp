// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file json/detail/document_index.hpp
/// Where the fields of records stand in a document of JSON.

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/io/source_text.hpp"
#include "entente/io/text_position.hpp"
#include "entente/json/detail/document_path.hpp"

namespace entente::io::detail {

/// Where a field stands in the text, and as what.
struct json_cell {
    enum class kind : unsigned char { absent, null, plain, text, escaped };
    std::size_t begin = 0;  ///< of a text behind its quote
    std::uint32_t length = 0;
    kind is = kind::absent;
};

/// A column: what is found at one path.
struct json_column {
    std::string name;
    std::size_t seen_first;  ///< where in the text
    bool of_record;          ///< or of something that the record is in
    std::vector<json_cell> cells{};
};

/// Reads a document once, by the library's parser, and keeps where the fields of its records are. Nothing is copied.
///
/// Memory: 16 bytes a field and 8 a record, and a node for each path that there is.
class json_index {
public:
    json_index(source_text const& source, json_path path, bool lines)
        : source_(source)
        , path_(std::move(path))
        , text_(source.text().data())
        , lines_(lines) {
        nodes_.push_back(std::make_unique<node>());
        around_.resize(path_.stars() + 1);
        first_in_.resize(path_.stars() + 1);
    }

    void read() {
        read_all();
        for (auto& column : columns_) add_cells(column, begins_.size(), {});
    }

    std::vector<json_column>& columns() { return columns_; }
    std::vector<std::size_t> const& begins() const { return begins_; }
    /// What there is in place of records, for a message.
    std::string what_is_there() const {
        auto const* at = nodes_[0].get();
        while (at->star || at->on_path) at = at->star ? at->star : at->on_path;
        auto message = at->name.empty() ? std::string("at the top") : "at " + at->name;
        if (at->members.empty()) return message + " there are no members";
        message += " there are: ";
        for (std::size_t k = 0; k != at->members.size() && k != 8; ++k)
            (message += k ? ", " : "") += at->members[k].first;
        return at->members.size() > 8 ? message + ", ..." : message;
    }

    // ---- called by the parser ---------------------------------------------------------------------------------------

    bool null() { return scalar(4, json_cell::kind::null); }
    bool boolean(bool value) { return scalar(value ? 4 : 5, json_cell::kind::plain); }
    bool number_integer(std::int64_t) { return number(); }
    bool number_unsigned(std::uint64_t) { return number(); }
    bool number_float(double, std::string const&) { return number(); }
    bool string(std::string& value) {
        auto const first = token();
        if (value.find('\0') != value.npos) refuse(first, fault_code::syntax, "a text with a NUL character");
        auto const raw = static_cast<std::size_t>(seen_ - first) - 2;
        require_length(first, raw);
        auto const is = raw == value.size() ? json_cell::kind::text : json_cell::kind::escaped;
        value_at(first, {offset(first) + 1, static_cast<std::uint32_t>(raw), is});
        previous_ = seen_;
        return true;
    }
    bool binary(nlohmann::json::binary_t&) { return false; }
    bool start_object(std::size_t) { return open(false); }
    bool start_array(std::size_t) { return open(true); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        auto const first = token();
        if (name.find('\0') != name.npos) refuse(first, fault_code::syntax, "a name with a NUL character");
        auto const raw = static_cast<std::size_t>(seen_ - first) - 2;
        require_length(first, raw);
        key_ = name;
        key_at_ = {offset(first) + 1, static_cast<std::uint32_t>(raw),
                   raw == name.size() ? json_cell::kind::text : json_cell::kind::escaped};
        previous_ = seen_;
        return true;
    }
    bool parse_error(std::size_t, std::string const&, nlohmann::json::exception const& e) {
        constexpr int number_too_large = 406;
        if (e.id == number_too_large) refuse(token(), fault_code::syntax, "a number is too large");
        auto const* const at = token();
        if (at == last_) refuse(last_, fault_code::syntax, "the text ends inside of JSON, or holds none");
        refuse((std::min)(at, seen_ == text_ ? seen_ : seen_ - 1), fault_code::syntax, "the text is not JSON here");
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// All values at one path.
    struct node {
        std::string name{};       // the path
        std::size_t matched = 0;  // how many parts of the path of records lead here; none: it leads elsewhere
        std::size_t level = 0;    // how many stars there are before it
        bool in_record = false;
        std::size_t column = none, key_column = none;
        node* star = nullptr;     // where the path goes on
        node* on_path = nullptr;  // likewise, by name
        std::vector<std::pair<std::string, node*>> members{};
        std::map<std::string, std::size_t, std::less<>> by_name{};
        std::size_t next = 0;  // objects mostly have their members in one order
    };
    struct frame {
        node* of;  // null: not read
        bool is_array, is_star;
        std::size_t index;  // of the next element
    };

    /// Tells how far the parser has read.
    struct tracked {
        using iterator_category = std::input_iterator_tag;
        using value_type = char;
        using difference_type = std::ptrdiff_t;
        using pointer = char const*;
        using reference = char const&;
        char const* at;
        char const** seen;
        char const& operator*() const { return *at; }
        tracked& operator++() {
            *seen = ++at;
            return *this;
        }
        tracked operator++(int) {
            auto const before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(tracked const& a, tracked const& b) { return a.at == b.at; }
        friend bool operator!=(tracked const& a, tracked const& b) { return a.at != b.at; }
    };

    void read_all() {
        auto const all = source_.text();
        if (!lines_) {
            parse(all);
            leave_level(0);
            return;
        }
        stack_.push_back({nodes_[0].get(), true, false, 0});
        for (std::size_t from = 0; from < all.size();) {
            auto const end = (std::min)(all.find('\n', from), all.size());
            auto const line = all.substr(from, end - from);
            if (line.find_first_not_of(" \t\r") != line.npos) parse(line);
            from = end + 1;
        }
    }
    void parse(std::string_view text) {
        previous_ = seen_ = text.data();
        last_ = text.data() + text.size();
        nlohmann::json::sax_parse(tracked{text.data(), &seen_}, tracked{last_, &seen_}, this);
    }

    std::size_t offset(char const* at) const { return static_cast<std::size_t>(at - text_); }
    /// Where the value or name begins that was read last: between it and the one before stand blanks and marks only.
    char const* token() const {
        char const* at = previous_;
        while (at != last_ && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r' || *at == ',' || *at == ':'))
            ++at;
        return at;
    }
    [[noreturn]] void refuse(char const* at, fault_code code, std::string message) const {
        auto const place = position_in(text_, at);
        std::string_view const rest(at, static_cast<std::size_t>(last_ - at));
        throw io_error(code, std::move(message),
                       {.value = excerpt(rest.substr(0, rest.find_first_of("\r\n"))),
                        .file = source_.name(),
                        .line = place.line,
                        .column = place.column});
    }
    void require_length(char const* at, std::size_t length) const {
        if (length > (std::numeric_limits<std::uint32_t>::max)())
            refuse(at, fault_code::too_large, "a text is of 4 GiB at most");
    }

    bool scalar(std::size_t length, json_cell::kind is) {
        auto const first = token();
        value_at(first, {offset(first), static_cast<std::uint32_t>(length), is});
        previous_ = first + length;
        return true;
    }
    bool number() {
        auto const first = token();
        auto const* end = first;
        while (end != last_ && ((*end >= '0' && *end <= '9') || *end == '-' || *end == '+' || *end == '.' ||
                                *end == 'e' || *end == 'E'))
            ++end;
        require_length(first, static_cast<std::size_t>(end - first));
        return scalar(static_cast<std::size_t>(end - first), json_cell::kind::plain);
    }

    bool open(bool is_array) {
        auto const first = token();
        bool is_star = false;
        auto* const at = enter(first, is_star);
        stack_.push_back({at, is_array, is_star, 0});
        previous_ = first + 1;
        return true;
    }
    bool close() {
        auto const closed = stack_.back();
        stack_.pop_back();
        if (closed.is_star) leave_level(closed.of->level);
        previous_ = seen_;
        return true;
    }
    void value_at(char const* first, json_cell const& cell) {
        bool is_star = false;
        auto* const at = enter(first, is_star);
        if (at) {
            if (at->column == none)
                at->column = add_column(at->matched == path_.parts.size() ? "@value" : at->name, first, at->in_record);
            set(*at, at->column, first, cell);
        }
        if (is_star) leave_level(at->level);
    }

    /// The node of the value that begins here, or null where it is not read; begins a record where it is one.
    node* enter(char const* first, bool& is_star) {
        if (stack_.empty()) return begin(*nodes_[0], first);
        auto& parent = stack_.back();
        auto const index = parent.index++;
        if (!parent.of) return nullptr;
        auto& of = *parent.of;
        if (of.matched < path_.parts.size() && path_.parts[of.matched] == "*") {
            if (!of.star) of.star = add_node(of, "*", of.matched + 1, of.level + 1);
            is_star = true;
            first_in_[of.star->level] = begins_.size();
            auto* const made = begin(*of.star, first);
            if (!parent.is_array) {
                bool const of_record = made->matched == path_.parts.size();
                if (made->key_column == none)
                    made->key_column =
                        add_column(of_record ? "@key" : made->name + "/@key", text_ + key_at_.begin - 1, of_record);
                set(*made, made->key_column, first, key_at_);
            }
            return made;
        }
        if (parent.is_array) {
            bool const on_path = of.matched < path_.parts.size() && path_.parts[of.matched] == std::to_string(index);
            if (!of.in_record && !on_path) return nullptr;
            key_ = std::to_string(index);
        }
        return begin(member(of), first);
    }
    node* begin(node& at, char const* first) {
        if (at.matched == path_.parts.size()) begins_.push_back(offset(first));
        return &at;
    }

    /// The member of that has the key.
    node& member(node& of) {
        if (of.next < of.members.size() && of.members[of.next].first == key_) {
            auto* const found = of.members[of.next].second;
            of.next = of.next + 1 == of.members.size() ? 0 : of.next + 1;
            return *found;
        }
        if (auto const at = of.by_name.find(key_); at != of.by_name.end()) {
            of.next = at->second + 1;
            return *of.members[at->second].second;
        }
        bool const on_path = of.matched < path_.parts.size() && path_.parts[of.matched] == key_;
        auto* const made = add_node(of, json_path::escaped(key_), on_path ? of.matched + 1 : none, of.level);
        if (on_path) of.on_path = made;
        of.by_name.emplace(key_, of.members.size());
        of.members.emplace_back(key_, made);
        of.next = of.members.size();
        return *made;
    }
    node* add_node(node const& of, std::string const& name, std::size_t matched, std::size_t level) {
        constexpr std::size_t most_paths = 1'000'000;
        if (nodes_.size() == most_paths)
            refuse(token(), fault_code::too_large, "a million paths to fields: the records may be elsewhere");
        auto& made = *nodes_.emplace_back(std::make_unique<node>());
        bool const starts_record = matched == path_.parts.size();
        made.matched = matched;
        made.level = level;
        made.in_record = of.in_record || of.matched == path_.parts.size() || starts_record;
        // Within a record names begin with it, elsewhere at the top.
        bool const top_of_record = of.matched == path_.parts.size();
        made.name = top_of_record ? name : of.name + '/' + name;
        // A path is as long as what it leads through is deep: some few characters ask for gigabytes.
        constexpr std::size_t most_names = std::size_t{1} << 28;
        if ((names_ += made.name.size()) > most_names)
            refuse(token(), fault_code::too_large, "paths to fields of 256 MiB: names are very long, or very deep");
        return &made;
    }

    std::size_t add_column(std::string name, char const* first, bool of_record) {
        columns_.push_back({std::move(name), offset(first), of_record});
        is_around_.push_back(false);
        return columns_.size() - 1;
    }
    void set(node const& at, std::size_t column, char const* first, json_cell const& cell) {
        auto& of = columns_[column];
        if (of.of_record) {
            if (of.cells.size() == begins_.size() && of.cells.back().is != json_cell::kind::absent)
                refuse(first, fault_code::duplicate, "a second member of that name: " + of.name);
            add_cells(of, begins_.size(), {});
            of.cells.back() = cell;
            return;
        }
        if (is_around_[column]) refuse(first, fault_code::duplicate, "a second member of that name: " + of.name);
        is_around_[column] = true;
        around_[at.level].emplace_back(column, cell);
    }
    /// Every record has a cell in every column. Where each has fields of its own that is the square of the text.
    void add_cells(json_column& of, std::size_t records, json_cell const& cell) {
        if ((cells_ += records - of.cells.size()) > 1'000'000 + 16 * source_.text().size())
            refuse(token(), fault_code::too_large, "too many names of fields for so many records: " + of.name);
        of.cells.resize(records, cell);
    }
    /// Gives what stands around records to those that it stands around.
    void leave_level(std::size_t level) {
        for (auto const& [column, cell] : around_[level]) {
            is_around_[column] = false;
            if (first_in_[level] == begins_.size()) continue;
            add_cells(columns_[column], first_in_[level], {});
            add_cells(columns_[column], begins_.size(), cell);
        }
        around_[level].clear();
    }

    source_text const& source_;
    json_path path_;
    char const* text_;
    bool lines_;
    char const *seen_ = nullptr, *previous_ = nullptr, *last_ = nullptr;
    std::string key_;
    json_cell key_at_;
    std::vector<std::unique_ptr<node>> nodes_;
    std::vector<frame> stack_;
    std::vector<json_column> columns_;
    std::vector<std::size_t> begins_;
    std::size_t names_ = 0, cells_ = 0;                                   // characters of paths; cells of all columns
    std::vector<std::vector<std::pair<std::size_t, json_cell>>> around_;  // by level
    std::vector<bool> is_around_;                                         // by column
    std::vector<std::size_t> first_in_;                                   // the first record in each level
};

}  // namespace entente::io::detail
