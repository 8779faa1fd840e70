#pragma once

#include <dynaco/errors.hpp>

#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>

namespace dynaco::identity {

/// A file descriptor that is closed when it dies.
class owned_descriptor {
 public:
    owned_descriptor() noexcept = default;
    explicit owned_descriptor(int descriptor) noexcept : descriptor_(descriptor) {}
    owned_descriptor(owned_descriptor&& other) noexcept : descriptor_(other.release()) {}
    owned_descriptor& operator=(owned_descriptor&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~owned_descriptor();

    [[nodiscard]] int get() const noexcept { return descriptor_; }
    [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
    [[nodiscard]] int release() noexcept { return std::exchange(descriptor_, -1); }

 private:
    int descriptor_ = -1;
};

/// A program that leads a process group. One that has not ended when this dies is killed with its group.
class owned_process {
 public:
    explicit owned_process(pid_t leader) noexcept : leader_(leader) {}
    owned_process(owned_process&& other) noexcept : leader_(std::exchange(other.leader_, 0)) {}
    owned_process& operator=(owned_process&&) = delete;
    ~owned_process();

    /// Kills the program and whatever it started that is in its group. Does not wait.
    void kill() const noexcept;
    /// What it left behind, if it has ended: its exit status, or 128 + the signal's number. Does not block.
    [[nodiscard]] std::optional<int> reap() noexcept;
    /// A descriptor that becomes readable when it ends; closed where the kernel has none (before Linux 5.3).
    [[nodiscard]] owned_descriptor end_notice() const noexcept;

 private:
    pid_t leader_;  // 0: it has ended, and its number may be another's
};

/// A program that was started, and where to read what it writes.
struct started_program {
    owned_process process;
    owned_descriptor output;
    owned_descriptor errors;
};

/// Starts `sh -c command` in a session of its own: without a terminal, so that a program that wants to ask
/// something fails and does not wait. It has an empty standard input and none of our other descriptors. Fails
/// with errc::credentials_failed.
[[nodiscard]] result<started_program> start_shell(const std::string& command);

}  // namespace dynaco::identity
