// expect-ok
#include "models.hpp"

// What the README shows.
awaitable<void> tutorial(dynaco::client db) {
    table<Account> accounts{db};
    (void)co_await accounts.create();

    Account alice{
        .account_id = "111-111-1111", .email = "alice@example.com", .description = "alice's account"};
    co_await accounts.save(alice);
    std::optional<Account> found = co_await accounts.get("111-111-1111");

    co_await accounts.update("111-111-1111", "email"_a.set("bob@example.com"),
                             "balance"_a.set("balance"_a + 1));

    auto written = co_await accounts.try_save(alice, when("account_id"_a.not_exists()));
    if (!written) found = written.existing();

    auto batch = accounts.batch_write();
    const std::vector<Account> many{alice};
    for (const Account& each : many) co_await batch.save(each);
    co_await batch.flush();

    auto scan = accounts.scan(filter("email"_a.between("a", "b")));
    while (auto account = co_await scan.next()) found = *account;
}

awaitable<void> indexes(dynaco::client db) {
    table<Order> orders{db, "orders-of-today"};
    auto in_order =
        orders.query("order-1", "item_id"_a.begins_with("item-"), {.limit = 10, .forward = false});
    std::optional<Order> first = co_await in_order.first();
    auto with_item = orders.index<ByItem>().query("item-2-banana");
    while (auto order = co_await with_item.next())
        first = co_await orders.get(order->order_id, order->item_id);
}
