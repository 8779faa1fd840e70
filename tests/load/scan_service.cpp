#include "load/scan_service.hpp"

#include <dynaco/detail/json/reader.hpp>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

namespace dynaco::test {
namespace {

constexpr std::string_view scanned_table =
    R"({"Table":{"TableName":"things","TableStatus":"ACTIVE","TableId":"id-of-things",
    "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],
    "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"group","AttributeType":"S"}],
    "BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST"},
    "GlobalSecondaryIndexes":[{"IndexName":"by-group","IndexStatus":"ACTIVE",
        "KeySchema":[{"AttributeName":"group","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]}})";

std::uint32_t small_number(detail::json::reader& in) {
    std::string_view text;
    std::uint32_t value = 0;
    in.number_text(text);
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string id_in(std::string_view key) {
    const auto first = key.find(R"("S":")") + 5;
    return std::string(key.substr(first, key.find('"', first) - first));
}

scan_service::scan scan_in(const std::string& body) {
    scan_service::scan made{.segments = 1, .body = body};
    detail::json::reader in(body);
    bool first = true;
    std::string_view name;
    in.expect('{');
    while (in.next_member(first, name)) {
        std::string_view key;
        if (name == "Segment")
            made.segment = small_number(in);
        else if (name == "TotalSegments")
            made.segments = small_number(in);
        else if (name == "Limit")
            made.limit = small_number(in);
        else if (name == "ExclusiveStartKey" && in.raw(key))
            made.start_id = id_in(key);
        else if (name != "ExclusiveStartKey")
            in.skip();
    }
    return made;
}

}  // namespace

scan_service::scan_service(int items, std::size_t page_size, decide how)
    : items_(items), page_size_(page_size), decide_(std::move(how)) {
    server_.on_request([this](const received_request& request) { return serve(request); });
}

std::string scan_service::item(int number) {
    return R"({"id":{"S":")" + std::to_string(number) + R"("},"n":{"N":")" + std::to_string(number * 3) +
           "\"}}";
}

reply scan_service::serve(const received_request& request) {
    const auto target = request.header("x-amz-target");
    if (target && target->ends_with("DescribeTable")) return reply{std::string(scanned_table)};
    const scan wanted = scan_in(request.body);
    std::optional<reply> instead;
    {
        const std::lock_guard lock(mutex_);
        if (decide_) instead = decide_(scans_.size(), wanted);
        scans_.push_back(wanted);
    }
    return instead ? *instead : usual(wanted);
}

// Item i is in segment i % segments.
std::string scan_service::page(const scan& request) const {
    std::size_t most = page_size_;
    if (request.limit > 0) most = std::min<std::size_t>(most, request.limit);
    const int step = static_cast<int>(request.segments);
    int next =
        request.start_id.empty() ? static_cast<int>(request.segment) : std::stoi(request.start_id) + step;
    std::string items;
    std::size_t count = 0;
    int last = 0;
    for (; next < items_ && count < most; next += step, ++count) {
        items += (items.empty() ? "" : ",") + item(next);
        last = next;
    }
    const std::string number = std::to_string(count);
    std::string text = R"({"Items":[)" + items + R"(],"Count":)" + number + R"(,"ScannedCount":)" + number +
                       R"(,"ConsumedCapacity":{"TableName":"things","CapacityUnits":0.5})";
    // As DynamoDB: a page that is full has a key, also if nothing follows.
    if (count == most) text += R"(,"LastEvaluatedKey":{"id":{"S":")" + std::to_string(last) + "\"}}";
    return text + "}";
}

std::vector<scan_service::scan> scan_service::scans() const {
    const std::lock_guard lock(mutex_);
    return scans_;
}

}  // namespace dynaco::test
