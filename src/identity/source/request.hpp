#pragma once

#include "identity/endpoint/endpoint.hpp"
#include "identity/machine/http.hpp"

#include <dynaco/errors.hpp>

#include <string>
#include <string_view>

namespace dynaco::identity {

/// A GET of `path` ("/token"), which may have a query, after the endpoint's own path.
[[nodiscard]] http_request get_request(const endpoint& at, std::string_view path);
/// A POST of JSON to `path` after the endpoint's own path.
[[nodiscard]] http_request json_request(const endpoint& at, std::string_view path, secret json);

/// "https://portal.sso.eu-west-1.amazonaws.com/federation/credentials": the URL without the query, for error
/// texts.
[[nodiscard]] std::string url_of(const http_request& request);

/// `text` for a query: all characters except RFC 3986's unreserved ones are percent-encoded.
[[nodiscard]] std::string query_encoded(std::string_view text);

/// The error code in a response: OAuth's "error", otherwise the code in the format of AWS's services. Empty
/// if the response has no text that looks like a code. Nothing else of a response may be repeated, because it
/// might contain secrets.
[[nodiscard]] std::string error_code_of(const wire::response& reply);

/// An error response as text: "https://… responded with status 403, ForbiddenException".
[[nodiscard]] std::string in_words(const std::string& url, const wire::response& reply);

}  // namespace dynaco::identity
