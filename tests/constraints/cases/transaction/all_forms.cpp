// expect-ok
#include "../models.hpp"

struct Document {
    std::string id{};
    std::string text{};
    int version = 0;

    static constexpr dynaco::schema schema{.table_name = "documents", .hash_key = "id", .version = "version"};
};

struct BalanceOnly {
    std::int64_t balance = 0;
};

awaitable<void> f(dynaco::client db, table<Account> accounts, table<Order> orders,
                  table<Document> documents) {
    const Account alice{.account_id = "1", .email = "a"};
    Document d{.id = "1"};
    const Document known{.id = "2", .version = 7};
    dynaco::transact_write tx{db};
    tx.save(accounts, alice);
    tx.save(accounts, Account{.account_id = "2"});
    tx.save(accounts, alice, when("account_id"_a.not_exists()), {.return_existing = false});
    tx.save(documents, d);
    tx.save(documents, d, when("text"_a == "a"));
    tx.update(accounts, "3", "balance"_a.add(-5), when("balance"_a >= 5));
    tx.update(orders, "o", "i", "quantity"_a.set(5));
    tx.update(documents, d, "text"_a.set("b"), when("text"_a == "a"));
    tx.update(documents, "3", "text"_a.set("b"));
    tx.remove(accounts, "4");
    tx.remove(orders, "o", "j", when("quantity"_a == 0));
    tx.remove(documents, known);
    tx.remove(accounts, alice, when("balance"_a == 0));
    tx.check(orders, "o", "k", when("quantity"_a > 0));
    tx.check(documents, known);
    const auto taken = tx.check(accounts, "5", when("balance"_a > 0), {.return_existing = false});
    const auto done = co_await tx.try_commit();
    if (!done) {
        const std::optional<Account> existing = done.existing(taken);
        for (const dynaco::transaction_reason& each : done.reasons())
            static_cast<void>(each.existing<BalanceOnly>());
    }
    dynaco::transact_get reads{db};
    const auto account = reads.get(accounts, "1");
    const auto balance = reads.get<BalanceOnly>(accounts, "2");
    const auto order = reads.get(orders, "o", "i");
    co_await reads.fetch();
    const std::optional<Account>& found = *account;
    const std::optional<BalanceOnly>& view = balance.value();
    static_cast<void>(found && view && *order);
}
