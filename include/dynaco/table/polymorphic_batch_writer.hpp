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
    polymorphic_batch_writer(client db, std::string table)
        : batch_(std::move(db)), table_(std::move(table)) {}

    /// Puts `object`. Encodes before it returns.
    /// @throws error  as `batch_writer::save`
    template <class T>
        requires(std::same_as<T, Model> || ...)
    [[nodiscard]] awaitable<void> save(const T& object) { return batch_.put(table_, key_of(object), object); }
    template <class T>
        requires((std::same_as<T, Model> || ...) && miscompiles_temporaries)
    awaitable<void> save(T&&) { return refuse_temporary<T>(); }

    /// Removes the item with this key; a missing one is no error.
    template <class Hash>
    [[nodiscard]] awaitable<void> remove(const Hash& hash) {
        return batch_.remove_key(table_, key_ref<models, Hash>(hash));
    }
    template <class Hash, class Range>
    [[nodiscard]] awaitable<void> remove(const Hash& hash, const Range& range) {
        return batch_.remove_key(table_, key_ref<models, Hash, Range>(hash, range));
    }

    /// Sends what is pending.
    /// @throws error  as `save`
    [[nodiscard]] awaitable<void> flush() { return batch_.flush(); }

    /// Writes that are not known to have been made.
    [[nodiscard]] std::size_t pending() const noexcept { return batch_.pending(); }
    /// The objects among them. @throws error
    [[nodiscard]] std::vector<Whole> pending_saves() const {
        return batch_.template read_pending<Whole>(table_, "PutRequest", "Item");
    }
    /// The keys of removals among them. @throws error
    [[nodiscard]] std::vector<item> pending_removes() const {
        return batch_.template read_pending<item>(table_, "DeleteRequest", "Key");
    }

 private:
    batch_write batch_;
    std::string table_;
};

}  // namespace dynaco
