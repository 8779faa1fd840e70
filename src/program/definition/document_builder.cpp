#include "program/definition/document_builder.hpp"

#include "program/command.hpp"
#include "program/definition/plain_document.hpp"

namespace dynaco::program {
namespace {

item key_element(std::string_view name, std::string_view kind) {
    return {{"AttributeName", name}, {"KeyType", kind}};
}

item units_object(const written_units& units, const char* read, const char* write) {
    return {{read, units.read}, {write, units.write}};
}

item projection_of(const written_index& index) {
    switch (index.projection) {
        case projection::all: break;
        case projection::keys_only: return {{"ProjectionType", "KEYS_ONLY"}};
        case projection::include: {
            value::list names(index.attributes.begin(), index.attributes.end());
            return {{"ProjectionType", "INCLUDE"}, {"NonKeyAttributes", std::move(names)}};
        }
    }
    return {{"ProjectionType", "ALL"}};
}

}  // namespace

void document_builder::define(const written_key& key) {
    for (const value& each : list_of(document_, "AttributeDefinitions")) {
        const item& known = object_in(each);
        if (text_of(known, "AttributeName") != key.name) continue;
        const std::string type = text_of(known, "AttributeType");
        if (key.type && wire_name(*key.type) != type)
            throw usage_error("the key attribute " + key.name + " has two types: " + type + " and " +
                              std::string(wire_name(*key.type)));
        return;
    }
    append("AttributeDefinitions",
           {{"AttributeName", key.name}, {"AttributeType", wire_name(key.type.value_or(attribute_type::S))}});
}

void document_builder::append(std::string_view member, item element) {
    value& list = document_[member];
    if (list.is_null()) list = value::list();
    list.get_if<value::list>()->emplace_back(std::move(element));
}

void document_builder::keys(const written_key& hash, const std::optional<written_key>& range) {
    hash_ = hash.name;
    define(hash);
    append("KeySchema", key_element(hash.name, "HASH"));
    if (!range) return;
    define(*range);
    append("KeySchema", key_element(range->name, "RANGE"));
}

void document_builder::billing(const std::optional<written_units>& capacity,
                               const std::optional<written_units>& limits) {
    if (capacity && limits)
        throw usage_error("--max-units limits an on-demand table; with --capacity it has no effect");
    set("BillingMode", capacity ? "PROVISIONED" : "PAY_PER_REQUEST");
    if (capacity)
        set("ProvisionedThroughput", units_object(*capacity, "ReadCapacityUnits", "WriteCapacityUnits"));
    if (limits)
        set("OnDemandThroughput", units_object(*limits, "MaxReadRequestUnits", "MaxWriteRequestUnits"));
}

void document_builder::index(const written_index& index) {
    const bool local = index.scope == index_scope::local;
    value::list keys;
    if (local) keys.emplace_back(key_element(hash_, "HASH"));
    for (const written_key& each : index.hash) {
        define(each);
        keys.emplace_back(key_element(each.name, "HASH"));
    }
    for (const written_key& each : index.range) {
        define(each);
        keys.emplace_back(key_element(each.name, "RANGE"));
    }
    item made{
        {"IndexName", index.name}, {"KeySchema", std::move(keys)}, {"Projection", projection_of(index)}};
    const item& capacity = object_of(document_, "ProvisionedThroughput");
    if (!local && !capacity.empty()) made.insert_or_assign("ProvisionedThroughput", capacity);
    append(local ? "LocalSecondaryIndexes" : "GlobalSecondaryIndexes", std::move(made));
}

void document_builder::encryption(std::string_view kms_key) {
    set("SSESpecification", encryption_with(kms_key));
}

void document_builder::tag(std::pair<std::string, std::string> tag) {
    append("Tags", {{"Key", std::move(tag.first)}, {"Value", std::move(tag.second)}});
}

item encryption_with(std::string_view kms_key) {
    item made{{"Enabled", true}, {"SSEType", "KMS"}};
    if (kms_key != "alias/aws/dynamodb") made.insert_or_assign("KMSMasterKeyId", kms_key);
    return made;
}

}  // namespace dynaco::program
