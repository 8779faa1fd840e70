#pragma once

#include <dynaco/table/batch_write.hpp>

#include <concepts>
#include <string>
#include <utility>
#include <vector>

namespace dynaco {

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

/// A `batch_write` of one table.
template <class Model>
class batch_writer : public batch_of_one_table<Model, Model> {
 public:
    batch_writer(client db, std::string table)
        : batch_of_one_table<Model, Model>(std::move(db), std::move(table)) {}

    /// Puts `object`. Encodes before it returns.
    /// @throws error  as batch_write::save
    [[nodiscard]] awaitable<void> save(const Model& object) { return this->put(object); }
    template <class Temporary = Model>
        requires(std::same_as<Temporary, Model>&& miscompiles_temporaries)
    awaitable<void> save(Temporary&&) { return refuse_temporary<Model>(); }
    template <class Object>
        requires is_another_object<Object, Model> awaitable<void> save(const Object&) {
            refuse_another_model<Object, Model>();
            return {};
        }
};

}  // namespace dynaco
