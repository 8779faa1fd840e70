#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace bench {

enum class workload { get_item, put_item, query, batch_write, scan };

/// The parts of `http[s]://host:port[/path]`.
struct endpoint {
    std::string url{};  ///< The whole URL.
    bool tls = false;
    std::string host{};
    std::string port{};
    std::string path = "/";
};

/// The command line of every client in this folder.
struct arguments {
    workload what = workload::get_item;
    endpoint where{};
    std::size_t concurrency = 1;
    std::size_t connections = 1;  ///< By default `concurrency`, at most 64.
    std::size_t threads = 1;
    std::chrono::duration<double> seconds{1};
    std::chrono::duration<double> warm_up{0};
    std::optional<std::uint64_t> pages{};  ///< Replaces `seconds`: the number of operations; no warm-up.
    std::string ca{};                      ///< A PEM file of authorities to trust; empty: the system's.
    bool verify = false;                   ///< Runs one operation and prints its result.
};

/// Parses the command line. If it is wrong, prints the usage to stderr and ends the program with status 1.
[[nodiscard]] arguments parse_arguments(int argc, char** argv);

/// Prints `message` to stderr and ends the program immediately with status 1.
[[noreturn]] void fail(const std::string& message);

}  // namespace bench
