#pragma once

#include <dynaco/transport/connection_statistics.hpp>

#include <map>
#include <string>

namespace dynaco {

/// The connections of a client, at one moment.
struct client_connections {
    connection_statistics total{};
    /// For each endpoint that was called: "https://dynamodb.eu-west-1.amazonaws.com". A client keeps 64;
    /// "others" is the sum of those that it has forgotten, since they were not used for the longest time.
    std::map<std::string, connection_statistics> endpoints{};
};

/// The same in Prometheus' text format, version 0.0.4, by endpoint: goes behind what `metrics` gives.
[[nodiscard]] std::string to_prometheus(const client_connections& all);

}  // namespace dynaco
