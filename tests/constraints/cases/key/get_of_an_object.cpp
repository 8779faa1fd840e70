// first-error: dynaco: the argument is an object, but this function needs a key
// most-lines: 15
// expect-line: key_is_not_an_object<Account>
#include "../models.hpp"

auto f(table<Account> accounts, Account account) { return accounts.get(account); }
