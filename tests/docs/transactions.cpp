// The code of docs/guide/transactions.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <chrono>
#include <iostream>

namespace asio = boost::asio;
using namespace dynaco::literals;
using dynaco::when;

namespace transactions {

struct Account {
    std::string account_id{};
    std::int64_t balance = 0;

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "account_id"};
};

struct Order {
    std::string order_id{};
    std::string item_id{};
    int quantity = 0;

    static constexpr dynaco::schema schema{
        .table_name = "orders", .hash_key = "order_id", .range_key = "item_id"};
};

struct Quantity {
    int quantity = 0;
};

asio::awaitable<void> buy(dynaco::client db, dynaco::table<Account> accounts, dynaco::table<Order> orders) {
    const Order order{.order_id = "o-1", .item_id = "banana", .quantity = 3};

    dynaco::transact_write tx{db};
    tx.save(orders, order, when("order_id"_a.not_exists()));
    auto payment = tx.update(accounts, "alice", "balance"_a.add(-5), when("balance"_a >= 5));
    tx.update(accounts, "shop", "balance"_a.add(5));
    tx.check(accounts, "bob", when("balance"_a >= 0));
    tx.remove(orders, "o-0", "banana");

    auto done = co_await tx.try_commit();
    if (done) co_return;
    if (auto payer = done.existing(payment)) std::cout << "only " << payer->balance << " left\n";
    for (const dynaco::transaction_reason& each : done.reasons())
        std::cout << each.details().statement << ": " << each.details().message << '\n';
}

asio::awaitable<void> commit(dynaco::client db, dynaco::transact_write& tx) {
    for (int attempt = 0;; ++attempt) {
        try {
            co_await tx.commit();
            co_return;
        } catch (const dynaco::error& e) {
            const auto& reasons = e.diagnostics().cancellation_reasons;
            if (attempt == 8 || !canceled_only_by(dynaco::errc::transaction_conflict, reasons)) throw;
        }
        co_await db.pause(std::chrono::milliseconds(10 << attempt));  // a random part of this duration
    }
}

asio::awaitable<void> once(dynaco::client db, dynaco::table<Account> accounts, std::string invoice) {
    dynaco::transact_write tx{db, {.client_request_token = invoice}};
    tx.update(accounts, "alice", "balance"_a.add(-5));
    co_await tx.commit();  // applied once, even if repeated within ten minutes
}

struct Document {
    std::string id{};
    std::string text{};
    int version = 0;  // 0: no version yet

    static constexpr dynaco::schema schema{.table_name = "documents", .hash_key = "id", .version = "version"};
};

asio::awaitable<void> edit(dynaco::client db, dynaco::table<Document> documents, Document& draft,
                           const Document& source) {
    dynaco::transact_write tx{db};
    draft.text = source.text;
    auto saved = tx.save(documents, draft);  // requires that the stored version is draft.version
    tx.check(documents, source);             // requires that source was not changed
    auto done = co_await tx.try_commit();    // on success draft.version is incremented
    if (auto theirs = done.existing(saved)) std::cout << "someone else was faster: " << theirs->text << '\n';
}

asio::awaitable<void> overview(dynaco::client db, dynaco::table<Account> accounts,
                               dynaco::table<Order> orders) {
    dynaco::transact_get reads{db};
    auto alice = reads.get(accounts, "alice");
    auto bananas = reads.get<Quantity>(orders, "o-1", "banana");  // a view: only its members are fetched
    co_await reads.fetch();
    const std::optional<Account>& account = *alice;
    if (account) std::cout << account->balance << '\n';
    if (bananas.value()) std::cout << bananas.value()->quantity << '\n';
}

}  // namespace transactions
