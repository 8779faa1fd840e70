#pragma once

#include <dynaco/operations/describe_continuous_backups.hpp>
#include <dynaco/operations/operation.hpp>

#include <cstdint>
#include <string_view>

namespace dynaco {

/// UpdateContinuousBackups: switches point-in-time recovery on or off.
struct update_continuous_backups {
    static constexpr operation_info info{.name = "UpdateContinuousBackups", .writes = true};
    using response = continuous_backups_description;

    std::string_view table_name{};
    bool point_in_time_recovery = true;
    std::uint32_t recovery_period_days = 0;  ///< 1 to 35; 0: 35, or what it was.

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
