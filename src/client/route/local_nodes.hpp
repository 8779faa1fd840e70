#pragma once

#include "transport/origin.hpp"

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Alternator's request for the nodes of a data centre.
namespace dynaco::detail {

/// The nodes that the options name. Fails with errc::invalid_endpoint.
[[nodiscard]] result<std::vector<transport::origin>> node_origins(const node_options& options);

/// "/localnodes", with what the options ask for.
[[nodiscard]] std::string local_nodes_target(const node_options& options);

/// Reads the reply of `asked`: a JSON array of addresses and names, which get its scheme and port. Nothing if
/// it is anything else, or empty.
[[nodiscard]] std::optional<std::vector<transport::origin>> parse_local_nodes(std::string_view body,
                                                                              const transport::origin& asked);

}  // namespace dynaco::detail
