#pragma once

#include "transport/head_parser.hpp"
#include "transport/tls_stream.hpp"
#include "transport/transport.hpp"
#include "transport/watchdog.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dynaco::transport {

/// HTTP/1.1 over a connected stream: `tcp::socket`, or `ssl::stream` of one.
///
/// Beast parses the head; a body of known length is read straight into its string (Beast's body machinery
/// costs several times as much on a large page).
template <class Stream>
class http_connection final : public connection {
 public:
    http_connection(Stream stream, std::shared_ptr<watchdog> dog, std::size_t max_body)
        : stream_(std::move(stream)), dog_(std::move(dog)), max_body_(max_body), buffer_(initial_buffer) {}
    ~http_connection() override {
        if (reusable_) say_goodbye(stream_);
    }

    awaitable<exchange_result> exchange(std::string_view head, std::string_view body,
                                        steady_time deadline) override;
    [[nodiscard]] bool used_before() const noexcept override { return used_before_; }
    [[nodiscard]] bool reusable() const noexcept override { return reusable_; }
    [[nodiscard]] bool looks_alive() noexcept override;

 private:
    using error_code = boost::system::error_code;
    static constexpr std::size_t initial_buffer = std::size_t{16} * 1024;
    static constexpr int max_interim = 16;  // responses before the real one
    static constexpr std::size_t max_unparsed = std::size_t{2} * response_parser::max_head;

    // What one exchange works on.
    struct progress {
        wire::response reply{};
        std::optional<response_parser> parser{};
        error_code ec{};
        steady_time begun = std::chrono::steady_clock::now();
        std::chrono::microseconds time_to_head{};
        int interim = 0;
        bool received = false;
    };

    boost::asio::mutable_buffer free_space();
    void parse(progress& p);
    void received(progress& p, std::size_t bytes);
    void pass_over_interim(progress& p);
    boost::asio::mutable_buffer start_body(progress& p);
    exchange_result finish(progress& p, bool out_of_time);

    Stream stream_;
    std::shared_ptr<watchdog> dog_;
    std::size_t max_body_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;  // buffer_[begin_, end_) is received and not consumed
    std::size_t end_ = 0;
    bool used_before_ = false;
    bool reusable_ = true;
};

}  // namespace dynaco::transport
