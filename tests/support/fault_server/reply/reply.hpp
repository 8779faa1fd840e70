#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::test {

/// The value of the `x-amz-crc32` header, compared with the body that is sent (after Content-Encoding).
enum class crc_header { correct, wrong, malformed, absent };

/// How the client learns where the body ends.
enum class body_framing { content_length, chunked, until_close };

/// When a scripted reply is taken from the queue. Early replies do not wait for a complete request.
enum class reply_moment { on_accept, on_first_byte, on_request };

/// What happens to the connection after the last byte of the reply.
enum class reply_ending { keep_open, close, reset };

/// The description of a reply, from which the server sends it. Tests make it with `reply`.
struct reply_parts {
    static constexpr std::size_t everything = static_cast<std::size_t>(-1);

    reply_moment moment = reply_moment::on_request;
    unsigned status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body = "{}";
    std::optional<std::string> raw;
    crc_header crc = crc_header::correct;
    body_framing framing = body_framing::content_length;
    std::vector<std::size_t> chunk_sizes;
    std::optional<std::uint64_t> claimed_length;
    bool continue_first = false;
    bool gzip = false;
    bool request_id = true;

    std::chrono::milliseconds delay{0};
    std::size_t piece_size = everything;
    std::chrono::milliseconds piece_pause{0};
    std::size_t stop_after = everything;
    std::optional<std::size_t> stall_after;
    reply_ending ending = reply_ending::keep_open;
    bool close_notify = true;
};

/// A response of the fault server, good or faulty: `reply{}.status(500).body("…").cut_after(20)`.
///
/// `reply{}` is a correct response of DynamoDB: status 200, body `{}`, right CRC, Content-Length, the
/// connection stays open. Every function returns a changed copy. Byte counts (`…_after`) include all bytes of
/// the response before TLS: interim head, head and body. A header of the test replaces the server's header of
/// that name.
class reply {
 public:
    reply() = default;
    explicit reply(std::string body) { parts_.body = std::move(body); }

    [[nodiscard]] reply status(unsigned code) const;
    [[nodiscard]] reply body(std::string text) const;
    /// Adds a header, also if `name` was added before.
    [[nodiscard]] reply header(std::string name, std::string value) const;
    /// Sets the Date header. By default there is no Date, so that no test measures a clock skew by accident.
    [[nodiscard]] reply date(std::chrono::system_clock::time_point when) const;
    [[nodiscard]] reply crc(crc_header kind) const;
    /// Leaves out `x-amzn-RequestId`.
    [[nodiscard]] reply without_request_id() const;
    /// Compresses the body (Content-Encoding: gzip). The CRC is that of the compressed bytes.
    [[nodiscard]] reply gzip() const;

    /// Sends the body in chunks of `sizes` bytes; the remaining bytes are one last chunk.
    [[nodiscard]] reply chunked(std::vector<std::size_t> sizes = {}) const;
    /// Sends no length: the body ends with the connection.
    [[nodiscard]] reply until_close() const;
    /// Sets the Content-Length, which may differ from the length of the body.
    [[nodiscard]] reply content_length(std::uint64_t claimed) const;
    /// Sends `100 Continue` first.
    [[nodiscard]] reply continue_first() const;
    /// Adds a header of `bytes` bytes.
    [[nodiscard]] reply oversize_head(std::size_t bytes) const;

    /// Waits before the first byte.
    [[nodiscard]] reply delay(std::chrono::milliseconds time) const;
    /// Sends the reply in writes of `piece` bytes, with `pause` between them.
    [[nodiscard]] reply trickle(std::size_t piece, std::chrono::milliseconds pause = {}) const;
    /// Stops after `bytes` bytes until `fault_server::release()`, then sends the rest.
    [[nodiscard]] reply stall_after(std::size_t bytes) const;

    /// Sends `Connection: close` and closes.
    [[nodiscard]] reply connection_close() const;
    /// Closes after the reply without `Connection: close`: a stale keep-alive connection.
    [[nodiscard]] reply close_after_reply() const;
    /// Closes (FIN, no TLS close_notify) after `bytes` bytes.
    [[nodiscard]] reply cut_after(std::size_t bytes) const;
    /// Sends an RST after `bytes` bytes have left the server.
    [[nodiscard]] reply reset_after(std::size_t bytes) const;
    /// Closes without a TLS close_notify.
    [[nodiscard]] reply without_close_notify() const;

    [[nodiscard]] const reply_parts& parts() const noexcept { return parts_; }

    /// Sends exactly `bytes`, which may be invalid HTTP.
    [[nodiscard]] static reply raw(std::string bytes);
    /// Sends nothing until it is released.
    [[nodiscard]] static reply stall();
    /// Sends a FIN as soon as a connection is accepted (before TLS). If this reply is the next one when a
    /// request arrives on an older connection, that connection is closed after reading the request.
    [[nodiscard]] static reply close_on_accept();
    /// Like `close_on_accept`, but sends an RST.
    [[nodiscard]] static reply reset_on_accept();
    /// Sends an RST when the first bytes of a request arrive. The request is not recorded.
    [[nodiscard]] static reply reset_before_reading();
    /// Sends `bytes` and closes when the first bytes of a request arrive. The request is not recorded.
    [[nodiscard]] static reply before_reading(std::string bytes);
    /// Sends an RST after reading the whole request, and no byte of a response.
    [[nodiscard]] static reply reset_after_reading();

 private:
    template <class Change>
    reply with(Change change) const;

    reply_parts parts_;
};

}  // namespace dynaco::test
