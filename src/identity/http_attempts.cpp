#include "identity/http_attempts.hpp"

#include "retry/effective_policy.hpp"
#include "retry/retry_state.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>

#include <utility>

namespace dynaco::identity {
namespace {

using retry::retry_class;

// Of services other than DynamoDB (AWS SDKs and Tools Reference, "Retry behavior").
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
    return retry::classify(cause, 0);
}

}  // namespace

boost::asio::awaitable<result<wire::response>> send_with_retries(std::shared_ptr<http_client> http,
                                                                 std::shared_ptr<effects> world,
                                                                 std::function<result<http_request>()> make,
                                                                 http_retry_rules rules) {
    retry::retry_quota quota;
    retry::retry_state state(retry::effective({.max_attempts = rules.max_attempts, .base_delay = base_delay}),
                             quota);
    for (;;) {
        state.begin_attempt();
        const result<http_request> request = make();
        if (!request) co_return request.error();
        result<wire::response> outcome = co_await http->send(*request);
        const auto next = state.failed({.what = class_of(outcome, rules)}, world->jitter());
        if (!next.again) co_return outcome;
        co_await world->sleep(next.delay);
        const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
        if (cancellation.cancelled() != boost::asio::cancellation_type::none)
            co_return failure(errc::canceled, {});
    }
}

}  // namespace dynaco::identity
