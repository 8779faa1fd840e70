#include "load/text/csv_columns.hpp"

#include "core/ascii.hpp"
#include "load/text/csv_splitter.hpp"
#include "load/text/text_fault.hpp"

#include <algorithm>
#include <set>

namespace dynaco::loading {
namespace {

constexpr std::string_view typed_suffix = "typed";

[[noreturn]] void bad_column(std::string reason) {
    throw error(errc::malformed_file, {.detail = std::move(reason)});
}

bool looks_like_type(std::string_view text) noexcept {
    constexpr std::size_t longest = 4;
    return !text.empty() && text.size() <= longest && std::ranges::all_of(text, detail::is_upper);
}

std::string_view trimmed(std::string_view text) noexcept {
    constexpr std::string_view spaces = " \t";
    const auto begin = text.find_first_not_of(spaces);
    if (begin == text.npos) return {};
    return text.substr(begin, text.find_last_not_of(spaces) - begin + 1);
}

// A type in letters of any case; `any` for another text.
attribute_type written_type(std::string_view text) {
    constexpr std::size_t longest = 4;
    if (text.size() > longest) return attribute_type::any;
    std::string upper(text);
    for (char& c : upper)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return attribute_type_of(upper);
}

// The usual spelling of a column that a person wrote: "price:N" of " price : n ".
std::string usual_column(std::string_view text) {
    text = trimmed(text);
    std::string_view typed;
    const auto colon_before = [&](std::string_view end) {
        const auto colon = text.rfind(':');
        return colon != text.npos && trimmed(text.substr(colon + 1)) == end ? colon : text.npos;
    };
    if (const auto colon = colon_before(typed_suffix); colon != text.npos) {
        typed = ":typed";
        text = trimmed(text.substr(0, colon));
    }
    if (const auto colon = text.rfind(':'); colon != text.npos) {
        const std::string_view end = trimmed(text.substr(colon + 1));
        const attribute_type type = written_type(end);
        if (type != attribute_type::any)
            return std::string(trimmed(text.substr(0, colon))) + ':' + std::string(wire_name(type)) +
                   std::string(typed);
    } else if (const auto equals = text.rfind('='); equals != text.npos) {
        const attribute_type type = written_type(trimmed(text.substr(equals + 1)));
        if (type != attribute_type::any)
            bad_column("the type of a column is written with a colon: " +
                       std::string(trimmed(text.substr(0, equals))) + ':' + std::string(wire_name(type)));
    }
    return std::string(text) + std::string(typed);
}

}  // namespace

csv_column column_of(std::string_view text) {
    csv_column column;
    std::string_view name = text;
    const auto suffix = [&name] {
        const auto colon = name.rfind(':');
        return colon == name.npos ? std::string_view() : name.substr(colon + 1);
    };
    if (suffix() == typed_suffix) {
        column.typed = true;
        name.remove_suffix(typed_suffix.size() + 1);
    }
    if (const std::string_view type = suffix(); looks_like_type(type)) {
        column.type = attribute_type_of(type);
        if (column.type == attribute_type::any)
            bad_column("the column " + quoted_text(text) + " has the unknown type " + std::string(type) +
                       "; use S, N, B, BOOL, NULL, L, M, SS, NS or BS; if " + std::string(type) +
                       " belongs to the name, add a type: " + quoted_text(std::string(name) + ":S"));
        name.remove_suffix(type.size() + 1);
    }
    using enum attribute_type;
    if (column.typed && column.type != L && column.type != M && column.type != any)
        bad_column(
            "the column " + quoted_text(text) +
            ": :typed means that the cells are DynamoDB JSON; only L and M can be followed by it, and a "
            "name without a type; write " +
            quoted_text(text.substr(0, text.size() - typed_suffix.size() - 1)));
    if (name.empty())
        bad_column("a column has no name; name each column, and remove a delimiter at the end of the header");
    column.name = name;
    return column;
}

std::vector<csv_column> columns_of(std::string_view list) {
    std::vector<csv_column> columns;
    csv_splitter splitter(',');
    if (list.empty()) return columns;
    if (splitter.split(list, true) == csv_splitter::verdict::fault)
        bad_column(std::string(splitter.reason()));
    std::string scratch;
    for (const csv_cell& each : splitter.cells())
        columns.push_back(
            column_of(each.quoted ? std::string(text_of(each, scratch)) : usual_column(each.text)));
    require_different(columns);
    return columns;
}

void require_different(const std::vector<csv_column>& columns) {
    std::set<std::string_view> names;
    for (const csv_column& each : columns)
        if (!names.insert(each.name).second)
            bad_column("the column " + quoted_text(each.name) +
                       " occurs twice; rename or remove one of them");
}

std::string text_of(const csv_column& column) {
    std::string text = column.name;
    if (column.type != attribute_type::any) (text += ':') += wire_name(column.type);
    if (column.typed) (text += ':') += typed_suffix;
    return text;
}

}  // namespace dynaco::loading
