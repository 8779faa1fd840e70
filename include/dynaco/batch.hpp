#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/operations/item_appender.hpp>
#include <dynaco/detail/table/batch/items.hpp>
#include <dynaco/detail/table/batch/keys.hpp>
#include <dynaco/detail/table/batch/one_table.hpp>
#include <dynaco/detail/table/batch/pending.hpp>
#include <dynaco/detail/table/batch/queue.hpp>
#include <dynaco/detail/table/call/options.hpp>
#include <dynaco/detail/table/key/table_key.hpp>
#include <dynaco/detail/table/models/models_of.hpp>
#include <dynaco/detail/table/models/object_check.hpp>
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/detail/table/read/page_buffer.hpp>
#include <dynaco/operations/batch.hpp>
#include <dynaco/reading.hpp>
#include <dynaco/types.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace dynaco {

/// Reads many items of one table by their keys, up to 100 in a request (BatchGetItem). `table::batch_get`
/// makes it. Items are returned in no particular order. Items that do not exist are left out. A key that
/// occurs twice is read once.
///
/// Keys that DynamoDB leaves unprocessed are requested again after a random backoff. If several requests in a
/// row process nothing, the call fails with errc::unprocessed (`retry_policy::max_attempts`).
///
/// Errors: calls throw `error`. Keys that were not read stay in the reader, and the call can be repeated. For
/// an item that does not fit `View`, a call throws condition::model_mismatch; the items before it are
/// returned first. Then call `skip()`. A handler (`on_unreadable`) avoids this error.
///
/// Threads and lifetime: only one call at a time. The reader must stay alive and must not move during a call.
/// Cancelling a call (terminal cancellation) throws errc::canceled.
template <class View>
class batch_reader : public detail::refuse_range_for<batch_reader<View>> {
 public:
    /// For dynaco's own use: `table::batch_get` makes readers.
    batch_reader(client db, detail::batch_get_queue::part part) : queue_(std::move(db)) {
        queue_.add(std::move(part));
    }

    /// Returns the next item; nothing at the end.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing.
    /// condition::model_mismatch: the item does not fit `View`. Any error of a call.
    [[nodiscard]] awaitable<std::optional<View>> next() {
        do {
            if (items_.left() == 0) co_await load_some();
            while (items_.is_held_up()) items_.give_unreadable(handler_);
        } while (items_.left() == 0 && queue_.more());
        if (items_.left() == 0) co_return std::nullopt;
        co_return items_.take();
    }

    /// Returns all remaining items.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing.
    /// condition::model_mismatch: an item does not fit `View`. Any error of a call. The reader keeps the
    /// items that it has read; a repeated `collect` returns them, too
    [[nodiscard]] awaitable<std::vector<View>> collect() {
        co_await load_all();
        while (items_.unreadable()) items_.give_unreadable(handler_);
        co_return items_.take_readable();
    }

    /// Skips the item for which the last call threw condition::model_mismatch. Without this error it does
    /// nothing.
    void skip() noexcept { items_.skip_reported(); }
    /// Sets a function that is called for each item that does not fit `View`; the reader then continues with
    /// the next item. An exception of the handler leaves the call, and a repeated call passes the item to the
    /// handler again.
    void on_unreadable(detail::unreadable_handler handler) { handler_ = std::move(handler); }

    /// The number of keys that were not read yet.
    [[nodiscard]] std::size_t pending() const noexcept { return queue_.pending(); }

 private:
    // Fetches until there are items, or the end is reached.
    awaitable<void> load_some() {
        try {
            while (items_.left() == 0 && queue_.more()) co_await load();
        } catch (const boost::system::system_error& thrown) {
            queue_.rethrow(thrown);
        }
    }
    awaitable<void> load_all() {
        try {
            while (queue_.more()) co_await load();
        } catch (const boost::system::system_error& thrown) {
            queue_.rethrow(thrown);
        }
    }
    awaitable<void> load() {
        detail::read_page<View> page;
        detail::item_appender<View> append(page.items, &page.unreadable);
        const detail::batch_get_queue::take_item take = [&append](std::size_t, detail::json::reader& in) {
            return append(in);
        };
        co_await queue_.fetch(take);
        queue_.take_unreadable(0, page.items.size(), page.unreadable);
        items_.append(std::move(page));
    }

    detail::batch_get_queue queue_;
    detail::page_buffer<View> items_{};
    detail::unreadable_handler handler_{};
};

template <class Model>
class table;

/// Saves and removes many items of one or several tables, up to 25 in a request (BatchWriteItem). There are
/// no conditions; versions and timestamps are written without changes.
///
///     dynaco::batch_write batch{db};
///     co_await batch.save(accounts, alice);
///     co_await batch.remove(orders, "order-1", "item-1");
///     co_await batch.flush();
///
/// Requests: a request is sent when it is full, and by `flush()`. A later write of an item replaces a pending
/// one. Writes that DynamoDB leaves unprocessed are sent again after a random backoff. If several requests in
/// a row process nothing, the call fails with errc::unprocessed (`retry_policy::max_attempts`). The writes
/// are not atomic. Destroying the batch discards the pending writes.
///
/// Threads and lifetime: only one call at a time. The batch must stay alive and must not move during a call.
/// Objects and keys are encoded before a function returns; they may be destroyed before the call is awaited.
/// The call adds them to the batch when it is awaited. Cancelling a call (terminal cancellation) throws
/// errc::canceled, or errc::outcome_unknown if a request was sent; the writes stay pending.
class batch_write {
 public:
    /// An empty batch that sends its requests with `db`.
    explicit batch_write(client db) : queue_(std::move(db)) {}

    /// Adds a save of `object` to the batch, and sends a request if it is full.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing. Any error of a call.
    /// The writes that were not made stay pending
    template <class Model>
    [[nodiscard]] awaitable<void> save(const table<Model>& to, const Model& object) {
        return put(to.table_name(), detail::key_of_object(to, object), object);
    }
    /// A compiler error: g++ 12 miscompiles a temporary object here.
    template <class Model, class Temporary = Model>
        requires(std::same_as<Temporary, Model>&& detail::miscompiles_temporaries)
    awaitable<void> save(const table<Model>&, Temporary&&) { return detail::refuse_temporary<Model>(); }
    /// A compiler error: the object is not of the table's model.
    template <class Model, class Object>
        requires detail::is_another_object<Object, Model> awaitable<void> save(const table<Model>&,
                                                                               const Object&) {
            detail::refuse_another_model<Object, Model>();
            return {};
        }

    /// Adds a save of an object of one of the models of a polymorphic table, and sends a request if it is
    /// full.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing. Any error of a call.
    /// The writes that were not made stay pending
    template <class... Model, class Object>
        requires detail::is_model_of<std::variant<Model...>, std::remove_cvref_t<Object>>
    [[nodiscard]] awaitable<void> save(const table<std::variant<Model...>>& to, Object&& object) {
        return save(to.template as<std::remove_cvref_t<Object>>(), std::forward<Object>(object));
    }

    /// Adds the removal of the item with this hash key, and sends a request if it is full. Removing an item
    /// that does not exist is not an error.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing. Any error of a call.
    /// The writes that were not made stay pending
    template <class Model, class Hash>
    [[nodiscard]] awaitable<void> remove(const table<Model>& from, const Hash& hash) {
        return remove_key(from.table_name(), detail::key_in(from, hash));
    }
    /// Adds the removal of the item with this hash key and range key, and sends a request if it is full.
    /// Removing an item that does not exist is not an error.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing. Any error of a call.
    /// The writes that were not made stay pending
    template <class Model, class Hash, class Range>
    [[nodiscard]] awaitable<void> remove(const table<Model>& from, const Hash& hash, const Range& range) {
        return remove_key(from.table_name(), detail::key_in(from, hash, range));
    }

    /// Sends all pending writes. All requests and pauses share the deadline of one call.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing. Any error of a call.
    /// The writes that were not made stay pending
    [[nodiscard]] awaitable<void> flush() { return queue_.flush(); }

    /// The number of writes that were not confirmed yet.
    [[nodiscard]] std::size_t pending() const noexcept { return queue_.pending().size(); }
    /// Returns the objects of this table whose saves are pending.
    /// @throws error  condition::model_mismatch: an object cannot be decoded
    template <class Model>
    [[nodiscard]] std::vector<Model> pending_saves(const table<Model>& of) const {
        return detail::read_pending<Model>(queue_, of.table_name(), "PutRequest", "Item");
    }
    /// Returns the keys of this table whose removals are pending.
    /// @throws error  condition::model_mismatch: a key cannot be decoded
    template <class Model>
    [[nodiscard]] std::vector<item> pending_removes(const table<Model>& of) const {
        return detail::read_pending<item>(queue_, of.table_name(), "DeleteRequest", "Key");
    }

 private:
    awaitable<void> put(const std::string& table, detail::attributes_ref key, detail::attributes_ref object) {
        return queue_.add(table, detail::batch_entry(key, batch_write_item::put_request(object)));
    }
    awaitable<void> remove_key(const std::string& table, detail::attributes_ref key) {
        return queue_.add(table, detail::batch_entry(key, batch_write_item::delete_request(key)));
    }
    detail::batch_write_queue queue_;
};

/// Saves and removes many items of one table, up to 25 in a request (BatchWriteItem). `table::batch_write`
/// makes it. It works like `batch_write`, whose description also has the rules for threads, lifetime and
/// cancellation.
template <class Model>
class batch_writer : public detail::batch_of_one_table<Model, Model> {
 public:
    /// An empty batch for the table called `table` that sends its requests with `db`.
    batch_writer(client db, std::string table)
        : detail::batch_of_one_table<Model, Model>(std::move(db), std::move(table)) {}

    /// Adds a save of `object` to the batch, and sends a request if it is full.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing. Any error of a call.
    /// The writes that were not made stay pending
    [[nodiscard]] awaitable<void> save(const Model& object) { return this->put(object); }
    /// A compiler error: g++ 12 miscompiles a temporary object here.
    template <class Temporary = Model>
        requires(std::same_as<Temporary, Model>&& detail::miscompiles_temporaries)
    awaitable<void> save(Temporary&&) { return detail::refuse_temporary<Model>(); }
    /// A compiler error: the object is not of the table's model.
    template <class Object>
        requires detail::is_another_object<Object, Model> awaitable<void> save(const Object&) {
            detail::refuse_another_model<Object, Model>();
            return {};
        }
};

/// The items that a `batch_get` reads from one table, as objects of `View`; `batch_get::get` returns it. A
/// cheap handle: copies refer to the same items and may outlive the batch. `Keys` is the model of the table.
template <class View, class Keys = View>
class batch_items {
 public:
    /// Refers to the items in `slot`. For `batch_get`.
    explicit batch_items(std::shared_ptr<detail::batch_slot_of<View>> slot) noexcept
        : slot_(std::move(slot)) {}

    /// The items that were found, in no particular order. The reference is valid while a handle exists.
    /// @throws error  errc::not_fetched: no `fetch` has succeeded
    [[nodiscard]] const std::vector<View>& items() const { return fetched().items(); }
    /// The items that were found but do not fit `View`; `fetch` threw the error of one of them. The reference
    /// is valid while a handle exists.
    /// @throws error  errc::not_fetched: no `fetch` has succeeded
    [[nodiscard]] const std::vector<unreadable_item>& unreadable() const { return fetched().unreadable(); }
    /// Returns, for each requested key, its item, or an empty optional if the item was not found. `View` must
    /// have the table's keys.
    /// @throws error  errc::not_fetched: no `fetch` has succeeded
    [[nodiscard]] std::vector<std::optional<View>> in_order() const {
        if constexpr (!std::same_as<Keys, item> && !std::same_as<View, detail::whole_item<Keys>>)
            static_assert(detail::table_checks::check_view_has_keys<View, Keys>());
        return fetched().in_order();
    }

 private:
    const detail::keyed_items<View>& fetched() const {
        if (!slot_->fetched) throw error(errc::not_fetched, {.operation = "BatchGetItem"});
        return slot_->found;
    }

    std::shared_ptr<detail::batch_slot_of<View>> slot_;
};

/// Reads items of several tables by their keys, up to 100 in a request (BatchGetItem).
///
///     dynaco::batch_get reads{db};
///     auto people = reads.get(accounts, ids);
///     auto lines = reads.get<Line>(orders, pairs, {.consistent_read = true});
///     co_await reads.fetch();
///     for (const Account& each : people.items()) …
///
/// Items that do not exist are left out. A key that occurs twice for one table is read once. Keys that
/// DynamoDB leaves unprocessed are requested again after a random backoff. If several requests in a row
/// process nothing, `fetch` fails with errc::unprocessed (`retry_policy::max_attempts`). After an exception
/// `fetch` can be called again: the items that were read are kept.
///
/// Threads and lifetime: only one call at a time. The batch must stay alive and must not move during `fetch`.
/// The handles that `get` returns may outlive the batch. Cancelling `fetch` (terminal cancellation) throws
/// errc::canceled.
class batch_get {
 public:
    /// An empty batch that sends its requests with `db`.
    explicit batch_get(client db) : queue_(std::move(db)) {}

    /// Adds keys of a table, and returns a handle for their items. Sends nothing.
    ///
    /// `keys` is a range of hash keys, or of pairs of hash key and range key. It is encoded before the
    /// function returns. `View` is the model, or an aggregate that has a part of its members. The handle has
    /// the items after `fetch`: `items()` in no particular order, `in_order()` in the order of the keys, and
    /// `unreadable()`. Before, they throw errc::not_fetched.
    /// @throws error  a key cannot be encoded
    template <class View = void, class Model, std::ranges::input_range Keys>
    [[nodiscard]] auto get(const table<Model>& from, const Keys& keys, batch_get_options options = {}) {
        using models = detail::models_of<Model>;
        using view = std::conditional_t<std::is_void_v<View>, Model, View>;
        if constexpr (!std::is_same_v<view, Model> && !std::is_same_v<Model, item> &&
                      !detail::reads_whole_items<models, view>)
            static_assert(detail::table_checks::check_view<view, models>());
        auto part = detail::encode_batch_part<view>(from, keys, options.consistent_read);
        if (part.refused) throw error(*part.refused);
        const auto slot = std::make_shared<detail::batch_slot_of<view>>(part.keys);
        queue_.add(std::move(part));
        slots_.push_back(slot);
        return batch_items<view, models>(slot);
    }

    /// Reads the items of all keys that were added.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing.
    /// condition::model_mismatch: an item does not fit its view; the other items were read, and
    /// `unreadable()` of the handle has those that do not fit. Any error of a call
    [[nodiscard]] awaitable<void> fetch() {
        const detail::batch_get_queue::take_item take = [this](std::size_t part, detail::json::reader& in) {
            return slots_[part]->take(in);
        };
        try {
            while (queue_.more()) {
                for (const auto& slot : slots_) slot->drop();
                co_await queue_.fetch(take);
                for (std::size_t part = 0; part < slots_.size(); ++part) slots_[part]->keep(queue_, part);
            }
        } catch (const boost::system::system_error& thrown) {
            queue_.rethrow(thrown);
        }
        for (const auto& slot : slots_) slot->fetched = true;
        for (const auto& slot : slots_) slot->throw_unreadable();
    }

    /// The number of keys that were not read yet.
    [[nodiscard]] std::size_t pending() const noexcept { return queue_.pending(); }

 private:
    detail::batch_get_queue queue_;
    std::vector<std::shared_ptr<detail::batch_slot>> slots_;  // one for each part
};

}  // namespace dynaco
