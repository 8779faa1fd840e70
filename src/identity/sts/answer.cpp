#include "identity/sts/answer.hpp"

#include "identity/endpoint/arn.hpp"
#include "identity/text/rfc3339.hpp"
#include "identity/text/xml.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::identity {
namespace {

failure unusable_reply(std::string why) {
    return failure(errc::credentials_failed, {.detail = "the response " + std::move(why)});
}

// Takes texts out of a response and remembers the first missing one.
class answer_reader {
 public:
    /// @param below  the prefix of all paths: "AssumeRoleResponse/AssumeRoleResult/"
    answer_reader(const xml_document& document, std::string below)
        : document_(document), below_(std::move(below)) {}

    secret needed(std::string_view path) {
        secret text = optional(path);
        if (text.empty() && missing_.empty()) missing_ = path;
        return text;
    }
    [[nodiscard]] secret optional(std::string_view path) const {
        auto found = document_.text(below_ + std::string(path));
        return found ? std::move(*found) : secret();
    }
    [[nodiscard]] const std::string& missing() const noexcept { return missing_; }

 private:
    const xml_document& document_;
    std::string below_;
    std::string missing_{};
};

// The account ID in the ARN of a role session; empty if the text is not a valid ARN.
std::string account_of(std::string_view session) {
    const auto parts = parse_arn(session);
    const bool has_account =
        parts && parts->account_id.size() == 12 &&
        std::ranges::all_of(parts->account_id, [](char c) { return c >= '0' && c <= '9'; });
    return has_account ? std::string(parts->account_id) : std::string();
}

}  // namespace

result<credentials> read_role_credentials(std::string_view action, std::string_view body) {
    const auto document = xml_document::parse(body);
    if (!document) return unusable_reply("is not an XML document of STS");
    const std::string name(action);
    answer_reader in(*document, name + "Response/" + name + "Result/");
    credentials keys;
    keys.access_key_id = in.needed("Credentials/AccessKeyId").view();
    keys.secret_access_key = in.needed("Credentials/SecretAccessKey");
    keys.session_token = in.needed("Credentials/SessionToken");
    const secret expiration = in.needed("Credentials/Expiration");
    if (!in.missing().empty()) return unusable_reply("of STS has no " + in.missing());
    keys.expiration = parse_rfc3339(expiration);
    if (!keys.expiration) return unusable_reply("of STS has a Credentials/Expiration that is not a time");
    keys.account_id = account_of(in.optional("AssumedRoleUser/Arn"));
    return keys;
}

sts_error read_sts_error(std::string_view body) {
    const auto document = xml_document::parse(body);
    if (!document) return {};
    const answer_reader in(*document, "ErrorResponse/");
    sts_error e;
    e.code = in.optional("Error/Code").view();
    e.message = in.optional("Error/Message").view();
    e.request_id = in.optional("RequestId").view();
    return e;
}

}  // namespace dynaco::identity
