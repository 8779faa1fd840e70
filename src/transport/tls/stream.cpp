#include "transport/tls/stream.hpp"

#include "transport/tls/session_cache.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cerrno>
#include <sys/socket.h>

namespace dynaco::transport {

namespace asio = boost::asio;
namespace ssl = asio::ssl;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

// Sets the host name for SNI and for the check of the certificate. An address is only checked (RFC 6066 §3).
// The subject's common name does not count (RFC 9525 §2). @returns whether OpenSSL will check it
bool expect_host(SSL* handle, const std::string& host) {
    SSL_set_hostflags(handle, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
    error_code no_address;
    (void)asio::ip::make_address(host, no_address);
    if (!no_address) return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(handle), host.c_str()) == 1;
    // Does the same as the macro SSL_set_tlsext_host_name, without its old-style cast.
    const long named = SSL_ctrl(handle, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                                const_cast<char*>(host.c_str()));
    return named == 1 && !host.empty() && SSL_set1_host(handle, host.c_str()) == 1;
}

failure handshake_failure(SSL* handle, const error_code& ec) {
    const long verdict = SSL_get_verify_result(handle);
    if (verdict != X509_V_OK)
        return {errc::certificate_rejected, {.detail = X509_verify_cert_error_string(verdict)}};
    return {errc::tls_failed, {.detail = ec.message()}};
}

}  // namespace

awaitable<result<tls_stream>> shake_hands(tcp::socket socket, const origin& to, ssl::context& context) {
    tls_stream stream(std::move(socket), context);
    SSL* const handle = stream.native_handle();
    if (!expect_host(handle, to.host))
        co_return failure(errc::tls_failed, {.detail = "the host name \"" + to.host +
                                                       "\" cannot be checked against a certificate"});
    resume_session(handle, to);
    error_code ec;
    co_await stream.async_handshake(ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, ec));
    if (!ec) co_return stream;
    forget_sessions(handle);
    co_return handshake_failure(handle, ec);
}

bool is_resumed(tls_stream& stream) noexcept { return SSL_session_reused(stream.native_handle()) == 1; }

bool is_handshake_refusal(const error_code& ec) noexcept {
    if (ec.category() != asio::error::get_ssl_category()) return false;
    const int reason = ERR_GET_REASON(static_cast<unsigned long>(ec.value()));
    switch (reason - SSL_AD_REASON_OFFSET) {
        case SSL_AD_HANDSHAKE_FAILURE:
        case SSL_AD_BAD_CERTIFICATE:
        case SSL_AD_UNSUPPORTED_CERTIFICATE:
        case SSL_AD_CERTIFICATE_REVOKED:
        case SSL_AD_CERTIFICATE_EXPIRED:
        case SSL_AD_CERTIFICATE_UNKNOWN:
        case SSL_AD_UNKNOWN_CA:
        case SSL_AD_ACCESS_DENIED:
        case SSL_AD_DECRYPT_ERROR:
        case SSL_AD_CERTIFICATE_REQUIRED: return true;
        default: return false;
    }
}

void cleanse_what_is_read([[maybe_unused]] tls_stream& stream) noexcept {
#ifdef SSL_OP_CLEANSE_PLAINTEXT
    SSL_set_options(stream.native_handle(), SSL_OP_CLEANSE_PLAINTEXT);
#endif
}

bool is_quiet(tcp::socket& socket) noexcept {
    char byte = 0;
    const auto got = ::recv(socket.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

bool is_quiet(tls_stream& stream) noexcept {
    char byte = 0;
    error_code ec;
    if (!stream.next_layer().non_blocking()) stream.next_layer().non_blocking(true, ec);
    if (!ec) (void)stream.read_some(asio::buffer(&byte, 1), ec);
    return ec == asio::error::would_block;
}

void say_goodbye(tls_stream& stream) noexcept {
    error_code ignored;
    stream.next_layer().non_blocking(true, ignored);
    // Pretends that the peer's close_notify was received, so that OpenSSL sends ours without waiting for it.
    SSL* const handle = stream.native_handle();
    SSL_set_shutdown(handle, SSL_get_shutdown(handle) | SSL_RECEIVED_SHUTDOWN);
    stream.shutdown(ignored);
}

}  // namespace dynaco::transport
