// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file json/detail/document.hpp
/// A document of JSON as values within values.

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/error.hpp"
#include "entente/io/detail/row_text.hpp"
#include "entente/io/source_text.hpp"
#include "entente/io/text_position.hpp"

namespace entente::io::detail {

/// A value of JSON. That of nlohmann's needs memory to be destroyed, and ends the program where there is none.
struct json_value {
    enum class kind : unsigned char { null, truth, whole, negative, fraction, text, list, object };
    kind is = kind::null;
    bool truth = false;
    std::uint64_t whole = 0;
    std::string text{};                ///< or a number that is not whole, as it is shown
    std::vector<std::string> names{};  ///< of an object, for each of its members
    std::vector<json_value> members{};

    json_value const* find(std::string const& name) const {
        auto const at = std::find(names.begin(), names.end(), name);
        return at == names.end() ? nullptr : &members[static_cast<std::size_t>(at - names.begin())];
    }
    /// As JSON, up to the value in which it gets longer than a message shows.
    void append_to(std::string& shown) const {
        constexpr std::size_t enough = 400;
        if (is == kind::null) shown += "null";
        if (is == kind::truth) shown += truth ? "true" : "false";
        if (is == kind::whole) shown += std::to_string(whole);
        if (is == kind::negative || is == kind::fraction) shown += text;
        if (is == kind::text) shown += json_text(text);
        if (is != kind::list && is != kind::object) return;
        shown += is == kind::list ? '[' : '{';
        for (std::size_t i = 0; i != members.size() && shown.size() < enough; ++i) {
            if (i) shown += ',';
            if (is == kind::object) shown += json_text(names[i]) + ':';
            members[i].append_to(shown);
        }
        shown += is == kind::list ? ']' : '}';
    }
};

/// A JSON text that knows what it is called, and says what is wrong with it.
class json_source {
public:
    /// Throws io_error with line and column for what is no JSON, and for a key that an object has twice.
    explicit json_source(source_text const& from) : name_(from.name()), text_(from.text()) {
        nlohmann::json::sax_parse(text_.begin(), text_.end(), this);
        if (root_.is != json_value::kind::object) refuse(fault_code::syntax, "an object is expected", {}, root_);
    }
    json_source(json_source const&) = delete;
    json_source& operator=(json_source const&) = delete;

    json_value const& root() const { return root_; }
    std::string const& name() const { return name_; }

    [[noreturn]] void refuse(fault_code code, std::string message, std::string party,
                             json_value const& value = {}) const {
        std::string shown;
        if (value.is != json_value::kind::null) value.append_to(shown);
        io_error what(code, std::move(message), {.actor = std::move(party), .value = excerpt(shown)});
        what.locate(name_, 0);
        throw what;
    }
    /// A member, of a kind. Throws where it is not there, or of another kind.
    json_value const& member(json_value const& of, std::string const& key, json_value::kind kind, char const* called,
                             std::string const& whose = {}) const {
        auto const* const found = of.find(key);
        if (!found) refuse(fault_code::unknown_name, "the key \"" + key + "\" is missing", whose);
        if (found->is != kind) refuse(fault_code::syntax, "\"" + key + "\" is " + called, whose, *found);
        return *found;
    }
    std::string text(json_value const& value, std::string const& what) const {
        if (value.is != json_value::kind::text) refuse(fault_code::syntax, what + " is a text", {}, value);
        return value.text;
    }

    // ---- called by the parser ---------------------------------------------------------------------------------------

    bool null() { return add({}); }
    bool boolean(bool value) { return add({.is = json_value::kind::truth, .truth = value}); }
    bool number_integer(std::int64_t value) {
        return add({.is = json_value::kind::negative, .text = std::to_string(value)});
    }
    bool number_unsigned(std::uint64_t value) { return add({.is = json_value::kind::whole, .whole = value}); }
    bool number_float(double, std::string const& as_written) {
        return add({.is = json_value::kind::fraction, .text = as_written});
    }
    bool string(std::string& value) { return add({.is = json_value::kind::text, .text = std::move(value)}); }
    bool binary(nlohmann::json::binary_t&) { return false; }
    bool start_object(std::size_t) { return open(json_value::kind::object); }
    bool start_array(std::size_t) { return open(json_value::kind::list); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        if (!open_.back().names.insert(name).second)
            refuse(fault_code::duplicate, "a key stands twice in one object", {},
                   {.is = json_value::kind::text, .text = name});
        open_.back().value->names.push_back(name);
        return true;
    }
    bool parse_error(std::size_t position, std::string const&, nlohmann::json::exception const& e) {
        constexpr int number_too_large = 406;
        if (e.id == number_too_large) refuse(fault_code::out_of_range, "a number that is beyond the greatest", {});
        auto const at = (std::min)(position ? position - 1 : 0, text_.size());
        auto const place = position_in(text_.data(), text_.data() + at);
        io_error what(fault_code::syntax, "this is no JSON");
        what.locate(name_, place.line, place.column,
                    excerpt(text_.substr(at, (std::min)(text_.find('\n', at) - at, std::size_t{20}))));
        throw what;
    }

private:
    struct opened {
        json_value* value;
        std::set<std::string> names;
    };

    json_value& put(json_value&& value) {
        if (open_.empty()) return root_ = std::move(value);
        return open_.back().value->members.emplace_back(std::move(value));
    }
    bool add(json_value&& value) {
        put(std::move(value));
        return true;
    }
    bool open(json_value::kind kind) {
        // What is read needs few; what destroys a value, or shows it in a message, takes stack for each.
        if (open_.size() > 64) refuse(fault_code::too_large, "lists or objects within more than 64 others", {});
        auto& value = put({.is = kind});
        open_.push_back({&value, {}});  // what it is in grows no more before it is closed
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    std::string name_;
    std::string_view text_;
    json_value root_{};
    std::vector<opened> open_{};
};

}  // namespace entente::io::detail
