#pragma once

#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/schema.hpp>
#include <dynaco/types.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco {

/// The prefix of X-Amz-Target of the operations of DynamoDB Streams, which has endpoints of its own at AWS.
inline constexpr std::string_view streams_target = "DynamoDBStreams_20120810";

/// StreamStatus; `unknown` for a status that this version does not know.
enum class stream_status { enabling, enabled, disabling, disabled, unknown };

/// A part of a stream: an ordered sequence of records that grows until the shard is closed, after about four
/// hours or when the table's partition splits. Its children go on from there.
struct shard_description {
    std::string shard_id{};
    std::string parent_shard_id{};  ///< Empty, or of a shard that may be gone, for the oldest.
    std::string starting_sequence_number{};
    std::string ending_sequence_number{};  ///< Empty while the shard is open.
};

/// A stream as DescribeStream shows it.
struct stream_description {
    std::string stream_arn{};
    std::string stream_label{};
    std::string table_name{};
    stream_status status = stream_status::unknown;
    stream_view view = stream_view::none;
    std::chrono::system_clock::time_point created{};
    std::vector<shard_description> shards{};
    std::string last_evaluated_shard_id{};  ///< Empty on the last page.
};

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

/// ListStreams: one page of the streams of a table, or of the account in the region; those that are disabled
/// are listed for 24 hours.
struct list_streams {
    static constexpr operation_info info{.name = "ListStreams", .target = streams_target};
    struct stream {
        std::string stream_arn{};
        std::string table_name{};
        std::string stream_label{};
    };
    struct response {
        std::vector<stream> streams{};
        std::string last_evaluated_stream_arn{};  ///< Empty on the last page.
    };

    std::string_view table_name{};
    std::string_view exclusive_start_stream_arn{};  ///< `last_evaluated_stream_arn` of the page before.
    std::uint32_t limit = 0;                        ///< Streams per page, at most 100; 0: 100.

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// DescribeStream: a stream with one page of its shards, in no particular order. At most 10 calls a second.
struct describe_stream {
    static constexpr operation_info info{.name = "DescribeStream", .target = streams_target};
    using response = stream_description;

    std::string_view stream_arn;
    std::string_view exclusive_start_shard_id{};  ///< `last_evaluated_shard_id` of the page before.
    std::uint32_t limit = 0;                      ///< Shards per page, at most 100; 0: 100.
    /// Only the children of this shard (ShardFilter); empty: all.
    std::string_view children_of{};

    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// ShardIteratorType.
enum class shard_iterator_type {
    trim_horizon,           ///< The oldest record there is, at most 24 hours old.
    latest,                 ///< After the newest record.
    at_sequence_number,     ///< That record.
    after_sequence_number,  ///< The record after that one.
};

/// GetShardIterator: a place in a shard to read from, good for 15 minutes.
struct get_shard_iterator {
    static constexpr operation_info info{.name = "GetShardIterator", .target = streams_target};
    struct response {
        std::string shard_iterator{};
    };

    std::string_view stream_arn;
    std::string_view shard_id;
    shard_iterator_type type = shard_iterator_type::trim_horizon;
    std::string_view sequence_number{};  ///< For at_sequence_number and after_sequence_number.

    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// GetRecords: the next records of a shard, up to 1 MB or 1000.
struct get_records {
    static constexpr operation_info info{.name = "GetRecords", .target = streams_target};
    struct response {
        std::vector<stream_record<item>> records{};
        std::string next_shard_iterator{};  ///< Empty: the shard is closed and all of it was read.
    };
    /// A record whose images are not decoded yet: JSON in the reply's body, empty where there is none.
    struct raw_record : stream_change {
        std::string_view old_image{};
        std::string_view new_image{};
    };
    struct raw_response {
        std::vector<raw_record> records{};
        std::string next_shard_iterator{};
    };

    std::string_view shard_iterator;
    std::uint32_t limit = 0;  ///< Records, at most 1000; 0: 1000.

    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// The records refer to `body`.
    [[nodiscard]] static result<raw_response> decode_raw(std::string_view body);

    /// Decodes the images of a record.
    template <class Model>
    [[nodiscard]] static result<stream_record<Model>> decode_images(const raw_record& raw) {
        stream_record<Model> record;
        static_cast<stream_change&>(record) = raw;
        for (const auto& [json, image] :
             {std::pair(raw.old_image, &record.old_image), std::pair(raw.new_image, &record.new_image)}) {
            if (json.empty()) continue;
            json::reader in(json);
            if (!detail::read_item(in, image->emplace())) return in.why();
        }
        return record;
    }
};

}  // namespace dynaco
