#pragma once

#include <dynaco/operations/backup_description.hpp>
#include <dynaco/operations/operation.hpp>

#include <string_view>

namespace dynaco {

/// DescribeBackup: a backup by its ARN.
struct describe_backup {
    static constexpr operation_info info{.name = "DescribeBackup"};
    using response = backup_description;

    std::string_view backup_arn{};

    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    [[nodiscard]] std::string_view resource() const noexcept { return backup_arn; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
