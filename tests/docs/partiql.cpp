// The code of docs/guide/partiql.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <iostream>

namespace asio = boost::asio;

namespace partiql {

struct Order {
    std::string order_id{};
    std::string item_id{};
    int quantity = 0;

    static constexpr dynaco::schema schema{
        .table_name = "orders", .hash_key = "order_id", .range_key = "item_id"};
};

struct Quantity {  // any struct whose members are columns of the statement
    std::string item_id{};
    int quantity = 0;
};

asio::awaitable<void> reading(dynaco::client db) {
    auto rows = dynaco::execute<Order>(db, "SELECT * FROM orders WHERE order_id = ?", "order-1");
    while (auto order = co_await rows.next()) std::cout << order->item_id << '\n';

    auto some = dynaco::execute<Quantity>(db, {.page_size = 100, .consistent_read = true},
                                          "SELECT item_id, quantity FROM orders WHERE order_id IN [?, ?]",
                                          "order-1", "order-2");
    std::vector<Quantity> all = co_await some.collect();
    std::cout << all.size() << " rows\n";

    auto items = dynaco::execute<dynaco::item>(db, "SELECT * FROM orders");  // rows of any form
    while (auto page = co_await items.next_page()) std::cout << page->size() << " items\n";
}

asio::awaitable<void> writing(dynaco::client db) {
    co_await dynaco::execute(db, "DELETE FROM orders WHERE order_id = ? AND item_id = ?", "order-1",
                             "item-9");

    auto written = co_await dynaco::try_execute(
        db, "UPDATE orders SET quantity = ? WHERE order_id = ? AND item_id = ? AND quantity < ?", 5,
        "order-1", "item-1", 5);
    if (!written) {
        std::optional<dynaco::item> existing = written.existing();
        if (existing) std::cout << "kept: " << *existing << '\n';
    }

    auto inserted = co_await dynaco::try_execute(
        db, "INSERT INTO orders VALUE {'order_id': ?, 'item_id': ?, 'quantity': ?}", "order-2", "item-1", 1);
    if (!inserted) std::cout << "it is there already\n";
}

asio::awaitable<void> several(dynaco::client db) {
    dynaco::statement_batch batch{db};
    batch.add("SELECT * FROM orders WHERE order_id = ? AND item_id = ?", "order-1", "item-1");
    batch.add("SELECT * FROM customers WHERE customer_id = ?", "customer-1");
    std::vector<dynaco::statement_answer> answers = co_await batch.try_execute();
    for (const dynaco::statement_answer& answer : answers) {
        if (!answer)
            std::cout << answer.why().text() << '\n';
        else if (auto row = answer.row())
            std::cout << *row << '\n';
    }

    dynaco::statement_transaction transfer{db};
    transfer.add("UPDATE accounts SET balance = balance - ? WHERE id = ? AND balance >= ?", 5, "alice", 5);
    transfer.add("UPDATE accounts SET balance = balance + ? WHERE id = ?", 5, "bob");
    auto done = co_await transfer.try_execute();
    if (!done)
        for (const dynaco::statement_answer& answer : done.answers())
            std::cout << answer.why().text() << '\n';  // names the statement and the reason
}

}  // namespace partiql
