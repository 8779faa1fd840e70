#include "load/decode/csv_values.hpp"

#include "core/ascii.hpp"
#include "json/base64.hpp"
#include "json/scan.hpp"
#include "load/text/number_text.hpp"

#include <dynaco/detail/json/reader.hpp>

#include <algorithm>

namespace dynaco::loading {
namespace {

bool is_word(std::string_view text, std::string_view word) noexcept {
    return std::ranges::equal(text, word, {}, detail::lower);
}

}  // namespace

bool csv_values::fail(std::string reason) {
    reason_ = std::move(reason);
    return false;
}

bool csv_values::append(const csv_column& column, std::string_view text, std::string& out) {
    using enum attribute_type;
    if (column.type == S || (column.type == any && !column.typed)) return string(text, out);
    const std::string_view value = detail::trimmed(text, " \t");
    if (column.typed) return typed(column.type, value, out);
    switch (column.type) {
        case N: return number(value, out);
        case BOOL: return boolean(value, out);
        case NUL: return null(value, out);
        case B: return bytes(value, out);
        case L:
        case M: return document(column.type, value, out);
        default: return set(column.type, value, out);
    }
}

bool csv_values::string(std::string_view text, std::string& out) {
    out += "{\"S\":";
    if (!detail::json::writer(out).string(text)) {
        const std::size_t bad = detail::json::find_not_utf8(text);
        return fail(detail::json::why_not_utf8(text, bad) +
                    " of the cell; convert the file to UTF-8, or give the column the type B with base64");
    }
    out += '}';
    return true;
}

// Numbers that JSON does not have, such as 007, +1 and .5, are written in the usual form.
bool csv_values::number(std::string_view text, std::string& out) {
    const bool is_json = !text.empty() && detail::json::scan_number(text.data(), text.data() + text.size()) ==
                                              text.data() + text.size();
    const auto other = is_json ? result<dynaco::number>(dynaco::number()) : dynaco::number::parse(text);
    if (is_json || !other) {
        if (std::string why = why_not_number(text); !why.empty()) return fail(std::move(why));
    }
    out += R"({"N":")";
    if (is_json)
        out += text;
    else
        out += other->to_string();
    out += "\"}";
    return true;
}

bool csv_values::boolean(std::string_view text, std::string& out) {
    const bool is_true = is_word(text, "true");
    if (!is_true && !is_word(text, "false"))
        return fail(quoted_text(text) + " is not a BOOL; write true or false");
    out += is_true ? "{\"BOOL\":true}" : "{\"BOOL\":false}";
    return true;
}

bool csv_values::null(std::string_view text, std::string& out) {
    if (!is_word(text, "null") && !is_word(text, "true"))
        return fail(quoted_text(text) +
                    " is not NULL; write null, or leave the cell empty if the attribute is absent");
    out += "{\"NULL\":true}";
    return true;
}

bool csv_values::bytes(std::string_view text, std::string& out) {
    if (!detail::json::decode_base64(text, decoded_))
        return fail(quoted_text(text) + " is not base64; write bytes as standard base64 with padding");
    out.append(R"({"B":")").append(text).append(R"("})");
    return true;
}

bool csv_values::set(attribute_type type, std::string_view text, std::string& out) {
    const std::string name(wire_name(type));
    detail::json::reader in(text);
    bool first = true;
    if (!in.take('['))
        return fail(quoted_text(text) + " is not a set; write " + name + R"( as a JSON array: ["a","b"])");
    out.append("{\"").append(name).append("\":[");
    while (in.next_element(first)) {
        std::string_view json;
        if (out.back() != '[') out += ',';
        if (!in.raw(json)) break;
        if (!element(type, json, out)) return false;
    }
    if (in.failed() || !in.at_end())
        return fail(quoted_text(text) + " is not a JSON array: " + in.why().diagnostics().detail);
    if (out.back() == '[') return fail("a set is empty; DynamoDB has no empty sets: leave the cell empty");
    out += "]}";
    return true;
}

bool csv_values::element(attribute_type type, std::string_view json, std::string& out) {
    element_.clear();
    if (!plain_.attribute(json, element_)) return fail(plain_.take_fault().reason);
    detail::json::reader in(element_);
    attribute_type found{};
    std::string_view value;
    const bool read = in.open_attribute(found) &&
                      (found == attribute_type::S || found == attribute_type::N) && in.string(value);
    const bool is_number = read && found == attribute_type::N;
    if (!read || (is_number && type != attribute_type::NS))
        return fail(quoted_text(json) + " is not an element of " + std::string(wire_name(type)));
    if (type == attribute_type::SS) return out += json, true;
    if (type == attribute_type::NS) {
        if (std::string why = why_not_number(value); !why.empty()) return fail(std::move(why));
    } else if (!detail::json::decode_base64(value, decoded_)) {
        return fail(quoted_text(value) + " is not base64");
    }
    out.append("\"").append(value).append("\"");
    return true;
}

bool csv_values::document(attribute_type type, std::string_view text, std::string& out) {
    const std::size_t start = out.size();
    const std::string_view expected = type == attribute_type::L ? "{\"L\"" : "{\"M\"";
    if (!plain_.attribute(text, out)) {
        text_fault fault = plain_.take_fault();
        if (!fault.attribute.empty()) fault.reason = fault.attribute + ": " + fault.reason;
        return fail(std::move(fault.reason));
    }
    if (std::string_view(out).substr(start).starts_with(expected)) return true;
    return fail(quoted_text(text) + (type == attribute_type::L ? " is not a JSON array, which L needs"
                                                               : " is not a JSON object, which M needs"));
}

// Whether the DynamoDB JSON is valid is checked with the item.
bool csv_values::typed(attribute_type type, std::string_view text, std::string& out) {
    detail::json::reader in(text);
    std::string_view value;
    const char first = type == attribute_type::L ? '[' : '{';
    if (!in.raw(value) || !in.at_end() || !value.starts_with(first))
        return fail(quoted_text(text) + " is not DynamoDB JSON, which a column with :typed needs");
    if (type == attribute_type::any) return out += text, true;
    out.append("{\"").append(wire_name(type)).append("\":").append(text) += '}';
    return true;
}

}  // namespace dynaco::loading
