#pragma once

#include "support/fake_effects.hpp"
#include "support/hold_point.hpp"
#include "transport/transport.hpp"

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::test {

/// What happens in one attempt, from requesting a connection to the end of the exchange. Each function
/// returns a changed copy.
class scripted_attempt {
 public:
    /// An attempt with a response; by default a success.
    static scripted_attempt answer(std::string body = "{}", int status = 200);
    /// An attempt with an error of the service, for example "ThrottlingException".
    static scripted_attempt service_error(int status, const std::string& code);
    /// An attempt that DynamoDB throttles.
    static scripted_attempt throttled() { return service_error(400, "ThrottlingException"); }
    /// An attempt whose exchange fails.
    static scripted_attempt broken(errc why, bool nothing_received = true);
    /// An attempt whose connection is lost before a response arrives.
    static scripted_attempt lost() { return broken(errc::connection_lost); }
    /// An attempt on an idle connection that the server has closed.
    static scripted_attempt stale() { return lost().on_used_connection(); }
    /// An attempt that gets no connection.
    static scripted_attempt no_connection(errc why);

    [[nodiscard]] scripted_attempt lease_takes(std::chrono::milliseconds time) const;
    [[nodiscard]] scripted_attempt exchange_takes(std::chrono::milliseconds time) const;
    /// Waiting for the connection (or the exchange) ends only when the call is cancelled.
    [[nodiscard]] scripted_attempt hanging_lease() const;
    [[nodiscard]] scripted_attempt hanging_exchange() const;
    /// The exchange fails before anything is sent.
    [[nodiscard]] scripted_attempt before_sending() const;
    /// The connection was used before.
    [[nodiscard]] scripted_attempt on_used_connection() const;
    /// Changes the response.
    [[nodiscard]] scripted_attempt with(const std::function<void(wire::response&)>& change) const;
    /// Sets a function that is called when the connection is leased (or when the request is sent).
    [[nodiscard]] scripted_attempt when_leased(std::function<void()> call) const;
    [[nodiscard]] scripted_attempt when_sent(std::function<void()> call) const;

    /// Whether the attempt gets a connection, if the wait for it is not too long.
    [[nodiscard]] bool gets_connection() const noexcept { return !no_connection_ && !hanging_lease_; }

 private:
    friend class scripted_transport;
    friend class scripted_connection;

    std::optional<failure> no_connection_{};
    std::optional<failure> broken_{};
    bool nothing_received_ = false;
    bool nothing_sent_ = false;
    bool hanging_lease_ = false;
    bool hanging_exchange_ = false;
    bool used_before_ = false;
    std::chrono::milliseconds lease_time_{0};
    std::chrono::milliseconds exchange_time_{0};
    std::function<void()> when_leased_{};
    std::function<void()> when_sent_{};
    wire::response reply_{};
};

/// A request that was passed to the transport.
struct sent_request {
    std::string head;
    std::string body;
    transport::steady_time deadline;

    /// The value of a header; empty if the header does not exist.
    [[nodiscard]] std::string header(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    /// All headers, with names in lower case.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> headers() const;
};

/// A transport without I/O. Each connection takes the next attempt of the script.
class scripted_transport final : public transport::transport,
                                 public std::enable_shared_from_this<scripted_transport> {
 public:
    explicit scripted_transport(fake_effects& world) : world_(world) { hangs.hold(); }

    void script(const std::vector<scripted_attempt>& attempts);
    /// Removes the rest of the script.
    void forget_script() noexcept { script_.clear(); }

    dynaco::transport::awaitable<result<dynaco::transport::lease>> acquire(
        const dynaco::transport::origin& to, dynaco::transport::acquisition wanted) override;
    void drop_idle(const dynaco::transport::origin&) noexcept override {
        ++dropped_idle;
        record(recorded, "drop idle connections");
    }
    void close() noexcept override { ++closed; }

    int acquired = 0;      ///< Requested connections.
    int leased = 0;        ///< Leased connections.
    int given_back = 0;    ///< Connections that were returned and can be reused.
    int thrown_away = 0;   ///< Connections that were returned and cannot be reused.
    int dropped_idle = 0;  ///< Calls of drop_idle.
    int closed = 0;        ///< Calls of close.
    std::vector<sent_request> sent{};
    hold_point hangs{};                   ///< Attempts that hang wait here.
    std::shared_ptr<journal> recorded{};  ///< If set, what calls ask for is written to it.

    /// The number of attempts of the script that were not used yet.
    [[nodiscard]] std::size_t unused() const noexcept { return script_.size(); }

 private:
    friend class scripted_connection;
    static void take_back(void* self, std::unique_ptr<dynaco::transport::connection> c);

    fake_effects& world_;
    std::deque<scripted_attempt> script_{};
};

}  // namespace dynaco::test
