#pragma once

#include "wire/request_head.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace dynaco::wire {

/// A request to a service other than DynamoDB. All methods except HEAD and CONNECT are allowed; their
/// responses end in a different way.
struct plain_request {
    std::string_view method = "GET";
    std::string_view host{};        ///< As `transport::host_header` writes it.
    std::string_view target = "/";  ///< Path and query, percent-encoded.
    std::string_view user_agent{};  ///< Empty: the header is left out.
    /// The headers, except Host, User-Agent, Content-Length and Connection.
    std::span<const header_field> headers{};
    std::size_t body_size = 0;
};

/// The head of the request as it is sent, with "Connection: close". No copy of it remains in memory.
///
/// @returns errc::invalid_argument if the head would not be one valid request: line breaks and other control
/// characters, spaces in the target, headers that determine where the request ends. The detail has the name
/// of the header, but not its value.
[[nodiscard]] result<secret> plain_head(const plain_request& request);

}  // namespace dynaco::wire
