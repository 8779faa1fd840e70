#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/table/batch_writer.hpp>
#include <dynaco/table/one_of.hpp>
#include <dynaco/table/refuse_temporary.hpp>

#include <concepts>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco {

template <class Models>
class polymorphic_batch_writer;

/// A `batch_writer` of a polymorphic table: objects of any of the models, in one batch.
template <class Whole, class... Model>
class polymorphic_batch_writer<model::one_of<Whole, Model...>> {
    using models = model::one_of<Whole, Model...>;

 public:
    polymorphic_batch_writer(client db, std::string table) : queue_(std::move(db), std::move(table)) {}

    /// Puts `object`. Encodes before it returns.
    /// @throws error  as `batch_writer::save`
    template <class T>
        requires(std::same_as<T, Model> || ...)
    [[nodiscard]] awaitable<void> save(const T& object) {
        return queue_.add(batch_entry(key_of(object), batch_write_item::put_request(object)));
    }
    template <class T>
        requires((std::same_as<T, Model> || ...) && miscompiles_temporaries)
    awaitable<void> save(T&&) { return refuse_temporary<T>(); }

    /// Removes the item with this key; a missing one is no error.
    template <class Hash>
    [[nodiscard]] awaitable<void> remove(const Hash& hash) {
        const key_ref<models, Hash> key(hash);
        return queue_.add(batch_entry(key, batch_write_item::delete_request(key)));
    }
    template <class Hash, class Range>
    [[nodiscard]] awaitable<void> remove(const Hash& hash, const Range& range) {
        const key_ref<models, Hash, Range> key(hash, range);
        return queue_.add(batch_entry(key, batch_write_item::delete_request(key)));
    }

    /// Sends what is pending.
    /// @throws error  as `save`
    [[nodiscard]] awaitable<void> flush() { return queue_.flush(); }

    /// Writes that are not known to have been made.
    [[nodiscard]] std::size_t pending() const noexcept { return queue_.pending().size(); }
    /// The objects among them. @throws error
    [[nodiscard]] std::vector<Whole> pending_saves() const {
        return read_pending<Whole>(queue_, "PutRequest", "Item");
    }
    /// The keys of removals among them. @throws error
    [[nodiscard]] std::vector<item> pending_removes() const {
        return read_pending<item>(queue_, "DeleteRequest", "Key");
    }

 private:
    batch_write_queue queue_;
};

}  // namespace dynaco
