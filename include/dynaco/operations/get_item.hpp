#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/expression/statement.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/consumed_capacity.hpp>
#include <dynaco/operations/operation.hpp>

#include <optional>

namespace dynaco {

/// GetItem: reads an item by its key.
struct get_item {
    static constexpr operation_info info{.name = "GetItem"};
    struct response {
        std::optional<dynaco::item> item{};  ///< Nothing if there is no such item.
        std::optional<consumed_capacity> capacity{};
    };

    std::string_view table_name;
    attributes_ref key;
    expression::expressions_ref expressions{};  ///< A projection.
    bool consistent_read = false;
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Gives the item to `sink` instead. @returns whether there was one.
    [[nodiscard]] static result<bool> decode_into(std::string_view body, attributes_sink sink);
};

}  // namespace dynaco
