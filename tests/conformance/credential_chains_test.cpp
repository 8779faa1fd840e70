// credential-chains.json (smithy-rs): environments, files and recorded exchanges, and the resulting
// credentials. It is in the folder of conformance data that the environment variable DYNACO_CONFORMANCE
// names.

#include "conformance/shared_suite.hpp"
#include "identity/chain/default_source.hpp"
#include "json/document.hpp"
#include "support/fake_machine.hpp"
#include "support/run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

namespace dynaco::identity::credential_chains_test {
namespace {

using detail::json::document;

// The approximate time of the recordings: an hour before most of their credentials expire.
constexpr std::chrono::sys_seconds recorded_at{std::chrono::seconds(1'234'567'890 - 3600)};

// "a=1&b=2" in any order.
std::set<std::string, std::less<>> parts_of(std::string_view query) {
    std::set<std::string, std::less<>> parts;
    while (!query.empty()) {
        const auto end = query.find('&');
        parts.emplace(query.substr(0, end));
        query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    }
    return parts;
}

void expect_same_url(std::string_view sent, std::string_view recorded) {
    const auto at = [](std::string_view url) { return std::min(url.find('?'), url.size()); };
    EXPECT_EQ(sent.substr(0, at(sent)), recorded.substr(0, at(recorded)));
    const auto query = [&](std::string_view url) {
        return parts_of(url.substr(std::min(at(url) + 1, url.size())));
    };
    EXPECT_EQ(query(sent), query(recorded));
}

// The access key that signed a request; other parts of a signature depend on the clock and on headers.
std::string signer_in(std::string_view authorization) {
    const auto begin = authorization.find("Credential=");
    if (begin == std::string_view::npos) return std::string(authorization);
    return std::string(authorization.substr(begin, authorization.find('/') - begin));
}

void expect_same_headers(const test::scripted_http::sent& sent, const document& recorded) {
    constexpr std::array<std::string_view, 5> that_matter{"accept", "authorization", "x-amz-sso_bearer_token",
                                                          "x-aws-ec2-metadata-token",
                                                          "x-aws-ec2-metadata-token-ttl-seconds"};
    for (std::size_t i = 0; i < recorded.names().size(); ++i) {
        const std::string& name = recorded.names()[i];
        if (std::ranges::count(that_matter, name) == 0) continue;
        const auto at = sent.headers.find(name);
        ASSERT_NE(at, sent.headers.end()) << name << " was not sent to " << sent.url;
        EXPECT_EQ(signer_in(at->second), signer_in(recorded.elements()[i].elements().at(0).text())) << name;
    }
}

// The request to STS; the recordings' roles are not always those of the settings.
void expect_same_action(std::string_view sent, std::string_view recorded) {
    EXPECT_EQ(sent.substr(0, sent.find('&')), recorded.substr(0, recorded.find('&')));
}

result<wire::response> replay(const document& recorded, const test::scripted_http::sent& sent) {
    const document& request = recorded["request"];
    EXPECT_EQ(sent.method, request["method"].text());
    expect_same_url(sent.url, request["uri"].text());
    expect_same_headers(sent, request["headers"]);
    const std::string& body = recorded["request_body"].text();
    if (body.starts_with("Action=")) expect_same_action(sent.body, body);
    const document& response = recorded["response"]["Ok"];
    if (response.is_null()) return failure(errc::connect_failed, {.detail = "recorded so"});
    return test::scripted_http::response_of(static_cast<int>(response["status"].as_integer()),
                                            recorded["response_body"].text());
}

// The machine that a case describes. It really runs programs.
identity::machine machine_of(const document& each, test::fake_machine& machine) {
    machine.variables.clear();
    for (std::size_t i = 0; i < each["env"].names().size(); ++i)
        machine.variables[each["env"].names()[i]] = each["env"].elements()[i].text();
    for (std::size_t i = 0; i < each["files"].names().size(); ++i)
        machine.files->texts['/' + each["files"].names()[i]] = each["files"].elements()[i].text();
    for (const document& exchange : each["http"].elements())
        machine.http->answers.emplace_back(
            [&exchange](const test::scripted_http::sent& sent) { return replay(exchange, sent); });
    machine.world->clock_error =
        std::chrono::duration_cast<std::chrono::milliseconds>(recorded_at - test::fake_effects::birthday);
    identity::machine on = machine.get();
    on.processes = machine_processes();
    return on;
}

void expect_credentials(const credentials& keys, const document& wanted) {
    EXPECT_EQ(keys.access_key_id, wanted["access_key_id"].text());
    EXPECT_EQ(keys.secret_access_key.view(), wanted["secret_access_key"].text());
    EXPECT_EQ(keys.session_token.view(), wanted["session_token"].text());
    EXPECT_EQ(keys.account_id, wanted["account_id"].text());
    ASSERT_EQ(keys.expiration.has_value(), !wanted["expiry"].is_null());
    if (keys.expiration) {
        EXPECT_EQ(std::chrono::floor<std::chrono::seconds>(keys.expiration->time_since_epoch()).count(),
                  wanted["expiry"].as_integer());
    }
}

void check(const document& each) {
    test::fake_machine machine;
    const auto scope = each["chain"].text() == "profile-provider" ? credentials_scope::profile_only
                                                                  : credentials_scope::all_sources;
    const auto source = default_source({}, machine_of(each, machine), scope);
    boost::asio::io_context io;
    const auto loaded = test::run(io, source->load());
    const document& wanted = each["case"]["result"];
    if (!wanted["Ok"].is_null()) {
        ASSERT_TRUE(loaded) << loaded.error().text();
        expect_credentials(loaded->keys, wanted["Ok"]);
    } else {
        ASSERT_FALSE(loaded);
        const std::string text = loaded.error().text();
        EXPECT_NE(text.find(wanted["ErrorContains"].text()), std::string::npos) << text;
    }
    EXPECT_TRUE(machine.http->answers.empty()) << "not all of the recorded requests were sent";
}

TEST(CredentialChains, AreThoseOfSmithy) {
    const test::shared_suite shared("credential-chains.json");
    if (!shared.absent().empty()) GTEST_SKIP() << shared.absent();
    const document& cases = shared.all();
    ASSERT_FALSE(cases.is_null());
    ASSERT_FALSE(cases.elements().empty());
    for (const document& each : cases.elements()) {
        SCOPED_TRACE(each["chain"].text() + ' ' + each["name"].text() + ": " + each["case"]["docs"].text());
        check(each);
    }
}

}  // namespace
}  // namespace dynaco::identity::credential_chains_test
