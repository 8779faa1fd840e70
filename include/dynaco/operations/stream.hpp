#pragma once

#include <dynaco/detail/core/requirements.hpp>
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

/// The name of DynamoDB Streams in X-Amz-Target, before the operation's name. At AWS this API has other
/// endpoints than DynamoDB.
inline constexpr std::string_view streams_target = "DynamoDBStreams_20120810";

/// The status of a stream (StreamStatus). `unknown`: a status that this version of dynaco does not know.
enum class stream_status { enabling, enabled, disabling, disabled, unknown };

/// A shard of a stream: an ordered sequence of records (Shard). It grows until it is closed, after about four
/// hours or when the table's partition splits. Its child shards continue it.
struct shard_description {
    std::string shard_id{};  ///< ShardId.
    /// ParentShardId. Empty for the oldest shard. The parent may not exist any more.
    std::string parent_shard_id{};
    std::string starting_sequence_number{};  ///< SequenceNumberRange: the first record.
    /// SequenceNumberRange: the last record; empty while the shard is open.
    std::string ending_sequence_number{};
};

/// A stream and one page of its shards (DescribeStream).
struct stream_description {
    std::string stream_arn{};    ///< StreamArn.
    std::string stream_label{};  ///< StreamLabel: a time that distinguishes the streams of a table.
    std::string table_name{};    ///< TableName.
    stream_status status = stream_status::unknown;    ///< StreamStatus.
    stream_view view = stream_view::none;             ///< StreamViewType: what the stream records.
    std::chrono::system_clock::time_point created{};  ///< CreationRequestDateTime.
    std::vector<shard_description> shards{};          ///< Shards: one page, in no particular order.
    std::string last_evaluated_shard_id{};            ///< LastEvaluatedShardId; empty on the last page.
};

/// What happened to an item (eventName): INSERT, MODIFY or REMOVE. `unknown`: an event that this version of
/// dynaco does not know.
enum class stream_event { insert, modify, remove, unknown };

/// A change of an item, without the images of the item.
struct stream_change {
    stream_event event = stream_event::unknown;  ///< eventName: what happened.
    item keys{};                                 ///< Keys: the item's key attributes.
    std::string sequence_number{};               ///< SequenceNumber: the position in the shard.
    std::string event_id{};                      ///< eventID: unique for each change.
    /// ApproximateCreationDateTime, rounded down to a second.
    std::chrono::system_clock::time_point approximate_creation_time{};
    std::uint64_t size_bytes = 0;  ///< SizeBytes: the size of the record, in bytes.
    /// True if DynamoDB removed the item because its time to live was over (userIdentity).
    bool is_ttl_deletion = false;
};

/// A change with the images of the item that the stream records.
template <class Model>
struct stream_record : stream_change {
    /// OldImage: the item before the change. Not set for stream_event::insert, or if the stream does not
    /// record it.
    std::optional<Model> old_image{};
    /// NewImage: the item after the change. Not set for stream_event::remove, or if the stream does not
    /// record it.
    std::optional<Model> new_image{};
};

/// ListStreams: one page of the streams of a table, or of the account in the region. Disabled streams are
/// listed for 24 hours.
struct list_streams {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "ListStreams", .target = streams_target};
    /// One stream.
    struct stream {
        std::string stream_arn{};    ///< StreamArn.
        std::string table_name{};    ///< TableName.
        std::string stream_label{};  ///< StreamLabel: a time that distinguishes the streams of a table.
    };
    /// The response.
    struct response {
        std::vector<stream> streams{};            ///< Streams.
        std::string last_evaluated_stream_arn{};  ///< LastEvaluatedStreamArn; empty on the last page.
    };

    std::string_view table_name{};  ///< TableName. Empty: all tables.
    /// ExclusiveStartStreamArn: the `last_evaluated_stream_arn` of the previous page. Empty: the first page.
    std::string_view exclusive_start_stream_arn{};
    /// Limit: streams in the page, at most 100. 0: 100.
    std::uint32_t limit = 0;

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// DescribeStream: a stream with one page of its shards, in no particular order. DynamoDB allows 10 calls a
/// second.
struct describe_stream {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "DescribeStream", .target = streams_target};
    using response = stream_description;  ///< The response.

    std::string_view stream_arn;  ///< StreamArn.
    /// ExclusiveStartShardId: the `last_evaluated_shard_id` of the previous page. Empty: the first page.
    std::string_view exclusive_start_shard_id{};
    /// Limit: shards in the page, at most 100. 0: 100.
    std::uint32_t limit = 0;
    /// ShardFilter, type CHILD_SHARDS: only the children of this shard. Empty: all shards.
    std::string_view children_of{};

    /// Empty: the request does not name a table.
    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// Where in a shard reading starts (ShardIteratorType).
enum class shard_iterator_type {
    trim_horizon,           ///< The oldest record, at most 24 hours old.
    latest,                 ///< After the newest record.
    at_sequence_number,     ///< The record with the sequence number.
    after_sequence_number,  ///< After the record with the sequence number.
};

/// GetShardIterator: a position in a shard for GetRecords. It is valid for 15 minutes.
struct get_shard_iterator {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "GetShardIterator", .target = streams_target};
    /// The response.
    struct response {
        std::string shard_iterator{};  ///< ShardIterator.
    };

    std::string_view stream_arn;  ///< StreamArn.
    std::string_view shard_id;    ///< ShardId.
    /// ShardIteratorType. Default: the oldest record.
    shard_iterator_type type = shard_iterator_type::trim_horizon;
    /// SequenceNumber, for at_sequence_number and after_sequence_number.
    std::string_view sequence_number{};

    /// Empty: the request does not name a table.
    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// GetRecords: the next records of a shard, up to 1 MB or 1000 records.
struct get_records {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "GetRecords", .target = streams_target};
    /// The response.
    struct response {
        std::vector<stream_record<item>> records{};  ///< Records.
        /// NextShardIterator. Empty: the shard is closed and all its records were read.
        std::string next_shard_iterator{};
    };
    /// A record whose images are not decoded yet. They refer to the response body.
    struct raw_record : stream_change {
        std::string_view old_image{};  ///< OldImage as JSON; empty if it is missing.
        std::string_view new_image{};  ///< NewImage as JSON; empty if it is missing.
    };
    /// The response with images that are not decoded yet.
    struct raw_response {
        std::vector<raw_record> records{};  ///< Records; they refer to the response body.
        /// NextShardIterator. Empty: the shard is closed and all its records were read.
        std::string next_shard_iterator{};
    };

    /// ShardIterator: where to read.
    std::string_view shard_iterator;
    /// Limit: the number of records, at most 1000. 0: 1000.
    std::uint32_t limit = 0;

    /// Empty: the request does not name a table.
    [[nodiscard]] std::string_view table() const noexcept { return {}; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Reads a response body without decoding the images. The records refer to `body`, which must outlive
    /// them.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<raw_response> decode_raw(std::string_view body);

    /// Decodes the images of a record.
    /// @returns the record, or why an image does not fit `Model` (condition::model_mismatch)
    template <class Model>
    [[nodiscard]] static result<stream_record<Model>> decode_images(const raw_record& raw) {
        stream_record<Model> record;
        static_cast<stream_change&>(record) = static_cast<const stream_change&>(raw);
        for (const auto& [json, image] :
             {std::pair(raw.old_image, &record.old_image), std::pair(raw.new_image, &record.new_image)}) {
            if (json.empty()) continue;
            detail::json::reader in(json);
            if (!detail::read_item(in, image->emplace())) return in.why();
        }
        return record;
    }
};

}  // namespace dynaco
