#pragma once

#include <dynaco/model/schema.hpp>
#include <dynaco/operations/operation.hpp>

#include <chrono>
#include <string>
#include <string_view>
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

}  // namespace dynaco
