#include "program/terminal/prompt.hpp"

#include "program/terminal/interrupts.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>

namespace dynaco::program::prompt_test {
namespace {

struct pipe_ends {
    int read_end = -1;
    int write_end = -1;

    pipe_ends() {
        std::array<int, 2> ends{};
        EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
        read_end = ends[0];
        write_end = ends[1];
    }
    ~pipe_ends() {
        ::close(read_end);
        end_writing();
    }
    pipe_ends(const pipe_ends&) = delete;
    pipe_ends& operator=(const pipe_ends&) = delete;

    void end_writing() {
        if (write_end >= 0) ::close(write_end);
        write_end = -1;
    }
    void write(std::string_view text) const {
        EXPECT_EQ(::write(write_end, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }
    [[nodiscard]] std::string read() const {
        std::array<char, 256> bytes{};
        const auto count = ::read(read_end, bytes.data(), bytes.size());
        return {bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
    }
};

class Prompt : public testing::Test {
 protected:
    prompt_answer ask(std::string_view written) {
        in.write(written);
        in.end_writing();
        return ask_on(in.read_end, out.write_end, "name of the table: ");
    }

    pipe_ends in;
    pipe_ends out;
};

TEST_F(Prompt, ReadsOneLine) {
    const prompt_answer answer = ask("  orders \r\nnext");
    EXPECT_EQ(answer.outcome, prompt_outcome::answered);
    EXPECT_EQ(answer.text, "orders");
    EXPECT_TRUE(answer.is("orders"));
    EXPECT_FALSE(answer.is("order"));
    EXPECT_EQ(out.read(), "name of the table: ");
    EXPECT_EQ(in.read(), "next");
}

TEST_F(Prompt, AnEmptyLineIsAnAnswer) {
    const prompt_answer answer = ask("\n");
    EXPECT_EQ(answer.outcome, prompt_outcome::answered);
    EXPECT_EQ(answer.text, "");
}

TEST_F(Prompt, TheLastLineNeedsNoEnd) { EXPECT_TRUE(ask("orders").is("orders")); }

TEST_F(Prompt, TheEndOfTheInputIsNotAnAnswer) {
    const prompt_answer answer = ask("");
    EXPECT_EQ(answer.outcome, prompt_outcome::ended);
    EXPECT_FALSE(answer.is(""));
}

TEST_F(Prompt, AFailureIsNotAnAnswer) {
    EXPECT_EQ(ask_on(-1, out.write_end, "?").outcome, prompt_outcome::ended);
    in.write("yes\n");
    EXPECT_EQ(ask_on(in.read_end, -1, "?").outcome, prompt_outcome::ended);
}

TEST_F(Prompt, ASignalInterruptsIt) {
    boost::asio::io_context io;
    const interrupts ctrl_c(
        io.get_executor(), [](int) {}, [](const std::string&) {});
    const pthread_t asking = ::pthread_self();
    std::atomic<bool> asked{false};
    std::thread person([&] {
        while (!asked) {  // a signal before the read is not seen by it
            ::pthread_kill(asking, SIGINT);
            std::this_thread::yield();
        }
    });
    EXPECT_EQ(ask_on(in.read_end, out.write_end, "?").outcome, prompt_outcome::interrupted);
    asked = true;
    person.join();
}

TEST_F(Prompt, ASignalBeforeTheQuestionInterruptsIt) {
    boost::asio::io_context io;
    const interrupts ctrl_c(
        io.get_executor(), [](int) {}, [](const std::string&) {});
    ASSERT_EQ(std::raise(SIGINT), 0);
    while (pending_interrupt() == 0) std::this_thread::yield();
    in.write("yes\n");
    EXPECT_EQ(ask_on(in.read_end, out.write_end, "?").outcome, prompt_outcome::interrupted);
}

TEST(PromptWithoutTerminal, NobodyIsAsked) {
    EXPECT_EQ(ask_person("?", {}).outcome, prompt_outcome::no_terminal);
    EXPECT_EQ(ask_person("?", {.output = {.terminal = true}, .input_terminal = true}).outcome,
              prompt_outcome::no_terminal);
    EXPECT_FALSE(prompt_answer{}.is(""));
}

}  // namespace
}  // namespace dynaco::program::prompt_test
