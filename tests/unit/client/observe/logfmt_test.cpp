#include "client/observe/logfmt.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace dynaco::test::logfmt_test {
namespace {

TEST(LogfmtLine, KeysAndValues) {
    detail::logfmt_line line;
    line.put("event", "call").put("attempts", 3).put("took_ms", std::chrono::microseconds(12'034));
    EXPECT_EQ(line.text(), "event=call attempts=3 took_ms=12.034");
}

TEST(LogfmtLine, LeavesOutWhatIsNotThere) {
    detail::logfmt_line line;
    line.put("table", "").put("status", 0).put("took_ms", std::chrono::microseconds(0)).put("a", "b");
    EXPECT_EQ(line.text(), "a=b");
}

TEST(LogfmtLine, QuotesWhatNeedsIt) {
    const auto value = [](std::string_view v) { return detail::logfmt_line().put("k", v).text().substr(2); };
    EXPECT_EQ(value("a.b-c_d:/"), "a.b-c_d:/");
    EXPECT_EQ(value("two words"), R"("two words")");
    EXPECT_EQ(value("a=b"), R"("a=b")");
    EXPECT_EQ(value(R"(say "no" \ yes)"), R"("say \"no\" \\ yes")");
    EXPECT_EQ(value("a\nevent=call\r\x1b[31m\x7f"), R"("a\nevent=call\u000d\u001b[31m\u007f")");
    EXPECT_EQ(value("\xc3\xa4"), "\xc3\xa4");
}

}  // namespace
}  // namespace dynaco::test::logfmt_test
