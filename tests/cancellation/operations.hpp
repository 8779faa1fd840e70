#pragma once

#include <dynaco/client.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::test {

/// A reply of the service, as scripted transports and fault servers play it.
struct canned_reply {
    std::string body = "{}";
    int status = 200;
};

/// One call of the users' API, and what DynamoDB answers to its requests.
struct api_call {
    const char* name;
    std::vector<canned_reply> replies;
    awaitable<void> (*run)(client db);
    bool several = false;  ///< It is several calls: between them Asio's own exception ends the caller.

    friend std::ostream& operator<<(std::ostream& out, const api_call& call) { return out << call.name; }
};

/// Every call that does I/O, with more than one request where it can need more.
[[nodiscard]] const std::vector<api_call>& every_api_call();

/// Whether a request with this X-Amz-Target changes items or tables.
[[nodiscard]] bool changes_something(std::string_view target);

}  // namespace dynaco::test
