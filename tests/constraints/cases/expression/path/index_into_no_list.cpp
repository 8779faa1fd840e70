// first-error: the model does not have this attribute
// expect-line: model_has_attribute<Account,.*email.0
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) { co_await accounts.update("1", "email[0]"_a.set("x")); }
