// The code of docs/guide/writing.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>

namespace asio = boost::asio;
using namespace dynaco::literals;

namespace writing {

struct Counter {
    std::string id{};
    std::int64_t value = 0;

    static constexpr dynaco::schema schema{.table_name = "counters", .hash_key = "id"};
};

struct Account {
    std::string account_id{};
    std::string email{};
    std::int64_t balance = 0;
    int version = 0;              // incremented by every write; 0: no version yet
    std::int64_t created_at = 0;  // seconds since 1970
    std::int64_t updated_at = 0;

    static constexpr dynaco::schema schema{.table_name = "accounts",
                                           .hash_key = "account_id",
                                           .version = "version",
                                           .created_at = "created_at",
                                           .updated_at = "updated_at"};
};

asio::awaitable<void> versions(dynaco::table<Account> accounts) {
    Account alice{.account_id = "1", .email = "alice@example.com"};
    co_await accounts.insert(alice);  // now alice.version is 1
    alice.balance = 5;
    co_await accounts.save(alice);  // now alice.version is 2
    co_await accounts.update(alice, "balance"_a.add(10));

    alice.balance = 0;
    auto saved = co_await accounts.try_save(alice);
    if (!saved) {  // the item was changed by another program
        std::optional<Account> theirs = saved.existing();
        if (theirs) std::cout << "they have version " << theirs->version << '\n';
    }
    co_await accounts.save(alice, {.ignore_version = true});
    co_await accounts.remove(alice);
}

asio::awaitable<void> conflicts(dynaco::table<Account> accounts, Account alice) {
    try {
        co_await accounts.save(alice);
    } catch (const dynaco::error& e) {
        if (e.code() != dynaco::condition::conflict) throw;
        std::optional<Account> theirs = dynaco::existing<Account>(e);
        if (theirs) std::cout << "they have version " << theirs->version << '\n';
    }

    auto saved = co_await accounts.try_save(alice);
    if (!saved) std::cout << saved.why().text() << '\n';
    saved.or_throw();  // throws what save() throws
}

asio::awaitable<void> results(dynaco::table<Account> accounts, Account alice) {
    dynaco::result<void> saved = co_await dynaco::as_result(accounts.save(alice));
    if (!saved) {
        std::cout << saved.error().text() << '\n';
        std::optional<Account> theirs = dynaco::existing<Account>(saved.error());
    }
    dynaco::result<std::optional<Account>> found = co_await dynaco::as_result(accounts.get("1"));
    if (found && *found) std::cout << (*found)->email << '\n';
}

asio::awaitable<void> conditions(dynaco::table<Counter> counters) {
    const Counter fresh{.id = "visits"};
    auto inserted = co_await counters.try_insert(fresh);  // only if the item does not exist
    if (!inserted) std::cout << "it is there already\n";
    auto removed = co_await counters.try_remove("visits", dynaco::when("value"_a == 0));
    if (auto kept = removed.existing()) std::cout << kept->value << " visits\n";
}

asio::awaitable<void> returned(dynaco::table<Counter> counters) {
    namespace returning = dynaco::returning;
    Counter now = co_await counters.update("visits", "value"_a.add(1), returning::all_new);
    std::optional<Counter> before = co_await counters.remove("visits", returning::all_old);
    std::optional<dynaco::item> changed =
        co_await counters.update("visits", "value"_a.add(1), returning::updated_new);
    auto checked = co_await counters.try_update("visits", "value"_a.add(1), dynaco::when("value"_a < 100),
                                                returning::all_new);
    if (checked) std::cout << checked.returned()->value << '\n';

    co_await counters.update(now, "value"_a.add(1));  // also stores the new values in `now`
    std::int64_t visits = co_await counters.increment("visits", "value"_a, 1);
    std::cout << visits << '\n';
}

asio::awaitable<void> minimal(dynaco::table<Account> accounts) {
    std::optional<Account> found = co_await accounts.get("1");
    Account changed = *found;
    changed.email = "new@example.com";
    std::size_t attributes = co_await accounts.save_changes(*found, changed);
    if (attributes == 0) std::cout << "nothing to do\n";
}

asio::awaitable<void> many(dynaco::client db, dynaco::table<Counter> counters,
                           dynaco::table<Account> accounts) {
    auto batch = counters.batch_write();
    for (int i = 0; i < 1000; ++i) {
        const Counter each{.id = "page-" + std::to_string(i)};
        co_await batch.save(each);
    }
    co_await batch.remove("visits");
    co_await batch.flush();

    dynaco::batch_write several{db};  // for several tables
    const Account bob{.account_id = "2", .email = "bob@example.com"};
    co_await several.save(accounts, bob);
    co_await several.remove(counters, "page-0");
    co_await several.flush();
}

asio::awaitable<void> reports(dynaco::table<Counter> counters) {
    dynaco::call_report report;
    const Counter visits{.id = "visits"};
    co_await counters.save(visits, {.report = &report});
    co_await counters.update("visits", "value"_a.add(1), dynaco::write_options{.report = &report});
    auto found = co_await counters.get("visits", {.report = &report});
    std::cout << report.write_units() << " written, " << report.read_units() << " read in " << report.attempts
              << " attempts; last request " << report.request_id << '\n';
}

}  // namespace writing
