#pragma once

#include "identity/sts/assume_role.hpp"
#include "sigv4/signature.hpp"
#include "support/fake_machine.hpp"
#include "support/run.hpp"
#include "support/sts_bodies.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace dynaco::identity::assume_role {

using test::scripted_http;

inline constexpr auto reader = "arn:aws:iam::123456789012:role/reader";
inline constexpr auto long_term_secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

inline std::shared_ptr<const credentials> keys(const std::string& id, const char* token = "") {
    return std::make_shared<const credentials>(
        credentials{.access_key_id = id, .secret_access_key = long_term_secret, .session_token = token});
}

inline scripted_http::answer dated(int status, std::string body, std::string date) {
    return [=](const scripted_http::sent&) -> result<wire::response> {
        wire::response r = scripted_http::response_of(status, body);
        r.date = date;
        return r;
    };
}

// The expected Authorization header of the request that was sent.
inline std::string expected_authorization(const scripted_http::sent& sent, const credentials& with,
                                          const std::string& region, std::chrono::sys_seconds time) {
    const auto host_begin = sent.url.find("://") + 3;
    const auto path_begin = sent.url.find('/', host_begin);
    const std::string host = sent.url.substr(host_begin, path_begin - host_begin);
    const std::string path = sent.url.substr(path_begin);
    const std::array<sigv4::header, 2> headers{
        {{"host", host}, {"content-type", sent.headers.at("content-type")}}};
    sigv4::signing_key_cache cache;
    return sigv4::sign({.method = sent.method, .path = path, .headers = headers, .payload = sent.body},
                       {with.access_key_id, with.secret_access_key, with.session_token}, {region, "sts"},
                       time, cache)
        .authorization;
}

/// A source that assumes a role at a scripted STS.
struct AssumeRoleSource : testing::Test {
    AssumeRoleSource() { fake.variables["AWS_REGION"] = "eu-west-1"; }

    result<loaded_credentials> load() {
        auto configured = load_settings(fake.get(), "");
        EXPECT_TRUE(configured) << configured.error().text();
        const auto source = assume_role_source(
            base, role, std::make_shared<const settings>(std::move(*configured)), fake.get());
        return test::run(io, source->load());
    }
    std::string failure_text(errc expected = errc::credentials_failed) {
        const auto loaded = load();
        if (loaded) return "loaded";
        EXPECT_EQ(loaded.error().cause(), expected) << loaded.error().text();
        return loaded.error().text();
    }
    const scripted_http::sent& sent(std::size_t index = 0) { return fake.http->requests.at(index); }
    std::size_t requests() const { return fake.http->requests.size(); }

    test::fake_machine fake{};
    boost::asio::io_context io{};
    assume_role_options role{.role_arn = reader};
    std::shared_ptr<credentials_provider> base = static_credentials("AKIAEXAMPLE", long_term_secret);
};

inline bool has(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace dynaco::identity::assume_role
