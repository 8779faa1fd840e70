#include "program/terminal/process_limits.hpp"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace dynaco::program {
namespace {

// `open` returns the lowest number that is free, which is this one: the lower ones are open already.
void replace_if_closed(int number, int wrong_way) noexcept {
    if (::fcntl(number, F_GETFD) != -1 || errno != EBADF) return;
    [[maybe_unused]] const int opened = ::open("/dev/null", wrong_way);
}

}  // namespace

void prepare_process() noexcept {
    replace_if_closed(STDIN_FILENO, O_WRONLY);
    replace_if_closed(STDOUT_FILENO, O_RDONLY);
    replace_if_closed(STDERR_FILENO, O_RDONLY);
    const rlimit no_core{};
    ::setrlimit(RLIMIT_CORE, &no_core);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace dynaco::program
