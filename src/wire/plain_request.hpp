#pragma once

#include "wire/request_head.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace dynaco::wire {

/// A request to any service but DynamoDB. Of any method but HEAD and CONNECT, whose replies end elsewhere.
struct plain_request {
    std::string_view method = "GET";
    std::string_view host{};        ///< As `transport::host_header` writes it.
    std::string_view target = "/";  ///< Path and query, percent-encoded.
    std::string_view user_agent{};  ///< Empty: none.
    /// Beside Host, User-Agent, Content-Length and Connection.
    std::span<const header_field> headers{};
    std::size_t body_size = 0;
};

/// The bytes of its head; the connection is not to be kept. Nothing of it is left behind in memory.
///
/// Fails with errc::invalid_argument for what would not be one request: line breaks and other control
/// characters, spaces in a target, headers that say where the request ends. The detail names the header and
/// not its value.
[[nodiscard]] result<secret> plain_head(const plain_request& request);

}  // namespace dynaco::wire
