#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/table/batch/one_table.hpp>
#include <dynaco/detail/table/models/one_of.hpp>
#include <dynaco/detail/table/models/refuse_object.hpp>
#include <dynaco/types.hpp>

#include <concepts>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace dynaco::detail {

template <class Models>
class polymorphic_batch_writer;

/// A `batch_writer` of a polymorphic table. One batch can contain objects of all models.
template <class Whole, class... Model>
class polymorphic_batch_writer<model::one_of<Whole, Model...>>
    : public batch_of_one_table<model::one_of<Whole, Model...>, Whole> {
 public:
    polymorphic_batch_writer(client db, std::string table)
        : batch_of_one_table<model::one_of<Whole, Model...>, Whole>(std::move(db), std::move(table)) {}

    /// Adds a save of `object`, which is of one of the models, and sends a request if it is full. The object
    /// is encoded before this returns.
    /// @throws error  errc::unprocessed: several requests in a row processed nothing. Any error of a call.
    /// The writes that were not made stay pending
    template <class T>
        requires(std::same_as<T, Model> || ...)
    [[nodiscard]] awaitable<void> save(const T& object) { return this->put(object); }
    template <class T>
        requires((std::same_as<T, Model> || ...) && miscompiles_temporaries)
    awaitable<void> save(T&&) { return refuse_temporary<T>(); }
};

}  // namespace dynaco::detail
