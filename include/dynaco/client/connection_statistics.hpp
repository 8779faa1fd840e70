#pragma once

#include <dynaco/transport/connection_statistics.hpp>

#include <map>
#include <string>

namespace dynaco {

/// The connections of a client, at one moment.
struct client_connections {
    connection_statistics total{};
    /// For each endpoint that was called: "https://dynamodb.eu-west-1.amazonaws.com".
    std::map<std::string, connection_statistics> endpoints{};
};

}  // namespace dynaco
