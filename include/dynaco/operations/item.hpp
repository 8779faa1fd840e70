#pragma once

#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/types.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace dynaco {

/// PutItem: writes an item, replacing the one with the same key.
struct put_item {
    static constexpr operation_info info{.name = "PutItem", .writes = true};
    struct response {
        std::optional<dynaco::item> attributes{};  ///< The old item, with return_values::all_old.
        std::optional<consumed_capacity> capacity{};
        std::optional<item_collection_metrics> collection{};  ///< With `report_collection`, if there is one.
    };

    std::string_view table_name;
    detail::attributes_ref item;
    expression::expressions_ref expressions{};  ///< A condition.
    dynaco::return_values returned = return_values::none;
    bool return_existing =
        false;  ///< ReturnValuesOnConditionCheckFailure: the old item comes with the failure.
    dynaco::report_capacity report_capacity = report_capacity::none;
    bool report_collection = false;  ///< ReturnItemCollectionMetrics SIZE.

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Fails with errc::item_too_large over 400 KB, and for values that DynamoDB cannot hold.
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// GetItem: reads an item by its key.
struct get_item {
    static constexpr operation_info info{.name = "GetItem"};
    struct response {
        std::optional<dynaco::item> item{};  ///< Nothing if there is no such item.
        std::optional<consumed_capacity> capacity{};
    };

    std::string_view table_name;
    detail::attributes_ref key;
    expression::expressions_ref expressions{};  ///< A projection.
    bool consistent_read = false;
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Gives the item to `sink` instead. @returns whether there was one.
    [[nodiscard]] static result<bool> decode_into(std::string_view body, detail::attributes_sink sink);
};

/// DeleteItem: removes an item; a missing one is no error.
struct delete_item {
    static constexpr operation_info info{.name = "DeleteItem", .writes = true};
    struct response {
        std::optional<dynaco::item> attributes{};  ///< The old item, with return_values::all_old.
        std::optional<consumed_capacity> capacity{};
        std::optional<item_collection_metrics> collection{};  ///< With `report_collection`, if there is one.
    };

    std::string_view table_name;
    detail::attributes_ref key;
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

/// UpdateItem: changes attributes of an item on the server; makes the item if there is none.
struct update_item {
    static constexpr operation_info info{.name = "UpdateItem", .writes = true};
    struct response {
        std::optional<dynaco::item> attributes{};  ///< What `returned` asks for.
        std::optional<consumed_capacity> capacity{};
        std::optional<item_collection_metrics> collection{};  ///< With `report_collection`, if there is one.
    };

    std::string_view table_name;
    detail::attributes_ref key;
    expression::expressions_ref expressions{};  ///< An update, perhaps a condition.
    dynaco::return_values returned = return_values::none;
    bool return_existing =
        false;  ///< ReturnValuesOnConditionCheckFailure: the old item comes with the failure.
    dynaco::report_capacity report_capacity = report_capacity::none;
    bool report_collection = false;  ///< ReturnItemCollectionMetrics SIZE.

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// Query: one page of the items with a hash key, in the order of the range key.
struct query {
    static constexpr operation_info info{.name = "Query"};
    struct response {
        std::vector<item> items{};
        page_info page{};
    };

    std::string_view table_name;
    std::string_view index_name{};
    expression::expressions_ref expressions{};  ///< A key condition, perhaps a filter and a projection.
    std::string_view exclusive_start_key{};     ///< `page_info::last_evaluated_key` of the page before.
    std::uint32_t limit = 0;                    ///< Items to evaluate, not to return; 0: as many as fit 1 MB.
    bool forward = true;                        ///< Ascending by range key.
    bool consistent_read = false;               ///< Not on global indexes.
    bool count_only = false;                    ///< Select COUNT.
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    [[nodiscard]] std::string_view index() const noexcept { return index_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Gives each item to `sink` instead.
    [[nodiscard]] static result<page_info> decode_into(std::string_view body, detail::attributes_sink sink);
};

/// Scan: one page of all items of a table or index.
struct scan {
    static constexpr operation_info info{.name = "Scan"};
    struct response {
        std::vector<item> items{};
        page_info page{};
    };

    std::string_view table_name;
    std::string_view index_name{};
    expression::expressions_ref expressions{};  ///< Perhaps a filter and a projection.
    std::string_view exclusive_start_key{};     ///< `page_info::last_evaluated_key` of the page before.
    std::uint32_t limit = 0;                    ///< Items to evaluate, not to return; 0: as many as fit 1 MB.
    std::uint32_t segment = 0;                  ///< Of `total_segments`, from 0.
    std::uint32_t total_segments = 0;           ///< 0: not a parallel scan. At most 1 000 000.
    bool consistent_read = false;               ///< Not on global indexes.
    bool count_only = false;                    ///< Select COUNT.
    dynaco::report_capacity report_capacity = report_capacity::none;

    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    [[nodiscard]] std::string_view index() const noexcept { return index_name; }
    bool encode(json::writer& out) const;
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Gives each item to `sink` instead.
    [[nodiscard]] static result<page_info> decode_into(std::string_view body, detail::attributes_sink sink);
};

}  // namespace dynaco
