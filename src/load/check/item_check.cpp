#include "load/check/item_check.hpp"

#include "json/base64.hpp"
#include "json/utf8.hpp"
#include "operations/item_size.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace dynaco::loading {
namespace {

constexpr int max_depth = 32;
constexpr std::size_t max_hash_key = 2048;
constexpr std::size_t max_range_key = 1024;
constexpr std::size_t few_names = 64;  // more names of one map are not compared one by one

std::uint64_t hash_of(std::string_view name) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return hash;
}

// A whole number in its canonical form: without a sign, leading zeros and trailing zeros.
bool is_plain_number(std::string_view text) noexcept {
    if (text.empty() || text.size() > number::max_digits || text.front() == '0' || text.back() == '0')
        return false;
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

constexpr const char* too_deep =
    "the value has more than 32 levels of lists and maps; DynamoDB stores at most 32: store the rest as a "
    "string";

// Why DynamoDB cannot store a number, and what to do.
std::string why_not_stored(const failure& refused) {
    return refused.diagnostics().detail + (refused.cause() == errc::number_out_of_range
                                               ? "; DynamoDB cannot store it as a number: round it, or store "
                                                 "a string"
                                               : "; correct it, or store a string");
}

std::string shortened(std::string_view text) {
    constexpr std::size_t most = 60;
    std::string quoted = "\"";
    quoted += detail::json::printable_utf8(text.substr(0, most));
    return quoted += text.size() > most ? "…\"" : "\"";
}

std::string role_of(const key_attribute& key) {
    const std::string role = key.is_hash ? "hash key" : "range key";
    return key.index.empty() ? "the " + role + " of the table" : "a " + role + " of index " + key.index;
}

void append_key(std::string& out, std::string_view bytes) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    for (unsigned shift = 0; shift < 32; shift += 8) out += static_cast<char>(size >> shift & 0xff);
    out += bytes;
}

}  // namespace

item_check::item_check(table_keys keys) : keys_(std::move(keys)), found_(keys_.attributes.size()) {}

std::optional<item_fault> item_check::run(std::string_view json, record_kind kind, checked_item& item) {
    if (const std::size_t wrong = detail::json::find_not_utf8(json); wrong != std::string_view::npos)
        return item_fault{{}, detail::json::why_not_utf8(json, wrong) + "; write the source in UTF-8"};
    json_ = json;
    in_ = detail::json::reader(json);
    depth_ = 0;
    names_.clear();
    for (found_key& each : found_) each.exists = false;
    item.size = 0;
    if (!top_level(kind, item.size) || !keys_exist(kind)) return fault();
    if (!in_.at_end()) return item_fault{{}, "text follows the item; one record must be one item"};
    if (item.size > operations::max_item_size)
        return item_fault{{},
                          "the item has " + std::to_string(item.size) + " bytes; DynamoDB stores at most " +
                              std::to_string(operations::max_item_size) +
                              ": split the item, or store large values elsewhere"};
    describe(item);
    return std::nullopt;
}

bool item_check::top_level(record_kind kind, std::size_t& size) {
    if (!in_.take('{')) return refuse("the record is not a JSON object");
    const auto& keys = keys_.attributes;
    bool first = true;
    std::string_view name;
    std::string copy;
    std::string_view scalar;
    attribute_type type{};
    while (member(first, 0, size, name, copy)) {
        if (name.empty()) return refuse("the name of an attribute is empty");
        std::size_t position = 0;
        while (position < keys.size() && keys[position].name != name) ++position;
        if (kind == record_kind::remove && position >= keys_.own && keys_.own > 0)
            return refuse("a removal may have only the key attributes of the table") || in_.fail_in(name);
        if (!attribute(size, scalar, type)) return in_.fail_in(name);
        for (; position < keys.size(); ++position)
            if (keys[position].name == name && !key(position, type, scalar)) return in_.fail_in(name);
    }
    return !in_.failed() && no_name_twice(0);
}

// The next member of the item or of a map, up to its value. `level` is the position of the map's first name
// in `names_`. `copy` keeps a name that the reader unescaped: the reader's own is lost when the value is
// read.
bool item_check::member(bool& first, std::size_t level, std::size_t& size, std::string_view& name,
                        std::string& copy) {
    if (!in_.next_member(first, name)) return false;
    if (name.data() < json_.data() || name.data() >= json_.data() + json_.size()) name = copy.assign(name);
    const std::uint64_t hash = hash_of(name);
    const auto begin = names_.begin() + static_cast<std::ptrdiff_t>(level);
    if (names_.size() - level < few_names && std::find(begin, names_.end(), hash) != names_.end())
        return refuse("the attribute appears twice; remove one of them") || in_.fail_in(name);
    names_.push_back(hash);
    size += name.size();
    return true;
}

// The names that `member` did not compare, because there are many.
bool item_check::no_name_twice(std::size_t level) {
    if (names_.size() - level < few_names) return true;
    const auto begin = names_.begin() + static_cast<std::ptrdiff_t>(level);
    std::sort(begin, names_.end());
    return std::adjacent_find(begin, names_.end()) == names_.end() ||
           refuse("two attributes have the same name; remove one of them");
}

bool item_check::map(std::size_t& size) {
    if (++depth_ > max_depth) return refuse(too_deep);
    if (!in_.expect('{')) return false;
    const std::size_t level = names_.size();
    bool first = true;
    std::string_view name;
    std::string copy;
    std::string_view ignored;
    attribute_type type{};
    while (member(first, level, size, name, copy)) {
        size += 1;
        if (!attribute(size, ignored, type)) return in_.fail_in(name);
    }
    if (in_.failed() || !no_name_twice(level)) return false;
    names_.resize(level);
    --depth_;
    return true;
}

bool item_check::list(std::size_t& size) {
    if (++depth_ > max_depth) return refuse(too_deep);
    if (!in_.expect('[')) return false;
    bool first = true;
    std::size_t index = 0;
    std::string_view ignored;
    attribute_type type{};
    while (in_.next_element(first)) {
        size += 1;
        if (!attribute(size, ignored, type)) return in_.fail_in(index);
        ++index;
    }
    --depth_;
    return !in_.failed();
}

bool item_check::attribute(std::size_t& size, std::string_view& scalar, attribute_type& type) {
    const detail::json::reader::place begin = in_.here();
    if (!in_.open_attribute(type)) {
        in_.go_to(begin);
        if (!in_.take('{'))
            return refuse(R"(the value has no type; DynamoDB JSON is {"S":"text"} or {"N":"1"})");
        in_.go_to(begin);
        return in_.open_attribute(type);
    }
    if (!content(type, size, scalar)) return false;
    if (in_.take('}')) return true;
    return refuse("the attribute has more than one type");
}

bool item_check::content(attribute_type type, std::size_t& size, std::string_view& scalar) {
    using enum attribute_type;
    bool truth = false;
    switch (type) {
        case S: return text(size, scalar);
        case N: return digits(size, scalar);
        case B: return bytes(size, scalar);
        case BOOL: return size += 1, in_.boolean(truth);
        case NUL: size += 1; return in_.boolean(truth) && (truth || refuse("NULL must be true"));
        case M: return size += 3, map(size);
        case L: return size += 3, list(size);
        case SS: return set(S, size);
        case NS: return set(N, size);
        case BS: return set(B, size);
        case any: break;
    }
    return in_.malformed();
}

bool item_check::text(std::size_t& size, std::string_view& scalar) {
    if (!in_.string(scalar)) return false;
    size += scalar.size();
    return true;
}

// Returns the number in its canonical form as `scalar`.
bool item_check::digits(std::size_t& size, std::string_view& scalar) {
    if (!in_.string(scalar)) return false;
    if (is_plain_number(scalar)) return size += (scalar.size() + 1) / 2 + 1, true;
    const auto parsed = number::parse(scalar);
    if (!parsed) return refuse(why_not_stored(parsed.error()));
    std::array<char, number::max_text> shortest{};
    canonical_.assign(shortest.data(), parsed->to_chars(shortest.data()));
    size += detail::number_size(canonical_);
    scalar = canonical_;
    return true;
}

bool item_check::bytes(std::size_t& size, std::string_view& scalar) {
    if (!in_.string(scalar)) return false;
    if (!detail::json::decode_base64(scalar, decoded_))
        return refuse(shortened(scalar) + " is not base64 (RFC 4648, with padding)");
    size += decoded_.size();
    scalar = {reinterpret_cast<const char*>(decoded_.data()), decoded_.size()};
    return true;
}

bool item_check::set(attribute_type element, std::size_t& size) {
    if (!in_.expect('[')) return false;
    elements_.clear();
    bool first = true;
    std::string_view scalar;
    while (in_.next_element(first)) {
        if (!content(element, size, scalar)) return in_.fail_in(elements_.size());
        elements_.emplace_back(scalar);
    }
    if (in_.failed()) return false;
    if (elements_.empty())
        return refuse("the set is empty, and DynamoDB has no empty sets; remove the attribute");
    std::ranges::sort(elements_);
    const auto twice = std::ranges::adjacent_find(elements_);
    return twice == elements_.end() ||
           refuse("the set has the element " + shortened(*twice) + " twice; remove one of them");
}

bool item_check::key(std::size_t position, attribute_type type, std::string_view scalar) {
    const key_attribute& wanted = keys_.attributes[position];
    if (type != wanted.type)
        return refuse(role_of(wanted) + " must have type " + std::string(wire_name(wanted.type)) +
                      ", but the item has " + std::string(wire_name(type)) +
                      "; change the type of the value");
    if (scalar.empty()) return refuse(role_of(wanted) + " must not be empty; give it a value");
    const std::size_t most = wanted.is_hash ? max_hash_key : max_range_key;
    if (scalar.size() > most && type != attribute_type::N)
        return refuse(role_of(wanted) + " has " + std::to_string(scalar.size()) +
                      " bytes; DynamoDB allows at most " + std::to_string(most) + ": shorten it");
    found_[position].exists = true;
    if (position < keys_.own) found_[position].bytes = scalar;
    return true;
}

bool item_check::keys_exist(record_kind kind) {
    for (std::size_t i = 0; i < keys_.own; ++i)
        if (!found_[i].exists)
            return refuse((kind == record_kind::put ? "the item lacks " : "the removal lacks ") +
                          role_of(keys_.attributes[i]) + "; add the attribute") ||
                   in_.fail_in(keys_.attributes[i].name);
    return true;
}

void item_check::describe(checked_item& item) const {
    item.key.clear();
    item.hash_key_size = 0;
    item.indexes = 0;
    if (keys_.own == 0) return;
    append_key(item.key, found_[0].bytes);
    item.hash_key_size = item.key.size();
    for (std::size_t i = 1; i < keys_.own; ++i) append_key(item.key, found_[i].bytes);
    unsigned index = 0;
    for (std::size_t i = keys_.own; i < keys_.attributes.size(); ++index) {
        bool complete = true;
        const std::string& name = keys_.attributes[i].index;
        for (; i < keys_.attributes.size() && keys_.attributes[i].index == name; ++i)
            complete = complete && found_[i].exists;
        if (complete && index < 64) item.indexes |= std::uint64_t{1} << index;
    }
}

bool item_check::refuse(std::string reason) { return in_.fail(errc::invalid_value, std::move(reason)); }

item_fault item_check::fault() const {
    const diagnostics about = in_.why().diagnostics();
    return {.attribute = about.attribute_path, .reason = about.detail};
}

}  // namespace dynaco::loading
