#include "tls_stream.hpp"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <csignal>
#include <poll.h>
#include <string>

namespace bench {
namespace {

constexpr std::size_t largest_record = 16 * 1024;
constexpr std::size_t read_ahead = 64 * 1024;

[[noreturn]] void fail_tls(const std::string& doing) {
    char text[256];
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    fail(doing + ": " + text);
}

}  // namespace

tls_context::tls_context(const arguments& told) : context_(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free) {
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL's socket BIO writes without MSG_NOSIGNAL
    SSL_CTX_set_min_proto_version(get(), TLS1_3_VERSION);
    SSL_CTX_set_verify(get(), SSL_VERIFY_PEER, nullptr);
    const int trusted = told.ca.empty() ? SSL_CTX_set_default_verify_paths(get())
                                        : SSL_CTX_load_verify_locations(get(), told.ca.c_str(), nullptr);
    if (trusted != 1) fail_tls("--ca " + told.ca);
    SSL_CTX_set_read_ahead(get(), 1);
    SSL_CTX_set_default_read_buffer_len(get(), read_ahead);
}

tls_stream::tls_stream(const endpoint& where, const tls_context& context, std::size_t largest_write)
    : ssl_(SSL_new(context.get()), &SSL_free) {
    const int descriptor = connected_socket(where);
    SSL_set_fd(ssl_.get(), descriptor);
    BIO_set_close(SSL_get_rbio(ssl_.get()), BIO_CLOSE);
    shake_hands(where);
    do_not_block(descriptor);
    if (largest_write > largest_record) gather_records(largest_write);
}

void tls_stream::shake_hands(const endpoint& where) {
    X509_VERIFY_PARAM* const checked = SSL_get0_param(ssl_.get());
    if (X509_VERIFY_PARAM_set1_ip_asc(checked, where.host.c_str()) != 1) {
        X509_VERIFY_PARAM_set1_host(checked, where.host.c_str(), where.host.size());
        SSL_set_tlsext_host_name(ssl_.get(), where.host.c_str());
    }
    if (SSL_connect(ssl_.get()) != 1) fail_tls(where.url);
}

// Otherwise each record of 16 KB would need a system call.
void tls_stream::gather_records(std::size_t largest_write) {
    BIO* const gathering = BIO_new(BIO_f_buffer());
    BIO_set_write_buffer_size(gathering, static_cast<long>(largest_write + 1024));
    BIO* const socket = SSL_get_rbio(ssl_.get());
    BIO_up_ref(socket);
    SSL_set0_wbio(ssl_.get(), BIO_push(gathering, socket));
    gathers_ = true;
}

std::size_t tls_stream::read(std::span<char> into) {
    std::size_t n = 0;
    if (SSL_read_ex(ssl_.get(), into.data(), into.size(), &n) == 1) [[likely]] {
        has_more_ = SSL_has_pending(ssl_.get()) == 1;
        return n;
    }
    if (SSL_get_error(ssl_.get(), 0) != SSL_ERROR_WANT_READ) fail_tls("reading");
    has_more_ = false;
    return 0;
}

void tls_stream::write(std::string_view bytes) {
    std::size_t n = 0;
    while (SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &n) != 1) {
        if (SSL_get_error(ssl_.get(), 0) != SSL_ERROR_WANT_WRITE) fail_tls("writing");
        wait_for(descriptor(), POLLOUT);
    }
    while (gathers_ && BIO_flush(SSL_get_wbio(ssl_.get())) != 1) {
        if (!BIO_should_retry(SSL_get_wbio(ssl_.get()))) fail_tls("writing");
        wait_for(descriptor(), POLLOUT);
    }
}

}  // namespace bench
