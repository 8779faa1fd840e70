// The third tutorial: a shop in one table with three models: products, their stock and the orders of
// customers. The keys show which model an item belongs to. The tutorial uses a transaction, versions, a
// parallel scan and a resume token.
//
// Runs against the service at DYNACO_ENDPOINT, for example a local DynamoDB. If that is not set, it runs
// against AWS.
#include <dynaco.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <optional>
#include <string>
#include <variant>

namespace asio = boost::asio;
using namespace dynaco::literals;

struct Audit {  // a part that several models share
    std::string changed_by{};
};

struct Product {
    dynaco::composed<"PRODUCT#{sku}"> pk{};  // composed of the members at every write
    dynaco::composed<"INFO"> sk{};
    std::string sku{};
    std::string name{};
    dynaco::number price{};
    int version = 0;  // every save checks and increments it
    dynaco::embedded<Audit> audit{};

    static constexpr dynaco::schema schema{
        .table_name = "tutorial-shop", .hash_key = "pk", .range_key = "sk", .version = "version"};
};

struct Stock {  // the stock of a product at a place
    dynaco::composed<"PRODUCT#{sku}"> pk{};
    dynaco::composed<"STOCK#{place}"> sk{};
    std::string sku{};
    std::string place{};
    int count = 0;
    dynaco::embedded<Audit> audit{};

    static constexpr dynaco::schema schema{
        .table_name = "tutorial-shop", .hash_key = "pk", .range_key = "sk"};
};

struct Order {
    dynaco::composed<"CUSTOMER#{customer}"> pk{};
    dynaco::composed<"ORDER#{number:06}"> sk{};  // padded with zeros, so that keys sort like numbers
    std::string customer{};
    std::uint32_t number = 0;
    std::string sku{};
    int quantity = 0;

    static constexpr dynaco::schema schema{
        .table_name = "tutorial-shop", .hash_key = "pk", .range_key = "sk"};
};

using Anything = std::variant<Product, Stock, Order>;

void print(const Product& p) {
    std::cout << "  " << p.name << " at " << p.price << ", version " << p.version << '\n';
}
void print(const Stock& s) {
    std::cout << "  " << s.count << " in the " << s.place << ", changed by " << s.audit.changed_by << '\n';
}
void print(const Order& o) {
    std::cout << "  order " << o.number << ": " << o.quantity << " of " << o.sku << '\n';
}

asio::awaitable<void> fill(dynaco::client db) {
    std::cout << "Save a product. Save its stock and 12 orders in a batch:\n";
    const dynaco::table<Product> products{db};
    Product banana{.sku = "banana", .name = "Banana", .price = dynaco::number("0.20")};
    co_await products.insert(banana);  // throws if the item exists
    print(banana);

    const dynaco::table<Anything> shop{db};
    auto batch = shop.batch_write();
    Stock north{.sku = "banana", .place = "north", .count = 10};
    north.audit.changed_by = "ann";
    co_await batch.save(north);
    for (std::uint32_t number = 1; number <= 12; ++number) {
        const Order each{.customer = "carol",
                         .number = number,
                         .sku = "banana",
                         .quantity = static_cast<int>(number % 3) + 1};
        co_await batch.save(each);
    }
    co_await batch.flush();
}

// Both updates are applied, or neither.
asio::awaitable<void> move_to_south(dynaco::client db, int count) {
    std::cout << "Move " << count << " bananas to the south:\n";
    const dynaco::table<Stock> stocks{db};
    dynaco::transact_write tx{db};
    const auto taken = tx.update(stocks, "banana", "north", "count"_a.add(-count), "changed_by"_a.set("ben"),
                                 dynaco::when("count"_a >= count));
    tx.update(stocks, "banana", "south", "count"_a.add(count), "changed_by"_a.set("ben"));
    const auto done = co_await tx.try_commit();
    if (done)
        std::cout << "  done\n";
    else
        std::cout << "  rejected: there are only " << done.existing(taken)->count << '\n';
}

asio::awaitable<void> two_writers(dynaco::client db) {
    std::cout << "Two writers read the product and change it:\n";
    const dynaco::table<Product> products{db};
    const std::optional<Product> found = co_await products.get("banana", {.consistent_read = true});
    Product anns = *found;
    Product bens = *found;

    anns.price = dynaco::number("0.25");
    const auto first = co_await products.try_save(anns);
    std::cout << (first ? "  Ann was faster\n" : "  Ann was too late\n");

    bens.name = "Organic banana";
    auto second = co_await products.try_save(bens);
    if (!second) {  // the stored version is not the version that Ben read
        std::cout << "  Ben was too late: he changes the stored product instead\n";
        bens = second.existing().value();
        bens.name = "Organic banana";
        second = co_await products.try_save(bens);
    }
    if (second) print(bens);
}

asio::awaitable<void> read(dynaco::client db) {
    const dynaco::table<Anything> shop{db};
    std::cout << "All items of the banana, each read as its model:\n";
    auto all = shop.query("PRODUCT#banana");
    while (const auto each = co_await all.next()) std::visit([](const auto& item) { print(item); }, *each);

    std::cout << "Scan 4 segments of the table at the same time:\n";
    int in_stock = 0;
    int ordered = 0;
    auto scan = shop.parallel_scan({.segments = 4});
    while (const auto each = co_await scan.next()) {
        if (const auto* stock = std::get_if<Stock>(&*each)) in_stock += stock->count;
        if (const auto* order = std::get_if<Order>(&*each)) ordered += order->quantity;
    }
    std::cout << "  " << in_stock << " in stock, " << ordered << " ordered\n";

    std::cout << "Carol's two newest orders:\n";
    const dynaco::table<Order> orders{db};
    auto newest = orders.query("carol", {.limit = 2, .forward = false});
    while (const auto order = co_await newest.next()) print(*order);

    std::cout << "Continue from there (this also works in another process):\n";
    const std::string token = newest.resume_token();
    auto older = orders.query("carol", {.limit = 2, .forward = false, .resume_token = token});
    while (const auto order = co_await older.next()) print(*order);
}

asio::awaitable<void> tutorial(dynaco::client db) {
    const dynaco::table<Anything> shop{db};
    const bool created = co_await shop.create();
    std::cout << "The table " << shop.table_name() << (created ? " was created.\n" : " exists already.\n");
    co_await fill(db);
    co_await move_to_south(db, 4);
    co_await move_to_south(db, 7);
    co_await two_writers(db);
    co_await read(db);
    if (created) co_await shop.delete_table();
}

int main() {
    try {
        asio::io_context io;
        const char* endpoint = std::getenv("DYNACO_ENDPOINT");
        dynaco::client db{io.get_executor(), {.endpoint = endpoint ? endpoint : ""}};
        std::exception_ptr failure;
        asio::co_spawn(io, tutorial(db), [&failure](std::exception_ptr e) { failure = e; });
        io.run();
        if (failure) std::rethrow_exception(failure);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
