#include "client/ask_credentials.hpp"
#include "client/call_loop.hpp"
#include "client/progress.hpp"

#include <boost/asio/this_coro.hpp>

#include <optional>
#include <string>
#include <utility>

namespace dynaco {
namespace {

std::string reason_of(const failure& why) {
    std::string text = why.code().message();
    if (const std::string& detail = why.diagnostics().detail; !detail.empty()) (text += ": ") += detail;
    return text;
}

}  // namespace

boost::asio::awaitable<std::optional<failure>> call_loop::renew_credentials(
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
        co_return p.end_for_lack_of_others("the provider gives access key " + refused->access_key_id +
                                           " again");
    p.go_on_with(std::move(*answer));
    co_return std::nullopt;
}

}  // namespace dynaco
