// usage: interop read|write <endpoint> <table>; see pynamodb_items.py
#include <dynaco.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <exception>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

using dynaco::binary;
using dynaco::number;
using dynaco::value;
using time_point = std::chrono::sys_time<std::chrono::microseconds>;

struct inner_map {
    std::string label{};
    std::optional<int> size{};

    static constexpr dynaco::map_schema schema{.attributes = {{.member = "label", .name = "l"}}};
    bool operator==(const inner_map&) const = default;
};
struct dynamic_map {
    time_point at{};
    dynaco::unknown_attributes others{};

    bool operator==(const dynamic_map&) const = default;
};
struct wide {
    std::string id{};
    std::string txt{};
    std::string empty{};
    int num = 0;
    double real = 0;
    number large{};
    bool flag = false;
    std::optional<binary> blob{};
    std::optional<dynaco::pynamodb_legacy_binary> blob_old{};
    std::set<std::string> ss{};
    std::set<number> ns{};
    std::set<binary> bs{};
    std::set<dynaco::pynamodb_legacy_binary> bs_old{};
    std::optional<dynaco::json_text<value>> js{};
    std::optional<time_point> when{};
    std::optional<dynaco::epoch_seconds> ttl{};
    std::optional<dynaco::nullable<std::string>> nul{};
    std::optional<std::vector<value>> any_list{};
    std::optional<std::vector<int>> nums{};
    std::optional<inner_map> inner{};
    std::optional<std::vector<inner_map>> inners{};
    std::optional<std::map<std::string, value>> raw{};
    std::optional<dynamic_map> extra{};
    int version = 0;

    static constexpr dynaco::schema schema{.table_name = "wide",
                                           .hash_key = "id",
                                           .version = "version",
                                           .ttl = "ttl",
                                           .attributes = {{.member = "version", .name = "_v"}}};
    bool operator==(const wide&) const = default;
};

binary bytes(std::string_view text) {
    const auto* const first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

wide every_type() {
    using namespace std::chrono;
    wide w{
        .id = "every-type", .txt = "Grüße, 😀 \"quoted\" \\ \n", .num = -42, .real = 0.1 + 0.2, .flag = true};
    w.large = number("12345678909876543211234234324234");
    w.blob = bytes("\xca\xfe\xf0\x0d");
    w.blob_old = bytes("\xca\xfe\xf0\x0d");
    w.ss = {"a", "b"};
    w.ns = {number(1), number("2.5")};
    w.bs = {bytes(std::string_view("\0\x01", 2)), bytes("\xff")};
    w.bs_old = {bytes("\xca\xfe\xf0\x0d")};
    w.js = value(
        dynaco::item{{"foo", "bar"}, {"n", value::list{1, 2.5, dynaco::null, true}}, {"é", dynaco::item{}}});
    w.when = sys_days(2020y / January / 2) + 3h + 4min + 5s + 6us;
    w.ttl = sys_seconds(1559692860s);
    w.nul.emplace();
    w.any_list = {dynaco::null,
                  "foo",
                  42,
                  true,
                  bytes("foo"),
                  value::number_set{number(42)},
                  value::string_set{"x"},
                  dynaco::item{{"k", value::list{}}}};
    w.nums = {1, 2};
    w.inner = inner_map{.label = "a", .size = 1};
    w.inners = {inner_map{.label = "a", .size = 1}, inner_map{.label = "b"}};
    w.raw = {{"x", dynaco::null}, {"a.b", 1}, {"y", dynaco::item{{"z", true}}}};
    w.extra.emplace();
    w.extra->at = sys_days(2017y / January / 1);
    w.extra->others = dynaco::unknown_attributes(dynaco::item{{"foo", "bar"}, {"none", dynaco::null}});
    w.version = 7;
    return w;
}
wide nothing() { return {.id = "nothing", .version = 1}; }

dynaco::awaitable<void> read(dynaco::table<wide> table, int& failures) {
    for (const wide& wanted : {every_type(), nothing()}) {
        const std::optional<wide> found = co_await table.get(wanted.id, {.consistent_read = true});
        if (found == wanted) continue;
        ++failures;
        std::cout << wanted.id << ": PynamoDB's item is read as\n  "
                  << dynaco::to_dynamodb_json(found.value()) << "\ninstead of\n  "
                  << dynaco::to_dynamodb_json(wanted) << '\n';
    }
}

dynaco::awaitable<void> write(dynaco::table<wide> table) {
    auto batch = table.batch_write();  // without version checks
    const wide first = every_type();
    const wide second = nothing();
    co_await batch.save(first);
    co_await batch.save(second);
    co_await batch.flush();
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return std::cerr << "usage: interop read|write <endpoint> <table>\n", 2;
    boost::asio::io_context io;
    dynaco::client_options options;
    options.endpoint = argv[2];
    options.credentials = dynaco::static_credentials("local", "local");
    const dynaco::table<wide> table(dynaco::client(io.get_executor(), options), argv[3]);
    int failures = 0;
    boost::asio::co_spawn(io, std::string_view(argv[1]) == "read" ? read(table, failures) : write(table),
                          [&failures](const std::exception_ptr& e) {
                              if (!e) return;
                              ++failures;
                              try {
                                  std::rethrow_exception(e);
                              } catch (const std::exception& why) {
                                  std::cout << why.what() << '\n';
                              }
                          });
    io.run();
    return failures;
}
