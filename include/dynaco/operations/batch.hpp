#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/types.hpp>

#include <span>
#include <string>
#include <vector>

namespace dynaco {

/// The keys of a BatchGetItem request for one table (KeysAndAttributes).
struct batch_keys {
    std::string_view table_name;  ///< The table.
    /// The keys, each encoded by `batch_get_item::encode_key`.
    std::span<const std::string> keys;
    detail::expression::expressions_ref expressions{};  ///< ProjectionExpression, if any.
    /// ConsistentRead. Default: eventually consistent.
    bool consistent_read = false;
};

/// BatchGetItem: reads up to 100 items by their keys, in no particular order. The response leaves out items
/// that do not exist.
struct batch_get_item {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "BatchGetItem"};
    static constexpr std::size_t max_keys = 100;  ///< The most keys in a request.

    /// The items of one table.
    struct table_items {
        std::string table_name{};   ///< The table.
        std::vector<item> items{};  ///< Its items.
    };
    /// The keys of one table that DynamoDB did not process.
    struct leftover {
        std::string table_name{};         ///< The table.
        std::vector<std::string> keys{};  ///< The keys, in the form of `batch_keys::keys`.
    };
    /// The response without its items.
    struct rest {
        std::vector<leftover> unprocessed{};  ///< UnprocessedKeys: send them again.
        /// ConsumedCapacity of each table, if `report_capacity` requested it.
        std::vector<consumed_capacity> capacity{};
    };
    /// The response.
    struct response : rest {
        std::vector<table_items> tables{};  ///< Responses: the items by table.
    };

    /// RequestItems: the keys by table.
    std::span<const batch_keys> tables;
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;

    /// The first table's name, for error reports; empty without keys.
    [[nodiscard]] std::string_view table() const noexcept {
        return tables.empty() ? "" : tables.front().table_name;
    }
    /// The names of all tables.
    [[nodiscard]] std::vector<std::string> all_tables() const;
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);
    /// A sink for the items of one table.
    struct table_sink {
        std::string_view table_name;   ///< The table.
        detail::attributes_sink sink;  ///< Reads its items.
    };
    /// Reads a response body and passes each item to the sink of its table.
    /// @returns the other members; errc::malformed_reply, also for an item of a table without a sink; or the
    /// sink's failure
    [[nodiscard]] static result<rest> decode_into(std::string_view body, std::span<const table_sink> sinks);

    /// Encodes a key for `batch_keys::keys`.
    /// @returns the JSON text, or why the key cannot be encoded
    [[nodiscard]] static result<std::string> encode_key(detail::attributes_ref key);
};

/// The requests of a BatchWriteItem request for one table (WriteRequest).
struct batch_writes {
    std::string_view table_name;  ///< The table.
    /// Requests that are in consecutive strings, each encoded by `put_request` or `delete_request`.
    std::span<const std::string> requests{};
    /// More requests, which are not in consecutive strings.
    std::span<const std::string_view> scattered{};
};

/// BatchWriteItem: up to 25 puts and deletes. Each of them may fail alone. It has no conditions and at most
/// one request for each item.
struct batch_write_item {
    /// The operation's name and its properties for the call loop.
    static constexpr operation_info info{.name = "BatchWriteItem", .writes = true};
    static constexpr std::size_t max_requests = 25;  ///< The most puts and deletes in a request.
    /// The most bytes in a request: 16 MB.
    static constexpr std::size_t max_bytes = std::size_t{16} * 1024 * 1024;

    /// The requests of one table that DynamoDB did not process.
    struct leftover {
        std::string table_name{};             ///< The table.
        std::vector<std::string> requests{};  ///< The requests, in the form of `batch_writes::requests`.
    };
    /// The response.
    struct response {
        std::vector<leftover> unprocessed{};  ///< UnprocessedItems: send them again.
        /// ConsumedCapacity of each table, if `report_capacity` requested it.
        std::vector<consumed_capacity> capacity{};
    };

    /// RequestItems: the requests by table.
    std::span<const batch_writes> tables;
    /// ReturnConsumedCapacity. Default: not reported.
    dynaco::report_capacity report_capacity = report_capacity::none;

    /// The first table's name, for error reports; empty without requests.
    [[nodiscard]] std::string_view table() const noexcept {
        return tables.empty() ? "" : tables.front().table_name;
    }
    /// The names of all tables.
    [[nodiscard]] std::vector<std::string> all_tables() const;
    /// Writes the request body as JSON.
    /// @returns false after `out.fail(…)`
    bool encode(detail::json::writer& out) const;
    /// Reads a response body.
    /// @returns the response; errc::malformed_reply if the body is not a valid response
    [[nodiscard]] static result<response> decode(std::string_view body);

    /// Encodes a put for `batch_writes::requests`: `{"PutRequest":{"Item":{…}}}`.
    /// @returns the JSON text; errc::item_too_large for an item of more than 400 KB, or why a value cannot be
    /// encoded
    [[nodiscard]] static result<std::string> put_request(detail::attributes_ref item);
    /// Encodes a delete for `batch_writes::requests`: `{"DeleteRequest":{"Key":{…}}}`.
    /// @returns the JSON text, or why the key cannot be encoded
    [[nodiscard]] static result<std::string> delete_request(detail::attributes_ref key);
};

}  // namespace dynaco
