#include "both_ways.hpp"

#include <dynaco/detail/model/array_codec.hpp>

#include <array>
#include <optional>
#include <set>

namespace dynaco::array_codec_test {
namespace {

using test::b;
using test::both_ways;
using test::read_failure;
using test::write_failure;

using two_bytes = std::array<std::byte, 2>;
using pair_of_ints = std::array<int, 2>;

static_assert(codec<two_bytes>::type == attribute_type::B && codec<pair_of_ints>::type == attribute_type::L);
static_assert(!storable<std::array<int*, 2>>);

TEST(ArrayCodec, OfBytesIsBinary) {
    both_ways(two_bytes{std::byte{0}, std::byte{255}}, b("AP8="));
    both_ways(std::array<std::byte, 0>{}, b(""));
    both_ways(std::set<two_bytes>{two_bytes{}, {std::byte{1}}}, R"({"BS":["AAA=","AQA="]})");
}

TEST(ArrayCodec, OfOthersIsAList) {
    both_ways(pair_of_ints{1, -2}, R"({"L":[{"N":"1"},{"N":"-2"}]})");
    both_ways(std::array<std::string, 1>{"a"}, R"({"L":[{"S":"a"}]})");
    both_ways(std::array<std::optional<int>, 2>{std::nullopt, 1}, R"({"L":[{"NULL":true},{"N":"1"}]})");
    both_ways(std::array<pair_of_ints, 1>{{{1, 2}}}, R"({"L":[{"L":[{"N":"1"},{"N":"2"}]}]})");
    both_ways(std::array<int, 0>{}, R"({"L":[]})");
}

TEST(ArrayCodec, RefusesOtherLengths) {
    for (const char* text : {"", "AA==", "AAAA"})
        EXPECT_EQ(read_failure<two_bytes>(b(text)).cause(), errc::invalid_value) << text;
    EXPECT_EQ(read_failure<two_bytes>(b("AAAA")).diagnostics().detail,
              "the attribute has length 3, but the member needs 2");
    for (const char* text :
         {R"({"L":[]})", R"({"L":[{"N":"1"}]})", R"({"L":[{"N":"1"},{"N":"2"},{"S":"3"}]})"})
        EXPECT_EQ(read_failure<pair_of_ints>(text).cause(), errc::invalid_value) << text;
    EXPECT_EQ(read_failure<pair_of_ints>(R"({"L":[{"N":"1"},{"N":"2"},{"S":"3"}]})").diagnostics().detail,
              "the attribute has length 3, but the member needs 2");
}

TEST(ArrayCodec, RefusesOtherElements) {
    const failure got = read_failure<pair_of_ints>(R"({"L":[{"N":"1"},{"NULL":true}]})");
    EXPECT_EQ(got.cause(), errc::type_mismatch);
    EXPECT_EQ(got.diagnostics().attribute_path, "[1]");
    EXPECT_EQ(read_failure<two_bytes>(b("A")).cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<pair_of_ints>(R"({"L":[{"N":"1"},{"N":"2"})").cause(), errc::malformed_reply);
    EXPECT_EQ((write_failure(std::array<double, 2>{1, 1e300}).diagnostics().attribute_path), "[1]");
}

}  // namespace
}  // namespace dynaco::array_codec_test
