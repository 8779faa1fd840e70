#pragma once

#include <dynaco/operations/operation.hpp>
#include <dynaco/operations/table_description.hpp>

namespace dynaco {

/// DescribeTable: what a table is and how it fares.
struct describe_table {
    static constexpr operation_info info{.name = "DescribeTable"};
    using response = table_description;

    std::string_view table_name;

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
