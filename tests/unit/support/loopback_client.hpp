#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco::test {

enum class stream_end { fin, close_notify, reset, truncated_tls, timeout, other };

struct parsed_reply {
    std::string status_line;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

/// A blocking client on a bare socket, independent of the code under test; reads time out after some seconds.
class loopback_client {
 public:
    explicit loopback_client(std::uint16_t port);
    ~loopback_client();
    loopback_client(const loopback_client&) = delete;
    loopback_client& operator=(const loopback_client&) = delete;

    /// Starts TLS as `host`, trusting `ca`; returns "" or the reason of the failure.
    [[nodiscard]] std::string start_tls(const std::filesystem::path& ca, const char* host = "localhost",
                                        int oldest_version = TLS1_2_VERSION);

    /// False if the connection is broken.
    bool send(std::string_view bytes);
    bool post(std::string_view body, std::string_view more_headers = {});
    /// Reads one reply with Content-Length, chunked or to the end.
    [[nodiscard]] parsed_reply read_reply();
    /// Reads exactly `count` bytes, less only at the end.
    [[nodiscard]] std::string read(std::size_t count);
    /// Reads to the end of the stream and returns the kind of the end.
    [[nodiscard]] std::pair<std::string, stream_end> read_to_end();
    /// Bytes that have arrived at the socket and were not read.
    [[nodiscard]] std::size_t waiting() const;
    [[nodiscard]] std::string tls_version() const { return SSL_get_version(tls_.get()); }
    void close();

 private:
    struct tls_deleter {
        void operator()(SSL* tls) const { SSL_free(tls); }
    };

    std::optional<stream_end> receive_some();
    stream_end end_of_tls(int result) const;
    std::string read_until(std::string_view mark);
    std::string read_chunks();

    int descriptor_;
    std::unique_ptr<SSL, tls_deleter> tls_;
    std::string buffer_;
};

}  // namespace dynaco::test
