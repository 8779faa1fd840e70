// first-error: brace-enclosed.* to .*write_options|no matching member function for call
// expect-line: write_options
// most-lines: 15
#include "../models.hpp"

void f(dynaco::transact_write& tx, table<Account> accounts, const Account& alice) {
    tx.save(accounts, alice, when("balance"_a > 1), {.return_exsting = false});
}
