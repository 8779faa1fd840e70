#include "rapidjson_reading.hpp"

#include <rapidjson/document.h>
#include <rapidjson/reader.h>

#include <charconv>
#include <utility>

namespace micro {
namespace {

namespace rj = rapidjson;

template <class Number>
void read_digits(std::string_view text, Number& n) {
    std::from_chars(text.data(), text.data() + text.size(), n);
}

std::string_view view(const rj::Value& v) { return {v.GetString(), v.GetStringLength()}; }

template <class Number>
void read_number(const rj::Value& attribute, Number& n) {
    read_digits(view(attribute["N"]), n);
}

bench_item item_of(const rj::Value& in) {
    bench_item item;
    item.pk = view(in["pk"]["S"]);
    read_number(in["sk"], item.sk);
    item.name = view(in["name"]["S"]);
    item.email = view(in["email"]["S"]);
    read_number(in["count"], item.count);
    read_number(in["price"], item.price);
    item.active = in["active"]["BOOL"].GetBool();
    for (const rj::Value& each : in["tags"]["SS"].GetArray()) item.tags.emplace(view(each));
    const rj::Value& address = in["address"]["M"];
    item.address.street = view(address["street"]["S"]);
    item.address.city = view(address["city"]["S"]);
    item.address.zip = view(address["zip"]["S"]);
    for (const rj::Value& each : in["scores"]["L"].GetArray()) read_number(each, item.scores.emplace_back());
    read_number(in["created"], item.created);
    item.payload = view(in["payload"]["S"]);
    return item;
}

// Levels of objects: 1 is the response, 2 an item, 3 the wrapper of an attribute, 5 the wrappers in an
// address.
class item_handler : public rj::BaseReaderHandler<rj::UTF8<>, item_handler> {
 public:
    explicit item_handler(std::vector<bench_item>& items) : items_(items) {}

    bool StartObject() {
        if (++depth_ == 2) items_.emplace_back();
        return true;
    }
    bool EndObject(rj::SizeType) { return --depth_, true; }
    bool Key(const char* text, rj::SizeType size, bool) {
        const std::string_view name{text, size};
        if (depth_ == 2) {
            const auto expected = (attribute_ + 1) % std::size(names);
            attribute_ = names[expected] == name ? expected : find(name);
        } else if (depth_ == 4) {
            part_ = name == "street" ? &postal_address::street
                    : name == "city" ? &postal_address::city
                                     : &postal_address::zip;
        }
        return true;
    }
    bool Bool(bool value) { return items_.back().active = value, true; }
    bool String(const char* text, rj::SizeType size, bool) {
        const std::string_view value{text, size};
        bench_item& item = items_.back();
        if (depth_ == 5) return item.address.*part_ = value, true;
        switch (attribute_) {
            case 0: item.pk = value; break;
            case 1: read_digits(value, item.sk); break;
            case 2: item.name = value; break;
            case 3: item.email = value; break;
            case 4: read_digits(value, item.count); break;
            case 5: read_digits(value, item.price); break;
            case 7: item.tags.emplace(value); break;
            case 9: read_digits(value, item.scores.emplace_back()); break;
            case 10: read_digits(value, item.created); break;
            case 11: item.payload = value; break;
            default: break;
        }
        return true;
    }

 private:
    static constexpr std::string_view names[] = {"pk",     "sk",   "name",    "email",  "count",   "price",
                                                 "active", "tags", "address", "scores", "created", "payload"};
    static std::size_t find(std::string_view name) {
        std::size_t i = 0;
        while (i < std::size(names) && names[i] != name) ++i;
        return i;
    }

    std::vector<bench_item>& items_;
    int depth_ = 0;
    std::size_t attribute_ = std::size(names) - 1;
    std::string postal_address::*part_ = nullptr;
};

std::vector<bench_item> read_events(const std::string& text) {
    std::vector<bench_item> items;
    item_handler handler(items);
    rj::StringStream in(text.c_str());
    rj::Reader().Parse(in, handler);
    return items;
}

}  // namespace

bench_item read_item_document(const std::string& text) {
    rj::Document document;
    document.Parse(text.c_str());
    return item_of(document["Item"]);
}

std::vector<bench_item> read_page_document(const std::string& text) {
    rj::Document document;
    document.Parse(text.c_str());
    std::vector<bench_item> items;
    for (const rj::Value& each : document["Items"].GetArray()) items.push_back(item_of(each));
    return items;
}

bench_item read_item_events(const std::string& text) { return std::move(read_events(text).front()); }
std::vector<bench_item> read_page_events(const std::string& text) { return read_events(text); }

bool parse_only(const std::string& text) {
    rj::BaseReaderHandler<> nothing;
    rj::StringStream in(text.c_str());
    return !rj::Reader().Parse(in, nothing).IsError();
}

bool parse_document(const std::string& text) {
    rj::Document document;
    return !document.Parse(text.c_str()).HasParseError();
}

}  // namespace micro
