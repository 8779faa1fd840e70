#include "program/terminal/live_line.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

using std::chrono::milliseconds;

constexpr stream_facts rewritable_facts{.terminal = true, .width = 80, .rewritable = true};
constexpr stream_facts pipe_facts{};
const live_line::time_point start = live_line::time_point{} + std::chrono::hours(1);

// Keeps each write on its own.
struct recorded_writes : std::streambuf {
    std::vector<std::string> writes;

    std::streamsize xsputn(const char* bytes, std::streamsize count) override {
        writes.emplace_back(bytes, static_cast<std::size_t>(count));
        return count;
    }
};

class LiveLine : public testing::Test {
 protected:
    std::vector<std::string> take() { return std::exchange(buffer.writes, {}); }

    using writes = std::vector<std::string>;
    recorded_writes buffer;
    std::ostream error{&buffer};
};

TEST_F(LiveLine, IsRewrittenAtMostTenTimesASecond) {
    live_line live(error, rewritable_facts);
    live.show("1 item", start);
    EXPECT_EQ(take(), writes{"\r\033[K1 item"});
    EXPECT_FALSE(live.due(start + milliseconds(99)));
    live.show("2 items", start + milliseconds(99));
    EXPECT_EQ(take(), writes{});
    EXPECT_TRUE(live.due(start + milliseconds(100)));
    live.show("3 items", start + milliseconds(100));
    EXPECT_EQ(take(), writes{"\r\033[K3 items"});
}

TEST_F(LiveLine, WithoutATerminalIsOneLineASecond) {
    live_line live(error, pipe_facts);
    live.show("{1}", start);
    live.show("{2}", start + milliseconds(949));
    live.show("{3}", start + milliseconds(950));
    live.message("a message");
    live.end("{4}");
    EXPECT_EQ(take(), (writes{"{1}\n", "{3}\n", "a message\n", "{4}\n"}));
}

TEST_F(LiveLine, MessagesAreAboveIt) {
    live_line live(error, rewritable_facts);
    live.message("before");
    live.show("1 item", start);
    live.message("row 12 was rejected\n");
    EXPECT_EQ(take(), (writes{"before\n", "\r\033[K1 item", "\r\033[Krow 12 was rejected\n1 item"}));
}

TEST_F(LiveLine, ClearedIsShownAgainAtOnce) {
    live_line live(error, rewritable_facts);
    live.clear();
    EXPECT_EQ(take(), writes{});
    live.show("1 item", start);
    live.clear();
    live.clear();
    live.show("2 items", start + milliseconds(1));
    EXPECT_EQ(take(), (writes{"\r\033[K1 item", "\r\033[K", "\r\033[K2 items"}));
}

TEST_F(LiveLine, EndsWithALastText) {
    {
        live_line live(error, rewritable_facts);
        live.show("1 item", start);
        live.end("2 items in 1 s");
        live.end("again");
        live.show("3 items", start + milliseconds(500));
        EXPECT_FALSE(live.due(start + milliseconds(500)));
    }
    EXPECT_EQ(take(), (writes{"\r\033[K1 item", "\r\033[K2 items in 1 s\n"}));
}

TEST_F(LiveLine, IsClearedAtItsEnd) {
    { live_line(error, rewritable_facts).show("1 item", start); }
    EXPECT_EQ(take(), (writes{"\r\033[K1 item", "\r\033[K"}));
    {
        live_line live(error, rewritable_facts);
        live.show("1 item", start);
        live.end("");
    }
    EXPECT_EQ(take(), (writes{"\r\033[K1 item", "\r\033[K"}));
}

}  // namespace
}  // namespace dynaco::program
