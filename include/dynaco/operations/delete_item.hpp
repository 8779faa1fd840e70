#pragma once

#include <dynaco/core/value.hpp>
#include <dynaco/expression/statement.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/consumed_capacity.hpp>
#include <dynaco/operations/item_collection_metrics.hpp>
#include <dynaco/operations/operation.hpp>

#include <optional>

namespace dynaco {

/// DeleteItem: removes an item; a missing one is no error.
struct delete_item {
    static constexpr operation_info info{.name = "DeleteItem", .writes = true};
    struct response {
        std::optional<dynaco::item> attributes{};  ///< The old item, with return_values::all_old.
        std::optional<consumed_capacity> capacity{};
        std::optional<item_collection_metrics> collection{};  ///< With `report_collection`, if there is one.
    };

    std::string_view table_name;
    attributes_ref key;
    expression::expressions_ref expressions{};  ///< A condition.
    dynaco::return_values returned = return_values::none;
    bool return_existing =
        false;  ///< ReturnValuesOnConditionCheckFailure: the old item comes with the failure.
    dynaco::report_capacity report_capacity = report_capacity::none;
    bool report_collection = false;  ///< ReturnItemCollectionMetrics SIZE.

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

}  // namespace dynaco
