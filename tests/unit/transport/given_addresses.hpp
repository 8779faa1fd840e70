#pragma once

#include "support/hold_point.hpp"
#include "transport/connect/resolver.hpp"

#include <deque>
#include <exception>
#include <string>
#include <vector>

namespace dynaco::test {

using endpoint_list = std::vector<boost::asio::ip::tcp::endpoint>;

inline boost::asio::ip::tcp::endpoint loopback(std::uint16_t port) {
    return {boost::asio::ip::address_v4::loopback(), port};
}

/// A resolver that returns the given lists: each list once, the last one always.
class given_addresses final : public dynaco::transport::resolver {
 public:
    explicit given_addresses(std::deque<endpoint_list> lists) : lists_(std::move(lists)) {}

    dynaco::transport::awaitable<result<endpoint_list>> resolve(const std::string& host,
                                                                std::uint16_t port) override {
        asked.push_back(host + ':' + std::to_string(port));
        // Ignores cancellation, like getaddrinfo.
        co_await held.pass(hold_point::cancellation::is_ignored);
        if (throws) std::rethrow_exception(throws);
        endpoint_list addresses = lists_.front();
        if (lists_.size() > 1) lists_.pop_front();
        co_return addresses;
    }

    std::vector<std::string> asked{};
    hold_point held{};            ///< Lookups wait here.
    std::exception_ptr throws{};  ///< If set, lookups throw it.

 private:
    std::deque<endpoint_list> lists_;
};

}  // namespace dynaco::test
