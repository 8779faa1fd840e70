#pragma once

#include <dynaco/operations/operation.hpp>

#include <string>
#include <string_view>

namespace dynaco {

/// TimeToLiveStatus; `unknown` for a status that this version does not know.
enum class time_to_live_status { disabled, enabling, enabled, disabling, unknown };

/// Whether DynamoDB deletes items of a table whose time has come.
struct time_to_live_description {
    time_to_live_status status = time_to_live_status::disabled;
    std::string attribute{};  ///< Holds the time, in seconds since 1970.

    /// It is on, or is being switched on.
    [[nodiscard]] bool is_on() const noexcept {
        return status == time_to_live_status::enabled || status == time_to_live_status::enabling;
    }
};

/// DescribeTimeToLive.
struct describe_time_to_live {
    static constexpr operation_info info{.name = "DescribeTimeToLive"};
    using response = time_to_live_description;

    std::string_view table_name{};

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
