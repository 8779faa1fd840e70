#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/load/loader_table.hpp>
#include <dynaco/load/record.hpp>
#include <dynaco/load/report.hpp>
#include <dynaco/types.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace dynaco {

/// What happens to a write if an earlier write of the same item was not sent yet.
enum class same_item : unsigned char {
    last_wins,  ///< The new write replaces the unsent one, which is counted as `load_counts::superseded`.
    refuse,     ///< The new write is rejected.
};

/// The settings of a load.
///
/// `rejected`, `progress` and `checkpoint` are called by any thread of the client's executor, or by the
/// caller of `put_all`, `put_files` or `finish`. They never run at the same time. They must not call the
/// loader.
struct load_options {
    /// A cap for the capacity units per second that are written to each table and to each of its indexes.
    /// Default: 0, no cap; the loader finds the rate that the table accepts.
    double max_write_units_per_second = 0;
    /// The limit of bytes in writes that were accepted and are not acknowledged. At the limit `put` waits,
    /// but one write is always accepted. A file or `record_source` is read only as far as its table needs
    /// writes, so it seldom uses as much. Default: 64 MiB.
    std::size_t max_memory = std::size_t{64} << 20;
    /// The limit of requests in flight, at least 1. Requests beyond `client_options::max_connections` wait
    /// for a connection. Default: 64.
    std::size_t max_requests_in_flight = 64;
    /// The limit of writes in a request, 1 to 100. Default: 25, the most that DynamoDB accepts. ScyllaDB's
    /// Alternator accepts 100.
    std::size_t max_writes_per_request = 25;
    /// How long a write waits for others that fill its request. Default: 5 ms. Zero: it does not wait.
    std::chrono::milliseconds linger{5};
    /// What happens to a second write of an item whose first write was not sent yet.
    same_item duplicates = same_item::last_wins;
    /// How long the loader repeats requests while all of them fail because the service or the network is
    /// unavailable. Then it ends the load. Default: 60 s.
    std::chrono::milliseconds patience{60'000};
    /// What `put_all` and `put_files` do with their records. Default: what each record says. With
    /// `record_use::put_if_new` each put is sent in its own request.
    record_use records = record_use::as_it_says;
    /// Whether updates without a condition are repeated after a lost response, so that they may be applied
    /// twice. Default: false; their result is then errc::outcome_unknown.
    bool repeat_updates = false;
    /// The limit of rejected records. Default: 0. When more are rejected, nothing more is accepted, and the
    /// load ends. If a record of a source cannot be stored, the writes that were accepted before it are sent;
    /// if DynamoDB rejected a write, nothing more is sent. Records that `put` refuses with an exception are
    /// not counted.
    std::uint64_t max_rejected = 0;
    /// Receives each rejected record of `put_all`, and each write that DynamoDB rejected. Default: none.
    std::function<void(const rejected_record&)> rejected{};
    /// Receives the counts about every `progress_interval` while the load writes. Default: none.
    std::function<void(const load_progress&)> progress{};
    /// The time between two calls of `progress`, and of `checkpoint`. Default: 1 s.
    std::chrono::milliseconds progress_interval{1000};
    /// Receives the progress of `put_files` as a text, about every `progress_interval` and at the end. Keep
    /// the latest one, for example with `write_checkpoint`. Before a call, `rejected` has received all
    /// rejected records that the text counts as done. An exception ends the load. With `checkpoint` or
    /// `resume`, the loader writes only the files of one call of `put_files`. Default: none.
    std::function<void(std::string_view)> checkpoint{};
    /// A text that `checkpoint` received in an earlier process: `put_files` continues there. Empty: it starts
    /// at the beginning.
    std::string resume{};
};

/// Loads many items into tables: packs them into BatchWriteItem requests, sends as many as the tables accept,
/// sends throttled writes again, and never lets two writes of one item overtake each other.
///
///     dynaco::loader load{db, "orders"};
///     for (const Order& each : orders) co_await load.put(each);
///     dynaco::load_report done = co_await load.finish();
///     if (done.stopped) throw dynaco::error(*done.stopped);
///
/// The functions that write are those of `loader_table`. `table` returns the handle of another table.
/// Requests may have writes to several tables; each table has its own pace.
///
/// `put` waits for room and not for the response: memory is bounded by `load_options::max_memory`. Each item
/// is checked before it is sent: types, keys, keys of indexes, sets, digits, depth and size. So a bad item
/// does not affect the other items of its request.
///
/// Puts and removals may be repeated after a lost response; this does not change their result.
///
/// If a table does not exist, or a permission for it is missing, the writes to this table end: those that are
/// pending are counted as `load_counts::unsent`, their tickets and later writes to the table throw the cause,
/// and `load_table_counts::stopped` and `load_report::stopped` have it. The other tables are written on. The
/// load ends when all tables for which it has a handle have ended.
///
/// Threads: all functions may be called from any threads at the same time. Requests run on the executor of
/// the client; calls complete on the executor of their caller.
///
/// Lifetime: the functions in `load_options` are not called any more after `finish` has returned or the
/// loader was destroyed. Calls may outlive the loader; they then fail. When the loader is destroyed without
/// `finish`, requests in flight continue to their end, and writes that were not sent are lost. Arguments are
/// encoded before a function returns its awaitable.
///
/// Cancellation: a cancelled `put` (terminal cancellation) throws errc::canceled, and its item is not
/// written. A cancelled `finish` ends the load as `stop` does and returns the report.
///
/// fork: a loader belongs to the process that made it. In a child process its writes fail with
/// errc::invalid_argument, so that no write is sent by both processes.
class loader : public loader_table {
 public:
    /// Loads into the table called `table`, and into those of `loader::table`. A table is described by the
    /// first write to it. Limits that were set by `client::with` do not apply.
    /// @throws error  errc::invalid_argument: an option is out of range
    loader(client db, std::string table, load_options options = {});
    /// Stops sending. The description of the class says which writes are lost.
    ~loader();
    loader(const loader&) = delete;
    loader& operator=(const loader&) = delete;
    /// Moves the load. The moved-from loader may only be assigned to or destroyed.
    loader(loader&&) noexcept;
    /// Stops the load of this loader, and moves the other.
    loader& operator=(loader&&) noexcept;

    /// Returns the handle of a table. Handles with the same name are for the same table. The first write to
    /// the table describes it. If the table does not exist or a permission is missing, the writes to this
    /// table end: see the class. After another failure, such as an outage, the writes that wait for the
    /// description fail with its cause, and the next write tries again; but the load ends if it is the table
    /// that the loader was made with. Thread-safe.
    [[nodiscard]] loader_table table(std::string_view name) const;

    /// Sends all pending writes without waiting until requests are full, and waits until they are
    /// acknowledged. The load continues.
    /// @throws error  the cause that ended the load; errc::canceled. The cause that ended a table: the writes
    /// to the others are acknowledged.
    awaitable<void> flush();
    /// Sends all pending writes, waits until they are acknowledged, and ends the load. Later writes fail.
    ///
    /// Does not throw if the load, or the writes to a table, ended early: see `load_report::stopped`.
    [[nodiscard]] awaitable<load_report> finish();
    /// Ends the load early: nothing more is sent. Requests in flight continue; `finish` waits for them.
    /// Writes that wait fail with errc::canceled. Thread-safe.
    void stop() noexcept;
    /// The current counts. Thread-safe.
    [[nodiscard]] load_progress progress() const;

 private:
    explicit loader(const std::shared_ptr<loading::engine>& engine);
    static awaitable<load_report> finish(std::shared_ptr<loading::engine> engine);
};

/// Returns the text of a checkpoint file; empty if the file does not exist.
/// @throws error  errc::file_failed
[[nodiscard]] std::string read_checkpoint(const std::string& path);
/// Replaces the text of a checkpoint file. After a crash or a power failure the file has the old text or the
/// new one.
/// @throws error  errc::file_failed
void write_checkpoint(const std::string& path, std::string_view text);

}  // namespace dynaco
