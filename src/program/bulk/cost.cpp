#include "program/bulk/cost.hpp"

#include "program/command.hpp"
#include "program/show/amounts.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace dynaco::program {
namespace {

// Dollars for a million request units on demand (aws.amazon.com/dynamodb/pricing/on-demand, us-east-1, 2026).
constexpr double dollars_per_million_reads = 0.125;
constexpr double dollars_per_million_writes = 0.625;

std::string dollars_text(double amount) {
    if (amount < 0.01) return "less than $0.01";
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "about $%.2f", amount);
    return text.data();
}

}  // namespace

double scan_units(std::uint64_t bytes, bool consistent, std::uint32_t segments) noexcept {
    constexpr double bytes_per_unit = 8192;
    return std::max(0.5 * segments, static_cast<double>(bytes) / bytes_per_unit) * (consistent ? 2 : 1);
}

std::string cost_text(double units, unit_kind kind, const client& db) {
    const bool reads = kind == unit_kind::read;
    std::string text = reads ? counted_units(units, "read unit", "read units")
                             : counted_units(units, "write unit", "write units");
    const std::string& endpoint = db.endpoint();
    if (!endpoint.empty() && endpoint.find(".amazonaws.com") == endpoint.npos) return text;
    const double price = reads ? dollars_per_million_reads : dollars_per_million_writes;
    return text += ", " + dollars_text(units * price / 1e6) + " on demand at us-east-1's price of 2026";
}

table_size size_of(const table_description& table, std::string_view index) {
    if (index.empty()) return {table.item_count, table.size_bytes};
    const index_description* const found = table.find_index(index);
    if (!found) throw usage_error("the table " + table.name + " has no index " + std::string(index));
    return {found->item_count, found->size_bytes};
}

std::string scan_cost_text(const table_size& size, bool consistent, const client& db,
                           std::uint32_t segments) {
    // DynamoDB counts a table every six hours, and some servers count items only.
    if (size.items > 0 && size.bytes == 0)
        return "about " + counted(size.items, "item", "items") + ", whose size is not known";
    return "about " + counted(size.items, "item", "items") + ", " + bytes_text(size.bytes) + ": " +
           cost_text(scan_units(size.bytes, consistent, segments), unit_kind::read, db);
}

}  // namespace dynaco::program
