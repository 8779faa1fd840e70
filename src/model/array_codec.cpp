#include <dynaco/model/array_codec.hpp>

#include <algorithm>
#include <string>

namespace dynaco::model {

bool length_does_not_fit(json::reader& in, std::size_t length, std::size_t wanted) {
    return in.fail(errc::invalid_value, "the item has length " + std::to_string(length) +
                                            ", the member needs " + std::to_string(wanted));
}

bool read_exactly(json::reader& in, std::span<std::byte> bytes) {
    binary content;
    if (!in.base64(content)) return false;
    if (content.size() != bytes.size()) return length_does_not_fit(in, content.size(), bytes.size());
    std::ranges::copy(content, bytes.begin());
    return true;
}

}  // namespace dynaco::model
