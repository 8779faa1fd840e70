// expect-ok
#include "../models.hpp"

struct our_options : dynaco::write_options {};
auto f(table<Account> accounts, const Account& alice, our_options options) {
    return accounts.save(alice, when("balance"_a > 1), options);
}
