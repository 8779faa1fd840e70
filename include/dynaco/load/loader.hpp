#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/table/write/update.hpp>
#include <dynaco/load/record.hpp>
#include <dynaco/load/report.hpp>
#include <dynaco/load/sources.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/types.hpp>
#include <dynaco/writing.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco {

/// What happens to a write whose item has another write that was not sent yet.
enum class same_item : unsigned char {
    last_wins,  ///< The new write replaces the unsent one, which is counted as `load_counts::superseded`.
    refuse,     ///< The new write is rejected.
};

/// The settings of a load.
struct load_options {
    /// A cap for the capacity units per second that are written to each table and to each of its indexes.
    /// Default: 0, no cap; the loader finds the rate that the table accepts.
    double max_write_units_per_second = 0;
    /// The bytes of the writes that were accepted and are not acknowledged. At this limit `put` waits.
    /// Default: 64 MiB. At least one write is accepted.
    std::size_t max_memory = std::size_t{64} << 20;
    /// The requests in flight, at least 1. More than `client_options::max_connections` wait for a connection.
    /// Default: 64.
    std::size_t max_requests_in_flight = 64;
    /// The writes in a request, 1 to 100. DynamoDB accepts 25, the default. ScyllaDB's Alternator accepts
    /// 100.
    std::size_t max_writes_per_request = 25;
    /// How long a write waits until a request is full. Default: 5 ms. Zero: it does not wait.
    std::chrono::milliseconds linger{5};
    /// What happens to a second write of an item whose first write was not sent yet.
    same_item duplicates = same_item::last_wins;
    /// Requests fail because the service or the network is unavailable: how long the loader repeats them
    /// without any success until it ends the load. Default: 60 s.
    std::chrono::milliseconds patience{60'000};
    /// What `put_all` and `put_files` do with their records. Default: what each record says. With
    /// `record_use::put_if_new` each put needs a request of its own.
    record_use records = record_use::as_it_says;
    /// Whether updates without a condition are repeated after a lost response, so that they may be applied
    /// twice. Default: false, then their result is errc::outcome_unknown.
    bool repeat_updates = false;
    /// The records that may be rejected. One more ends the load. Default: 0, the first one ends it. Records
    /// that `put` refuses by an exception are not counted.
    std::uint64_t max_rejected = 0;
    /// Receives each rejected record of `put_all`, and each write that DynamoDB rejected. It is called by one
    /// thread at a time, and must not call the loader. Default: none.
    std::function<void(const rejected_record&)> rejected{};
    /// Receives the counts about every `progress_interval` while the load writes. It is called by one thread
    /// at a time, and must not call the loader. Default: none.
    std::function<void(const load_progress&)> progress{};
    /// The time between two calls of `progress`, and of `checkpoint`. Default: 1 s.
    std::chrono::milliseconds progress_interval{1000};
    /// Receives the progress of `put_files` as a text, about every `progress_interval` and at the end. Keep
    /// the latest one, for example with `write_checkpoint`. Before a call, `rejected` has received all
    /// rejected records that the text counts as done. It is called by one thread at a time, and must not call
    /// the loader; an exception ends the load. Default: none.
    std::function<void(std::string_view)> checkpoint{};
    /// A text that `checkpoint` received in an earlier process: `put_files` continues there. Empty: it starts
    /// at the beginning.
    std::string resume{};
};

namespace detail {

/// An update action or `when(condition)`.
template <class T>
concept load_update_argument = expression::update_action<T> || is_condition_clause<T>;

}  // namespace detail

namespace loading {

class engine;
class ticket_state;

}  // namespace loading

/// The receipt of one write.
///
/// A copy refers to the same write. A ticket may outlive its loader.
class load_ticket {
 public:
    /// A receipt of nothing: `written` returns at once.
    load_ticket() noexcept = default;
    /// Waits until the write is acknowledged. A write that a later write of the same item replaced is
    /// acknowledged together with it.
    ///
    /// Returns at once if that has happened already. May be called from several coroutines, on any executor.
    /// @throws error  errc::validation_failed: DynamoDB rejected the item. errc::outcome_unknown: the write
    /// was sent, but its result is not known. The cause that ended the load: the write was not sent.
    /// errc::canceled: the caller was cancelled (terminal cancellation); the write continues.
    [[nodiscard]] awaitable<void> written() const;

 private:
    friend class loader;
    explicit load_ticket(std::shared_ptr<loading::ticket_state> state) noexcept : state_(std::move(state)) {}
    std::shared_ptr<loading::ticket_state> state_;
};

/// Loads many items into tables: packs them into BatchWriteItem requests, sends as many as the tables accept,
/// repeats what was throttled, and never lets two writes of one item overtake each other.
///
///     dynaco::loader load{db, "orders"};
///     for (const Order& each : orders) co_await load.put(each);
///     dynaco::load_report done = co_await load.finish();
///     if (done.stopped) throw dynaco::error(*done.stopped);
///
/// `put` waits for room and not for the response: memory is bounded by `load_options::max_memory`. Each item
/// is checked before it is sent: types, keys, keys of indexes, sets, digits, depth and size. So a bad item is
/// refused alone.
///
/// Puts and removals may be repeated after a lost response; this does not change their result.
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
class loader {
 public:
    /// Loads into the table called `table`, which is described by the first write. Limits that were set by
    /// `client::with` do not apply.
    /// @throws error  errc::invalid_argument: an option is out of range
    loader(client db, std::string table, load_options options = {});
    /// Stops sending. See the class for what is lost.
    ~loader();
    loader(const loader&) = delete;
    loader& operator=(const loader&) = delete;
    /// Moves the load. The moved-from loader may only be assigned to or destroyed.
    loader(loader&&) noexcept;
    /// Stops the load of this loader, and moves the other.
    loader& operator=(loader&&) noexcept;

    /// Writes an object of a model, or a `dynaco::item`. Waits until there is room.
    /// @returns a receipt, which need not be used
    /// @throws error  errc::invalid_argument: the item cannot be stored; the text says which attribute and
    /// why. The cause that ended the load. errc::canceled.
    template <detail::writable_item T>
    awaitable<load_ticket> put(const T& object) {
        return put_text(encode(object));
    }
    /// Writes an item that is DynamoDB JSON: {"id":{"S":"1"}}. Waits until there is room.
    /// @returns a receipt, which need not be used
    /// @throws error  as `put`
    awaitable<load_ticket> put_json(std::string_view item);
    /// Removes an item by its key, as an object or `dynaco::item` that has only the key attributes. Waits
    /// until there is room. An item that does not exist is not an error.
    /// @returns a receipt, which need not be used
    /// @throws error  as `put`
    template <detail::writable_item T>
    awaitable<load_ticket> remove(const T& key) {
        return remove_text(encode(key));
    }

    /// Writes an object of a model, or a `dynaco::item`, if a condition holds: `load.put(order, when(…))`.
    /// Such a write needs a request of its own. Waits until there is room.
    /// @returns a receipt; its `written` throws errc::conditional_check_failed if the condition did not hold
    /// @throws error  as `put`
    template <detail::writable_item T, class Condition>
        requires detail::is_condition_clause<Condition> awaitable<load_ticket> put(
            const T& object, const Condition& condition) {
            const expression::statement<T, Condition> statement(condition);
            const put_item op{.table_name = table_name(), .item = object, .expressions = statement};
            return put_single(encode(object), record_kind::put, encoded_request::of(op), true);
        }
    /// Removes an item if a condition holds. Such a write needs a request of its own. Waits until there is
    /// room.
    /// @returns a receipt; its `written` throws errc::conditional_check_failed if the condition did not hold
    /// @throws error  as `put`
    template <detail::writable_item T, class Condition>
        requires detail::is_condition_clause<Condition> awaitable<load_ticket> remove(
            const T& key, const Condition& condition) {
            const expression::statement<T, Condition> statement(condition);
            const delete_item op{.table_name = table_name(), .key = key, .expressions = statement};
            return put_single(encode(key), record_kind::remove, encoded_request::of(op), true);
        }
    /// Changes attributes of an item; creates the item if it does not exist. Takes the key, as an item that
    /// has only the key attributes, and actions such as `attribute("count").add(1)`; `when(…)` may be among
    /// them. An update needs a request of its own. Waits until there is room.
    ///
    /// An update without a condition is not repeated after a lost response: its result is then
    /// errc::outcome_unknown (`load_counts::in_doubt`). See `load_options::repeat_updates`.
    /// @returns a receipt; its `written` throws errc::conditional_check_failed if the condition did not hold
    /// @throws error  as `put`
    template <class First, class... Rest>
        requires(detail::load_update_argument<First>&&...&& detail::load_update_argument<Rest>)
    awaitable<load_ticket> update(const item& key, const First& first, const Rest&... rest) {
        static_assert(detail::check_update_counts<First, Rest...>());
        update_item op{.table_name = table_name(), .key = key};
        return detail::with_update_clauses(
            [&]<class... Clause>(const Clause&... clause) {
                const expression::statement<item, Clause...> statement(clause...);
                op.expressions = statement;
                return put_single(encode(key), record_kind::remove, encoded_request::of(op),
                                  sizeof...(Clause) > 1);
            },
            first, rest...);
    }

    /// Writes all records of a source.
    ///
    /// `rows.next()` must return an awaitable of an optional: an object of a model, a `dynaco::item`,
    /// DynamoDB JSON as a string, or a `load_record`. An empty optional ends the source. A record that cannot
    /// be stored is rejected (`load_options::rejected`, `max_rejected`) and does not throw.
    /// @throws error  the cause that ended the load; what `rows` throws; errc::canceled
    template <class Source>
    awaitable<void> put_all(Source&& rows) {
        std::uint64_t count = 0;
        while (auto row = co_await rows.next()) co_await offer_row(*row, count++);
    }

    /// Writes all records of a source of files. A record that cannot be stored is rejected and does not
    /// throw. Reading a block of a file blocks the thread.
    /// @throws error  the cause that ended the load; errc::malformed_file, errc::file_failed: the rest of a
    /// file cannot be read, and the next call continues with the next file; errc::canceled
    awaitable<void> put_all(record_source& rows);
    /// Writes all records of files. With `load_options::checkpoint`, the load can be continued in another
    /// process by `load_options::resume`; call it only once then, and put nothing else.
    ///
    /// A record that was acknowledged before is not written again. Records that were in flight when the
    /// process ended are written again, which does not change their result.
    /// g++ 12: write `paths` as a named variable. The compiler fails on a braced list in an expression with
    /// `co_await`.
    /// @throws error  errc::invalid_argument: `load_options::resume` is of other files, another table or
    /// other options; the text says what differs. The cause that ended the load. errc::malformed_file,
    /// errc::file_failed: a file cannot be read. errc::canceled
    awaitable<void> put_files(std::vector<std::string> paths, source_options options = {});

    /// Sends all pending writes without waiting until requests are full, and waits until they are
    /// acknowledged. The load continues.
    /// @throws error  the cause that ended the load; errc::canceled
    awaitable<void> flush();
    /// Sends all pending writes, waits until they are acknowledged, and ends the load. Later writes fail.
    ///
    /// Does not throw if the load ended early: see `load_report::stopped`.
    [[nodiscard]] awaitable<load_report> finish();
    /// Ends the load early: nothing more is sent. Requests in flight continue; `finish` waits for them.
    /// Writes that wait fail with errc::canceled. Thread-safe.
    void stop() noexcept;
    /// The current counts. Thread-safe.
    [[nodiscard]] load_progress progress() const;

 private:
    template <detail::writable_item T>
    static result<std::string> encode(const T& object) {
        return encode_object(object);
    }
    template <class Row>
    awaitable<void> offer_row(const Row& row, std::uint64_t number) {
        if constexpr (std::same_as<Row, load_record>)
            return offer(result<std::string>(std::string(row.item)), row.kind, row.position);
        else if constexpr (std::convertible_to<const Row&, std::string_view>)
            return offer(result<std::string>(std::string(std::string_view(row))), record_kind::put,
                         {.record = number});
        else
            return offer(encode(row), record_kind::put, {.record = number});
    }

    static result<std::string> encode_object(detail::attributes_ref object);
    [[nodiscard]] const std::string& table_name() const noexcept;
    awaitable<load_ticket> put_single(result<std::string> text, record_kind kind, encoded_request request,
                                      bool has_condition);
    static awaitable<load_ticket> ticket_of(awaitable<std::shared_ptr<loading::ticket_state>> put);
    static awaitable<load_report> finish(std::shared_ptr<loading::engine> engine);
    awaitable<load_ticket> put_text(result<std::string> item);
    awaitable<load_ticket> remove_text(result<std::string> key);
    awaitable<void> offer(result<std::string> item, record_kind kind, source_position position);

    std::shared_ptr<loading::engine> engine_;
};

/// Returns the text of a checkpoint file; empty if the file does not exist.
/// @throws error  errc::file_failed
[[nodiscard]] std::string read_checkpoint(const std::string& path);
/// Replaces the text of a checkpoint file. After a crash or a power failure the file has the old text or the
/// new one.
/// @throws error  errc::file_failed
void write_checkpoint(const std::string& path, std::string_view text);

}  // namespace dynaco
