// first-error: the model does not list this index
// expect-line: model_lists_the_index<ByItem, Account>
#include "../models.hpp"

auto f(const table<Account>& accounts) { return accounts.index<ByItem>(); }
