#pragma once

#include "identity/source/source.hpp"
#include "support/hold_point.hpp"
#include "support/journal.hpp"

#include <dynaco/credentials.hpp>

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::test {

/// What a fake source or provider of credentials returns. Each load takes the next answer of the script; the
/// last answer is repeated. For one thread.
template <class T>
class scripted_loads {
 public:
    void gives(T loaded) { add(always(std::move(loaded))); }
    void fails(failure why) {
        add([why = std::move(why)]() -> result<T> { return why; });
    }
    void fails(errc why, std::string detail = {}) { fails(failure(why, {.detail = std::move(detail)})); }
    template <class E>
    void throws(E what) {
        add([what = std::make_exception_ptr(std::move(what))]() -> result<T> {
            std::rethrow_exception(what);
        });
    }

    hold_point held{};                    ///< Loads wait here before they end.
    bool ignores_cancellation = false;    ///< Loads that wait in `held` do not end when they are cancelled.
    bool immediate = false;               ///< Loads that are not held end without a suspension.
    std::function<void()> on_load{};      ///< Called when a load begins.
    std::shared_ptr<journal> recorded{};  ///< If set, loads and refusals are written to it.
    int loads = 0;                        ///< Loads that began.
    int running = 0;                      ///< Loads that have not ended.
    int canceled = 0;                     ///< Loads that ended because they were cancelled.

 protected:
    scripted_loads() = default;
    explicit scripted_loads(T loaded) : last_(always(std::move(loaded))) {}

    boost::asio::awaitable<result<T>> next() {
        ++loads;
        ++running;
        struct count {
            int& n;
            ~count() { --n; }
        } const on_exit{running};
        const auto executor = co_await boost::asio::this_coro::executor;
        record(recorded, "load credentials");
        if (!immediate) co_await boost::asio::post(executor, boost::asio::use_awaitable);
        if (on_load) on_load();
        const auto how = ignores_cancellation ? hold_point::cancellation::is_ignored
                                              : hold_point::cancellation::ends_the_wait;
        const bool released = co_await held.pass(how);
        if (!released) {
            ++canceled;
            co_return failure(errc::canceled, {});
        }
        if (!script_.empty()) {
            last_ = std::move(script_.front());
            script_.pop_front();
        }
        result<T> outcome = last_();
        co_return outcome;
    }

 private:
    using answer = std::function<result<T>()>;

    static answer always(T loaded) {
        return [loaded = std::move(loaded)]() -> result<T> { return loaded; };
    }
    void add(answer next) { script_.push_back(std::move(next)); }

    std::deque<answer> script_{};
    answer last_ = []() -> result<T> { return failure(errc::missing_credentials, {.detail = "no script"}); };
};

/// A source of credentials that follows a script.
class scripted_source final : public identity::credentials_source,
                              public scripted_loads<identity::loaded_credentials> {
 public:
    scripted_source() = default;
    /// A source that returns `loaded` unless it has a script.
    explicit scripted_source(identity::loaded_credentials loaded) : scripted_loads(std::move(loaded)) {}

    boost::asio::awaitable<result<identity::loaded_credentials>> load() override { return next(); }
};

/// A provider of credentials that follows a script.
class scripted_provider final : public credentials_provider,
                                public scripted_loads<std::shared_ptr<const credentials>> {
 public:
    using snapshot = std::shared_ptr<const credentials>;

    scripted_provider() = default;
    /// A provider that returns `loaded` unless it has a script.
    explicit scripted_provider(snapshot loaded) : scripted_loads(std::move(loaded)) {}

    [[nodiscard]] snapshot cached() noexcept override { return kept; }
    boost::asio::awaitable<result<snapshot>> get() override {
        result<snapshot> loaded = co_await next();
        if (caches && loaded) kept = *loaded;
        co_return loaded;
    }
    void refused(const snapshot& which) noexcept override {
        refusals.push_back(which);
        record(recorded, "refuse " + which->access_key_id);
        kept = nullptr;
        if (on_refused) on_refused();
    }
    /// The access key ids of `refusals`.
    [[nodiscard]] std::vector<std::string> refused_ids() const {
        std::vector<std::string> ids;
        for (const snapshot& each : refusals) ids.push_back(each->access_key_id);
        return ids;
    }

    bool caches = false;  ///< Keeps what a load returned until it is refused.
    snapshot kept{};      ///< What `cached` returns.
    std::vector<snapshot> refusals{};
    std::function<void()> on_refused{};
};

}  // namespace dynaco::test
