#include "load/file/blocks.hpp"

#include "../compressed.hpp"
#include "support/temporary_folder.hpp"

#include <dynaco/errors.hpp>

#include <gtest/gtest.h>

#include <random>

using namespace dynaco;
using namespace dynaco::loading;

namespace blocks_test {
namespace {

/// Hands out a text in blocks of one size.
class text_blocks final : public byte_blocks {
 public:
    text_blocks(std::string text, std::size_t size) : text_(std::move(text)), size_(size) {}
    std::string_view next() override {
        const std::string_view block = std::string_view(text_).substr(at_, size_);
        at_ += block.size();
        return block;
    }
    [[nodiscard]] std::uint64_t position() const noexcept override { return at_; }

 private:
    std::string text_;
    std::size_t size_;
    std::size_t at_ = 0;
};

struct outcome {
    std::string text{};
    std::string failure{};
};

outcome read_all(byte_blocks& blocks) {
    outcome all;
    try {
        for (auto block = blocks.next(); !block.empty(); block = blocks.next()) all.text += block;
        EXPECT_TRUE(blocks.next().empty());
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::malformed_file);
        all.failure = e.diagnostics().detail;
    }
    return all;
}

std::string lines(int count) {
    std::mt19937 random(1);
    std::string text;
    for (int i = 0; i < count; ++i) text += std::to_string(random()) + '\n';
    return text;
}

outcome unpacked(const std::string& data, std::size_t in, std::size_t out) {
    text_blocks raw(data, in);
    const auto blocks = compression_of(data) == compression::gzip ? gunzipped(raw, "a.json", out)
                                                                  : unzstded(raw, "a.json", out);
    return read_all(*blocks);
}

}  // namespace

TEST(CompressionOf, LooksAtTheFirstBytesOnly) {
    EXPECT_EQ(compression_of(test::gzipped("x")), compression::gzip);
    EXPECT_EQ(compression_of(test::zstded("x")), compression::zstd);
    EXPECT_EQ(compression_of("\x50\x2a\x4d\x18"), compression::zstd);
    EXPECT_EQ(compression_of("{\"id\":1}"), compression::none);
    EXPECT_EQ(compression_of(""), compression::none);
}

TEST(CompressedBlocks, ReturnTheTextForEveryBlockSize) {
    const std::string text = lines(2000);
    for (const std::string& data : {test::gzipped(text), test::zstded(text)})
        for (const std::size_t in : {std::size_t{1}, std::size_t{7}, data.size()})
            for (const std::size_t out : {std::size_t{1}, std::size_t{7}, text.size(), 2 * text.size()}) {
                const outcome all = unpacked(data, in, out);
                EXPECT_EQ(all.failure, "");
                EXPECT_EQ(all.text, text) << in << ' ' << out;
            }
}

TEST(CompressedBlocks, JoinMembersAndFrames) {
    for (const std::size_t in : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
        EXPECT_EQ(
            unpacked(test::gzipped("one\n") + test::gzipped("two\n") + test::gzipped("three\n"), in, 5).text,
            "one\ntwo\nthree\n");
        EXPECT_EQ(
            unpacked(test::zstded("one\n") + test::zstded("two\n") + test::zstded("three\n"), in, 5).text,
            "one\ntwo\nthree\n");
    }
}

TEST(CompressedBlocks, AreCutOff) {
    const std::string text = lines(2000);
    for (std::string data : {test::gzipped(text), test::zstded(text)}) {
        const std::string cut = data.substr(0, data.size() / 2);
        for (const std::size_t in : {std::size_t{100}, data.size()}) {
            const outcome all = unpacked(cut, in, 512);
            EXPECT_TRUE(text.starts_with(all.text));
            EXPECT_NE(all.failure.find("a.json, byte " + std::to_string(cut.size())), std::string::npos)
                << all.failure;
            EXPECT_NE(all.failure.find("is cut off"), std::string::npos) << all.failure;
        }
        EXPECT_NE(unpacked(data.substr(0, data.size() - 1), 64, 512).failure, "");
    }
    EXPECT_TRUE(text.starts_with(unpacked(test::gzipped(text).substr(0, 4000), 64, 512).text));
    EXPECT_FALSE(unpacked(test::gzipped(text).substr(0, 4000), 64, 512).text.empty());
}

TEST(CompressedBlocks, MustNotBeFollowedByOtherBytes) {
    const outcome gzip = unpacked(test::gzipped("one\n") + "rest", 7, 100);
    EXPECT_EQ(gzip.text, "one\n");
    EXPECT_NE(gzip.failure.find("other bytes follow"), std::string::npos) << gzip.failure;
    const outcome zstd = unpacked(test::zstded("one\n") + "rest", 7, 100);
    EXPECT_EQ(zstd.text, "one\n");
    EXPECT_NE(zstd.failure.find("is damaged"), std::string::npos) << zstd.failure;
    const outcome padded = unpacked(test::gzipped("one\n") + std::string(20, '\0'), 7, 100);
    EXPECT_EQ(padded.text + padded.failure, "one\n");
}

TEST(CompressedBlocks, RefuseDamagedBytes) {
    std::string gzip = test::gzipped(lines(100));
    gzip[gzip.size() - 6] = static_cast<char>(gzip[gzip.size() - 6] ^ 1);  // the CRC
    EXPECT_NE(unpacked(gzip, 64, 100).failure.find("is damaged"), std::string::npos);
    std::string zstd = test::zstded(lines(100));
    zstd.back() = static_cast<char>(zstd.back() ^ 1);
    EXPECT_NE(unpacked(zstd, 64, 100).failure.find("is damaged"), std::string::npos);
}

TEST(FileBlocks, PeekAndRead) {
    const test::temporary_folder folder;
    file_blocks blocks(input_file(folder.file("a.txt", "abcdefgh")), 3);
    blocks.compute_md5();
    EXPECT_EQ(blocks.peek(2).substr(0, 2), "ab");
    EXPECT_EQ(blocks.next(), "abc");
    EXPECT_EQ(blocks.next(), "def");
    EXPECT_EQ(blocks.next(), "gh");
    EXPECT_EQ(blocks.next(), "");
    EXPECT_EQ(blocks.position(), 8U);
    EXPECT_EQ(blocks.md5(), "6NxAgbE0NLRRiacgt3toGA==");  // openssl md5 -binary | base64
}

TEST(InputFile, NamesThePathAndTheReason) {
    const test::temporary_folder folder;
    const auto detail = [](const std::string& path) {
        try {
            const input_file opened(path);
        } catch (const error& e) {
            EXPECT_EQ(e.cause(), errc::file_failed);
            return e.diagnostics().detail;
        }
        return std::string("opened");
    };
    EXPECT_EQ(detail(folder.path("no")), "cannot open " + folder.path("no") + ": No such file or directory");
    EXPECT_EQ(detail(folder.path("")),
              "cannot read " + folder.path("") + ": Is a directory; name the files in the folder");
}

TEST(FileIdentity, ChangesWithTheContents) {
    const test::temporary_folder folder;
    const std::string path = folder.file("a.txt", "abc");
    const file_identity before = identity_of_file(path);
    EXPECT_EQ(before.size, 3U);
    EXPECT_EQ(before.head, "kAFQmDzST7DWlj99KOF/cg==");
    EXPECT_EQ(before, identity_of_file(path));
    folder.file("a.txt", "abd");
    EXPECT_NE(before.head, identity_of_file(path).head);
}

}  // namespace blocks_test
