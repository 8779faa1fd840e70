#pragma once

#include <dynaco/schema.hpp>
#include <dynaco/types.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Parts of a table's definition as people write them. All functions throw text_error for a mistake.
namespace dynaco::program {

/// A key attribute as it is written: "date" or "date:S".
struct written_key {
    std::string name{};                    ///< The attribute.
    std::optional<attribute_type> type{};  ///< S, N or B. Not set: the text has no type.

    /// True if names and types are equal.
    friend bool operator==(const written_key&, const written_key&) = default;
};

/// An index as it is written.
struct written_index {
    std::string name{};                               ///< The index.
    index_scope scope = index_scope::global;          ///< Global or local.
    std::vector<written_key> hash{};                  ///< The hash key; empty for a local index.
    std::vector<written_key> range{};                 ///< The range key; empty: none.
    dynaco::projection projection = projection::all;  ///< The attributes in addition to the keys.
    std::vector<std::string> attributes{};            ///< The attributes for projection::include.
};

/// Capacity units.
struct written_units {
    std::int64_t read = 0;   ///< Read units.
    std::int64_t write = 0;  ///< Write units.
};

/// A key attribute: "id", "id:S", "total:N", "hash:B".
[[nodiscard]] written_key parse_key(std::string_view text);
/// The key of a table: "id", or with a range key "customer,date:N". @returns one or two attributes
[[nodiscard]] std::vector<written_key> parse_keys(std::string_view text);

/// A global index:
///
///     by-status=status                  the hash key; every attribute is projected
///     by-status=status:S,total:N        and a range key
///     by-place=country+city,street      keys of several attributes, at most four
///     by-status=status,total/keys       projects the keys only
///     by-status=status,total/lines,tags projects these attributes and the keys
[[nodiscard]] written_index parse_index(std::string_view text);

/// A local index, whose hash key is that of the table: "by-total=total:N", "by-total=total:N/keys".
[[nodiscard]] written_index parse_local_index(std::string_view text);

/// Units for reading and writing: "10,5", or "10" for both. Each is at least 1, and written as a count:
/// "10k".
[[nodiscard]] written_units parse_units(std::string_view text);

/// A name with units: "by-status=10,5".
[[nodiscard]] std::pair<std::string, written_units> parse_named_units(std::string_view text);

/// A tag: "team=shop". The value may be empty and may have any character.
[[nodiscard]] std::pair<std::string, std::string> parse_tag(std::string_view text);

/// A place in Amazon S3.
struct s3_place {
    std::string bucket{};  ///< The bucket.
    std::string prefix{};  ///< The beginning of the keys; may be empty.
};

/// A place in Amazon S3: "s3://bucket", "s3://bucket/prefix".
[[nodiscard]] s3_place parse_s3_place(std::string_view text);

}  // namespace dynaco::program
