#include "support/fault_service/fault_service.hpp"

#include "support/fault_server/reply/service_replies.hpp"

#include <charconv>
#include <utility>
#include <vector>

namespace dynaco::test {
namespace {

using document = detail::json::document;

// Thrown to end a request without an effect.
struct refusal {
    reply answer;
};

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words(1);
    for (const char each : text) {
        if (each != ' ' && each != '(' && each != ')')
            words.back() += each;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

std::string name_in(const document& body, const std::string& word) {
    return word.starts_with('#') ? body["ExpressionAttributeNames"][word].text() : word;
}

std::int64_t whole(const std::string& digits) {
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::string cancelled(const std::vector<bool>& held) {
    std::string reasons = R"("CancellationReasons":[)";
    for (const bool each : held) {
        reasons += each ? R"({"Code":"None"},)"
                        : R"({"Code":"ConditionalCheckFailed","Message":"The conditional request failed"},)";
    }
    reasons.back() = ']';
    return reasons;
}

}  // namespace

std::string fault_service::invocation_of(const received_request& request) {
    return request.header("amz-sdk-invocation-id").value_or("");
}

reply fault_service::answer(const received_request& request) {
    const std::string target = request.header("X-Amz-Target").value_or("");
    const auto body = document::parse(request.body);
    if (!body) return service_error(400, "SerializationException", "not JSON");
    const std::lock_guard lock(mutex_);
    try {
        return serve(target.substr(target.find('.') + 1), *body, applied_[invocation_of(request)]);
    } catch (const refusal& why) {
        return why.answer;
    }
}

reply fault_service::serve(std::string_view operation, const document& body, int& applied) {
    if (operation == "GetItem") return get(body);
    if (operation == "Query") return query(body);
    if (operation == "PutItem") return write(kind::put, body, applied);
    if (operation == "UpdateItem") return write(kind::update, body, applied);
    if (operation == "DeleteItem") return write(kind::remove, body, applied);
    if (operation == "BatchWriteItem") return batch(body, applied);
    if (operation == "TransactWriteItems") return transact(body, applied);
    return service_error(400, "UnknownOperationException", operation);
}

reply fault_service::get(const document& body) const {
    const stored* item = find(key_of(kind::remove, body));
    return reply{item ? R"({"Item":)" + json_of(*item) + "}" : "{}"};
}

reply fault_service::query(const document& body) const {
    const stored* item = find(body["ExpressionAttributeValues"][":0"]["S"].text());
    const std::string count = item ? "1" : "0";
    const std::string items = item ? json_of(*item) : "";
    return reply{R"({"Items":[)" + items + R"(],"Count":)" + count + R"(,"ScannedCount":)" + count + "}"};
}

reply fault_service::write(kind what, const document& body, int& applied) {
    if (!condition_holds(what, body)) {
        const stored* item = find(key_of(what, body));
        const bool wanted = body["ReturnValuesOnConditionCheckFailure"].text() == "ALL_OLD";
        return conditional_check_failed(wanted && item ? json_of(*item) : "");
    }
    apply(what, body, applied);
    return reply{};
}

reply fault_service::batch(const document& body, int& applied) {
    for (const document& requests : body["RequestItems"].elements()) {
        for (const document& each : requests.elements()) {
            const document& put = each["PutRequest"];
            put.is_null() ? apply(kind::remove, each["DeleteRequest"], applied)
                          : apply(kind::put, put, applied);
        }
    }
    return reply{R"({"UnprocessedItems":{}})"};
}

reply fault_service::transact(const document& body, int& applied) {
    const std::string token = body["ClientRequestToken"].text();
    if (!token.empty() && committed_.find(token)) return reply{};
    std::vector<bool> held;
    bool all = true;
    for (const document& each : body["TransactItems"].elements()) {
        held.push_back(condition_holds(kind_of(each.names().front()), each.elements().front()));
        all = all && held.back();
    }
    if (!all)
        return service_error(400, "TransactionCanceledException", "Transaction cancelled", cancelled(held));
    for (const document& each : body["TransactItems"].elements())
        apply(kind_of(each.names().front()), each.elements().front(), applied);
    if (!token.empty()) committed_[token] = true;
    return reply{};
}

bool fault_service::condition_holds(kind what, const document& body) const {
    const std::vector<std::string> words = words_of(body["ConditionExpression"].text());
    if (words.empty()) return true;
    const bool wanted = words.front() == "attribute_exists";
    if (words.size() != 2 || (!wanted && words.front() != "attribute_not_exists"))
        throw refusal{validation_error("a condition that the fault service does not know")};
    const stored* item = find(key_of(what, body));
    return (item && item->contains(name_in(body, words[1]))) == wanted;
}

void fault_service::apply(kind what, const document& body, int& applied) {
    const std::string id = key_of(what, body);
    if (what == kind::check) return;
    if (what == kind::put) items_[id] = read(body["Item"]);
    if (what == kind::remove) items_.erase(id);
    if (what == kind::update) {
        items_[id]["id"] = {"S", id};
        change(body, items_[id]);
    }
    ++writes_[id];
    ++applied;
}

void fault_service::change(const document& body, stored& item) {
    const std::vector<std::string> words = words_of(body["UpdateExpression"].text());
    const bool adds = words.size() == 3 && words[0] == "ADD";
    const bool sets = words.size() == 4 && words[0] == "SET" && words[2] == "=";
    if (!adds && !sets) throw refusal{validation_error("an update that the fault service does not know")};
    const document& operand = body["ExpressionAttributeValues"][words.back()];
    attribute given{operand.names().at(0), operand.elements().at(0).text()};
    attribute& target = item[name_in(body, words[1])];
    if (adds) given.text = std::to_string(whole(target.text) + whole(given.text));
    target = std::move(given);
}

fault_service::kind fault_service::kind_of(const std::string& name) {
    if (name == "Put") return kind::put;
    if (name == "Update") return kind::update;
    return name == "Delete" ? kind::remove : kind::check;
}

std::string fault_service::key_of(kind what, const document& body) {
    return body[what == kind::put ? "Item" : "Key"]["id"]["S"].text();
}

const fault_service::stored* fault_service::find(const std::string& id) const {
    const auto at = items_.find(id);
    return at == items_.end() ? nullptr : &at->second;
}

fault_service::stored fault_service::read(const document& item) {
    stored made;
    for (std::size_t i = 0; i < item.names().size(); ++i) {
        const document& value = item.elements()[i];
        made[item.names()[i]] = {value.names().at(0), value.elements().at(0).text()};
    }
    return made;
}

std::string fault_service::json_of(const stored& item) {
    std::string out = "{";
    for (const auto& [name, value] : item) {
        if (out.size() > 1) out += ',';
        out += '"' + name + R"(":{")" + value.type + R"(":")" + value.text + R"("})";
    }
    return out + "}";
}

int fault_service::applied(const std::string& invocation_id) const {
    const std::lock_guard lock(mutex_);
    const int* const count = applied_.find(invocation_id);
    return count ? *count : 0;
}

void fault_service::hold(const std::string& id, const std::string& name, std::int64_t number) {
    const std::lock_guard lock(mutex_);
    items_[id] = {{"id", {"S", id}}, {name, {"N", std::to_string(number)}}};
}

int fault_service::writes_to(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    const auto at = writes_.find(id);
    return at == writes_.end() ? 0 : at->second;
}

std::int64_t fault_service::number_of(const std::string& id, const std::string& name) const {
    const std::lock_guard lock(mutex_);
    const stored* item = find(id);
    const auto at = item ? item->find(name) : stored::const_iterator();
    return item && at != item->end() ? whole(at->second.text) : 0;
}

bool fault_service::has(const std::string& id) const {
    const std::lock_guard lock(mutex_);
    return items_.contains(id);
}

}  // namespace dynaco::test
