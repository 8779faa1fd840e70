#pragma once

#include <dynaco/errors.hpp>

#include <optional>
#include <string>
#include <sys/types.h>
#include <utility>

namespace dynaco::identity {

/// A file descriptor that is closed by its destructor.
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

/// A program that leads a process group. The destructor kills it with its group if it has not ended.
class owned_process {
 public:
    explicit owned_process(pid_t leader) noexcept : leader_(leader) {}
    owned_process(owned_process&& other) noexcept : leader_(std::exchange(other.leader_, 0)) {}
    owned_process& operator=(owned_process&&) = delete;
    ~owned_process();

    /// Kills the program and all processes in its group. Does not wait.
    void kill() const noexcept;
    /// The exit status of the program if it has ended, or 128 + the number of the signal that ended it;
    /// nothing while it runs. Does not block.
    [[nodiscard]] std::optional<int> reap() noexcept;
    /// A descriptor that becomes readable when the program ends; closed if the kernel does not support this
    /// (before Linux 5.3).
    [[nodiscard]] owned_descriptor end_notice() const noexcept;

 private:
    pid_t leader_;  // 0: the program has ended, and the system may reuse its number
};

/// A started program with the pipes that its output is read from.
struct started_program {
    owned_process process;
    owned_descriptor output;
    owned_descriptor errors;
};

/// Starts `sh -c command` in its own session, without a terminal: a program that asks the user something
/// fails instead of waiting. Its standard input is empty, and it inherits no other descriptors of this
/// process.
///
/// Fails with errc::credentials_failed: the program could not be started.
[[nodiscard]] result<started_program> start_shell(const std::string& command);

}  // namespace dynaco::identity
