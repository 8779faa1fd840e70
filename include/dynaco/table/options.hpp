#pragma once

#include <cstdint>
#include <string_view>

// All trivially copyable: g++ 12 miscompiles other aggregates as temporaries in an expression with co_await.
namespace dynaco {

struct get_options {
    bool consistent_read = false;
};

struct write_options {
    /// A verdict that says no brings the item that stood in the way (ReturnValuesOnConditionCheckFailure).
    /// Free of charge.
    bool return_existing = true;
};

struct query_options {
    std::uint64_t limit = 0;  ///< Items to give in all; 0: no limit.
    std::uint32_t page_size =
        0;                ///< Items to evaluate per request, before the filter; 0: what the service likes.
    bool forward = true;  ///< Ascending by range key.
    bool consistent_read = false;   ///< Not on global indexes.
    std::string_view resume_key{};  ///< Where to go on: what `resume_key()` of an earlier query gave.
};

struct scan_options {
    std::uint64_t limit = 0;  ///< Items to give in all; 0: no limit.
    std::uint32_t page_size =
        0;  ///< Items to evaluate per request, before the filter; 0: what the service likes.
    bool consistent_read = false;  ///< Not on global indexes.
    std::uint32_t segment = 0;     ///< Of `total_segments`, from 0: for scans in parallel.
    std::uint32_t total_segments = 0;
    std::string_view resume_key{};  ///< Where to go on: what `resume_key()` of an earlier scan gave.
};

struct batch_get_options {
    bool consistent_read = false;
};

}  // namespace dynaco
