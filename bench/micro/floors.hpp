#pragma once

#include <cstring>
#include <string>

/// What takes no less however it is done.
namespace micro {

/// The bytes of `text`, where there is room for them.
inline auto memcpy_of(const std::string& text) {
    return [text, to = std::string(text.size(), '\0')]() mutable {
        std::memcpy(to.data(), text.data(), text.size());
        return to.data();
    };
}

/// The result with its memory, without finding out what it is.
template <class T>
auto copy_of(const T& value) {
    return [value] { return T(value); };
}

}  // namespace micro
