#include "program/tables/table_facts.hpp"

#include "program/definition/plain_document.hpp"
#include "program/show/amounts.hpp"
#include "program/text/time_text.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace dynaco::program {
namespace {

std::string type_of_key(const item& description, std::string_view name) {
    for (const value& each : list_of(description, "AttributeDefinitions"))
        if (text_of(object_in(each), "AttributeName") == name)
            return text_of(object_in(each), "AttributeType");
    return "?";
}

std::string in_lower_case(std::string text) {
    std::ranges::transform(text, text.begin(), [](char c) {
        return c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

std::uint64_t count_of(const item& described, std::string_view member) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, whole_of(described, member)));
}

// "10 read and 5 write units"; what is not set is left out. Empty if nothing is set.
std::string units_of(const item& pair, std::string_view read, std::string_view write, const char* unit) {
    std::string text;
    const auto add = [&](std::string_view member, const char* what) {
        const std::int64_t found = whole_of(pair, member);
        if (found <= 0) return;
        ((text += text.empty() ? "" : " and ") += count_text(static_cast<std::uint64_t>(found))) += what;
    };
    add(read, " read");
    add(write, " write");
    return text.empty() ? text : text + unit;
}

std::string capacity_text(const item& described, bool provisioned) {
    if (provisioned)
        return units_of(object_of(described, "ProvisionedThroughput"), "ReadCapacityUnits",
                        "WriteCapacityUnits", " units");
    const std::string limits = units_of(object_of(described, "OnDemandThroughput"), "MaxReadRequestUnits",
                                        "MaxWriteRequestUnits", " units/s");
    return limits.empty() ? limits : "at most " + limits;
}

bool is_provisioned_table(const item& description) { return billing_text(description) == "provisioned"; }

std::string time_member(const item& described, std::string_view member) {
    const double seconds = real_of(described, member);
    if (!(seconds > 0)) return {};
    return time_text(
        time_point(std::chrono::duration_cast<time_point::duration>(std::chrono::duration<double>(seconds))));
}

std::string joined(const value::list& elements, auto text_of_element) {
    std::string all;
    for (const value& each : elements) (all += all.empty() ? "" : ", ") += text_of_element(object_in(each));
    return all;
}

std::string stream_text(const item& description) {
    const item& stream = object_of(description, "StreamSpecification");
    return is_set(stream, "StreamEnabled") ? in_lower_case(text_of(stream, "StreamViewType")) : "off";
}

std::string recovery_text(const item& backups) {
    const item& recovery = object_of(backups, "PointInTimeRecoveryDescription");
    if (text_of(recovery, "PointInTimeRecoveryStatus") != "ENABLED") return "off";
    const std::string since = time_member(recovery, "EarliestRestorableDateTime");
    return since.empty() ? "on" : "to any time since " + since;
}

std::string encryption_text(const item& description) {
    const item& encryption = object_of(description, "SSEDescription");
    const std::string status = text_of(encryption, "Status");
    if (status.empty() || status == "DISABLED") return "key of DynamoDB";
    return status + " " + text_of(encryption, "KMSMasterKeyArn");
}

tone tone_of(std::string_view status) {
    if (status == "ACTIVE") return tone::good;
    return status.starts_with("INACCESSIBLE") ? tone::bad : tone::warning;
}

// Adds facts whose content is not empty.
class fact_list {
 public:
    void add(std::string name, std::string content, tone look = tone::plain) {
        if (!content.empty()) facts_.push_back({std::move(name), std::move(content), look});
    }
    void gap() { facts_.emplace_back(); }
    [[nodiscard]] std::vector<fact> take() { return std::move(facts_); }

 private:
    std::vector<fact> facts_{};
};

std::string projection_text(const item& index) {
    const item& projection = object_of(index, "Projection");
    std::string text = in_lower_case(text_of(projection, "ProjectionType"));
    if (text != "include") return text;
    std::string names;
    for (const value& each : list_of(projection, "NonKeyAttributes"))
        if (const auto* const name = each.get_if<std::string>())
            (names += names.empty() ? "" : ", ") += *name;
    return "keys and " + names;
}

void add_index(fact_list& facts, const item& index, const char* kind, const item& description) {
    facts.gap();
    facts.add(kind, text_of(index, "IndexName"), tone::title);
    const std::string status = text_of(index, "IndexStatus");
    facts.add("  status", is_set(index, "Backfilling") ? status + ", is being filled" : status,
              tone_of(status));
    facts.add("  key", keys_text(index, description));
    facts.add("  vector", text_of(object_of(index, "VectorAttribute"), "AttributeName"));
    facts.add("  attributes", projection_text(index));
    if (std::string_view(kind) == "global index")
        facts.add("  capacity", capacity_text(index, is_provisioned_table(description)));
    facts.add("  items", count_text(count_of(index, "ItemCount")));
    facts.add("  size", bytes_text(count_of(index, "IndexSizeBytes")));
}

void add_settings_facts(fact_list& facts, const item& description, const table_extras& extras) {
    facts.add("stream", stream_text(description));
    const std::string ttl = text_of(extras.time_to_live, "TimeToLiveStatus");
    if (!extras.time_to_live.empty())
        facts.add("time to live", ttl == "DISABLED"
                                      ? std::string("off")
                                      : "by " + text_of(extras.time_to_live, "AttributeName") +
                                            (ttl == "ENABLED" ? "" : ", " + in_lower_case(ttl)));
    facts.add("protection", is_set(description, "DeletionProtectionEnabled") ? "on" : "off");
    if (!extras.continuous_backups.empty()) facts.add("recovery", recovery_text(extras.continuous_backups));
    facts.add("encryption", encryption_text(description));
    facts.add("class", in_lower_case(text_of(object_of(description, "TableClassSummary"), "TableClass")));
    facts.add("tags", joined(value::list(extras.tags.begin(), extras.tags.end()), [](const item& tag) {
                  return text_of(tag, "Key") + "=" + text_of(tag, "Value");
              }));
    facts.add("replicas", joined(list_of(description, "Replicas"), [](const item& replica) {
                  return text_of(replica, "RegionName") + " " + text_of(replica, "ReplicaStatus");
              }));
    const item& restored = object_of(description, "RestoreSummary");
    facts.add("restored from", text_of(restored, "SourceBackupArn").empty()
                                   ? text_of(restored, "SourceTableArn")
                                   : text_of(restored, "SourceBackupArn"));
}

}  // namespace

std::string keys_text(const item& described, const item& description) {
    return joined(list_of(described, "KeySchema"), [&description](const item& key) {
        const std::string name = text_of(key, "AttributeName");
        return name + " (" + type_of_key(description, name) + ")";
    });
}

std::string_view billing_text(const item& description) {
    return text_of(object_of(description, "BillingModeSummary"), "BillingMode") == "PAY_PER_REQUEST"
               ? "on demand"
               : "provisioned";
}

std::vector<fact> facts_of(const item& description, const table_extras& extras) {
    fact_list facts;
    const std::string status = text_of(description, "TableStatus");
    facts.add("table", text_of(description, "TableName"), tone::title);
    facts.add("status", status, tone_of(status));
    facts.add("key", keys_text(description, description));
    const std::string capacity = capacity_text(description, is_provisioned_table(description));
    facts.add("billing", std::string(billing_text(description)) + (capacity.empty() ? "" : ", ") + capacity);
    facts.add("items", count_text(count_of(description, "ItemCount")) + ", at most 6 h ago");
    facts.add("size", bytes_text(count_of(description, "TableSizeBytes")));
    add_settings_facts(facts, description, extras);
    facts.add("created", time_member(description, "CreationDateTime"));
    facts.add("arn", text_of(description, "TableArn"));
    for (const auto& [member, kind] :
         {std::pair("GlobalSecondaryIndexes", "global index"),
          std::pair("LocalSecondaryIndexes", "local index"), std::pair("VectorIndexes", "vector index")})
        for (const value& each : list_of(description, member))
            add_index(facts, object_in(each), kind, description);
    return facts.take();
}

}  // namespace dynaco::program
