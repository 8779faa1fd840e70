#include "client/call/progress.hpp"

#include "client/call/send_rate_scope.hpp"
#include "operations/request_key.hpp"
#include "transport/effects.hpp"
#include "wire/http_date.hpp"

#include <dynaco/operations/transaction.hpp>

#include <algorithm>

namespace dynaco::detail {
namespace {

using std::chrono::milliseconds;

retry_policy with_overrides(retry_policy policy, const call_options& wanted) {
    if (wanted.max_attempts > 0) policy.max_attempts = wanted.max_attempts;
    policy.retry_ambiguous_writes = wanted.retry_ambiguous_writes.value_or(policy.retry_ambiguous_writes);
    policy.retry_transaction_conflicts =
        wanted.retry_transaction_conflicts.value_or(policy.retry_transaction_conflicts);
    return policy;
}

bool says_slow_down(const failure& why) {
    const errc cause = why.cause();
    return is_throttling(cause) || cause == errc::limit_exceeded ||
           std::ranges::any_of(why.diagnostics().cancellation_reasons, is_throttling,
                               &cancellation_reason::cause);
}

failure with_detail(const failure& why, std::string text) {
    diagnostics about = why.diagnostics();
    if (!about.detail.empty()) text += "; " + about.detail;
    about.detail = std::move(text);
    return {why.cause(), std::move(about)};
}

}  // namespace

call_loop::progress::progress(call_loop& loop, encoded_request& request, const call_options& options,
                              transport::steady_time begun, transport::steady_time shared_end)
    : world_(*loop.parts_.world),
      request_(request),
      policy_(with_overrides(loop.retry_, options)),
      invocation_id_(random_uuid(world_)),
      url_(loop.routes_.usual()->url.get()),
      time_(world_, begun, options, loop.limits_, shared_end),
      doubt_(request_.info),
      retries_(policy_, loop.quota_),
      skew_(loop.skew_, loop.correct_clock_skew_) {
    if (loop.send_rates_) turn_.emplace(*loop.send_rates_, send_rate_scope_of(request_));
    if (loop.observer_)
        observed_ =
            std::make_unique<observation>(loop.observer_, request_, *url_, invocation_id(), time_.begin());
}

call_loop::progress::~progress() {
    if (observed_) observed_->forgotten(doubt_.if_abandoned(), time_.spent(), time_.accounted_until());
}

// --- attempts ---

void call_loop::progress::begin_attempt() {
    retries_.begin_attempt();
    doubt_.attempt_begins();
    if (observed_) observed_->attempt_begins(retries_.attempts(), time_.spent());
}

void call_loop::progress::goes_to(const route_ptr& where) {
    const bool other = url_ != where->url.get();
    if (endpoint_ && !other) return;
    url_ = where->url.get();
    endpoint_ = {where, url_};  // shares the reference count of the route, which no other thread uses
    if (observed_ && other) observed_->goes_to(*url_);
}

void call_loop::progress::sending(bool used_before, const transport::opening_times& opened_in) {
    time_.enter(call_phase::exchange);
    doubt_.sending();
    if (!first_sent_) first_sent_ = time_.accounted_until();
    if (observed_) observed_->connected(used_before, opened_in);
}

void call_loop::progress::exchanged(std::size_t head_size, const transport::exchange_result& outcome) {
    time_.account();
    if (observed_) observed_->exchanged(head_size + request_.body.size(), outcome);
    if (outcome.reply) read_clock(*outcome.reply);
}

// Nearly always the peer has not read the request. With retry_ambiguous_writes off, dynaco does not rely on
// that.
bool call_loop::progress::replace_stale(bool sent) noexcept {
    const bool safe = !sent || policy_.retry_ambiguous_writes || !doubt_.counts_twice();
    if (!safe || ++replaced_ > max_replaced) return false;
    doubt_.connection_was_stale(sent);
    if (observed_) observed_->replaced_stale();
    return true;
}

attempt_head call_loop::progress::next_head() {
    const int attempt = retries_.attempts();
    attempt_head head{.invocation_id = invocation_id(),
                      .attempt = attempt,
                      .max_attempts = std::max(policy_.max_attempts, attempt)};
    if (attempt > 1) head.ends = attempt_ends();
    head.time = signing_time();
    return head;
}

// --- the service's clock ---

std::chrono::sys_seconds call_loop::progress::signing_time() {
    signed_at_ = world_.wall_clock();
    return std::chrono::floor<std::chrono::seconds>(skew_.signing_time(signed_at_));
}

std::chrono::sys_seconds call_loop::progress::attempt_ends() {
    const auto left = std::chrono::floor<milliseconds>(time_.attempt_deadline() - world_.now());
    return std::chrono::floor<std::chrono::seconds>(skew_.signing_time(world_.wall_clock()) + left);
}

void call_loop::progress::read_clock(const wire::response& response) {
    skew_.received({.sent = signed_at_,
                    .ended = world_.wall_clock(),
                    .time_to_head = response.time_to_head,
                    .date = wire::parse_http_date(response.date),
                    .from_cache = response.has_age});
}

failure call_loop::progress::with_clock_explained(failure why) const {
    std::string text = skew_.explanation(why.cause());
    return text.empty() ? why : with_detail(why, std::move(text));
}

// --- the limiter of adaptive mode ---

milliseconds call_loop::progress::until_turn() {
    const auto now = world_.now();
    const auto left = std::chrono::ceil<milliseconds>(time_.deadline() - now);
    const auto pause = turn_->next(now);
    if (pause == milliseconds::zero()) return pause;
    return std::clamp(pause, milliseconds(1), std::max(left, milliseconds(1)));
}

void call_loop::progress::answered(const failure* why) {
    if (!turn_) return;
    const auto now = world_.now();
    if (!why) return turn_->answered(false, {}, now);
    turn_->answered(says_slow_down(*why), why->diagnostics().throttling_reasons, now);
}

failure call_loop::progress::held_up() {
    if (last_) return end();
    return end(failure(errc::deadline_exceeded,
                       {.detail = "requests are sent more slowly because the table or index throttles"}));
}

// --- the outcome of an attempt ---

retry::retry_class call_loop::progress::class_of(const failure& why) {
    if (skew_.retries(why.cause())) return retry::retry_class::transient;
    return retry::classify(why, policy_.retry_transaction_conflicts);
}

retry::failed_attempt call_loop::progress::describe(const failure& why, bool applied,
                                                    std::string_view retry_after) {
    const auto now = world_.now();
    const auto whole = [](auto time) { return std::chrono::floor<milliseconds>(time); };
    return {.what = class_of(why),
            .retry_after = retry_after,
            .timed_out = why.cause() == errc::connect_timed_out || why.cause() == errc::attempt_timed_out,
            .in_progress = why.cause() == errc::transaction_in_progress,
            .ambiguous = applied && doubt_.counts_twice(),
            .since_first = whole(now - first_sent_.value_or(now)),
            .left = whole(time_.deadline() - now)};
}

std::optional<milliseconds> call_loop::progress::failed(failure why, bool sent,
                                                        std::string_view retry_after) {
    time_.account();
    const bool out_of_time = why.cause() == errc::attempt_timed_out && time_.late();
    const bool applied = doubt_.attempt_failed(why, sent);
    const auto attempt = describe(why, applied, retry_after);
    why = with_clock_explained(std::move(why));
    last_ = out_of_time ? failure(errc::deadline_exceeded, why.diagnostics()) : std::move(why);
    if (observed_) observed_->attempt_failed(*last_, time_.spent());
    if (out_of_time) return std::nullopt;
    const auto next = retries_.failed(attempt, world_.jitter());
    quota_spent_ = next.end == retry::retry_end::quota_spent;
    if (!next.again || outlives_its_token(next.delay)) return std::nullopt;
    if (observed_) observed_->repeats(*last_, next.delay);
    return next.delay;
}

// After that time DynamoDB would treat the request as a new one and apply it a second time.
bool call_loop::progress::outlives_its_token(milliseconds pause) const {
    if (!request_.info.idempotent || !doubt_.perhaps_applied() || !first_sent_) return false;
    return world_.now() + pause - *first_sent_ >= idempotency_token_life;
}

// --- credentials that the service refuses ---

bool call_loop::progress::blames_credentials() noexcept {
    const errc cause = last_->cause();
    if (cause != errc::expired_token && cause != errc::unrecognized_client) return false;
    return !std::exchange(blamed_credentials_, true);
}

bool call_loop::progress::may_go_on() const {
    return retries_.attempts() < policy_.max_attempts && !time_.late();
}

void call_loop::progress::go_on_with(std::shared_ptr<const credentials> refreshed) {
    refreshed_keys_ = std::move(refreshed);
    if (observed_) observed_->repeats(*last_, milliseconds::zero());
}

failure call_loop::progress::end_for_lack_of_others(std::string reason) {
    last_ = with_detail(*last_, "other credentials could not be loaded: " + std::move(reason));
    return end();
}

// --- the end ---

reply call_loop::progress::succeeded(wire::response&& response) {
    retries_.succeeded();
    if (observed_) observed_->succeeded(response, time_.spent(), world_.now());
    return {.body = std::move(response.body),
            .info = request_.info,
            .table = request_.tables.size() > 1 ? request_.table_names() : std::move(request_.table),
            .endpoint = std::move(endpoint_),
            .request_id = std::move(response.request_id),
            .http_status = response.status,
            .attempts = retries_.attempts()};
}

failure call_loop::progress::canceled() {
    doubt_.canceled();
    return end(failure(errc::canceled, {}));
}

failure call_loop::progress::end() { return end(*last_); }

failure call_loop::progress::end(const failure& why) {
    time_.account();
    diagnostics about = why.diagnostics();
    about.operation = request_.info.name;
    about.table = request_.table_names();
    if (about.key.empty())
        about.key = operations::key_in_request(request_.info.name, request_.body, request_.key_names.get());
    about.endpoint = *url_;
    about.attempts = retries_.attempts();
    about.retry_quota_spent = quota_spent_;
    about.times = time_.spent();
    about.ended_in = time_.phase();
    about.deadline = time_.allowed();
    about.ended_by_until = time_.ends_by_until();
    errc cause = why.cause();
    if (doubt_.remains(why)) {
        cause = errc::outcome_unknown;
        about.advice.clear();  // it was for the other cause
        if (about.detail.empty() && about.service_code.empty()) about.detail = why.code().message();
    }
    failure ending(cause, std::move(about));
    if (observed_) observed_->failed(ending, why, time_.spent(), world_.now());
    return ending;
}

}  // namespace dynaco::detail
