#pragma once

#include <dynaco/client/reply.hpp>
#include <dynaco/core/result.hpp>
#include <dynaco/operations/consumed_capacity.hpp>
#include <dynaco/operations/item_collection_metrics.hpp>

#include <string>
#include <vector>

namespace dynaco {

/// What calls consumed and how they went. Calls that are given a report add to it, whether they succeed or
/// fail; it must live until they are over, and no two of them may end at once on different threads.
///
///     dynaco::call_report report;
///     co_await accounts.save(alice, {.report = &report});
///     log(report.write_units(), report.request_id);
struct call_report {
    /// The capacity consumed, for each table, with its indexes. A failed condition consumes, too, but
    /// DynamoDB does not say how much.
    std::vector<consumed_capacity> capacity{};
    /// The latest of each item collection that was written to. Only of tables with local indexes.
    std::vector<item_collection_metrics> collections{};
    std::string request_id{};  ///< `x-amzn-RequestId` of the last answer; empty if none came.
    int calls = 0;             ///< Calls that have ended.
    int attempts = 0;          ///< Requests sent for them: more than `calls` after retries.

    /// All that was read, in capacity units.
    [[nodiscard]] double read_units() const noexcept;
    /// All that was written, in capacity units, in tables and indexes.
    [[nodiscard]] double write_units() const noexcept;

    /// Adds what is known of a call. What its answer says of capacity in a form that dynaco does not know is
    /// left out.
    void add(const result<reply>& outcome);
};

}  // namespace dynaco
