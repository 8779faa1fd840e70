#pragma once

#include <dynaco/detail/table/batch/pending.hpp>
#include <dynaco/detail/table/batch/queue.hpp>
#include <dynaco/detail/table/key/key.hpp>
#include <dynaco/detail/table/key/object_key.hpp>
#include <dynaco/operations/batch.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::detail {

/// The part of a `batch_write` of one table that does not depend on the type of its objects. Keys are checked
/// against `Keys`. `pending_saves` decodes objects as `Object`.
template <class Keys, class Object>
class batch_of_one_table {
 public:
    /// Adds the removal of the item with this hash key, and sends a request if it is full. Removing an item
    /// that does not exist is not an error.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing. Any error of a call.
    /// The writes that were not made stay pending
    template <class Hash>
    [[nodiscard]] awaitable<void> remove(const Hash& hash) {
        return queue_.add(table_, removal(key_ref<Keys, Hash>(hash)));
    }
    /// Adds the removal of the item with this hash key and range key, and sends a request if it is full.
    /// Removing an item that does not exist is not an error.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing. Any error of a call.
    /// The writes that were not made stay pending
    template <class Hash, class Range>
    [[nodiscard]] awaitable<void> remove(const Hash& hash, const Range& range) {
        return queue_.add(table_, removal(key_ref<Keys, Hash, Range>(hash, range)));
    }

    /// Sends all pending writes. All requests and pauses share the deadline of one call.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing. Any error of a call.
    /// The writes that were not made stay pending
    [[nodiscard]] awaitable<void> flush() { return queue_.flush(); }

    /// The number of writes that were not confirmed yet.
    [[nodiscard]] std::size_t pending() const noexcept { return queue_.pending().size(); }
    /// Returns the objects whose saves are pending.
    /// @throws error  condition::model_mismatch: an object cannot be decoded
    [[nodiscard]] std::vector<Object> pending_saves() const {
        return read_pending<Object>(queue_, table_, "PutRequest", "Item");
    }
    /// Returns the keys whose removals are pending.
    [[nodiscard]] std::vector<item> pending_removes() const {
        return read_pending<item>(queue_, table_, "DeleteRequest", "Key");
    }

 protected:
    batch_of_one_table(client db, std::string table) : queue_(std::move(db)), table_(std::move(table)) {}

    template <class Model>
    awaitable<void> put(const Model& object) {
        return queue_.add(table_, batch_entry(key_of(object), batch_write_item::put_request(object)));
    }

 private:
    static result<batch_write_queue::entry> removal(attributes_ref key) {
        return batch_entry(key, batch_write_item::delete_request(key));
    }

    batch_write_queue queue_;
    std::string table_;
};

}  // namespace dynaco::detail
