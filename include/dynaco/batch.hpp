#pragma once

#include <dynaco/detail/operations/item_appender.hpp>
#include <dynaco/detail/table/batch/items.hpp>
#include <dynaco/detail/table/batch/keys.hpp>
#include <dynaco/detail/table/batch/queue.hpp>
#include <dynaco/detail/table/key/table_key.hpp>
#include <dynaco/detail/table/models/models_of.hpp>
#include <dynaco/detail/table/models/object_check.hpp>
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/detail/table/models/view_check.hpp>
#include <dynaco/detail/table/read/page_buffer.hpp>
#include <dynaco/operations/batch.hpp>
#include <dynaco/options.hpp>
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

/// Reads many items by their keys, 100 to a request (BatchGetItem), in no particular order; missing ones are
/// absent and keys asked for twice are read once.
///
/// What DynamoDB leaves unprocessed is asked for again, with pauses that grow and are jittered. After an
/// exception the reader can go on: keys that were not read are kept. An item that does not fit `View` does
/// not hide the others, as with `item_iterator`: see `skip` and `on_unreadable`.
///
/// One call at a time; the reader must stay in place while a call is under way.
template <class View>
class batch_reader : public detail::refuse_range_for<batch_reader<View>> {
 public:
    batch_reader(client db, detail::batch_get_queue::part part) : queue_(std::move(db)) {
        queue_.add(std::move(part));
    }

    /// The next item; nothing at the end.
    /// @throws error  errc::unprocessed: DynamoDB refused to go on. Any error of a call.
    [[nodiscard]] awaitable<std::optional<View>> next() {
        do {
            if (items_.left() == 0) co_await load_some();
            while (items_.is_held_up()) items_.give_unreadable(handler_);
        } while (items_.left() == 0 && queue_.more());
        if (items_.left() == 0) co_return std::nullopt;
        co_return items_.take();
    }

    /// All items that are left.
    /// @throws error  as `next`; items read before stay with the reader: after `skip()`, or with a handler,
    /// `collect` gives them too
    [[nodiscard]] awaitable<std::vector<View>> collect() {
        co_await load_all();
        while (items_.unreadable()) items_.give_unreadable(handler_);
        co_return items_.take_readable();
    }

    /// Leaves out the item that the last call threw an error for (condition::model_mismatch).
    void skip() noexcept { items_.skip_reported(); }
    /// Calls `handler` for each item that does not fit `View`, and goes on behind it.
    void on_unreadable(detail::unreadable_handler handler) { handler_ = std::move(handler); }

    /// Keys not read yet.
    [[nodiscard]] std::size_t pending() const noexcept { return queue_.pending(); }

 private:
    // Until there are items, or no more.
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
        const detail::batch_get_queue::take_item take = [&append](std::size_t, json::reader& in) {
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

namespace detail {

/// All items of a part, each where its key stands among those asked for.
/// @throws error  one does not fit `View`
template <class View>
awaitable<std::vector<std::optional<View>>> read_in_order(client db, batch_get_queue::part part) {
    keyed_items<View> found(part.keys);
    batch_get_queue queue(std::move(db));
    queue.add(std::move(part));
    const batch_get_queue::take_item take = [&found](std::size_t, json::reader& in) {
        return found.take(in);
    };
    try {
        while (queue.more()) {
            co_await queue.fetch(take);
            found.keep(queue, 0);
        }
    } catch (const boost::system::system_error& thrown) {
        queue.rethrow(thrown);
    }
    found.throw_unreadable();
    co_return found.in_order();
}

template <class Model, class View>
class batch_of_one_table;

}  // namespace detail

template <class Model>
class table;

/// Writes many items of one table or several, 25 to a request (BatchWriteItem): puts and removals, without
/// conditions; versions and timestamps are written as they are.
///
///     dynaco::batch_write batch{db};
///     co_await batch.save(accounts, alice);
///     co_await batch.remove(orders, "order-1", "item-1");
///     co_await batch.flush();
///
/// A request goes out whenever it is full, and on `flush()`. What DynamoDB leaves unprocessed is sent again,
/// with pauses that grow and are jittered; a later write of an item replaces a pending one. Writes are not
/// atomic. What is neither flushed nor taken back when the batch dies is not written. One call at a time; the
/// batch must stay in place while a call is under way.
class batch_write {
 public:
    explicit batch_write(client db) : queue_(std::move(db)) {}

    /// Puts `object`. Encodes before it returns.
    /// @throws error  errc::unprocessed: DynamoDB refused to go on; the writes are kept. Any error of a call:
    /// the same.
    template <class Model>
    [[nodiscard]] awaitable<void> save(const table<Model>& to, const Model& object) {
        return put(to.table_name(), detail::key_of_object(to, object), object);
    }
    template <class Model, class Temporary = Model>
        requires(std::same_as<Temporary, Model>&& detail::miscompiles_temporaries)
    awaitable<void> save(const table<Model>&, Temporary&&) { return detail::refuse_temporary<Model>(); }
    template <class Model, class Object>
        requires detail::is_another_object<Object, Model> awaitable<void> save(const table<Model>&, const Object&) {
            detail::refuse_another_model<Object, Model>();
            return {};
        }

    /// Puts an object of one of the models of a polymorphic table.
    template <class... Model, class Object>
        requires detail::is_model_of<std::variant<Model...>, std::remove_cvref_t<Object>>
    [[nodiscard]] awaitable<void> save(const table<std::variant<Model...>>& to, Object&& object) {
        return save(to.template as<std::remove_cvref_t<Object>>(), std::forward<Object>(object));
    }

    /// Removes the item with this key; a missing one is no error.
    template <class Model, class Hash>
    [[nodiscard]] awaitable<void> remove(const table<Model>& from, const Hash& hash) {
        return remove_key(from.table_name(), detail::key_in(from, hash));
    }
    template <class Model, class Hash, class Range>
    [[nodiscard]] awaitable<void> remove(const table<Model>& from, const Hash& hash, const Range& range) {
        return remove_key(from.table_name(), detail::key_in(from, hash, range));
    }

    /// Sends what is pending.
    /// @throws error  as `save`
    [[nodiscard]] awaitable<void> flush() { return queue_.flush(); }

    /// Writes that are not known to have been made.
    [[nodiscard]] std::size_t pending() const noexcept { return queue_.pending().size(); }
    /// The objects among them that belong to this table. @throws error
    template <class Model>
    [[nodiscard]] std::vector<Model> pending_saves(const table<Model>& of) const {
        return read_pending<Model>(of.table_name(), "PutRequest", "Item");
    }
    /// The keys among them of removals from this table. @throws error
    template <class Model>
    [[nodiscard]] std::vector<item> pending_removes(const table<Model>& of) const {
        return read_pending<item>(of.table_name(), "DeleteRequest", "Key");
    }

 private:
    template <class, class>
    friend class detail::batch_of_one_table;

    awaitable<void> put(const std::string& table, detail::attributes_ref key, detail::attributes_ref object) {
        return queue_.add(table, entry(key, batch_write_item::put_request(object)));
    }
    awaitable<void> remove_key(const std::string& table, detail::attributes_ref key) {
        return queue_.add(table, entry(key, batch_write_item::delete_request(key)));
    }
    static result<detail::batch_write_queue::entry> entry(detail::attributes_ref key,
                                                          result<std::string> request);

    template <class T>
    std::vector<T> read_pending(std::string_view table, std::string_view kind,
                                std::string_view member) const {
        std::vector<T> all;
        for (const auto& each : queue_.pending()) {
            if (each.table != table) continue;
            json::reader in(each.request);
            bool first = true;
            std::string_view name;
            if (!in.expect('{') || !in.next_member(first, name) || name != kind || !in.expect('{')) continue;
            first = true;
            if (!in.next_member(first, name) || name != member) continue;
            if (!detail::read_item(in, all.emplace_back())) throw error(in.why());
        }
        return all;
    }

    detail::batch_write_queue queue_;
};

namespace detail {

/// What a `batch_write` of one table can do whatever its objects are: `Keys` is what its keys are checked
/// against, `Object` what objects are read back into.
template <class Keys, class Object>
class batch_of_one_table {
 public:
    /// Removes the item with this key; a missing one is no error.
    template <class Hash>
    [[nodiscard]] awaitable<void> remove(const Hash& hash) {
        return batch_.remove_key(table_, key_ref<Keys, Hash>(hash));
    }
    template <class Hash, class Range>
    [[nodiscard]] awaitable<void> remove(const Hash& hash, const Range& range) {
        return batch_.remove_key(table_, key_ref<Keys, Hash, Range>(hash, range));
    }

    /// Sends what is pending.
    /// @throws error  as batch_write::save
    [[nodiscard]] awaitable<void> flush() { return batch_.flush(); }

    /// Writes that are not known to have been made.
    [[nodiscard]] std::size_t pending() const noexcept { return batch_.pending(); }
    /// The objects among them. @throws error
    [[nodiscard]] std::vector<Object> pending_saves() const {
        return batch_.template read_pending<Object>(table_, "PutRequest", "Item");
    }
    /// The keys of removals among them. @throws error
    [[nodiscard]] std::vector<item> pending_removes() const {
        return batch_.template read_pending<item>(table_, "DeleteRequest", "Key");
    }

 protected:
    batch_of_one_table(client db, std::string table) : batch_(std::move(db)), table_(std::move(table)) {}

    template <class Model>
    awaitable<void> put(const Model& object) {
        return batch_.put(table_, key_of(object), object);
    }

 private:
    batch_write batch_;
    std::string table_;
};

}  // namespace detail

/// A `batch_write` of one table.
template <class Model>
class batch_writer : public detail::batch_of_one_table<Model, Model> {
 public:
    batch_writer(client db, std::string table)
        : detail::batch_of_one_table<Model, Model>(std::move(db), std::move(table)) {}

    /// Puts `object`. Encodes before it returns.
    /// @throws error  as batch_write::save
    [[nodiscard]] awaitable<void> save(const Model& object) { return this->put(object); }
    template <class Temporary = Model>
        requires(std::same_as<Temporary, Model>&& detail::miscompiles_temporaries)
    awaitable<void> save(Temporary&&) { return detail::refuse_temporary<Model>(); }
    template <class Object>
        requires detail::is_another_object<Object, Model> awaitable<void> save(const Object&) {
            detail::refuse_another_model<Object, Model>();
            return {};
        }
};

template <class Model>
class table;

/// Reads items of several tables by their keys, 100 to a request (BatchGetItem).
///
///     dynaco::batch_get reads{db};
///     auto people = reads.get(accounts, ids);
///     auto lines = reads.get<Line>(orders, pairs, {.consistent_read = true});
///     co_await reads.fetch();
///     for (const Account& each : people.items()) …
///
/// Missing items are absent; keys asked for twice are read once. What DynamoDB leaves unprocessed is asked
/// for again, with pauses that grow and are jittered. After an exception `fetch` can be called again: what
/// was read is kept. One call at a time; the batch must stay in place while a call is under way.
class batch_get {
 public:
    explicit batch_get(client db) : queue_(std::move(db)) {}

    /// Adds keys of a table: a range of hash keys, or of pairs of hash and range key. Encodes before it
    /// returns. `View` is any aggregate whose members are a subset of the model's.
    /// @throws error  a key that cannot be encoded
    template <class View = void, class Model, std::ranges::input_range Keys>
    [[nodiscard]] auto get(const table<Model>& from, const Keys& keys, batch_get_options options = {}) {
        using models = detail::models_of<Model>;
        using view = std::conditional_t<std::is_void_v<View>, Model, View>;
        if constexpr (!std::is_same_v<view, Model> && !std::is_same_v<Model, item> &&
                      !detail::reads_whole_items<models, view>)
            static_assert(table_checks::check_view<view, models>());
        auto part = detail::encode_batch_part<view>(from, keys, options.consistent_read);
        if (part.refused) throw error(*part.refused);
        detail::batch_items<view, models> handle(part.keys);
        queue_.add(std::move(part));
        slots_.push_back(handle.slot_);
        return handle;
    }

    /// Reads all that was added.
    /// @throws error  errc::unprocessed: DynamoDB refused to go on. condition::model_mismatch: an item does
    /// not fit its view; all has been read then, see `batch_items::unreadable`. Any error of a call.
    [[nodiscard]] awaitable<void> fetch() {
        const detail::batch_get_queue::take_item take = [this](std::size_t part, json::reader& in) {
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

    /// Keys not read yet.
    [[nodiscard]] std::size_t pending() const noexcept { return queue_.pending(); }

 private:
    detail::batch_get_queue queue_;
    std::vector<std::shared_ptr<detail::batch_slot>> slots_;  // one for each part
};

}  // namespace dynaco
