#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/machine/http.hpp"

#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// A GET of `path` ("/token"), which may have a query, below an endpoint.
[[nodiscard]] http_request get_request(const endpoint& at, std::string_view path);
/// A POST of JSON.
[[nodiscard]] http_request json_request(const endpoint& at, std::string_view path, secret json);

/// "https://portal.sso.eu-west-1.amazonaws.com/federation/credentials": without the query, for messages.
[[nodiscard]] std::string url_of(const http_request& request);

/// `text` for a query: percent-encoded but for RFC 3986's unreserved characters.
[[nodiscard]] std::string query_encoded(std::string_view text);

/// What a reply's error is called: OAuth's "error", else as AWS's services say it; empty if it says nothing
/// that looks like a code. Nothing else of a reply may be repeated: it might hold secrets.
[[nodiscard]] std::string error_code_of(const wire::response& reply);

/// A reply of an error in words: "https://… responded with status 403, ForbiddenException".
[[nodiscard]] std::string in_words(const std::string& url, const wire::response& reply);

}  // namespace dynaco::identity
