#pragma once

#include "client/call/loop.hpp"
#include "support/fake_effects.hpp"
#include "support/run.hpp"
#include "support/scripted_transport.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <deque>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::test {

inline constexpr const char* access_key = "AKIDEXAMPLE";
inline constexpr const char* secret_key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
inline constexpr const char* session_token = "TESTTOKEN==";

/// Always returns the same credentials, unless the next results are set.
class scripted_credentials final : public credentials_provider {
 public:
    explicit scripted_credentials(fake_effects& world) : world_(world) {}

    boost::asio::awaitable<result<std::shared_ptr<const credentials>>> get() override {
        const auto executor = co_await boost::asio::this_coro::executor;
        co_await boost::asio::post(executor, boost::asio::use_awaitable);  // like a real wait
        ++asked;
        if (on_get) on_get();
        world_.advance(takes);
        if (hanging) {
            boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor,
                                            boost::asio::steady_timer::time_point::max());
            co_await timer.async_wait(boost::asio::use_awaitable);
        }
        if (!refusals.empty()) {
            const failure why = refusals.front();
            refusals.pop_front();
            if (why.code()) co_return why;
        }
        co_return keys;
    }

    std::shared_ptr<const credentials> keys = std::make_shared<const credentials>(credentials{
        .access_key_id = access_key, .secret_access_key = secret_key, .session_token = session_token});
    std::deque<failure> refusals{};  ///< The next results; one without a code means the keys.
    std::chrono::milliseconds takes{0};
    std::function<void()> on_get{};
    bool hanging = false;
    int asked = 0;

 private:
    fake_effects& world_;
};

/// A call loop in a scripted world.
struct call_bench {
    explicit call_bench(client_options options = {}) {
        world = std::make_shared<fake_effects>();
        world->halve_jitter();
        wire = std::make_shared<scripted_transport>(*world);
        keys = std::make_shared<scripted_credentials>(*world);
        use(keys, std::move(options));
    }
    /// A new loop with another provider.
    void use(std::shared_ptr<credentials_provider> provider, const client_options& options = {}) {
        identity::endpoint where{.origin = {.host = "dynamodb.eu-west-1.amazonaws.com"},
                                 .signing_region = "eu-west-1"};
        detail::call_loop_parts parts{.connections = wire,
                                      .credentials = std::move(provider),
                                      .world = world,
                                      .endpoint = std::move(where)};
        loop = std::make_shared<detail::call_loop>(std::move(parts), options);
    }

    /// A request that reads.
    static encoded_request read() {
        encoded_request r;
        r.info = {.name = "GetItem"};
        r.table = "accounts";
        r.body = R"({"TableName":"accounts","Key":{"id":{"S":"1"}}})";
        return r;
    }
    /// A request that writes.
    static encoded_request write() {
        encoded_request r = read();
        r.info = {.name = "PutItem", .writes = true};
        return r;
    }

    [[nodiscard]] boost::asio::awaitable<result<dynaco::reply>> start_call(encoded_request request,
                                                                           call_options options = {}) const {
        return loop->run(std::move(request), options, loop);
    }
    result<dynaco::reply> call(encoded_request request, call_options options = {}) {
        return run(io, start_call(std::move(request), options));
    }
    /// The failure of a request that is expected to fail.
    failure fail(encoded_request request, call_options options = {}) {
        result<dynaco::reply> outcome = call(std::move(request), options);
        if (outcome) ADD_FAILURE() << "the call succeeded";
        return outcome ? failure() : outcome.error();
    }
    failure fail_read(call_options options = {}) { return fail(read(), options); }
    failure fail_write(call_options options = {}) { return fail(write(), options); }

    boost::asio::io_context io{1};
    std::shared_ptr<fake_effects> world{};
    std::shared_ptr<scripted_transport> wire{};
    std::shared_ptr<scripted_credentials> keys{};
    std::shared_ptr<detail::call_loop> loop{};
};

/// A call that can be cancelled.
class cancellable_call {
 public:
    cancellable_call(call_bench& bench, encoded_request request) {
        boost::asio::co_spawn(
            bench.io, bench.start_call(std::move(request)),
            boost::asio::bind_cancellation_slot(
                signal.slot(), [this](const std::exception_ptr& e, result<dynaco::reply> outcome) {
                    done = true;
                    if (e) ADD_FAILURE() << "the call threw";
                    if (outcome) ADD_FAILURE() << "the call succeeded";
                    if (!outcome) why = outcome.error();
                }));
    }
    void cancel() { signal.emit(boost::asio::cancellation_type::terminal); }

    boost::asio::cancellation_signal signal{};
    failure why{};
    bool done = false;
};

/// Pauses, in milliseconds.
inline std::vector<std::chrono::milliseconds> ms(std::initializer_list<int> times) {
    std::vector<std::chrono::milliseconds> all;
    for (const int each : times) all.emplace_back(each);
    return all;
}

/// A reply with this text for its CRC32.
inline scripted_attempt with_crc(const std::string& value) {
    return scripted_attempt::answer().with([&value](wire::response& r) { r.crc32 = value; });
}

}  // namespace dynaco::test
