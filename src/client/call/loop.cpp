#include "client/call/loop.hpp"

#include "client/call/ask_credentials.hpp"
#include "client/call/distant_exchange.hpp"
#include "client/call/progress.hpp"
#include "retry/retry_state.hpp"
#include "transport/gunzip.hpp"
#include "wire/user_agent.hpp"
#include "wire/verdict.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/this_coro.hpp>

#include <optional>

namespace dynaco {

awaitable<result<reply>> client::call(encoded_request request) const {
    // Made once, so that all attempts send the same token.
    if (!request.missing_token.empty() && !request.refused) {
        request.body.pop_back();  // the closing brace
        detail::json::writer out(request.body);
        const auto token = detail::random_uuid(loop_->world());
        out.member(request.missing_token, std::string(token.data(), token.size()));
        out.end_object();
    }
    // A running call keeps the client open, as a handle does.
    return loop_->of_target(request.info.target).run(std::move(request), options_, loop_, shared_end_);
}

namespace detail {
namespace {

std::string header_lines(const client_options& options) {
    std::string lines = wire::extra_header_lines(options.extra_headers).value();
    if (options.accept_gzip) lines += "Accept-Encoding: gzip\r\n";
    return lines;
}

// Ids of the AWS SDKs' business metrics: E, F: standard and adaptive retries; O: the host is an account's.
route_table::head_maker heads_of(const client_options& options, const call_loop_parts& parts) {
    const bool adaptive = options.retry.mode == retry_mode::adaptive;
    std::string features = adaptive ? "F" : "E";
    if (!parts.features.empty()) (features += ',') += parts.features;
    return [app_id = options.app_id, environment = parts.execution_environment, features, adaptive,
            lines = header_lines(options)](const identity::endpoint& to, std::string_view host) {
        const std::string agent = wire::user_agent({.app_id = app_id,
                                                    .execution_environment = environment,
                                                    .features = to.of_account ? features + ",O" : features,
                                                    .retry_mode = adaptive ? "adaptive" : "standard"});
        return wire::head_template(
            {.path = to.path, .host = host, .user_agent = agent, .extra_lines = lines});
    };
}

}  // namespace

call_loop::call_loop(call_loop_parts parts, const client_options& options)
    : parts_(std::move(parts)),
      gate_(parts_.streams ? parts_.streams->gate_ : std::make_shared<call_gate>()),
      retry_(retry::effective(options.retry)),
      limits_{.deadline = options.deadline,
              .attempt_timeout = options.attempt_timeout,
              .max_attempts = options.retry.max_attempts},
      table_prefix_(options.table_prefix),
      routes_(parts_.endpoint, parts_.rule, heads_of(options, parts_), parts_.nodes),
      correct_clock_skew_(options.correct_clock_skew),
      accept_gzip_(options.accept_gzip),
      max_reply_size_(options.max_reply_size),
      observer_(options.observer),
      takes_connection_first_(!routes_.has_rule() && !parts_.nodes && !options.observer &&
                              retry_.mode != retry_mode::adaptive),
      send_rates_(retry_.mode == retry_mode::adaptive ? std::make_unique<retry::send_rate_limiter>()
                                                      : nullptr) {}

// Thousands of calls may wait for a connection. Each of them keeps only this small coroutine.
boost::asio::awaitable<result<reply>> call_loop::run(encoded_request request, call_options options,
                                                     [[maybe_unused]] std::shared_ptr<const void> keep_alive,
                                                     transport::steady_time shared_end) {
    const call_gate::pass pass = gate_->enter();
    first_connection first{.begun = parts_.world->now()};
    try {
        if (pass && takes_connection_first_ && !request.refused) {
            take_idle(first, request.info.writes);
            if (first.waits) {
                const transport::acquisition wanted{.now = first.begun,
                                                    .deadline = deadline_of(options, first.begun, shared_end),
                                                    .writes = request.info.writes,
                                                    .frame = &first};
                auto acquired = parts_.connections->acquire(routes_.usual()->endpoint.origin, wanted);
                first.got.emplace(co_await std::move(acquired));
            }
        }
        if (!pass) first.got.emplace(failure(errc::client_closed, {}));
        // Not in one expression: its arguments would be kept until the end.
        auto attempts = run_attempts(request, options, shared_end, first);
        co_return co_await std::move(attempts);
    } catch (const boost::system::system_error& e) {
        // Asio throws this into a coroutine that was cancelled between two operations.
        if (e.code() != boost::asio::error::operation_aborted) throw;
    }
    co_return canceled_early(request, options, first.begun, shared_end);
}

void call_loop::take_idle(first_connection& first, bool writes) {
    if (auto idle = parts_.connections->take_idle(routes_.usual()->endpoint.origin, first.begun, writes))
        first.got.emplace(std::move(*idle));
    else
        first.waits = parts_.credentials->cached() != nullptr;
}

failure call_loop::canceled_early(encoded_request& request, const call_options& options,
                                  transport::steady_time begun, transport::steady_time shared_end) {
    progress p(*this, request, options, begun, shared_end);
    return p.canceled();
}

transport::steady_time call_loop::deadline_of(const call_options& options, transport::steady_time begun,
                                              transport::steady_time shared_end) const {
    return call_time(*parts_.world, begun, options, limits_, shared_end).deadline();
}

// One coroutine for everything that every call does, because each more costs a frame. Waits other than the
// exchange are in their own coroutines.
boost::asio::awaitable<result<reply>> call_loop::run_attempts(encoded_request& request,
                                                              const call_options& options,
                                                              transport::steady_time shared_end,
                                                              first_connection& given) {
    progress p(*this, request, options, given.begun, shared_end);
    std::optional<result<transport::lease>>& first = given.got;
    if (given.waits)
        p.enter(call_phase::lease);
    else if (first && !*first)
        co_return p.end(first->error());
    if (p.request().refused) co_return p.end(*p.request().refused);
    if (p.time().over()) co_return p.end(failure(errc::deadline_exceeded, {}));
    const boost::asio::any_io_executor caller = co_await boost::asio::this_coro::executor;
    try {
        for (;;) {
            p.begin_attempt();
            if (send_rates_) {
                const std::optional<failure> held_up = co_await wait_for_turn(p);
                if (held_up) co_return *held_up;
            }
            std::shared_ptr<const credentials> keys = p.refreshed_keys();
            if (!keys) keys = parts_.credentials->cached();
            if (!keys) {
                first.reset();
                p.enter(call_phase::credentials);
                credentials_answer answer = co_await ask_credentials(parts_.credentials, parts_.world,
                                                                     p.time().deadline(), parts_.executor);
                if (!answer) co_return p.end(answer.error());
                keys = std::move(*answer);
            }
            const auto to = routes_.find(keys, p.request());
            if (!to) co_return p.end(to.error());
            p.goes_to(to->where);

            if (!first) p.enter(call_phase::lease);
            if (p.time().over()) co_return p.end(failure(errc::deadline_exceeded, {}));
            std::optional<attempt_failure> failed;
            while (!failed) {
                std::optional<transport::lease> connection;
                if (!first)
                    if (auto idle = parts_.connections->take_idle(
                            to->where->endpoint.origin, p.time().accounted_until(), p.request().info.writes))
                        connection.emplace(std::move(*idle));
                if (!connection) {
                    if (!first) {
                        const transport::acquisition wanted{.now = p.time().accounted_until(),
                                                            .deadline = p.time().deadline(),
                                                            .writes = p.request().info.writes,
                                                            .frame = &p};
                        first.emplace(
                            co_await parts_.connections->acquire(to->where->endpoint.origin, wanted));
                    }
                    const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
                    failed =
                        accept(p, *first, cancellation.cancelled() != boost::asio::cancellation_type::none,
                               connection);
                    first.reset();
                    if (failed) break;
                }
                transport::connection& c = **connection;
                p.sending(c.used_before(), c.opened_in);
                // Last, so that the date is fresh.
                const recycled_string head = signed_head(*to, *keys, p.request(), p.next_head());
                transport::exchange_result exchange = co_await this->exchange(
                    caller, connection, head, p.request().body, p.time().attempt_deadline());
                p.exchanged(head.size(), exchange);
                if (!exchange.reply) {
                    failed = lost(p, to->where->endpoint.origin, connection, exchange);
                    continue;
                }
                if (parts_.nodes) parts_.nodes->succeeded(to->where->endpoint.origin);
                failed = judge(connection, p.request().info, *exchange.reply);
                if (failed) break;
                p.answered(nullptr);
                co_return p.succeeded(std::move(*exchange.reply));
            }
            if (parts_.nodes) parts_.nodes->failed(to->where->endpoint.origin, failed->why.cause());
            if (failed->sent) p.answered(&failed->why);
            const auto pause = p.failed(std::move(failed->why), failed->sent, failed->retry_after);
            if (!pause) {
                if (!p.blames_credentials()) co_return p.end();
                const std::optional<failure> ending = co_await refresh_credentials(p, keys);
                if (ending) co_return *ending;
                continue;
            }

            p.enter(call_phase::backoff);
            co_await parts_.world->sleep(*pause);
            const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
            if (cancellation.cancelled() != boost::asio::cancellation_type::none) co_return p.canceled();
        }
    } catch (const boost::system::system_error& e) {
        // Asio throws this into a coroutine that was cancelled between two operations.
        if (e.code() != boost::asio::error::operation_aborted) throw;
    }
    co_return p.canceled();
}

boost::asio::awaitable<std::optional<failure>> call_loop::wait_for_turn(progress& p) {
    for (;;) {
        const auto pause = p.until_turn();
        if (pause == std::chrono::milliseconds::zero()) co_return std::nullopt;
        p.enter(call_phase::backoff);
        co_await parts_.world->sleep(pause);
        const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
        if (cancellation.cancelled() != boost::asio::cancellation_type::none) co_return p.canceled();
        if (p.time().late()) co_return p.held_up();  // before it takes tokens that it cannot use
    }
}

// A call that is cancelled or late at this point has sent nothing.
std::optional<call_loop::attempt_failure> call_loop::accept(const progress& p, result<transport::lease>& from,
                                                            bool canceled,
                                                            std::optional<transport::lease>& connection) {
    if (!from) return attempt_failure{from.error(), false, {}};
    if (canceled) return attempt_failure{failure(errc::canceled, {}), false, {}};
    if (p.time().late()) return attempt_failure{failure(errc::deadline_exceeded, {}), false, {}};
    connection.emplace(std::move(*from));
    return std::nullopt;
}

boost::asio::awaitable<transport::exchange_result> call_loop::exchange(
    const boost::asio::any_io_executor& caller, std::optional<transport::lease>& connection,
    std::string_view head, std::string_view body, transport::steady_time deadline) const {
    if (!parts_.executor || parts_.executor->shares_context_with(caller))
        return (*connection)->exchange(head, body, deadline);
    return distant_exchange(parts_.executor->get(), parts_.connections, connection, head, body, deadline);
}

std::optional<call_loop::attempt_failure> call_loop::lost(progress& p, const transport::origin& to,
                                                          std::optional<transport::lease>& connection,
                                                          const transport::exchange_result& exchange) {
    const failure& why = exchange.reply.error();
    const bool sent = !exchange.nothing_sent;
    if (!connection) return attempt_failure{why, sent, {}};
    transport::lease& used = *connection;
    const bool stale = (used->used_before() || used->idled) && exchange.nothing_received &&
                       why.cause() == errc::connection_lost;
    if (stale) parts_.connections->drop_idle(to);
    if (!stale || !p.replace_stale(sent)) return attempt_failure{why, sent, {}};
    used.discard(transport::close_reason::by_server);
    p.enter(call_phase::lease);
    return std::nullopt;
}

std::optional<call_loop::attempt_failure> call_loop::judge(std::optional<transport::lease>& connection,
                                                           const operation_info& asked,
                                                           wire::response& response) const {
    const auto verdict = verdict_on(asked, response);
    if (verdict) return std::nullopt;
    // A connection can be used again after an error of the service, but not after a response that is garbled.
    if (verdict.error().code() == condition::bad_reply && connection) connection->discard();
    return attempt_failure{verdict.error(), true, std::move(response.retry_after)};
}

result<void> call_loop::verdict_on(const operation_info& asked, wire::response& response) const {
    if (auto intact = wire::check_crc32(response); !intact) return intact;
    if (auto plain = transport::decode_content(response, accept_gzip_, max_reply_size_); !plain) {
        if (response.status < 500) return plain;
        response.body.clear();  // the status says enough
    }
    return wire::judge(response, !asked.has_output);
}

}  // namespace detail
}  // namespace dynaco
