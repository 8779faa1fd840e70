#include "json/base64.hpp"

#include <dynaco/model/pynamodb_legacy_binary.hpp>

#include <algorithm>
#include <span>
#include <string>

namespace dynaco {

bool codec<pynamodb_legacy_binary>::write(json::writer& out, const pynamodb_legacy_binary& value) {
    std::string once;
    json::append_base64(once, value.bytes());
    out.base64(std::as_bytes(std::span(once)));
    return true;
}

bool codec<pynamodb_legacy_binary>::read(json::reader& in, attribute_type, pynamodb_legacy_binary& value) {
    binary once;
    if (!in.base64(once)) return false;
    std::string text(once.size(), '\0');
    std::ranges::transform(once, text.begin(), [](std::byte b) { return static_cast<char>(b); });
    return json::decode_base64(text, value.bytes()) ||
           in.fail(errc::invalid_value, "the value is not in PynamoDB's legacy encoding, base64 in base64");
}

}  // namespace dynaco
