#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/operations/batch_get_item.hpp>
#include <dynaco/operations/batch_write_item.hpp>
#include <dynaco/table/batch_queue.hpp>
#include <dynaco/table/object_check.hpp>
#include <dynaco/table/refuse_temporary.hpp>
#include <dynaco/table/table_key.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace dynaco {

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
        return put(to.table_name(), key_of_object(to, object), object);
    }
    template <class Model, class Temporary = Model>
        requires(std::same_as<Temporary, Model>&& miscompiles_temporaries)
    awaitable<void> save(const table<Model>&, Temporary&&) { return refuse_temporary<Model>(); }
    template <class Model, class Object>
        requires is_another_object<Object, Model> awaitable<void> save(const table<Model>&, const Object&) {
            refuse_another_model<Object, Model>();
            return {};
        }

    /// Puts an object of one of the models of a polymorphic table.
    template <class... Model, class Object>
        requires is_model_of<std::variant<Model...>, std::remove_cvref_t<Object>>
    [[nodiscard]] awaitable<void> save(const table<std::variant<Model...>>& to, Object&& object) {
        return save(to.template as<std::remove_cvref_t<Object>>(), std::forward<Object>(object));
    }

    /// Removes the item with this key; a missing one is no error.
    template <class Model, class Hash>
    [[nodiscard]] awaitable<void> remove(const table<Model>& from, const Hash& hash) {
        return remove_key(from.table_name(), key_in(from, hash));
    }
    template <class Model, class Hash, class Range>
    [[nodiscard]] awaitable<void> remove(const table<Model>& from, const Hash& hash, const Range& range) {
        return remove_key(from.table_name(), key_in(from, hash, range));
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
    friend class batch_of_one_table;

    awaitable<void> put(const std::string& table, attributes_ref key, attributes_ref object) {
        return queue_.add(table, entry(key, batch_write_item::put_request(object)));
    }
    awaitable<void> remove_key(const std::string& table, attributes_ref key) {
        return queue_.add(table, entry(key, batch_write_item::delete_request(key)));
    }
    static result<batch_write_queue::entry> entry(attributes_ref key, result<std::string> request);

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
            if (!read_item(in, all.emplace_back())) throw error(in.why());
        }
        return all;
    }

    batch_write_queue queue_;
};

}  // namespace dynaco
