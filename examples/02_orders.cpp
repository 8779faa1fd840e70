// The second tutorial: orders of several items, and an index that finds the orders of an item.
//
// Runs against the service at DYNACO_ENDPOINT (a local DynamoDB, say), or against AWS if that is not set.
#include <dynaco.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

namespace asio = boost::asio;
using namespace dynaco::literals;

struct ItemOrder {  // what the index holds: its keys
    std::string item_id{};
    std::string order_id{};

    static constexpr dynaco::index_schema schema{
        .index_name = "item-and-order-index",
        .hash_key = "item_id",
        .range_key = "order_id",
        .projection = dynaco::projection::keys_only,
    };
};

struct Order {
    std::string order_id{};
    std::string item_id{};
    dynaco::number item_unit_price{};  // an exact decimal
    int quantity = 0;

    static constexpr dynaco::schema schema{
        .table_name = "tutorial-orders",
        .hash_key = "order_id",
        .range_key = "item_id",
    };
    using indexes = dynaco::indexes<ItemOrder>;
};

void print(const Order& o) {
    std::cout << "  " << o.order_id << "  " << o.item_id << "  " << o.quantity << " at " << o.item_unit_price
              << '\n';
}

asio::awaitable<void> save_orders(dynaco::table<Order> orders) {
    auto batch = orders.batch_write();
    const auto save = [&batch](const char* order, const char* item, const char* price, int quantity) {
        const Order each{.order_id = order,
                         .item_id = item,
                         .item_unit_price = dynaco::number(price),
                         .quantity = quantity};
        return batch.save(each);
    };
    co_await save("order-1", "item-1-apple", "0.35", 12);
    co_await save("order-1", "item-2-banana", "0.20", 5);
    co_await save("order-1", "item-3-cherry", "0.0199", 250);
    co_await save("order-1", "service-1-gift-wrap", "2.5", 1);
    co_await save("order-2", "item-2-banana", "0.20", 100);
    co_await save("order-3", "item-1-apple", "0.34", 60);
    co_await save("order-3", "item-2-banana", "0.18", 30);
    co_await batch.flush();
}

asio::awaitable<void> tutorial(dynaco::client db) {
    dynaco::table<Order> orders{db};
    const bool created = co_await orders.create();
    std::cout << "The table " << orders.table_name() << (created ? " was created" : " was there already")
              << ", with the index " << ItemOrder::schema.index_name << ".\n";
    co_await save_orders(orders);

    std::cout << "All of order-1:\n";
    auto all = orders.query("order-1");
    while (const auto order = co_await all.next()) print(*order);

    std::cout << "Its items, the last two first:\n";
    auto last = orders.query("order-1", "item_id"_a.begins_with("item-"), {.limit = 2, .forward = false});
    while (const auto order = co_await last.next()) print(*order);

    std::cout << "Its items of which there are more than 10:\n";
    auto many = orders.query("order-1", "item_id"_a.begins_with("item-"), dynaco::filter("quantity"_a > 10));
    while (const auto order = co_await many.next()) print(*order);

    std::cout << "All orders with bananas, by the index:\n";
    auto with_bananas = orders.index<ItemOrder>().query("item-2-banana");
    while (const auto found = co_await with_bananas.next()) {
        std::cout << "  " << found->order_id << '\n';
    }

    if (created) co_await orders.delete_table();
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
