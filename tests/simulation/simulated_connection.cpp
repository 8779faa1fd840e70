#include "simulation/simulated_connection.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <memory>

namespace dynaco::simulation {

using transport::exchange_result;

namespace {

bool is_stalled(fault what) {
    return what == fault::stalled_unread || what == fault::stalled_after_acting || what == fault::acts_late;
}
bool is_read(fault what) { return what != fault::lost_unread && what != fault::stalled_unread; }
bool is_reset(fault what) { return what == fault::lost_unread || what == fault::lost_after_acting; }

}  // namespace

simulated_connection::~simulated_connection() {
    --run_.open_connections;
    if (busy_) run_.log.broken("connection ", id, " is closed during a call");
}

void simulated_connection::begin(caller& by, const test::sent_request& request) {
    run_.log.note("connection ", id, " is used by call ", by.plan.number);
    if (busy_) run_.log.broken("connection ", id, " is used by two calls at the same time");
    if (spent_) run_.log.broken("connection ", id, " is used although it cannot be reused");
    by.watch.sends(request, run_.far_end.date_off(request));
    busy_ = true;
    reusable_ = false;
}

transport::awaitable<exchange_result> simulated_connection::exchange(std::string_view head,
                                                                     std::string_view body,
                                                                     steady_time deadline) {
    const auto executor = co_await boost::asio::this_coro::executor;
    caller& by = run_.calls.on(executor);
    const auto request = std::make_shared<const test::sent_request>(
        test::sent_request{std::string(head), std::string(body), deadline});
    begin(by, *request);
    const fault what = closed_ || closed_visibly_ ? fault::lost_unread : run_.far_end.draw();
    run_.log.reached(name_of(what));
    const milliseconds there_and_back = run_.far_end.draw_time();
    const auto result = std::make_shared<answer>();
    // The service executes the request even if the call ends first.
    const auto arrives = run_.time.now() + there_and_back / 2;
    const auto acts = what == fault::acts_late ? std::max(arrives, deadline) + milliseconds(1) : arrives;
    if (is_read(what))
        run_.time.at(acts, [this_run = &run_, plan = by.plan, request, result, what, there_and_back] {
            *result = this_run->far_end.handle(plan, *request, what);
            result->reply.time_to_head = there_and_back;
        });
    const auto answered = is_stalled(what) ? deadline : run_.time.now() + there_and_back;
    const bool in_time = co_await run_.time.wait_until(std::min(answered, deadline));
    busy_ = false;
    if (!in_time) co_return lose(by, errc::canceled, true);
    if (answered >= deadline) co_return lose(by, errc::attempt_timed_out, true);
    if (is_reset(what)) co_return lose(by, errc::connection_lost, true);
    if (what == fault::cut_reply) co_return lose(by, errc::connection_lost, false);
    co_return give(by, *result, what);
}

exchange_result simulated_connection::lose(caller& by, errc why, bool nothing_received) {
    spent_ = true;
    by.watch.is_lost(why, (used_before_ || idled) && nothing_received && why == errc::connection_lost);
    return {failure(why, {.detail = "simulated"}), nothing_received};
}

exchange_result simulated_connection::give(caller& by, const answer& a, fault what) {
    spent_ = what == fault::closing || what == fault::wrong_checksum;
    used_before_ = true;
    reusable_ = a.reply.keep_alive;
    by.watch.is_answered(a);
    return {a.reply, false};
}

}  // namespace dynaco::simulation
