#pragma once

#include <dynaco/operations/stream_description.hpp>

#include <string>

namespace dynaco {

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

}  // namespace dynaco
