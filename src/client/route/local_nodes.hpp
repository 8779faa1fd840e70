#pragma once

#include "transport/origin.hpp"

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The request that asks Alternator for the nodes of a data centre.
namespace dynaco::detail {

/// Returns the nodes of the options. Fails with errc::invalid_endpoint.
[[nodiscard]] result<std::vector<transport::origin>> node_origins(const node_options& options);

/// Returns "/localnodes", with the data centre and rack of the options.
[[nodiscard]] std::string local_nodes_target(const node_options& options);

/// Reads the response of the node `asked`: a JSON array of addresses and names. They get its scheme and port.
/// Returns nothing if it is anything else or empty.
[[nodiscard]] std::optional<std::vector<transport::origin>> parse_local_nodes(std::string_view body,
                                                                              const transport::origin& asked);

}  // namespace dynaco::detail
