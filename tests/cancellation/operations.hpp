#pragma once

#include <dynaco/client.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::test {

/// A reply of the service, for scripted transports and fault servers.
struct canned_reply {
    std::string body = "{}";
    int status = 200;
};

/// One call of the public API, and DynamoDB's responses to its requests.
struct api_call {
    const char* name;
    std::vector<canned_reply> replies;
    awaitable<void> (*run)(client db);
    bool several = false;  ///< It consists of several calls. A cancellation between them ends the caller with
                           ///< Asio's own exception.

    friend std::ostream& operator<<(std::ostream& out, const api_call& call) { return out << call.name; }
};

/// Every call that does I/O, with more than one request if it can send several.
[[nodiscard]] const std::vector<api_call>& every_api_call();

/// Whether a request with this X-Amz-Target changes items or tables.
[[nodiscard]] bool changes_something(std::string_view target);

}  // namespace dynaco::test
