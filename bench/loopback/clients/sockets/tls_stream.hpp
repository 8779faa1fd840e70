#pragma once

#include "plain_stream.hpp"

#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace bench {

/// The settings of all TLS connections: TLS 1.3, the authorities to trust.
class tls_context {
 public:
    explicit tls_context(const arguments& told);
    [[nodiscard]] SSL_CTX* get() const { return context_.get(); }

 private:
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
};

/// A connected, non-blocking socket with TLS 1.3. OpenSSL uses the socket directly and reads ahead, so that
/// one read returns one or more records. Memory BIOs would copy each record once more (see README.md).
class tls_stream {
 public:
    /// `largest_write`: the most bytes that one `write` sends with one system call.
    tls_stream(const endpoint& where, const tls_context& context, std::size_t largest_write);

    [[nodiscard]] int descriptor() const { return SSL_get_fd(ssl_.get()); }
    [[nodiscard]] std::size_t read(std::span<char> into);
    [[nodiscard]] bool has_more() const { return has_more_; }
    void write(std::string_view bytes);

 private:
    void shake_hands(const endpoint& where);
    void gather_records(std::size_t largest_write);

    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
    bool has_more_ = false;
    bool gathers_ = false;
};

}  // namespace bench
