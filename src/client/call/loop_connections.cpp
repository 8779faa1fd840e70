#include "client/call/ask_credentials.hpp"
#include "client/call/loop.hpp"
#include "client/call/progress.hpp"
#include "client/call/time.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

/// The parts of the loop that use connections outside of calls.
namespace dynaco::detail {

void call_loop::close() noexcept {
    gate_->shut();
    if (parts_.nodes) parts_.nodes->close();
    parts_.connections->close();
}

boost::asio::awaitable<bool> call_loop::shutdown(std::chrono::milliseconds patience,
                                                 [[maybe_unused]] std::shared_ptr<const void> keep_alive) {
    // Closes for any end of the wait.
    struct guard {
        call_loop& self;
        ~guard() { self.close(); }
    };
    const guard close_on_exit{*this};
    gate_->shut();
    co_await gate_->wait_until_empty(after(std::chrono::steady_clock::now(), patience));
    co_return gate_->empty();
}

boost::asio::awaitable<result<std::size_t>> call_loop::warm_up(
    std::size_t connections, call_options options, [[maybe_unused]] std::shared_ptr<const void> keep_alive) {
    const call_gate::pass pass = gate_->enter();
    if (!pass) co_return failure(errc::client_closed, {.endpoint = endpoint()});
    const auto time = options.deadline.count() > 0 ? options.deadline : limits_.deadline;
    const auto until = std::min(options.until, after(parts_.world->now(), time));
    const auto failed = [this](const failure& why) {
        diagnostics about = why.diagnostics();
        about.endpoint = endpoint();
        return failure(why.cause(), std::move(about));
    };
    route_ptr to = routes_.usual();
    if (routes_.has_rule()) {  // the endpoint depends on the account
        std::shared_ptr<const credentials> keys = parts_.credentials->cached();
        if (!keys) {
            credentials_answer answer =
                co_await ask_credentials(parts_.credentials, parts_.world, until, parts_.executor);
            if (!answer) co_return failed(answer.error());
            keys = std::move(*answer);
        }
        auto where = routes_.of_account(keys->account_id);
        if (!where) co_return failed(where.error());
        to = std::move(*where);
    }
    const auto outcome = co_await parts_.connections->warm_up(to->endpoint.origin, connections, until);
    if (!outcome) co_return failed(outcome.error());
    co_return *outcome;
}

client_connections call_loop::connections() const {
    client_connections all;
    for (const auto& [to, counts] : parts_.connections->statistics()) {
        all.total += counts;
        all.endpoints.emplace(to.host.empty() ? "others" : url(to), counts);
    }
    return all;
}

namespace {

std::string reason_of(const failure& why) {
    std::string text = why.code().message();
    if (const std::string& detail = why.diagnostics().detail; !detail.empty()) (text += ": ") += detail;
    return text;
}

}  // namespace

boost::asio::awaitable<std::optional<failure>> call_loop::refresh_credentials(
    progress& p, const std::shared_ptr<const credentials>& refused) {
    parts_.credentials->refused(refused);
    if (!p.may_go_on()) co_return p.end();
    p.enter(call_phase::credentials);
    credentials_answer answer =
        co_await ask_credentials(parts_.credentials, parts_.world, p.time().deadline(), parts_.executor);
    const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != boost::asio::cancellation_type::none) co_return p.canceled();
    if (!answer) co_return p.end_for_lack_of_others(reason_of(answer.error()));
    if ((*answer)->access_key_id == refused->access_key_id)
        co_return p.end_for_lack_of_others("the provider returned access key " + refused->access_key_id +
                                           " again");
    p.go_on_with(std::move(*answer));
    co_return std::nullopt;
}

}  // namespace dynaco::detail
