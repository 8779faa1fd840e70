#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace bench {

enum class workload { get_item, put_item, query, batch_write, scan };

/// `http[s]://host:port[/path]`, taken apart.
struct endpoint {
    std::string url{};  ///< As it was given.
    bool tls = false;
    std::string host{};
    std::string port{};
    std::string path = "/";
};

/// What every client of this folder is told on its command line.
struct arguments {
    workload what = workload::get_item;
    endpoint where{};
    std::size_t concurrency = 1;
    std::size_t connections = 1;  ///< By default as many as `concurrency`, at most 64.
    std::size_t threads = 1;
    std::chrono::duration<double> seconds{1};
    std::chrono::duration<double> warm_up{0};
    std::optional<std::uint64_t> pages{};  ///< So many operations instead of `seconds`, without a warm-up.
    std::string ca{};                      ///< A PEM file of authorities to trust; empty: the system's.
    bool verify = false;                   ///< One operation, whose result is printed.
};

/// Ends the program with status 1 and the usage on stderr if they are wrong.
[[nodiscard]] arguments parse_arguments(int argc, char** argv);

/// Says `message` on stderr and ends the program with status 1, at once: what failed is never counted.
[[noreturn]] void fail(const std::string& message);

}  // namespace bench
