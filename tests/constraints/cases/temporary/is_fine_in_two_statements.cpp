// expect-ok
// only: clang
#include "../models.hpp"

Account make_account();

awaitable<void> f(const table<Account>& accounts) {
    const Account alice = make_account();
    auto saving = accounts.save(alice);
    co_await std::move(saving);
    auto deciding = accounts.save(make_account(), when("account_id"_a.not_exists()));
    (void)co_await std::move(deciding);
}
