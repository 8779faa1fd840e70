#include "client/observe/observation.hpp"

#include "client/observe/report.hpp"
#include "operations/reply.hpp"

#include <string>
#include <utility>

namespace dynaco::detail {
namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;

// An observer that throws must not make the call fail.
template <class Tell>
void quietly(const Tell& tell) noexcept {
    try {
        tell();
    } catch (...) {  // NOLINT(bugprone-empty-catch): nothing can handle the exception
    }
}

}  // namespace

observation::observation(std::shared_ptr<observer> to, const encoded_request& request,
                         std::string_view endpoint, std::string_view invocation_id,
                         transport::steady_time now)
    : observer_(std::move(to)),
      request_(request),
      call_{.operation = request.info.name,
            .table = request.table,
            .index = request.index,
            .endpoint = endpoint,
            .invocation_id = invocation_id,
            .writes = request.info.writes},
      begun_(now) {
    quietly([this] { observer_->call_begun(call_); });
}

void observation::attempt_begins(int number, const phase_times& so_far) noexcept {
    attempt_.emplace(attempt_event{.call = call_, .attempt = number});
    attempts_ = number;
    before_ = so_far;
}

void observation::connected(bool used_before, const transport::opening_times& opened_in) noexcept {
    attempt_->connection = used_before ? connection_use::reused : connection_use::opened;
    const auto in = used_before ? transport::opening_times{} : opened_in;
    attempt_->times.resolve = in.resolve;
    attempt_->times.connect = in.connect;
    attempt_->times.handshake = in.handshake;
}

void observation::exchanged(std::size_t request_bytes, const transport::exchange_result& outcome) noexcept {
    attempt_->request_bytes += request_bytes;
    if (!outcome.reply) return;
    attempt_->reply_bytes = outcome.reply->body.size();
    attempt_->times.to_head = outcome.reply->time_to_head;
}

void observation::attempt_failed(const failure& why, const phase_times& so_far) noexcept {
    attempt_->why = &why;
    attempt_->http_status = why.diagnostics().http_status;
    attempt_->service_code = why.diagnostics().service_code;
    attempt_->request_id = why.diagnostics().request_id;
    end_attempt(so_far);
}

void observation::end_attempt(const phase_times& so_far) noexcept {
    attempt_->times.credentials = so_far.credentials - before_.credentials;
    attempt_->times.lease = so_far.lease - before_.lease;
    attempt_->times.exchange = so_far.exchange - before_.exchange;
    quietly([this] { observer_->attempt_ended(*attempt_); });
    attempt_.reset();
}

void observation::repeats(const failure& why, std::chrono::milliseconds pause) noexcept {
    const retry_event event{.call = call_, .attempt = attempts_, .why = why, .pause = pause};
    quietly([&] { observer_->retry_decided(event); });
}

void observation::succeeded(const wire::response& response, const phase_times& times,
                            transport::steady_time now) noexcept {
    attempt_->http_status = response.status;
    attempt_->request_id = response.request_id;
    end_attempt(times);
    std::vector<consumed_capacity> units;
    quietly([&] {
        if (observer_->wants_capacity()) units = capacity_of(response.body);
    });
    end_call({.call = call_,
              .http_status = response.status,
              .request_id = response.request_id,
              .times = times,
              .capacity = units},
             now);
}

void observation::failed(const failure& why, const failure& of_attempt, const phase_times& times,
                         transport::steady_time now) noexcept {
    if (attempt_) attempt_failed(of_attempt, times);
    end_call({.call = call_,
              .why = &why,
              .http_status = why.diagnostics().http_status,
              .request_id = why.diagnostics().request_id,
              .times = times},
             now);
}

void observation::forgotten(bool outcome_unknown, const phase_times& times,
                            transport::steady_time now) noexcept {
    if (ended_) return;
    quietly([&] {
        const diagnostics about{.operation = std::string(call_.operation),
                                .table = std::string(call_.table),
                                .endpoint = std::string(call_.endpoint),
                                .attempts = attempts_,
                                .times = times};
        const failure of_attempt(errc::canceled, about);
        const failure why(outcome_unknown ? errc::outcome_unknown : errc::canceled, about);
        failed(why, of_attempt, times, now);
    });
}

void observation::end_call(call_event event, transport::steady_time now) noexcept {
    ended_ = true;
    event.attempts = attempts_;
    event.duration = duration_cast<microseconds>(now - begun_);
    quietly([&] { observer_->call_ended(event); });
}

// Only responses to requests with ReturnConsumedCapacity contain it. Other bodies, which may be large, are
// not read a second time.
std::vector<consumed_capacity> observation::capacity_of(std::string_view body) const {
    std::vector<consumed_capacity> units;
    if (request_.body.find("\"ReturnConsumedCapacity\"") == std::string::npos) return units;
    const auto read = operations::read_reply(body, [&](json::reader& in, std::string_view name) {
        return name == "ConsumedCapacity" ? read_consumed(in, units) : in.skip();
    });
    if (!read) return {};
    for (consumed_capacity& each : units) {
        if (each.table_name.empty()) each.table_name = call_.table;
        name_units(each, call_.writes);
    }
    return units;
}

}  // namespace dynaco::detail
