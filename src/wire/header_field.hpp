#pragma once

#include <string_view>

namespace dynaco::wire {

/// A header field as it goes on the wire.
struct header_field {
    std::string_view name{};
    std::string_view value{};
};

/// Whether this can be a header's name (RFC 9110, 5.6.2: a token).
[[nodiscard]] bool is_token(std::string_view name) noexcept;

/// Whether this can be a header's value: no line break and no other control character but tabs.
[[nodiscard]] bool is_field_value(std::string_view value) noexcept;

}  // namespace dynaco::wire
