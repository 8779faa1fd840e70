#pragma once

#include <string>
#include <string_view>

namespace dynaco::test {

/// The values in a response of STS, in the service's format.
struct role_answer {
    std::string_view action = "AssumeRole";
    std::string_view access_key_id = "ASIAEXAMPLE";
    std::string_view secret_access_key = "hush/+=";
    std::string_view session_token = "FwoGZXIvYXdzEXAMPLE//token==";
    std::string_view expiration = "2026-01-01T01:00:00Z";
    std::string_view arn = "arn:aws:sts::123456789012:assumed-role/reader/dynaco-1767225600";
};

inline std::string sts_answer(const role_answer& a = {}) {
    const std::string action(a.action);
    std::string text =
        "<" + action + "Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n  <" + action;
    text +=
        "Result>\n    <AssumedRoleUser>\n      <AssumedRoleId>AROAEXAMPLE:dynaco</AssumedRoleId>\n      "
        "<Arn>";
    (text += a.arn) += "</Arn>\n    </AssumedRoleUser>\n    <Credentials>\n      <AccessKeyId>";
    (text += a.access_key_id) += "</AccessKeyId>\n      <SecretAccessKey>";
    (text += a.secret_access_key) += "</SecretAccessKey>\n      <SessionToken>";
    (text += a.session_token) += "</SessionToken>\n      <Expiration>";
    (text += a.expiration) += "</Expiration>\n    </Credentials>\n  </";
    text += action + "Result>\n  <ResponseMetadata>\n    <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7";
    return text += "</RequestId>\n  </ResponseMetadata>\n</" + action + "Response>\n";
}

inline std::string sts_error(std::string_view code, std::string_view message) {
    std::string text =
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n  <Error>\n    "
        "<Type>Sender</Type>\n    <Code>";
    (text += code) += "</Code>\n    <Message>";
    (text += message) += "</Message>\n  </Error>\n  <RequestId>request-1</RequestId>\n</ErrorResponse>\n";
    return text;
}

}  // namespace dynaco::test
