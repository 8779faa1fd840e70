#include "identity/text/host.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::host_label_test {
namespace {

TEST(HostLabel, IsLettersDigitsAndInnerHyphens) {
    for (const char* label : {"a", "0", "eu-west-1", "123456789012", "A--Z"})
        EXPECT_TRUE(is_host_label(label)) << label;
    EXPECT_TRUE(is_host_label(std::string(63, 'x')));
}

TEST(HostLabel, IsNothingElse) {
    for (const char* text :
         {"", "-", "-a", "a-", "a.b", "a_b", "a b", "a/b", "a@b", "a:1", "a\r\n", "\xc3\xb6"})
        EXPECT_FALSE(is_host_label(text)) << text;
    EXPECT_FALSE(is_host_label(std::string_view("a\0b", 3)));
    EXPECT_FALSE(is_host_label(std::string(64, 'x')));
}

}  // namespace
}  // namespace dynaco::identity::host_label_test
