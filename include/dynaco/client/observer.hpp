#pragma once

#include <dynaco/core/diagnostics.hpp>
#include <dynaco/core/error.hpp>
#include <dynaco/operations/consumed_capacity.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace dynaco {

/// The call that an event is about.
struct observed_call {
    std::string_view operation{};      ///< "GetItem".
    std::string_view table{};          ///< The first, of several; empty if none is named.
    std::string_view index{};          ///< That is read; empty: the table itself.
    std::string_view endpoint{};       ///< "https://dynamodb.eu-west-1.amazonaws.com".
    std::string_view invocation_id{};  ///< As in amz-sdk-invocation-id: no other call has it.
    bool writes = false;
};

/// What an attempt was sent on.
enum class connection_use {
    none,    ///< It did not come to that.
    opened,  ///< A connection never used before.
    reused,  ///< One that had served a call already.
};

/// Where the time of one attempt went. Zero where it did not come to it.
struct attempt_times {
    std::chrono::microseconds credentials{};  ///< Waiting for credentials.
    std::chrono::microseconds lease{};        ///< Waiting for a connection, with its opening if it took that.
    /// Opening the connection that was used, if it was new; begun perhaps on behalf of another call.
    std::chrono::microseconds resolve{};
    std::chrono::microseconds connect{};    ///< TCP, and the proxy's answer if there is one.
    std::chrono::microseconds handshake{};  ///< TLS.
    std::chrono::microseconds to_head{};    ///< From sending the request to the end of the reply's head.
    std::chrono::microseconds exchange{};   ///< From sending the request to the reply's last byte.
};

/// An attempt is over.
struct attempt_event {
    const observed_call& call;
    int attempt = 0;                  ///< 1 for the first.
    const failure* why = nullptr;     ///< Null: it succeeded.
    int http_status = 0;              ///< 0: no reply came.
    std::string_view service_code{};  ///< "ThrottlingException", as the service wrote it; empty: none.
    std::string_view request_id{};    ///< `x-amzn-RequestId`; empty if no reply came.
    connection_use connection = connection_use::none;
    int stale_replaced = 0;  ///< Connections that the peer had closed and that were replaced unseen.
    attempt_times times{};
    std::uint64_t request_bytes = 0;  ///< Head and body, handed to connections; before TLS.
    std::uint64_t reply_bytes = 0;    ///< The body only; inflated, if it came compressed.
};

/// A failed attempt is going to be repeated.
struct retry_event {
    const observed_call& call;
    int attempt = 0;     ///< The one that failed.
    const failure& why;  ///< Why it failed; `why.code() == condition::throttled` tells throttling.
    std::chrono::milliseconds pause{};  ///< Before the next attempt.
};

/// A call is over.
struct call_event {
    const observed_call& call;
    const failure* why = nullptr;  ///< Null: it succeeded. A failure to decode the answer comes later.
    int attempts = 0;              ///< 0: refused before anything was sent.
    int http_status = 0;           ///< Of the last reply; 0: none came.
    std::string_view request_id{};
    phase_times times{};                   ///< Of all attempts.
    std::chrono::microseconds duration{};  ///< From the start of the call to here.
    /// What the answer says was consumed: if the request asked for it and `observer::wants_capacity`.
    std::span<const consumed_capacity> capacity{};
};

/// Is told what calls do: derive from it, and give it to `client_options::observer`.
///
/// Each call gives one `call_begun` and one `call_ended`, whatever becomes of it, also if its coroutine is
/// destroyed before it ends. Between them come an `attempt_ended` for each attempt, and a `retry_decided`
/// after each that is going to be repeated. The functions are called on the thread of the call and hold it
/// up: be quick. They must be safe to call from all threads that make calls. What they throw is ignored. What
/// an event refers to is valid until the function returns.
///
/// A failure may hold an item's values: in the service's message, in the body of the reply. See
/// debug_log.hpp.
class observer {
 public:
    observer() = default;
    observer(const observer&) = delete;
    observer& operator=(const observer&) = delete;
    virtual ~observer() = default;

    virtual void call_begun([[maybe_unused]] const observed_call& call) {}
    virtual void attempt_ended([[maybe_unused]] const attempt_event& event) {}
    virtual void retry_decided([[maybe_unused]] const retry_event& event) {}
    virtual void call_ended([[maybe_unused]] const call_event& event) {}

    /// Whether to read the consumed capacity out of answers: their bodies are read twice then.
    [[nodiscard]] virtual bool wants_capacity() const { return false; }
};

/// One that tells all of them, in this order; null pointers are left out.
///
///     options.observer = dynaco::observers({counters, log});
[[nodiscard]] std::shared_ptr<observer> observers(std::vector<std::shared_ptr<observer>> all);

}  // namespace dynaco
