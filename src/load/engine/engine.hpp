#pragma once

#include "load/check/item_check.hpp"
#include "load/engine/batch_request.hpp"
#include "load/engine/room_queue.hpp"
#include "load/engine/send_state.hpp"
#include "load/engine/stored_write.hpp"
#include "load/engine/ticket_state.hpp"
#include "load/plan/source_progress.hpp"

#include <dynaco/client.hpp>
#include <dynaco/load/loader.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace dynaco::loading {

/// Does what `send_state` decides: keeps the writes, sends requests, reports results. Thread-safe.
///
/// Requests run on the executor of the client, each in a coroutine of its own. While writes are pending, one
/// more coroutine, the keeper, waits for the time at which `send_state` wants to be asked again. Without
/// pending writes nothing keeps the executor busy.
class engine : public std::enable_shared_from_this<engine> {
 public:
    /// @throws error  errc::invalid_argument: an option is out of range
    engine(client db, std::string table, load_options options);

    /// Checks an item and accepts it when there is room. `text` is the item, or the key of a removal or an
    /// update. `single`: its request, if it cannot be in a batch; `has_condition`: the request has one.
    /// @throws error  errc::invalid_argument: the item cannot be stored. The failure that ended the load
    awaitable<std::shared_ptr<ticket_state>> put(std::string text, record_kind kind,
                                                 std::unique_ptr<const encoded_request> single = nullptr,
                                                 bool has_condition = false);
    /// Checks a record of a source and accepts it when there is room. A bad record is rejected.
    /// @throws error  the failure that ended the load
    awaitable<void> offer(result<std::string> item, record_kind kind, source_position position);
    /// Accepts all records of a source.
    /// @throws error  the failure that ended the load
    awaitable<void> put_all(record_source& rows);
    /// Accepts all records of files; continues with `load_options::resume`. `header` and `types` replace the
    /// views in `options`.
    awaitable<void> put_files(std::vector<std::string> paths, source_options options, std::string header,
                              std::string types);
    /// Waits until all writes that are accepted now, and those that are accepted meanwhile, have ended.
    /// @throws error  the failure that ended the load
    awaitable<void> flush();
    awaitable<load_report> finish();
    void stop(failure why) noexcept;
    void cancel() noexcept;
    /// Waits for the user's function that is running, if there is one. None is called afterwards.
    void be_silent() noexcept;
    [[nodiscard]] load_progress progress();
    [[nodiscard]] const std::string& table() const noexcept { return table_; }
    [[nodiscard]] const client& db() const noexcept { return db_; }

 private:
    using guard = std::unique_lock<std::mutex>;
    struct job {
        std::uint32_t request = 0;  // its number in `send_state`
        std::vector<write_id> ids{};
        std::vector<std::shared_ptr<stored_write>> writes{};
        std::vector<batch_member> members{};
    };
    struct event {  // what is reported after the mutex is released
        std::shared_ptr<ticket_state> ticket{};
        result<void> outcome{};
        std::optional<rejected_record> rejected{};
        std::uint64_t sequence = 0;  // of the rejected record
        bool is_done = true;         // a load that continues leaves the record out
    };
    // A write on its way to `accept`: `finish` waits for it.
    class arrival {
     public:
        explicit arrival(engine& to) : to_(to) {
            const guard lock(to_.mutex_);
            to_.check_open();
            ++to_.arriving_;
        }
        arrival(const arrival&) = delete;
        arrival& operator=(const arrival&) = delete;
        ~arrival() {
            const guard lock(to_.mutex_);
            --to_.arriving_;
            if (to_.is_idle()) to_.ring_idle();
        }

     private:
        engine& to_;
    };
    // Ends the load if a coroutine is destroyed with its context before it has ended.
    class abandonment {
     public:
        explicit abandonment(std::shared_ptr<engine> of) noexcept : of_(std::move(of)) {}
        abandonment(const abandonment&) = delete;
        abandonment& operator=(const abandonment&) = delete;
        ~abandonment() {
            if (of_) of_->abandon();
        }
        void not_any_more() const noexcept { of_ = nullptr; }

     private:
        mutable std::shared_ptr<engine> of_;
    };

    awaitable<void> prepare();
    static awaitable<void> describe(std::shared_ptr<engine> self);
    void use(const table_description& description);

    awaitable<std::optional<failure>> put_file(record_source& rows);
    void put_record(const load_record& record, std::shared_ptr<stored_write>& full);
    std::optional<item_fault> check_record(stored_write& write);
    record_source open_source(const std::vector<std::string>& paths, source_options options);
    [[nodiscard]] load_checkpoint identity_of(const record_source& rows, const source_options& options) const;
    awaitable<void> reserve(std::size_t bytes);
    void check_open() const;
    std::shared_ptr<ticket_state> accept(std::shared_ptr<stored_write> write);
    [[nodiscard]] static std::uint64_t hash_key_of(const stored_write& write) noexcept;
    void replace(stored_write& earlier, stored_write& later);
    std::unique_ptr<item_check> borrow_check();
    void return_check(std::unique_ptr<item_check> check);
    std::optional<item_fault> check(stored_write& write);

    void refuse_duplicate(const stored_write& write);
    void reject(rejected_record record);
    void reject(rejected_record record, std::uint64_t sequence, std::shared_ptr<ticket_state> ticket,
                const failure& why, std::vector<event>& events);
    void report(std::vector<event> events);

    void pump(guard& lock);
    static awaitable<void> send(std::shared_ptr<engine> self, job work);
    void handle(job& work, const result<reply>& answer);
    void handle_answer(const job& work, const batch_answer& answer);
    void handle_failure(const job& work, const failure& why, std::vector<event>& events);
    void handle_throttling(const job& work, const failure& why);
    bool handle_single(const job& work, const failure& why, std::vector<event>& events);
    void end_written(std::vector<event>& events);
    void end_rejected(const failure& why, std::vector<event>& events);
    void note_throttled(const throttle_reason& reason);
    void name_hot_keys(const job& work);
    void end_load(failure why, std::vector<event>& events);
    void end_tickets(std::vector<event>& events);
    [[nodiscard]] bool is_in_doubt(write_id id) const;
    void abandon() noexcept;
    [[nodiscard]] failure context_gone() const;
    bool call_user(const char* name, const std::function<void()>& call) noexcept;

    void wake_keeper(time_point then);
    static awaitable<void> keep(std::shared_ptr<engine> self, std::shared_ptr<transport::bell> bell);
    // Whether the keeper wakes for the user's functions.
    [[nodiscard]] bool reports() const noexcept { return options_.progress || options_.checkpoint; }
    void report_progress();
    void report_checkpoint();
    void ended(std::uint64_t sequence) {
        if (progress_) progress_->end(sequence);
    }
    [[nodiscard]] bool is_idle() const noexcept {
        if (stopped_) return abandoned_ || state_.requests_in_flight() == 0;
        return arriving_ == 0 && state_.requests_in_flight() == 0 && state_.order().pending() == 0;
    }
    // Waits until `is_idle`. Returns false if the caller was cancelled.
    awaitable<bool> wait_until_idle();
    void ring_idle();
    [[nodiscard]] load_report final_report();
    [[nodiscard]] std::vector<throttled_part> throttled_parts() const;
    [[nodiscard]] static time_point now() noexcept { return std::chrono::steady_clock::now(); }

    const client db_;
    const std::string table_;
    const load_options options_;

    std::mutex mutex_;  // guards everything below
    send_state state_;
    send_outcome outcome_{};  // of the response that is handled
    room_queue room_;
    std::shared_ptr<ticket_state> prepared_{};
    bool is_prepared_ = false;
    table_keys keys_{};
    std::vector<std::string> indexes_{};
    std::vector<std::unique_ptr<item_check>> checks_{};
    std::vector<std::shared_ptr<stored_write>> writes_{};  // by write_id
    std::uint64_t next_sequence_ = 0;
    std::optional<source_progress> progress_{};  // of `put_files`, if there are checkpoints
    std::string table_id_{};
    load_counts counts_{};
    std::vector<throttled_part> throttled_by_{};
    std::optional<failure> stopped_{};
    std::optional<failure> source_failed_{};  // of `put_files`
    std::uint64_t bytes_read_ = 0;            // of the source
    std::uint64_t total_bytes_ = 0;
    bool finished_ = false;
    bool abandoned_ = false;
    int arriving_ = 0;
    std::uint64_t undone_rejected_ = 0;  // rejected records that a load that continues meets again
    int hurry_ = 0;                      // the number of those who wait for `flush` or `finish`
    std::vector<std::shared_ptr<transport::bell>> idle_{};
    std::shared_ptr<transport::bell> keeper_{};  // null: no keeper runs
    time_point keeper_until_{};
    std::minstd_rand random_{std::random_device{}()};
    std::optional<time_point> began_{};
    time_point progress_at_{};
    load_counts progress_before_{};
    std::mutex report_mutex_;  // held while the user's functions are called; guards `is_silent_`
    bool is_silent_ = false;
};

}  // namespace dynaco::loading
