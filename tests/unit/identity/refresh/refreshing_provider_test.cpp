#include "identity/refresh/provider.hpp"
#include "support/fake_effects.hpp"
#include "support/run.hpp"

#include <dynaco/credentials.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace dynaco::identity::refreshing_provider_test {
namespace {

using namespace std::chrono_literals;
using snapshot = std::shared_ptr<const credentials>;
using answer = result<snapshot>;

/// A user's provider: one function.
class simple_provider : public credentials_provider {
 public:
    boost::asio::awaitable<answer> get() override {
        ++asked;
        const auto executor = co_await boost::asio::this_coro::executor;
        co_await boost::asio::post(executor, boost::asio::use_awaitable);
        if (throws) throw std::runtime_error("the vault is sealed");
        answer given = next;
        co_return given;
    }
    void give(const std::string& id, std::optional<std::chrono::system_clock::time_point> until) {
        next = std::make_shared<const credentials>(
            credentials{.access_key_id = id, .secret_access_key = "secret of " + id, .expiration = until});
    }

    answer next = snapshot();
    bool throws = false;
    int asked = 0;
};

/// A provider that is called when the service refuses its credentials.
class attentive_provider final : public simple_provider {
 public:
    void refused(const snapshot& which) noexcept override { refusals.push_back(which); }
    std::vector<snapshot> refusals{};
};

template <class Own>
struct bench {
    answer get() { return test::run(io, provider->get()); }
    std::string id() {
        const answer a = get();
        return a ? (*a)->access_key_id : a.error().text();
    }

    boost::asio::io_context io{1};
    std::shared_ptr<test::fake_effects> world = std::make_shared<test::fake_effects>();
    std::shared_ptr<Own> own = std::make_shared<Own>();
    std::shared_ptr<credentials_provider> provider = refreshing_provider(own, world);
};

TEST(CachedCredentials, AreAskedForOnce) {
    bench<simple_provider> b;
    b.own->give("A", std::nullopt);
    EXPECT_EQ(b.provider->cached(), nullptr);
    const answer a = b.get();
    ASSERT_TRUE(a);
    EXPECT_EQ((*a)->secret_access_key, "secret of A");
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.provider->cached(), *a);
    EXPECT_EQ(b.own->asked, 1);
}

TEST(CachedCredentials, AreRefreshed) {
    bench<simple_provider> b;
    b.own->give("A", b.world->wall_clock() + 1h);
    EXPECT_EQ(b.id(), "A");
    b.own->give("B", b.world->wall_clock() + 2h);
    b.world->advance(51min);
    EXPECT_EQ(b.id(), "B");
}

TEST(CachedCredentials, ExpiredOnesAreAFailure) {
    bench<simple_provider> b;
    b.own->give("A", b.world->wall_clock() - 1s);
    const answer a = b.get();
    ASSERT_FALSE(a);
    EXPECT_EQ(a.error().cause(), errc::credentials_expired);
    EXPECT_TRUE(
        a.error().diagnostics().detail.starts_with("the provider given to cached_credentials returned"))
        << a.error().diagnostics().detail;
}

TEST(CachedCredentials, FailuresAreTheProviders) {
    bench<simple_provider> b;
    b.own->next = failure(errc::connect_failed, {.detail = "vault:8200"});
    EXPECT_EQ(b.get().error().diagnostics().detail, "vault:8200");
    b.world->advance(2s);
    b.own->throws = true;
    EXPECT_EQ(b.get().error().cause(), errc::credentials_failed);
    EXPECT_EQ(b.get().error().diagnostics().detail, "the vault is sealed");
}

TEST(CachedCredentials, NothingAtAllIsAFailure) {
    bench<simple_provider> b;
    b.own->next = snapshot();
    EXPECT_EQ(b.get().error().cause(), errc::credentials_failed);

    boost::asio::io_context io(1);
    const auto none = cached_credentials(nullptr);
    EXPECT_EQ(test::run(io, none->get()).error().cause(), errc::missing_credentials);
    none->refused(std::make_shared<const credentials>());
}

TEST(CachedCredentials, RefusalsReachTheProviderInItsOwnTerms) {
    bench<attentive_provider> b;
    b.own->give("A", std::nullopt);
    const snapshot a = b.get().value();
    const snapshot own_a = b.own->next.value();
    b.own->give("B", std::nullopt);
    b.provider->refused(a);
    EXPECT_EQ(b.own->refusals, std::vector<snapshot>{own_a});
    EXPECT_EQ(b.provider->cached(), nullptr);
    EXPECT_EQ(b.id(), "B");
    b.provider->refused(a);
    b.provider->refused(nullptr);
    EXPECT_EQ(b.own->refusals.size(), 1U) << "those are not its current ones";
    EXPECT_EQ(b.id(), "B");
}

TEST(CachedCredentials, WorkWithTheMachinesClocks) {
    boost::asio::io_context io(1);
    const auto own = std::make_shared<simple_provider>();
    own->give("A", std::chrono::system_clock::now() + 1h);
    const auto provider = cached_credentials(own);
    ASSERT_TRUE(test::run(io, provider->get()));
    EXPECT_EQ(provider->cached()->access_key_id, "A");
    EXPECT_TRUE(test::runs_dry(io)) << "no alarm keeps the context at work";
}

}  // namespace
}  // namespace dynaco::identity::refreshing_provider_test
