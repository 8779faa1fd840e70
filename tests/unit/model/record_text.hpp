#pragma once

#include <dynaco/codec.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

/// Functions that write and read the attributes of whole records, without the type `M` around them.
namespace dynaco::test::records {

template <class T>
std::string written(const T& object) {
    std::string text;
    detail::json::writer out(text);
    return codec<T>::write(out, object) ? text : out.why().text();
}
template <class T>
failure write_failure(const T& object) {
    std::string text;
    detail::json::writer out(text);
    return codec<T>::write(out, object) ? failure{} : out.why();
}
template <class T>
T read(std::string_view text, T object = {}) {
    detail::json::reader in(text);
    EXPECT_TRUE((codec<T>::read(in, attribute_type::M, object))) << in.why().text();
    EXPECT_TRUE(in.at_end());
    return object;
}
template <class T>
failure read_failure(std::string_view text, T object = {}) {
    detail::json::reader in(text);
    return codec<T>::read(in, attribute_type::M, object) ? failure{} : in.why();
}

}  // namespace dynaco::test::records
