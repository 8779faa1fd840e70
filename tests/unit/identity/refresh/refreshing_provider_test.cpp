#include "identity/refresh/provider.hpp"
#include "support/fake_effects.hpp"
#include "support/run.hpp"
#include "support/scripted_credentials.hpp"

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

snapshot keys(const std::string& id, std::optional<std::chrono::system_clock::time_point> until = {}) {
    return std::make_shared<const credentials>(
        credentials{.access_key_id = id, .secret_access_key = "secret of " + id, .expiration = until});
}

struct bench {
    answer get() { return test::run(io, provider->get()); }
    std::string id() {
        const answer a = get();
        return a ? (*a)->access_key_id : a.error().text();
    }

    boost::asio::io_context io{1};
    std::shared_ptr<test::fake_effects> world = std::make_shared<test::fake_effects>();
    std::shared_ptr<test::scripted_provider> own = std::make_shared<test::scripted_provider>();
    std::shared_ptr<credentials_provider> provider = refreshing_provider(own, world);
};

TEST(CachedCredentials, AreAskedForOnce) {
    bench b;
    b.own->gives(keys("A"));
    EXPECT_EQ(b.provider->cached(), nullptr);
    const answer a = b.get();
    ASSERT_TRUE(a);
    EXPECT_EQ((*a)->secret_access_key, "secret of A");
    EXPECT_EQ(b.id(), "A");
    EXPECT_EQ(b.provider->cached(), *a);
    EXPECT_EQ(b.own->loads, 1);
}

TEST(CachedCredentials, AreRefreshed) {
    bench b;
    b.own->gives(keys("A", b.world->wall_clock() + 1h));
    EXPECT_EQ(b.id(), "A");
    b.own->gives(keys("B", b.world->wall_clock() + 2h));
    b.world->advance(51min);
    EXPECT_EQ(b.id(), "B");
}

TEST(CachedCredentials, ExpiredOnesAreAFailure) {
    bench b;
    b.own->gives(keys("A", b.world->wall_clock() - 1s));
    const answer a = b.get();
    ASSERT_FALSE(a);
    EXPECT_EQ(a.error().cause(), errc::credentials_expired);
    EXPECT_TRUE(
        a.error().diagnostics().detail.starts_with("the provider given to cached_credentials returned"))
        << a.error().diagnostics().detail;
}

TEST(CachedCredentials, FailuresAreTheProviders) {
    bench b;
    b.own->fails(errc::connect_failed, "vault:8200");
    EXPECT_EQ(b.get().error().diagnostics().detail, "vault:8200");
    b.world->advance(2s);
    b.own->throws(std::runtime_error("the vault is sealed"));
    EXPECT_EQ(b.get().error().cause(), errc::credentials_failed);
    EXPECT_EQ(b.get().error().diagnostics().detail, "the vault is sealed");
}

TEST(CachedCredentials, NothingAtAllIsAFailure) {
    bench b;
    b.own->gives(nullptr);
    EXPECT_EQ(b.get().error().cause(), errc::credentials_failed);

    boost::asio::io_context io(1);
    const auto none = cached_credentials(nullptr);
    EXPECT_EQ(test::run(io, none->get()).error().cause(), errc::missing_credentials);
    none->refused(std::make_shared<const credentials>());
}

TEST(CachedCredentials, RefusalsReachTheProviderInItsOwnTerms) {
    bench b;
    const snapshot own_a = keys("A");
    b.own->gives(own_a);
    const snapshot a = b.get().value();
    b.own->gives(keys("B"));
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
    const auto own = std::make_shared<test::scripted_provider>();
    own->gives(keys("A", std::chrono::system_clock::now() + 1h));
    const auto provider = cached_credentials(own);
    ASSERT_TRUE(test::run(io, provider->get()));
    EXPECT_EQ(provider->cached()->access_key_id, "A");
    EXPECT_TRUE(test::runs_dry(io)) << "no alarm keeps the context at work";
}

}  // namespace
}  // namespace dynaco::identity::refreshing_provider_test
