#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// What a program or a service says of its failure, fit for an error: on one line, at most `most` bytes of it
/// and without what looks like a secret. That is the value after a name of secrets ("SecretAccessKey": "…",
/// aws_session_token=…, password …), and any run of 40 and more letters, digits, '+', '/' and '=' that holds
/// capitals, small letters and digits, as secret keys and tokens do.
[[nodiscard]] std::string redacted(std::string_view text, std::size_t most = 512);

}  // namespace dynaco::identity
