#pragma once

#include <dynaco/client.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dynaco::test {

/// What the tests of faults do with an item that holds a number.
enum class verb {
    get,  ///< reads it
    put,  ///< saves the item with the number 40; twice is as good as once
    add,  ///< adds 1 without a condition; twice is not
};

/// The table of these calls is "counters", its key "id", the number "count".
inline constexpr std::string_view counted_item = "a";
inline constexpr std::int64_t first_count = 7;
inline constexpr std::int64_t saved_count = 40;

/// Does it by `dynaco::table`. @returns the number that was read; -1 if there is no item; 0 for a write.
[[nodiscard]] awaitable<result<std::int64_t>> perform(client db, verb what);

/// Saves an item only if there is none. @returns whether it was saved.
[[nodiscard]] awaitable<result<bool>> insert(client db, std::string id);
/// Adds 1 to two items, both or neither.
[[nodiscard]] awaitable<result<bool>> add_to_both(client db, std::string one, std::string other);
/// Saves items with the number 40, 25 at most at a time.
[[nodiscard]] awaitable<result<bool>> save_all(client db, int items);

}  // namespace dynaco::test
