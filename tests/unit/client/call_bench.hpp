#pragma once

#include "client/call/loop.hpp"
#include "support/cancellable.hpp"
#include "support/fake_effects.hpp"
#include "support/run.hpp"
#include "support/scripted_credentials.hpp"
#include "support/scripted_transport.hpp"

#include <algorithm>
#include <chrono>
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

inline std::shared_ptr<const credentials> keys_of(credentials them) {
    return std::make_shared<const credentials>(std::move(them));
}

/// The credentials that calls are signed with, unless a test sets others.
inline std::shared_ptr<const credentials> example_keys() {
    return keys_of(
        {.access_key_id = access_key, .secret_access_key = secret_key, .session_token = session_token});
}

struct call_bench;

/// What a call asks of its world, and what it gets. `call_bench` compares the steps of a call with those that
/// the test expects. It compares loads of credentials only if a step of the test is about credentials.
struct step {
    /// A connection is requested. If there is one, the request is sent.
    step(const scripted_attempt& attempt);
    /// What the call does, as in `journal`.
    std::vector<std::string> does{};
    /// Prepares the world for the step.
    std::function<void(call_bench&)> prepare{};

    step(std::string one, std::function<void(call_bench&)> preparation)
        : does{std::move(one)}, prepare(std::move(preparation)) {}
};

/// A call loop in a scripted world.
struct call_bench {
    explicit call_bench(client_options options = {}) {
        world = std::make_shared<fake_effects>();
        world->halve_jitter();
        wire = std::make_shared<scripted_transport>(*world);
        keys = std::make_shared<scripted_provider>(example_keys());
        world->recorded = wire->recorded = keys->recorded = steps;
        use(keys, std::move(options));
    }
    /// A new loop with this provider.
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
    /// The failure of a call that is expected to fail, whatever its steps are.
    failure fail(encoded_request request, call_options options = {}) {
        result<dynaco::reply> outcome = call(std::move(request), options);
        if (outcome) ADD_FAILURE() << "the call succeeded";
        return outcome ? failure() : outcome.error();
    }
    /// A call that takes exactly these steps and succeeds.
    dynaco::reply succeeds(encoded_request request, const std::vector<step>& expected,
                           call_options options = {}) {
        result<dynaco::reply> outcome = run_steps(std::move(request), expected, options);
        if (outcome) return std::move(*outcome);
        ADD_FAILURE() << "the call failed: " << outcome.error().text();
        return {};
    }
    /// A call that takes exactly these steps and fails.
    failure fails(encoded_request request, const std::vector<step>& expected, call_options options = {}) {
        result<dynaco::reply> outcome = run_steps(std::move(request), expected, options);
        if (!outcome) return outcome.error();
        ADD_FAILURE() << "the call succeeded";
        return {};
    }
    dynaco::reply read_succeeds(const std::vector<step>& expected, call_options options = {}) {
        return succeeds(read(), expected, options);
    }
    dynaco::reply write_succeeds(const std::vector<step>& expected, call_options options = {}) {
        return succeeds(write(), expected, options);
    }
    failure read_fails(const std::vector<step>& expected, call_options options = {}) {
        return fails(read(), expected, options);
    }
    failure write_fails(const std::vector<step>& expected, call_options options = {}) {
        return fails(write(), expected, options);
    }
    /// A call that takes exactly these steps, hangs in the last one and is cancelled there.
    failure is_canceled(encoded_request request, const std::vector<step>& expected) {
        prepare(expected);
        const auto call = start_cancellable(io.get_executor(), start_call(std::move(request)));
        settle();
        if (call->done) ADD_FAILURE() << "the call did not wait";
        call->cancel();
        settle();
        compare(expected);
        return failure_of(*call);
    }
    /// Runs the calls until they wait.
    void settle() {
        io.restart();
        io.poll();
    }
    /// From now on, this time passes in each load of credentials.
    void credentials_take(std::chrono::milliseconds time) {
        keys->on_load = [this, time] { world->advance(time); };
    }
    failure fail_read(call_options options = {}) { return fail(read(), options); }
    failure fail_write(call_options options = {}) { return fail(write(), options); }

    boost::asio::io_context io{1};
    std::shared_ptr<fake_effects> world{};
    std::shared_ptr<scripted_transport> wire{};
    std::shared_ptr<scripted_provider> keys{};
    std::shared_ptr<detail::call_loop> loop{};
    std::shared_ptr<journal> steps = std::make_shared<journal>();

 private:
    void prepare(const std::vector<step>& expected) {
        for (const step& each : expected) each.prepare(*this);
        steps->clear();
    }
    result<dynaco::reply> run_steps(encoded_request request, const std::vector<step>& expected,
                                    call_options options) {
        prepare(expected);
        result<dynaco::reply> outcome = call(std::move(request), options);
        compare(expected);
        return outcome;
    }
    void compare(const std::vector<step>& expected) const {
        const auto is_load = [](const std::string& each) { return each == "load credentials"; };
        journal wanted;
        for (const step& each : expected) wanted.insert(wanted.end(), each.does.begin(), each.does.end());
        journal taken = *steps;
        if (std::ranges::none_of(wanted, is_load)) std::erase_if(taken, is_load);
        EXPECT_EQ(taken, wanted) << "the steps of the call are not those of the test";
        EXPECT_EQ(wire->unused(), 0U);
    }
};

inline step::step(const scripted_attempt& attempt)
    : prepare([attempt](call_bench& b) { b.wire->script({attempt}); }) {
    does.emplace_back("connect");
    if (attempt.gets_connection()) does.emplace_back("send");
}

/// The deadline passes while the call waits for a connection.
inline step waits_for_connection_until_deadline() {
    return {"connect", [](call_bench& b) {
                b.wire->script({scripted_attempt::answer().lease_takes(std::chrono::hours(24))});
            }};
}
inline step sleeps(std::chrono::milliseconds time) {
    return {"sleep " + std::to_string(time.count()) + " ms", [](call_bench&) {}};
}
inline step drops_idle_connections() {
    return {"drop idle connections", [](call_bench&) {}};
}
/// Credentials are loaded.
inline step loads(std::shared_ptr<const credentials> them) {
    return {"load credentials", [them](call_bench& b) { b.keys->gives(them); }};
}
inline step fails_to_load(errc why, std::string detail = {}) {
    return {"load credentials", [why, detail](call_bench& b) { b.keys->fails(why, detail); }};
}
/// A load of credentials that never ends.
inline step hangs_in_load() {
    return {"load credentials", [](call_bench& b) { b.keys->held.hold(); }};
}
/// The provider hears that the service refused the credentials with this access key id.
inline step reports_refused(const std::string& access_key_id) {
    return {"refuse " + access_key_id, [](call_bench&) {}};
}

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
