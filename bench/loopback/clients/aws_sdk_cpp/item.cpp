#include "item.hpp"

#include <memory>

namespace bench {
namespace {

using Aws::DynamoDB::Model::AttributeValue;

Aws::String text_of(std::int64_t number) { return Aws::String(std::to_string(number).c_str()); }
AttributeValue text(const Aws::String& value) { return AttributeValue().SetS(value); }
AttributeValue number(std::int64_t value) { return AttributeValue().SetN(text_of(value)); }
std::int64_t integer(const AttributeValue& value) { return std::stoll(value.GetN().c_str()); }

std::string quoted(const Aws::String& value) { return '"' + std::string(value.c_str(), value.size()) + '"'; }

template <class List, class Text>
std::string listed(const List& list, Text text_of_each) {
    std::string all;
    for (const auto& each : list) (all += all.empty() ? "" : ",") += text_of_each(each);
    return '[' + all + ']';
}

}  // namespace

attributes attributes_of(const item& from) {
    AttributeValue address;
    address.AddMEntry("street", std::make_shared<AttributeValue>(text(from.address.street)));
    address.AddMEntry("city", std::make_shared<AttributeValue>(text(from.address.city)));
    address.AddMEntry("zip", std::make_shared<AttributeValue>(text(from.address.zip)));
    AttributeValue scores;
    for (const std::int64_t each : from.scores)
        scores.AddLItem(std::make_shared<AttributeValue>(number(each)));
    attributes to;
    to.emplace("pk", text(from.pk));
    to.emplace("sk", number(from.sk));
    to.emplace("name", text(from.name));
    to.emplace("email", text(from.email));
    to.emplace("count", number(from.count));
    to.emplace("price", AttributeValue().SetN(from.price));
    to.emplace("active", AttributeValue().SetBool(from.active));
    to.emplace("tags", AttributeValue().SetSS(from.tags));
    to.emplace("address", std::move(address));
    to.emplace("scores", std::move(scores));
    to.emplace("created", number(from.created));
    to.emplace("payload", text(from.payload));
    return to;
}

item item_of(const attributes& from) {
    item to;
    to.pk = from.at("pk").GetS();
    to.sk = integer(from.at("sk"));
    to.name = from.at("name").GetS();
    to.email = from.at("email").GetS();
    to.count = integer(from.at("count"));
    to.price = from.at("price").GetN();
    to.active = from.at("active").GetBool();
    to.tags = from.at("tags").GetSS();
    const auto address = from.at("address").GetM();
    to.address = {address.at("street")->GetS(), address.at("city")->GetS(), address.at("zip")->GetS()};
    for (const auto& each : from.at("scores").GetL()) to.scores.push_back(integer(*each));
    to.created = integer(from.at("created"));
    to.payload = from.at("payload").GetS();
    return to;
}

// The benchmark's texts need no escapes.
std::string json(const item& shown) {
    return R"({"pk":)" + quoted(shown.pk) + R"(,"sk":)" + std::to_string(shown.sk) + R"(,"name":)" +
           quoted(shown.name) + R"(,"email":)" + quoted(shown.email) + R"(,"count":)" +
           std::to_string(shown.count) + R"(,"price":)" + shown.price.c_str() + R"(,"active":)" +
           (shown.active ? "true" : "false") + R"(,"tags":)" + listed(shown.tags, quoted) +
           R"(,"address":{"street":)" + quoted(shown.address.street) + R"(,"city":)" +
           quoted(shown.address.city) + R"(,"zip":)" + quoted(shown.address.zip) + R"(},"scores":)" +
           listed(shown.scores, [](std::int64_t each) { return std::to_string(each); }) + R"(,"created":)" +
           std::to_string(shown.created) + R"(,"payload":)" + quoted(shown.payload) + '}';
}

}  // namespace bench
