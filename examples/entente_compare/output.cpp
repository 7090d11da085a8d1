// SPDX-License-Identifier: BSL-1.0
#include "entente_compare/output.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>
#include <utility>

#include "entente/io/csv_writer.hpp"

namespace entente_compare {

std::size_t display_width(std::string const& text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

namespace {

class csv_records final : public record_writer {
public:
    csv_records(std::vector<column> const& columns, std::ostream& out) : writer_(out) {
        for (auto const& c : columns) writer_.field(c.name);
        writer_.end_record();
    }
    void write(std::vector<value> const& record) override {
        for (auto const& v : record)
            std::visit(
                [&](auto const& x) {
                    if constexpr (std::is_same_v<std::decay_t<decltype(x)>, std::monostate>)
                        writer_.field("");
                    else
                        writer_.field(x);
                },
                v);
        writer_.end_record();
    }

private:
    entente::io::csv_writer writer_;
};

/// An array of objects; undefined values are null.
class json_records final : public record_writer {
public:
    json_records(std::vector<column> columns, std::ostream& out) : columns_(std::move(columns)), out_(out) { out_ << '['; }
    void write(std::vector<value> const& record) override {
        nlohmann::ordered_json object;
        for (std::size_t i = 0; i < record.size(); ++i)
            std::visit(
                [&](auto const& x) {
                    if constexpr (std::is_same_v<std::decay_t<decltype(x)>, std::monostate>)
                        object[columns_[i].name] = nullptr;
                    else
                        object[columns_[i].name] = x;
                },
                record[i]);
        out_ << (first_ ? "\n" : ",\n") << object.dump();
        first_ = false;
    }
    void finish() override { out_ << "\n]\n"; }

private:
    std::vector<column> columns_;
    std::ostream& out_;
    bool first_ = true;
};

/// Aligned columns for people: values with four decimals, text to the left, numbers to the right.
class table_records final : public record_writer {
public:
    table_records(std::vector<column> columns, std::ostream& out) : columns_(std::move(columns)), out_(out) {
        for (auto& c : columns_) c.width = std::max(c.width, display_width(c.name));
    }
    void write(std::vector<value> const& record) override {
        if (first_) write_headings(record);
        line(record, record);
    }
    void finish() override {
        if (first_) write_headings({});
    }

private:
    /// A heading stands where its cells do: those of the first record, if there is one.
    void write_headings(std::vector<value> const& record) {
        std::vector<value> headings;
        for (auto const& c : columns_) headings.emplace_back(c.name);
        line(headings, record.empty() ? headings : record);
        first_ = false;
    }
    static std::string text(value const& v) {
        if (auto const* s = std::get_if<std::string>(&v)) return *s;
        if (auto const* n = std::get_if<std::size_t>(&v)) return std::to_string(*n);
        if (auto const* x = std::get_if<double>(&v)) {
            std::array<char, 64> buffer;
            return {buffer.data(), static_cast<std::size_t>(std::snprintf(buffer.data(), buffer.size(), "%.4f", *x))};
        }
        return "-";
    }
    void line(std::vector<value> const& cells, std::vector<value> const& like) {
        std::string all;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto const t = text(cells[i]);
            std::string const pad(columns_[i].width - std::min(columns_[i].width, display_width(t)), ' ');
            bool const left = std::holds_alternative<std::string>(like[i]);
            all += (i ? "  " : "") + (left ? t + pad : pad + t);
        }
        all.erase(all.find_last_not_of(' ') + 1);
        out_ << all << '\n';
    }

    std::vector<column> columns_;
    std::ostream& out_;
    bool first_ = true;
};

/// A table for documents: everything is text.
class markdown_records final : public record_writer {
public:
    markdown_records(std::vector<column> const& columns, std::ostream& out) : out_(out) {
        for (auto const& c : columns) out_ << "| " << c.name << ' ';
        out_ << "|\n";
        for (std::size_t i = 0; i < columns.size(); ++i) out_ << "|---";
        out_ << "|\n";
    }
    void write(std::vector<value> const& record) override {
        for (auto const& v : record) {
            out_ << "| ";
            for (char const c : std::get<std::string>(v)) out_ << (c == '|' ? "\\|" : std::string(1, c));
            out_ << ' ';
        }
        out_ << "|\n";
    }

private:
    std::ostream& out_;
};

}  // namespace

std::unique_ptr<record_writer> make_writer(std::string const& format, std::vector<column> columns, std::ostream& out) {
    if (format == "csv") return std::make_unique<csv_records>(columns, out);
    if (format == "json") return std::make_unique<json_records>(std::move(columns), out);
    if (format == "markdown") return std::make_unique<markdown_records>(columns, out);
    return std::make_unique<table_records>(std::move(columns), out);
}

}  // namespace entente_compare
