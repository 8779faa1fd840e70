#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco::test {

/// One request as it arrived. Connections and requests are numbered from 1.
struct received_request {
    std::string method;
    std::string target;
    std::string version;                                       ///< "HTTP/1.1"
    std::vector<std::pair<std::string, std::string>> headers;  ///< in order, names as sent
    std::string body;
    std::string head;                       ///< the original bytes including the empty line
    std::size_t connection = 0;             ///< number of the connection, in order of acceptance
    std::size_t request_on_connection = 0;  ///< number of the request on that connection
    std::size_t number = 0;                 ///< number of the request over all connections

    /// The first value of a header. The case of names does not matter.
    [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

/// Removes the first request from `input` and returns it; returns nothing if it is incomplete.
///
/// @throws std::invalid_argument  the bytes are not an HTTP/1 request, or have a Transfer-Encoding.
[[nodiscard]] std::optional<received_request> take_request(std::string& input);

}  // namespace dynaco::test
