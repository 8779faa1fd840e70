#pragma once

#include <dynaco/core/error.hpp>
#include <dynaco/operations/attributes.hpp>

#include <cstddef>
#include <optional>

namespace dynaco {

/// Gives the item that stood in the way of a write to `sink`, if the failure has one.
/// @throws error
void read_existing(const failure& refused, attributes_sink sink);
/// The same for a statement of a transaction or batch, counted from 0.
void read_existing(const failure& refused, std::size_t statement, attributes_sink sink);

/// The stored item that made a write fail; nothing if there was none, if the failure is no conflict of a
/// write, or if `return_existing` of the options was off. Decoded by each call.
///
///     catch (const dynaco::error& e) {
///         if (e.code() != dynaco::condition::conflict) throw;
///         std::optional<Account> stored = dynaco::existing<Account>(e);
///     }
///
/// @throws error  condition::model_mismatch
template <class Model>
[[nodiscard]] std::optional<Model> existing(const failure& why) {
    std::optional<Model> found;
    auto take = [&found](json::reader& in) { return read_item(in, found.emplace()); };
    read_existing(why, take);
    return found;
}
template <class Model>
[[nodiscard]] std::optional<Model> existing(const error& why) {
    return existing<Model>(why.as_failure());
}
/// The same for a statement of a transaction or batch, counted from 0.
template <class Model>
[[nodiscard]] std::optional<Model> existing(const failure& why, std::size_t statement) {
    std::optional<Model> found;
    auto take = [&found](json::reader& in) { return read_item(in, found.emplace()); };
    read_existing(why, statement, take);
    return found;
}
template <class Model>
[[nodiscard]] std::optional<Model> existing(const error& why, std::size_t statement) {
    return existing<Model>(why.as_failure(), statement);
}

}  // namespace dynaco
