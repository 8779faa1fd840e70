#include "client/observe/logfmt.hpp"

#include <algorithm>

namespace dynaco::detail {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; }

bool needs_quotes(std::string_view value) {
    return std::ranges::any_of(
        value, [](char c) { return c == ' ' || c == '=' || c == '"' || c == '\\' || is_control(c); });
}

}  // namespace

logfmt_line& logfmt_line::put(std::string_view key, std::string_view value) {
    if (!value.empty()) append(key, value);
    return *this;
}

logfmt_line& logfmt_line::put(std::string_view key, std::chrono::microseconds time) {
    if (time.count() == 0) return *this;
    std::string fraction = std::to_string(time.count() % 1000);
    fraction.insert(0, 3 - fraction.size(), '0');
    append(key, std::to_string(time.count() / 1000) + '.' + fraction);
    return *this;
}

void logfmt_line::append(std::string_view key, std::string_view value) {
    if (!text_.empty()) text_ += ' ';
    (text_ += key) += '=';
    if (needs_quotes(value))
        append_quoted(value);
    else
        text_ += value;
}

// Escapes control characters, so that the line stays one line.
void logfmt_line::append_quoted(std::string_view value) {
    constexpr std::string_view digits = "0123456789abcdef";
    text_ += '"';
    for (const char c : value) {
        if (c == '"' || c == '\\')
            (text_ += '\\') += c;
        else if (c == '\n')
            text_ += "\\n";
        else if (is_control(c))
            ((text_ += "\\u00") += digits[static_cast<unsigned char>(c) >> 4]) += digits[c & 15];
        else
            text_ += c;
    }
    text_ += '"';
}

}  // namespace dynaco::detail
