// SPDX-License-Identifier: BSL-1.0
#include "command_line.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <utility>

namespace entente_program {

option option::type_name(std::string const& what) const {
    of_->type_name(what);
    return *this;
}
option option::default_str(std::string const& value) const {
    of_->default_str(value);
    return *this;
}
option option::capture_default_str() const {
    of_->capture_default_str();
    return *this;
}
option option::group(std::string const& name) const {
    of_->group(name);
    return *this;
}
option option::required() const {
    of_->required();
    return *this;
}
option option::one_of(std::vector<std::string> words) const {
    of_->check(CLI::IsMember(std::move(words)));
    return *this;
}
option option::check(std::function<std::string(std::string const&)> fault) const {
    of_->check(std::move(fault));
    return *this;
}
option option::needs(option other) const {
    of_->needs(other.of_);
    return *this;
}
option option::needs(std::string const& other) const {
    of_->needs(other);
    return *this;
}
option option::excludes(option other) const {
    of_->excludes(other.of_);
    return *this;
}
option option::excludes(std::string const& other) const {
    of_->excludes(other);
    return *this;
}
option option::expected(int least, int most) const {
    of_->expected(least, most);
    return *this;
}
option option::again() const {
    of_->allow_extra_args(false);
    return *this;
}
bool option::given() const {
    return of_->count() != 0;
}
std::string option::name() const {
    return of_->get_name();
}

option command_line::add_option(std::string const& name, std::string& value, std::string const& says) const {
    return option(of_->add_option(name, value, says));
}
option command_line::add_option(std::string const& name, std::vector<std::string>& values,
                                std::string const& says) const {
    return option(of_->add_option(name, values, says));
}
option command_line::add_option(std::string const& name, std::function<void(std::string const&)> take,
                                std::string const& says) const {
    return option(of_->add_option_function<std::string>(name, take, says));
}
option command_line::add_flag(std::string const& name, bool& value, std::string const& says) const {
    return option(of_->add_flag(name, value, says));
}
option command_line::add_flag(std::string const& name, std::function<void()> take, std::string const& says) const {
    return option(of_->add_flag_callback(name, std::move(take), says));
}

option command_line::add_count(std::string const& name, std::size_t& value, std::string const& says, std::size_t most,
                               std::size_t least) const {
    auto const digits = [most, least](std::string& text) {
        auto const whole = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
        auto const first = std::min(text.find_first_not_of('0'), text.size() - 1);
        if (whole) text.erase(0, first);
        if (whole && text.size() <= 15 && std::stoull(text) <= most && std::stoull(text) >= least) return std::string();
        return "a whole number from " + std::to_string(least) + " to " + std::to_string(most) + " was expected, not " +
               text;
    };
    return option(of_->add_option(name, value, says)->transform(CLI::Validator(digits, ""))).type_name("COUNT");
}

option command_line::get_option(std::string const& name) const {
    return option(of_->get_option(name));
}
std::vector<option> command_line::options() const {
    std::vector<option> all;
    for (auto* const each : of_->get_options([](CLI::Option const*) { return true; })) all.emplace_back(each);
    return all;
}
void command_line::when_read(std::function<void()> work) const {
    of_->parse_complete_callback(std::move(work));
}

}  // namespace entente_program
