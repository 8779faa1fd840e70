#pragma once

#include <dynaco/detail/core/requirements.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dynaco {

/// Where a record is in its source.
///
/// Refused records are counted, too, so that the same source has the same numbers in each run.
struct source_position {
    std::uint32_t file = 0;    ///< The number of the file in the list of files, from 0.
    std::uint64_t record = 0;  ///< The number of the record in its file, from 0; for texts see `number`.
    std::uint64_t line = 0;    ///< The line on which the record begins, from 1. 0: the source has no lines.
    std::uint64_t offset = 0;  ///< The record's first byte in the decompressed file, from 0.

    /// Returns the number of the record as people count, and as all texts have it: from 1.
    [[nodiscard]] constexpr std::uint64_t number() const noexcept { return record + 1; }
    /// Positions are equal if all their members are equal.
    friend bool operator==(const source_position&, const source_position&) = default;
};

/// What a record does with an item.
enum class record_kind : unsigned char {
    put,     ///< Writes the item, and replaces an item with the same key.
    remove,  ///< Deletes the item. The record has only the key.
};

/// What a load does with the records of a source.
enum class record_use : unsigned char {
    as_it_says,  ///< Does what `load_record::kind` says: a removal in an incremental S3 export, otherwise a
                 ///< put.
    put_if_new,  ///< Puts the record unless an item with the same key exists; a record that was not put is
                 ///< counted as unmet.
    remove,      ///< Removes the item with the record's key. Other attributes of the record are ignored.
};

/// One record of a source, as text.
struct load_record {
    record_kind kind = record_kind::put;  ///< The kind of the write.
    /// The item, or for `remove` its key, as DynamoDB JSON: {"id":{"S":"1"}}. It is valid until the next
    /// record is read. It may have several lines.
    std::string_view item{};
    source_position position{};  ///< Where the record is.
    /// The table. Empty, as in records of files: the table that `put_all` was called for.
    std::string_view table{};
};

/// A record that was not written, and the reason.
struct rejected_record {
    source_position position{};  ///< Where the record is.
    std::uint64_t column = 0;    ///< The byte in the line, from 1. 0: not known.
    std::string attribute{};     ///< The attribute's path or the column's name. Empty: not known.
    std::string reason{};        ///< The text of the error, with what to do.
    std::string text{};          ///< The record as it is in the source.
    std::string table{};         ///< The table. Empty: the record was not read for a load.
};

}  // namespace dynaco
