#pragma once

#include <dynaco/observing.hpp>
#include <dynaco/operations/operation.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

// All trivially copyable: g++ 12 miscompiles other aggregates as temporaries in an expression with co_await.
namespace dynaco {

struct get_options {
    bool consistent_read = false;
    call_report* report = nullptr;  ///< Is added to; must live until the call is over.
};

struct write_options {
    /// A verdict that says no brings the item that stood in the way (ReturnValuesOnConditionCheckFailure).
    /// Free of charge.
    bool return_existing = true;
    /// Writes whatever version is stored; the version is counted up all the same.
    bool ignore_version = false;
    call_report* report = nullptr;  ///< Is added to; must live until the call is over.
};

struct query_options {
    std::optional<std::uint64_t> limit{};  ///< Items to give in all; unset: all. 0: nothing is sent.
    std::uint32_t page_size =
        0;                ///< Items to evaluate per request, before the filter; 0: what the service likes.
    bool forward = true;  ///< Ascending by range key.
    bool consistent_read = false;  ///< On a global index: errc::invalid_argument.
    /// Fetch the next page while the caller works on this one, from the second page on. Who stops early has
    /// paid for up to one page that nobody saw.
    bool prefetch = true;
    /// Capacity units to consume per second, on average; unset: no limit. A page is paid for by waiting
    /// before the next one. The wait is not part of a call's deadline. 0 or less: errc::invalid_argument.
    std::optional<double> max_capacity_per_second{};
    dynaco::report_capacity report_capacity = report_capacity::none;  ///< What `consumed_capacity()` sums up.
    std::string_view resume_token{};  ///< Where to go on: what `resume_token()` of an earlier query gave.
};

struct scan_options {
    std::optional<std::uint64_t> limit{};  ///< Items to give in all; unset: all. 0: nothing is sent.
    std::uint32_t page_size =
        0;  ///< Items to evaluate per request, before the filter; 0: what the service likes.
    bool consistent_read = false;  ///< On a global index: errc::invalid_argument.
    /// Which part of `total_segments` to read, from 0: for scans that several processes share. One without
    /// the other is errc::invalid_argument: every process would read the whole table.
    std::optional<std::uint32_t> segment{};
    std::optional<std::uint32_t> total_segments{};                    ///< 1 to 1 000 000.
    bool prefetch = true;                                             ///< As for a query.
    std::optional<double> max_capacity_per_second{};                  ///< As for a query.
    dynaco::report_capacity report_capacity = report_capacity::none;  ///< What `consumed_capacity()` sums up.
    std::string_view resume_token{};  ///< Where to go on: what `resume_token()` of an earlier scan gave.
};

/// A scan of all segments at once, by one iterator.
struct parallel_scan_options {
    std::uint32_t segments = 4;            ///< 1 to 1 000 000; each has at most one request under way.
    std::optional<std::uint64_t> limit{};  ///< Items to give in all; unset: all. 0: nothing is sent.
    std::uint32_t page_size =
        0;  ///< Items to evaluate per request, before the filter; 0: what the service likes.
    bool consistent_read = false;                     ///< On a global index: errc::invalid_argument.
    std::optional<double> max_capacity_per_second{};  ///< Of all segments together; else as for a query.
    dynaco::report_capacity report_capacity = report_capacity::none;  ///< What `consumed_capacity()` sums up.
    /// Where to go on: what `resume_token()` of an earlier parallel scan with as many segments gave.
    std::string_view resume_token{};
};

struct batch_get_options {
    bool consistent_read = false;
};

}  // namespace dynaco
