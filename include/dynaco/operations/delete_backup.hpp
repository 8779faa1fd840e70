#pragma once

#include <dynaco/operations/backup_description.hpp>
#include <dynaco/operations/operation.hpp>

#include <string_view>

namespace dynaco {

/// DeleteBackup: deletes a backup, given by its ARN.
struct delete_backup {
    static constexpr operation_info info{.name = "DeleteBackup", .writes = true};
    using response = backup_description;

    std::string_view backup_arn{};

    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    [[nodiscard]] std::string_view resource() const noexcept { return backup_arn; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
