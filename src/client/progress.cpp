#include "client/progress.hpp"

#include "client/send_rate_scope.hpp"
#include "client/uuid.hpp"
#include "wire/http_date.hpp"

#include <algorithm>

namespace dynaco {
namespace {

using std::chrono::milliseconds;

call_options with_defaults(call_options wanted, const call_options& defaults) {
    if (wanted.deadline <= milliseconds::zero()) wanted.deadline = defaults.deadline;
    if (wanted.attempt_timeout <= milliseconds::zero()) wanted.attempt_timeout = defaults.attempt_timeout;
    constexpr milliseconds longest = std::chrono::hours(24 * 365);  // more would overflow the clock
    wanted.deadline = std::min(wanted.deadline, longest);
    wanted.attempt_timeout = std::min(wanted.attempt_timeout, longest);
    return wanted;
}

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

}  // namespace

call_loop::progress::progress(call_loop& loop, encoded_request request, const call_options& options)
    : loop_(loop),
      request_(std::move(request)),
      policy_(with_overrides(loop.retry_, options)),
      retries_(policy_, loop.quota_),
      target_(std::string(request_.info.target) + '.' + std::string(request_.info.name)),
      invocation_id_(random_uuid(*loop.parts_.world)),
      limits_(with_defaults(options, loop.limits_)),
      begin_(loop.parts_.world->now()),
      deadline_(std::max(begin_, std::min(begin_ + limits_.deadline, limits_.until))),
      mark_(begin_),
      skew_(loop.skew_, loop.correct_clock_skew_) {
    if (loop.send_rates_) turn_.emplace(*loop.send_rates_, send_rate_scope_of(request_));
    if (loop.observer_)
        observed_ = std::make_unique<observation>(loop.observer_, request_, loop.endpoint_url_,
                                                  invocation_id_, begin_);
}

call_loop::progress::~progress() {
    if (observed_)
        observed_->forgotten(outcome_unknown_ || (sending_ && request_.info.writes), times_, mark_);
}

milliseconds call_loop::progress::until_turn() {
    const auto now = loop_.parts_.world->now();
    const auto left = std::chrono::ceil<milliseconds>(deadline_ - now);
    const auto pause = turn_->next(now);
    if (pause == milliseconds::zero()) return pause;
    return std::clamp(pause, milliseconds(1), std::max(left, milliseconds(1)));
}

void call_loop::progress::answered(const result<wire::response>& outcome) {
    if (!turn_) return;
    const auto now = loop_.parts_.world->now();
    if (outcome) return turn_->answered(false, {}, now);
    const diagnostics& about = outcome.error().diagnostics();
    turn_->answered(says_slow_down(outcome.error()), about.throttling_reasons, now);
}

failure call_loop::progress::held_up() const {
    if (last_) return end();
    return end(failure(errc::deadline_exceeded,
                       {.detail = "requests are sent more slowly since the table or index throttles"}));
}

transport::steady_time call_loop::progress::attempt_deadline() const {
    return std::min(deadline_, loop_.parts_.world->now() + limits_.attempt_timeout);
}

void call_loop::progress::spent(phase where) {
    const auto now = loop_.parts_.world->now();
    times_.*where += std::chrono::duration_cast<std::chrono::microseconds>(now - mark_);
    mark_ = now;
}

// To what was under way, that is.
void call_loop::progress::spent_so_far() {
    switch (phase_) {
        case call_phase::none: break;
        case call_phase::credentials: spent(&phase_times::credentials); break;
        case call_phase::lease: spent(&phase_times::lease); break;
        case call_phase::exchange: spent(&phase_times::exchange); break;
        case call_phase::backoff: spent(&phase_times::backoff); break;
    }
}

std::chrono::sys_seconds call_loop::progress::signing_time() {
    signed_at_ = loop_.parts_.world->wall_clock();
    return std::chrono::floor<std::chrono::seconds>(skew_.signing_time(signed_at_));
}

void call_loop::progress::read_clock(const wire::response& response) {
    skew_.received({.sent = signed_at_,
                    .ended = loop_.parts_.world->wall_clock(),
                    .time_to_head = response.time_to_head,
                    .date = wire::parse_http_date(response.date),
                    .from_cache = response.has_age});
}

retry::retry_class call_loop::progress::class_of(const failure& why) {
    if (skew_.retries(why.cause())) return retry::retry_class::transient;
    return retry::classify(why, policy_.retry_transaction_conflicts);
}

failure call_loop::progress::with_clock_explained(failure why) const {
    std::string text = skew_.explanation(why.cause());
    if (text.empty()) return why;
    diagnostics about = why.diagnostics();
    if (!about.detail.empty()) text += "; " + about.detail;
    about.detail = std::move(text);
    return {why.cause(), std::move(about)};
}

void call_loop::progress::sending() {
    sending_ = true;
    if (!first_sent_) first_sent_ = loop_.parts_.world->now();
}

// Nearly always the peer had not read the request; whoever wants no write twice does not rely on that.
bool call_loop::progress::replace_stale(bool sent) noexcept {
    const bool safe = !sent || policy_.retry_ambiguous_writes || !counts_twice();
    if (!safe || ++replaced_ > max_replaced) return false;
    sent_in_vain_ = sent_in_vain_ || sent;
    if (observed_) observed_->replaced_stale();
    return true;
}

bool call_loop::progress::may_have_been_applied(const failure& why) const noexcept {
    if (!request_.info.writes) return false;
    const int status = why.diagnostics().http_status;
    switch (why.cause()) {
        case errc::connection_lost:
        case errc::attempt_timed_out:
        case errc::canceled:
        case errc::reply_too_large:
        case errc::checksum_mismatch: return true;
        case errc::malformed_reply: return status < 300 || status >= 500;
        default: return status >= 500;
    }
}

retry::failed_attempt call_loop::progress::describe(const failure& why, bool applied,
                                                    std::string_view retry_after) {
    const auto now = loop_.parts_.world->now();
    const auto whole = [](auto time) { return std::chrono::floor<milliseconds>(time); };
    return {.what = class_of(why),
            .retry_after = retry_after,
            .timed_out = why.cause() == errc::connect_timed_out || why.cause() == errc::attempt_timed_out,
            .in_progress = why.cause() == errc::transaction_in_progress,
            .ambiguous = applied && counts_twice(),
            .since_first = whole(now - first_sent_.value_or(now)),
            .left = whole(deadline_ - now)};
}

std::optional<milliseconds> call_loop::progress::failed(failure why, bool sent,
                                                        std::string_view retry_after) {
    const bool out_of_time = why.cause() == errc::attempt_timed_out && late();
    sending_ = false;
    const bool applied = sent && may_have_been_applied(why);
    outcome_unknown_ = outcome_unknown_ || applied;
    const auto attempt = describe(why, applied, retry_after);
    why = with_clock_explained(std::move(why));
    last_ = out_of_time ? failure(errc::deadline_exceeded, why.diagnostics()) : std::move(why);
    if (observed_) observed_->attempt_failed(*last_, times_);
    if (out_of_time) return std::nullopt;
    const auto next = retries_.failed(attempt, loop_.parts_.world->jitter());
    quota_spent_ = next.end == retry::retry_end::quota_spent;
    if (!next.again) return std::nullopt;
    if (observed_) observed_->repeats(*last_, next.delay);
    return next.delay;
}

reply call_loop::progress::succeeded(wire::response&& response) {
    retries_.succeeded();
    if (observed_) observed_->succeeded(response, times_, loop_.parts_.world->now());
    return {.body = std::move(response.body),
            .info = request_.info,
            .table = std::move(request_.table),
            .endpoint = loop_.endpoint_url_,
            .request_id = std::move(response.request_id),
            .http_status = response.status,
            .attempts = retries_.attempts()};
}

// A peer that closes a connection as a request arrives has not read it, nearly always. Where another attempt
// got an answer, that is taken for the truth; where none did, nobody knows.
bool call_loop::progress::outcome_is_unknown(const failure& why) const noexcept {
    const bool no_answer = why.diagnostics().http_status == 0;
    return outcome_unknown_ || (sent_in_vain_ && request_.info.writes && no_answer);
}

failure call_loop::progress::canceled() {
    spent_so_far();
    outcome_unknown_ = outcome_unknown_ || (sending_ && request_.info.writes);
    return end(failure(errc::canceled, {}));
}

failure call_loop::progress::end() const { return end(*last_); }

failure call_loop::progress::end(const failure& why) const {
    diagnostics about = why.diagnostics();
    about.operation = request_.info.name;
    about.table = request_.table;
    about.endpoint = loop_.endpoint_url_;
    about.attempts = retries_.attempts();
    about.retry_quota_spent = quota_spent_;
    about.times = times_;
    about.ended_in = phase_;
    about.deadline = std::chrono::ceil<milliseconds>(deadline_ - begin_);
    errc cause = why.cause();
    if (outcome_is_unknown(why)) {
        cause = errc::outcome_unknown;
        if (about.detail.empty() && about.service_code.empty()) about.detail = why.code().message();
    }
    failure ending(cause, std::move(about));
    if (observed_) observed_->failed(ending, why, times_, loop_.parts_.world->now());
    return ending;
}

}  // namespace dynaco
