#pragma once

#include <dynaco/client.hpp>
#include <dynaco/operations/table_description.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dynaco::program {

/// The read units of a scan of `bytes`: half a unit for each 4 KB, and half a unit for each segment that is
/// empty; twice as much if it is strongly consistent.
[[nodiscard]] double scan_units(std::uint64_t bytes, bool consistent, std::uint32_t segments) noexcept;

/// The segments of a scan if none are given: those of `export_options`.
inline constexpr std::uint32_t usual_segments = 64;

/// Whether the units are of writes or reads.
enum class unit_kind : unsigned char { read, write };

/// Capacity units and, for AWS, their price on demand: "1,240,000 write units, about $0.78 on
/// demand at us-east-1's price of 2026". The price is without free tiers and reserved capacity.
[[nodiscard]] std::string cost_text(double units, unit_kind kind, const client& db);

/// The items and the size of a table or index, as DescribeTable estimates them.
struct table_size {
    std::uint64_t items = 0;
    std::uint64_t bytes = 0;
};
/// The size of a table; of an index if `index` is not empty.
/// @throws usage_error  the table has no such index
[[nodiscard]] table_size size_of(const table_description& table, std::string_view index);

/// The amount that a scan reads: "about 1,234 items, 5.6 MB: 700 read units, less than $0.01 on demand at
/// us-east-1's price of 2026"; "about 1,234 items, whose size is not known" if DescribeTable reports a size
/// of 0. The numbers of DescribeTable are up to six hours old.
[[nodiscard]] std::string scan_cost_text(const table_size& size, bool consistent, const client& db,
                                         std::uint32_t segments = usual_segments);

/// The write units of writing or removing every item of a table once: "at least 22 write units; for the
/// indexes at least 20 write units". It assumes one write for each item, and one for each entry of an index
/// that DynamoDB has counted. Indexes without a count are named.
/// @param table    the table with the items
/// @param indexes  of the table that is changed; the counts are those of the index of `table` with the same
/// name
[[nodiscard]] std::string write_cost_text(const table_description& table,
                                          std::span<const index_description> indexes, const client& db);

}  // namespace dynaco::program
