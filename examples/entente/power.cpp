// SPDX-License-Identifier: BSL-1.0
#include "power.hpp"

#include "entente/error.hpp"
#include "entente/io/csv_grammar.hpp"
#include "entente/io/number.hpp"
#include "subcommand.hpp"

namespace entente_program {

using namespace entente;

std::vector<boost::optional<double>> read_power(std::string const& file, sources& from, std::size_t actors,
                                                actor_finder const& find) {
    auto const text = from.read(file);
    io::csv_reader reader(text, io::guess_dialect(text));
    auto const column = [&](char const* name) {
        auto const found = reader.column(name);
        if (!found) reader.header().refuse(0, fault_code::syntax, "a file of power has the columns actor and power");
        return *found;
    };
    auto const name = column("actor"), amount = column("power");
    std::vector<boost::optional<double>> power(actors);
    while (auto const record = reader.next()) {
        auto const a = find(std::string((*record)[name]));
        if (!a) record->refuse(name, fault_code::unknown_name, "no actor has this name");
        if (power[*a]) record->refuse(name, fault_code::duplicate, "this actor has a power already");
        auto const number = io::parse_number((*record)[amount]);
        if (!number) record->refuse(amount, fault_code::syntax, "a power is a number", std::string((*record)[name]));
        if (*number < 0)
            record->refuse(amount, fault_code::negative_weight, "a power is at least 0", std::string((*record)[name]));
        power[*a] = *number;
    }
    return power;
}

quota quota_of(std::string const& text) {
    bool const per_cent = text.ends_with('%');
    auto const number = io::parse_number(per_cent ? std::string_view(text).substr(0, text.size() - 1) : text);
    if (!number || !(*number > 0) || (per_cent && *number > 100))
        refuse("a quota is a share up to 1 of all capability, or with a %, or more capability than 1", text);
    if (per_cent) return quota::of_all(*number / 100);
    return *number <= 1 ? quota::of_all(*number) : quota::of_weight(*number);
}

}  // namespace entente_program
