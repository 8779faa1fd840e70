#pragma once

#include <dynaco/codec.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

/// Functions that check what a codec writes, reads and refuses.
namespace dynaco::test {

template <class T>
std::string written(const T& value) {
    std::string text;
    detail::json::writer out(text);
    return detail::model::write_attribute(out, value) ? text : out.why().text();
}
template <class T>
failure write_failure(const T& value) {
    std::string text;
    detail::json::writer out(text);
    return detail::model::write_attribute(out, value) ? failure{} : out.why();
}
template <class T>
std::optional<T> read(std::string_view text, detail::json::form form = detail::json::form::typed) {
    detail::json::reader in(text, form);
    T value{};
    if (detail::model::read_attribute(in, value) && in.at_end()) return value;
    ADD_FAILURE() << text << ": " << in.why().text();
    return std::nullopt;
}
template <class T>
failure read_failure(std::string_view text, detail::json::form form = detail::json::form::typed) {
    detail::json::reader in(text, form);
    T value{};
    return detail::model::read_attribute(in, value) ? failure{} : in.why();
}
template <class T>
void both_ways(const T& value, std::string_view text) {
    EXPECT_EQ(written(value), text);
    EXPECT_TRUE(read<T>(text) == value) << text;
}

/// The attribute {"S":text} for a text without escapes.
inline std::string s(std::string_view text) { return R"({"S":")" + std::string(text) + "\"}"; }
inline std::string n(std::string_view digits) { return R"({"N":")" + std::string(digits) + "\"}"; }
inline std::string b(std::string_view base64) { return R"({"B":")" + std::string(base64) + "\"}"; }

}  // namespace dynaco::test
