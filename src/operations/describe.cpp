#include "operations/describe.hpp"

#include "json/document.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace dynaco::operations {
namespace {

using json::document;

table_status status_of(std::string_view text) {
    static constexpr auto names = std::to_array<std::pair<std::string_view, table_status>>({
        {"CREATING", table_status::creating},
        {"UPDATING", table_status::updating},
        {"DELETING", table_status::deleting},
        {"ACTIVE", table_status::active},
        {"INACCESSIBLE_ENCRYPTION_CREDENTIALS", table_status::inaccessible},
        {"ARCHIVING", table_status::archiving},
        {"ARCHIVED", table_status::archived},
    });
    const auto at = std::ranges::find(names, text, &std::pair<std::string_view, table_status>::first);
    return at == names.end() ? table_status::unknown : at->second;
}

projection projection_of(std::string_view text) {
    if (text == "KEYS_ONLY") return projection::keys_only;
    return text == "INCLUDE" ? projection::include : projection::all;
}

attribute_type type_of(const document& definitions, std::string_view name) {
    for (const document& each : definitions.elements())
        if (each["AttributeName"].text() == name) return attribute_type_of(each["AttributeType"].text());
    return attribute_type::any;
}

// A number that no table has must not become undefined behaviour: it counts as not sent.
std::uint64_t count_of(const document& number) {
    const double value = number.as_double();
    return value >= 0 && value < 9e15 ? static_cast<std::uint64_t>(value) : 0;
}

std::chrono::system_clock::time_point time_of(const document& seconds) {
    const double value = seconds.as_double();
    if (!(value > 0 && value < 9e9)) return {};
    return std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(
            std::chrono::duration<double>(value)));
}

template <class Described>
void read_keys(const document& key_schema, const document& definitions, Described& to) {
    for (const document& key : key_schema.elements()) {
        if (key.is_null()) continue;
        const std::string& name = key["AttributeName"].text();
        auto& list = key["KeyType"].text() == "RANGE" ? to.range_keys : to.hash_keys;
        list.push_back({name, type_of(definitions, name)});
    }
}

void read_indexes(const document& table, std::string_view member, index_scope scope, table_description& to) {
    for (const document& index : table[member].elements()) {
        if (index.is_null()) continue;
        index_description& d = to.indexes.emplace_back();
        d.name = index["IndexName"].text();
        d.status = index["IndexStatus"].text();
        d.scope = scope;
        d.projection = projection_of(index["Projection"]["ProjectionType"].text());
        d.item_count = count_of(index["ItemCount"]);
        read_keys(index["KeySchema"], table["AttributeDefinitions"], d);
    }
}

table_description read_table(const document& table) {
    table_description d;
    d.name = table["TableName"].text();
    d.arn = table["TableArn"].text();
    d.status = status_of(table["TableStatus"].text());
    if (table["BillingModeSummary"]["BillingMode"].text() == "PAY_PER_REQUEST")
        d.billing_mode = billing_mode::pay_per_request;
    read_keys(table["KeySchema"], table["AttributeDefinitions"], d);
    read_indexes(table, "GlobalSecondaryIndexes", index_scope::global, d);
    read_indexes(table, "LocalSecondaryIndexes", index_scope::local, d);
    d.item_count = count_of(table["ItemCount"]);
    d.size_bytes = count_of(table["TableSizeBytes"]);
    const document& capacity = table["ProvisionedThroughput"];
    d.read_capacity_units = static_cast<std::int64_t>(count_of(capacity["ReadCapacityUnits"]));
    d.write_capacity_units = static_cast<std::int64_t>(count_of(capacity["WriteCapacityUnits"]));
    d.created = time_of(table["CreationDateTime"]);
    return d;
}

}  // namespace

result<table_description> decode_table(std::string_view body, std::string_view member) {
    const auto reply = document::parse(body);
    if (!reply || (*reply)[member].type() != document::kind::object)
        return failure(errc::malformed_reply, {.detail = "no \"" + std::string(member) + "\" in the reply"});
    return read_table((*reply)[member]);
}

}  // namespace dynaco::operations
