#include <dynaco/detail/json/writer.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <string>

namespace dynaco::detail::json::writer_test {
namespace {

std::string as_json(std::string_view text) {
    std::string out;
    writer(out).string(text);
    return out;
}

TEST(JsonWriter, PutsCommasBetweenMembers) {
    std::string text;
    writer out(text);
    out.begin_object();
    out.member("a", "x");
    out.member("b", 1);
    out.member("c", true);
    out.key("d");
    out.begin_object();
    out.end_object();
    out.plain_key("e");
    out.raw("null");
    out.end_object();
    EXPECT_EQ(text, R"({"a":"x","b":1,"c":true,"d":{},"e":null})");
}

TEST(JsonWriter, PutsCommasBetweenElements) {
    std::string text;
    writer out(text);
    out.begin_array();
    out.element(), out.number(1);
    out.element(), out.begin_array(), out.end_array();
    out.element(), out.string("[");
    out.element(), out.string("{");
    out.element(), out.boolean(false);
    out.end_array();
    EXPECT_EQ(text, R"([1,[],"[","{",false])");
}

TEST(JsonWriter, OpensAttributes) {
    std::string text;
    writer out(text);
    out.begin_object();
    for (const auto type : {attribute_type::S, attribute_type::BOOL, attribute_type::NS}) {
        out.open_attribute(wire_name(type), type);
        out.raw("0");
        out.end_object();
    }
    out.open_attribute("a \"quoted\" name, longer than a block", attribute_type::L);
    out.begin_array();
    out.element(), out.open_attribute(attribute_type::NUL), out.boolean(true), out.end_object();
    out.end_array();
    out.end_object();
    out.end_object();
    EXPECT_EQ(text, R"({"S":{"S":0},"BOOL":{"BOOL":0},"NS":{"NS":0},)"
                    R"("a \"quoted\" name, longer than a block":{"L":[{"NULL":true}]}})");
}

TEST(JsonWriter, EscapesAtEveryPlaceAndLength) {
    for (std::size_t size = 1; size < 40; ++size)
        for (std::size_t at = 0; at < size; ++at) {
            std::string text(size, 'x');
            std::string expected = text;
            text[at] = '"';
            expected.replace(at, 1, "\\\"");
            EXPECT_EQ(as_json(text), '"' + expected + '"');
        }
}

TEST(JsonWriter, AppendsToWhatIsThere) {
    std::string text = R"({"TableName":"t","Item":{)";
    writer out(text);
    out.member("a", "b");
    EXPECT_EQ(text, R"({"TableName":"t","Item":{"a":"b")");
    EXPECT_EQ(&out.text(), &text);
}

TEST(JsonWriter, EscapesWhatMustBe) {
    EXPECT_EQ(as_json(""), R"("")");
    EXPECT_EQ(as_json("a\"b\\c/d"), R"("a\"b\\c/d")");
    EXPECT_EQ(as_json("\n\r\t"), R"("\n\r\t")");
    EXPECT_EQ(as_json(std::string_view("\0\b\f\x1f", 4)), R"("\u0000\u0008\u000c\u001f")");
    EXPECT_EQ(as_json("\x7f\xc3\xa9\xf0\x9f\x98\x80"), "\"\x7f\xc3\xa9\xf0\x9f\x98\x80\"");
}

TEST(JsonWriter, FindsEscapesAtEveryPosition) {
    for (std::size_t size = 1; size < 20; ++size)
        for (std::size_t at = 0; at < size; ++at) {
            std::string text(size, 'x');
            text[at] = '"';
            const std::string wanted =
                '"' + std::string(at, 'x') + "\\\"" + std::string(size - at - 1, 'x') + '"';
            EXPECT_EQ(as_json(text), wanted);
        }
}

TEST(JsonWriter, EscapesNames) {
    std::string text;
    writer out(text);
    out.key("a\"b");
    EXPECT_EQ(text, R"("a\"b":)");
}

TEST(JsonWriter, WritesExtremeIntegers) {
    std::string text;
    writer out(text);
    out.begin_array();
    out.element(), out.number(std::numeric_limits<std::int64_t>::min());
    out.element(), out.number(std::numeric_limits<std::uint64_t>::max());
    out.element(), out.number(std::int8_t{-128});
    out.end_array();
    EXPECT_EQ(text, "[-9223372036854775808,18446744073709551615,-128]");
}

TEST(JsonWriter, WritesBase64) {
    std::string text;
    const std::array bytes{std::byte{0xca}, std::byte{0xfe}, std::byte{0xf0}, std::byte{0x0d}};
    writer(text).base64(bytes);
    EXPECT_EQ(text, R"("yv7wDQ==")");
}

TEST(JsonWriter, FailureKeepsReasonAndPath) {
    std::string text;
    writer out(text);
    EXPECT_FALSE(out.fail(errc::not_a_number, "NaN"));
    EXPECT_FALSE(out.fail_in("owner"));
    EXPECT_FALSE(out.fail_in(2));
    EXPECT_FALSE(out.fail_in("labels"));
    EXPECT_EQ(out.why().cause(), errc::not_a_number);
    EXPECT_EQ(out.why().diagnostics().detail, "NaN");
    EXPECT_EQ(out.why().diagnostics().attribute_path, "labels[2].owner");
}

TEST(JsonWriter, PathOfNestedLists) {
    std::string text;
    writer out(text);
    out.fail(errc::empty_set);
    out.fail_in(0);
    out.fail_in(1);
    out.fail_in("a");
    EXPECT_EQ(out.why().diagnostics().attribute_path, "a[1][0]");
}

}  // namespace
}  // namespace dynaco::detail::json::writer_test
