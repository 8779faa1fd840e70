// The second tutorial: orders of several items, and an index that finds the orders of an item.
//
// Runs against the service at DYNACO_ENDPOINT, for example a local DynamoDB. If that is not set, it runs
// against AWS.
#include <dynaco.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

namespace asio = boost::asio;
using namespace dynaco::literals;

// The index contains only the keys of the index and of the table.
struct ItemOrder {
    std::string item_id{};
    std::string order_id{};

    static constexpr dynaco::index_schema schema{
        .index_name = "item-and-order-index",
        .hash_key = "item_id",
        .range_key = "order_id",
        .projection = dynaco::projection::keys_only,
    };
};

// One item of an order. The two keys together are unique: an order has several items, each of them once.
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

asio::awaitable<void> save_orders(dynaco::table<Order> orders) {
    struct Row {
        const char* order_id;
        const char* item_id;
        const char* price;
        int quantity;
    };
    constexpr Row rows[] = {
        {"order-1", "item-1-apple", "0.8", 3},
        {"order-1", "item-2-banana", "0.4", 5},
        {"order-2", "item-2-banana", "0.4", 8},
        {"order-2", "item-3-cherry", "1.3", 2},
    };
    auto batch = orders.batch_write();
    for (const Row& row : rows) {
        const Order order{.order_id = row.order_id,
                          .item_id = row.item_id,
                          .item_unit_price = dynaco::number(row.price),
                          .quantity = row.quantity};
        co_await batch.save(order);
    }
    co_await batch.flush();
}

asio::awaitable<void> tutorial(dynaco::client db) {
    dynaco::table<Order> orders{db};
    const bool created = co_await orders.create();  // with its index
    std::cout << "The table " << orders.table_name() << (created ? " was created.\n" : " exists already.\n");

    std::cout << "Save two orders of two items each in bulk.\n";
    co_await save_orders(orders);

    std::cout << "All items of order-1:\n";
    auto items = orders.query("order-1");
    while (const auto order = co_await items.next())
        std::cout << "  " << order->item_id << ": " << order->quantity << " at " << order->item_unit_price
                  << '\n';

    std::cout << "All orders that contain item-2-banana:\n";
    auto with_bananas = orders.index<ItemOrder>().query("item-2-banana");
    while (const auto found = co_await with_bananas.next()) std::cout << "  " << found->order_id << '\n';

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
