#pragma once

#include <dynaco/client.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dynaco::test {

/// The calls of the fault tests, on an item with a number.
enum class verb {
    get,  ///< reads it
    put,  ///< saves the item with the number 40; applying it twice changes nothing more
    add,  ///< adds 1 without a condition; applying it twice adds 2
};

/// The key of the item. Its table is "counters", the key attribute "id", the number "count".
inline constexpr std::string_view counted_item = "a";
inline constexpr std::int64_t first_count = 7;
inline constexpr std::int64_t saved_count = 40;

/// Makes the call with `dynaco::table`. @returns the number that was read; -1 if the item does not exist; 0
/// for a write.
[[nodiscard]] awaitable<result<std::int64_t>> perform(client db, verb what);

/// Saves an item if it does not exist. @returns whether it was saved.
[[nodiscard]] awaitable<result<bool>> insert(client db, std::string id);
/// Adds 1 to two items in a transaction.
[[nodiscard]] awaitable<result<bool>> add_to_both(client db, std::string one, std::string other);
/// Saves `items` items with the number 40 in batches of at most 25.
[[nodiscard]] awaitable<result<bool>> save_all(client db, int items);

}  // namespace dynaco::test
