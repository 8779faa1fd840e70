#pragma once

#include <array>
#include <ostream>
#include <stdexcept>
#include <streambuf>
#include <string>

namespace dynaco::program {

/// A failure to write, because of a full disk or a closed pipe, for example.
class output_failed : public std::runtime_error {
 public:
    /// A failure with the number of the system's error (errno) while writing to `name`.
    output_failed(int code, const std::string& name);

    /// The number of the system's error: ENOSPC, EPIPE, …
    [[nodiscard]] int code() const noexcept { return code_; }
    /// Whether the reader has ended: `| head`.
    [[nodiscard]] bool closed_pipe() const noexcept;
    /// The exit status of the command: 141 for a closed pipe, the status of other Unix programs, which
    /// SIGPIPE ends; otherwise 1. A closed pipe is not reported: its reader ended on purpose, or reports the
    /// reason itself.
    [[nodiscard]] int exit_status() const noexcept;

 private:
    int code_;
};

/// Writes bytes to a descriptor through a buffer of 64 KiB. The buffer of `checked_output`.
class descriptor_buffer : public std::streambuf {
 public:
    /// Writes to `descriptor`, which is not closed. `name` is for messages: "standard output".
    descriptor_buffer(int descriptor, std::string name);
    /// Drops bytes that were not flushed.
    ~descriptor_buffer() override;
    descriptor_buffer(const descriptor_buffer&) = delete;
    descriptor_buffer& operator=(const descriptor_buffer&) = delete;

 protected:
    /// Writes the buffer and keeps the byte. @throws output_failed
    int_type overflow(int_type next) override;
    /// Writes the buffer. @throws output_failed
    int sync() override;

 private:
    void write_out();

    int descriptor_;
    std::string name_;
    std::array<char, 65536> bytes_;
};

/// A stream to standard output that reports every failure: any `<<`, `write` or `flush` throws
/// `output_failed`. After a failure nothing more is written.
///
///     prepare_process();
///     checked_output out(STDOUT_FILENO, "standard output");
///     try { …; out.flush(); }                       // the destructor does not flush
///     catch (const output_failed& why) {
///         if (!why.closed_pipe()) std::cerr << "dynaco scan: " << why.what() << '\n';
///         return why.exit_status();
///     }
class checked_output : public std::ostream {
 public:
    /// Writes to `descriptor`, which is not closed. `name` is for messages.
    checked_output(int descriptor, std::string name);
    checked_output(const checked_output&) = delete;
    checked_output& operator=(const checked_output&) = delete;

 private:
    descriptor_buffer buffer_;
};

}  // namespace dynaco::program
