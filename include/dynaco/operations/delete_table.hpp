#pragma once

#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/table_description.hpp>

namespace dynaco {

/// DeleteTable: starts to delete a table with all its items.
struct delete_table {
    static constexpr operation_info info{.name = "DeleteTable", .writes = true};
    using response = table_description;

    std::string_view table_name;

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
