// first-error: the model does not have this attribute
// expect-line: model_has_attribute<Account,.*owner[.]nam
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) { co_await accounts.update("1", "owner.nam"_a.set("x")); }
