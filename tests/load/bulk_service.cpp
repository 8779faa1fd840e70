#include "load/bulk_service.hpp"

#include <dynaco/detail/json/reader.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace dynaco::test {
namespace {

constexpr std::string_view description =
    R"(,"TableStatus":"ACTIVE","TableId":"1",
    "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
    "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"group","AttributeType":"S"}],
    "ProvisionedThroughput":{"ReadCapacityUnits":100000,"WriteCapacityUnits":100000},
    "GlobalSecondaryIndexes":[{"IndexName":"by-group","IndexStatus":"ACTIVE",
        "KeySchema":[{"AttributeName":"group","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]}})";

// The value of `id` in an item or a key.
std::string id_of(std::string_view item) {
    detail::json::reader in(item);
    bool first = true;
    std::string_view name;
    std::string id;
    in.expect('{');
    while (in.next_member(first, name)) {
        if (name != "id") {
            in.skip();
            continue;
        }
        attribute_type type{};
        in.open_attribute(type);
        in.string(id);
        in.close_attribute();
    }
    return id;
}

// The text of a member of a request.
std::string text_in(std::string_view body, std::string_view wanted) {
    detail::json::reader in(body);
    bool first = true;
    std::string_view name;
    std::string text;
    in.expect('{');
    while (in.next_member(first, name)) name == wanted ? in.string(text) : in.skip();
    return text;
}

reply description_of(std::string_view body) {
    const std::string table = text_in(body, "TableName");
    if (table == "missing") return resource_not_found();
    return reply{R"({"Table":{"TableName":")" + table + '"' + std::string(description)};
}

std::string place_of(const bulk_service::write& each) {
    return each.table.empty() || each.table == "things" ? each.id : each.table + '/' + each.id;
}

bulk_service::write write_of(std::string_view json, std::string table) {
    bulk_service::write w{.table = std::move(table), .json = std::string(json)};
    detail::json::reader in(json);
    bool first = true;
    std::string_view name;
    in.expect('{');
    in.next_member(first, name);
    w.is_put = name == "PutRequest";
    first = true;
    in.expect('{');
    in.next_member(first, name);
    std::string_view item;
    in.raw(item);
    w.id = id_of(item);
    return w;
}

}  // namespace

bulk_service::bulk_service(decide how) : decide_(std::move(how)) {
    server_.on_request([this](const received_request& request) { return serve(request); });
}

std::vector<bulk_service::write> bulk_service::writes_of(std::string_view body) {
    std::vector<write> writes;
    detail::json::reader in(body);
    bool first = true;
    std::string_view name;
    in.expect('{');
    while (in.next_member(first, name)) {
        if (name != "RequestItems") {
            in.skip();
            continue;
        }
        bool first_table = true;
        in.expect('{');
        while (in.next_member(first_table, name)) {
            const std::string table(name);
            bool first_write = true;
            std::string_view json;
            in.expect('[');
            while (in.next_element(first_write)) {
                in.raw(json);
                writes.push_back(write_of(json, table));
            }
        }
    }
    return writes;
}

reply bulk_service::serve(const received_request& request) {
    const auto target = request.header("x-amz-target");
    if (target && target->ends_with("DescribeTable")) {
        const std::lock_guard lock(mutex_);
        ++descriptions_;
        return description_of(request.body);
    }
    if (!target || target->ends_with("BatchWriteItem")) return serve_batch(request.body);
    return serve_single(*target, request.body);
}

void bulk_service::apply(const write& each) {
    const std::string place = place_of(each);
    history_[place].push_back(each.json);
    if (each.is_put)
        items_[place] = each.json;
    else
        items_.erase(place);
}

reply bulk_service::serve_single(std::string_view operation, std::string_view body) {
    std::string item;
    std::string condition;
    detail::json::reader in(body);
    bool first = true;
    std::string_view name;
    std::string_view raw;
    in.expect('{');
    while (in.next_member(first, name)) {
        std::string& to = name == "ConditionExpression" ? condition : item;
        const bool wanted = name == "Item" || name == "Key" || name == "ConditionExpression";
        in.raw(raw);
        if (wanted) to = raw;
    }
    const write each{.is_put = operation.ends_with("PutItem"),
                     .table = text_in(body, "TableName"),
                     .id = id_of(item),
                     .json = std::string(body)};
    const std::lock_guard lock(mutex_);
    const answer what = decide_ ? decide_(requests_.size(), {each}) : answer{};
    requests_.push_back(1);
    if (!condition.empty() && items_.contains(place_of(each))) return conditional_check_failed();
    if (what.applies) {
        if (operation.ends_with("UpdateItem"))
            history_[place_of(each)].push_back(each.json);
        else
            apply(each);
    }
    return what.instead ? *what.instead : reply{"{}"};
}

reply bulk_service::serve_batch(std::string_view body) {
    const std::vector<write> writes = writes_of(body);
    const std::lock_guard lock(mutex_);
    const answer what = decide_ ? decide_(requests_.size(), writes) : answer{};
    requests_.push_back(writes.size());
    std::map<std::string, std::string> unprocessed;
    for (std::size_t i = 0; i < writes.size(); ++i) {
        const write& each = writes[i];
        const bool left = std::ranges::find(what.unprocessed, i) != what.unprocessed.end();
        std::string& of_table = unprocessed[each.table];
        if (left) of_table += (of_table.empty() ? "" : ",") + each.json;
        if (left || !what.applies) continue;
        apply(each);
    }
    if (what.instead) return *what.instead;
    std::string tables;
    for (const auto& [table, requests] : unprocessed)
        if (!requests.empty()) tables += (tables.empty() ? "\"" : ",\"") + table + R"(":[)" + requests + ']';
    return reply{R"({"UnprocessedItems":{)" + tables + "}}"};
}

std::string bulk_service::item(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    const auto at = items_.find(id);
    return at == items_.end() ? std::string() : at->second;
}

std::size_t bulk_service::size() const {
    const std::lock_guard lock(mutex_);
    return items_.size();
}

std::vector<std::string> bulk_service::history(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    const auto at = history_.find(id);
    return at == history_.end() ? std::vector<std::string>() : at->second;
}

std::size_t bulk_service::descriptions() const {
    const std::lock_guard lock(mutex_);
    return descriptions_;
}

std::vector<std::size_t> bulk_service::requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
}

}  // namespace dynaco::test
