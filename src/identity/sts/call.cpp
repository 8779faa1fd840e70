#include "identity/sts/call.hpp"

#include "identity/source/attempts.hpp"
#include "identity/sts/request.hpp"
#include "sigv4/signing_key.hpp"
#include "sigv4/skew_state.hpp"
#include "wire/http_date.hpp"

#include <chrono>
#include <utility>

namespace dynaco::identity {
namespace {

using retry::retry_class;

constexpr int ok = 200;

retry_class class_of(const sts_error& e, int status) {
    if (status == 429) return retry_class::throttling;
    return retry::classify(detail::errc_of_service_code(e.code), status);
}

retry_class class_of_reply(const wire::response& reply) {
    return reply.status == ok ? retry_class::none : class_of(read_sts_error(reply.body), reply.status);
}

// A token that was just issued may not be known everywhere yet.
retry_class class_of_token_reply(const wire::response& reply) {
    if (reply.status == ok) return retry_class::none;
    const sts_error e = read_sts_error(reply.body);
    if (e.code == "IDPCommunicationError" || e.code == "InvalidIdentityToken") return retry_class::transient;
    return class_of(e, reply.status);
}

sts_reply read_reply(wire::response& reply) {
    sts_reply read{.status = reply.status, .body = take_body(reply)};
    if (read.status != ok) read.error = read_sts_error(read.body);
    return read;
}

}  // namespace

boost::asio::awaitable<result<sts_reply>> call_sts(const machine& machine, const sts_target& where,
                                                   const secret& form, const credentials& keys) {
    sigv4::signing_key_cache cache(1);
    sigv4::shared_skew known_skew;
    sigv4::skew_state skew(known_skew, where.corrects_clock);
    for (bool may_repeat = true;; may_repeat = false) {
        sigv4::wall_clock_time sent{};
        const std::function<result<http_request>()> make = [&] {
            sent = machine.world->wall_clock();
            const auto time = std::chrono::floor<std::chrono::seconds>(skew.signing_time(sent));
            return signed_sts_request(where.where, form, keys, time, cache);
        };
        const http_retry_rules rules{.classify = class_of_reply};
        result<wire::response> reply = co_await send_with_retries(machine.http, machine.world, make, rules);
        if (!reply) co_return reply.error();
        skew.received({.sent = sent,
                       .ended = machine.world->wall_clock(),
                       .time_to_head = reply->time_to_head,
                       .date = wire::parse_http_date(reply->date),
                       .from_cache = reply->has_age});
        sts_reply answer = read_reply(*reply);
        const errc refusal = detail::errc_of_service_code(answer.error.code);
        answer.clock_remark = skew.explanation(refusal);
        if (answer.status != ok && may_repeat && skew.retries(refusal)) continue;
        co_return answer;
    }
}

boost::asio::awaitable<result<sts_reply>> call_sts_unsigned(const machine& machine, const sts_target& where,
                                                            std::function<result<secret>()> make_form) {
    const std::function<result<http_request>()> make = [&]() -> result<http_request> {
        const result<secret> form = make_form();
        if (!form) return form.error();
        return sts_request(where.where, *form);
    };
    const http_retry_rules rules{.classify = class_of_token_reply};
    result<wire::response> reply = co_await send_with_retries(machine.http, machine.world, make, rules);
    if (!reply) co_return reply.error();
    sts_reply answer = read_reply(*reply);
    co_return answer;
}

}  // namespace dynaco::identity
