#include "both_ways.hpp"

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/container_codec.hpp>

#include <set>

namespace dynaco::pynamodb_legacy_binary_test {
namespace {

using test::b;
using test::both_ways;
using test::read_failure;

const pynamodb_legacy_binary cafe_food(binary{std::byte{0xca}, std::byte{0xfe}, std::byte{0xf0},
                                              std::byte{0x0d}});

TEST(PynamodbLegacyBinary, IsBase64Twice) {
    both_ways(cafe_food, b("eXY3d0RRPT0="));  // as PynamoDB 6 writes it
    both_ways(pynamodb_legacy_binary(), b(""));
    both_ways(std::set<pynamodb_legacy_binary>{cafe_food}, R"({"BS":["eXY3d0RRPT0="]})");
    EXPECT_EQ(test::read<pynamodb_legacy_binary>(b("eXY3d0RRPT0="))->bytes().size(), 4U);
}

TEST(PynamodbLegacyBinary, RefusesWhatIsEncodedOnce) {
    EXPECT_EQ(read_failure<pynamodb_legacy_binary>(b("yv7wDQ==")).cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<pynamodb_legacy_binary>(b("yv7wDQ=")).cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<pynamodb_legacy_binary>(test::s("yv7wDQ==")).cause(), errc::type_mismatch);
}

}  // namespace
}  // namespace dynaco::pynamodb_legacy_binary_test
