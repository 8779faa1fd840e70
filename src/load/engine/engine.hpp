#pragma once

#include "core/fork_count.hpp"
#include "core/short_mutex.hpp"
#include "load/engine/batch_request.hpp"
#include "load/engine/bells.hpp"
#include "load/engine/load_tally.hpp"
#include "load/engine/loaded_table.hpp"
#include "load/engine/read_portion.hpp"
#include "load/engine/send_state.hpp"
#include "load/engine/stored_write.hpp"
#include "load/engine/ticket_state.hpp"
#include "load/engine/user_functions.hpp"
#include "load/engine/write_store.hpp"
#include "load/pace/outage_time.hpp"
#include "load/plan/acknowledged_ranges.hpp"
#include "load/plan/byte_marks.hpp"
#include "load/plan/source_progress.hpp"

#include <dynaco/client.hpp>
#include <dynaco/load/loader.hpp>

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// Carries out the decisions of `send_state`: keeps the writes, sends requests, reports results. Thread-safe.
///
/// Requests run on the executor of the client, each in its own coroutine. While writes are pending, one more
/// coroutine, the keeper, waits for the time at which `send_state` wants to be asked again. Without pending
/// writes nothing keeps the executor busy.
class engine : public std::enable_shared_from_this<engine> {
 public:
    /// `first`: the table that the messages about the whole load name. If it cannot be described, the load
    /// ends.
    /// @throws error  errc::invalid_argument: an option is out of range
    engine(const client& db, std::string first, load_options options);

    /// The table with this name. It lives as long as the load.
    [[nodiscard]] std::shared_ptr<loaded_table> table(std::string_view name);
    /// Checks an item and accepts it when there is room. `text` is the item, or the key of a removal or an
    /// update. `single`: its request, if it cannot be in a batch; `has_condition`: the request has one.
    /// @throws error  errc::invalid_argument: the item cannot be stored. The failure that ended the load
    awaitable<std::shared_ptr<ticket_state>> put(loaded_table& in, std::string text, record_kind kind,
                                                 std::unique_ptr<const encoded_request> single = nullptr,
                                                 bool has_condition = false);
    /// Checks a record of a source and accepts it when there is room. A record that cannot be stored is
    /// rejected.
    /// @throws error  the failure that ended the load or the table
    awaitable<void> offer(loaded_table& in, result<std::string> item, record_kind kind,
                          source_position position);
    /// Does what `offer` does, for a record that names its table. If the table has ended, the record is
    /// counted as not sent.
    /// @throws error  the failure that ended the load
    awaitable<void> offer_named(loaded_table& in, result<std::string> item, record_kind kind,
                                source_position position);
    /// Records that a source was not read to its end: `finish` reports it. `thrown` is not null.
    void source_failed(const loaded_table& in, const std::exception_ptr& thrown);
    /// Accepts all records of a source.
    /// @throws error  the failure that ended the load or the table; what the source throws
    awaitable<void> put_all(loaded_table& in, record_source& rows);
    /// Accepts all records of files; continues with `load_options::resume`. `header`, `types` and
    /// `required` replace the views in `options`.
    awaitable<void> put_files(loaded_table& in, std::vector<std::string> paths, source_options options,
                              std::string header, std::string types, std::string required);
    /// Waits until all writes have ended, including those that are accepted during the wait.
    /// @throws error  the failure that ended the load, or that of a table that ended
    awaitable<void> flush();
    awaitable<load_report> finish();
    void stop(failure why) noexcept;
    void cancel() noexcept;
    /// Calls a function of the user while none of those in the options runs. What it throws is passed on.
    void call_alone(const std::function<void()>& function) { user_.call_other(function); }
    /// Waits for the user's function that is running, if there is one. None of those in the options is called
    /// afterwards.
    void be_silent() noexcept { user_.be_silent(); }
    [[nodiscard]] load_progress progress();
    /// Remembers which records have ended, for `have_ended`. Call it before the first record.
    void remember_ended() { ended_.emplace(); }
    /// True if all these records were written, replaced by a later one, or rejected, and `rejected` has
    /// received them. Records have numbers from 0, in the order in which they were accepted.
    [[nodiscard]] bool have_ended(const sequence_range& records);
    /// The number of the first record that has not ended, after `remember_ended`.
    [[nodiscard]] std::uint64_t all_ended_below();
    [[nodiscard]] const std::string& first_table() const noexcept { return first_; }
    [[nodiscard]] const client& db() const noexcept { return db_; }

 private:
    using guard = std::unique_lock<detail::short_mutex>;
    struct job {
        std::uint32_t request = 0;  // its number in `send_state`
        std::vector<write_id> ids{};
        std::vector<stored_write*> writes{};  // they live until the request is handled
        std::vector<batch_member> members{};
        std::unique_ptr<stored_write> ended{};  // one of `writes` that is not stored any more
    };
    struct event {  // reported after the mutex is released
        std::shared_ptr<ticket_state> ticket{};
        result<void> outcome{};
        std::optional<rejected_record> rejected{};
        std::uint64_t sequence = 0;  // the number of the rejected record
        bool is_done = true;         // a load that continues leaves the record out
    };
    // A count that is one higher while this object exists, also if its coroutine is destroyed.
    class raised {
     public:
        // The mutex is held.
        raised(engine& of, int& count) noexcept : of_(of), count_(count) { ++count_; }
        raised(const raised&) = delete;
        raised& operator=(const raised&) = delete;
        ~raised();

     private:
        engine& of_;
        int& count_;
    };
    // What a caller does while `finish` waits for it.
    enum class arrival_of : unsigned char { writes, files };
    // A caller that waits for room. It leaves the queue if it is cancelled, or destroyed with its context.
    class queue_place {
     public:
        // The mutex is held.
        queue_place(engine& of, std::size_t bytes, const boost::asio::any_io_executor& executor);
        queue_place(const queue_place&) = delete;
        queue_place& operator=(const queue_place&) = delete;
        ~queue_place();
        [[nodiscard]] awaitable<void> wait() { return bell_.wait(); }
        // The caller uses the room.
        void keep() noexcept { is_kept_ = true; }

     private:
        engine& of_;
        waiting_bell bell_;
        std::shared_ptr<room_queue::waiter> waiter_;
        bool is_kept_ = false;
    };
    // The engine in its own coroutine. If the coroutine is destroyed before its end, as with its
    // context, the load ends.
    class own_work {
     public:
        explicit own_work(std::shared_ptr<engine> of) noexcept : of_(std::move(of)) {}
        own_work(own_work&&) noexcept = default;
        own_work& operator=(own_work&&) = delete;
        ~own_work() {
            if (of_ && !is_done_) of_->abandon();
        }
        [[nodiscard]] engine& self() const noexcept { return *of_; }
        void is_done() noexcept { is_done_ = true; }

     private:
        std::shared_ptr<engine> of_;
        bool is_done_ = false;
    };

    // ---- Called without the mutex. Where they need it, they lock it themselves. ----

    // engine_tables.cpp: the tables of the load
    awaitable<void> prepare(loaded_table& in);
    static awaitable<void> describe(own_work work, loaded_table& in);
    void cannot_describe(loaded_table& in, const failure& why);
    [[nodiscard]] failure context_gone() const;

    // engine_files.cpp: what `put_files` does besides `put_all`
    record_source open_source(loaded_table& in, const std::vector<std::string>& paths,
                              source_options options);
    [[nodiscard]] load_checkpoint identity_of(const loaded_table& in, const record_source& rows,
                                              const source_options& options) const;
    [[nodiscard]] bool continues_after(const failure& damage);

    // engine_sources.cpp: reads sources, as far as their tables need writes
    awaitable<std::optional<failure>> read_all(loaded_table& in, record_source& rows);
    awaitable<void> accept_all(portion& read, portion_reader& reader, loaded_table& in);
    std::size_t accept_some(portion& read, std::size_t first, bool is_reserved, loaded_table& in);
    [[nodiscard]] bool is_supplied(const loaded_table& in);
    awaitable<void> wait_for_demand(loaded_table& in);

    // engine.cpp: accepts and rejects single writes
    // `finish` waits for a caller while it has the result.
    [[nodiscard]] raised arrive(const loaded_table& in, arrival_of what = arrival_of::writes);
    awaitable<void> reserve(std::size_t bytes);
    std::shared_ptr<ticket_state> accept(std::unique_ptr<stored_write> write);
    bool skip(loaded_table& in, const failure& why);
    void reject(loaded_table& in, rejected_record record);
    static std::optional<item_fault> check(stored_write& write);
    [[nodiscard]] static std::uint64_t hash_key_of(const stored_write& write) noexcept;

    // engine_requests.cpp: a request, from its encoding to its response
    static awaitable<void> send(own_work life, job work);
    void handle(job& work, const result<reply>& answer);

    // engine_reports.cpp: calls the user's functions, and the keeper, which wakes for them
    void report(std::vector<event> events);
    void report_progress();
    void report_checkpoint();
    bool call_user(const char* name, const std::function<void()>& function) noexcept;
    static awaitable<void> keep(own_work life, waiting_bell bell);

    // engine_end.cpp, engine_writes_end.cpp
    // Requests do not wait until they are full while a caller has the result.
    [[nodiscard]] raised hurry();
    // Waits until `is_idle`. Returns false if the caller was cancelled.
    awaitable<bool> wait_until_idle();
    void abandon() noexcept;

    // ---- Called with the mutex. They neither release it nor call the user; what is to be reported is added
    // to `events`, which the caller passes to `report` when it has released the mutex. ----

    // engine.cpp
    [[nodiscard]] const failure* end_of(const loaded_table& in) const noexcept;
    // Why nothing more is accepted for any table; null: the load is open.
    [[nodiscard]] const failure* end_of_all() const noexcept {
        return stopped_ ? &*stopped_ : ending_ ? &*ending_ : nullptr;
    }
    void check_open(const loaded_table& in, arrival_of what) const;
    // Returns null if the write is refused, which is in `write` then.
    stored_write* store(std::unique_ptr<stored_write>& write);
    static constexpr const char* duplicate_reason = "another write of the same item is pending";
    void reject(loaded_table& in, rejected_record record, std::uint64_t sequence,
                std::shared_ptr<ticket_state> ticket, const failure& why, std::vector<event>& events);

    // engine_tables.cpp, engine_sources.cpp
    void use(const table_description& description, loaded_table& in);
    void accept_read(read_record& from, loaded_table& in, std::vector<event>& events);
    void begin_source(const portion& read);
    void note_read(const portion& read);
    void estimate_before(const portion& read, std::uint64_t number);
    void wake_sources();

    // engine_requests.cpp
    // Releases the mutex in the end: it is called last.
    void pump(guard& lock);
    void handle_answer(const job& work, const batch_answer& answer);
    void handle_failure(job& work, const failure& why, std::vector<event>& events);
    void note_failed(const job& work, const failure& why);
    bool handle_single(job& work, const failure& why, std::vector<event>& events);
    void handle_throttling(const job& work, const failure& why);
    void note_throttled(const job& work, const throttle_reason& reason);
    void count_throttled(std::span<const batch_member> members, const std::vector<bool>& refused);
    void name_hot_keys(const job& work);

    // engine_writes_end.cpp: the writes that end with a response, a table or the load
    void end_written(std::vector<event>& events);
    void end_rejected(const failure& why, std::vector<event>& events);
    void end_unsent(std::vector<event>& events);
    void end_table(loaded_table& in, const failure& why, std::vector<event>& events);
    void end_load(failure why, std::vector<event>& events);
    void end_tickets(std::vector<event>& events);
    [[nodiscard]] bool is_in_doubt(write_id id) const;
    void ended(std::uint64_t sequence) {
        if (progress_) progress_->end(sequence);
        if (ended_) ended_->add(sequence);
    }
    void ended(const sequence_range& records) {
        if (progress_) progress_->end(records);
        if (ended_) ended_->add(records);
    }

    // engine_end.cpp: the end of the load, its counts
    [[nodiscard]] bool is_idle() const noexcept {
        if (reporting_ > 0) return false;
        if (stopped_) return abandoned_ || state_.requests_in_flight() == 0;
        return arriving_ == 0 && state_.requests_in_flight() == 0 && state_.order().pending() == 0;
    }
    void ring_idle();
    [[nodiscard]] load_report final_report() const;
    [[nodiscard]] std::vector<throttled_part> throttled_parts() const;
    [[nodiscard]] std::vector<load_table_counts> table_counts() const;

    // engine_reports.cpp
    void wake_keeper(time_point then);

    // ---- The options, which do not change. ----

    // Whether the keeper wakes for the user's functions.
    [[nodiscard]] bool reports() const noexcept { return options_.progress || options_.checkpoint; }
    // Whether a later load can continue this one.
    [[nodiscard]] bool is_continued() const noexcept {
        return options_.checkpoint || !options_.resume.empty();
    }
    [[nodiscard]] static time_point now() noexcept { return std::chrono::steady_clock::now(); }

    const client db_;
    const std::string first_;
    const load_options options_;
    const unsigned forks_ = detail::fork_count();
    user_functions user_;

    // Guards everything below. It is held for up to 20 µs, for a portion of records.
    detail::short_mutex mutex_{400};
    send_state state_;
    send_outcome outcome_{};  // the outcome of the response that is handled
    write_store store_;
    std::map<std::string, std::shared_ptr<loaded_table>, std::less<>> tables_{};
    std::vector<loaded_table*> described_{};  // indexed by their number in `state_`
    std::uint64_t next_sequence_ = 0;
    std::optional<source_progress> progress_{};   // the progress of `put_files`, if there are checkpoints
    std::optional<acknowledged_ranges> ended_{};  // after `remember_ended`
    load_tally tally_;
    std::vector<throttled_part> throttled_by_{};
    std::optional<failure> stopped_{};
    std::optional<failure> ending_{};  // nothing is accepted any more; pending writes are sent
    std::optional<failure> source_failed_{};
    outage_time outage_{};
    byte_marks bytes_{};            // the bytes of the records of the source
    std::uint64_t bytes_read_ = 0;  // bytes read from the source
    std::uint64_t bytes_before_ = 0;
    std::uint64_t total_bytes_ = 0;
    bool finished_ = false;
    bool abandoned_ = false;
    bool has_files_ = false;  // `put_files` was called
    int arriving_ = 0;
    int reporting_ = 0;  // responses whose events are not reported yet
    int hurry_ = 0;      // the number of callers that wait for `flush` or `finish`
    bell_list idle_{};
    keeper keeper_{};
    std::minstd_rand random_{std::random_device{}()};
};

/// The engine of a loader, for the calls on whole tables.
struct engine_access {
    [[nodiscard]] static engine& of(const loader_table& table) noexcept { return *table.engine_; }
};

}  // namespace dynaco::loading
