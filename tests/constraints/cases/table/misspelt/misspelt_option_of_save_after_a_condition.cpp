// first-error: brace-enclosed.* to .*write_options|no matching member function for call
// expect-line: write_options
// most-lines: 15
#include "../../models.hpp"

auto f(table<Account> accounts, const Account& alice) {
    return accounts.save(alice, when("balance"_a > 1), {.return_exsting = false});
}
