#include "identity/machine/process.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace dynaco::identity {
namespace {

failure not_started(int error) {
    return {errc::credentials_failed,
            {.detail = "the program could not be started: " + std::generic_category().message(error)}};
}

struct pipe_ends {
    owned_descriptor read;
    owned_descriptor write;
};

// Replaces a descriptor that is one of the three standard ones, which happens if this process has closed
// them. In the child it would be overwritten before it is used.
owned_descriptor lifted(int descriptor) {
    owned_descriptor low(descriptor);
    if (descriptor > STDERR_FILENO) return low;
    return owned_descriptor(::fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
}

std::optional<pipe_ends> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
    pipe_ends made{lifted(ends[0]), lifted(ends[1])};
    if (!made.read.is_open() || !made.write.is_open()) return std::nullopt;
    return made;
}

/// What posix_spawn does in addition to starting the program. Keeps the first error.
class spawn_plan {
 public:
    spawn_plan() {
        note(::posix_spawn_file_actions_init(&actions_));
        note(::posix_spawnattr_init(&attributes_));
    }
    spawn_plan(const spawn_plan&) = delete;
    spawn_plan& operator=(const spawn_plan&) = delete;
    ~spawn_plan() {
        ::posix_spawnattr_destroy(&attributes_);
        ::posix_spawn_file_actions_destroy(&actions_);
    }

    void redirect(int output, int errors) {
        note(::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0));
        note(::posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO));
        note(::posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO));
#ifdef __GLIBC_PREREQ  // not with musl
#if __GLIBC_PREREQ(2, 34)
        // exec does not close Asio's sockets.
        note(::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1));
#endif
#endif
    }
    // Resets the signal settings of this process to the defaults for the program.
    void detach() {
        sigset_t none;
        sigset_t usual;
        ::sigemptyset(&none);
        ::sigemptyset(&usual);
        ::sigaddset(&usual, SIGPIPE);
        ::sigaddset(&usual, SIGCHLD);
        note(::posix_spawnattr_setsigmask(&attributes_, &none));
        note(::posix_spawnattr_setsigdefault(&attributes_, &usual));
        note(::posix_spawnattr_setflags(&attributes_,
                                        POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID));
    }
    // The ID of the new process; if `error` is not 0, none was started.
    [[nodiscard]] pid_t start(const std::string& command) {
        std::string shell = "sh";
        std::string option = "-c";
        std::string text = command;
        char* const arguments[] = {shell.data(), option.data(), text.data(), nullptr};
        pid_t started = 0;
        if (error_ == 0)
            note(::posix_spawn(&started, "/bin/sh", &actions_, &attributes_, arguments, environ));
        return started;
    }
    [[nodiscard]] int error() const noexcept { return error_; }

 private:
    void note(int error) noexcept {
        if (error_ == 0) error_ = error;
    }

    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
    int error_ = 0;
};

}  // namespace

owned_descriptor::~owned_descriptor() {
    if (is_open()) ::close(descriptor_);
}

// The wait is needed only if the executor was destroyed while the program runs. A killed program ends at once
// unless it hangs in the kernel.
owned_process::~owned_process() {
    constexpr int patience = 1000;
    if (leader_ == 0) return;
    kill();
    for (int i = 0; i < patience && !reap(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

void owned_process::kill() const noexcept {
    // The process group may not exist yet: an emulator returns from posix_spawn before the program is
    // started.
    if (leader_ != 0 && ::kill(-leader_, SIGKILL) != 0) ::kill(leader_, SIGKILL);
}

std::optional<int> owned_process::reap() noexcept {
    if (leader_ == 0) return std::nullopt;
    int status = 0;
    const pid_t ended = ::waitpid(leader_, &status, WNOHANG);
    if (ended == 0 || (ended < 0 && errno == EINTR)) return std::nullopt;
    leader_ = 0;
    // This process ignores SIGCHLD or reaps all children elsewhere: only the output shows whether the program
    // succeeded.
    if (ended < 0) return 0;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

owned_descriptor owned_process::end_notice() const noexcept {
#ifdef SYS_pidfd_open
    if (leader_ != 0) return owned_descriptor(static_cast<int>(::syscall(SYS_pidfd_open, leader_, 0)));
#endif
    return {};
}

result<started_program> start_shell(const std::string& command) {
    auto output = make_pipe();
    if (!output) return not_started(errno);
    auto errors = make_pipe();
    if (!errors) return not_started(errno);
    spawn_plan plan;
    plan.redirect(output->write.get(), errors->write.get());
    plan.detach();
    const pid_t started = plan.start(command);
    if (plan.error() != 0) return not_started(plan.error());
    return started_program{owned_process(started), std::move(output->read), std::move(errors->read)};
}

}  // namespace dynaco::identity
