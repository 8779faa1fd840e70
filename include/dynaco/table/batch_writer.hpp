#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/operations/batch_get_item.hpp>
#include <dynaco/operations/batch_write_item.hpp>
#include <dynaco/table/batch_queue.hpp>
#include <dynaco/table/key.hpp>
#include <dynaco/table/refuse_temporary.hpp>

#include <concepts>
#include <string>
#include <utility>
#include <vector>

namespace dynaco {

// A write as the queue takes it.
template <class Key>
result<batch_write_queue::entry> batch_entry(const Key& key, result<std::string> request) {
    if (!request) return request.error();
    auto text = batch_get_item::encode_key(key);
    if (!text) return text.error();
    return batch_write_queue::entry{.key = std::move(*text), .request = std::move(*request)};
}

// The objects or keys in the writes of one kind.
template <class T>
std::vector<T> read_pending(const batch_write_queue& queue, std::string_view kind, std::string_view member) {
    std::vector<T> all;
    for (const auto& each : queue.pending()) {
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

/// Writes many items, 25 to a request (BatchWriteItem): puts and removals, without conditions.
///
/// A request goes out whenever it is full, and on `flush()`. What DynamoDB leaves unprocessed is sent again,
/// with pauses that grow and are jittered; a later write of an item replaces a pending one. Writes are not
/// atomic. What is neither flushed nor taken back when the writer dies is not written. One call at a time;
/// the writer must stay in place while a call is under way.
template <class Model>
class batch_writer {
 public:
    batch_writer(client db, std::string table) : queue_(std::move(db), std::move(table)) {}

    /// Puts `object`. Encodes before it returns.
    /// @throws error  errc::unprocessed: DynamoDB refused to go on; the writes are kept. Any error of a call:
    /// the same.
    [[nodiscard]] awaitable<void> save(const Model& object) {
        return queue_.add(batch_entry(key_of(object), batch_write_item::put_request(object)));
    }
    template <class Temporary = Model>
        requires(std::same_as<Temporary, Model>&& miscompiles_temporaries)
    awaitable<void> save(Temporary&&) { return refuse_temporary<Model>(); }

    /// Removes the item with this key; a missing one is no error.
    template <class Hash>
    [[nodiscard]] awaitable<void> remove(const Hash& hash) {
        const key_ref<Model, Hash> key(hash);
        return queue_.add(batch_entry(key, batch_write_item::delete_request(key)));
    }
    template <class Hash, class Range>
    [[nodiscard]] awaitable<void> remove(const Hash& hash, const Range& range) {
        const key_ref<Model, Hash, Range> key(hash, range);
        return queue_.add(batch_entry(key, batch_write_item::delete_request(key)));
    }

    /// Sends what is pending.
    /// @throws error  as `save`
    [[nodiscard]] awaitable<void> flush() { return queue_.flush(); }

    /// Writes that are not known to have been made.
    [[nodiscard]] std::size_t pending() const noexcept { return queue_.pending().size(); }
    /// The objects among them. @throws error
    [[nodiscard]] std::vector<Model> pending_saves() const {
        return read_pending<Model>(queue_, "PutRequest", "Item");
    }
    /// The keys of removals among them. @throws error
    [[nodiscard]] std::vector<item> pending_removes() const {
        return read_pending<item>(queue_, "DeleteRequest", "Key");
    }

 private:
    batch_write_queue queue_;
};

}  // namespace dynaco
