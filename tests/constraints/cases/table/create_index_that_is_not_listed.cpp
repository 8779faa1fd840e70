// first-error: the model does not list this index
// expect-line: model_lists_the_index<ByItem, Account>
#include "../models.hpp"

awaitable<void> f(table<Account> accounts) { (void)co_await accounts.admin().create_index<ByItem>(); }
