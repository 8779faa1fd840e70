#pragma once

#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/restore_overrides.hpp>
#include <dynaco/operations/table_description.hpp>

#include <string_view>

namespace dynaco {

/// RestoreTableFromBackup: starts to make a new table from a backup.
struct restore_table_from_backup {
    static constexpr operation_info info{.name = "RestoreTableFromBackup", .writes = true};
    using response = table_description;

    std::string_view target_table_name{};
    std::string_view backup_arn{};
    restore_overrides overrides{};

    [[nodiscard]] std::string_view table() const noexcept { return target_table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
