#pragma once

#include "core/fork_count.hpp"
#include "transport/deadline/watchdog.hpp"
#include "transport/http/head_parser.hpp"
#include "transport/tls/stream.hpp"
#include "transport/transport.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace dynaco::transport {

/// HTTP/1.1 over a connected stream: a `tcp::socket` or an `ssl::stream` of one.
///
/// Beast parses the head. A body of known length is read straight into its string, because Beast's body
/// parser costs several times as much for a large page. An exchange is one asynchronous operation. Between
/// its steps, which run on the executor of the socket, no coroutine is resumed and nothing is allocated.
template <class Stream>
class http_connection final : public connection {
 public:
    /// `holds_secrets`: the destructor overwrites the received bytes. Returned responses belong to the
    /// caller.
    http_connection(Stream stream, std::shared_ptr<watchdog> dog, std::size_t max_body,
                    bool holds_secrets = false)
        : stream_(std::move(stream)),
          dog_(std::move(dog)),
          exchanges_(std::make_shared<watchdog::exchanges>(dog_)),
          max_body_(max_body),
          buffer_(initial_buffer),
          holds_secrets_(holds_secrets) {}
    ~http_connection() override {
        // A forked process must not use the socket: it belongs to its parent's connection.
        if (reusable_ && !is_inherited()) say_goodbye(stream_);
        if (holds_secrets_) forget_replies();
    }

    awaitable<exchange_result> exchange(std::string_view head, std::string_view body,
                                        steady_time deadline) override;
    void stop() noexcept override { exchanges_->cancel(); }
    [[nodiscard]] bool used_before() const noexcept override { return used_before_; }
    [[nodiscard]] bool reusable() const noexcept override { return reusable_ && !is_inherited(); }
    [[nodiscard]] bool looks_alive() noexcept override;

 private:
    using error_code = boost::system::error_code;
    using request_buffers = std::array<boost::asio::const_buffer, 2>;
    using reply_buffers = std::array<boost::asio::mutable_buffer, 2>;
    static constexpr std::size_t initial_buffer = std::size_t{16} * 1024;
    static constexpr std::size_t usual_secret =
        std::size_t{16} * 1024;  // enough for most responses with secrets
    static constexpr std::size_t first_body =
        std::size_t{256} * 1024;            // memory taken at first for a longer body
    static constexpr int max_interim = 16;  // most interim responses of an exchange
    static constexpr std::size_t max_unparsed = std::size_t{2} * response_parser::max_head;

    // The state of one exchange.
    struct progress {
        progress(http_connection& c, std::string_view request_head, std::string_view request_body,
                 steady_time deadline);
        request_buffers unsent;
        std::size_t bytes_unsent;
        wire::response reply{};
        std::optional<response_parser> parser;
        watchdog::watch watch;
        steady_time begun = std::chrono::steady_clock::now();
        std::chrono::microseconds time_to_head{};
        std::size_t body_length = 0;  // if the length is known
        std::size_t body_read = 0;    // at most body_length
        error_code ec{};
        error_code write_error{};  // the request was not sent completely
        int interim = 0;
        bool body_direct = false;  // the body is read straight into its string
        bool received = false;
        bool listens = false;  // for a response while the request is being sent
    };

    struct exchange_start;
    template <class Handler>
    class exchange_operation;

    // True in a forked process: the connection belongs to its parent.
    [[nodiscard]] bool is_inherited() const noexcept { return forks_ != detail::fork_count(); }
    // Writes as much as is possible at once. @returns whether the whole request was written
    bool write_at_once();
    // Records what was written. @returns whether there is more to write.
    bool written(error_code ec, std::size_t bytes);
    // Watches for a response while a long request is being sent: the peer may refuse it early.
    void listen_while_sending();
    // Whether the peer, which stopped reading the request, may have sent a response.
    [[nodiscard]] bool may_have_answered();
    // Records what was read. @returns whether there is more to read.
    bool read(error_code ec, std::size_t bytes);
    [[nodiscard]] reply_buffers room();
    exchange_result finish();

    boost::asio::mutable_buffer free_space();
    void forget_replies() noexcept;
    void parse();
    void received(std::size_t bytes);
    void received_directly(std::size_t bytes);
    void pass_over_interim();
    void start_body();

    Stream stream_;
    std::shared_ptr<watchdog> dog_;
    std::shared_ptr<watchdog::exchanges> exchanges_;
    std::size_t max_body_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;  // buffer_[begin_, end_) holds unread received bytes
    std::size_t end_ = 0;
    std::optional<progress> now_{};  // while an exchange is running
    unsigned forks_ = detail::fork_count();
    bool used_before_ = false;
    bool reusable_ = true;
    bool holds_secrets_;
};

}  // namespace dynaco::transport
