#pragma once

#include "load/pace/concurrency_finder.hpp"
#include "load/pace/hot_keys.hpp"
#include "load/pace/table_pace.hpp"
#include "load/plan/bisection.hpp"
#include "load/plan/key_order.hpp"
#include "load/plan/packing.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dynaco::loading {

/// The options of a load for its requests.
struct send_options {
    same_key_policy same_key = same_key_policy::replace;
    std::size_t batch_size = 25;  ///< The limit of writes in a request.
    std::size_t max_request_bytes = 16'000'000;
    std::size_t max_requests = 64;  ///< The limit of requests in flight.
    /// How long a request waits for more writes while it is not full.
    nanoseconds linger = std::chrono::milliseconds(5);
    bool mixed_tables = true;  ///< A request may have writes to several tables.
    std::uint64_t seed = 0;    ///< A random number; see `hash_of`.
};

/// What to do next.
struct send_step {
    enum class action : unsigned char {
        send,  ///< Send request `request` now.
        wait,  ///< Ask again after `wait`, and after each response and each new write.
        idle,  ///< Ask again after each response and each new write.
    };
    action what = action::idle;
    std::uint32_t request = 0;
    nanoseconds wait{};
};

/// A write that ended.
struct ended_write {
    write_id id = no_write;  ///< The number of the write, which is free now: the next `accept` may return it.
    std::uint64_t sequence = 0;
    /// The number of elements of `superseded`, `dropped` or `dropped_unsent` that belong to this write, in
    /// the order of the writes.
    std::uint32_t replaced = 0;
};

/// The consequences of a response for the writes. The caller keeps the vectors for the next response.
struct send_outcome {
    std::vector<ended_write> written{};
    std::vector<ended_write> rejected{};
    std::vector<sequence_range> superseded{};  ///< Writes that were replaced by those in `written`.
    /// Writes that were replaced by those in `rejected`: report them as rejected too. Their items do not
    /// exist any more. They were not written, unless a response to them was lost before they were replaced.
    std::vector<sequence_range> dropped{};
    std::vector<ended_write> unsent{};             ///< Writes to a table that ended: they are not sent again.
    std::vector<sequence_range> dropped_unsent{};  ///< Writes that were replaced by those in `unsent`.
    std::vector<std::uint64_t> hot{};  ///< Hash keys that became hot: call `send_state::name_hot_key`.

    void clear() noexcept {
        written.clear();
        rejected.clear();
        superseded.clear();
        dropped.clear();
        unsent.clear();
        dropped_unsent.clear();
        hot.clear();
    }
};

/// A response of DynamoDB to a request.
struct send_answer {
    /// The writes that were not processed.
    std::span<const write_id> leftovers{};
    /// DynamoDB's reasons for throttling; only an exception has them.
    std::span<const throttle_reason> reasons{};
    /// The consumption of a table: that of the table itself, then of its indexes in the order of `add_table`.
    struct consumption {
        std::uint32_t table = 0;
        std::vector<double> units{};
    };
    std::span<const consumption> consumed{};
};

/// Decides what a load sends and when: order of keys, packing, pace, hot keys, bisection, requests in flight.
/// Pure: it has no clock, no I/O and no lock.
///
/// The engine calls `next` until it returns `wait` or `idle`; it sends each request and reports its outcome
/// with `answered`, `failed`, `refused` or `table_refused`.
class send_state {
 public:
    send_state(const send_options& options, time_point now);

    /// Adds a table; `name` is not an ARN. @returns its number; the first is 0
    std::uint32_t add_table(std::string name, const table_pace_options& pace,
                            std::vector<std::string> indexes, time_point now);
    /// Adds a write. See `key_order::accept`.
    key_order::acceptance accept(const planned_write& write, time_point now);
    /// True: there will be no more writes, so requests do not wait until they are full. False: more writes
    /// will follow.
    void drain(bool ends = true) noexcept { draining_ = ends; }

    send_step next(time_point now);
    /// Whether a table has writes for more requests than will be sent before its source can be read again. So
    /// the source should not be read now: a write that waits for long has left the processor's cache when it
    /// is sent. Writes that cannot be sent yet do not count.
    [[nodiscard]] bool is_supplied(std::uint32_t table) const noexcept {
        return packing_.has_supply(table, enough_writes());
    }
    /// Whether the source of a table that was supplied should be read again.
    [[nodiscard]] bool needs_supply(std::uint32_t table) const noexcept {
        return !packing_.has_supply(table, enough_writes() / 2);
    }

    /// The writes of a request that was returned by `next`.
    [[nodiscard]] const request_batch& batch(std::uint32_t request) const noexcept {
        return requests_[request].batch;
    }

    /// The time at which a request was sent that has no response yet.
    [[nodiscard]] time_point sent_at(std::uint32_t request) const noexcept {
        return requests_[request].sent_at;
    }

    /// Calls `act(table)` for each table that a request has writes to.
    template <class Act>
    void for_each_table(std::uint32_t request, Act&& act) const {
        const sent_request& of = requests_[request];
        for (std::size_t i = 0; i < of.table_count; ++i) act(of.tables[i].table);
    }

    /// Records a response. All writes that are not leftovers were written.
    void answered(std::uint32_t request, const send_answer& answer, time_point now, send_outcome& outcome);
    /// Records that a request failed for a reason that is not one of its writes (`failure_kind::transient`,
    /// `in_doubt`): all its writes are sent again. From the second failure in a row on, nothing is sent
    /// during a pause, which doubles from 50 ms to 5 s. `jitter` is in [0, 1).
    void failed(std::uint32_t request, double jitter, time_point now, send_outcome& outcome);
    /// Records that a request was refused because of one of its writes (`failure_kind::item`).
    void refused(std::uint32_t request, time_point now, send_outcome& outcome);
    /// Records that a request was refused because of a table (`failure_kind::table`). If it has writes to one
    /// table, this table ends: its writes are not sent any more, and `accept` must not be called for it.
    /// Otherwise the writes to each of its tables are sent again in its own request.
    /// @returns the table that ended now
    std::optional<std::uint32_t> table_refused(std::uint32_t request, time_point now, send_outcome& outcome);

    /// The text of a hot hash key, and its table, for `hot`.
    void name_hot_key(std::uint64_t hash_key, std::string_view text, std::uint32_t table = 0) {
        hot_.name(hash_key, text, table);
    }
    [[nodiscard]] const hot_keys& hot() const noexcept { return hot_; }
    [[nodiscard]] const key_order& order() const noexcept { return order_; }
    [[nodiscard]] const table_pace& pace(std::uint32_t table) const noexcept { return tables_[table].pace; }
    [[nodiscard]] const concurrency_finder& concurrency() const noexcept { return concurrency_; }
    [[nodiscard]] std::size_t requests_in_flight() const noexcept { return in_flight_; }
    /// The time since which all requests have failed; nothing if the last one did not fail.
    [[nodiscard]] std::optional<time_point> failing_since() const noexcept { return failing_since_; }

 private:
    struct paced_table {
        std::uint32_t table = 0;
        paced_request units{};
        std::vector<double> refused{};
        double refused_hot = 0;
    };
    struct sent_request {
        request_batch batch{};
        std::vector<paced_table> tables{};  // the first `table_count`
        std::size_t table_count = 0;
        bool bisected = false;
        bool used = false;
        time_point sent_at{};
    };
    struct known_table {
        std::string name;
        table_pace pace;
        std::optional<time_point> partial_since{};
        bool has_ended = false;
    };

    [[nodiscard]] std::size_t enough_writes() const noexcept {
        constexpr std::size_t least = 100;
        return std::max(least, 2 * concurrency_.limit() * options_.batch_size);
    }
    std::optional<nanoseconds> wait_of(std::uint32_t number, time_point now);
    bool fill(sent_request& of, std::uint32_t number, time_point now);
    void mix(sent_request& of, std::uint32_t first, time_point now);
    send_step send(std::uint32_t number, time_point now);
    send_step send_group(time_point now);
    nanoseconds release_hot(time_point now);
    std::uint32_t new_request();
    paced_table& paced(sent_request& of, std::uint32_t table);
    static void count(const planned_write& write, std::vector<double>& units);
    [[nodiscard]] write_id end_write(write_id id, std::vector<ended_write>& to,
                                     std::vector<sequence_range>& replaced);
    void settle(write_id id, std::vector<ended_write>& to, std::vector<sequence_range>& replaced,
                send_outcome& outcome);
    void give_up(write_id id, send_outcome& outcome);
    std::vector<write_id> give_up_ended(std::span<const write_id> writes, send_outcome& outcome);
    void end_table(std::uint32_t table, send_outcome& outcome);
    [[nodiscard]] bool has_ended(write_id id) const noexcept { return tables_[order_[id].table].has_ended; }
    void end(sent_request& of) noexcept;
    void end_after_answer(sent_request& of) noexcept;
    void put_back(sent_request& of, std::span<const write_id> writes, send_outcome& outcome);
    void not_charged(sent_request& of, time_point now);
    [[nodiscard]] static bool is_about(const throttle_reason& reason, const known_table& table) noexcept;
    [[nodiscard]] bool is_blamed(std::uint32_t table, std::span<const throttle_reason> reasons) const;
    [[nodiscard]] static bool may_blame_keys(std::span<const throttle_reason> reasons) noexcept;
    void note_hot_keys(sent_request& of, const send_answer& answer, time_point now, send_outcome& outcome);
    void pace_answer(sent_request& of, const send_answer& answer, time_point now);

    send_options options_;
    key_order order_;
    packing packing_;
    bisection bisection_;
    hot_keys hot_;
    concurrency_finder concurrency_;
    std::deque<known_table> tables_;
    std::vector<sent_request> requests_;
    std::vector<std::uint32_t> free_requests_;
    std::size_t in_flight_ = 0;
    std::uint32_t turn_ = 0;  // the table that is asked first
    bool draining_ = false;
    time_point pause_until_{};
    unsigned failures_ = 0;  // failures in a row
    std::optional<time_point> counted_failure_at_{};
    std::optional<time_point> failing_since_{};
    std::optional<time_point> forgot_at_{};
    std::vector<char> refused_flags_;  // a flag for each write, used by `answered`
    std::vector<hash_key_units> written_keys_;
    std::vector<hash_key_units> refused_keys_;
    std::vector<std::uint64_t> ended_keys_;
};

}  // namespace dynaco::loading
