#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace dynaco {

/// A cluster whose nodes all serve requests, as ScyllaDB's with Alternator. Requests go round them; a node
/// that fails is passed over for a while.
struct node_options {
    /// URLs of some or all nodes, all http:// or all https://, without a path ("http://10.0.0.1:8000").
    /// Empty: there is one endpoint.
    std::vector<std::string> nodes{};
    /// How often a node is asked which nodes there are (GET /localnodes), beside the calls; sooner after one
    /// has failed. What it names has the scheme and the port of the node that was asked. Zero: `nodes` is
    /// the whole list, for engines that know no such request.
    std::chrono::milliseconds refresh_interval{60'000};
    /// Only nodes of this data centre and this rack; empty: of the asked node's data centre, and of all its
    /// racks.
    std::string datacenter{};
    std::string rack{};
};

}  // namespace dynaco
