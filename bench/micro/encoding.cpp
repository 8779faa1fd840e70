#include "floors.hpp"
#include "item.hpp"
#include "rapidjson_writing.hpp"
#include "subject.hpp"
#include "subjects.hpp"

#include <dynaco/client.hpp>
#include <dynaco/detail/table/key/key.hpp>
#include <dynaco/operations/item.hpp>

#include <string>

namespace micro {
namespace {

using dynaco::encoded_request;

encoded_request encode_put(const bench_item& item) {
    return encoded_request::of(dynaco::put_item{.table_name = "bench", .item = item});
}

encoded_request encode_get(const std::string& pk, std::int64_t sk) {
    const dynaco::detail::key_ref<bench_item, std::string, std::int64_t> key(pk, sk);
    return encoded_request::of(dynaco::get_item{.table_name = "bench", .key = key});
}

}  // namespace

void encoding() {
    const bench_item item = make_item(7);
    const std::string body = encode_put(item).body;
    require(body == write_put_item(item), "PutItem by RapidJSON's Writer");
    require(body == write_put_item_document(item), "PutItem by RapidJSON's DOM");

    const subject put("encode PutItem 1 KB", body.size());
    put.measure("dynaco", [item] { return encode_put(item); });
    put.measure("floor: memcpy", memcpy_of(body));
    put.measure("floor: a copy of the text", copy_of(body));
    put.measure("other: RapidJSON Writer", [item] { return write_put_item(item); });
    put.measure("other: RapidJSON DOM", [item] { return write_put_item_document(item); });

    const std::string key = encode_get(item.pk, item.sk).body;
    const subject get("encode GetItem", key.size());
    get.measure("dynaco", [item] { return encode_get(item.pk, item.sk); });
    get.measure("floor: memcpy", memcpy_of(key));
    get.measure("floor: a copy of the text", copy_of(key));
}

}  // namespace micro
