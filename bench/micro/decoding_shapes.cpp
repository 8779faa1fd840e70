#include "floors.hpp"
#include "rapidjson_reading.hpp"
#include "subject.hpp"
#include "subjects.hpp"

#include <dynaco/operations/item.hpp>
#include <dynaco/types.hpp>

#include <optional>
#include <string>
#include <vector>

namespace micro {
namespace {

// One of the 200 attributes of a wide item.
struct narrow_view {
    std::string attribute_0{};
    std::string attribute_50{};
    std::string attribute_100{};
    std::string attribute_199{};

    friend bool operator==(const narrow_view&, const narrow_view&) = default;
};
struct numbers {
    std::vector<std::int64_t> whole{};
    std::vector<double> real{};

    friend bool operator==(const numbers&, const numbers&) = default;
};
struct texts {
    std::vector<std::string> lines{};

    friend bool operator==(const texts&, const texts&) = default;
};

template <class T>
std::optional<T> decode(const std::string& reply) {
    std::optional<T> item;
    auto take = [&item](dynaco::detail::json::reader& in) {
        return dynaco::detail::read_item(in, item.emplace());
    };
    const auto found = dynaco::get_item::decode_into(reply, take);
    if (!found) item.reset();
    return item;
}

template <class T>
std::string reply_with(const T& item) {
    std::string text = R"({"Item":)";
    dynaco::detail::json::writer out(text);
    dynaco::codec<T>::write(out, item);
    return text + "}";
}

template <class T>
void one_shape(const std::string& name, const std::string& reply, const T& item) {
    require(decode<T>(reply) == item, name.c_str());
    require(parse_only(reply), name.c_str());

    const subject s("decode " + name, reply.size());
    s.measure("dynaco", [reply] { return decode<T>(reply); });
    s.measure("floor: memcpy", memcpy_of(reply));
    s.measure("floor: a copy of the result", copy_of(item));
    s.measure("other: RapidJSON SAX, no-op", [reply] { return parse_only(reply); });
    s.measure("other: RapidJSON DOM, not converted", [reply] { return parse_document(reply); });
}

dynaco::item wide_item() {
    dynaco::item item;
    for (int i = 0; i < 200; ++i)
        item["attribute_" + std::to_string(i)] = "value " + std::to_string(1'000'003 * i);
    return item;
}

dynaco::item deep_item(int levels) {
    dynaco::item item{{"level", levels}};
    if (levels > 1) item["below"] = deep_item(levels - 1);
    return item;
}

numbers many_numbers() {
    numbers item;
    for (int i = 0; i < 100; ++i) {
        item.whole.push_back(std::int64_t{1'000'000'007} * i);
        item.real.push_back(i * 1.25e-3);
    }
    return item;
}

texts many_escapes() {
    texts item;
    for (int i = 0; i < 20; ++i) item.lines.emplace_back("\"said\"\tshe,\n\\ and left \x01 (\xc3\xa9) again");
    return item;
}

}  // namespace

void decoding_shapes() {
    const dynaco::item wide = wide_item();
    const auto text_of = [&wide](const char* name) { return *wide.at(name).get_if<std::string>(); };
    const narrow_view view{text_of("attribute_0"), text_of("attribute_50"), text_of("attribute_100"),
                           text_of("attribute_199")};
    one_shape("200 attributes into dynaco::item", reply_with(wide), wide);
    one_shape("200 attributes into a view of 4", reply_with(wide), view);
    one_shape("24 levels into dynaco::item", reply_with(deep_item(24)), deep_item(24));
    one_shape("200 numbers", reply_with(many_numbers()), many_numbers());
    one_shape("20 texts with escapes", reply_with(many_escapes()), many_escapes());
}

}  // namespace micro
