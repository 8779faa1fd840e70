#pragma once

#include <chrono>

namespace dynaco {

/// How failed attempts are repeated (AWS SDKs and Tools Reference, "Retry behavior").
enum class retry_mode {
    standard,      ///< Version 2.1, the AWS SDKs' default since November 2026.
    standard_2_0,  ///< The version before: 3 attempts, 1 s base delay for every failure.
    /// As `standard`, and requests are sent more slowly once a table or index throttles: those that read or
    /// write what was throttled, and no others.
    adaptive,
};

/// When and how often a call is repeated. What is zero is the mode's own. Each failed attempt takes tokens of
/// a quota that all calls of a client share (14 of 500; 5 after throttling; successes give back); without
/// tokens, and where the pause would end after the deadline, a call is not repeated.
///
/// A transaction of which DynamoDB says that it is under way already is asked for at least once 5 s or more
/// after the first attempt, with one attempt more than `max_attempts` if need be, unless that is 1.
struct retry_policy {
    retry_mode mode = retry_mode::standard;
    /// In all; 0: the mode's own, 4 (standard_2_0: 3). Of a batch: how many requests in a row may process
    /// nothing; 0: 8.
    int max_attempts = 0;
    std::chrono::milliseconds base_delay{};  ///< Doubled each time, after transient failures; 0: 25 ms (1 s).
    std::chrono::milliseconds throttling_base_delay{};  ///< The same after throttling; 0: 1 s.
    std::chrono::milliseconds max_delay{};              ///< 0: 20 s.
    /// Repeat a write whose last attempt may have been applied although no answer came. Applied twice it does
    /// no harm unless it counts up or appends without a condition; DynamoDB applies transactions once however
    /// often they are sent. False: such a write ends with errc::outcome_unknown at once.
    bool retry_ambiguous_writes = true;
    /// Repeat what was refused only because of another transaction under way: TransactionConflictException,
    /// and a cancelled transaction all of whose reasons are conflicts or throttling.
    bool retry_transaction_conflicts = false;
};

}  // namespace dynaco
