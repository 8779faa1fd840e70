#pragma once

#include "load/engine/send_state.hpp"
#include "simulated_table.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <queue>
#include <random>
#include <string>
#include <vector>

namespace dynaco::load_simulation {

/// A write of the simulated source.
struct source_write {
    std::uint64_t hash_key = 0;
    std::uint32_t units = 1;  // what the service charges
    std::uint32_t bytes = 1000;
    std::uint32_t indexes = 0;
    std::uint32_t expected = 0;  // what the load expects; 0: `units`
};

/// The simulated network and service around a load.
struct world_settings {
    double latency = 0.008;          // seconds
    double jitter = 0.25;            // part of the latency
    double slow_part = 0.01;         // part of the responses that need ten times as long
    double lost_part = 0;            // part of the requests whose response is lost
    double failed_part = 0;          // part of the requests that fail with a 500, without effect
    std::size_t servers = 0;         // requests served at the same time; 0: any number
    double timer_lateness = 0.0005;  // seconds
    std::size_t memory = 50'000;     // pending writes
    bool gives_reasons = true;       // DynamoDB's reasons for throttling
    std::uint64_t seed = 1;
};

/// Runs a `send_state` against `simulated_table`s under a virtual clock, as the engine does.
class simulated_load {
 public:
    using source = std::function<std::optional<source_write>()>;
    /// The events of a second.
    struct second {
        double units = 0;
        double refused = 0;  // units
        std::size_t requests = 0;
        std::size_t throttled = 0;  // requests
        std::size_t in_flight = 0;  // at the end
    };

    simulated_load(const loading::send_options& options, const world_settings& world);

    /// Adds a table and its source. `callers`: each of them waits for its write before it reads the next row;
    /// 0: rows are read as the table needs them. @returns its number
    std::uint32_t add(const table_settings& settings, const loading::table_pace_options& pace, source rows,
                      std::size_t callers = 0);
    /// Runs until the time `until` in seconds, or until all sources are at their end and all is written.
    void run(double until);

    [[nodiscard]] double now() const { return seconds_of(now_); }
    [[nodiscard]] bool finished() const;
    simulated_table& table(std::uint32_t number) { return tables_[number].service; }
    [[nodiscard]] const loading::send_state& state() const { return state_; }
    /// Sums over the seconds from `from` to `to`.
    [[nodiscard]] second sum(std::uint32_t table, std::size_t from, std::size_t to) const;
    /// The most units that a table consumed in any second: windows start at each 1/100 second.
    [[nodiscard]] double most_in_a_second(std::uint32_t table) const;
    /// Called for each write that the service applied.
    std::function<void(const source_write&, double now)> on_written;
    /// Called for each write before the service sees it; refuses it. `request`: the number of its request,
    /// from 0.
    std::function<refusal(const source_write&, std::uint64_t request, double now)> refuse;
    /// The most writes that were pending at the same time.
    [[nodiscard]] std::size_t most_pending() const { return most_pending_; }
    std::vector<std::uint64_t> hot_keys;

 private:
    using time_point = loading::time_point;
    struct simulated {
        std::string name;
        simulated_table service;
        source rows;
        bool ended = false;
        bool paused = false;  // the table has enough writes
        std::size_t callers = 0;
        std::size_t waiting = 0;  // callers that wait for their writes
        std::vector<second> seconds{};
        std::vector<float> hundredths{};
    };
    struct message {
        time_point at;
        std::uint64_t number;
        std::function<void()> act;
        bool operator<(const message& other) const {
            return at != other.at ? at > other.at : number > other.number;
        }
    };
    struct reply {
        std::vector<loading::write_id> leftovers{};
        std::vector<loading::throttle_reason> reasons{};
        std::vector<loading::send_answer::consumption> consumed{};
    };

    static double seconds_of(time_point at) { return loading::real_seconds(at.time_since_epoch()).count(); }
    static loading::nanoseconds span_of(double seconds) {
        return std::chrono::duration_cast<loading::nanoseconds>(loading::real_seconds(seconds));
    }
    double random() { return std::uniform_real_distribution<double>(0, 1)(random_); }
    second& second_of(simulated& in);
    void later(time_point at, std::function<void()> act);
    void read_source();
    void send(std::uint32_t request);
    void arrive(std::uint32_t request, double way_back);
    reply serve(std::uint32_t request);
    void answer(std::uint32_t request, const reply& of);
    void fail(std::uint32_t request);
    double service_time(double latency);

    world_settings world_;
    std::mt19937_64 random_;
    time_point now_{};
    loading::send_state state_;
    std::deque<simulated> tables_;
    std::priority_queue<message> messages_;
    std::uint64_t message_count_ = 0;
    std::uint64_t request_count_ = 0;
    std::vector<std::unique_ptr<std::uint64_t>> keys_;  // by write_id
    std::vector<std::unique_ptr<std::uint64_t>> free_keys_;
    std::vector<source_write> writes_;     // by write_id
    std::vector<std::uint32_t> table_of_;  // by write_id
    std::vector<double> servers_;          // when each is free
    std::uint64_t sequence_ = 0;
    std::size_t most_pending_ = 0;
    loading::send_outcome outcome_;
};

}  // namespace dynaco::load_simulation
