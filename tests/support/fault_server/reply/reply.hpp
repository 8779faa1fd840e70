#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::test {

/// What the `x-amz-crc32` header claims about the body as it is sent (after Content-Encoding).
enum class crc_header { correct, wrong, malformed, absent };

/// How the client learns where the body ends.
enum class body_framing { content_length, chunked, until_close };

/// When a scripted reply is taken from the queue: the early ones do not wait for a whole request.
enum class reply_moment { on_accept, on_first_byte, on_request };

/// What happens to the connection after the last byte of the reply.
enum class reply_ending { keep_open, close, reset };

/// The plain description of a reply, as the server plays it; tests build it with `reply`.
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

/// A reply of the fault server, good or faulty: `reply{}.status(500).body("…").cut_after(20)`.
///
/// Starts as a correct DynamoDB reply: status 200, body `{}`, right CRC, Content-Length, kept alive. Every
/// function returns a changed copy. Byte counts (`…_after`) are over all bytes of the reply: interim head,
/// head and body, before TLS. Header names set by the test replace the server's own of that name.
class reply {
 public:
    reply() = default;
    explicit reply(std::string body) { parts_.body = std::move(body); }

    [[nodiscard]] reply status(unsigned code) const;
    [[nodiscard]] reply body(std::string text) const;
    /// Sets a header (one more if `name` was set before).
    [[nodiscard]] reply header(std::string name, std::string value) const;
    /// Sets the Date header; without it there is none, so that no clock skew is measured by accident.
    [[nodiscard]] reply date(std::chrono::system_clock::time_point when) const;
    [[nodiscard]] reply crc(crc_header kind) const;
    /// Leaves out `x-amzn-RequestId`.
    [[nodiscard]] reply without_request_id() const;
    /// Compresses the body (Content-Encoding: gzip); the CRC is over the compressed bytes.
    [[nodiscard]] reply gzip() const;

    /// Sends the body in chunks of `sizes` bytes; what is left over goes into one last chunk.
    [[nodiscard]] reply chunked(std::vector<std::size_t> sizes = {}) const;
    /// Sends no length; the end of the connection ends the body.
    [[nodiscard]] reply until_close() const;
    /// Claims a Content-Length that need not be the body's.
    [[nodiscard]] reply content_length(std::uint64_t claimed) const;
    /// Sends `100 Continue` first.
    [[nodiscard]] reply continue_first() const;
    /// Adds a header of `bytes` bytes.
    [[nodiscard]] reply oversize_head(std::size_t bytes) const;

    /// Waits before the first byte.
    [[nodiscard]] reply delay(std::chrono::milliseconds time) const;
    /// Sends in writes of `piece` bytes with `pause` between them.
    [[nodiscard]] reply trickle(std::size_t piece, std::chrono::milliseconds pause = {}) const;
    /// Stops after `bytes` bytes until `fault_server::release()`, then sends the rest.
    [[nodiscard]] reply stall_after(std::size_t bytes) const;

    /// Sends `Connection: close` and closes.
    [[nodiscard]] reply connection_close() const;
    /// Closes after the reply without having said so: a stale keep-alive connection.
    [[nodiscard]] reply close_after_reply() const;
    /// Orderly end (FIN, no TLS close_notify) after `bytes` bytes.
    [[nodiscard]] reply cut_after(std::size_t bytes) const;
    /// RST after `bytes` bytes, which have left the server by then.
    [[nodiscard]] reply reset_after(std::size_t bytes) const;
    /// Leaves out the TLS close_notify when closing.
    [[nodiscard]] reply without_close_notify() const;

    [[nodiscard]] const reply_parts& parts() const noexcept { return parts_; }

    /// Sends `bytes` as they are instead of HTTP.
    [[nodiscard]] static reply raw(std::string bytes);
    /// Never answers, until released.
    [[nodiscard]] static reply stall();
    /// FIN on a connection as soon as it is accepted (before TLS). If its turn comes while a request arrives
    /// on an older connection, it befalls that one, after reading.
    [[nodiscard]] static reply close_on_accept();
    /// RST on a connection as soon as it is accepted; otherwise like `close_on_accept`.
    [[nodiscard]] static reply reset_on_accept();
    /// RST when the first bytes of a request arrive; the request is not recorded.
    [[nodiscard]] static reply reset_before_reading();
    /// Sends `bytes` and closes when the first bytes of a request arrive; the request is not recorded.
    [[nodiscard]] static reply before_reading(std::string bytes);
    /// RST after the whole request was read, without any byte of a reply.
    [[nodiscard]] static reply reset_after_reading();

 private:
    template <class Change>
    reply with(Change change) const;

    reply_parts parts_;
};

}  // namespace dynaco::test
