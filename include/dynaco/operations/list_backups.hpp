#pragma once

#include <dynaco/operations/backup_description.hpp>
#include <dynaco/operations/operation.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco {

/// ListBackups: one page of the account's backups in the region, or of a table's.
struct list_backups {
    static constexpr operation_info info{.name = "ListBackups"};
    struct response {
        std::vector<backup_description> backups{};
        std::string last_evaluated_backup_arn{};  ///< Empty on the last page; others may be without backups.
    };

    std::string_view table_name{};                  ///< Empty: those of all tables.
    std::string_view exclusive_start_backup_arn{};  ///< `last_evaluated_backup_arn` of the page before.
    std::uint32_t limit = 0;                        ///< Backups per page, at most 100; 0: 100.
    bool all_types = false;                         ///< DynamoDB's own and AWS Backup's too.

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
