#include "transport/tls_context.hpp"

#include "transport/tls_session_cache.hpp"

#include <openssl/ssl.h>

namespace dynaco::transport {

namespace ssl = boost::asio::ssl;

result<std::shared_ptr<ssl::context>> make_tls_context(const std::string& ca_file, bool verify) {
    auto context = std::make_shared<ssl::context>(ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_mode(context->native_handle(),
                     SSL_MODE_RELEASE_BUFFERS);  // idle connections need no record buffers
    attach_session_cache(context->native_handle());
    context->set_verify_mode(verify ? ssl::verify_peer : ssl::verify_none);
    if (!verify) return context;
    boost::system::error_code ec;
    if (ca_file.empty())
        context->set_default_verify_paths(ec);
    else
        context->load_verify_file(ca_file, ec);
    if (ec) return failure(errc::invalid_ca_file, {.detail = ca_file + ": " + ec.message()});
    return context;
}

}  // namespace dynaco::transport
