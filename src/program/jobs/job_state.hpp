#pragma once

#include "program/command.hpp"
#include "program/show/facts.hpp"

#include <dynaco/types.hpp>

#include <string>
#include <string_view>
#include <vector>

/// Jobs of DynamoDB that read or write Amazon S3. No I/O.
namespace dynaco::program {

/// The kinds of jobs.
enum class job_kind : unsigned char {
    import_table,  ///< ImportTable: from S3 into a new table.
    export_table,  ///< ExportTableToPointInTime: from a table to S3.
    bulk_put,      ///< StartBulkPutItems: from S3 into an existing table.
};

/// The name of a kind for people: "import", "export", "bulk put".
[[nodiscard]] std::string_view name_of(job_kind kind) noexcept;

/// Returns the kind of the job with this ARN.
/// @throws usage_error  it is not the ARN of a job
[[nodiscard]] job_kind kind_of_job(std::string_view arn);

/// A job as DynamoDB describes it.
struct job_state {
    job_kind kind = job_kind::import_table;  ///< The kind of the job.
    item description{};  ///< ImportTableDescription, ExportDescription or BulkOperationDescription.

    /// Its ARN.
    [[nodiscard]] std::string arn() const;
    /// Its status as DynamoDB names it: "IN_PROGRESS".
    [[nodiscard]] std::string status() const;
    /// Whether it has ended: complete, failed or cancelled.
    [[nodiscard]] bool ended() const;
    /// The exit status for a job that has ended: done_with_rejects if it left out items.
    [[nodiscard]] exit_status outcome() const;
    /// The counts that are not 0: "error count 1, processed item count 12".
    [[nodiscard]] std::string counts() const;
    /// The result of a job that has ended: "the import is complete: imported item count 12".
    [[nodiscard]] std::string summary() const;
    /// All members for people.
    [[nodiscard]] std::vector<fact> facts() const;
};

/// Returns the state in the response of a request that starts or describes a job: the member with the
/// description, or the response itself.
[[nodiscard]] job_state state_in(job_kind kind, const item& response);

/// A time of the API, in seconds since 1970, as text; empty for 0.
[[nodiscard]] std::string api_time_text(double seconds);

}  // namespace dynaco::program
