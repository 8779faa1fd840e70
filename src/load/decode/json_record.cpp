#include "load/decode/json_record.hpp"

#include "core/ascii.hpp"

#include <dynaco/detail/json/reader.hpp>

#include <algorithm>

namespace dynaco::loading {
namespace {

constexpr std::string_view blanks = " \t\r\n";

// A type, or what is meant as one: 1 to 4 capital letters.
bool is_type_letters(std::string_view name) noexcept {
    constexpr std::size_t longest = 4;
    return !name.empty() && name.size() <= longest && std::ranges::all_of(name, detail::is_upper);
}

// True if `text` is an object whose values all have type wrappers, at least one of them with a known type.
// Whether the wrappers are right is checked later, so that a wrong one does not turn the file into plain
// JSON.
bool is_typed(std::string_view text) {
    detail::json::reader in(text);
    bool first = true;
    bool known = false;
    if (!in.expect('{')) return false;
    for (std::string_view name; in.next_member(first, name);) {
        bool only = true;
        if (!in.take('{') || !in.next_member(only, name) || !is_type_letters(name)) return false;
        known = known || attribute_type_of(name) != attribute_type::any;
        if (!in.skip() || in.next_member(only, name)) return false;
    }
    return known && !in.failed() && in.at_end();
}

// True if also each value is of the kind that its type needs.
bool is_well_typed(std::string_view text) {
    detail::json::reader in(text);
    if (!in.expect('{')) return false;
    bool first = true;
    for (std::string_view name; in.next_member(first, name);) {
        using enum attribute_type;
        attribute_type type{};
        std::string_view value;
        if (!in.open_attribute(type) || !in.raw(value) || !in.close_attribute()) return false;
        if ((type == S || type == N || type == B) != value.starts_with('"')) return false;
        if ((type == L || type == SS || type == NS || type == BS) != value.starts_with('[')) return false;
        if ((type == M) != value.starts_with('{')) return false;
    }
    return !in.failed() && in.at_end();
}

bool is_json_object(std::string_view text) {
    detail::json::reader in(text);
    std::string_view value;
    return in.raw(value) && value.starts_with('{') && in.at_end();
}

// The members of a line of an S3 export.
struct export_line {
    std::string_view item{};
    std::string_view keys{};
    std::string_view new_image{};
    bool has_others = false;
    failure fault{};

    [[nodiscard]] bool read(std::string_view text) {
        detail::json::reader in(text);
        std::string_view name;
        bool first = true;
        bool good = in.expect('{');
        while (good && in.next_member(first, name)) {
            std::string_view* const known = member(name);
            std::string_view ignored;
            if (!known && name != "Metadata" && name != "OldImage") has_others = true;
            good = in.raw(known ? *known : ignored);
        }
        if (good && !in.failed() && (in.at_end() || in.malformed())) return true;
        return fault = in.why(), false;
    }

 private:
    std::string_view* member(std::string_view name) noexcept {
        if (name == "Item") return &item;
        if (name == "Keys") return &keys;
        return name == "NewImage" ? &new_image : nullptr;
    }
};

std::string_view trimmed_json(std::string_view text) noexcept {
    const auto first = text.find_first_not_of(blanks);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

}  // namespace

json_shape shape_of(std::string_view object) {
    export_line line;
    if (line.read(object) && !line.has_others) {
        const bool one = line.item.empty() != line.keys.empty();
        const std::string_view image = line.item.empty() ? line.keys : line.item;
        if (one && is_typed(image) && !is_well_typed(object)) return json_shape::exported;
    }
    if (is_typed(object)) return json_shape::typed;
    constexpr std::string_view no_attributes = "{}";
    return is_json_object(object) && trimmed_json(object) != no_attributes ? json_shape::plain
                                                                           : json_shape::unknown;
}

// A record that is not JSON, or has no attributes, does not decide.
void json_record::decide(std::string_view object) {
    const json_shape found = shape_of(object);
    if (found == json_shape::unknown) return;
    guessed_ = shape_ == json_shape::unknown;
    shape_ = !guessed_ && found == json_shape::plain ? json_shape::typed : found;
}

decoded json_record::decode(std::string_view object, const source_position& position) {
    if (!decided()) decide(object);
    const std::string_view text = trimmed_json(object);
    const auto start = static_cast<std::size_t>(text.data() - object.data());
    if (!text.starts_with('{') || !text.ends_with('}')) {
        if (shape_ == json_shape::typed || shape_ == json_shape::exported)
            return refuse(
                object, position,
                {.offset = text.empty() ? 0 : start,
                 .reason = R"(the record is not one JSON object; write it as {"name":{"S":"value"}})"});
    }
    switch (shape_) {
        case json_shape::exported: return exported(object, position);
        case json_shape::typed: return load_record{record_kind::put, text, position};
        default: break;
    }
    item_.clear();
    if (!plain_.item(object, item_)) return refuse(object, position, plain_.take_fault());
    return load_record{record_kind::put, item_, position};
}

decoded json_record::exported(std::string_view line, const source_position& position) {
    // The form that DynamoDB writes. Whether the item is valid is checked later.
    constexpr std::string_view prefix = "{\"Item\":{";
    if (line.starts_with(prefix) && line.ends_with("}}"))
        return load_record{record_kind::put, line.substr(prefix.size() - 1, line.size() - prefix.size()),
                           position};
    export_line parts;
    if (!parts.read(line))
        return refuse(line, position,
                      {.reason = "the line is not one JSON object: " + parts.fault.diagnostics().detail});
    if (!parts.item.empty()) return load_record{record_kind::put, parts.item, position};
    if (!parts.new_image.empty()) return load_record{record_kind::put, parts.new_image, position};
    if (!parts.keys.empty()) return load_record{record_kind::remove, parts.keys, position};
    return refuse(
        line, position,
        {.reason = "the line has no Item, Keys or NewImage; it is not a line of a DynamoDB export"});
}

decoded json_record::refuse(std::string_view text, const source_position& position, text_fault fault) const {
    if (guessed_) {
        const bool is_plain = shape_ == json_shape::plain;
        fault.reason += is_plain ? " (read as plain JSON, because the first record of the file is)"
                                 : " (read as DynamoDB JSON, because the first record of the file is)";
    }
    return refused(position, text, std::move(fault));
}

}  // namespace dynaco::loading
