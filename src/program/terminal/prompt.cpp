#include "program/terminal/prompt.hpp"

#include <cerrno>
#include <fcntl.h>
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
        const auto count = ::read(input, &next, 1);
        if (count < 0 && errno == EINTR) return {.outcome = prompt_outcome::interrupted};
        if (count < 0 || (count == 0 && line.empty())) return {.outcome = prompt_outcome::ended};
        if (count == 0 || next == '\n') return {prompt_outcome::answered, without_blanks(line)};
        line += next;
    }
    return {.outcome = prompt_outcome::ended};
}

}  // namespace dynaco::program
