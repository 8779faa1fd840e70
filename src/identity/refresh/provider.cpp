#include "identity/refresh/provider.hpp"

#include <dynaco/credentials.hpp>

#include <mutex>
#include <utility>

namespace dynaco::identity {
namespace {

using snapshot = std::shared_ptr<const credentials>;

/// A source that calls a provider at each load.
class provider_source final : public credentials_source {
 public:
    explicit provider_source(std::shared_ptr<credentials_provider> own) : own_(std::move(own)) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override {
        if (!own_)
            co_return failure(errc::missing_credentials,
                              {.detail = "the provider given to cached_credentials is null"});
        const result<snapshot> given = co_await own_->get();
        if (!given) co_return given.error();
        co_return keep(*given);
    }
    /// Passes the refusal on to the provider, with the snapshot that the provider returned.
    void refused(const credentials& which) noexcept {
        snapshot own_snapshot;
        {
            const std::lock_guard lock(mutex_);
            if (given_ && given_->access_key_id == which.access_key_id) own_snapshot = given_;
        }
        if (own_snapshot) own_->refused(own_snapshot);
    }

 private:
    result<loaded_credentials> keep(const snapshot& given) {
        if (!given)
            return failure(errc::credentials_failed,
                           {.detail = "the provider returned null instead of credentials"});
        const std::lock_guard lock(mutex_);
        given_ = given;
        loaded_credentials loaded;
        loaded.keys = *given;
        loaded.origin = "the provider given to cached_credentials";
        return loaded;
    }

    const std::shared_ptr<credentials_provider> own_;
    std::mutex mutex_;  // guards given_
    snapshot given_{};
};

class caching_provider final : public credentials_provider {
 public:
    caching_provider(std::shared_ptr<provider_source> source, std::shared_ptr<detail::effects> world)
        : source_(std::move(source)), refreshing_(refreshing(source_, std::move(world))) {}

    [[nodiscard]] snapshot cached() noexcept override { return refreshing_->cached(); }
    boost::asio::awaitable<result<snapshot>> get() override { return refreshing_->get(); }
    // The source first: a load that begins in between must not get the same credentials again.
    void refused(const snapshot& which) noexcept override {
        if (which) source_->refused(*which);
        refreshing_->refused(which);
    }

 private:
    const std::shared_ptr<provider_source> source_;
    const std::shared_ptr<credentials_provider> refreshing_;
};

}  // namespace

std::shared_ptr<credentials_provider> refreshing_provider(std::shared_ptr<credentials_provider> own,
                                                          std::shared_ptr<detail::effects> world) {
    return std::make_shared<caching_provider>(std::make_shared<provider_source>(std::move(own)),
                                              std::move(world));
}

}  // namespace dynaco::identity

namespace dynaco {

std::shared_ptr<credentials_provider> cached_credentials(std::shared_ptr<credentials_provider> own) {
    return identity::refreshing_provider(std::move(own), detail::real_effects());
}

}  // namespace dynaco
