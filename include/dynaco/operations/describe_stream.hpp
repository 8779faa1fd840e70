#pragma once

#include <dynaco/operations/stream_description.hpp>

#include <cstdint>

namespace dynaco {

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

}  // namespace dynaco
