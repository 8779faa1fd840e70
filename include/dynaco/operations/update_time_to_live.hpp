#pragma once

#include <dynaco/operations/operation.hpp>

#include <string>
#include <string_view>

namespace dynaco {

/// UpdateTimeToLive: switches the deletion of items whose time has come on or off. DynamoDB takes up to an
/// hour for it and accepts no other change meanwhile.
struct update_time_to_live {
    static constexpr operation_info info{.name = "UpdateTimeToLive", .writes = true};
    struct response {
        std::string attribute{};
        bool enabled = false;
    };

    std::string_view table_name{};
    std::string_view attribute{};  ///< Holds the time, in seconds since 1970.
    bool enabled = true;

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
