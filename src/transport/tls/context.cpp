#include "transport/tls/context.hpp"

#include "transport/tls/certificates.hpp"
#include "transport/tls/session_cache.hpp"

#include <openssl/ssl.h>

namespace dynaco::transport {

namespace ssl = boost::asio::ssl;

namespace {

struct context_and_authorities {
    ssl::context context{ssl::context::tls_client};
    certificate_store authorities{};  // shared with other contexts while this one exists
};

}  // namespace

result<std::shared_ptr<ssl::context>> make_tls_context(const std::string& ca_file, bool verify) {
    const auto kept = std::make_shared<context_and_authorities>();
    const std::shared_ptr<ssl::context> context(kept, &kept->context);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_mode(context->native_handle(),
                     SSL_MODE_RELEASE_BUFFERS);  // idle connections need no record buffers
    attach_session_cache(context->native_handle());
    context->set_verify_mode(verify ? ssl::verify_peer : ssl::verify_none);
    if (!verify) return context;
    const auto authorities = authorities_of(ca_file);
    if (!authorities) return authorities.error();
    kept->authorities = *authorities;
    SSL_CTX_set1_cert_store(context->native_handle(), authorities->get());
    return context;
}

}  // namespace dynaco::transport
