#pragma once

#include <dynaco/operations/operation.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace dynaco {

/// To which moments a table can be restored (ContinuousBackupsDescription).
struct continuous_backups_description {
    bool point_in_time_recovery = false;
    std::uint32_t recovery_period_days = 0;            ///< 1 to 35; 0 while it is off.
    std::chrono::system_clock::time_point earliest{};  ///< No time while it is off.
    std::chrono::system_clock::time_point latest{};    ///< About five minutes ago.
};

/// DescribeContinuousBackups.
struct describe_continuous_backups {
    static constexpr operation_info info{.name = "DescribeContinuousBackups"};
    using response = continuous_backups_description;

    std::string_view table_name{};

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
