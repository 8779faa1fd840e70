#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/observing.hpp>
#include <dynaco/operations/operation.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

// All are trivially copyable: g++ 12 miscompiles other aggregates as temporaries in an expression with
// co_await.
namespace dynaco {

/// The options of a read of one item, such as `table::get`.
struct get_options {
    bool consistent_read = false;   ///< Strongly consistent: twice the capacity. Default: eventually.
    call_report* report = nullptr;  ///< The call adds to it. Must live until the call has ended. Null: none.
};

/// The options of a write of one item, such as `table::save`.
struct write_options {
    /// Whether a write whose condition fails returns the stored item (ReturnValuesOnConditionCheckFailure):
    /// see `verdict::existing` and `existing`. Uses no extra capacity. Default: true.
    bool return_existing = true;
    /// Whether to write even if the stored version is another one. The version is still increased. Default:
    /// false.
    bool ignore_version = false;
    call_report* report = nullptr;  ///< The call adds to it. Must live until the call has ended. Null: none.
};

/// The options of a query.
struct query_options {
    /// The limit of items that are returned. Not set: no limit. 0: no request is sent.
    std::optional<std::uint64_t> limit{};
    /// The limit of items that one request evaluates, before the filter. 0: the service decides.
    std::uint32_t page_size = 0;
    bool forward = true;           ///< True: in ascending order of the range key; false: in descending order.
    bool consistent_read = false;  ///< Strongly consistent. For a global index: errc::invalid_argument.
    /// Whether to fetch the next page while the caller uses the current one, from the third page on.
    /// If the caller stops early, one page may be billed but not used. Default: true.
    bool prefetch = true;
    /// The limit of capacity units to consume per second, on average. Not set: no limit. Before each page,
    /// the iterator waits until the rate permits the capacity of the earlier pages. This wait is not part of
    /// a call's deadline. 0 or less: errc::invalid_argument.
    std::optional<double> max_capacity_per_second{};
    /// Whether to report the capacity, in `item_iterator::consumed_capacity`. Default: none.
    dynaco::report_capacity report_capacity = report_capacity::none;
    /// Where to continue: the `resume_token()` of an earlier query of the same table or index and hash key;
    /// filter and limits may differ. Empty: start at the beginning. Any other text: errc::invalid_argument.
    /// The text must live until the function that takes the options returns.
    std::string_view resume_token{};
};

/// The options of a scan.
struct scan_options {
    /// The limit of items that are returned. Not set: no limit. 0: no request is sent.
    std::optional<std::uint64_t> limit{};
    /// The limit of items that one request evaluates, before the filter. 0: the service decides.
    std::uint32_t page_size = 0;
    bool consistent_read = false;  ///< Strongly consistent. For a global index: errc::invalid_argument.
    /// The segment to read, from 0 to `total_segments` - 1. For a scan that several processes share. Must be
    /// set together with `total_segments`, else: errc::invalid_argument.
    std::optional<std::uint32_t> segment{};
    /// The number of segments of the table: 1 to 1 000 000. Not set: the scan reads the whole table.
    std::optional<std::uint32_t> total_segments{};
    /// Whether to fetch the next page while the caller uses the current one, from the third page on.
    /// If the caller stops early, one page may be billed but not used. Default: true.
    bool prefetch = true;
    /// The limit of capacity units to consume per second, on average. Not set: no limit. Before each page,
    /// the iterator waits until the rate permits the capacity of the earlier pages. This wait is not part of
    /// a call's deadline. 0 or less: errc::invalid_argument.
    std::optional<double> max_capacity_per_second{};
    /// Whether to report the capacity, in `item_iterator::consumed_capacity`. Default: none.
    dynaco::report_capacity report_capacity = report_capacity::none;
    /// Where to continue: the `resume_token()` of an earlier scan of this segment. Empty: start at the
    /// beginning. Any other text: errc::invalid_argument. The text must live until the function that takes
    /// the options returns.
    std::string_view resume_token{};
};

/// The options of a parallel scan: one iterator reads all segments at the same time.
struct parallel_scan_options {
    /// The number of segments: 1 to 1 000 000. Each has at most one request at a time. Default: 4.
    std::uint32_t segments = 4;
    /// The limit of items that are returned. Not set: no limit. 0: no request is sent.
    std::optional<std::uint64_t> limit{};
    /// The limit of items that one request evaluates, before the filter. 0: the service decides.
    std::uint32_t page_size = 0;
    bool consistent_read = false;  ///< Strongly consistent. For a global index: errc::invalid_argument.
    /// The limit of capacity units that all segments together consume per second, on average. Not set: no
    /// limit. Before each page, the iterator waits until the rate permits the capacity of the earlier pages.
    /// This wait is not part of a call's deadline. 0 or less: errc::invalid_argument.
    std::optional<double> max_capacity_per_second{};
    /// Whether to report the capacity, in `item_iterator::consumed_capacity`. Default: none.
    dynaco::report_capacity report_capacity = report_capacity::none;
    /// Where to continue: the `resume_token()` of an earlier parallel scan with the same number of segments.
    /// Empty: start at the beginning. Any other text: errc::invalid_argument. The text must live until the
    /// function that takes the options returns.
    std::string_view resume_token{};
};

/// The options of reading many items by their keys, such as `table::batch_get`.
struct batch_get_options {
    bool consistent_read = false;  ///< Strongly consistent: twice the capacity. Default: eventually.
};

}  // namespace dynaco
