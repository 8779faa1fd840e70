#include "program/terminal/checked_output.hpp"

#include "program/terminal/process_limits.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <thread>
#include <unistd.h>

namespace dynaco::program::checked_output_test {
namespace {

class CheckedOutput : public testing::Test {
 protected:
    CheckedOutput() {
        prepare_process();
        EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
    }
    ~CheckedOutput() override {
        end_reading();
        ::close(ends[1]);
    }
    void end_reading() {
        if (ends[0] >= 0) ::close(ends[0]);
        ends[0] = -1;
    }
    std::string read(std::size_t most) const {
        std::string text(most, '\0');
        const auto count = ::read(ends[0], text.data(), most);
        text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        return text;
    }

    std::array<int, 2> ends{};
};

TEST_F(CheckedOutput, WritesWhenItIsFlushed) {
    checked_output out(ends[1], "standard output");
    out << "item " << 12 << '\n';
    ASSERT_EQ(::fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    EXPECT_EQ(read(100), "");
    out.flush();
    EXPECT_EQ(read(100), "item 12\n");
}

TEST_F(CheckedOutput, WritesMoreThanItsBuffer) {
    const std::string text(200'000, 'x');
    std::string found;
    std::thread reader([&] {
        while (found.size() < text.size() + 1) {
            const std::string part = read(65536);
            if (part.empty()) break;
            found += part;
        }
    });
    checked_output out(ends[1], "standard output");
    out << text << 'y';
    out.flush();
    reader.join();
    EXPECT_EQ(found, text + 'y');
}

TEST_F(CheckedOutput, WaitsForAPipeThatDoesNotBlock) {
    ASSERT_EQ(::fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
    const std::string text(300'000, 'x');
    std::size_t found = 0;
    std::thread reader([&] {
        while (found < text.size()) {
            const std::string part = read(65536);
            if (part.empty()) break;
            found += part.size();
        }
    });
    checked_output out(ends[1], "standard output");
    out << text;
    out.flush();
    reader.join();
    EXPECT_EQ(found, text.size());
}

TEST_F(CheckedOutput, AClosedPipeIsAQuietEnd) {
    end_reading();
    checked_output out(ends[1], "standard output");
    out << "lost";
    try {
        out.flush();
        FAIL() << "not reported";
    } catch (const output_failed& why) {
        EXPECT_EQ(why.code(), EPIPE);
        EXPECT_TRUE(why.closed_pipe());
        EXPECT_EQ(why.exit_status(), 141);
    }
}

TEST_F(CheckedOutput, AFullDiskIsAFailure) {
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    if (full < 0) GTEST_SKIP() << "the system has no /dev/full";
    checked_output out(full, "standard output");
    try {
        out << std::string(100'000, 'x');
        FAIL() << "not reported";
    } catch (const output_failed& why) {
        EXPECT_EQ(why.code(), ENOSPC);
        EXPECT_FALSE(why.closed_pipe());
        EXPECT_EQ(why.exit_status(), 1);
        EXPECT_STREQ(why.what(), "standard output cannot be written: the disk is full");
    }
    ::close(full);
}

TEST_F(CheckedOutput, AClosedDescriptorIsAFailure) {
    checked_output out(-1, "standard output");
    EXPECT_THROW(out << "lost" << std::flush, output_failed);
    out.clear();
    EXPECT_NO_THROW(out.flush());  // bytes that failed are not written later
}

}  // namespace
}  // namespace dynaco::program::checked_output_test
