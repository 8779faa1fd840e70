#include <dynaco/detail/operations/item_appender.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace dynaco::item_appender_test {
namespace {

struct row {
    std::int64_t n = 0;
    std::string text{};
};

std::string page_of(std::size_t count, std::size_t (*bytes)(std::size_t)) {
    std::string body = R"({"Items":[)";
    for (std::size_t i = 0; i < count; ++i)
        body += (i > 0 ? "," : "") + (R"({"n":{"N":")" + std::to_string(i) + R"("},"text":{"S":")") +
                std::string(bytes(i), 'x') + R"("}})";
    return body + R"(],"Count":1,"ScannedCount":1})";
}

void append(const std::string& body, std::vector<row>& rows) {
    detail::item_appender<row> take(rows);
    ASSERT_TRUE(query::decode_into(body, take));
}

// How often the rows were moved while they were read.
std::size_t places(const std::string& body, std::vector<row>& rows) {
    const row* place = nullptr;
    std::size_t count = 0;
    detail::item_appender<row> append_one(rows);
    auto take = [&](detail::json::reader& in) {
        const bool good = append_one(in);
        if (place != rows.data()) ++count;
        place = rows.data();
        return good;
    };
    EXPECT_TRUE(query::decode_into(body, take));
    return count;
}

TEST(ItemAppender, KeepsTheOrder) {
    std::vector<row> rows;
    append(page_of(100, [](std::size_t i) { return i % 7; }), rows);
    ASSERT_EQ(rows.size(), 100U);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        EXPECT_EQ(rows[i].n, static_cast<std::int64_t>(i));
        EXPECT_EQ(rows[i].text.size(), i % 7);
    }
}

TEST(ItemAppender, AppendsToWhatIsThere) {
    std::vector<row> rows{{.n = -1}};
    append(page_of(3, [](std::size_t) { return std::size_t{5}; }), rows);
    append(page_of(0, [](std::size_t) { return std::size_t{5}; }), rows);
    append(page_of(2, [](std::size_t) { return std::size_t{5}; }), rows);
    std::vector<std::int64_t> numbers;
    for (const row& each : rows) numbers.push_back(each.n);
    EXPECT_EQ(numbers, (std::vector<std::int64_t>{-1, 0, 1, 2, 0, 1}));
}

TEST(ItemAppender, MakesRoomForThePageAtOnce) {
    std::vector<row> rows;
    EXPECT_LE(places(page_of(1000, [](std::size_t i) { return 100 + i % 10; }), rows), 3U);
    EXPECT_LT(rows.capacity(), 1200U);
}

TEST(ItemAppender, ASmallFirstItemDoesNotMakeItTakeMemoryAtWill) {
    std::vector<row> rows;
    const std::string body = page_of(50, [](std::size_t i) { return i == 0 ? std::size_t{0} : 20'000; });
    append(body, rows);
    EXPECT_EQ(rows.size(), 50U);
    EXPECT_LE(rows.capacity() * sizeof(row), 5 * body.size());
}

TEST(ItemAppender, ALargeFirstItemDoesNotMakeItGrowInSmallSteps) {
    std::vector<row> rows;
    EXPECT_LT(places(page_of(5000, [](std::size_t i) { return i == 0 ? 400'000 : std::size_t{0}; }), rows),
              60U);
    EXPECT_EQ(rows.size(), 5000U);
}

TEST(ItemAppender, SaysWhichItemDoesNotFit) {
    std::vector<row> rows;
    detail::item_appender<row> take(rows);
    const auto page = query::decode_into(R"({"Items":[{"n":{"N":"1"}},{"n":{"S":"x"}}]})", take);
    ASSERT_FALSE(page);
    EXPECT_EQ(page.error().cause(), errc::type_mismatch);
    EXPECT_EQ(page.error().diagnostics().attribute_path, "n");
}

}  // namespace
}  // namespace dynaco::item_appender_test
