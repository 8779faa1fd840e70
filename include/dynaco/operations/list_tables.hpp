#pragma once

#include <dynaco/operations/operation.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace dynaco {

/// ListTables: one page of the names of the account's tables in the region.
struct list_tables {
    static constexpr operation_info info{.name = "ListTables"};
    struct response {
        std::vector<std::string> table_names{};
        std::string last_evaluated_table_name{};  ///< Empty on the last page.
    };

    std::string_view exclusive_start_table_name{};  ///< `last_evaluated_table_name` of the page before.
    std::uint32_t limit = 0;                        ///< Names per page, at most 100; 0: 100.

    [[nodiscard]] static std::string_view table() noexcept { return {}; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
