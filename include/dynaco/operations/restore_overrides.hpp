#pragma once

#include <dynaco/model/schema.hpp>
#include <dynaco/operations/index_definition.hpp>

#include <optional>
#include <string_view>

namespace dynaco {

/// What a restored table shall have otherwise than its source. What is left empty is taken over. Tags,
/// stream, time to live, deletion protection and point-in-time recovery are never taken over: set them
/// afterwards.
struct restore_overrides {
    std::optional<dynaco::billing_mode> billing_mode{};
    std::optional<dynaco::throughput> throughput{};
    dynaco::on_demand_limits on_demand{};
    std::optional<std::string_view> kms_key{};  ///< As in create_table.
    bool without_indexes = false;               ///< Leaves the global and local indexes out: restores faster.
};

}  // namespace dynaco
