#include "transport/resolver.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace dynaco::transport {

namespace asio = boost::asio;
using asio::ip::tcp;
using endpoints = std::vector<tcp::endpoint>;

awaitable<result<endpoints>> system_resolver::resolve(const std::string& host, std::uint16_t port) {
    tcp::resolver names(co_await asio::this_coro::executor);
    boost::system::error_code ec;
    const auto results =
        co_await names.async_resolve(host, std::to_string(port), tcp::resolver::numeric_service,
                                     asio::redirect_error(asio::use_awaitable, ec));
    if (ec) co_return failure(errc::resolve_failed, {.detail = ec.message()});
    endpoints found;
    for (const auto& each : results) found.push_back(each.endpoint());
    co_return found;
}

}  // namespace dynaco::transport
