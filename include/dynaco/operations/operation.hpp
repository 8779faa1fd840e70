#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco {

/// The properties of an operation that the call loop needs.
struct operation_info {
    std::string_view name;  ///< The operation's name: "PutItem".
    bool writes = false;    ///< Whether it changes data, so that the outcome is unknown without a response.
    /// The API's name in X-Amz-Target, before the operation's name.
    std::string_view target = "DynamoDB_20120810";
    /// Whether DynamoDB applies the write only once, even if it is sent several times.
    bool idempotent = false;
    /// Whether the API defines an output. False: the response has no body.
    bool has_output = true;
};

/// A request of the DynamoDB API with its response. The types in this folder are requests: trivially copyable
/// structs of views. The data of the views must live only until the function that takes the request returns.
///
/// A request may have more members:
///
/// - `bool writes() const`: whether this request writes.
/// - `bool idempotent() const`: whether it has a token that makes DynamoDB apply it once.
/// - `std::string_view missing_token() const`: the API member for this token if it is not set; else empty.
/// - `index()`: the name of the index that is read instead of the table.
/// - `std::vector<std::string> all_tables() const`: the tables, if there may be several.
/// - `resource()`: the ARN that the request is about, if it names no table.
template <class Op>
concept operation = requires(const Op& op, detail::json::writer& out, std::string_view body) {
    typename Op::response;
    { Op::info } -> std::convertible_to<operation_info>;
    { op.table() } -> std::convertible_to<std::string_view>;
    { op.encode(out) } -> std::same_as<bool>;
    { Op::decode(body) } -> std::same_as<result<typename Op::response>>;
};

/// Whether a response reports the consumed capacity (ReturnConsumedCapacity).
enum class report_capacity {
    none,   ///< NONE: it does not.
    total,  ///< TOTAL: the sum.
    /// INDEXES: the sum, and the part of each table and index.
    indexes,
};

/// What a write returns (ReturnValues). `none`: nothing. `all_old`: the item before the write. `updated_old`:
/// the changed attributes before an update. `all_new`: the item after an update. `updated_new`: the changed
/// attributes after an update.
enum class return_values { none, all_old, updated_old, all_new, updated_new };

/// The capacity units that an operation consumed (ConsumedCapacity).
struct consumed_capacity {
    std::string table_name{};         ///< TableName.
    double capacity_units = 0;        ///< CapacityUnits: the sum for the table and its indexes.
    double read_capacity_units = 0;   ///< ReadCapacityUnits; 0 if not reported.
    double write_capacity_units = 0;  ///< WriteCapacityUnits; 0 if not reported.
    /// Capacity units by the name of the index, local and global ones. Only with report_capacity::indexes.
    std::map<std::string, double> indexes{};
};

namespace detail {

/// The names of a table's key attributes. The text is a model's or is kept elsewhere.
struct item_key_names {
    std::string_view hash{};
    std::string_view range{};  ///< Empty if the table has no range key.
};

}  // namespace detail

/// The part of a Query or Scan response other than the items.
struct page_info {
    std::uint64_t count = 0;          ///< Count: items in the page, after the filter.
    std::uint64_t scanned_count = 0;  ///< ScannedCount: items read, before the filter.
    /// LastEvaluatedKey: where the next page starts, as JSON. Empty on the last page.
    std::string last_evaluated_key{};
    /// The consumed capacity. Not set if it was not requested.
    std::optional<consumed_capacity> capacity{};
};

/// The size of the item collection that a write changed (ItemCollectionMetrics). A collection is the items
/// with one hash key, including those in local indexes. Only tables with local indexes have collections; a
/// collection has at most 10 GB.
struct item_collection_metrics {
    std::string table_name{};  ///< The table.
    item collection_key{};     ///< ItemCollectionKey: the hash key, as one attribute.
    /// The lower end of SizeEstimateRangeGB, an estimate in gigabytes.
    double size_gb_least = 0;
    /// The upper end of SizeEstimateRangeGB, an estimate in gigabytes.
    double size_gb_most = 0;
};

}  // namespace dynaco
