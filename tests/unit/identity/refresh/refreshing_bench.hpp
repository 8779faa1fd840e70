#pragma once

#include "identity/source/source.hpp"
#include "support/cancellable.hpp"
#include "support/fake_effects.hpp"
#include "support/scripted_credentials.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace dynaco::test {

inline identity::loaded_credentials loaded_keys(
    const std::string& id, std::optional<std::chrono::system_clock::time_point> until = {}) {
    identity::loaded_credentials loaded;
    loaded.keys.access_key_id = id;
    loaded.keys.secret_access_key = "secret";
    loaded.keys.expiration = until;
    loaded.origin = "the test's source";
    return loaded;
}

/// A source and the provider that refreshes its credentials, in a scripted world.
struct refreshing_bench {
    using answer = result<std::shared_ptr<const credentials>>;
    using call = std::shared_ptr<pending<answer>>;

    refreshing_bench() { world->halve_jitter(); }

    [[nodiscard]] std::chrono::system_clock::time_point in(std::chrono::milliseconds time) const {
        return world->wall_clock() + time;
    }
    call ask(boost::asio::io_context& on) {
        auto p = start(on.get_executor(), provider->get());
        poll(on);
        return p;
    }
    call ask() { return ask(io); }
    answer get() { return run(io, provider->get()); }
    std::string id() {
        const answer a = get();
        return a ? (*a)->access_key_id : a.error().text();
    }
    void poll() { poll(io); }
    static void poll(boost::asio::io_context& on) {
        on.restart();
        on.poll();
    }
    /// A caller that can be cancelled.
    std::shared_ptr<cancellable<answer>> ask_cancellable() {
        auto p = start_cancellable(io.get_executor(), provider->get());
        poll();
        return p;
    }
    void cancel(const std::shared_ptr<cancellable<answer>>& caller) {
        caller->cancel();
        poll();
    }
    void release() {
        source->held.release();
        poll();
    }
    [[nodiscard]] std::string cached() const {
        const std::shared_ptr<const credentials> s = provider->cached();
        return s ? s->access_key_id : "null";
    }

    boost::asio::io_context io{1};
    std::shared_ptr<fake_effects> world = std::make_shared<fake_effects>();
    std::shared_ptr<scripted_source> source = std::make_shared<scripted_source>();
    std::shared_ptr<credentials_provider> provider = identity::refreshing(source, world);
};

inline std::string id_of(const refreshing_bench::call& p) {
    if (!p->done || p->thrown || !*p->value) return "none";
    return (**p->value)->access_key_id;
}
inline errc cause_of(const refreshing_bench::call& p) {
    return p->done && !p->thrown && !*p->value ? p->value->error().cause() : errc{};
}

}  // namespace dynaco::test
