#pragma once

#include <cstring>
#include <string>

/// Floors: work that every implementation must do.
namespace micro {

/// Returns a function that copies the bytes of `text` to a buffer that already exists.
inline auto memcpy_of(const std::string& text) {
    return [text, to = std::string(text.size(), '\0')]() mutable {
        std::memcpy(to.data(), text.data(), text.size());
        return to.data();
    };
}

/// Returns a function that copies a decoded value: it allocates the value's memory, but decodes nothing.
template <class T>
auto copy_of(const T& value) {
    return [value] { return T(value); };
}

}  // namespace micro
