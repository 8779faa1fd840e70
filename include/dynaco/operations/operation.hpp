#pragma once

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

/// What the call loop must know of an operation.
struct operation_info {
    std::string_view name;                          ///< "PutItem".
    bool writes = false;                            ///< Losing the answer leaves the outcome unknown.
    std::string_view target = "DynamoDB_20120810";  ///< The prefix of X-Amz-Target.
    bool idempotent = false;  ///< A write that DynamoDB applies once however often it is sent.
    bool has_output = true;   ///< False: the API gives it no output, so that its reply has no body.
};

/// A request of the DynamoDB API with its answer. The types in this folder are such requests: trivially
/// copyable aggregates of views, which must stay alive only until the call that takes them returns. Some
/// say more of a request: `bool writes() const`, where it may read or write; `bool idempotent() const`, where
/// it may carry a token that makes it be applied once; `std::string_view missing_token() const`, the member
/// that such a token belongs into, if it has none yet; `index()`, the name of an index that is read instead
/// of the table; `std::vector<std::string> all_tables() const`, where there may be several; `resource()`, an
/// ARN that the request is about where it names no table.
template <class Op>
concept operation = requires(const Op& op, json::writer& out, std::string_view body) {
    typename Op::response;
    { Op::info } -> std::convertible_to<operation_info>;
    { op.table() } -> std::convertible_to<std::string_view>;
    { op.encode(out) } -> std::same_as<bool>;
    { Op::decode(body) } -> std::same_as<result<typename Op::response>>;
};

/// ReturnConsumedCapacity.
enum class report_capacity {
    none,
    total,
    indexes,  ///< The total, and each table's and index's share.
};

/// ReturnValues of a write.
enum class return_values { none, all_old, updated_old, all_new, updated_new };

/// The capacity that an operation consumed (ConsumedCapacity), in capacity units.
struct consumed_capacity {
    std::string table_name{};
    double capacity_units = 0;
    double read_capacity_units = 0;
    double write_capacity_units = 0;
    std::map<std::string, double> indexes{};  ///< Per index, local and global, with report_capacity::indexes.
};

/// What a page of a query or scan says beside its items.
struct page_info {
    std::uint64_t count = 0;           ///< Items in the page, after the filter.
    std::uint64_t scanned_count = 0;   ///< Items read, before the filter.
    std::string last_evaluated_key{};  ///< Where the next page starts, as JSON; empty on the last page.
    std::optional<consumed_capacity> capacity{};
};

/// The size of the item collection that a write changed (ItemCollectionMetrics): the items of one hash key,
/// with those in local indexes. Only tables with local indexes have them; the limit is 10 GB.
struct item_collection_metrics {
    std::string table_name{};
    item collection_key{};     ///< The hash key, as one attribute.
    double size_gb_least = 0;  ///< SizeEstimateRangeGB, an estimate in gigabytes.
    double size_gb_most = 0;
};

}  // namespace dynaco
