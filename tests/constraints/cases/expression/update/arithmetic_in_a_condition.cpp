// first-error: are for updates only
#include "../../models.hpp"

void f(const table<Account>& accounts) { (void)accounts.scan(filter("balance"_a > "balance"_a + 1)); }
