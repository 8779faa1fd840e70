#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/types.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace dynaco {

/// PutItem: writes an item and replaces the item with the same key.
struct put_item {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "PutItem", .writes = true};
    /// The response.
    struct response {
        /// Attributes: the old item, with return_values::all_old. Not set if there was no item.
        std::optional<dynaco::item> attributes{};
        /// ConsumedCapacity, if `report_capacity` requested it.
        std::optional<consumed_capacity> capacity{};
        /// ItemCollectionMetrics, with `report_collection`; only for tables with local indexes.
        std::optional<item_collection_metrics> collection{};
    };

    std::string_view table_name;                        ///< TableName.
    detail::attributes_ref item;                        ///< Item: the item to write.
    detail::expression::expressions_ref expressions{};  ///< ConditionExpression, if any.
    /// ReturnValues: none or all_old.
    dynaco::return_values returned = return_values::none;
    /// ReturnValuesOnConditionCheckFailure: a failed condition also returns the stored item.
    bool return_existing = false;
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;
    /// ReturnItemCollectionMetrics: reports the size of the item collection.
    bool report_collection = false;

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`: errc::item_too_large for an item of more than 400 KB; another
    /// cause for a value that cannot be stored
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// GetItem: reads an item by its key.
struct get_item {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "GetItem"};
    /// The response.
    struct response {
        /// Item. Not set if the item does not exist.
        std::optional<dynaco::item> item{};
        /// ConsumedCapacity, if `report_capacity` requested it.
        std::optional<consumed_capacity> capacity{};
    };

    std::string_view table_name;                        ///< TableName.
    detail::attributes_ref key;                         ///< Key: the key attributes.
    detail::expression::expressions_ref expressions{};  ///< ProjectionExpression, if any.
    /// ConsistentRead. Default: eventually consistent, at half the capacity units.
    bool consistent_read = false;
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Reads a response body and passes the item to `sink`.
    /// @returns whether there was an item; errc::malformed_reply or the sink's failure
    [[nodiscard]] static result<bool> decode_into(std::string_view body, detail::attributes_sink sink);
};

/// DeleteItem: removes an item. An item that does not exist is not an error.
struct delete_item {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "DeleteItem", .writes = true};
    /// The response.
    struct response {
        /// Attributes: the old item, with return_values::all_old. Not set if there was no item.
        std::optional<dynaco::item> attributes{};
        /// ConsumedCapacity, if `report_capacity` requested it.
        std::optional<consumed_capacity> capacity{};
        /// ItemCollectionMetrics, with `report_collection`; only for tables with local indexes.
        std::optional<item_collection_metrics> collection{};
    };

    std::string_view table_name;                        ///< TableName.
    detail::attributes_ref key;                         ///< Key: the key attributes.
    detail::expression::expressions_ref expressions{};  ///< ConditionExpression, if any.
    /// ReturnValues: none or all_old.
    dynaco::return_values returned = return_values::none;
    /// ReturnValuesOnConditionCheckFailure: a failed condition also returns the stored item.
    bool return_existing = false;
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;
    /// ReturnItemCollectionMetrics: reports the size of the item collection.
    bool report_collection = false;

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// UpdateItem: changes attributes of an item; creates the item if it does not exist.
struct update_item {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "UpdateItem", .writes = true};
    /// The response.
    struct response {
        /// Attributes: what `returned` requested. Not set if there is nothing to return.
        std::optional<dynaco::item> attributes{};
        /// ConsumedCapacity, if `report_capacity` requested it.
        std::optional<consumed_capacity> capacity{};
        /// ItemCollectionMetrics, with `report_collection`; only for tables with local indexes.
        std::optional<item_collection_metrics> collection{};
    };

    std::string_view table_name;  ///< TableName.
    detail::attributes_ref key;   ///< Key: the key attributes.
    detail::expression::expressions_ref
        expressions{};  ///< UpdateExpression, and a ConditionExpression if any.
    /// ReturnValues.
    dynaco::return_values returned = return_values::none;
    /// ReturnValuesOnConditionCheckFailure: a failed condition also returns the stored item.
    bool return_existing = false;
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;
    /// ReturnItemCollectionMetrics: reports the size of the item collection.
    bool report_collection = false;

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
};

/// Query: reads one page of the items with one hash key, in the order of the range key.
struct query {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "Query"};
    /// The response.
    struct response {
        std::vector<item> items{};  ///< Items; empty with `count_only`.
        page_info page{};           ///< The other members of the response.
    };

    std::string_view table_name;    ///< TableName.
    std::string_view index_name{};  ///< IndexName. Empty: the table itself.
    /// KeyConditionExpression; a FilterExpression and a ProjectionExpression if any.
    detail::expression::expressions_ref expressions{};
    /// ExclusiveStartKey: the `page_info::last_evaluated_key` of the previous page. Empty: the first page.
    std::string_view exclusive_start_key{};
    /// Limit: the number of items to evaluate, before the filter. 0: all that fit into 1 MB.
    std::uint32_t limit = 0;
    /// ScanIndexForward: ascending by range key. Default: yes.
    bool forward = true;
    /// ConsistentRead. DynamoDB refuses it on global indexes.
    bool consistent_read = false;
    /// Select COUNT: the response has the number of items only.
    bool count_only = false;
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// The index's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view index() const noexcept { return index_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Reads a response body and passes each item to `sink`.
    /// @returns the other members; errc::malformed_reply or the sink's failure
    [[nodiscard]] static result<page_info> decode_into(std::string_view body, detail::attributes_sink sink);
};

/// Scan: reads one page of all items of a table or index.
struct scan {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "Scan"};
    /// The response.
    struct response {
        std::vector<item> items{};  ///< Items; empty with `count_only`.
        page_info page{};           ///< The other members of the response.
    };

    std::string_view table_name;    ///< TableName.
    std::string_view index_name{};  ///< IndexName. Empty: the table itself.
    /// A FilterExpression and a ProjectionExpression, if any.
    detail::expression::expressions_ref expressions{};
    /// ExclusiveStartKey: the `page_info::last_evaluated_key` of the previous page. Empty: the first page.
    std::string_view exclusive_start_key{};
    /// Limit: the number of items to evaluate, before the filter. 0: all that fit into 1 MB.
    std::uint32_t limit = 0;
    /// Segment: the part to read, from 0 to `total_segments` - 1.
    std::uint32_t segment = 0;
    /// TotalSegments: the number of parts of a parallel scan, at most 1 000 000. 0: not a parallel scan.
    std::uint32_t total_segments = 0;
    /// ConsistentRead. DynamoDB refuses it on global indexes.
    bool consistent_read = false;
    /// Select COUNT: the response has the number of items only.
    bool count_only = false;
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;

    /// The table's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view table() const noexcept { return table_name; }
    /// The index's name, for error reports, metrics and rate limits.
    [[nodiscard]] std::string_view index() const noexcept { return index_name; }
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`: errc::invalid_argument if `segment` is not less than
    /// `total_segments`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// Reads a response body and passes each item to `sink`.
    /// @returns the other members; errc::malformed_reply or the sink's failure
    [[nodiscard]] static result<page_info> decode_into(std::string_view body, detail::attributes_sink sink);
};

}  // namespace dynaco
