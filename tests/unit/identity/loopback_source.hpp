#pragma once

#include "identity/machine/http.hpp"
#include "identity/source/source.hpp"
#include "support/fake_machine.hpp"
#include "support/run.hpp"
#include "support/scripted_service.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::test {

/// A source and the provider that refreshes its credentials, with the test's clock. Derived fixtures call
/// `use`.
class refreshed_source : public testing::Test {
 protected:
    using snapshot = std::shared_ptr<const credentials>;

    refreshed_source() { machine.world->halve_jitter(); }

    void use(std::shared_ptr<identity::credentials_source> source) {
        provider = identity::refreshing(std::move(source), machine.world);
    }
    result<snapshot> get() { return run(io, provider->get()); }
    /// The access key id, or the error's text.
    std::string id() {
        const auto got = get();
        return got ? (*got)->access_key_id : "failure: " + got.error().text();
    }
    /// Runs a load in the background until these keys are loaded.
    void wait_for(const std::string& key_id) {
        run_until(io, [&] {
            const snapshot now = provider->cached();
            return now && now->access_key_id == key_id;
        });
    }
    /// The access key ids of `count` calls at once.
    std::vector<std::string> ids_of_concurrent_calls(std::size_t count) {
        std::vector<std::shared_ptr<pending<result<snapshot>>>> calls;
        for (std::size_t i = 0; i < count; ++i) calls.push_back(start(io.get_executor(), provider->get()));
        std::vector<std::string> ids;
        for (const auto& each : calls) {
            run_until(io, [&] { return each->done; });
            const auto got = each->get();
            ids.push_back(got ? (*got)->access_key_id : "failure: " + got.error().text());
        }
        return ids;
    }
    void advance(std::chrono::seconds time) { machine.world->advance(time); }
    /// Sets the wall clock; no time passes.
    void move_clock(std::chrono::milliseconds ahead) { machine.world->clock_error += ahead; }
    /// The time after this duration: "2026-01-01T06:00:00Z".
    [[nodiscard]] std::string in(std::chrono::seconds time) const {
        const std::time_t when = std::chrono::system_clock::to_time_t(machine.world->wall_clock() + time);
        std::tm calendar{};
        gmtime_r(&when, &calendar);
        char text[32];
        return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &calendar)};
    }

    boost::asio::io_context io{1};
    fake_machine machine{};
    std::shared_ptr<credentials_provider> provider{};
};

/// A source that sends requests to a service on loopback with the real HTTP client.
class loopback_source : public refreshed_source {
 protected:
    /// `machine.get()` with the real client.
    [[nodiscard]] identity::machine get_machine() const {
        identity::machine all = machine.get();
        all.http = identity::machine_http({}, all.env);
        return all;
    }

    scripted_service service{};
};

}  // namespace dynaco::test
