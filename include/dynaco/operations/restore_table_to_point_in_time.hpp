#pragma once

#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/restore_overrides.hpp>
#include <dynaco/operations/table_description.hpp>

#include <chrono>
#include <optional>
#include <string_view>

namespace dynaco {

/// RestoreTableToPointInTime: starts to make a new table from what another was at some moment.
struct restore_table_to_point_in_time {
    static constexpr operation_info info{.name = "RestoreTableToPointInTime", .writes = true};
    using response = table_description;

    std::string_view source_table_name{};
    std::string_view target_table_name{};
    /// Between `earliest` and `latest` of describe_continuous_backups; nothing: the latest possible.
    std::optional<std::chrono::system_clock::time_point> time{};
    restore_overrides overrides{};

    [[nodiscard]] std::string_view table() const noexcept { return target_table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
