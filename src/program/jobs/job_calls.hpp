#pragma once

#include "program/jobs/job_state.hpp"

#include <dynaco/client.hpp>
#include <dynaco/types.hpp>

#include <string>
#include <vector>

/// The requests about jobs. If the server does not support one, like a local server, they throw
/// std::runtime_error with the text of `no_jobs_text`.
namespace dynaco::program {

/// Starts a job.
[[nodiscard]] awaitable<job_state> start_job(client db, job_kind kind, item request);
/// Returns the state of a job. @throws usage_error: `arn` is not the ARN of a job
[[nodiscard]] awaitable<job_state> describe_job(client db, std::string arn);
/// Cancels a bulk put and returns its status.
[[nodiscard]] awaitable<std::string> cancel_bulk_put(client db, std::string arn);

/// The jobs of one kind.
struct job_listing {
    bool supported = true;     ///< False: the server does not have this kind.
    std::vector<item> rows{};  ///< With the members kind, status, started, ended, table, arn.
};
/// Lists the jobs of one kind in DynamoDB's order. `table_arn` empty: of all tables.
[[nodiscard]] awaitable<job_listing> list_jobs(client db, job_kind kind, std::string table_arn);

/// The message for a server that has no jobs.
[[nodiscard]] std::string no_jobs_text(const client& db);

}  // namespace dynaco::program
