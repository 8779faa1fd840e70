#include "load/encode/item_encoder.hpp"
#include "load/encode/untyped_json.hpp"
#include "load/text/line_reader.hpp"
#include "load/text/text_fault.hpp"

#include <algorithm>
#include <array>

namespace dynaco::loading {
namespace {

class csv_lines final : public item_encoder {
 public:
    explicit csv_lines(csv_encoding settings) : settings_(std::move(settings)) {
        require_different(settings_.columns);
        for (const char each : {settings_.delimiter, '"', '\n', '\r', '\0'})
            special_[static_cast<unsigned char>(each)] = true;
    }

    void write(std::string_view item, std::string& out) override {
        const std::size_t start = out.size();
        lost_.begin_item(count_);
        if (!settings_.has_header) {
            complete_columns(item);
            write_header(out);
        }
        cells_.resize(settings_.columns.size());
        for (cell& each : cells_) each.exists = false;
        detail::json::reader in(item);
        try {
            if (!read(in) || !in.at_end()) {
                const failure why = in.failed()
                                        ? in.why()
                                        : failure(errc::invalid_value, {.detail = "text follows the item"});
                refuse_item(count_, why.diagnostics().attribute_path,
                            "the item is not DynamoDB JSON: " + why.diagnostics().detail);
            }
        } catch (...) {
            if (!settings_.has_header) out.resize(start);
            throw;
        }
        settings_.has_header = true;
        write_row(out);
        ++count_;
    }
    void finish(std::string& out) override {
        if (!settings_.has_header && !settings_.columns.empty()) write_header(out);
        settings_.has_header = true;
    }

 private:
    struct cell {
        bool exists = false;
        std::string text{};
    };

    // Columns without a type get that of the first item.
    void complete_columns(std::string_view item) {
        if (!first_item_) return;
        const bool given = !settings_.columns.empty();
        detail::json::reader in(item);
        bool first = true;
        std::string_view name;
        if (!in.expect('{')) return;
        while (in.next_member(first, name)) {
            csv_column found{.name = std::string(name)};
            if (!in.open_attribute(found.type) || !in.skip() || !in.close_attribute()) break;
            const bool document = found.type == attribute_type::L || found.type == attribute_type::M;
            found.typed = document && !settings_.plain_documents;
            const auto column = std::ranges::find(settings_.columns, found.name, &csv_column::name);
            if (column == settings_.columns.end()) {
                if (!given) settings_.columns.push_back(std::move(found));
            } else if (column->type == attribute_type::any && !column->typed) {
                *column = std::move(found);
            }
        }
        if (in.failed()) {
            if (!given) settings_.columns.clear();
            return;
        }
        for (csv_column& each : settings_.columns) {
            if (each.type == attribute_type::any && !each.typed) each.type = attribute_type::S;
            const bool document = each.type == attribute_type::L || each.type == attribute_type::M;
            if (document && !settings_.plain_documents) each.typed = true;
        }
        first_item_ = false;
    }

    [[nodiscard]] std::string header_of(const csv_column& column) const {
        return settings_.types_in_header ? text_of(column) : column.name;
    }

    void write_header(std::string& out) {
        for (std::size_t i = 0; i < settings_.columns.size(); ++i) {
            if (i > 0) out += settings_.delimiter;
            const std::string text = header_of(settings_.columns[i]);
            append(out, text, needs_quotes(text));
        }
        out += '\n';
    }

    bool read(detail::json::reader& in) {
        if (!in.expect('{')) return false;
        bool first = true;
        std::string_view name;
        std::size_t expected = 0;  // items mostly have the same order
        while (in.next_member(first, name)) {
            const std::size_t index = column_of_name(name, expected);
            if (index == settings_.columns.size()) {
                if (!settings_.other_attributes)
                    refuse_item(count_, name,
                                "the attribute has no column; add it to sink_options::columns, or set "
                                "other_attributes to leave it out");
                lost_.add(losses::kind::other_attribute, name);
                if (!in.skip()) return false;
                continue;
            }
            expected = index + 1;
            cells_[index].exists = true;
            if (!value(in, settings_.columns[index], cells_[index].text))
                return in.fail_in(settings_.columns[index].name);
        }
        return !in.failed();
    }

    [[nodiscard]] std::size_t column_of_name(std::string_view name, std::size_t expected) const {
        const auto& columns = settings_.columns;
        if (expected < columns.size() && columns[expected].name == name) return expected;
        return static_cast<std::size_t>(std::ranges::find(columns, name, &csv_column::name) -
                                        columns.begin());
    }

    bool value(detail::json::reader& in, const csv_column& column, std::string& text) {
        using enum attribute_type;
        std::string_view raw;
        if (column.type == any) {
            if (!in.raw(raw)) return false;
            text = raw;
            return true;
        }
        attribute_type type{};
        if (!in.open_attribute(type)) return false;
        if (type != column.type)
            refuse_item(count_, column.name,
                        "the attribute has the type " + std::string(wire_name(type)) +
                            ", but its column has " + std::string(wire_name(column.type)) +
                            "; write the column as " + column.name +
                            ":typed in sink_options::columns, or write JSON lines");
        if (!settings_.types_in_header && type != S) lost_.add(losses::kind::types, column.name);
        return content(in, column, type, text) && in.close_attribute();
    }

    bool content(detail::json::reader& in, const csv_column& column, attribute_type type, std::string& text) {
        using enum attribute_type;
        std::string_view raw;
        switch (type) {
            case S:
            case N:
            case B: return in.string(text);
            case NUL: text = "null"; return in.skip();
            case L:
            case M:
                if (!column.typed) {
                    text.clear();
                    return plain_.content(in, type, column.name, text);
                }
                [[fallthrough]];
            default:
                if (!in.raw(raw)) return false;
                text = raw;
                return true;
        }
    }

    // A reader takes a row that is equal to the header, quotes included, as a header that is repeated. So
    // cells that are equal to those of the header get quotes that the header does not have.
    void write_row(std::string& out) {
        const bool is_header = repeats_header();
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            if (i > 0) out += settings_.delimiter;
            if (cells_[i].exists) append(out, cells_[i].text, is_header || needs_quotes(cells_[i].text));
        }
        out += '\n';
    }

    [[nodiscard]] bool repeats_header() const {
        bool all_quoted = true;
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            const cell& each = cells_[i];
            // The text of a header begins with the name of its column.
            if (!each.exists || !each.text.starts_with(settings_.columns[i].name)) return false;
            if (each.text != header_of(settings_.columns[i])) return false;
            all_quoted = all_quoted && needs_quotes(each.text);
        }
        if (all_quoted && !cells_.empty())
            refuse_item(count_, settings_.columns.front().name,
                        "the item would be read as a repeated header; write JSON lines");
        return true;
    }

    // Texts that would be read differently without quotes: empty texts, only blanks, delimiters, quotes, ends
    // of lines, NUL.
    [[nodiscard]] bool needs_quotes(std::string_view text) const {
        const auto is_special = [this](char c) { return special_[static_cast<unsigned char>(c)]; };
        return is_blank(text) || std::ranges::any_of(text, is_special);
    }

    static void append(std::string& out, std::string_view text, bool quote) {
        if (!quote) {
            out += text;
            return;
        }
        out += '"';
        for (auto mark = text.find('"'); mark != text.npos; mark = text.find('"')) {
            out.append(text.substr(0, mark + 1)) += '"';
            text.remove_prefix(mark + 1);
        }
        out.append(text) += '"';
    }

    csv_encoding settings_;
    std::array<bool, 256> special_{};  // characters that make quotes necessary
    untyped_json plain_{lost_};
    std::vector<cell> cells_;
    bool first_item_ = true;
};

}  // namespace

std::unique_ptr<item_encoder> csv_encoder(csv_encoding settings) {
    return std::make_unique<csv_lines>(std::move(settings));
}

}  // namespace dynaco::loading
