#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/detail/table/write/update.hpp>
#include <dynaco/detail/table/write/write_condition.hpp>
#include <dynaco/load/record.hpp>
#include <dynaco/load/sources.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/types.hpp>
#include <dynaco/writing.hpp>

#include <concepts>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

namespace detail {

/// An update action or `when(condition)`.
template <class T>
concept load_update_argument = expression::update_action<T> || is_condition_clause<T>;

/// The path of a file: a string, a string_view or a std::filesystem::path.
template <class T>
concept load_path = std::constructible_from<std::string, const T&> && !std::is_null_pointer_v<T>;

}  // namespace detail

namespace loading {

class engine;
class ticket_state;
struct engine_access;
struct loaded_table;

}  // namespace loading

/// The receipt of one write.
///
/// A copy refers to the same write. A ticket may outlive its loader.
class load_ticket {
 public:
    /// A receipt for no write: `written` returns at once.
    load_ticket() noexcept = default;
    /// Waits until the write is acknowledged. A write that a later write of the same item replaced is
    /// acknowledged together with it.
    ///
    /// Returns at once if that has happened already. May be called from several coroutines, on any executor.
    /// @throws error  errc::validation_failed: DynamoDB rejected the item. errc::outcome_unknown: the write
    /// was sent, but its result is not known. The cause that ended the load or the table: the write was not
    /// sent. errc::canceled: the caller was cancelled (terminal cancellation); the write continues.
    [[nodiscard]] awaitable<void> written() const;

 private:
    friend class loader_table;
    explicit load_ticket(std::shared_ptr<loading::ticket_state> state) noexcept : state_(std::move(state)) {}
    std::shared_ptr<loading::ticket_state> state_;
};

/// A table of a `loader`, and the functions that write to it. Made by `loader::table`.
///
///     const dynaco::loader_table customers = load.table("customers");
///     co_await customers.put(customer);
///
/// A loader is itself the handle of its first table. A copy refers to the same table. All tables of a loader
/// share its options, its memory and its requests.
///
/// Threads: all functions may be called from any threads at the same time. Requests run on the executor of
/// the client; calls complete on the executor of their caller.
///
/// Lifetime: a handle and its calls may outlive the loader; they then fail. Arguments are encoded before a
/// function returns its awaitable.
///
/// Cancellation: a cancelled `put` (terminal cancellation) throws errc::canceled, and its item is not
/// written.
class loader_table {
 public:
    /// Returns the table's name.
    [[nodiscard]] const std::string& name() const noexcept;

    /// Writes an object of a model, or a `dynaco::item`. Waits until there is room in memory.
    /// @returns a receipt, which need not be used
    /// @throws error  errc::invalid_argument: the item cannot be stored, for example because it has more than
    /// 400 KB; the text says which attribute and why. It is in none of the counts, is not passed to
    /// `load_options::rejected`, and the load continues. The cause that ended the load or this table (see
    /// `loader`). errc::canceled.
    template <detail::writable_item T>
    awaitable<load_ticket> put(const T& object) const {
        return put_text(encode(object));
    }
    /// A compiler error: g++ 12 miscompiles a temporary object here.
    template <detail::miscompiled_temporary Temporary, class... Condition>
    awaitable<load_ticket> put(Temporary&&, const Condition&...) const {
        return detail::refuse_temporary<Temporary, awaitable<load_ticket>>();
    }
    /// Writes an item that is DynamoDB JSON: {"id":{"S":"1"}}. Waits until there is room in memory.
    /// @returns a receipt, which need not be used
    /// @throws error  the errors of `put`
    awaitable<load_ticket> put_json(std::string_view item) const;
    /// Removes an item by its key, as an object or `dynaco::item` that has only the key attributes. Waits
    /// until there is room in memory. An item that does not exist is not an error.
    /// @returns a receipt, which need not be used
    /// @throws error  the errors of `put`
    template <detail::writable_item T>
    awaitable<load_ticket> remove(const T& key) const {
        return remove_text(encode(key));
    }

    /// A compiler error: g++ 12 miscompiles a temporary object here.
    template <detail::miscompiled_temporary Temporary, class... Condition>
    awaitable<load_ticket> remove(Temporary&&, const Condition&...) const {
        return detail::refuse_temporary<Temporary, awaitable<load_ticket>>();
    }

    /// Writes an object of a model, or a `dynaco::item`, if a condition holds: `load.put(order, when(…))`.
    /// Such writes are sent in their own requests. Waits until there is room in memory.
    /// @returns a receipt; its `written` throws errc::conditional_check_failed if the condition did not hold
    /// @throws error  the errors of `put`
    template <detail::writable_item T, class Condition>
        requires detail::is_condition_clause<Condition> awaitable<load_ticket> put(const T& object,
                                                                                   const Condition& condition)
    const {
        const detail::expression::statement<T, Condition> statement(condition);
        const put_item op{.table_name = name(),
                          .item = object,
                          .expressions = statement,
                          .report_capacity = report_capacity::indexes};
        return put_single(encode(object), record_kind::put, encoded_request::of(op), true);
    }
    /// Removes an item if a condition holds. Such writes are sent in their own requests. Waits until there is
    /// room in memory.
    /// @returns a receipt; its `written` throws errc::conditional_check_failed if the condition did not hold
    /// @throws error  the errors of `put`
    template <detail::writable_item T, class Condition>
        requires detail::is_condition_clause<Condition> awaitable<load_ticket> remove(
            const T& key, const Condition& condition)
    const {
        const detail::expression::statement<T, Condition> statement(condition);
        const delete_item op{.table_name = name(),
                             .key = key,
                             .expressions = statement,
                             .report_capacity = report_capacity::indexes};
        return put_single(encode(key), record_kind::remove, encoded_request::of(op), true);
    }
    /// Changes attributes of an item; creates the item if it does not exist. Takes the key, as an item that
    /// has only the key attributes, and actions such as `attribute("count").add(1)`; `when(…)` may be among
    /// them. Each update is sent in its own request. Waits until there is room in memory.
    ///
    /// An update without a condition is not repeated after a lost response: its result is then
    /// errc::outcome_unknown (`load_counts::in_doubt`). See `load_options::repeat_updates`.
    /// @returns a receipt; its `written` throws errc::conditional_check_failed if the condition did not hold
    /// @throws error  the errors of `put`
    template <class First, class... Rest>
        requires(detail::load_update_argument<First>&&...&& detail::load_update_argument<Rest>)
    awaitable<load_ticket> update(const item& key, const First& first, const Rest&... rest)
    const {
        static_assert(detail::check_update_counts<First, Rest...>());
        update_item op{.table_name = name(), .key = key, .report_capacity = report_capacity::indexes};
        const auto condition = detail::condition_at_key<item>(detail::condition_among(first, rest...));
        return detail::with_update(
            [&](const auto& update) {
                const auto statement = detail::expression::statement_of<item>(update, condition);
                op.expressions = statement;
                return put_single(encode(key), record_kind::remove, encoded_request::of(op),
                                  condition.is_present());
            },
            first, rest...);
    }

    /// Writes all records of a source.
    ///
    /// `rows.next()` must return an awaitable of an optional: an object of a model, a `dynaco::item`,
    /// DynamoDB JSON as a string, or a `load_record`. An empty optional ends the source. A record that cannot
    /// be stored is rejected (`load_options::rejected`, `max_rejected`) and does not throw.
    /// `load_record::table` may name another table. If that table has ended (see `loader`), the record is
    /// counted as `load_counts::unsent` and does not throw. `rows` must live until the call has ended.
    ///
    /// A call that throws did not read `rows` to its end: `load_report::stopped` has the cause, too.
    /// @throws error  the cause that ended the load or this table; what `rows` throws; errc::canceled
    template <class Source>
    awaitable<void> put_all(Source&& rows) const {
        return put_rows(*this, rows);
    }

    /// Writes all records of a source of files. A record that cannot be stored is rejected and does not
    /// throw. Reading a block of a file blocks the thread. After a cancelled call, the next call continues
    /// with the first record that was not accepted.
    /// @throws error  the cause that ended the load or this table; errc::malformed_file, errc::file_failed:
    /// the rest of a file cannot be read, and the next call continues with the next file
    /// (`load_report::stopped` has the first such cause); errc::canceled
    awaitable<void> put_all(record_source& rows) const;
    /// Writes all records of files. If a file cannot be read to its end, or has changed since it was opened,
    /// the others are written before the call throws. The files must not change before all workers have
    /// ended.
    ///
    /// With `load_options::checkpoint`, the load can be continued in another process by
    /// `load_options::resume`. The loader then writes only the files of one call: other writes throw
    /// errc::invalid_argument. A record that was acknowledged before is not written again. Records that were
    /// in flight when the process ended are written again, which does not change their result. A checkpoint
    /// remembers that a file is malformed: a load that continues throws it again. At errc::file_failed, the
    /// call ends, and a load that continues reads that file again.
    /// g++: a braced list in an expression with `co_await` does not compile. Write `paths` as a named
    /// variable, or list the files without braces.
    /// @throws error  errc::invalid_argument: `load_options::resume` belongs to other files, another table or
    /// other options; the text says what differs. The cause that ended the load or this table.
    /// errc::malformed_file, errc::file_failed: a file cannot be read. errc::canceled
    awaitable<void> put_files(std::vector<std::string> paths, source_options options = {}) const;
    /// Writes all records of one file, as `put_files` does with a list.
    /// @throws error  the errors of `put_files` with a list
    template <detail::load_path Path>
    awaitable<void> put_files(const Path& path, source_options options = {}) const {
        return put_files(std::vector<std::string>(1, std::string(path)), options);
    }
    /// Writes all records of several files that need no options: `put_files("a.jsonl", "b.csv")`.
    /// @throws error  the errors of `put_files` with a list
    template <detail::load_path First, detail::load_path Second, detail::load_path... Rest>
    awaitable<void> put_files(const First& first, const Second& second, const Rest&... rest) const {
        return put_files(
            std::vector<std::string>{std::string(first), std::string(second), std::string(rest)...},
            source_options{});
    }

 private:
    friend class loader;
    friend struct loading::engine_access;
    loader_table(std::shared_ptr<loading::engine> engine,
                 std::shared_ptr<loading::loaded_table> table) noexcept
        : engine_(std::move(engine)), table_(std::move(table)) {}
    template <detail::writable_item T>
    static result<std::string> encode(const T& object) {
        return encode_object(object);
    }
    template <class Source>
    static awaitable<void> put_rows(loader_table to, Source& rows) {
        std::uint64_t count = 0;
        try {
            while (auto row = co_await rows.next()) co_await to.offer_row(*row, count++);
        } catch (...) {
            to.source_failed(std::current_exception());
            throw;
        }
    }
    template <class Row>
    awaitable<void> offer_row(const Row& row, std::uint64_t number) const {
        if constexpr (std::same_as<Row, load_record>)
            return offer(result<std::string>(std::string(row.item)), row.kind, row.position, row.table);
        else if constexpr (std::convertible_to<const Row&, std::string_view>)
            return offer(result<std::string>(std::string(std::string_view(row))), record_kind::put,
                         {.record = number});
        else
            return offer(encode(row), record_kind::put, {.record = number});
    }

    static result<std::string> encode_object(detail::attributes_ref object);
    awaitable<load_ticket> put_single(result<std::string> text, record_kind kind, encoded_request request,
                                      bool has_condition) const;
    static awaitable<load_ticket> ticket_of(awaitable<std::shared_ptr<loading::ticket_state>> put);
    awaitable<load_ticket> put_text(result<std::string> item) const;
    awaitable<load_ticket> remove_text(result<std::string> key) const;
    awaitable<void> offer(result<std::string> item, record_kind kind, source_position position,
                          std::string_view table = {}) const;
    void source_failed(const std::exception_ptr& thrown) const;

    std::shared_ptr<loading::engine> engine_;
    std::shared_ptr<loading::loaded_table> table_;
};

}  // namespace dynaco
