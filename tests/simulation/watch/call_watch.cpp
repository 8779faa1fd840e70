#include "simulation/watch/call_watch.hpp"

#include <algorithm>

namespace dynaco::simulation {
namespace {

constexpr int max_replaced = 8;  // stale connections, in one call

milliseconds given_or(milliseconds wanted, milliseconds otherwise) {
    return wanted.count() > 0 ? wanted : otherwise;
}

retry_policy policy_of(const call_plan& plan, const client_options& defaults) {
    retry_policy p = defaults.retry;
    if (plan.options.max_attempts > 0) p.max_attempts = plan.options.max_attempts;
    if (plan.options.retry_ambiguous_writes) p.retry_ambiguous_writes = *plan.options.retry_ambiguous_writes;
    return p;
}

}  // namespace

call_watch::call_watch(const call_plan& plan, const client_options& defaults, const timeline& time,
                       quota_watch& quota, clock_watch& clock, logbook& log)
    : plan_(plan),
      policy_(policy_of(plan, defaults)),
      deadline_after_(given_or(plan.options.deadline, defaults.deadline)),
      attempt_timeout_(given_or(plan.options.attempt_timeout, defaults.attempt_timeout)),
      time_(time),
      quota_(quota),
      clock_(clock),
      log_(log) {}

void call_watch::begins() {
    begun_ = true;
    began_ = time_.now();
    deadline_ = began_ + deadline_after_;
    log_.note("call ", plan_.number, " begins: ", plan_.body());
}

void call_watch::cancels() {
    canceled_ = true;
    log_.note("call ", plan_.number, " is cancelled");
    log_.reached(sending_ ? "cancelled while sending" : "cancelled while not sending");
}

void call_watch::sends(const test::sent_request& request, std::chrono::seconds off) {
    const std::string id = request.header("amz-sdk-invocation-id");
    const std::string numbers = request.header("amz-sdk-request");
    log_.note("call ", plan_.number, " sends: ", numbers);
    if (over()) broken("sends after its end");
    if (canceled_) broken("sends after it was cancelled");
    if (settled_) broken("sends again after a final response");
    if (due_) broken("retries without a pause");
    if (sending_) broken("sends two requests at the same time");
    if (time_.now() >= deadline_) broken("sends after its deadline");
    if (request.deadline != std::min(deadline_, time_.now() + attempt_timeout_))
        broken("the attempt has a wrong deadline");
    if (sends_++ == 0) invocation_id_ = id;
    if (id.empty() || id != invocation_id_) broken("changes its invocation id to ", id);
    const std::string expected =
        "attempt=" + std::to_string(attempts_ + 1) + "; max=" + std::to_string(policy_.max_attempts);
    if (!numbers.ends_with(expected)) broken("sends ", numbers, " instead of ", expected);
    if (attempts_ >= policy_.max_attempts) broken("makes too many attempts");
    if (ambiguous_ && !may_repeat_ambiguous()) broken("retries a write that may have been applied");
    if (clock_watch::is_far(off) && clock_.must_know(began_, told_))
        broken("signs with a date that is ", off.count(), " s off");
    sending_ = true;
    sent_ = time_.now();
}

void call_watch::is_answered(const answer& a) {
    sending_ = false;
    if (policy_.mode != retry_mode::standard_2_0) retry_after_ = a.retry_after;
    timed_out_ = false;
    told_ = sent_;
    clock_.told(sent_);
    log_.note("call ", plan_.number, " gets a response: ", a.reply.status);
    attempt_ends(a.meaning, a.ambiguous);
}

void call_watch::is_lost(errc why, bool replaceable) {
    sending_ = false;
    log_.note("call ", plan_.number, " loses its connection: ", make_error_code(why).message());
    if (replaceable && may_repeat_ambiguous() && ++replaced_ <= max_replaced)
        return log_.reached("stale connection replaced");
    retry_after_.reset();
    const bool late = why == errc::attempt_timed_out && time_.now() >= deadline_;
    timed_out_ = why == errc::attempt_timed_out;
    attempt_ends(late || why == errc::canceled ? sense::given_up : sense::transient, true);
}

void call_watch::has_no_connection(errc why) {
    log_.note("call ", plan_.number, " gets no connection: ", make_error_code(why).message());
    retry_after_.reset();
    const bool opening_failed = why == errc::resolve_failed || why == errc::connect_failed ||
                                why == errc::connect_timed_out || why == errc::tls_failed;
    timed_out_ = why == errc::connect_timed_out;
    attempt_ends(opening_failed ? sense::transient : sense::given_up, false);
}

void call_watch::attempt_ends(sense meaning, bool ambiguous) {
    ++attempts_;
    last_ = meaning;
    ambiguous_ = ambiguous_ || (ambiguous && plan_.writes());
    if (meaning == sense::success) quota_.give(cost_ > 0 ? cost_ : 1);
    if (meaning != sense::transient && meaning != sense::throttling) {
        settled_ = true;
        return;
    }
    if (attempts_ >= policy_.max_attempts) return log_.reached("attempts exhausted");
    if (ambiguous && !may_repeat_ambiguous()) {
        settled_ = true;
        return log_.reached("ambiguous write not repeated");
    }
    due_ = true;
}

bool call_watch::may_repeat_ambiguous() const noexcept {
    return policy_.retry_ambiguous_writes || !plan_.writes() || plan_.what == kind::transaction;
}

int call_watch::cost() const noexcept {
    if (policy_.mode == retry_mode::standard_2_0) return timed_out_ ? 10 : 5;
    return last_ == sense::throttling ? 5 : 14;
}

milliseconds call_watch::longest_pause() const {
    const auto base = last_ == sense::throttling ? policy_.throttling_base_delay : policy_.base_delay;
    const int doublings = std::max(attempts_ - 1, 0);
    return std::min(base * (1 << doublings), policy_.max_delay);
}

void call_watch::pauses(milliseconds time) {
    log_.note("call ", plan_.number, " pauses for ", time.count(), " ms");
    log_.reached("pause");
    if (!due_ && policy_.mode == retry_mode::adaptive) {  // for the send rate
        log_.reached("pause of the send rate");
        if (time_.now() + time > deadline_) broken("waits for the send rate beyond its deadline");
        return;
    }
    if (!due_) broken("pauses without a retry");
    due_ = false;
    if (!quota_.pay(cost())) broken("is retried although the retry quota is spent");
    cost_ = cost();
    constexpr milliseconds most_beyond{5000};
    const milliseconds asked = retry_after_.value_or(milliseconds(0));
    const milliseconds least = std::min(asked, most_beyond);
    const milliseconds most = std::max(longest_pause(), std::min(asked, longest_pause() + most_beyond));
    if (time < least || time > most)
        broken("pauses for ", time.count(), " ms instead of ", least.count(), " to ", most.count());
    if (time_.now() + time >= deadline_) broken("pauses beyond its deadline");
}

void call_watch::ends(const result<reply>& outcome, int applied) {
    log_.note("call ", plan_.number,
              " ends: ", outcome ? std::string("success") : outcome.error().code().message());
    if (++ends_ > 1) broken("ends twice");
    if (time_.now() > deadline_) broken("ends after its deadline");
    const int attempts = outcome ? outcome->attempts : outcome.error().diagnostics().attempts;
    if (attempts > policy_.max_attempts) broken("made ", attempts, " attempts");
    if (attempts != attempts_ && (outcome || attempts != attempts_ + 1))
        broken("reports ", attempts, " attempts instead of ", attempts_);
    if (!outcome) return check_failure(outcome.error());
    log_.reached("success");
    if (last_ != sense::success) broken("succeeds without a successful response");
    if (outcome->body != R"({"call":)" + std::to_string(plan_.number) + "}")
        broken("gets the response of another call: ", outcome->body);
    if (plan_.writes() && applied == 0) broken("succeeds but was not applied");
}

void call_watch::check_failure(const failure& why) {
    const errc cause = why.cause();
    const auto& about = why.diagnostics();
    if (last_ == sense::success && attempts_ > 0) broken("fails after a successful response");
    if (cause == errc::canceled && !canceled_) broken("says that it was cancelled");
    if (cause == errc::deadline_exceeded && time_.now() < deadline_) broken("ends before its deadline");
    // If the quota allows a retry, the call may only fail if it was cancelled or has no time left.
    milliseconds most = longest_pause();
    if (retry_after_) most = std::max(most, std::min(*retry_after_, most + milliseconds(5000)));
    const bool affordable = quota_.tokens() >= cost();
    if (due_ && !affordable) log_.reached("retry quota exhausted");
    if (due_ && affordable && !canceled_ && time_.now() + most < deadline_)
        broken("is not retried although it could be");
    const bool unanswered = plan_.writes() && replaced_ > 0 && about.http_status == 0;
    const bool unknown = ambiguous_ || unanswered || (sending_ && plan_.writes());
    if (unknown != (cause == errc::outcome_unknown))
        broken(unknown ? "hides that its outcome is unknown" : "reports a known outcome as unknown", ": ",
               why.text());
    log_.reached(why.code().message());
    definite_failure_ = !unknown && replaced_ == 0;
}

void call_watch::finishes(int applied) {
    if (!begun_) return;
    if (ends_ == 0) broken("never ends");
    if (definite_failure_ && applied > 0) broken("failed but was applied");
    const bool once = plan_.what == kind::put_if_absent || plan_.what == kind::transaction ||
                      !policy_.retry_ambiguous_writes;
    if (once && applied > 1) broken("was applied ", applied, " times");
    if (applied > 1) log_.reached("write applied twice");
}

}  // namespace dynaco::simulation
