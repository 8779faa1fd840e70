#include "program/terminal/terminal_facts.hpp"

#include <charconv>
#include <cstdlib>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dynaco::program {
namespace {

constexpr std::size_t usual_width = 80;

std::size_t width_in(const environment& variables) {
    const auto text = variables("COLUMNS");
    std::size_t width = 0;
    if (!text) return 0;
    const auto [end, code] = std::from_chars(text->data(), text->data() + text->size(), width);
    return code == std::errc{} && end == text->data() + text->size() ? width : 0;
}

bool is_dumb(const environment& variables) {
    const auto term = variables("TERM");
    return !term || term->empty() || *term == "dumb";
}

bool wants_colours(bool terminal, const environment& variables) {
    if (const auto no = variables("NO_COLOR"); no && !no->empty()) return false;
    if (const auto force = variables("CLICOLOR_FORCE"); force && !force->empty() && *force != "0")
        return true;
    if (const auto some = variables("CLICOLOR"); some && *some == "0") return false;
    return terminal && !is_dumb(variables);
}

stream_probe probe(int descriptor) {
    stream_probe found{.terminal = ::isatty(descriptor) == 1};
    winsize size{};
    if (found.terminal && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0) found.width = size.ws_col;
    return found;
}

bool are_joined(int one, int other) {
    struct stat first {};
    struct stat second {};
    return ::fstat(one, &first) == 0 && ::fstat(other, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

std::optional<std::string> variable_of_process(const char* name) {
    const char* const text = std::getenv(name);
    return text ? std::optional<std::string>(text) : std::nullopt;
}

}  // namespace

stream_facts decide_facts(stream_probe found, const environment& variables) {
    stream_facts facts{.terminal = found.terminal,
                       .width = width_in(variables),
                       .colours = wants_colours(found.terminal, variables),
                       .rewritable = found.terminal && !is_dumb(variables)};
    if (facts.width == 0 && found.terminal) facts.width = found.width > 0 ? found.width : usual_width;
    return facts;
}

stream_facts read_stream(int descriptor) { return decide_facts(probe(descriptor), variable_of_process); }

terminal_facts read_terminal() {
    return {.output = read_stream(STDOUT_FILENO),
            .error = read_stream(STDERR_FILENO),
            .input_terminal = ::isatty(STDIN_FILENO) == 1,
            .joined = are_joined(STDOUT_FILENO, STDERR_FILENO)};
}

}  // namespace dynaco::program
