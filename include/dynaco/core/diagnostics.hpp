#pragma once

#include <dynaco/core/cancellation_reason.hpp>
#include <dynaco/core/throttling_reason.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco {

/// Where the time of a call went. All zero where the phase was not reached.
struct phase_times {
    std::chrono::microseconds credentials{};  ///< Waiting for credentials.
    std::chrono::microseconds lease{};        ///< Waiting for a connection: pool, DNS, connect, TLS.
    std::chrono::microseconds exchange{};     ///< Sending requests and waiting for replies.
    std::chrono::microseconds backoff{};      ///< Sleeping between attempts.
};

/// What a call was doing, as `phase_times` names it.
enum class call_phase {
    none,  ///< Nothing yet.
    credentials,
    lease,
    exchange,
    backoff,
};

/// "waiting for a connection"; empty for none.
[[nodiscard]] std::string_view text_of(call_phase phase) noexcept;

/// What is known about a failure. Never holds secrets; `service_message`, `detail` and `body` may repeat text
/// of the server, which is not to be trusted.
struct diagnostics {
    std::string operation{};  ///< "PutItem".
    std::string table{};      ///< "accounts", or "accounts, orders"; empty where there is none.
    std::string key{};        ///< Of the item that could not be read, as DynamoDB JSON: {"id":{"S":"1"}}.
    std::string attribute_path{};   ///< "labels.owner", "tags[2]".
    std::string detail{};           ///< What the layer below said: "certificate has expired".
    std::string endpoint{};         ///< "https://dynamodb.eu-west-1.amazonaws.com".
    std::string service_code{};     ///< "ResourceNotFoundException", as the service wrote it.
    std::string service_message{};  ///< The service's text.
    std::string request_id{};       ///< `x-amzn-RequestId`.
    std::string body{};             ///< The error reply's body, cut at 64 KiB unless it carries an item.
    int http_status = 0;            ///< 0 if no reply came.
    int attempts = 0;               ///< Requests sent, or tried to send.
    phase_times times{};
    call_phase ended_in = call_phase::none;  ///< What the call was doing when it failed.
    /// The time that the call had in all: its deadline, or less if `call_options::until` came earlier. Zero
    /// if the failure is not a call's.
    std::chrono::milliseconds deadline{};
    bool ended_by_until = false;  ///< `deadline` was that of `call_options::until`.
    /// Of a cancelled transaction: one for each statement, in the request's order. Whole items are in here,
    /// not in `body`.
    std::vector<cancellation_reason> cancellation_reasons{};
    /// Of a throttled request: what was throttled, and why. Empty where the service does not say.
    std::vector<throttling_reason> throttling_reasons{};
    /// The failure would have been repeated, had the client's retry quota not been spent.
    bool retry_quota_spent = false;
};

}  // namespace dynaco
