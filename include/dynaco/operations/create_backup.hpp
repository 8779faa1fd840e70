#pragma once

#include <dynaco/operations/backup_description.hpp>
#include <dynaco/operations/operation.hpp>

#include <string_view>

namespace dynaco {

/// CreateBackup: starts to make a backup of a table, on demand.
struct create_backup {
    static constexpr operation_info info{.name = "CreateBackup", .writes = true};
    using response = backup_description;

    std::string_view table_name{};
    std::string_view backup_name{};  ///< 3 to 255 of a-z, A-Z, 0-9, '_', '-', '.'; need not be unique.

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
