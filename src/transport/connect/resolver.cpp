#include "transport/connect/resolver.hpp"

#include "transport/connect/lookups.hpp"

namespace dynaco::transport {

using boost::asio::ip::tcp;
using endpoints = std::vector<tcp::endpoint>;

awaitable<result<endpoints>> system_resolver::resolve(const std::string& host, std::uint16_t port) {
    const auto names = lookups::of_process();
    const result<address_list> known = co_await names->find(host);
    if (!known) co_return known.error();
    endpoints found;
    for (const auto& each : *known) found.emplace_back(each, port);
    co_return found;
}

}  // namespace dynaco::transport
