#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace dynaco {

/// Where a reader without a checkpoint starts.
enum class stream_start {
    trim_horizon,  ///< The oldest record there is, at most 24 hours old.
    latest,        ///< After the newest record; what happens from the first call on is read.
};

// Trivially copyable, as table/options.hpp says.
struct stream_options {
    stream_start start = stream_start::trim_horizon;
    std::string_view checkpoint{};  ///< Go on from here: what `checkpoint()` of an earlier reader gave.
    /// False: end once caught up. DynamoDB does not say when that is: five pages in a row without a record,
    /// of each open shard, count for it.
    bool follow = true;
    std::uint32_t page_size = 0;  ///< Records per request, at most 1000; 0: 1000.
    /// Pauses grow from 250 ms to this while nothing happens, and are jittered.
    std::chrono::milliseconds longest_pause{2000};
    std::string_view stream_arn{};  ///< Empty: the table's current stream.
};

}  // namespace dynaco
