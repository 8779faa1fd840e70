#include "simulation/service.hpp"

#include "simulation/watch/clock_watch.hpp"
#include "wire/crc32.hpp"

namespace dynaco::simulation {
namespace {

bool acts_on(fault what) {
    switch (what) {
        case fault::none:
        case fault::closing:
        case fault::lost_after_acting:
        case fault::cut_reply:
        case fault::stalled_after_acting:
        case fault::acts_late:
        case fault::internal_error_acting:
        case fault::wrong_checksum: return true;
        default: return false;
    }
}

}  // namespace

service::service(const timeline& time, logbook& log, const schedule& plan, chance draws)
    : time_(time), log_(log), plan_(plan), draws_(draws), applied_(plan.calls.size() + 1) {}

std::chrono::sys_seconds service::clock() const {
    return birthday + std::chrono::floor<std::chrono::seconds>(time_.elapsed());
}

std::chrono::seconds service::date_off(const test::sent_request& request) const {
    return parse_date(request.header("x-amz-date")) - clock();
}

fault service::draw() {
    if (healthy_ || !draws_.percent(plan_.sky.fault_percent)) return fault::none;
    return draws_.of(plan_.sky.faults);
}

milliseconds service::draw_time() {
    return healthy_ ? milliseconds(0) : draws_.between(milliseconds(0), plan_.sky.slowest_answer);
}

answer service::handle(const call_plan& call, const test::sent_request& request, fault what) {
    if (const std::string wrong = signatures_.complaint(request, keys_); !wrong.empty())
        log_.broken("call ", call.number, ": ", wrong);
    if (request.body != call.body()) log_.broken("call ", call.number, " sent another body: ", request.body);
    answer a;
    const bool skewed = !healthy_ && clock_watch::is_far(date_off(request));
    if (skewed)
        a = error(403, "RequestTimeTooSkewed", sense::transient), log_.reached("clock skew refused");
    else if (acts_on(what))
        act(call, a);
    if (a.meaning == sense::success) a = respond(call, what);
    a.reply.request_id = "REQUEST-" + std::to_string(call.number);
    a.reply.date = http_date(clock());
    a.reply.keep_alive = what != fault::closing;
    const bool spoilt = what == fault::wrong_checksum;
    a.reply.crc32 = std::to_string(wire::crc32(a.reply.body) + (spoilt ? 1 : 0));
    if (spoilt) a.meaning = sense::transient, a.ambiguous = true;
    log_.note("service: call ", call.number, " \"", name_of(what), "\", answers ", a.reply.status,
              ", applied ", applied(call.number), " times");
    return a;
}

// If the request is rejected, sets `a`. Does not set `a` to a success.
void service::act(const call_plan& call, answer& a) {
    int& times = applied_[static_cast<std::size_t>(call.number)];
    switch (call.what) {
        case kind::read: return;
        case kind::put_if_absent:
            if (items_.contains(call.key)) {
                a = error(400, "ConditionalCheckFailedException", sense::refused);
                return;
            }
            break;
        case kind::transaction:
            if (!transactions_.insert(call.number).second) return;
            break;
        case kind::put: break;
    }
    items_[call.key] = call.number;
    ++times;
}

answer service::respond(const call_plan& call, fault what) {
    switch (what) {
        case fault::internal_error:
        case fault::internal_error_acting: {
            answer a = error(500, "InternalServerError", sense::transient);
            a.ambiguous = true;
            return a;
        }
        case fault::unavailable_page: return page(503, sense::transient, true);
        case fault::portal_page: return page(200, sense::transient, true);
        case fault::forbidden_page: return page(403, sense::refused, false);
        case fault::throttled: return error(400, "ProvisionedThroughputExceededException", sense::throttling);
        case fault::throttled_for: {
            answer a = error(400, "ThrottlingException", sense::throttling);
            a.retry_after = draws_.between(milliseconds(0), milliseconds(8000));
            a.reply.retry_after = std::to_string(a.retry_after->count());
            return a;
        }
        case fault::write_conflict: return error(400, "ReplicatedWriteConflictException", sense::transient);
        case fault::refused: return error(400, "ValidationException", sense::refused);
        default: break;
    }
    answer a;
    a.reply.status = 200;
    a.reply.body = R"({"call":)" + std::to_string(call.number) + "}";
    return a;
}

answer service::error(int status, const std::string& code, sense meaning) {
    answer a;
    a.reply.status = status;
    a.reply.body = R"({"__type":"com.amazonaws.dynamodb.v20120810#)" + code + R"(","message":"simulated"})";
    a.meaning = meaning;
    return a;
}

answer service::page(int status, sense meaning, bool ambiguous) {
    answer a;
    a.reply.status = status;
    a.reply.body = "<html><body>not DynamoDB</body></html>";
    a.meaning = meaning;
    a.ambiguous = ambiguous;
    return a;
}

}  // namespace dynaco::simulation
