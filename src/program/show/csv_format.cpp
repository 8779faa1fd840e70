#include "program/show/item_format.hpp"
#include "program/show/text_width.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/json.hpp>

#include <algorithm>
#include <optional>
#include <ostream>
#include <utility>

namespace dynaco::program {
namespace {

// How the cells of a column hold their values. The rules are those of dynaco::write_items, which writes only
// to files and needs the columns before the first item.
struct typed_column {
    std::optional<attribute_type> type{};  // nothing: no value yet
    bool mixed = false;                    // several types: whole attributes as DynamoDB JSON

    void note(attribute_type found) noexcept {
        mixed = mixed || (type && *type != found);
        type = found;
    }
    [[nodiscard]] std::string suffix() const {
        if (mixed) return ":typed";
        if (!type) return {};
        const bool document = *type == attribute_type::L || *type == attribute_type::M;
        return ":" + std::string(wire_name(*type)) + (document ? ":typed" : "");
    }
};

// The content of a value in DynamoDB JSON: what {"L":…} wraps.
std::string without_type(const std::string& wrapped_value) {
    const auto begin = wrapped_value.find(':') + 1;
    return wrapped_value.substr(begin, wrapped_value.size() - begin - 1);
}

std::string content_of(const value& of) {
    using enum attribute_type;
    switch (of.type()) {
        case S: return of.get<std::string>();
        case N: return of.get<number>().to_string();
        case NUL: return "null";
        case B: {
            const std::string quoted = to_json(of);
            return quoted.substr(1, quoted.size() - 2);
        }
        default: return without_type(to_dynamodb_json(of));
    }
}

class csv_rows final : public item_format {
 public:
    csv_rows(std::ostream& out, item_printer_options options)
        : out_(out),
          options_(std::move(options)),
          names_(first_columns(options_)),
          delimiter_(options_.format == output_format::tsv ? '\t' : ',') {}

    void add(const item& row) override {
        if (decided_) {
            ++count_;
            return write_row(row);
        }
        sample_.push_back(row);
        if (sample_.size() >= options_.sample) decide();
    }
    void flush() override {
        if (!sample_.empty()) decide();
        out_.flush();
    }
    void finish() override {
        if (!decided_ && (names_.size() > 0 || !sample_.empty())) decide();
        out_.flush();
    }
    [[nodiscard]] std::vector<std::string> warnings() const override { return names_.warnings(); }

 private:
    void decide() {
        decided_ = true;
        for (const item& row : sample_)
            for (const auto& [name, of] : row) {
                const std::size_t index = names_.place(name);
                columns_.resize(names_.size());
                columns_[index].note(of.type());
            }
        columns_.resize(names_.size());
        if (!sample_.empty())  // what the first items do not have may have any type later
            for (typed_column& each : columns_) each.mixed = each.mixed || !each.type;
        if (options_.header) write_header();
        for (const item& row : std::exchange(sample_, {})) {
            ++count_;
            write_row(row);
        }
    }

    [[nodiscard]] std::string title(std::size_t index) const {
        const std::string& name = names_.all()[index];
        return options_.types_in_header ? name + columns_[index].suffix() : name;
    }

    void write_header() {
        std::string line;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (i > 0) line += delimiter_;
            append_cell(line, title(i), false);
        }
        out_ << (line += '\n');
    }

    void write_row(const item& row) {
        for (const auto& [name, of] : row)
            if (const std::size_t index = names_.find(name); index < names_.size()) check_type(index, of);
        for (const auto& [name, of] : row)
            if (names_.find(name) == names_.size()) names_.miss(name, count_);
        std::string line;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (i > 0) line += delimiter_;
            const value* const of = row.find(names_.all()[i]);
            if (!of) continue;
            const std::string text = columns_[i].mixed ? to_dynamodb_json(*of) : content_of(*of);
            append_cell(line, text, i == 0 && text == title(0));
        }
        out_ << (line += '\n');
    }

    void check_type(std::size_t index, const value& of) const {
        const typed_column& column = columns_[index];
        if (column.mixed || column.type == of.type()) return;
        const std::string name = visible_text(names_.all()[index]);
        const std::string type(wire_name(of.type()));
        const std::string expected(wire_name(*column.type));
        throw error(
            errc::invalid_value,
            {.attribute_path = names_.all()[index],
             .detail = "item " + std::to_string(count_) + " is not printed: the attribute " + name +
                       " has the type " + type + ", but its column has " + expected + "; use --format json"});
    }

    // Quotes what would be read differently: an empty text, blanks only, delimiters, quotes, ends of lines,
    // NUL.
    void append_cell(std::string& line, std::string_view text, bool quote) const {
        const std::string safe = options_.terminal ? visible_text(text) : std::string(text);
        const auto is_special = [this](char c) {
            return c == delimiter_ || c == '"' || c == '\n' || c == '\r' || c == '\0';
        };
        if (!quote && safe.find_first_not_of(" \t") != safe.npos && std::ranges::none_of(safe, is_special)) {
            line += safe;
            return;
        }
        line += '"';
        for (const char each : safe) {
            if (each == '"') line += '"';
            line += each;
        }
        line += '"';
    }

    std::ostream& out_;
    item_printer_options options_;
    column_names names_;
    std::vector<typed_column> columns_{};
    std::vector<item> sample_{};
    bool decided_ = false;
    char delimiter_;
    std::uint64_t count_ = 0;
};

}  // namespace

std::unique_ptr<item_format> csv_format(std::ostream& out, item_printer_options options) {
    return std::make_unique<csv_rows>(out, std::move(options));
}

}  // namespace dynaco::program
