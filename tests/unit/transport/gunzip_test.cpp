#include "transport/gunzip.hpp"

#include <gtest/gtest.h>

#include <string>
#include <zlib.h>

namespace dynaco::transport::gunzip_test {
namespace {

constexpr std::size_t no_limit = std::size_t{64} << 20;

std::string gzip(std::string plain, int level = Z_DEFAULT_COMPRESSION, gz_header* header = nullptr) {
    z_stream stream{};
    deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    if (header) deflateSetHeader(&stream, header);
    std::string packed(deflateBound(&stream, static_cast<uLong>(plain.size())) + 1000, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(plain.data());
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

// A page of items, like a response of Query.
std::string page(int items) {
    std::string text = R"({"Items":[)";
    for (int i = 0; i < items; ++i)
        text += R"({"id":{"S":")" + std::to_string(i * 7919) + R"("},"balance":{"N":"100"}},)";
    text.back() = ']';
    return text + "}";
}

void expect_malformed(const std::string& data, const char* detail) {
    const auto text = gunzip(data, no_limit);
    ASSERT_FALSE(text) << detail;
    EXPECT_EQ(text.error().cause(), errc::malformed_reply);
    EXPECT_EQ(text.error().diagnostics().detail, std::string("the gzip data ") + detail);
}

TEST(Gunzip, UndoesWhatZlibDoes) {
    for (const std::string& plain :
         {std::string(), std::string("{}"), page(1), page(100), page(20'000), std::string(100'000, 'x')})
        for (int level = 0; level <= 9; ++level) {
            const auto text = gunzip(gzip(plain, level), no_limit);
            ASSERT_TRUE(text) << text.error().text();
            EXPECT_TRUE(*text == plain) << level;
        }
}

TEST(Gunzip, PassesOverWhatAHeaderMayHold) {
    std::string extra = "extra";
    std::string name = "name";
    std::string comment = "comment";
    for (const int parts : {1, 2, 4, 8, 15}) {
        gz_header header{};
        if ((parts & 1) != 0) header.extra = reinterpret_cast<Bytef*>(extra.data());
        if ((parts & 1) != 0) header.extra_len = static_cast<uInt>(extra.size());
        if ((parts & 2) != 0) header.name = reinterpret_cast<Bytef*>(name.data());
        if ((parts & 4) != 0) header.comment = reinterpret_cast<Bytef*>(comment.data());
        if ((parts & 8) != 0) header.hcrc = 1;
        const std::string data = gzip("{}", 6, &header);
        const auto text = gunzip(data, no_limit);
        ASSERT_TRUE(text) << parts;
        EXPECT_EQ(*text, "{}");
        for (std::size_t cut = 0; cut < data.size(); ++cut)
            EXPECT_FALSE(gunzip(std::string_view(data).substr(0, cut), no_limit)) << cut;
    }
}

TEST(Gunzip, RefusesWhatIsCutShortAnywhere) {
    for (const int level : {0, 1, 9}) {
        const std::string data = gzip(page(50), level);
        for (std::size_t cut = 0; cut < data.size(); ++cut) {
            const auto text = gunzip(std::string_view(data).substr(0, cut), no_limit);
            ASSERT_FALSE(text) << cut;
            EXPECT_EQ(text.error().cause(), errc::malformed_reply);
        }
    }
    expect_malformed(gzip(page(50)).substr(0, 100), "is incomplete");
}

TEST(Gunzip, RefusesWhatIsNone) {
    for (const char* text : {"", "{}", "<html/>", "\x1f\x8b", "\x1f\x8b\x08"})
        expect_malformed(text, "has no valid header");
    std::string data = gzip("{}");
    for (const auto& [at, value] :
         {std::pair<std::size_t, char>{0, 'x'}, {1, 'x'}, {2, '\x07'}, {3, '\x20'}}) {
        std::string other = data;
        other[at] = value;
        expect_malformed(other, "has no valid header");
    }
    data[10] = '\x07';  // a block of a kind that does not exist
    expect_malformed(data, "is corrupt");
}

TEST(Gunzip, ComparesCrcAndLength) {
    const std::string data = gzip(page(50));
    std::string other = data;
    other[data.size() - 8] ^= 1;
    expect_malformed(other, "does not match its CRC32");
    other = data;
    other[data.size() - 4] ^= 1;
    expect_malformed(other, "does not match its length");
}

TEST(Gunzip, RefusesWhatFollows) {
    const std::string data = gzip(page(50));
    expect_malformed(data + "x", "is followed by other data");
    expect_malformed(data + '\0', "is followed by other data");
    expect_malformed(data + data, "is followed by other data");
    expect_malformed(gzip("") + data, "is followed by other data");
}

TEST(Gunzip, NoticesEveryFlippedBit) {
    const std::string plain = R"({"Item":{"id":{"S":"1"}}})";
    const std::string data = gzip(plain);
    for (std::size_t bit = 10 * 8; bit < data.size() * 8; ++bit) {
        std::string other = data;
        other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
        const auto text = gunzip(other, no_limit);
        EXPECT_TRUE(!text || *text == plain) << bit << ": only bits that fill up the last byte mean nothing";
    }
}

TEST(Gunzip, KeepsToItsLimit) {
    const std::string plain = page(1000);
    EXPECT_TRUE(gunzip(gzip(plain), plain.size()));
    for (const std::size_t limit : {plain.size() - 1, plain.size() / 2, std::size_t{1}, std::size_t{0}}) {
        const auto text = gunzip(gzip(plain), limit);
        ASSERT_FALSE(text) << limit;
        EXPECT_EQ(text.error().cause(), errc::reply_too_large);
        EXPECT_NE(text.error().text().find("max_reply_size"), std::string::npos) << text.error().text();
    }
    EXPECT_TRUE(gunzip(gzip(""), 0));
}

TEST(Gunzip, BombsAreStoppedEarly) {
    std::string bomb = gzip(std::string(std::size_t{64} << 20, ' '));
    ASSERT_LT(bomb.size(), 100'000U);
    EXPECT_EQ(gunzip(bomb, 1'000'000).error().cause(), errc::reply_too_large);
    for (const char claimed : {'\0', '\x01', '\xff'}) {  // the claimed length has no effect
        for (std::size_t i = 1; i <= 4; ++i) bomb[bomb.size() - i] = claimed;
        EXPECT_EQ(gunzip(bomb, 1'000'000).error().cause(), errc::reply_too_large);
    }
}

TEST(Gunzip, MemoryIsBoundedByTheText) {
    const std::string plain = page(100'000);
    std::string data = gzip(plain);
    const auto honest = gunzip(data, no_limit);
    ASSERT_TRUE(honest);
    EXPECT_LE(honest->capacity(), 2 * plain.size());
}

wire::response reply_with(std::string body, std::string encoding, int status = 200) {
    return {.status = status,
            .body = std::move(body),
            .request_id = "REQUEST",
            .content_encoding = std::move(encoding)};
}

TEST(DecodeContent, UndoesGzip) {
    for (const char* name : {"gzip", "GZIP", "x-gzip"}) {
        wire::response r = reply_with(gzip("{}"), name);
        EXPECT_TRUE(decode_content(r, true, no_limit));
        EXPECT_EQ(r.body, "{}");
    }
}

TEST(DecodeContent, LeavesAloneWhatIsNotEncoded) {
    for (const char* name : {"", "identity"})
        for (const bool asked : {true, false}) {
            wire::response r = reply_with(gzip("{}"), name);
            EXPECT_TRUE(decode_content(r, asked, 1));
            EXPECT_EQ(r.body, gzip("{}"));
        }
}

TEST(DecodeContent, RefusesWhatWasNotAskedFor) {
    for (const auto& [name, asked] :
         {std::pair{"gzip", false}, {"br", true}, {"deflate", true}, {"gzip, gzip", true}, {"br", false}}) {
        wire::response r = reply_with(gzip("{}"), name);
        const auto done = decode_content(r, asked, no_limit);
        ASSERT_FALSE(done) << name;
        EXPECT_EQ(done.error().cause(), errc::malformed_reply);
        EXPECT_NE(done.error().diagnostics().detail.find(name), std::string::npos);
        EXPECT_EQ(done.error().diagnostics().request_id, "REQUEST");
        EXPECT_EQ(done.error().diagnostics().http_status, 200);
    }
}

TEST(DecodeContent, ErrorsWithoutABodyHaveNothingToUndo) {
    wire::response error = reply_with("", "gzip", 503);
    EXPECT_TRUE(decode_content(error, true, no_limit));
    wire::response success = reply_with("", "gzip");
    EXPECT_FALSE(decode_content(success, true, no_limit)) << "not an empty object: something is missing";
    wire::response cut = reply_with("\x1f\x8b\x08", "gzip", 503);
    cut.cut = true;
    EXPECT_TRUE(decode_content(cut, true, no_limit));
    EXPECT_EQ(cut.body, "");
}

}  // namespace
}  // namespace dynaco::transport::gunzip_test
