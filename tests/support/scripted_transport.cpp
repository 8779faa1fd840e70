#include "support/scripted_transport.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

namespace dynaco::test {

namespace asio = boost::asio;
using dynaco::transport::awaitable;
using dynaco::transport::connection;
using dynaco::transport::exchange_result;
using dynaco::transport::lease;
using dynaco::transport::origin;
using dynaco::transport::steady_time;

namespace {

// Suspends and resumes the coroutine, as real I/O does.
awaitable<void> suspend() {
    const auto executor = co_await asio::this_coro::executor;
    co_await asio::post(executor, asio::use_awaitable);
}

}  // namespace

class scripted_connection final : public connection {
 public:
    scripted_connection(scripted_transport& owner, scripted_attempt plan)
        : owner_(owner), plan_(std::move(plan)) {}

    awaitable<exchange_result> exchange(std::string_view head, std::string_view body,
                                        steady_time deadline) override {
        reusable_ = false;
        co_await suspend();
        owner_.sent.push_back({std::string(head), std::string(body), deadline});
        record(owner_.recorded, "send");
        if (plan_.when_sent_) plan_.when_sent_();
        if (plan_.hanging_exchange_) {
            co_await owner_.hangs.pass();
            co_return failed(errc::canceled);
        }
        const auto left = deadline - owner_.world_.now();
        if (plan_.exchange_time_ >= left) {
            owner_.world_.advance(left);
            co_return failed(errc::attempt_timed_out);
        }
        owner_.world_.advance(plan_.exchange_time_);
        co_return finish();
    }
    [[nodiscard]] bool used_before() const noexcept override { return plan_.used_before_; }
    [[nodiscard]] bool reusable() const noexcept override { return reusable_; }
    [[nodiscard]] bool looks_alive() noexcept override { return true; }

 private:
    static exchange_result failed(errc why) { return {failure(why, {}), true}; }
    exchange_result finish() {
        if (plan_.broken_) return {*plan_.broken_, plan_.nothing_received_, plan_.nothing_sent_};
        reusable_ = true;
        if (plan_.reply_.time_to_head.count() == 0) plan_.reply_.time_to_head = plan_.exchange_time_;
        return {plan_.reply_, false};
    }

    scripted_transport& owner_;
    scripted_attempt plan_;
    bool reusable_ = true;
};

scripted_attempt scripted_attempt::answer(std::string body, int status) {
    scripted_attempt a;
    a.reply_.status = status;
    a.reply_.body = std::move(body);
    a.reply_.request_id = "REQUEST";
    a.reply_.keep_alive = true;
    return a;
}

scripted_attempt scripted_attempt::service_error(int status, const std::string& code) {
    return answer(R"({"__type":"com.amazonaws.dynamodb.v20120810#)" + code + R"(","message":"as scripted"})",
                  status);
}

scripted_attempt scripted_attempt::broken(errc why, bool nothing_received) {
    scripted_attempt a;
    a.broken_ = failure(why, {.detail = "as scripted"});
    a.nothing_received_ = nothing_received;
    return a;
}

scripted_attempt scripted_attempt::no_connection(errc why) {
    scripted_attempt a;
    a.no_connection_ = failure(why, {.detail = "as scripted"});
    return a;
}

scripted_attempt scripted_attempt::lease_takes(std::chrono::milliseconds time) const {
    auto a = *this;
    a.lease_time_ = time;
    return a;
}

scripted_attempt scripted_attempt::exchange_takes(std::chrono::milliseconds time) const {
    auto a = *this;
    a.exchange_time_ = time;
    return a;
}

scripted_attempt scripted_attempt::hanging_lease() const {
    auto a = *this;
    a.hanging_lease_ = true;
    return a;
}

scripted_attempt scripted_attempt::hanging_exchange() const {
    auto a = *this;
    a.hanging_exchange_ = true;
    return a;
}

scripted_attempt scripted_attempt::before_sending() const {
    auto a = *this;
    a.nothing_sent_ = true;
    return a;
}

scripted_attempt scripted_attempt::on_used_connection() const {
    auto a = *this;
    a.used_before_ = true;
    return a;
}

scripted_attempt scripted_attempt::with(const std::function<void(wire::response&)>& change) const {
    auto a = *this;
    change(a.reply_);
    return a;
}

scripted_attempt scripted_attempt::when_leased(std::function<void()> call) const {
    auto a = *this;
    a.when_leased_ = std::move(call);
    return a;
}

scripted_attempt scripted_attempt::when_sent(std::function<void()> call) const {
    auto a = *this;
    a.when_sent_ = std::move(call);
    return a;
}

std::vector<std::pair<std::string, std::string>> sent_request::headers() const {
    std::vector<std::pair<std::string, std::string>> all;
    for (auto at = head.find("\r\n"); at != std::string::npos;) {
        const auto line = at + 2;
        at = head.find("\r\n", line);
        const auto colon = head.find(": ", line);
        if (at == std::string::npos || colon == std::string::npos || colon > at) break;
        std::string name = head.substr(line, colon - line);
        std::ranges::transform(name, name.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        all.emplace_back(std::move(name), head.substr(colon + 2, at - colon - 2));
    }
    return all;
}

std::string sent_request::header(std::string_view name) const {
    for (const auto& [key, value] : headers())
        if (key == name) return value;
    return {};
}

bool sent_request::has(std::string_view name) const {
    return std::ranges::any_of(headers(), [name](const auto& each) { return each.first == name; });
}

void scripted_transport::script(const std::vector<scripted_attempt>& attempts) {
    script_.insert(script_.end(), attempts.begin(), attempts.end());
}

awaitable<result<lease>> scripted_transport::acquire(const origin&, dynaco::transport::acquisition wanted) {
    co_await suspend();
    ++acquired;
    record(recorded, "connect");
    if (script_.empty()) {
        ADD_FAILURE() << "the call requested more connections than the script has";
        co_return failure(errc::client_closed, {});
    }
    scripted_attempt plan = std::move(script_.front());
    script_.pop_front();
    if (plan.hanging_lease_) {
        co_await hangs.pass();
        co_return failure(errc::canceled, {});
    }
    const auto left = wanted.deadline - world_.now();
    if (plan.lease_time_ > std::chrono::milliseconds(0) && plan.lease_time_ >= left) {
        world_.advance(left);
        co_return failure(errc::deadline_exceeded, {});
    }
    world_.advance(plan.lease_time_);
    if (plan.when_leased_) plan.when_leased_();
    if (plan.no_connection_) co_return *plan.no_connection_;
    auto c = std::make_unique<scripted_connection>(*this, std::move(plan));
    ++leased;
    lease out(std::move(c), shared_from_this(), &scripted_transport::take_back);
    co_return out;
}

void scripted_transport::take_back(void* self, std::unique_ptr<connection> c) {
    auto& owner = *static_cast<scripted_transport*>(self);
    ++(c && c->reusable() ? owner.given_back : owner.thrown_away);
}

}  // namespace dynaco::test
