// expect-ok
#include "../versioned.hpp"

namespace returning = dynaco::returning;
using dynaco::verdict;

struct Balance {
    std::int64_t balance = 0;
};

awaitable<void> save(const table<Account>& accounts, const Account& a, dynaco::call_report& report) {
    co_await accounts.save(a);
    co_await accounts.save(a, {.report = &report});
    verdict<Account> made = co_await accounts.try_save(a, when("balance"_a == 1), {.return_existing = false});
    std::optional<Account> old = co_await accounts.save(a, returning::all_old);
    verdict<Account, std::optional<Account>> both =
        co_await accounts.try_save(a, when("balance"_a == 1), returning::all_old);
    verdict<Account, std::optional<Account>> other =
        co_await accounts.try_save(a, returning::all_old, when("balance"_a == 1), {.report = &report});
    verdict<Account> inserted = co_await accounts.try_insert(a, {.report = &report});
    co_await accounts.save(a, when("balance"_a == 1));
    co_await accounts.save(a, when("balance"_a == 1), {.return_existing = false});
    std::optional<Account> replaced =
        co_await accounts.save(a, when("balance"_a == 1), returning::all_old, {.report = &report});
    co_await accounts.insert(a);
    co_await accounts.remove(a);
    co_await accounts.remove("1", when("balance"_a == 1), {.return_existing = false});
    co_await accounts.remove("1", {.report = &report});
    std::optional<Account> removed = co_await accounts.remove(a, returning::all_old, {.report = &report});
}

awaitable<void> update(const table<Account>& accounts, Account& a, dynaco::call_report& report) {
    co_await accounts.update(a, "balance"_a.add(1));
    verdict<Account> made = co_await accounts.try_update(a, "balance"_a.add(1), when("balance"_a < 9));
    Account now = co_await accounts.update("1", "balance"_a.add(1), returning::all_new);
    std::optional<dynaco::item> changed =
        co_await accounts.update("1", "balance"_a.add(1), returning::updated_new);
    [[maybe_unused]] std::optional<Balance> before =
        co_await accounts.update<Balance>("1", "balance"_a.add(1), returning::updated_old);
    verdict<Account, Balance> both =
        co_await accounts.try_update<Balance>("1", dynaco::write_options{.report = &report},
                                              when("balance"_a < 9), "balance"_a.add(1), returning::all_new);
}

awaitable<void> versioned(const table<Document>& documents, Document& d, const Document& same) {
    verdict<Document> saved = co_await documents.try_save(d);
    verdict<Document> forced = co_await documents.try_save(d, {.ignore_version = true});
    verdict<Document> updated = co_await documents.try_update(d, "text"_a.set("a"));
    verdict<Document> removed = co_await documents.try_remove(same);
    co_await documents.save(d);
    co_await documents.save(d, {.ignore_version = true});
    co_await documents.update(d, "text"_a.set("a"), when("text"_a != "b"));
    co_await documents.remove(same);
    co_await documents.insert(d);
    static_assert(std::same_as<decltype(documents.save(d)), awaitable<void>>);
    static_assert(std::same_as<decltype(documents.update(d, "text"_a.set("a"))), awaitable<void>>);
    static_assert(std::same_as<decltype(documents.remove(same)), awaitable<void>>);
    saved.or_throw();
    co_await documents.remove("1");
    co_await documents.update("1", "text"_a.set("a"), "created_at"_a.set(1));
    verdict<Document> inserted = co_await documents.try_insert(d);
}

awaitable<void> changes(const table<Account>& accounts, const Account& before, const Account& after) {
    dynaco::saved_changes<Account> saved = co_await accounts.try_save_changes(before, after);
    dynaco::saved_changes<Account> also =
        co_await accounts.try_save_changes(before, after, when("balance"_a < 9), {.return_existing = false});
    [[maybe_unused]] std::size_t attributes = co_await accounts.save_changes(before, after);
    attributes = also.or_throw();
    [[maybe_unused]] std::int64_t balance = co_await accounts.increment("1", "balance"_a, 5);
}
