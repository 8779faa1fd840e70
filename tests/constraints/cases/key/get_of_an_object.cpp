// first-error: dynaco: an object is given where a key is wanted
// most-lines: 15
// expect-line: key_is_not_an_object<Account>
#include "../models.hpp"

auto f(table<Account> accounts, Account account) { return accounts.get(account); }
