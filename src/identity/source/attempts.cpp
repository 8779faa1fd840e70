#include "identity/source/attempts.hpp"

#include "retry/retry_state.hpp"

#include <boost/asio/cancellation_state.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace dynaco::identity {
namespace {

using retry::retry_class;

// The base delay for services other than DynamoDB (AWS SDKs and Tools Reference, "Retry behavior").
constexpr std::chrono::milliseconds base_delay(50);

retry_class class_of(const result<wire::response>& outcome, const http_retry_rules& rules) {
    if (outcome) {
        if (rules.classify) return rules.classify(*outcome);
        if (outcome->status == 429) return retry_class::throttling;
        return outcome->status >= 500 ? retry_class::transient : retry_class::none;
    }
    const errc cause = outcome.error().cause();
    const bool unconnected =
        cause == errc::resolve_failed || cause == errc::connect_failed || cause == errc::connect_timed_out;
    if (unconnected && !rules.after_failed_connects) return retry_class::none;
    return retry::classify(cause, outcome.error().diagnostics().http_status);
}

// The Retry-After time in the response; empty if it has none.
std::string_view retry_after(const result<wire::response>& outcome) {
    return outcome ? std::string_view(outcome->retry_after) : std::string_view();
}

bool is_cancelled(const boost::asio::cancellation_state& state) {
    return state.cancelled() != boost::asio::cancellation_type::none;
}

}  // namespace

boost::asio::awaitable<result<wire::response>> send_with_retries(std::shared_ptr<http_client> http,
                                                                 std::shared_ptr<detail::effects> world,
                                                                 std::function<result<http_request>()> make,
                                                                 http_retry_rules rules) {
    retry::retry_quota quota;
    const retry_policy policy{.max_attempts = std::max(1, rules.max_attempts), .base_delay = base_delay};
    retry::retry_state state(retry::effective(policy), quota);
    for (;;) {
        // Any other co_await would throw if the caller is cancelled.
        const auto before = co_await boost::asio::this_coro::cancellation_state;
        if (is_cancelled(before)) co_return failure(errc::canceled, {});
        state.begin_attempt();
        const result<http_request> request = make();
        if (!request) co_return request.error();
        result<wire::response> outcome = co_await http->send(*request);
        const auto next = state.failed(
            {.what = class_of(outcome, rules), .retry_after = retry_after(outcome)}, world->jitter());
        if (!next.again) co_return outcome;
        const auto after = co_await boost::asio::this_coro::cancellation_state;
        if (is_cancelled(after)) co_return failure(errc::canceled, {});
        co_await world->sleep(next.delay);
    }
}

}  // namespace dynaco::identity
