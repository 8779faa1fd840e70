#include "transport/open_connection.hpp"

#include "transport/http_connection.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <vector>

namespace dynaco::transport {
namespace {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;
using tls_stream = ssl::stream<tcp::socket>;
using endpoints = std::vector<tcp::endpoint>;

bool is_address(const std::string& host) {
    error_code ec;
    (void)asio::ip::make_address(host, ec);
    return !ec;
}

awaitable<endpoints> resolve(const origin& to, error_code& ec) {
    endpoints found;
    if (const auto address = asio::ip::make_address(to.host, ec); !ec) {  // no resolver thread for a literal
        found.emplace_back(address, to.port);
        co_return found;
    }
    ec = {};
    tcp::resolver resolver(co_await asio::this_coro::executor);
    const auto results = co_await resolver.async_resolve(to.host, std::to_string(to.port),
                                                         asio::redirect_error(asio::use_awaitable, ec));
    for (const auto& each : results) found.push_back(each.endpoint());
    co_return found;
}

// The name goes into SNI and is compared with the certificate; an address is only compared (RFC 6066 §3).
void expect_host(tls_stream& stream, const std::string& host) {
    SSL* const handle = stream.native_handle();
    if (is_address(host)) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(handle), host.c_str());
    } else {
        // What the macro SSL_set_tlsext_host_name does, without its old-style cast.
        SSL_ctrl(handle, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                 const_cast<char*>(host.c_str()));
        SSL_set1_host(handle, host.c_str());
    }
}

failure handshake_failure(tls_stream& stream, const error_code& ec) {
    const long verdict = SSL_get_verify_result(stream.native_handle());
    if (verdict != X509_V_OK)
        return {errc::certificate_rejected, {.detail = X509_verify_cert_error_string(verdict)}};
    return {errc::tls_failed, {.detail = ec.message()}};
}

awaitable<result<std::unique_ptr<connection>>> secure(tcp::socket socket, const origin& to,
                                                      const connection_setup& setup) {
    tls_stream stream(std::move(socket), *setup.tls);
    expect_host(stream, to.host);
    error_code ec;
    co_await stream.async_handshake(ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, ec));
    if (ec) co_return handshake_failure(stream, ec);
    co_return std::make_unique<http_connection<tls_stream>>(std::move(stream), setup.dog, setup.max_body);
}

}  // namespace

awaitable<result<std::unique_ptr<connection>>> open_connection(const origin& to,
                                                               const connection_setup& setup) {
    error_code ec;
    const endpoints addresses = co_await resolve(to, ec);
    if (ec) co_return failure(errc::resolve_failed, {.detail = to.host + ": " + ec.message()});
    tcp::socket socket(co_await asio::this_coro::executor);
    co_await asio::async_connect(socket, addresses, asio::redirect_error(asio::use_awaitable, ec));
    if (ec) co_return failure(errc::connect_failed, {.detail = ec.message()});
    socket.set_option(tcp::no_delay(true), ec);
    socket.set_option(asio::socket_base::keep_alive(true), ec);
    if (!to.tls)
        co_return std::make_unique<http_connection<tcp::socket>>(std::move(socket), setup.dog,
                                                                 setup.max_body);
    auto secured = co_await secure(std::move(socket), to, setup);
    co_return secured;
}

}  // namespace dynaco::transport
