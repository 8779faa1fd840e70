#pragma once

#include <dynaco/core/value.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace dynaco {

/// What happened to an item (eventName); `unknown` for an event that this version does not know.
enum class stream_event { insert, modify, remove, unknown };

/// A change of an item, without the images of the item.
struct stream_change {
    stream_event event = stream_event::unknown;
    item keys{};                    ///< The item's key attributes.
    std::string sequence_number{};  ///< The place in the shard.
    std::string event_id{};         ///< Unique.
    /// Rounded down to a second.
    std::chrono::system_clock::time_point approximate_creation_time{};
    std::uint64_t size_bytes = 0;  ///< Of keys and images.
    bool is_ttl_deletion = false;  ///< Removed by DynamoDB, since its time to live was over.
};

/// A change with the images of the item that the stream's view records.
template <class Model>
struct stream_record : stream_change {
    std::optional<Model> old_image{};  ///< Before the change; nothing for stream_event::insert.
    std::optional<Model> new_image{};  ///< After the change; nothing for stream_event::remove.
};

}  // namespace dynaco
