// first-error: \+, -, if_not_exists\(\), append\(\) and prepend\(\) can be used in updates only
#include "../../models.hpp"

void f(const table<Account>& accounts) { (void)accounts.scan(filter("balance"_a > "balance"_a + 1)); }
