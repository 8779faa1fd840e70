#pragma once

#include <string_view>

namespace dynaco::program {

/// An environment variable that the program reads, for help and man pages.
struct environment_variable {
    std::string_view name;
    std::string_view text;  ///< A description in one line without a full stop.
};

/// Those that people set. An option and the configuration file have priority over them.
inline constexpr environment_variable environment_variables[] = {
    {"AWS_PROFILE", "Profile, as --profile"},
    {"AWS_REGION", "Region, as --region; then AWS_DEFAULT_REGION"},
    {"AWS_ENDPOINT_URL_DYNAMODB", "URL of DynamoDB, as --endpoint; then AWS_ENDPOINT_URL"},
    {"AWS_ENDPOINT_URL_DYNAMODB_STREAMS", "URL of DynamoDB Streams, for watch"},
    {"AWS_ACCESS_KEY_ID", "Credentials, with AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN"},
    {"AWS_CONFIG_FILE", "File with profiles. Default: ~/.aws/config"},
    {"AWS_SHARED_CREDENTIALS_FILE", "File with credentials. Default: ~/.aws/credentials"},
    {"AWS_CA_BUNDLE", "File with the certificates that are trusted"},
    {"HTTPS_PROXY", "Proxy for https; HTTP_PROXY for http; NO_PROXY names hosts without it"},
    {"XDG_CONFIG_HOME", "Folder of dynaco/config.toml. Default: ~/.config"},
    {"NO_COLOR", "Print no colours"},
};

}  // namespace dynaco::program
