// first-error: pass the options once, as the last argument
// most-lines: 18
#include "../models.hpp"

void f(dynaco::transact_write& tx, table<Account> accounts, const Account& alice) {
    tx.save(accounts, alice, dynaco::write_options{.ignore_version = true}, dynaco::write_options{});
}
