#include <dynaco/detail/json/reader.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The fast paths of the reader for usual texts; other texts must work, too.
namespace dynaco::detail::json::reader_shortcuts_test {
namespace {

// The result of `take_integer` for a text; nothing if it does not consume the text.
std::optional<std::int64_t> integer_of(const std::string& text, std::int64_t least = INT64_MIN,
                                       std::int64_t most = INT64_MAX) {
    const std::string padded = text + std::string(24, ' ');
    reader in(padded);
    std::int64_t value = 0;
    if (in.take_integer(least, most, value)) {
        EXPECT_TRUE(in.at_end()) << text;
        return value;
    }
    EXPECT_EQ(in.left(), padded.size()) << text;
    EXPECT_FALSE(in.failed()) << text;
    return std::nullopt;
}

TEST(JsonReaderShortcuts, TakesUsualIntegers) {
    EXPECT_EQ(integer_of(R"("0")"), 0);
    EXPECT_EQ(integer_of(R"("-0")"), 0);
    EXPECT_EQ(integer_of(R"("007")"), 7);
    EXPECT_EQ(integer_of(R"("-42")"), -42);
    EXPECT_EQ(integer_of(R"("999999999999999999")"), 999999999999999999);
    EXPECT_EQ(integer_of(R"("-999999999999999999")"), -999999999999999999);
}

TEST(JsonReaderShortcuts, LeavesOtherNumbersWhereTheyAre) {
    for (const char* text :
         {R"("")", R"("-")", R"("+1")", R"("1.0")", R"("1E3")", R"(" 1")", R"("1 ")", R"("--1")",
          R"("1\u0030")", R"("1000000000000000000")", R"("-1000000000000000000")", "12", "\"12"})
        EXPECT_EQ(integer_of(text), std::nullopt) << text;
    EXPECT_EQ(integer_of(R"("128")", -128, 127), std::nullopt);
    EXPECT_EQ(integer_of(R"("-128")", -128, 127), -128);
    EXPECT_EQ(integer_of(R"("-1")", 0, 255), std::nullopt);
}

TEST(JsonReaderShortcuts, IntegersAtTheEndOfTheTextAreLeftToo) {
    for (const std::string text : {"", "\"", "\"1", "\"1\"", "\"123456789012345678"}) {
        reader in(text);
        std::int64_t value = 0;
        EXPECT_FALSE(in.take_integer(INT64_MIN, INT64_MAX, value)) << text;
        EXPECT_EQ(in.left(), text.size());
    }
}

template <attribute_type Likely>
void expect_opens(const std::string& text, attribute_type expected) {
    for (const std::string& tail : {std::string(), std::string(24, ' ')}) {
        const std::string padded = text + tail;
        reader in(padded);
        attribute_type type{};
        EXPECT_TRUE(in.open_likely<Likely>(type) && in.skip() && in.close_attribute() && in.at_end()) << text;
        EXPECT_EQ(type, expected) << text;
    }
}

TEST(JsonReaderShortcuts, OpensWhatIsLikelyAndWhatIsThere) {
    using enum attribute_type;
    expect_opens<S>(R"({"S":"text"})", S);
    expect_opens<S>(R"({"N":"1"})", N);
    expect_opens<S>(R"({ "S" : "text" })", S);
    expect_opens<S>(R"({"S":null,"SS":["a"]})", SS);
    expect_opens<SS>(R"({"SS":["a"]})", SS);
    expect_opens<SS>(R"({"S":"a"})", S);
    expect_opens<BOOL>(R"({"BOOL":true})", BOOL);
    expect_opens<BOOL>(R"({"NULL":true})", NUL);
    expect_opens<any>(R"({"NS":["1"]})", NS);
    expect_opens<M>(R"({"__type":"x","M":{}})", M);
}

TEST(JsonReaderShortcuts, NothingIsLikelyInThePlainForm) {
    reader in(R"({"S":"a map that looks like a wrapper"})", form::plain);
    attribute_type type{};
    ASSERT_TRUE(in.open_likely<attribute_type::S>(type));
    EXPECT_EQ(type, attribute_type::M);
    EXPECT_TRUE(in.skip() && in.close_attribute() && in.at_end());
}

TEST(JsonReaderShortcuts, GuessesHowManyElementsAreLeft) {
    const auto guess = [](std::string_view after_first, std::size_t bytes) {
        return reader(after_first).likely_elements(bytes);
    };
    EXPECT_EQ(guess("]", 10), 1U);
    EXPECT_EQ(guess(R"(,{"N":"85"},{"N":"77"}])", 10), 3U);
    EXPECT_EQ(guess(",1,2,3", 1), 4U);
    EXPECT_LE(guess(std::string(100'000, ','), 1), 17U);
    EXPECT_EQ(guess("", 0), 1U);
}

}  // namespace
}  // namespace dynaco::detail::json::reader_shortcuts_test
