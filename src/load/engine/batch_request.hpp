#pragma once

#include "load/check/item_check.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/batch.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// One write of a BatchWriteItem request.
struct batch_member {
    record_kind kind = record_kind::put;
    std::string_view item{};  ///< DynamoDB JSON of the item, or of the key of a removal.
    std::string_view key{};   ///< Its canonical bytes, as `checked_item::key`.
};

/// The bytes that a write of `item_size` bytes of JSON adds to the body of a request.
[[nodiscard]] std::size_t bytes_in_request(record_kind kind, std::size_t item_size) noexcept;

/// Makes the request that writes `members` to one table. Requests the consumed capacity of the table and its
/// indexes.
[[nodiscard]] encoded_request encode_batch(const std::string& table, std::span<const batch_member> members);

/// What a response says about the writes of its request.
struct batch_answer {
    std::vector<bool> unprocessed{};  ///< For each write: DynamoDB did not process it.
    std::size_t leftovers = 0;        ///< The number of writes that were not processed.
    double units = 0;                 ///< The capacity units that were consumed, with those of the indexes.
    double table_units = 0;           ///< Those of the table alone.
    std::map<std::string, double> index_units{};  ///< Those of each index.
};

/// Reads a response. Writes that were not processed are found by their keys. If the response has one that is
/// not in the request, all writes count as not processed: puts and removals can be repeated.
[[nodiscard]] result<batch_answer> read_batch_answer(const reply& from, std::span<const batch_member> members,
                                                     item_check& check);

}  // namespace dynaco::loading
