#pragma once

#include "faults/calls.hpp"
#include "faults/fault_row.hpp"
#include "support/fake_effects.hpp"
#include "support/fault_server/dead_ends.hpp"
#include "support/fault_service/fault_service.hpp"
#include "support/run.hpp"

#include <dynaco/client.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dynaco::test {

/// Real clocks, but pauses take no time and are recorded. Jitter is one half.
class hurried_effects final : public fake_effects {
 public:
    hurried_effects() { halve_jitter(); }
    transport::steady_time now() override { return std::chrono::steady_clock::now(); }
};

/// How many attempts of a call meet the fault.
enum class strikes { once, always };

/// A client that makes one call, the faulty place that it calls, and the service behind it.
class fault_bench {
 public:
    /// Starts the call. `row` must outlive this.
    fault_bench(boost::asio::io_context& io, const fault_row& row, verb what, strikes how_often,
                call_options how = {});
    ~fault_bench();
    fault_bench(const fault_bench&) = delete;
    fault_bench& operator=(const fault_bench&) = delete;

    [[nodiscard]] bool done() const noexcept { return call_->done; }
    /// The outcome of the call.
    [[nodiscard]] const result<std::int64_t>& told() const { return *call_->value; }
    /// The pauses of the client before its retries.
    [[nodiscard]] const std::vector<std::chrono::milliseconds>& pauses() const noexcept {
        return world_->sleeps;
    }
    /// The number of connections that the client opened to the server.
    [[nodiscard]] std::size_t connections() const { return server_ ? server_->connections() : 0; }
    /// How often the service applied the call's write.
    [[nodiscard]] int applied() const { return service_.writes_to(std::string(counted_item)); }
    [[nodiscard]] std::int64_t count() const {
        return service_.number_of(std::string(counted_item), "count");
    }

    /// The maximum number of attempts: fewer if each attempt ends with a timeout.
    [[nodiscard]] static int attempts_of(const fault_row& row) noexcept { return row.waits ? 2 : 4; }

 private:
    std::string endpoint();
    client_options options();
    void stage(strikes how_often);

    const fault_row& row_;
    fault_service service_{};
    std::optional<fault_server> server_{};
    std::optional<refusing_port> refusing_{};
    std::optional<blackhole> blackhole_{};
    hurried_effects* world_ = nullptr;
    std::optional<client> db_{};
    std::shared_ptr<pending<result<std::int64_t>>> call_{};
};

}  // namespace dynaco::test
