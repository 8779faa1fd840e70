// The program that check.py runs under callgrind: the work on a request and its response that needs only the
// processor.

#include "counted.hpp"
#include "micro/item.hpp"
#include "sigv4/request_signer.hpp"

#include <dynaco/client.hpp>
#include <dynaco/detail/operations/item_appender.hpp>
#include <dynaco/operations/item.hpp>

#include <openssl/crypto.h>

#include <chrono>
#include <cstdlib>
#include <gnu/libc-version.h>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::test {
namespace {

// Other properties that determine the number of instructions.
std::string platform() {
    return "g++-" + std::to_string(__GNUC__) + " x86_64" + (__builtin_cpu_supports("avx2") ? " avx2" : "") +
           ", glibc " + gnu_get_libc_version() + ", OpenSSL " + std::to_string(OPENSSL_version_major()) +
           "." + std::to_string(OPENSSL_version_minor());
}

// A wrong result must not be counted.
void require(bool right) {
    if (!right) std::abort();
}

using micro::bench_item;

detail::recycled_string put_body(const bench_item& item) {
    return encoded_request::of(put_item{.table_name = "bench", .item = item}).body;
}

void decode_item(const std::string& reply) {
    std::optional<bench_item> item;
    auto take = [&item](detail::json::reader& in) { return detail::read_item(in, item.emplace()); };
    const auto found = get_item::decode_into(reply, take);
    require(found && *found && item->sk == 7);
}

void decode_page(const std::string& reply) {
    std::vector<bench_item> items;
    detail::item_appender<bench_item> take(items);
    const auto page = query::decode_into(reply, take);
    require(page && items.size() == 20);
}

void count_codec() {
    const bench_item item = micro::make_item(7);
    const std::string reply = micro::get_item_reply();
    const std::string page = micro::query_reply(micro::make_items(20));
    count("encode a PutItem of 1 KB", 200, [&item] { require(!put_body(item).empty()); });
    count("decode an item of 1 KB", 200, [&reply] { decode_item(reply); });
    count("decode a page of 20 KB", 20, [&page] { decode_page(page); });
}

void count_signing() {
    constexpr std::chrono::sys_seconds time{std::chrono::seconds(1'767'225'600)};
    const sigv4::request_signer signer({.access_key_id = "AKIDEXAMPLE", .secret_access_key = "secret"},
                                       {.region = "eu-west-1", .service = "dynamodb"});
    std::string out;
    const auto sign = [&](std::string_view target, std::string_view body) {
        out.clear();
        signer.sign({.host = "dynamodb.eu-west-1.amazonaws.com", .target = target, .body = body}, time, out);
    };
    const std::string key =
        R"({"TableName":"bench","Key":{"pk":{"S":"customer-0000000042"},"sk":{"N":"7"}}})";
    const detail::recycled_string body = put_body(micro::make_item(7));
    count("sign a GetItem", 200, [&] { sign("DynamoDB_20120810.GetItem", key); });
    count("sign a PutItem of 1 KB", 200, [&] { sign("DynamoDB_20120810.PutItem", body); });
}

}  // namespace
}  // namespace dynaco::test

int main(int count, char** arguments) {
    if (count > 1 && arguments[1] == std::string_view("--platform")) {
        std::cout << dynaco::test::platform() << '\n';
        return 0;
    }
    dynaco::test::count_codec();
    dynaco::test::count_signing();
}
