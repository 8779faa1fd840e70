#pragma once

#include "identity/endpoint.hpp"
#include "wire/request_head.hpp"

#include <memory>
#include <string>

namespace dynaco {

/// A place that requests go to, with all that is prepared for it. Immutable.
struct route {
    identity::endpoint endpoint;
    std::shared_ptr<const std::string>
        url;           ///< "https://dynamodb.eu-west-1.amazonaws.com"; shared with replies.
    std::string host;  ///< The Host header.
    wire::head_template head;
};

using route_ptr = std::shared_ptr<const route>;

}  // namespace dynaco
