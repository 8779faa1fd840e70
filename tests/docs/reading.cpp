// The code of docs/guide/reading.md.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <iostream>

namespace asio = boost::asio;
using namespace dynaco::literals;

namespace reading_guide {

struct Order {
    std::string customer_id{};
    std::string placed_at{};
    std::int64_t total = 0;
    std::string status{};

    static constexpr dynaco::schema schema{
        .table_name = "orders", .hash_key = "customer_id", .range_key = "placed_at"};
};

struct OrderTotal {  // a view: only this attribute is fetched
    std::int64_t total = 0;
};

void ship(const Order& order);
std::string load_token();
void store_token(const std::string& token);

asio::awaitable<void> by_key(dynaco::table<Order> orders) {
    std::optional<Order> order = co_await orders.get("c-1", "2026-01-01", {.consistent_read = true});
    std::optional<OrderTotal> total = co_await orders.get<OrderTotal>("c-1", "2026-01-01");
    bool known = co_await orders.contains("c-1", "2026-01-01");
    std::cout << std::boolalpha << known << order.has_value() << total.has_value() << '\n';
}

asio::awaitable<void> by_keys(dynaco::client db, dynaco::table<Order> orders, dynaco::table<Order> archive) {
    const std::vector<std::pair<std::string, std::string>> keys{{"c-1", "2026-01-01"}, {"c-2", "2026-01-03"}};
    std::vector<Order> found = co_await orders.batch_get(keys).collect();
    std::vector<std::optional<Order>> each = co_await orders.batch_get_in_order(keys);

    dynaco::batch_get reads{db};  // reads from several tables
    auto some = reads.get(orders, keys);
    auto old = reads.get<OrderTotal>(archive, keys, {.consistent_read = true});
    co_await reads.fetch();
    for (const Order& order : some.items()) ship(order);
}

asio::awaitable<void> items(dynaco::table<Order> orders) {
    auto recent = orders.query("c-1", "placed_at"_a >= "2026-01-01", dynaco::filter("total"_a > 100));
    while (auto order = co_await recent.next()) ship(*order);

    auto last = orders.query("c-1", {.forward = false});
    std::optional<Order> newest = co_await last.first();

    auto totals = orders.query<OrderTotal>("c-1", {.limit = 1000});
    std::vector<OrderTotal> all = co_await totals.collect();

    auto open = orders.query("c-1", dynaco::filter("status"_a == "open"));
    std::uint64_t count = co_await open.count();  // DynamoDB counts; no items are returned
    std::cout << count << " of them\n";
}

asio::awaitable<void> misfits(dynaco::table<Order> orders) {
    auto orders_of = orders.query("c-1");
    orders_of.on_unreadable([](const dynaco::item& stored, const dynaco::error& why) {
        std::cerr << why.what() << ": " << dynaco::to_dynamodb_json(stored) << '\n';
    });
    while (auto order = co_await orders_of.next()) ship(*order);
}

asio::awaitable<void> resuming(dynaco::table<Order> orders) {
    std::string token = load_token();  // empty the first time
    auto scan = orders.scan({.limit = 10'000, .resume_token = token});
    while (auto order = co_await scan.next()) ship(*order);
    store_token(scan.resume_token());  // empty at the end
}

asio::awaitable<void> everything(dynaco::table<Order> orders) {
    auto scan = orders.parallel_scan(dynaco::filter("status"_a == "open"),
                                     {.segments = 8, .max_capacity_per_second = 500});
    while (auto page = co_await scan.next_page())
        for (const Order& order : *page) ship(order);
    std::cout << scan.scanned_count() << " items read for " << scan.consumed_capacity().capacity_units
              << " units\n";
}

}  // namespace reading_guide
