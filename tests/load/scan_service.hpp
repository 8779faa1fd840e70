#pragma once

#include "support/fault_server/fault_server.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace dynaco::test {

/// A table in memory for tests of exports, behind a `fault_server`. Its key is `id` (S); index `by-group` has
/// the hash key `group` (S). It knows DescribeTable and Scan with segments, pages and start keys, but without
/// expressions. Item `i` has the id "i". Thread-safe.
class scan_service {
 public:
    /// A Scan request.
    struct scan {
        std::uint32_t segment = 0;
        std::uint32_t segments = 0;
        std::uint32_t limit = 0;
        std::string start_id{};
        std::string body{};
    };
    /// Returns the response to the request with this number, from 0, or nothing for the usual one.
    using decide = std::function<std::optional<reply>(std::size_t number, const scan& request)>;

    /// A table of `items` items. A page has at most `page_size` items.
    scan_service(int items, std::size_t page_size, decide how = {});

    [[nodiscard]] std::string url() const { return server_.url(); }
    [[nodiscard]] fault_server& server() noexcept { return server_; }
    [[nodiscard]] std::vector<scan> scans() const;
    /// The usual response to a request. Thread-safe.
    [[nodiscard]] reply usual(const scan& request) const { return reply{page(request)}; }
    /// The JSON of an item.
    [[nodiscard]] static std::string item(int number);

 private:
    reply serve(const received_request& request);
    [[nodiscard]] std::string page(const scan& request) const;

    int items_;
    std::size_t page_size_;
    decide decide_;
    mutable std::mutex mutex_;
    std::vector<scan> scans_{};
    fault_server server_{};
};

}  // namespace dynaco::test
