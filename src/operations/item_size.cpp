#include "operations/item_size.hpp"

#include <dynaco/detail/json/reader.hpp>

#include <string>

namespace dynaco::detail {

// Leading and trailing zeros are not significant.
std::size_t number_size(std::string_view text) noexcept {
    std::size_t digits = 0;
    std::size_t zeros = 0;
    for (const char c : text.substr(0, text.find_first_of("eE"))) {
        if (c == '0') {
            ++zeros;
        } else if (c >= '1' && c <= '9') {
            digits += (digits > 0 ? zeros : 0) + 1;
            zeros = 0;
        }
    }
    return (digits + 1) / 2 + 1 + (text.starts_with('-') ? 1u : 0u);
}

}  // namespace dynaco::detail

namespace dynaco::operations {
namespace {

class measure {
 public:
    explicit measure(std::string_view json) : in_(json) {}

    // Adds the size of the members of an item or a map: names and values, and `extra` bytes for each member.
    bool attributes(std::size_t& size, std::size_t extra) {
        if (!in_.enter() || !in_.expect('{')) return false;
        bool first = true;
        std::string_view name;
        while (in_.next_member(first, name)) {
            size += name.size() + extra;
            if (!attribute(size)) return false;
        }
        in_.leave();
        return !in_.failed();
    }

 private:
    bool attribute(std::size_t& size) {
        attribute_type type{};
        return in_.open_attribute(type) && content(type, size) && in_.close_attribute();
    }

    bool content(attribute_type type, std::size_t& size) {
        using enum attribute_type;
        switch (type) {
            case S:
            case N:
            case B: return scalar(type, size);
            case BOOL:
            case NUL: return size += 1, in_.skip();
            case M: return size += 3, attributes(size, 1);
            case L: return size += 3, list(size);
            case SS: return set(S, size);
            case NS: return set(N, size);
            case BS: return set(B, size);
            case any: break;
        }
        return false;
    }

    bool scalar(attribute_type type, std::size_t& size) {
        std::string_view text;
        if (!in_.string(text)) return false;
        if (type == attribute_type::S)
            size += text.size();
        else if (type == attribute_type::B)
            size += (text.find_last_not_of('=') + 1) * 3 / 4;  // base64 without its padding
        else
            size += detail::number_size(text);
        return true;
    }

    bool list(std::size_t& size) {
        if (!in_.enter() || !in_.expect('[')) return false;
        bool first = true;
        while (in_.next_element(first)) {
            size += 1;
            if (!attribute(size)) return false;
        }
        in_.leave();
        return !in_.failed();
    }

    bool set(attribute_type element, std::size_t& size) {
        if (!in_.expect('[')) return false;
        bool first = true;
        while (in_.next_element(first))
            if (!scalar(element, size)) return false;
        return !in_.failed();
    }

    detail::json::reader in_;
};

}  // namespace

std::optional<std::size_t> item_size(std::string_view json) {
    std::size_t size = 0;
    if (!measure(json).attributes(size, 0)) return std::nullopt;
    return size;
}

bool check_item_size(detail::json::writer& out, std::size_t start) {
    const std::string_view json = std::string_view(out.text()).substr(start);
    if (json.size() <= max_item_size)
        return true;  // the JSON is always longer than the size that DynamoDB counts
    const auto size = item_size(json);
    if (!size || *size <= max_item_size) return true;
    return out.fail(errc::item_too_large, "the item has " + std::to_string(*size) + " bytes");
}

}  // namespace dynaco::operations
