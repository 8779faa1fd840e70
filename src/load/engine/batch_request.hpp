#pragma once

#include "load/engine/loaded_table.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/batch.hpp>

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// One write of a BatchWriteItem request.
struct batch_member {
    loaded_table* table = nullptr;  ///< Lives as long as the load.
    record_kind kind = record_kind::put;
    std::string_view item{};  ///< DynamoDB JSON of the item, or of the key of a removal.
    std::string_view key{};   ///< Its canonical bytes, as `checked_item::key`.
};

/// The bytes that a write of `item_size` bytes of JSON adds to the body of a request.
[[nodiscard]] std::size_t bytes_in_request(record_kind kind, std::size_t item_size) noexcept;

/// The tables of `members`, each once.
[[nodiscard]] std::vector<loaded_table*> tables_of(std::span<const batch_member> members);

/// Makes the request that writes `members` to their tables. Requests the consumed capacity of the tables and
/// their indexes.
[[nodiscard]] encoded_request encode_batch(std::span<const batch_member> members);

/// The capacity units that a request consumed.
struct batch_consumption {
    loaded_table* table = nullptr;
    double units = 0;                             ///< The units of the table and its indexes.
    double table_units = 0;                       ///< The units of the table alone.
    std::map<std::string, double> index_units{};  ///< The units of each index.
};

/// The outcome of the writes of a request, from its response.
struct batch_answer {
    std::vector<bool> unprocessed{};            ///< True for each write that DynamoDB did not process.
    std::size_t leftovers = 0;                  ///< The number of writes that were not processed.
    std::vector<batch_consumption> consumed{};  ///< The consumption of each table that DynamoDB reported.
};

/// Reads a response. Writes that were not processed are found by their keys. If the response has one that is
/// not in the request, all writes count as not processed: puts and removals can be repeated.
[[nodiscard]] result<batch_answer> read_batch_answer(const reply& from,
                                                     std::span<const batch_member> members);
/// Reads the response to a write that was sent alone: an update, or a write with a condition.
[[nodiscard]] result<batch_answer> read_single_answer(const reply& from, const batch_member& member);

}  // namespace dynaco::loading
