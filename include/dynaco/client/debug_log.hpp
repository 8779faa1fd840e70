#pragma once

#include <dynaco/client/observer.hpp>

#include <functional>
#include <string_view>

namespace dynaco {

/// What is written to a debug log.
enum class log_level {
    failures,    ///< Calls that failed.
    retries,     ///< The same, and what is repeated.
    everything,  ///< Every attempt, retry and call.
};

struct debug_log_options {
    log_level level = log_level::retries;
    /// Also the service's words about a failure. They may repeat keys and values of items.
    bool include_service_message = false;
};

/// Takes a line, without its line feed. Called from all threads that make calls.
using log_sink = std::function<void(std::string_view line)>;

/// Writes `line` to the standard error output in one piece, behind the time of day (UTC).
void log_to_stderr(std::string_view line);

/// Writes a line for each call, attempt or retry, in logfmt:
///
///     event=retry operation=PutItem table=accounts call=0b9f… attempt=1 outcome=throttling status=400
///     code=ThrottlingException request_id=4KBN… pause_ms=431
///
/// | key | what it is |
/// |---|---|
/// | event | call, attempt or retry |
/// | operation, table, index | "Query"; the names of table and index, if the call has them |
/// | call | the invocation id, the same in all lines of a call |
/// | attempt, attempts | the attempt's number; how many a call made |
/// | outcome | success, or the name of the `errc` |
/// | status, code, request_id | HTTP status, the service's code, `x-amzn-RequestId` |
/// | connection, stale | opened or reused; how many closed ones were replaced unseen |
/// | credentials_ms, lease_ms, exchange_ms, backoff_ms | see `phase_times` |
/// | resolve_ms, connect_ms, handshake_ms, head_ms | see `attempt_times` |
/// | duration_ms, pause_ms | the whole call; before the next attempt |
/// | sent, received | bytes: of requests; of the reply's body |
/// | endpoint | of a call that failed |
/// | message | the service's, if `include_service_message` |
///
/// What is zero or unknown is left out. Never written: credentials and signatures, keys, attributes and other
/// values, bodies of requests and replies.
class debug_log final : public observer {
 public:
    explicit debug_log(debug_log_options options = {}, log_sink sink = log_to_stderr);

    void attempt_ended(const attempt_event& event) override;
    void retry_decided(const retry_event& event) override;
    void call_ended(const call_event& event) override;

 private:
    debug_log_options options_;
    log_sink sink_;
};

}  // namespace dynaco
