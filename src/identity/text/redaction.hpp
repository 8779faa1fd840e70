#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// The text of a program or a service, made safe for an error: on one line, at most `most` bytes, and without
/// text that looks like a secret. That is the value after a secret's name ("SecretAccessKey": "…",
/// aws_session_token=…, --password …), also in a sentence if the value has a digit (the token is abc1). It is
/// also any sequence of 40 or more letters, digits, '+', '/' and '='
/// with capitals, small letters and digits, because secret keys and tokens look like this.
[[nodiscard]] std::string redacted(std::string_view text, std::size_t most = 512);

/// A URL that a user has given, made safe for an error: without user name and password, query and fragment,
/// which may have secrets. "https://user:x@host/p?token=y" is "https://***@host/p?***". Other text, also one
/// that is not a URL, stays. Errors show no URL of a user without it.
[[nodiscard]] std::string redacted_url(std::string_view url);

}  // namespace dynaco::identity
