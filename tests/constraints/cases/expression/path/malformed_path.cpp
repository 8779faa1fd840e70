// first-error: not a document path
// expect-line: is_a_document_path<.*owner[.][.]name
#include "../../models.hpp"

awaitable<void> f(const table<Account>& accounts) { co_await accounts.update("1", "owner..name"_a.set("x")); }
