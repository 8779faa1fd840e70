#include "support/fault_server/tls/tls_server_context.hpp"

#include <boost/asio/buffer.hpp>

namespace dynaco::test {
namespace {

namespace asio = boost::asio;

void limit_protocol(SSL_CTX* context, int version) {
    SSL_CTX_set_min_proto_version(context, version);
    SSL_CTX_set_max_proto_version(context, version);
}

void choose_protocol(SSL_CTX* context, tls_protocol protocol) {
    switch (protocol) {
        case tls_protocol::any: return;
        case tls_protocol::only_1_1:
            // OpenSSL 3 signs TLS 1.1 handshakes (SHA-1) only at security level 0.
            SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0");
            return limit_protocol(context, TLS1_1_VERSION);
        case tls_protocol::only_1_2: return limit_protocol(context, TLS1_2_VERSION);
        case tls_protocol::only_1_3: return limit_protocol(context, TLS1_3_VERSION);
    }
}

}  // namespace

asio::ssl::context tls_server_context(const certificate_authority& authority, const tls_options& options) {
    const certificate leaf = authority.issue(options.certificate);
    asio::ssl::context context(asio::ssl::context::tls_server);
    context.use_certificate_chain(asio::buffer(leaf.certificate_pem));
    context.use_private_key(asio::buffer(leaf.key_pem), asio::ssl::context::pem);
    choose_protocol(context.native_handle(), options.protocol);
    return context;
}

}  // namespace dynaco::test
