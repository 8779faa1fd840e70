#pragma once

#include <dynaco/client/observer.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace dynaco {

struct metrics_options {
    /// Tables that are counted by name; further ones are counted together, as "other".
    std::size_t max_tables = 100;
};

/// Counts what calls do: calls, attempts and retries by operation, table and outcome, how long they take,
/// bytes, capacity, the use of connections. Clients may share one.
///
///     auto counters = std::make_shared<dynaco::metrics>();
///     options.observer = counters;
///     …
///     answer_scrape(counters->to_prometheus(), dynaco::metrics::content_type);
///
/// Thread-safe: threads count apart and do not wait for each other; whoever reads sums up. Capacity is that
/// of calls that ask for it (`report`, ReturnConsumedCapacity). Memory: about 2 KB for each operation on each
/// table and each of up to 16 threads.
class metrics final : public observer {
 public:
    explicit metrics(metrics_options options = {});
    ~metrics() override;

    /// All of it in Prometheus' text format, for an endpoint to be scraped. Times are in seconds.
    [[nodiscard]] std::string to_prometheus() const;
    /// The media type of that.
    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

    /// How long the fraction `q` of an operation's successful calls took at most: 0.99 for the time that one
    /// in a hundred exceeds. An estimate, right to about a quarter between 100 µs and 100 s, and never more
    /// than that. Zero if there were none.
    [[nodiscard]] std::chrono::microseconds quantile(std::string_view operation, double q) const;
    /// The same for one table.
    [[nodiscard]] std::chrono::microseconds quantile(std::string_view operation, std::string_view table,
                                                     double q) const;

    /// Counts from zero again; calls under way stay counted as such.
    void reset();

    void call_begun(const observed_call& call) override;
    void attempt_ended(const attempt_event& event) override;
    void retry_decided(const retry_event& event) override;
    void call_ended(const call_event& event) override;
    [[nodiscard]] bool wants_capacity() const override { return true; }

 private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace dynaco
