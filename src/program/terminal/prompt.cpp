#include "program/terminal/prompt.hpp"

#include "program/terminal/interrupts.hpp"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace dynaco::program {
namespace {

constexpr std::size_t longest_answer = std::size_t{64} << 10;

class opened_terminal {
 public:
    opened_terminal() noexcept : number_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {}
    ~opened_terminal() {
        if (number_ >= 0) ::close(number_);
    }
    opened_terminal(const opened_terminal&) = delete;
    opened_terminal& operator=(const opened_terminal&) = delete;

    [[nodiscard]] int number() const noexcept { return number_; }

 private:
    int number_;
};

bool write_all(int output, std::string_view text) noexcept {
    while (!text.empty()) {
        const auto count = ::write(output, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

// Waits for input. False: a signal arrived. A signal can arrive just before a blocking call, which would miss
// it, so it is looked for several times a second.
bool wait_for_input(int input) noexcept {
    constexpr int interval_ms = 50;
    while (input >= 0) {
        if (pending_interrupt() != 0) return false;
        pollfd waiting{.fd = input, .events = POLLIN, .revents = 0};
        const int ready = ::poll(&waiting, 1, interval_ms);
        if (ready < 0 && errno == EINTR) return false;
        if (ready != 0) return true;  // an error is reported by the read that follows
    }
    return true;
}

std::string without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == text.npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

}  // namespace

prompt_answer ask_person(std::string_view question, const terminal_facts& terminal) {
    if (!terminal.error.terminal) return {};
    if (terminal.input_terminal) return ask_on(STDIN_FILENO, STDERR_FILENO, question);
    const opened_terminal both;
    return both.number() < 0 ? prompt_answer{} : ask_on(both.number(), both.number(), question);
}

prompt_answer ask_on(int input, int output, std::string_view question) {
    if (!write_all(output, question)) return {.outcome = prompt_outcome::ended};
    std::string line;
    while (line.size() <= longest_answer) {
        char next = 0;
        const bool undisturbed = wait_for_input(input);
        const auto count = undisturbed ? ::read(input, &next, 1) : -1;
        if (!undisturbed || (count < 0 && errno == EINTR)) return {.outcome = prompt_outcome::interrupted};
        if (count < 0 || (count == 0 && line.empty())) return {.outcome = prompt_outcome::ended};
        if (count == 0 || next == '\n') return {prompt_outcome::answered, without_blanks(line)};
        line += next;
    }
    return {.outcome = prompt_outcome::ended};
}

}  // namespace dynaco::program
