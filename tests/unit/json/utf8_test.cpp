#include "json/utf8.hpp"

#include <dynaco/detail/json/writer.hpp>

#include <gtest/gtest.h>

#include <string>

namespace dynaco::detail::json::utf8_test {
namespace {

using namespace std::string_literals;

const std::string good[] = {""s,
                            "ascii"s,
                            "\xc2\x80"s,
                            "\xdf\xbf"s,
                            "\xe0\xa0\x80"s,
                            "\xed\x9f\xbf"s,
                            "\xee\x80\x80"s,
                            "\xef\xbf\xbf"s,
                            "\xf0\x90\x80\x80"s,
                            "\xf4\x8f\xbf\xbf"s,
                            "\0"s};
const std::string bad[] = {
    "\x80"s,              // a tail alone
    "\xc0\x80"s,          // overlong
    "\xc1\xbf"s,          //
    "\xe0\x9f\xbf"s,      //
    "\xf0\x8f\xbf\xbf"s,  //
    "\xed\xa0\x80"s,      // surrogates
    "\xed\xbf\xbf"s,      //
    "\xf4\x90\x80\x80"s,  // beyond U+10FFFF
    "\xf5\x80\x80\x80"s,  //
    "\xff"s,
    "\xc3"s,  // cut off
    "\xe2\x82"s,
    "\xf0\x9f\x98"s,
    "\xc3x"s,
};

TEST(Utf8, IsWrittenAsItIsAndAnythingElseIsRefusedAtEveryPlace) {
    for (std::size_t before = 0; before < 40; ++before)
        for (const std::string& each : good) {
            const std::string text = std::string(before, 'a') + each + std::string(40 - before, 'b');
            std::string json;
            writer out(json);
            EXPECT_TRUE(out.string(text));
            EXPECT_FALSE(out.failed());
            EXPECT_EQ(find_not_utf8(text), std::string_view::npos);
        }
    for (std::size_t before = 0; before < 40; ++before)
        for (const std::string& each : bad)
            for (const char* const after : {"", "b", "bbbbbbbbbbbbbbbbbbbb"}) {
                const std::string text = std::string(before, 'a') + each + after;
                std::string json;
                writer out(json);
                EXPECT_FALSE(out.string(text));
                EXPECT_TRUE(out.failed());
                EXPECT_EQ(out.why().cause(), errc::invalid_value);
                EXPECT_EQ(find_not_utf8(text), before);
            }
}

TEST(Utf8, KeysAndAttributesAreCheckedToo) {
    std::string json;
    writer key(json);
    EXPECT_FALSE(key.key("\xff"));
    writer attribute(json);
    EXPECT_FALSE(attribute.open_attribute("\xff", attribute_type::S));
    writer member(json);
    member.member("TableName", "\xff");
    EXPECT_EQ(member.why().diagnostics().attribute_path, "TableName");
}

TEST(Utf8, TheFirstFailureStaysAndPathsCanBePrinted) {
    std::string json;
    writer out(json);
    EXPECT_FALSE(out.string("abc\xff"));
    EXPECT_FALSE(out.fail(errc::empty_set));
    EXPECT_FALSE(out.fail_in("a\xff"));
    EXPECT_EQ(out.why().cause(), errc::invalid_value);
    EXPECT_EQ(out.why().diagnostics().attribute_path, "a\\xff");
    EXPECT_NE(out.why().diagnostics().detail.find("byte 0xff at offset 3"), std::string::npos);
}

}  // namespace
}  // namespace dynaco::detail::json::utf8_test
