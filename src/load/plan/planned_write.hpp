#pragma once

#include <cstdint>
#include <string_view>

namespace dynaco::loading {

/// The number of a write that is not settled yet. Numbers are small: the engine can use them as an index of
/// its own arrays. A number is used again after its write was settled.
using write_id = std::uint32_t;
inline constexpr write_id no_write = ~write_id{0};

/// The properties of a write that the plan needs. The item itself stays with the engine.
struct planned_write {
    /// The canonical bytes of the item's key. They must be valid until the write is settled or replaced.
    std::string_view key{};
    /// The number of the record in the whole load, from 0. No two writes have the same.
    std::uint64_t sequence = 0;
    /// A hash of the table and of the value of the HASH key (`hash_of`). Writes with different ones are
    /// spread over the partitions of the table.
    std::uint64_t hash_key = 0;
    std::uint32_t table = 0;    ///< The number of the table, from 0.
    std::uint32_t bytes = 0;    ///< The write's bytes in the body of a request.
    std::uint32_t units = 1;    ///< The capacity units that the table is expected to charge.
    std::uint32_t indexes = 0;  ///< Bit i: the item has the key of index i, which is charged too.
    /// The write needs its own request: it has a condition, or it is an update. It neither replaces another
    /// write nor is replaced.
    bool single = false;
};

}  // namespace dynaco::loading
