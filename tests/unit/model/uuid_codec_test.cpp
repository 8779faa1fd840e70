#include "both_ways.hpp"

#include <dynaco/detail/model/container_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>

#include <set>

namespace dynaco::uuid_codec_test {
namespace {

using boost::uuids::uuid;
using test::both_ways;
using test::read;
using test::read_failure;
using test::s;

constexpr uuid id{
    {0xf8, 0x1d, 0x4f, 0xae, 0x7d, 0xec, 0x11, 0xd0, 0xa7, 0x65, 0x00, 0xa0, 0xc9, 0x1e, 0x6b, 0xf6}};

static_assert(storable<uuid> && codec<uuid>::type == attribute_type::S);

TEST(UuidCodec, IsTheCanonicalText) {
    both_ways(id, s("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
    both_ways(uuid{{}}, s("00000000-0000-0000-0000-000000000000"));
    both_ways(std::set<uuid>{id}, R"({"SS":["f81d4fae-7dec-11d0-a765-00a0c91e6bf6"]})");
    EXPECT_EQ(read<uuid>(s("F81D4FAE-7DEC-11d0-A765-00A0C91E6BF6")), id);
}

TEST(UuidCodec, RefusesOtherTexts) {
    for (const char* text : {"", "f81d4fae7dec11d0a76500a0c91e6bf6", "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
                             "f81d4fae-7dec-11d0-a765-00a0c91e6bf", "f81d4fae-7dec-11d0-a765-00a0c91e6bf66",
                             "f81d4fae-7dec-11d0-a765-00a0c91e6bfg", "f81d4fae-7dec-11d0-a76-500a0c91e6bf6",
                             "f81d4fae-7dec-11d0-a765_00a0c91e6bf6"})
        EXPECT_EQ(read_failure<uuid>(s(text)).cause(), errc::invalid_value) << text;
    EXPECT_EQ(read_failure<uuid>(test::b("AQ==")).cause(), errc::type_mismatch);
}

}  // namespace
}  // namespace dynaco::uuid_codec_test
