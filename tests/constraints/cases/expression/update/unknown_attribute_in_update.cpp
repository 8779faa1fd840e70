// first-error: the model does not have this attribute
// expect-line: model_has_attribute<Account,.*balanse
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) { co_await accounts.update("1", "balanse"_a.set(1)); }
