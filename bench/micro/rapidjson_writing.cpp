#include "rapidjson_writing.hpp"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <charconv>
#include <string_view>

namespace micro {
namespace {

namespace rj = rapidjson;

template <class Number>
std::string digits_of(Number n) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, n).ptr};
}

rj::SizeType size_of(std::string_view text) { return static_cast<rj::SizeType>(text.size()); }

class item_writer {
 public:
    explicit item_writer(rj::StringBuffer& out) : writer_(out) {}

    void write(const bench_item& item) {
        writer_.StartObject();
        key("TableName"), string("bench");
        key("Item"), attributes(item);
        writer_.EndObject();
    }

 private:
    void key(std::string_view name) { writer_.Key(name.data(), size_of(name)); }
    void string(std::string_view text) { writer_.String(text.data(), size_of(text)); }
    void wrapped(std::string_view type, std::string_view text) {
        writer_.StartObject();
        key(type), string(text);
        writer_.EndObject();
    }
    void text(std::string_view name, std::string_view value) { key(name), wrapped("S", value); }
    template <class Number>
    void number(std::string_view name, Number value) {
        key(name), wrapped("N", digits_of(value));
    }

    void attributes(const bench_item& item) {
        writer_.StartObject();
        text("pk", item.pk), number("sk", item.sk);
        text("name", item.name), text("email", item.email);
        number("count", item.count), number("price", item.price);
        key("active"), writer_.StartObject();
        key("BOOL"), writer_.Bool(item.active);
        writer_.EndObject();
        key("tags"), writer_.StartObject();
        key("SS"), writer_.StartArray();
        for (const std::string& each : item.tags) string(each);
        writer_.EndArray(), writer_.EndObject();
        key("address"), writer_.StartObject();
        key("M"), writer_.StartObject();
        text("street", item.address.street), text("city", item.address.city), text("zip", item.address.zip);
        writer_.EndObject(), writer_.EndObject();
        key("scores"), writer_.StartObject();
        key("L"), writer_.StartArray();
        for (const std::int64_t each : item.scores) wrapped("N", digits_of(each));
        writer_.EndArray(), writer_.EndObject();
        number("created", item.created), text("payload", item.payload);
        writer_.EndObject();
    }

    rj::Writer<rj::StringBuffer> writer_;
};

class item_document {
 public:
    rj::Document& build(const bench_item& item) {
        document_.SetObject();
        document_.AddMember("TableName", "bench", memory());
        document_.AddMember("Item", attributes(item), memory());
        return document_;
    }

 private:
    rj::Document::AllocatorType& memory() { return document_.GetAllocator(); }
    rj::Value string(const std::string& text) { return {text.data(), size_of(text), memory()}; }
    template <class Content>
    rj::Value wrapped(const char* type, Content content) {
        rj::Value wrapper(rj::kObjectType);
        wrapper.AddMember(rj::StringRef(type), std::move(content), memory());
        return wrapper;
    }
    rj::Value text(const std::string& t) { return wrapped("S", string(t)); }
    template <class Number>
    rj::Value number(Number n) {
        return wrapped("N", string(digits_of(n)));
    }

    rj::Value attributes(const bench_item& item) {
        rj::Value tags(rj::kArrayType);
        for (const std::string& each : item.tags) tags.PushBack(string(each), memory());
        rj::Value address(rj::kObjectType);
        address.AddMember("street", text(item.address.street), memory());
        address.AddMember("city", text(item.address.city), memory());
        address.AddMember("zip", text(item.address.zip), memory());
        rj::Value scores(rj::kArrayType);
        for (const std::int64_t each : item.scores) scores.PushBack(number(each), memory());
        rj::Value all(rj::kObjectType);
        all.AddMember("pk", text(item.pk), memory()).AddMember("sk", number(item.sk), memory());
        all.AddMember("name", text(item.name), memory()).AddMember("email", text(item.email), memory());
        all.AddMember("count", number(item.count), memory()).AddMember("price", number(item.price), memory());
        all.AddMember("active", wrapped("BOOL", rj::Value(item.active)), memory());
        all.AddMember("tags", wrapped("SS", std::move(tags)), memory());
        all.AddMember("address", wrapped("M", std::move(address)), memory());
        all.AddMember("scores", wrapped("L", std::move(scores)), memory());
        all.AddMember("created", number(item.created), memory());
        all.AddMember("payload", text(item.payload), memory());
        return all;
    }

    rj::Document document_;
};

}  // namespace

std::string write_put_item(const bench_item& item) {
    rj::StringBuffer out;
    item_writer(out).write(item);
    return {out.GetString(), out.GetSize()};
}

std::string write_put_item_document(const bench_item& item) {
    rj::StringBuffer out;
    rj::Writer<rj::StringBuffer> writer(out);
    item_document document;
    document.build(item).Accept(writer);
    return {out.GetString(), out.GetSize()};
}

}  // namespace micro
