// expect-ok
#include "../models.hpp"

struct Slim {
    std::string account_id{};
    std::int64_t balance = 0;
};

awaitable<void> f(dynaco::client db) {
    const Account model{.account_id = "1"};
    const std::optional<int> maybe = 1;
    auto rows = dynaco::execute<Account>(db, "SELECT * FROM accounts WHERE balance IN [?, ?]", 1, maybe);
    while (auto account = co_await rows.next()) static_cast<void>(account->email);
    auto views =
        dynaco::execute<Slim>(db, {.consistent_read = true}, "SELECT account_id, balance FROM accounts");
    static_cast<void>(co_await views.collect());
    auto items = dynaco::execute<dynaco::item>(db, "SELECT * FROM accounts");
    static_cast<void>(co_await items.next_page());
    auto written = co_await dynaco::try_execute(db, "INSERT INTO accounts VALUE ?", model);
    if (!written) static_cast<void>(written.existing());
    co_await dynaco::execute(db, "DELETE FROM accounts WHERE account_id = ?", "1");
    co_await dynaco::execute(db, {.return_existing = false}, "DELETE FROM accounts WHERE account_id = ?",
                             "1");

    dynaco::statement_batch batch{db};
    batch.add("DELETE FROM accounts WHERE account_id = ?", std::string("1"));
    batch.add({.return_existing = false}, "DELETE FROM accounts WHERE account_id = ?", "2");
    for (const dynaco::statement_answer& answer : co_await batch.try_execute())
        if (answer) static_cast<void>(answer.row<Slim>());

    dynaco::statement_transaction transaction{db};
    transaction.add("UPDATE accounts SET balance = balance + ? WHERE account_id = ?", 5, "1");
    const auto done = co_await transaction.try_execute({.client_request_token = "once"});
    if (!done) static_cast<void>(done.answers().size());
}
