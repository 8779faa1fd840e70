#pragma once

#include <dynaco/detail/core/requirements.hpp>

#include <chrono>

namespace dynaco {

/// The rules for retries (AWS SDKs and Tools Reference, "Retry behavior").
enum class retry_mode {
    standard,  ///< Version 2.1, the default of the AWS SDKs since November 2026: up to 4 attempts.
    /// The version before 2.1: up to 3 attempts, and a base delay of 1 s after every failure.
    standard_2_0,
    /// Like `standard`. In addition, once a table or index throttles, requests that read or write it are sent
    /// more slowly.
    adaptive,
};

/// When and how often a failed attempt is retried. A field that is zero means the default of the mode.
///
/// The backoff before a retry is a random time up to a limit. All calls of a client share a quota of 500
/// tokens. Each retry takes 14 tokens, or 5 after throttling; `standard_2_0` takes 5, or 10 after a timeout.
/// Successful calls return tokens. A call is not retried without tokens, or if the backoff would end after
/// its deadline.
///
/// DynamoDB may report that a transaction is already in progress. Then one attempt is made 5 s or more after
/// the first, if the deadline permits. It may exceed `max_attempts` by one, unless `max_attempts` is 1.
struct retry_policy {
    retry_mode mode = retry_mode::standard;  ///< The rules. Default: standard.
    /// The limit of attempts of a call, the first included. Zero: 4 (standard_2_0: 3). For a batch: the limit
    /// of consecutive requests that process nothing; zero: 8.
    int max_attempts = 0;
    /// The limit of the first backoff after transient failures; it doubles with each attempt. Zero: 25 ms
    /// (standard_2_0: 1 s).
    std::chrono::milliseconds base_delay{};
    /// The limit of the first backoff after throttling; it doubles with each attempt. Zero: 1 s.
    std::chrono::milliseconds throttling_base_delay{};
    /// The limit at which the backoff stops doubling. Zero: 20 s. The service may request a pause that is up
    /// to 5 s longer than the backoff (not with standard_2_0).
    std::chrono::milliseconds max_delay{};
    /// Whether to retry a write that was sent but not confirmed, so that it may be applied twice. This is
    /// harmless except for writes that add or append without a condition. DynamoDB applies a transaction only
    /// once. Default: true. False: the write fails with errc::outcome_unknown at once.
    bool retry_ambiguous_writes = true;
    /// Whether to retry writes that failed only because of another transaction: TransactionConflictException,
    /// and a cancelled transaction whose reasons are all conflicts or throttling. Default: false.
    bool retry_transaction_conflicts = false;
};

}  // namespace dynaco
