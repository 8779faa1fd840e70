// assume-role-chains.json (smithy-rs): profiles and the resulting chains, in the folder of conformance data
// that the environment variable DYNACO_CONFORMANCE names.

#include "conformance/shared_suite.hpp"
#include "identity/profile/chain.hpp"
#include "json/document.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dynaco::identity::assume_role_chains_test {
namespace {

using detail::json::document;

profile_set::sections sections_of(const document& all) {
    profile_set::sections sections;
    for (std::size_t i = 0; i < all.names().size(); ++i) {
        const document& each = all.elements()[i];
        profile_section& section = sections[all.names()[i]];
        section.file = "/home/.aws/config";
        for (std::size_t j = 0; j < each.names().size(); ++j)
            section.properties[each.names()[j]] = each.elements()[j].text();
    }
    return sections;
}

// One link of a chain: its kind and its settings, with the names of the data.
struct link {
    std::string kind{};
    std::map<std::string, std::string> values{};

    friend bool operator==(const link&, const link&) = default;
    friend std::ostream& operator<<(std::ostream& out, const link& l) {
        out << l.kind;
        for (const auto& [name, value] : l.values) out << ' ' << name << '=' << value;
        return out;
    }
};

link without_empty(link l) {
    std::erase_if(l.values, [](const auto& each) { return each.second.empty(); });
    return l;
}

link link_of(const credentials& keys) {
    return {"AccessKey",
            {{"access_key_id", keys.access_key_id},
             {"secret_access_key", std::string(keys.secret_access_key.view())},
             {"session_token", std::string(keys.session_token.view())},
             {"account_id", keys.account_id}}};
}
link link_of(const web_identity_options& o) {
    return {"WebIdentityToken",
            {{"role_arn", o.role_arn},
             {"web_identity_token_file", o.token_file},
             {"role_session_name", o.role_session_name}}};
}
link link_of(const sso_options& o) {
    return {"Sso",
            {{"sso_session", o.session},
             {"sso_start_url", o.start_url},
             {"sso_region", o.region},
             {"sso_account_id", o.account_id},
             {"sso_role_name", o.role_name}}};
}
link link_of(const login_options& o) { return {"LoginSession", {{"login_session", o.session}}}; }
link link_of(const process_options& o) { return {"CredentialProcess", {{"", o.command}}}; }
link link_of(const named_source& o) { return {"NamedSource", {{"", o.name}}}; }
link link_of(const assume_role_options& o) {
    return {"AssumeRole",
            {{"role_arn", o.role_arn},
             {"external_id", o.external_id},
             {"role_session_name", o.role_session_name}}};
}

std::vector<link> links_of(const profile_chain& chain) {
    std::vector<link> links{
        without_empty(std::visit([](const auto& base) { return link_of(base); }, chain.base))};
    for (const auto& role : chain.roles) links.push_back(without_empty(link_of(role)));
    return links;
}

// {"AccessKey": {"access_key_id": "abc123", …}} or {"NamedSource": "Environment"}
link link_of(const document& wanted) {
    link l{wanted.names().at(0), {}};
    const document& content = wanted.elements().at(0);
    if (content.type() == document::kind::string) l.values[""] = content.text();
    for (std::size_t i = 0; i < content.names().size(); ++i)
        l.values[content.names()[i]] = content.elements()[i].text();
    return without_empty(std::move(l));
}

void check(const document& each) {
    profile_set files;
    files.profiles = sections_of(each["input"]["profiles"]);
    files.sso_sessions = sections_of(each["input"]["sso_sessions"]);
    const auto chain = chain_of_profile(files, each["input"]["selected_profile"].text());
    const document& output = each["output"];
    if (!output["Error"].is_null()) {
        ASSERT_FALSE(chain) << "it should fail: " << output["Error"].text();
        EXPECT_NE(chain.error().text().find(output["Error"].text()), std::string::npos)
            << chain.error().text();
        return;
    }
    ASSERT_TRUE(chain) << chain.error().text();
    std::vector<link> wanted;
    for (const document& one : output["ProfileChain"].elements()) wanted.push_back(link_of(one));
    EXPECT_EQ(links_of(*chain), wanted);
}

TEST(AssumeRoleChains, AreThoseOfSmithy) {
    const test::shared_suite shared("assume-role-chains.json");
    if (!shared.absent().empty()) GTEST_SKIP() << shared.absent();
    const document& cases = shared.all();
    ASSERT_FALSE(cases.is_null());
    ASSERT_FALSE(cases.elements().empty());
    for (const document& each : cases.elements()) {
        SCOPED_TRACE(each["docs"].text());
        check(each);
    }
}

}  // namespace
}  // namespace dynaco::identity::assume_role_chains_test
