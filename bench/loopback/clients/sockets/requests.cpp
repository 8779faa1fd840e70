#include "requests.hpp"

#include "sample_item.hpp"

#include <string_view>
#include <vector>

namespace bench {
namespace {

struct item {
    struct place {
        std::string_view street, city, zip;
    };
    std::string_view pk;
    std::int64_t sk;
    std::string_view name, email;
    std::int64_t count;
    std::string_view price;
    bool active;
    std::vector<std::string_view> tags;
    place address;
    std::vector<std::int64_t> scores;
    std::int64_t created;
    std::string_view payload;
};

std::string text(std::string_view value) { return R"({"S":")" + std::string(value) + "\"}"; }
std::string number(std::string_view value) { return R"({"N":")" + std::string(value) + "\"}"; }
std::string number(std::int64_t value) { return number(std::to_string(value)); }

template <class List, class Text>
std::string joined(const List& list, Text text_of) {
    std::string all;
    for (const auto& each : list) (all += all.empty() ? "" : ",") += text_of(each);
    return all;
}

std::string json(const item& item) {
    return R"({"pk":)" + text(item.pk) + R"(,"sk":)" + number(item.sk) + R"(,"name":)" + text(item.name) +
           R"(,"email":)" + text(item.email) + R"(,"count":)" + number(item.count) + R"(,"price":)" +
           number(item.price) + R"(,"active":{"BOOL":)" + (item.active ? "true" : "false") +
           R"(},"tags":{"SS":[)" +
           joined(item.tags, [](std::string_view tag) { return '"' + std::string(tag) + '"'; }) +
           R"(]},"address":{"M":{"street":)" + text(item.address.street) + R"(,"city":)" +
           text(item.address.city) + R"(,"zip":)" + text(item.address.zip) + R"(}},"scores":{"L":[)" +
           joined(item.scores, [](std::int64_t score) { return number(score); }) + R"(]},"created":)" +
           number(item.created) + R"(,"payload":)" + text(item.payload) + "}";
}

std::string key(std::int64_t sort_key) {
    return R"({"pk":)" + text(partition) + R"(,"sk":)" + number(sort_key) + "}";
}

std::string batch() {
    std::string puts;
    for (std::int64_t i = 0; i < 25; ++i)
        (puts += i == 0 ? "" : ",") += R"({"PutRequest":{"Item":)" + json(sample_item<item>(i)) + "}}";
    return R"({"RequestItems":{"bench":[)" + puts + "]}}";
}

struct operation {
    std::string_view name;
    std::string body;
};

operation operation_of(workload what) {
    const std::string table = R"({"TableName":"bench",)";
    switch (what) {
        case workload::get_item: return {"GetItem", table + R"("Key":)" + key(first_sort_key) + "}"};
        case workload::put_item: return {"PutItem", table + R"("Item":)" + json(sample_item<item>()) + "}"};
        case workload::query:
            return {"Query", table + R"("KeyConditionExpression":"#0 = :0","ExpressionAttributeNames":)" +
                                 R"({"#0":"pk"},"ExpressionAttributeValues":{":0":)" + text(partition) +
                                 "}}"};
        case workload::batch_write: return {"BatchWriteItem", batch()};
        case workload::scan:
            return {"Scan", table + R"("ExclusiveStartKey":)" + key(first_sort_key) + R"(,"Limit":1000})"};
    }
    return {};
}

}  // namespace

std::string request_for(const arguments& told) {
    const operation sent = operation_of(told.what);
    return "POST " + told.where.path + " HTTP/1.1\r\nHost: " + told.where.host + ':' + told.where.port +
           "\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: DynamoDB_20120810." +
           std::string(sent.name) + "\r\nContent-Length: " + std::to_string(sent.body.size()) +
           "\r\nUser-Agent: dynaco/0.1.0 ua/2.1 os/linux md/arch#x86_64 lang/c++#202002 "
           "cfg/retry-mode#standard\r\n"
           "amz-sdk-invocation-id: 01234567-89ab-4def-8123-456789abcdef\r\n"
           "amz-sdk-request: ttl=20261122T200000Z; attempt=1; max=4\r\n"
           "Authorization: AWS4-HMAC-SHA256 Credential=local/20261122/us-east-1/dynamodb/aws4_request, "
           "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
           "Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\r\n"
           "X-Amz-Date: 20261122T195200Z\r\n\r\n" +
           sent.body;
}

}  // namespace bench
